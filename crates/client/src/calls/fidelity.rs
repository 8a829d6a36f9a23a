//! `/me/fidelityAccount`: fidelity points.

use perennial_api::model::{
    CreditOrderRequest, FidelityAccount, FidelityAccountUpdate, FidelityMovement, Order,
};

use crate::{Call, Client, DateRange, Error};

impl Client {
    /// The fidelity account.
    pub async fn fidelity_account(&self) -> Result<FidelityAccount, Error> {
        self.send(&Call::get("/me/fidelityAccount")).await
    }

    /// Changes below how many points to be told.
    pub async fn update_fidelity_account(
        &self,
        update: &FidelityAccountUpdate,
    ) -> Result<(), Error> {
        self.send_void(&Call::put("/me/fidelityAccount").json(update)).await
    }

    /// Orders points. The order is to be paid.
    pub async fn order_points(&self, amount: i64) -> Result<Order, Error> {
        let call = Call::post("/me/fidelityAccount/creditOrder");
        self.send(&call.json(&CreditOrderRequest { amount })).await
    }

    /// The ids of the movements of the fidelity account.
    pub async fn fidelity_movements(&self, range: DateRange) -> Result<Vec<i64>, Error> {
        self.send(&range.narrow(Call::get("/me/fidelityAccount/movements"))).await
    }

    /// A movement of the fidelity account.
    pub async fn fidelity_movement(&self, id: i64) -> Result<FidelityMovement, Error> {
        self.send(&Call::get("/me/fidelityAccount/movements/{movementId}").segment(id)).await
    }
}
