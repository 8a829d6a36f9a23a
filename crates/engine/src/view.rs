//! A service as its holder sees it: with its plan, with what it belongs to, and with what lies ahead.

use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::automatic::Outlook;
use perennial_core::calendar::RenewDay;
use perennial_core::engagement::{
    self, Basis, Engagement, Offer, Quote, Request, check_requestable,
};
use perennial_core::plan::{Plan, PriceList};
use perennial_core::renew::{RenewMode, Stop, WantedStop, Wish};
use perennial_core::service::{Service, ServiceState};
use perennial_core::termination;
use perennial_core::{AccountId, Currency, Period, ServiceId};
use perennial_store::Freshness;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::snapshot::Snapshot;

/// A service at one moment. It is known to be there.
#[derive(Debug)]
pub struct ServiceView {
    snapshot: Arc<Snapshot>,
    prices: Arc<PriceList>,
    service: Service,
    /// What lies ahead of it.
    pub outlook: Outlook,
    /// The day of the month on which its account is debited.
    pub renew_day: RenewDay,
    /// The day it is in the contract's time zone.
    pub today: Date,
}

impl ServiceView {
    /// The service.
    #[must_use]
    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// The plan that it is sold under, if there still is one.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        self.prices.get(&self.service.plan)
    }

    /// The currency of its account.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.snapshot.account.currency
    }

    /// What it is an option of.
    #[must_use]
    pub fn parent(&self) -> Option<&Service> {
        self.snapshot.group.parent_of(self.service.id)
    }

    /// The options of it that are there, by id.
    pub fn options(&self) -> impl Iterator<Item = &Service> {
        let group = &self.snapshot.group;
        let is_option =
            |one: &&Service| group.parent_of(one.id).is_some_and(|p| p.id == self.service.id);
        let is_there = |one: &&Service| one.state != ServiceState::Deleted;
        group.services().iter().filter(is_option).filter(is_there)
    }

    /// The periods that it can be set to renew for, the shortest first. What is not renewed has none.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        if self.service.renew.mode() == RenewMode::OneShot {
            return Vec::new();
        }
        let first_day = self.service.expiry.on();
        let periods = |plan| engagement::periods(plan, &self.service, self.currency(), first_day);
        self.plan().map(periods).unwrap_or_default()
    }

    /// The period that the calendar renews it for next, with what that costs.
    #[must_use]
    pub fn next_quote(&self) -> Option<(Period, Quote<'_>)> {
        let (plan, service, currency) = (self.plan()?, &self.service, self.currency());
        let first_day = service.expiry.on();
        let period = engagement::chosen_period(plan, service, currency, first_day)?;
        Some((period, Quote::of(plan, service, currency, period, first_day).ok()?))
    }

    /// What its next period is priced by.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        Basis::of(&self.service, self.service.expiry.on())
    }

    /// The engagements that its holder can ask for today.
    #[must_use]
    pub fn engagements(&self) -> Vec<&Offer> {
        let asked = check_requestable(&self.service, &self.snapshot.group, self.today);
        let plan = self.plan().filter(|_| asked.is_ok());
        plan.into_iter().flat_map(|plan| plan.engagements_in(self.currency())).collect()
    }

    /// The engagement that its holder has asked for.
    #[must_use]
    pub fn engagement_request(&self) -> Option<&Request> {
        self.service.request.as_ref().filter(|_| self.service.state != ServiceState::Deleted)
    }

    /// Whether its holder may have it end so, by what it is today.
    #[must_use]
    pub fn can_end(&self, stop: Stop) -> bool {
        let wish = Wish { stop: Some(WantedStop::At(stop)), ..Wish::default() };
        wish.granted(&self.service, &[], true).is_ok()
    }

    /// Its engagement, until it is over.
    #[must_use]
    pub fn engagement(&self) -> Option<Engagement> {
        engagement::of(&self.service, self.today)
    }

    /// Whether its holder may ask for its end.
    #[must_use]
    pub fn can_terminate(&self) -> bool {
        termination::end_of(&self.service).is_ok()
    }
}

impl Engine {
    /// A service as its holder sees it.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service.
    pub async fn view_service(
        &self,
        account: AccountId,
        fresh: &Freshness,
        service: ServiceId,
    ) -> Result<ServiceView, EngineError> {
        let not_found = || EngineError::not_found("serviceId", service);
        let snapshot = self.snapshot(account, service, fresh).await?.ok_or_else(not_found)?;
        let held = snapshot.group.service(service).cloned().ok_or_else(not_found)?;
        let prices = self.price_list(fresh).await?;
        let today = self.clock.now().today;
        let renew_day = snapshot.account.renew_day(&self.calendar);
        let outlook = Outlook::of(&held, &snapshot.group, &self.calendar, renew_day, today);
        Ok(ServiceView { snapshot, prices, service: held, outlook, renew_day, today })
    }

    /// A service as its holder sees it, by its name in a product line; `None` when the account has no such service.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn view_service_by_name(
        &self,
        account: AccountId,
        fresh: &Freshness,
        product: &str,
        name: &str,
    ) -> Result<Option<ServiceView>, EngineError> {
        let Some(found) = self.service_id(fresh, product, name).await? else { return Ok(None) };
        self.view_service(account, fresh, found).await.map(Some)
    }
}
