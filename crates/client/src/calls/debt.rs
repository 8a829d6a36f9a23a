//! `/me/debtAccount`, and debts of orders and bills: what was paid and taken back afterwards.

use perennial_api::model::{Debt, DebtBalance, DebtObject, DebtOperation, Order};

use crate::{Call, Client, Error};

impl Client {
    /// What is owed.
    pub async fn debt_account(&self) -> Result<DebtBalance, Error> {
        self.send(&Call::get("/me/debtAccount")).await
    }

    /// Orders to pay everything that is owed. The order is to be paid.
    pub async fn order_all_debts(&self) -> Result<Order, Error> {
        self.send(&Call::post("/me/debtAccount/pay")).await
    }

    /// The ids of the debts.
    pub async fn debts(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/debtAccount/debt")).await
    }

    /// A debt.
    pub async fn debt(&self, debt_id: i64) -> Result<Debt, Error> {
        self.send(&Call::get("/me/debtAccount/debt/{debtId}").segment(debt_id)).await
    }

    /// Orders to pay a debt. The order is to be paid.
    pub async fn order_debt(&self, debt_id: i64) -> Result<Order, Error> {
        self.send(&Call::post("/me/debtAccount/debt/{debtId}/pay").segment(debt_id)).await
    }

    /// The ids of what was done to pay a debt; of one order only, if one is given.
    pub async fn debt_operations(
        &self,
        debt_id: i64,
        order_id: Option<i64>,
    ) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/debtAccount/debt/{debtId}/operation").segment(debt_id);
        self.send(&call.optional_query("depositOrderId", order_id)).await
    }

    /// Something that was done to pay a debt.
    pub async fn debt_operation(
        &self,
        debt_id: i64,
        operation_id: i64,
    ) -> Result<DebtOperation, Error> {
        let call = Call::get("/me/debtAccount/debt/{debtId}/operation/{operationId}");
        self.send(&call.segment(debt_id).segment(operation_id)).await
    }

    /// By which order and with what a debt was to be paid.
    pub async fn debt_operation_object(
        &self,
        debt_id: i64,
        operation_id: i64,
    ) -> Result<DebtObject, Error> {
        const PATH: &str = "/me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject";
        self.send(&Call::get(PATH).segment(debt_id).segment(operation_id)).await
    }

    /// The debt of an order.
    pub async fn debt_of_order(&self, order_id: i64) -> Result<Debt, Error> {
        self.send(&Call::get("/me/order/{orderId}/debt").segment(order_id)).await
    }

    /// Orders to pay the debt of an order. The order that is answered is to be paid.
    pub async fn order_debt_of_order(&self, order_id: i64) -> Result<Order, Error> {
        self.send(&Call::post("/me/order/{orderId}/debt/pay").segment(order_id)).await
    }

    /// The debt of a bill.
    pub async fn debt_of_bill(&self, bill_id: &str) -> Result<Debt, Error> {
        self.send(&Call::get("/me/bill/{billId}/debt").segment(bill_id)).await
    }

    /// The ids of what was done to pay the debt of a bill; of one order only, if one is given.
    pub async fn debt_operations_of_bill(
        &self,
        bill_id: &str,
        order_id: Option<i64>,
    ) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/bill/{billId}/debt/operation").segment(bill_id);
        self.send(&call.optional_query("depositOrderId", order_id)).await
    }

    /// Orders to pay the debt of a bill. The order is to be paid.
    pub async fn order_debt_of_bill(&self, bill_id: &str) -> Result<Order, Error> {
        self.send(&Call::post("/me/bill/{billId}/debt/pay").segment(bill_id)).await
    }
}
