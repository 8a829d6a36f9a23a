//! A customer at the engine: orders and pays without HTTP, and says what came of it.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::means::MethodKind;
use perennial_core::order::{OrderState, OrderTerms};
use perennial_core::payment::{Choice, Payment, PaymentState};
use perennial_core::refund::{CreditNote, Destination, LineRequest, RefundRequest};
use perennial_core::text::Name;
use perennial_core::{
    AccountId, Currency, Money, Order, OrderId, PaymentMeanId, Period, Service, ServiceId,
};
use perennial_engine::{
    Actor, Context, Engine, EngineError, Idempotency, PlaceOrder, Placed, RequestedEngagement,
    StoreError,
};

use crate::app::TestApp;
use crate::inventory::Holding;

/// The guide's PayPal agreement.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn paypal() -> Choice {
    Choice::Mean(MethodKind::Paypal, Some(PaymentMeanId::try_new(1234).expect("an id")))
}

/// The guide's card.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn card() -> Choice {
    Choice::Mean(MethodKind::CreditCard, Some(PaymentMeanId::try_new(4321).expect("an id")))
}

/// A service's id.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn service_id(id: i64) -> ServiceId {
    ServiceId::try_new(id).expect("an id")
}

/// An order's id.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn order_id(id: i64) -> OrderId {
    OrderId::try_new(id).expect("an id")
}

/// A period, such as `P1Y`.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

/// An amount of euros.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn money(text: &str) -> Money {
    Money::parse(text, Currency::Eur).expect("an amount")
}

/// A number of fidelity points.
///
/// # Panics
///
/// When it is none.
#[must_use]
pub fn points(text: &str) -> Money {
    Money::parse(text, Currency::Points).expect("points")
}

/// The holder of an account.
#[derive(Debug, Clone)]
pub struct Customer {
    /// The account.
    pub account: AccountId,
    engine: Arc<Engine>,
    key: Option<String>,
}

impl TestApp {
    /// Adds an account, for a test that needs no keys to it.
    pub async fn customer(&self, name: &str, holding: &Holding) -> Customer {
        let account = self.add_account(name, holding).await;
        self.customer_of(account)
    }

    /// An account that is there.
    #[must_use]
    pub fn customer_of(&self, account: AccountId) -> Customer {
        Customer { account, engine: Arc::clone(&self.engine), key: None }
    }
}

impl Customer {
    /// The same customer at another process on the same database.
    #[must_use]
    pub fn at(&self, app: &TestApp) -> Self {
        Self { engine: Arc::clone(&app.engine), ..self.clone() }
    }

    /// The engine that the customer is at.
    #[must_use]
    pub const fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The same customer, whose requests carry an idempotency key.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    /// What commands are told of who asks.
    #[must_use]
    pub fn context(&self) -> Context {
        let (account, query_id) = (self.account, "test".to_owned());
        Context { account, actor: Actor::Operator, query_id }
    }

    /// Orders services; no services means the one of the path.
    ///
    /// # Errors
    ///
    /// As the engine says.
    ///
    /// # Panics
    ///
    /// When a test has written nonsense.
    pub async fn order(
        &self,
        service: i64,
        period: &str,
        services: &[i64],
    ) -> Result<Order, EngineError> {
        match self.place(service, period, services, false).await? {
            Placed::Order(order) => Ok(order),
            Placed::DryRun(terms) => panic!("not asked for: {terms:?}"),
        }
    }

    /// What an order would be.
    ///
    /// # Errors
    ///
    /// As the engine says.
    ///
    /// # Panics
    ///
    /// When an order is placed.
    pub async fn dry_run(
        &self,
        service: i64,
        period: &str,
        services: &[i64],
    ) -> Result<OrderTerms, EngineError> {
        match self.place(service, period, services, true).await? {
            Placed::DryRun(terms) => Ok(terms),
            Placed::Order(order) => panic!("not asked for: {order:?}"),
        }
    }

