//! The write set of a checked inventory.

use perennial_core::automatic::due_at_the_latest;
use perennial_core::journal::{Action, Head};
use perennial_core::ledger::{Entry, LedgerAccount, Transaction};
use perennial_core::means::{Balances, PaymentMethod};
use perennial_core::service::{
    Agenda, Contacts, Service, ServiceState, StateKind, Suspension, Unpaid,
};
use perennial_core::settlement::SettlementError;
use perennial_core::{Account, AccountId, Money, ServiceId};
use perennial_store::{StoredAccount, WriteSet};

use super::check::{Checked, CheckedAccount};
use super::{Inventory, InventoryAccount, InventoryMethod, InventoryService, counted};
use crate::context::{Actor, Context};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::sandbox::Order;
use crate::journal;

impl Engine {
    pub(super) fn write_inventory(
        &self,
        query_id: &str,
        inventory: &Inventory,
        checked: &Checked,
    ) -> Result<WriteSet, EngineError> {
        let mut set = WriteSet::without_account();
        for plan in &inventory.plans {
            set.put_plan(plan);
        }
        if !inventory.plans.is_empty() {
            set.forget_price_list(self.ids.stamp());
        }
        for (entry, checked) in inventory.accounts.iter().zip(&checked.accounts) {
            let (account, mut part) = self.begin_account(query_id, entry, checked)?;
            self.write_opening(&mut part, &account, entry)?;
            self.write_services(&mut part, &account, entry, checked);
            self.write_methods(&mut part, account.id, entry);
            set.append(part);
        }
        Ok(set)
    }

    /// The journal entry, with what the account holds now; and the account itself if it is new.
    fn begin_account(
        &self,
        query_id: &str,
        entry: &InventoryAccount,
        checked: &CheckedAccount,
    ) -> Result<(Account, WriteSet), EngineError> {
        let services = counted(entry.services.len(), "service");
        let detail = format!("{services}, {}", counted(entry.methods.len(), "payment method"));
        let at = self.clock.at();
        let next = |head: &Head, action| {
            let query_id = query_id.to_owned();
            let context = Context { account: head.account, actor: Actor::Operator, query_id };
            journal::next(head, &context, at, action, "inventory", detail.as_str())
        };
        match (&checked.existing, &entry.new) {
            (Some(StoredAccount { account, head, balances }), _) => {
                let mut set = WriteSet::of_account(&next(head, Action::Import));
                set.set_balances(account.id, &entry.added_to(*balances)?);
                if !entry.methods.is_empty() || entry.prepaid.is_some() {
                    // What could not be paid before perhaps can be now.
                    set.wake(account.id, self.clock.now().today);
                }
                Ok((account.clone(), set))
            }
            (None, Some(new)) => {
                let account = new.clone().into_account(self.ids.account(), self)?;
                let balances = entry.added_to(Balances::empty(account.currency))?;
                let first = next(&Head::empty(account.id), Action::CreateAccount);
                let set = WriteSet::new_account(&account, &balances, &first);
                Ok((account, set))
            }
            (None, None) => Err(EngineError::not_found("account", &entry.nichandle)),
        }
    }

    /// Where the balances of the inventory come from, in the books.
    fn write_opening(
        &self,
        set: &mut WriteSet,
        account: &Account,
        entry: &InventoryAccount,
    ) -> Result<(), EngineError> {
        let pair = |to, from, amount: Option<Money>| {
            let Some(amount) = amount else { return Ok(Vec::new()) };
            let credit = amount.checked_neg().map_err(SettlementError::Amount)?;
            let entries = [Entry { account: to, amount: credit }, Entry { account: from, amount }];
            Ok::<_, EngineError>(entries.to_vec())
        };
        let prepaid = pair(LedgerAccount::Prepaid, LedgerAccount::Opening, entry.prepaid)?;
        let points = pair(LedgerAccount::Points, LedgerAccount::PointsIssued, entry.fidelity)?;
        let id = self.ids.ledger_transaction();
        let opening = Transaction::try_new(id, [prepaid, points].concat());
        let opening = opening.map_err(SettlementError::Unbalanced)?;
        set.post(account.id, None, self.clock.at(), &[opening]);
        Ok(())
    }

