//! Which tax an account is billed with today, by the rules of the configuration.

use perennial_core::tax::TaxUndecided;
use perennial_core::{Account, Tax};

use crate::engine::Engine;

impl Engine {
    /// The tax of orders that an account places today.
    ///
    /// # Errors
    ///
    /// [`TaxUndecided`] when the rules do not know the country of the account's subsidiary, or a rate.
    pub fn tax_of(&self, account: &Account) -> Result<Tax, TaxUndecided> {
        self.taxes.decide(account, self.clock.now().today)
    }
}