    async fn place(
        &self,
        service: i64,
        period: &str,
        services: &[i64],
        dry_run: bool,
    ) -> Result<Placed, EngineError> {
        let key = self.idempotency(&format!("order {service} {period} {services:?} {dry_run}"));
        let (service, period) = (service_id(service), crate::customer::period(period));
        let services = services.iter().copied().map(service_id).collect();
        let command = PlaceOrder { service, period, services, dry_run };
        self.engine.place_renewal_order(&self.context(), &command, key.as_ref()).await
    }

    /// Asks for an engagement of a service.
    ///
    /// # Errors
    ///
    /// As the engine says.
    pub async fn engage(
        &self,
        service: i64,
        mode: &str,
    ) -> Result<RequestedEngagement, EngineError> {
        let key = self.idempotency(&format!("engage {service} {mode}"));
        let (context, service) = (self.context(), service_id(service));
        self.engine.request_engagement(&context, service, mode, key.as_ref()).await
    }

    /// Pays an order.
    ///
    /// # Errors
    ///
    /// As the engine says.
    pub async fn pay(&self, order: OrderId, choice: Choice) -> Result<(), EngineError> {
        let key = self.idempotency(&format!("pay {order} {choice:?}"));
        self.engine.pay_order(&self.context(), order, choice, key.as_ref()).await
    }

    /// Orders a service by itself and pays with PayPal.
    ///
    /// # Panics
    ///
    /// When either is refused.
    pub async fn renew(&self, service: i64, period: &str) -> OrderId {
        let order = self.order(service, period, &[]).await.expect("an order");
        self.pay(order.id, paypal()).await.expect("it is paid");
        order.id
    }

    /// Has the operator give back lines of the bill of an order, each with how much of it; all of it, if none is named.
    ///
    /// # Errors
    ///
    /// As the engine says.
    ///
    /// # Panics
    ///
    /// When the order has no issued bill, or a test has written nonsense.
    pub async fn refund(
        &self,
        order: OrderId,
        lines: &[(usize, Option<&str>)],
        to: Option<Destination>,
    ) -> Result<CreditNote, EngineError> {
        let bill = self.engine.bill_of_order(self.account, order).await?.expect("an issued bill");
        let number = bill.issue.expect("it is issued").number;
        let line = |(number, amount): &(usize, Option<&str>)| LineRequest {
            number: *number,
            amount: amount.map(money),
        };
        let lines = lines.iter().map(line).collect();
        let reason = Name::parse("Two days without service").expect("a reason");
        let request = RefundRequest { lines, to, reason };
        let key = self.idempotency(&format!("refund {number} {request:?}"));
        self.engine.refund_bill(&self.context(), &number, &request, key.as_ref()).await
    }

    fn idempotency(&self, content: &str) -> Option<Idempotency> {
        self.key.as_ref().map(|key| Idempotency::new(key, content.as_bytes()))
    }
}

