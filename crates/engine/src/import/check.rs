//! Checking an inventory against itself and against what is there.

mod links;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use perennial_core::link::Link;
use perennial_core::plan::PriceList;
use perennial_core::{Service, ServiceId};
use perennial_store::{StoreError, StoredAccount};

use super::{ImportRefusal, Inventory, InventoryAccount, Part, Place, Problem, ServiceName};
use crate::engine::Engine;
use crate::error::EngineError;

/// An inventory with everything resolved that its writing needs.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) accounts: Vec<CheckedAccount>,
}

/// An account of an inventory with ids for what is new, and the groups that come of its links.
#[derive(Debug)]
pub(super) struct CheckedAccount {
    /// The account that is there.
    pub(super) existing: Option<StoredAccount>,
    /// The ids of the inventory's services, in its order.
    pub(super) ids: Vec<ServiceId>,
    /// The links of the inventory.
    pub(super) links: Vec<Link>,
    /// The group of every service of the account, old and new.
    pub(super) groups: BTreeMap<ServiceId, ServiceId>,
    /// Services that were there before.
    pub(super) held: Vec<Service>,
    /// Links that were there before.
    pub(super) held_links: Vec<Link>,
}

/// Collects what is wrong.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, place: Place, part: Part, text: impl std::fmt::Display) {
        self.0.push(Problem { place, part, text: text.to_string() });
    }
}

impl Engine {
    pub(super) async fn check_inventory(
        &self,
        inventory: &Inventory,
    ) -> Result<Checked, EngineError> {
        let mut problems = Problems::default();
        let prices = check_plans(self.store.price_list().await?, inventory, &mut problems);
        let mut names = BTreeSet::new();
        let mut accounts = Vec::with_capacity(inventory.accounts.len());
        for (index, account) in inventory.accounts.iter().enumerate() {
            let existing = if names.insert(&account.nichandle) {
                self.find_account(account, index, &mut problems).await?
            } else {
                let text = format!("account {} stands twice in the inventory", account.nichandle);
                problems.add(Place::Account(index), Part::Name, text);
                None
            };
            accounts
                .push(self.check_account(account, index, existing, &prices, &mut problems).await?);
        }
        if problems.0.is_empty() {
            return Ok(Checked { accounts });
        }
        let mut problems = problems.0;
        problems.sort_by_key(|problem| (problem.place, problem.part));
        Err(ImportRefusal::Problems { problems }.into())
    }

    async fn find_account(
        &self,
        account: &InventoryAccount,
        index: usize,
        problems: &mut Problems,
    ) -> Result<Option<StoredAccount>, StoreError> {
        let known = self.store.account_by_nichandle(&account.nichandle).await?;
        let name = &account.nichandle;
        match (known, &account.new) {
            (Some(id), None) => return self.store.account(id).await,
            (Some(_), Some(_)) => {
                let text = format!(
                    "there is an account {name} already; to add to it, give nothing of it but its nichandle"
                );
                problems.add(Place::Account(index), Part::Name, text);
            }
            (None, None) => {
                let text = format!(
                    "there is no account {name}; to make it, give its email, country, currency, tax rate and the rest of what a new account needs"
                );
                problems.add(Place::Account(index), Part::Name, text);
            }
            (None, Some(_)) => {}
        }
        Ok(None)
    }

    async fn check_account(
        &self,
        account: &InventoryAccount,
        index: usize,
        existing: Option<StoredAccount>,
        prices: &PriceList,
        problems: &mut Problems,
    ) -> Result<CheckedAccount, StoreError> {
        let (held, held_links, methods) = match &existing {
            Some(StoredAccount { account, .. }) => (
                self.store.services(account.id).await?,
                self.store.links(account.id).await?,
                self.store.payment_methods(account.id).await?,
            ),
            None => Default::default(),
        };
        let currency = existing
            .as_ref()
            .map(|there| there.account.currency)
            .or(account.new.as_ref().map(|new| new.currency));
        check_plan_of_services(account, index, prices, currency, problems);
        let (ids, by_name) = self.draw_ids(account, index, &held, problems);
        let (links, groups) = links::check(&account.links, index, &by_name, &held_links, problems);
        check_methods(account, index, &methods, problems);
        check_balances(account, index, currency, problems);
        Ok(CheckedAccount { existing, ids, links, groups, held, held_links })
    }

