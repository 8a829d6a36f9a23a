//! Every way to renew a service.

use std::sync::Arc;

use perennial_core::limits::STRATEGIES_LISTED_MAX;
use perennial_core::order::renewable_periods;
use perennial_core::strategy::{Customer, Options, Space};
use perennial_core::{AccountId, Now, Period, PriceList, ServiceId};
use perennial_store::Freshness;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::snapshot::Snapshot;

/// A service with what its strategies are made of, at one moment.
#[derive(Debug)]
pub struct Quote {
    service: ServiceId,
    options: Options,
    now: Now,
    snapshot: Arc<Snapshot>,
    prices: Arc<PriceList>,
}

impl Quote {
    /// The strategies of each period, shortest period first. A service that cannot be renewed has none.
    ///
    /// # Errors
    ///
    /// [`EngineError::TooManyStrategies`] when they are more than one answer lists.
    pub fn spaces(&self) -> Result<Vec<Space<'_>>, EngineError> {
        let spaces: Vec<Space<'_>> =
            self.periods().into_iter().filter_map(|period| self.space(period)).collect();
        let count = spaces.iter().fold(0_u64, |sum, space| sum.saturating_add(space.count()));
        if count > STRATEGIES_LISTED_MAX {
            let (service, most) = (self.service, STRATEGIES_LISTED_MAX);
            return Err(EngineError::TooManyStrategies { service, count, most });
        }
        Ok(spaces)
    }

    /// The periods that the service can be renewed for, shortest first.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        renewable_periods(self.service, &self.snapshot.group, self.customer(), &self.prices)
    }

    /// What the strategies for a period are made of, without listing them; nothing if there is none.
    #[must_use]
    pub fn space(&self, period: Period) -> Option<Space<'_>> {
        let (group, prices) = (&self.snapshot.group, &self.prices);
        Space::new(group, self.service, period, self.customer(), prices, self.options).ok()
    }

    fn customer(&self) -> Customer {
        Customer { currency: self.snapshot.account.currency, today: self.now.today }
    }
}

impl Engine {
    /// What the strategies of a service are made of.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service.
    pub async fn quote_strategies(
        &self,
        account: AccountId,
        fresh: &Freshness,
        service: ServiceId,
        options: Options,
    ) -> Result<Quote, EngineError> {
        let snapshot = self.snapshot(account, service, fresh).await?;
        let snapshot = snapshot.ok_or_else(|| EngineError::not_found("serviceId", service))?;
        let prices = self.price_list(fresh).await?;
        Ok(Quote { service, options, now: self.clock.now(), snapshot, prices })
    }
}
