//! `/me/ovhAccount`, `/me/deposit` and `/me/withdrawal`: the prepaid account, and money that goes in and out.

use perennial_api::model::{
    CreditOrderRequest, Deposit, DepositDetail, Movement, Order, OvhAccount, OvhAccountUpdate,
    Payment, RetrieveMoneyRequest, Withdrawal, WithdrawalDetail,
};

use crate::{Call, Client, DateRange, Error, IdempotencyKey};

/// Which papers of a kind to list. The default is all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PaperFilter {
    /// Only of this time.
    pub range: DateRange,
    /// Only of this order.
    pub order_id: Option<i64>,
}

impl PaperFilter {
    /// Adds the filter to the query of a call.
    pub(super) fn narrow(self, call: Call) -> Call {
        self.range.narrow(call.optional_query("orderId", self.order_id))
    }
}

impl Client {
    /// The ids of the prepaid accounts.
    pub async fn ovh_accounts(&self) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/ovhAccount")).await
    }

    /// A prepaid account.
    pub async fn ovh_account(&self, id: &str) -> Result<OvhAccount, Error> {
        self.send(&Call::get("/me/ovhAccount/{ovhAccountId}").segment(id)).await
    }

    /// Changes below which balance of a prepaid account to be told.
    pub async fn update_ovh_account(
        &self,
        id: &str,
        update: &OvhAccountUpdate,
    ) -> Result<(), Error> {
        self.send_void(&Call::put("/me/ovhAccount/{ovhAccountId}").segment(id).json(update)).await
    }

    /// Orders whole units for a prepaid account. The order is to be paid.
    pub async fn order_prepaid_credit(&self, id: &str, amount: i64) -> Result<Order, Error> {
        let call = Call::post("/me/ovhAccount/{ovhAccountId}/creditOrder").segment(id);
        self.send(&call.json(&CreditOrderRequest { amount })).await
    }

    /// The ids of the movements of a prepaid account.
    pub async fn movements(&self, id: &str, range: DateRange) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/ovhAccount/{ovhAccountId}/movements").segment(id);
        self.send(&range.narrow(call)).await
    }

    /// A movement of a prepaid account.
    pub async fn movement(&self, id: &str, movement_id: i64) -> Result<Movement, Error> {
        let call = Call::get("/me/ovhAccount/{ovhAccountId}/movements/{movementId}");
        self.send(&call.segment(id).segment(movement_id)).await
    }

    /// Has money of a prepaid account paid to a bank account.
    pub async fn retrieve_money(
        &self,
        id: &str,
        request: &RetrieveMoneyRequest,
    ) -> Result<Order, Error> {
        self.send(&retrieval(id, request)).await
    }

    /// Has money paid to a bank account once, however often it is called with this key. See [`Call::key`].
    pub async fn retrieve_money_with_key(
        &self,
        id: &str,
        request: &RetrieveMoneyRequest,
        key: &IdempotencyKey,
    ) -> Result<Order, Error> {
        self.send(&retrieval(id, request).key(key)).await
    }

    /// The ids of the deposits.
    pub async fn deposits(&self, filter: PaperFilter) -> Result<Vec<String>, Error> {
        self.send(&filter.narrow(Call::get("/me/deposit"))).await
    }

    /// A deposit.
    pub async fn deposit(&self, id: &str) -> Result<Deposit, Error> {
        self.send(&Call::get("/me/deposit/{depositId}").segment(id)).await
    }

    /// The ids of the lines of a deposit.
    pub async fn deposit_details(&self, id: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/deposit/{depositId}/details").segment(id)).await
    }

    /// A line of a deposit.
    pub async fn deposit_detail(&self, id: &str, detail_id: &str) -> Result<DepositDetail, Error> {
        let call = Call::get("/me/deposit/{depositId}/details/{depositDetailId}");
        self.send(&call.segment(id).segment(detail_id)).await
    }

    /// The ids of the bills that were paid out of a deposit.
    pub async fn deposit_paid_bills(&self, id: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/deposit/{depositId}/paidBills").segment(id)).await
    }

    /// How a deposit was paid in.
    pub async fn deposit_payment(&self, id: &str) -> Result<Payment, Error> {
        self.send(&Call::get("/me/deposit/{depositId}/payment").segment(id)).await
    }

    /// The ids of the withdrawals.
    pub async fn withdrawals(&self, filter: PaperFilter) -> Result<Vec<String>, Error> {
        self.send(&filter.narrow(Call::get("/me/withdrawal"))).await
    }

    /// A withdrawal.
    pub async fn withdrawal(&self, id: &str) -> Result<Withdrawal, Error> {
        self.send(&Call::get("/me/withdrawal/{withdrawalId}").segment(id)).await
    }

    /// The ids of the lines of a withdrawal.
    pub async fn withdrawal_details(&self, id: &str) -> Result<Vec<String>, Error> {
        self.send(&Call::get("/me/withdrawal/{withdrawalId}/details").segment(id)).await
    }

    /// A line of a withdrawal.
    pub async fn withdrawal_detail(
        &self,
        id: &str,
        detail_id: &str,
    ) -> Result<WithdrawalDetail, Error> {
        let call = Call::get("/me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}");
        self.send(&call.segment(id).segment(detail_id)).await
    }

    /// How a withdrawal was paid out.
    pub async fn withdrawal_payment(&self, id: &str) -> Result<Payment, Error> {
        self.send(&Call::get("/me/withdrawal/{withdrawalId}/payment").segment(id)).await
    }
}

fn retrieval(id: &str, request: &RetrieveMoneyRequest) -> Call {
    Call::post("/me/ovhAccount/{ovhAccountId}/retrieveMoney").segment(id).json(request)
}
