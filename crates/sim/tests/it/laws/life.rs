//! A world that lives: its engine, its clock, and the books that come of it.
//!
//! Books are what laws compare: dates, amounts and periods, by the names of customers. Instants, numbers that are drawn,
//! and numbers of bills, which all customers share, are not in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use perennial_core::budget::Budget;
use perennial_core::calendar::RenewDay;
use perennial_core::order::OrderState;
use perennial_core::payment::PaymentState;
use perennial_core::service::ServiceState;
use perennial_core::{AccountId, Currency, Money};
use perennial_engine::clock::{Clock, ClockController};
use perennial_engine::ids::Ids;
use perennial_engine::import::{Inventory, InventoryAccount};
use perennial_engine::vault::MasterKey;
use perennial_engine::{Actor, Context, Engine, EngineError, Settings};
use perennial_store::Database;

use super::world::{START, World, wanted};

/// A world that lives.
pub(crate) struct Life {
    engine: Arc<Engine>,
    clock: ClockController,
    zone: TimeZone,
    /// How many years later than drawn it lives.
    years: i16,
    people: BTreeMap<String, AccountId>,
}

/// No run waits for a person here.
fn boundless() -> Budget {
    let most = u64::MAX;
    Budget {
        renewals_max: most,
        suspensions_max: most,
        deletions_max: most,
        repeats_max: most,
        growth_percent_max: most,
        ..Budget::default()
    }
}

impl Life {
    pub(crate) async fn of(world: &World, database: &Database) -> Self {
        Self::elsewhere(world, database, "Europe/Paris", 0).await
    }

    /// The same in another time zone, some years later.
    pub(crate) async fn elsewhere(
        world: &World,
        database: &Database,
        zone: &str,
        years: i16,
    ) -> Self {
        let zone = TimeZone::get(zone).unwrap();
        let start = morning(START.checked_add(Span::new().years(years)).unwrap(), &zone);
        let (clock, controller) = Clock::manual(start, zone.clone());
        let key = MasterKey::parse(&"07".repeat(32)).unwrap();
        let mut settings = Settings::new(database.clone(), key, clock, Ids::from_seed(&[5; 32]));
        settings.budget = boundless();
        let engine = Engine::open(settings).await.unwrap();
        let accounts = world.people.iter().map(|person| person.account.clone()).collect();
        let inventory = Inventory { plans: world.plans.clone(), accounts };
        engine.import("law", &[1; 32], &inventory).await.unwrap();
        let mut people = BTreeMap::new();
        for person in &world.people {
            let own = &person.account;
            let name = &own.nichandle;
            let id = engine.store().account_by_nichandle(name).await.unwrap().unwrap();
            people.insert(name.as_str().to_owned(), id);
            if let Some(day) = person.renew_day {
                let query_id = "law".to_owned();
                let context = Context { account: id, actor: Actor::Operator, query_id };
                let day = RenewDay::try_new(day).unwrap();
                engine.start_autorenew(&context, day, None).await.unwrap();
            }
            engage(&engine, id, own).await;
        }
        Self { engine, clock: controller, zone, years, people }
    }

    /// Lives until a day. The background work is done after so many days each, and on the last day.
    pub(crate) async fn until(self, last: Date, days: i64) -> Self {
        self.until_with(last, days, 1).await
    }

    /// The same, with so many passes of background work each time.
    pub(crate) async fn until_with(self, last: Date, days: i64, passes: usize) -> Self {
        let shift = Span::new().years(self.years);
        let mut day = self.engine.clock().now().today;
        let last = last.checked_add(shift).unwrap();
        while day < last {
            day = day.checked_add(Span::new().days(days)).unwrap().min(last);
            self.clock.set(morning(day, &self.zone));
            for _ in 0..passes {
                self.engine.reconcile().await;
            }
        }
        self
    }

    /// Asks about payments in doubt, and goes on, until nothing is left to be done today.
    pub(crate) async fn rest(self) -> Self {
        for _ in 0..100 {
            let store = self.engine.store();
            let today = self.engine.clock().now().today;
            let first = store.first_due().await.unwrap().into_iter().flatten().min();
            let is_due = first.is_some_and(|first| first <= today);
            if !is_due && store.first_open_payment().await.unwrap().is_none() {
                return self;
            }
            self.clock.advance(SignedDuration::from_mins(2));
            self.engine.reconcile().await;
        }
        panic!("the day does not come to an end");
    }

    /// What is foretold of all customers until a day: days, amounts and services.
    pub(crate) async fn foretold(&self, last: Date) -> Vec<String> {
        let mut foretold = Vec::new();
        for (name, account) in &self.people {
            let forecast = self.engine.forecast(*account, last).await.unwrap();
            for debit in forecast.debits {
                let services: Vec<String> = debit
                    .lines
                    .iter()
                    .map(|line| format!("{:?} {}", line.service, line.amount))
                    .collect();
                foretold.push(format!("{name} {}: {}", debit.on, services.join(", ")));
            }
        }
        foretold
    }

