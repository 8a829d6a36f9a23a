//! The auditor's own idea of an account: what it holds, and by the rules of `docs/calendar.md` what must become of it.
//!
//! Everything here is calculated from what the world was told and from what the gateway has recorded, never from what the
//! engine has written. Ids that the engine draws are taken over once a row is found that agrees in everything else.
#![expect(missing_docs, reason = "fields and variants are words of the glossary")]

mod arrange;
mod compare;
mod due;
mod look;
mod order;
mod pay;
mod renewal;
mod settle;

use std::collections::BTreeMap;

use super::date::Day;
use super::rules::{Calendar, Currency, Plan};

pub use arrange::{Stop, Wish, WishMode};
pub use compare::differences;
pub use order::{Asked, Placed};
pub use pay::{Choice, Paid, Started};

/// What everything is calculated with, at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The calendar.
    pub calendar: &'a Calendar,
    /// What is sold, at today's prices.
    pub plans: &'a [Plan],
    /// The instant, in microseconds.
    pub at: i64,
    /// The day that it is on.
    pub today: Day,
}

impl Moment<'_> {
    fn plan(&self, code: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.code == code)
    }
}

/// Who starts the renewals of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Automatic,
    Automatic2014,
    Automatic2016,
    Forced,
    Manual,
    OneShot,
    Option,
}

impl Mode {
    /// As it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Automatic => "automaticV2012",
            Self::Automatic2014 => "automaticV2014",
            Self::Automatic2016 => "automaticV2016",
            Self::Forced => "automaticForcedProduct",
            Self::Manual => "manual",
            Self::OneShot => "oneShot",
            Self::Option => "option",
        }
    }

    const fn is_automatic(self) -> bool {
        matches!(self, Self::Automatic | Self::Automatic2014 | Self::Automatic2016 | Self::Forced)
    }
}

/// What has become of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Active,
    Unpaid(Unpaid),
    Suspended { since: Day, redemption_from: Option<Day>, delete_on: Day },
    Deleted,
}

/// A renewal that was not paid. Orders are known by their place among the account's orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpaid {
    pub since: Day,
    pub attempts: i64,
    pub attempts_before: i64,
    pub order: Option<usize>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub plan: &'static str,
    pub product: &'static str,
    pub quantity: i64,
    pub expires: Day,
    pub anchor: i64,
    pub state: State,
    pub mode: Mode,
    pub months: Option<i64>,
    pub stop: Option<Stop>,
    pub engaged_until: Option<Day>,
    /// The order that is being paid for it.
    pub held: Option<usize>,
    /// The day on which something is to be done about it.
    pub due: Option<Day>,
    /// The last day that was done for it.
    pub looked: Option<Day>,
}

/// A payment method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    pub id: i64,
    pub kind: &'static str,
    pub is_default: bool,
    pub ends: Option<Day>,
    pub refused: bool,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id, once it is known.
    pub id: Option<i64>,
    /// The day of the calendar that placed it.
    pub run_on: Option<Day>,
    pub lines: Vec<Line>,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub placed_at: i64,
    pub valid_until: i64,
    pub state: OrderState,
    pub payments: Vec<Payment>,
}

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    Unpaid,
    Paying,
    Settled,
    Lapsed,
    Superseded,
}

/// A line of an order; without a term it is a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub service: i64,
    pub quantity: i64,
    pub unit_price: i64,
    pub amount: i64,
    /// Months, first day, first day after.
    pub term: Option<(i64, Day, Day)>,
}

/// What is paid with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    Prepaid,
    Points,
    Method(i64),
}

/// A payment. One that never happened is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// Its id, once it is known.
    pub id: Option<i64>,
    pub means: Means,
    pub at: i64,
    pub state: PaymentState,
}

/// What has become of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// Nothing is known yet.
    Open,
    Captured,
    Declined {
        hard: bool,
    },
    /// It never happened.
    Voided,
}

/// What the customer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub kind: &'static str,
    pub day: Day,
    pub order: Option<usize>,
    pub amount: Option<i64>,
    /// Service, its expiry, a day, a net amount.
    pub items: Vec<(i64, Day, Option<Day>, Option<i64>)>,
}

/// What was done under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    pub content: String,
    pub order: usize,
    /// The place of the payment among those of the order.
    pub payment: Option<usize>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub currency: Currency,
    pub tax: i64,
    pub series: &'static str,
    pub renew_day: Option<(i64, bool)>,
    pub prepaid: i64,
    pub points: i64,
    pub methods: Vec<Method>,
    pub services: BTreeMap<i64, Service>,
    /// Options and their parents.
    pub parents: BTreeMap<i64, i64>,
    /// Hosting plans and their domains.
    pub sites: Vec<(i64, i64)>,
    pub orders: Vec<Order>,
    pub notices: Vec<Notice>,
    pub keys: BTreeMap<String, Keyed>,
}

impl Account {
    /// A customer who holds nothing.
    #[must_use]
    pub const fn new(currency: Currency, tax: i64, series: &'static str) -> Self {
        Self {
            currency,
            tax,
            series,
            renew_day: None,
            prepaid: 0,
            points: 0,
            methods: Vec::new(),
            services: BTreeMap::new(),
            parents: BTreeMap::new(),
            sites: Vec::new(),
            orders: Vec::new(),
            notices: Vec::new(),
            keys: BTreeMap::new(),
        }
    }

    /// The service and everything that is linked with it, directly or through others, in the order of ids.
    #[must_use]
    pub fn group_of(&self, service: i64) -> Vec<i64> {
        let mut group = vec![service];
        let links = self.parents.iter().map(|(option, parent)| (*option, *parent));
        let links: Vec<(i64, i64)> = links.chain(self.sites.iter().copied()).collect();
        loop {
            let known = group.clone();
            let joined = links.iter().filter_map(|(one, other)| {
                match (known.contains(one), known.contains(other)) {
                    (true, false) => Some(*other),
                    (false, true) => Some(*one),
                    _ => None,
                }
            });
            match joined.min() {
                Some(next) => group.push(next),
                None => break,
            }
        }
        group.sort_unstable();
        group
    }

    /// All groups, by their smallest id.
    fn groups(&self) -> Vec<Vec<i64>> {
        let groups = self.services.keys().map(|id| self.group_of(*id));
        let mut groups: Vec<_> = groups.collect();
        groups.sort();
        groups.dedup();
        groups
    }

    /// The services above an option, its parent first.
    fn ancestors(&self, service: i64) -> Vec<i64> {
        let parent = |id: &i64| self.parents.get(id).copied();
        std::iter::successors(parent(&service), parent).collect()
    }

    fn service(&self, id: i64) -> &Service {
        self.services.get(&id).expect("the auditor knows every service it speaks of")
    }

    fn change(&mut self, id: i64, change: impl FnOnce(&mut Service)) {
        change(self.services.get_mut(&id).expect("the auditor knows every service it speaks of"));
    }

    fn order_mut(&mut self, order: usize) -> &mut Order {
        self.orders.get_mut(order).expect("the auditor knows every order it speaks of")
    }

    /// An order by its place.
    #[must_use]
    pub fn order(&self, order: usize) -> &Order {
        self.orders.get(order).expect("the auditor knows every order it speaks of")
    }

    /// The calendar is to look at everything today.
    fn wake(&mut self, today: Day) {
        for service in self.services.values_mut() {
            if service.state != State::Deleted && service.due.is_none_or(|due| due > today) {
                service.due = Some(today);
            }
        }
    }
}
