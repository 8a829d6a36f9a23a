//! The forecast of an account: what the calendar will do, by what is there today.

use jiff::civil::Date;
use perennial_core::AccountId;
use perennial_core::automatic::{Forecast, forecast};
use perennial_core::settlement::SettlementError;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::run::Holding;

impl Engine {
    /// What will be charged, and what will not work out, up to a day. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such account.
    pub async fn forecast(&self, account: AccountId, until: Date) -> Result<Forecast, EngineError> {
        let fresh = self.freshness(account).await?;
        let load = self.store.holding(account).await?;
        let load = load.ok_or_else(|| EngineError::not_found("account", account))?;
        let holding = Holding::of_all(load);
        let prices = self.price_list(&fresh).await?;
        let tax = self.tax_of(&holding.stored.account)?;
        let holder = holding.holder(&prices, tax, &self.calendar);
        let forecast = forecast(&holder, self.clock.now(), until);
        Ok(forecast.map_err(SettlementError::Amount)?)
    }
}