    fn write_methods(&self, set: &mut WriteSet, account: AccountId, entry: &InventoryAccount) {
        for method in &entry.methods {
            let stored = self.stored_method(method);
            set.insert_payment_method(account, &stored);
            if !method.outcomes.is_empty() {
                set.set_sandbox_outcomes(account, stored.id, &Order::list(&method.outcomes));
            }
        }
    }

    fn stored_method(&self, method: &InventoryMethod) -> PaymentMethod {
        let now = self.clock.at();
        PaymentMethod {
            id: method.id.unwrap_or_else(|| self.ids.payment_method()),
            mean_id: method.mean_id.unwrap_or_else(|| self.ids.payment_mean()),
            kind: method.kind,
            status: method.status,
            is_default: method.is_default,
            label: method.label.clone(),
            description: None,
            created_at: now,
            expires_on: method.expires_on,
            refused_at: None,
            brand: None,
            bank: None,
            updated_at: now,
        }
    }
}

impl InventoryAccount {
    /// What is held, and what the inventory adds to it.
    fn added_to(&self, held: Balances) -> Result<Balances, EngineError> {
        let add = |held: Money, added: Option<Money>| match added {
            Some(added) => held.checked_add(added).map_err(SettlementError::Amount),
            None => Ok(held),
        };
        let prepaid = add(held.prepaid, self.prepaid)?;
        Ok(Balances { prepaid, fidelity: add(held.fidelity, self.fidelity)? })
    }
}

impl Engine {
    fn write_services(
        &self,
        set: &mut WriteSet,
        account: &Account,
        entry: &InventoryAccount,
        checked: &CheckedAccount,
    ) {
        let group = |id: &ServiceId| checked.groups.get(id).copied().unwrap_or(*id);
        for (service, id) in entry.services.iter().zip(&checked.ids) {
            set.insert_service(account.id, &self.stored_service(service, *id, group(id), account));
            set.set_details(account.id, *id, &service.about.details);
            set.insert_tags(account.id, *id, &service.about.tags);
        }
        for link in &checked.links {
            set.insert_link(account.id, link, group(&link.from));
        }
        // New links may have joined groups that were there before.
        for service in checked.held.iter().filter(|service| service.group != group(&service.id)) {
            set.regroup_service(account.id, service.id, group(&service.id));
            for link in checked.held_links.iter().filter(|link| link.from == service.id) {
                set.regroup_link(account.id, link, group(&service.id));
            }
        }
    }

    /// The calendar begins for a service on the day it comes to us: nothing is made up for.
    fn stored_service(
        &self,
        service: &InventoryService,
        id: ServiceId,
        group: ServiceId,
        account: &Account,
    ) -> Service {
        let service = service.clone();
        let own = || account.nichandle.clone();
        let today = self.clock.now().today;
        let state = match service.state {
            StateKind::InCreation => ServiceState::InCreation,
            StateKind::Active => ServiceState::Active,
            StateKind::Unpaid => ServiceState::Unpaid(Unpaid {
                since: today,
                attempts: 0,
                order: None,
                attempts_before: 0,
            }),
            StateKind::Suspended => {
                let suspension = self.calendar.rules(&service.product).suspension(today);
                let since = service.expiry.on().min(today);
                ServiceState::Suspended(Suspension { since, ..suspension })
            }
            StateKind::Deleted => ServiceState::Deleted,
        };
        let looked_on = today.yesterday().ok();
        let mut stored = Service {
            id,
            group,
            product: service.product,
            name: service.name,
            display_name: service.display_name,
            plan: service.plan,
            quantity: service.quantity,
            created_on: service.created_on,
            expiry: service.expiry,
            state,
            renew: service.renew,
            engaged_until: service.engaged_until,
            terms: None,
            request: None,
            held_by: None,
            closure: None,
            agenda: Agenda { looked_on, ..Agenda::default() },
            contacts: service.contacts.unwrap_or_else(|| Contacts {
                admin: own(),
                billing: own(),
                tech: own(),
            }),
        };
        let renew_day = account.renew_day(&self.calendar);
        let due_on = due_at_the_latest(&stored, &self.calendar, renew_day);
        stored.agenda.due_on = due_on.map(|due_on| due_on.max(today));
        stored
    }
}
