//! `/me/autorenew`: the day on which the account is debited, and what will be.

use perennial_api::model::{
    AutoRenew, AutoRenewUpdate, AutomaticPaymentMeans, FirstRenewDay, Forecast,
};

use crate::{Call, Client, Error};

impl Client {
    /// What the account has chosen about automatic renewal; an error that is *not found* while it has chosen nothing.
    pub async fn autorenew(&self) -> Result<AutoRenew, Error> {
        self.send(&Call::get("/me/autorenew")).await
    }

    /// Chooses the day of the month on which renewals are paid, for the first time.
    pub async fn start_autorenew(&self, renew_day: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/me/autorenew").json(&FirstRenewDay { renew_day })).await
    }

    /// Changes what the account has chosen about automatic renewal.
    pub async fn change_autorenew(&self, update: &AutoRenewUpdate) -> Result<(), Error> {
        self.send_void(&Call::put("/me/autorenew").json(update)).await
    }

    /// What will be debited in the months to come, and what will not work out. Perennial has it; OVHcloud has not.
    pub async fn forecast(&self, months: Option<u8>) -> Result<Forecast, Error> {
        self.send(&Call::get("/me/autorenew/forecast").optional_query("months", months)).await
    }

    /// The kinds of payment mean that automatic renewal can debit.
    pub async fn automatic_payment_means(&self) -> Result<AutomaticPaymentMeans, Error> {
        self.send(&Call::get("/me/availableAutomaticPaymentMeans")).await
    }
}