/// What there is now.
impl Customer {
    /// A service.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub async fn service(&self, id: i64) -> Service {
        self.engine.require_service(self.account, service_id(id)).await.expect("a service")
    }

    /// The first day that a service is not served.
    pub async fn expiry(&self, id: i64) -> Date {
        self.service(id).await.expiry.on()
    }

    /// The state of an order.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub async fn order_state(&self, order: OrderId) -> OrderState {
        self.engine.require_order(self.account, order).await.expect("an order").state
    }

    /// All orders, oldest first.
    ///
    /// # Panics
    ///
    /// When they cannot be read.
    pub async fn orders(&self) -> Vec<Order> {
        let mut orders = self.engine.store().orders(self.account).await.expect("the orders");
        orders.sort_by_key(|order| (order.terms.placed_at, order.id));
        orders
    }

    /// All payments, oldest first.
    ///
    /// # Panics
    ///
    /// When they cannot be read.
    pub async fn payments(&self) -> Vec<Payment> {
        let payments = self.engine.store().payments(self.account).await;
        let mut payments = payments.expect("the payments");
        payments.sort_by_key(|payment| (payment.created_at, payment.id));
        payments
    }

    /// What the sandbox gateway has charged, in its own words, and how much.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub async fn charges(&self) -> Vec<(String, Money)> {
        let charges = self.engine.store().sandbox_charges(self.account).await;
        charges.expect("the charges").into_iter().map(|made| (made.outcome, made.amount)).collect()
    }

    /// Everything that a customer could notice, without instants and without ids that are drawn: what it takes to
    /// compare two ways to the same end. What never happened (payments that were voided) is left out.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub async fn picture(&self) -> String {
        self.try_picture().await.expect("the database answers")
    }

    async fn try_picture(&self) -> Result<String, StoreError> {
        let (store, account) = (self.engine.store(), self.account);
        let mut text = String::new();
        let mut say = |line: String| writeln!(text, "{line}").expect("a String takes everything");
        let orders = self.orders().await;
        let place = |id: OrderId| orders.iter().position(|order| order.id == id);
        let numbered = |id| place(id).map_or_else(|| "?".to_owned(), |n| (n + 1).to_string());
        for service in store.services(account).await? {
            let held = service
                .held_by
                .map_or(String::new(), |id| format!(", being paid by order {}", numbered(id)));
            let (expiry, state) = (service.expiry.on(), service.state.kind().code());
            let engaged = service.engaged_until.map(|until| format!(", engaged until {until}"));
            let waits =
                service.request.map(|request| format!(", waits for {}", request.offer.mode));
            let bound = [engaged, waits].into_iter().flatten().collect::<String>();
            say(format!("service {}: {state} until {expiry}{held}{bound}", service.id));
        }
        for (number, order) in (1..).zip(&orders) {
            let renewals = order.terms.renewals();
            let lines: Vec<String> =
                renewals.map(|(id, term)| format!("{id}@{}", term.starts_on)).collect();
            let periods: Vec<String> =
                order.terms.periods().iter().map(ToString::to_string).collect();
            let state = match order.state {
                OrderState::Unpaid => "unpaid",
                OrderState::Paying { .. } => "being paid",
                OrderState::Settled { .. } => "settled",
                OrderState::Cancelled { .. } => "cancelled",
            };
            let (periods, gross) = (periods.join(", "), order.terms.totals.gross);
            say(format!("order {number}: {} for {periods}, {gross}, {state}", lines.join(" ")));
        }
        let happened = |p: &Payment| !matches!(p.state, PaymentState::Voided { .. });
        for payment in self.payments().await.into_iter().filter(happened) {
            let (means, state) = (payment.means.name(), payment.state.code());
            let order = numbered(payment.order);
            say(format!("payment of order {order}: {} with {means}, {state}", payment.amount));
        }
        for bill in store.bills(account).await? {
            let issued = if bill.issue.is_some() { "issued" } else { "not issued" };
            say(format!("bill of order {}: {}, {issued}", numbered(bill.order), bill.gross));
        }
        for note in store.credit_notes(account).await? {
            let issued = if note.issue.is_some() { "issued" } else { "not issued" };
            let (order, gross) = (numbered(note.order()), note.totals.gross);
            let (to, state) = (note.destination().name(), note.payment.state.code());
            say(format!("credit note of order {order}: {gross} to {to}, {state}, {issued}"));
        }
        let mut charges = self.charges().await;
        charges.retain(|(outcome, _)| outcome != "cancelled");
        charges.sort_by_key(|(outcome, amount)| (outcome.clone(), amount.ucents()));
        charges.into_iter().for_each(|(what, amount)| say(format!("gateway: {what} {amount}")));
        let mut entries: Vec<String> = store
            .ledger(account)
            .await?
            .iter()
            .map(|posted| {
                format!("ledger: {} {}", posted.entry.account.code(), posted.entry.amount)
            })
            .collect();
        entries.sort();
        entries.into_iter().for_each(&mut say);
        if let Some(found) = store.account(account).await? {
            say(format!("holds {}, {}", found.balances.prepaid, found.balances.fidelity));
        }
        Ok(text)
    }
}
