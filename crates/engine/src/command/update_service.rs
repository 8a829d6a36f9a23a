//! Changing what its holder may change about a service: its name, and how it is to be renewed.

use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::automatic::Intent;
use perennial_core::engagement::{self, Binding, EndRule};
use perennial_core::journal::Action;
use perennial_core::renew::{ArrangeRefusal, Flags, RenewSettings, Wish};
use perennial_core::service::ServiceChange;
use perennial_core::step::Step;
use perennial_core::strategy::Group;
use perennial_core::text::Name;
use perennial_core::{AccountId, Period, Service, ServiceId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// What is to change about a service.
#[derive(Debug, Clone, Default)]
pub struct ServiceUpdate {
    /// Its name of its holder's own: none is taken away, nothing said leaves it.
    pub display_name: Option<Option<Name>>,
    /// How it is to be renewed.
    pub renewal: Option<Renewal>,
}

/// How a service is to be renewed, in the words of either generation of the API.
#[derive(Debug, Clone, Copy)]
pub enum Renewal {
    /// As flags.
    Flags(Flags),
    /// As mode and end.
    Wish(Wish),
    /// As what comes after an engagement.
    EndRule(EndRule),
}

impl Renewal {
    fn wish(self, service: &Service, today: Date) -> Result<Wish, EngineError> {
        match self {
            Self::Flags(flags) => Ok(flags.wish(service.renew)?),
            Self::Wish(wish) => Ok(wish),
            Self::EndRule(rule) => Ok(engagement::choose_rule(service, rule, today)?.wish),
        }
    }
}

impl Engine {
    /// Changes a service. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Arrange`] with the reason why its
    /// renewal stays as it is.
    pub async fn update_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        update: &ServiceUpdate,
    ) -> Result<(), EngineError> {
        let attempt = || self.update_service_once(context, service, update);
        self.retry(context.account, attempt).await
    }

    async fn update_service_once(
        &self,
        context: &Context,
        service: ServiceId,
        update: &ServiceUpdate,
    ) -> Result<(), EngineError> {
        let account = context.account;
        // load
        let fresh = self.freshness(account).await?;
        let group = self.store.group(account, service).await?.map(|load| load.group);
        let held = group.as_ref().and_then(|group| group.service(service));
        let not_found = || EngineError::not_found("serviceId", service);
        let (group, held) = group.as_ref().zip(held).ok_or_else(not_found)?;
        // decide
        let name = update.display_name.as_ref().filter(|name| **name != held.display_name);
        let renew = match update.renewal {
            Some(renewal) => self.arranged(context, held, renewal, &fresh).await?,
            None => Step::Unchanged,
        };
        let now = self.clock.now();
        let terms = match update.renewal {
            Some(Renewal::EndRule(rule)) => engagement::choose_rule(held, rule, now.today)?.terms,
            _ => None,
        };
        if terms.is_some() {
            self.check_paid(account, service).await?;
        }
        let mut set = WriteSet::without_account();
        let (mut head, subject) = (fresh.head, format!("service {service}"));
        let mut enter = |set: &mut WriteSet, action, detail: &str| {
            let entry = journal::next(&head, context, now.at, action, subject.as_str(), detail);
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
        };
        let mut body = WriteSet::without_account();
        if let Some(name) = name {
            let shown = name.as_ref().map_or("no name of its own", Name::as_str);
            enter(&mut set, Action::RenameService, shown);
            body.rename_service(account, service, name);
        }
        if let Step::Changed(renew) = renew {
            enter(&mut set, Action::ArrangeService, &describe(held.renew, renew));
            let changes = arrange(group, held, renew, now.today);
            changes.iter().for_each(|change| body.change_service(account, change));
        }
        if let Some(terms) = terms {
            let (after, before) = (terms.offer.end_rule, held.end_rule());
            let detail = format!("after the engagement {}, before {}", after.code(), before.code());
            enter(&mut set, Action::ArrangeService, &detail);
            let renew = renew.changed().unwrap_or(held.renew);
            let bound = Binding { terms: Some(terms), renew, ..Binding::of(held) };
            body.change_service(account, &bound.change(service));
        }
        // commit
        if head == fresh.head {
            return Ok(());
        }
        set.append(body);
        Ok(self.store.commit(set).await?)
    }

    async fn arranged(
        &self,
        context: &Context,
        service: &Service,
        renewal: Renewal,
        fresh: &perennial_store::Freshness,
    ) -> Result<Step<RenewSettings>, EngineError> {
        let today = self.clock.now().today;
        let wish = renewal.wish(service, today)?;
        let account = self.store.account(context.account).await?;
        let account = account.ok_or_else(|| EngineError::not_found("account", context.account))?;
        let plan = self.price_list(fresh).await?.get(&service.plan).cloned();
        let currency = account.account.currency;
        let first_day = service.expiry.on();
        let periods = |plan| engagement::periods(plan, service, currency, first_day);
        let periods: Vec<Period> = plan.as_ref().map(periods).unwrap_or_default();
        let methods = self.store.payment_methods(context.account).await?;
        let can_debit = !account.balances.prepaid.is_zero()
            || methods.iter().any(|method| method.is_usable(today));
        let granted = wish.granted(service, &periods, can_debit)?;
        if granted != Step::Unchanged {
            self.check_paid(context.account, service.id).await?;
        }
        Ok(granted)
    }

    /// A service is not changed while what was paid for it is owed again.
    pub(super) async fn check_paid(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<(), EngineError> {
        let debts = self.store.debts(account).await?;
        for debt in debts.iter().filter(|debt| debt.state.is_owed()) {
            let order = self.require_order(account, debt.order).await?;
            if order.terms.renews(service) {
                return Err(ArrangeRefusal::InDebt { order: Some(order.id) }.into());
            }
        }
        Ok(())
    }
}

/// New settings, and the calendar's attention for the service and for the options that follow it.
pub(super) fn arrange(
    group: &Group,
    service: &Service,
    renew: RenewSettings,
    today: Date,
) -> Vec<ServiceChange> {
    let follows = |option: &&Service| {
        let parents = std::iter::successors(Some(*option), |one| group.parent_of(one.id));
        let own = Intent::of_alone(option).is_some();
        option.id != service.id && !own && parents.skip(1).any(|parent| parent.id == service.id)
    };
    let change = |one: &Service, renew: RenewSettings| {
        let due_on = one.agenda.due_on.map_or(today, |due_on| due_on.min(today));
        ServiceChange::Arrange { service: one.id, renew, due_on: Some(due_on) }
    };
    let options = group.services().iter().filter(follows);
    let options = options.map(|option| change(option, option.renew));
    std::iter::once(change(service, renew)).chain(options).collect()
}

/// Settings before and after, in words.
pub(super) fn describe(before: RenewSettings, after: RenewSettings) -> String {
    let words = |settings: RenewSettings| {
        let period = settings.period().map(|period| format!(" {period}")).unwrap_or_default();
        let stop = settings.stop().map(|stop| format!(", {}", stop.code())).unwrap_or_default();
        format!("{}{period}{stop}", settings.mode().code())
    };
    format!("{} instead of {}", words(after), words(before))
}
