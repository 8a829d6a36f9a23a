//! `/me/credit/balance`: what the customer holds, as one list of balances.

use perennial_api::model::{CreditBalance, CreditBalanceType, CreditMovement};

use crate::{Call, Client, Error};

impl Client {
    /// The names of the balances; of one type only, if one is given.
    pub async fn credit_balances(
        &self,
        kind: Option<&CreditBalanceType>,
    ) -> Result<Vec<String>, Error> {
        let call = Call::get("/me/credit/balance");
        self.send(&call.optional_query("type", kind.map(CreditBalanceType::as_str))).await
    }

    /// A balance.
    pub async fn credit_balance(&self, name: &str) -> Result<CreditBalance, Error> {
        self.send(&Call::get("/me/credit/balance/{balanceName}").segment(name)).await
    }

    /// The ids of the movements of a balance.
    pub async fn credit_movements(&self, name: &str) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/credit/balance/{balanceName}/movement").segment(name)).await
    }

    /// A movement of a balance.
    pub async fn credit_movement(
        &self,
        name: &str,
        movement_id: i64,
    ) -> Result<CreditMovement, Error> {
        let call = Call::get("/me/credit/balance/{balanceName}/movement/{movementId}");
        self.send(&call.segment(name).segment(movement_id)).await
    }
}
