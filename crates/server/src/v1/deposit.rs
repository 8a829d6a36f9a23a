//! `/me/deposit` and `/me/withdrawal`: money that went into the prepaid account, and out of it.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Deposit, DepositDetail, Payment, Withdrawal, WithdrawalDetail};
use perennial_core::means::Means;
use perennial_core::order::{Category, Line};
use perennial_core::{Order, OrderId};

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, QueryParams};
use crate::reply::Json;

/// A kind of paper: the category of its orders, the name of its id, the letter that ids begin with.
struct Kind {
    category: Category,
    id: &'static str,
    detail_id: &'static str,
    letter: char,
}

const DEPOSIT: Kind = Kind {
    category: Category::PrepaidCredit,
    id: "depositId",
    detail_id: "depositDetailId",
    letter: 'D',
};
const WITHDRAWAL: Kind = Kind {
    category: Category::Withdrawal,
    id: "withdrawalId",
    detail_id: "withdrawalDetailId",
    letter: 'W',
};

impl Kind {
    async fn list(&self, app: &App, caller: &Caller, query: &QueryParams) -> Answer<Vec<String>> {
        let (from, to) = query.date_range(app.engine.clock().zone())?;
        let only: Option<OrderId> = query.id("orderId")?;
        let orders = app.engine.settled_orders(caller.account, self.category, from, to).await?;
        let asked = orders.iter().filter(|order| only.is_none_or(|only| order.id == only));
        Ok(Json(asked.map(|order| convert::paper_id(self.letter, order.id)).collect()))
    }

    async fn require(
        &self,
        app: &App,
        caller: &Caller,
        path: &PathParams,
    ) -> Result<(Order, perennial_core::Payment), ApiError> {
        let asked = path.text(self.id)?;
        let order = convert::order_of_paper(self.letter, asked);
        let what = (self.id, asked);
        Ok(app.engine.require_settled(caller.account, self.category, order, what).await?)
    }

    async fn details(&self, app: &App, caller: &Caller, path: &PathParams) -> Answer<Vec<String>> {
        let (order, _) = self.require(app, caller, path).await?;
        Ok(Json((1..=order.terms.lines.len()).map(|number| number.to_string()).collect()))
    }

    async fn detail<T>(
        &self,
        app: &App,
        caller: &Caller,
        path: &PathParams,
        convert: impl Fn(usize, &Line) -> T,
    ) -> Answer<T> {
        let (order, _) = self.require(app, caller, path).await?;
        let asked = path.text(self.detail_id)?;
        let mut lines = (1..).zip(&order.terms.lines);
        let found = lines.find(|(number, _): &(usize, _)| number.to_string() == asked);
        let found = found.map(|(number, line)| Json(convert(number, line)));
        found.ok_or_else(|| ApiError::object_not_found(self.detail_id, asked))
    }

    async fn payment(&self, app: &App, caller: &Caller, path: &PathParams) -> Answer<Payment> {
        let (order, payment) = self.require(app, caller, path).await?;
        let payment = convert::payment(app.wire(caller.account), &payment);
        payment.map(Json).ok_or_else(|| ApiError::object_not_found("payment of orderId", order.id))
    }
}

/// `GET /me/deposit`, oldest first.
pub(super) async fn list_deposits(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<String>> {
    DEPOSIT.list(&app, &caller, &query).await
}

/// `GET /me/deposit/{depositId}`.
pub(super) async fn get_deposit(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Deposit> {
    let (order, payment) = DEPOSIT.require(&app, &caller, &path).await?;
    let methods = app.engine.payment_methods(caller.account).await?;
    let method = methods
        .iter()
        .find(|method| matches!(payment.means, Means::Method(id, _) if id == method.id));
    Ok(Json(convert::deposit(app.wire(caller.account), &order, &payment, method)))
}

/// `GET /me/deposit/{depositId}/details`.
pub(super) async fn list_deposit_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<String>> {
    DEPOSIT.details(&app, &caller, &path).await
}

/// `GET /me/deposit/{depositId}/details/{depositDetailId}`.
pub(super) async fn get_deposit_detail(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<DepositDetail> {
    DEPOSIT.detail(&app, &caller, &path, convert::deposit_detail).await
}

/// `GET /me/deposit/{depositId}/paidBills`.
pub(super) async fn list_paid_bills(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<String>> {
    let (order, _) = DEPOSIT.require(&app, &caller, &path).await?;
    let bills = app.engine.bills_paid_from(caller.account, order.id).await?;
    let issues = bills.into_iter().filter_map(|bill| bill.issue);
    Ok(Json(issues.map(|issue| issue.number.to_string()).collect()))
}

/// `GET /me/deposit/{depositId}/payment`.
pub(super) async fn get_deposit_payment(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Payment> {
    DEPOSIT.payment(&app, &caller, &path).await
}

/// `GET /me/withdrawal`, oldest first.
pub(super) async fn list_withdrawals(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<String>> {
    WITHDRAWAL.list(&app, &caller, &query).await
}

/// `GET /me/withdrawal/{withdrawalId}`.
pub(super) async fn get_withdrawal(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Withdrawal> {
    let (order, _) = WITHDRAWAL.require(&app, &caller, &path).await?;
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(convert::withdrawal(app.wire(caller.account), &order, &account)))
}

/// `GET /me/withdrawal/{withdrawalId}/details`.
pub(super) async fn list_withdrawal_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<String>> {
    WITHDRAWAL.details(&app, &caller, &path).await
}

/// `GET /me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}`.
pub(super) async fn get_withdrawal_detail(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<WithdrawalDetail> {
    WITHDRAWAL.detail(&app, &caller, &path, convert::withdrawal_detail).await
}

/// `GET /me/withdrawal/{withdrawalId}/payment`.
pub(super) async fn get_withdrawal_payment(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Payment> {
    WITHDRAWAL.payment(&app, &caller, &path).await
}