    /// What was debited, in the same words.
    pub(crate) async fn debited(&self) -> Vec<String> {
        let mut debited = Vec::new();
        for (name, account) in &self.people {
            let mut orders = self.engine.store().orders(*account).await.unwrap();
            orders.sort_by_key(|order| order.terms.run_on);
            for order in orders {
                let lines = order.terms.lines.iter();
                let services: Vec<String> =
                    lines.map(|line| format!("{:?} {}", line.service, line.amount)).collect();
                let day = order.terms.run_on.unwrap();
                debited.push(format!("{name} {day}: {}", services.join(", ")));
            }
        }
        debited
    }

    /// The books of all customers. The invariants hold.
    pub(crate) async fn books(&self) -> BTreeMap<String, Books> {
        let report = self.engine.audit().await.unwrap();
        assert_eq!(report.violations, [], "the invariants hold");
        let mut all = BTreeMap::new();
        for (name, account) in &self.people {
            all.insert(name.clone(), self.books_of(*account).await);
        }
        all
    }

    /// Orders, payments and bills with the numbers that they were given.
    pub(crate) async fn numbered(&self) -> Vec<String> {
        let store = self.engine.store();
        let mut numbered = Vec::new();
        for (name, account) in &self.people {
            for order in store.orders(*account).await.unwrap() {
                numbered.push(format!("{name} {}: {:?}", order.id, order.terms));
            }
            for payment in store.payments(*account).await.unwrap() {
                numbered.push(format!("{name} {payment:?}"));
            }
            for bill in store.bills(*account).await.unwrap() {
                numbered.push(format!("{name} {bill:?}"));
            }
        }
        numbered.sort();
        numbered
    }

    async fn books_of(&self, account: AccountId) -> Books {
        let store = self.engine.store();
        let back = |date: Date| date.checked_sub(Span::new().years(self.years)).unwrap();
        let mut books = Books::default();
        for service in store.services(account).await.unwrap() {
            let state = match service.state {
                ServiceState::Unpaid(unpaid) => format!("unpaid since {}", back(unpaid.since)),
                ServiceState::Suspended(suspension) => {
                    format!("suspended until {}", back(suspension.delete_on))
                }
                other => other.kind().code().to_owned(),
            };
            let (id, on) = (service.id, back(service.expiry.on()));
            let bound = service.terms.map(|terms| {
                let until = service.engaged_until.map(back);
                format!(", {} from {} until {until:?}", terms.offer.mode, back(terms.starts_on))
            });
            let bound = bound.unwrap_or_default();
            books.services.insert(id.get(), format!("{on} {state}{bound}"));
        }
        for sold in store.sold_periods(account).await.unwrap() {
            let (from, to) = (back(sold.starts_on), back(sold.ends_on));
            books.sold.push(format!("{} {from} {to}", sold.service));
        }
        for order in store.orders(account).await.unwrap() {
            if matches!(order.state, OrderState::Settled { .. }) {
                let renewals = order.terms.renewals();
                let lines: Vec<String> =
                    renewals.map(|(id, term)| format!("{id} {}", back(term.starts_on))).collect();
                let totals = &order.terms.totals;
                books.bills.push((lines.join(", "), totals.net, totals.gross));
            }
        }
        books.bills.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        for payment in store.payments(account).await.unwrap() {
            if matches!(payment.state, PaymentState::Captured { .. }) {
                books.paid.push(format!("{} {}", payment.means.name(), payment.amount));
            }
        }
        books.paid.sort();
        let held = store.account(account).await.unwrap().unwrap().balances.prepaid;
        books.held = held.to_string();
        books
    }
}

/// What has become of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Books {
    /// Expiry and state of each service, and what it is engaged for.
    pub(crate) services: BTreeMap<i64, String>,
    /// What was sold: service, first day, first day no longer served.
    pub(crate) sold: Vec<String>,
    /// Settled orders: what they renewed and from when, net and gross.
    pub(crate) bills: Vec<(String, Money, Money)>,
    /// Captured payments.
    pub(crate) paid: Vec<String>,
    /// The prepaid account.
    pub(crate) held: String,
}

/// The sum of the net amounts.
pub(crate) fn net(books: &BTreeMap<String, Books>) -> Money {
    let nets = books.values().flat_map(|books| &books.bills).map(|(_, net, _)| *net);
    Money::checked_sum(nets, Currency::Eur).unwrap()
}

/// Some services wait for an engagement from the first day on. What cannot be engaged is not.
async fn engage(engine: &Arc<Engine>, account: AccountId, own: &InventoryAccount) {
    let context = Context { account, actor: Actor::Operator, query_id: "law".to_owned() };
    for service in own.services.iter().filter_map(|service| service.id) {
        let Some(mode) = wanted(service) else { continue };
        match engine.request_engagement(&context, service, mode, None).await {
            Ok(_) | Err(EngineError::Engage(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn morning(day: Date, zone: &TimeZone) -> Timestamp {
    let noon = day.to_datetime(Time::constant(8, 0, 0, 0));
    noon.to_zoned_datetime(zone.clone()).unwrap().timestamp()
}