    /// Ids for the services, and all services of the account by name.
    fn draw_ids(
        &self,
        account: &InventoryAccount,
        index: usize,
        held: &[Service],
        problems: &mut Problems,
    ) -> (Vec<ServiceId>, BTreeMap<ServiceName, ServiceId>) {
        let name = |s: &Service| ServiceName { product: s.product.clone(), name: s.name.clone() };
        let mut by_name: BTreeMap<_, _> = held.iter().map(|s| (name(s), s.id)).collect();
        let mut taken: BTreeSet<ServiceId> = held.iter().map(|service| service.id).collect();
        let given = account.services.iter().filter_map(|service| service.id);
        let reserved: BTreeSet<ServiceId> = given.collect();
        let mut ids = Vec::with_capacity(account.services.len());
        let draw = |taken: &BTreeSet<ServiceId>| {
            let mut drawn = std::iter::repeat_with(|| self.ids.service());
            drawn.find(|id| !taken.contains(id) && !reserved.contains(id))
        };
        for (number, service) in account.services.iter().enumerate() {
            let place = Place::Service(index, number);
            // An id that is taken is wrong; the service is looked at all the same, under another one.
            let given = service.id.filter(|id| {
                let is_free = taken.insert(*id);
                if !is_free {
                    let text = format!("the account has a service {id} already");
                    problems.add(place, Part::Id, text);
                }
                is_free
            });
            let Some(id) = given.or_else(|| draw(&taken)) else { continue };
            taken.insert(id);
            let key = ServiceName { product: service.product.clone(), name: service.name.clone() };
            match by_name.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(id);
                }
                Entry::Occupied(known) => {
                    let ServiceName { product, name } = known.key();
                    let text = format!("the account has a service {name} of {product} already");
                    problems.add(place, Part::Name, text);
                }
            }
            ids.push(id);
        }
        (ids, by_name)
    }
}

/// The prices as they will be.
fn check_plans(mut known: PriceList, inventory: &Inventory, problems: &mut Problems) -> PriceList {
    let mut codes = BTreeSet::new();
    for (index, plan) in inventory.plans.iter().enumerate() {
        let (place, code) = (Place::Plan(index), &plan.code);
        if !codes.insert(code) {
            let text = format!("plan {code} stands twice in the inventory");
            problems.add(place, Part::Name, text);
        } else if let Some(known) = known.get(code).filter(|known| known.product != plan.product) {
            let text = format!(
                "plan {code} is for {} already; give a plan for {} another code",
                known.product, plan.product
            );
            problems.add(place, Part::Product, text);
        }
        known.insert(plan.clone());
    }
    known
}

fn check_plan_of_services(
    account: &InventoryAccount,
    index: usize,
    prices: &PriceList,
    currency: Option<perennial_core::Currency>,
    problems: &mut Problems,
) {
    for (number, service) in account.services.iter().enumerate() {
        let place = Place::Service(index, number);
        let code = &service.plan;
        match (prices.get(code), currency) {
            (None, _) => {
                let text = format!("there is no plan {code}; add it to the inventory");
                problems.add(place, Part::Plan, text);
            }
            (Some(plan), _) if plan.product != service.product => {
                let text = format!(
                    "plan {code} is for {}, the service is a {}",
                    plan.product, service.product
                );
                problems.add(place, Part::Plan, text);
            }
            (Some(plan), Some(currency)) if plan.periods(currency).next().is_none() => {
                let text =
                    format!("plan {code} has no price in {currency}, the currency of the account");
                problems.add(place, Part::Plan, text);
            }
            _ => {}
        }
    }
}

fn check_methods(
    account: &InventoryAccount,
    index: usize,
    held: &[perennial_core::PaymentMethod],
    problems: &mut Problems,
) {
    let mut ids: BTreeSet<_> = held.iter().map(|method| method.id).collect();
    let mut means: BTreeSet<_> = held.iter().map(|method| (method.kind, method.mean_id)).collect();
    let mut defaults = held.iter().filter(|method| method.is_default).count();
    for (number, method) in account.methods.iter().enumerate() {
        let place = Place::Method(index, number);
        if let Some(id) = method.id.filter(|id| !ids.insert(*id)) {
            let text = format!("the account has a payment method {id} already");
            problems.add(place, Part::Id, text);
        }
        if let Some(id) = method.mean_id.filter(|id| !means.insert((method.kind, *id))) {
            let text = format!("the account has a {} {id} already", method.kind.mean());
            problems.add(place, Part::MeanId, text);
        }
        defaults = defaults.saturating_add(usize::from(method.is_default));
        if method.is_default && defaults > 1 {
            problems.add(place, Part::Default, "the account has a default payment method already");
        }
    }
}

fn check_balances(
    account: &InventoryAccount,
    index: usize,
    currency: Option<perennial_core::Currency>,
    problems: &mut Problems,
) {
    let place = Place::Account(index);
    let balances = [(Part::Prepaid, account.prepaid), (Part::Fidelity, account.fidelity)];
    for (part, amount) in balances {
        let Some(amount) = amount else { continue };
        if amount.is_negative() || !amount.is_whole_minor_units() {
            let text = format!("a balance cannot be {amount}: it is whole and not below nothing");
            problems.add(place, part, text);
        }
    }
    if let (Some(prepaid), Some(currency)) = (account.prepaid, currency)
        && prepaid.currency() != currency
    {
        let text =
            format!("the prepaid balance is in {}, the account in {currency}", prepaid.currency());
        problems.add(place, Part::Prepaid, text);
    }
}
