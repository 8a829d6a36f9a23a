//! The auditor: says what must have come of everything that happened, and holds the database and the gateway against it.
//!
//! It shares no code with the engine, its domain or its store. It has its own queries ([`books`]), its own dates ([`date`]),
//! its own arithmetic and prices ([`rules`]), and its own idea of every account ([`model`]). What it is told are facts: what
//! customers asked for and heard, what the gateway recorded, when background work was done. Where a crash leaves it open how
//! far something got, the account must stand at one of the moments that lie between (`candidates`), and go on from there.

pub mod books;
mod check;
pub mod date;
mod follow;
pub mod model;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use books::Books;
use model::{Account, Moment};
use rules::{Calendar, Plan};

pub use check::Counts;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The rule: an invariant of the architecture, or a part of the calendar.
    pub rule: &'static str,
    /// What is wrong.
    pub text: String,
}

impl Violation {
    /// Something wrong.
    pub fn new(rule: &'static str, text: impl Into<String>) -> Self {
        Self { rule, text: text.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.text)
    }
}

/// What a gateway knows of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeRecord {
    /// The account.
    pub account: i64,
    /// The method that was charged.
    pub method: i64,
    /// The payment, which is the key of the charge.
    pub payment: i64,
    /// Micro-cents.
    pub amount: i64,
    /// The currency.
    pub currency: String,
    /// Whether the request arrived; one that did not can never be done.
    pub reached: bool,
    /// What became of it, whatever is told.
    pub truth: Truth,
    /// Whether the first answer said so.
    pub answered: bool,
    /// The pass of the background work in which it was said first, if it was not at once.
    pub told: Option<u64>,
}

/// What became of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The money is there.
    Captured,
    /// It was refused.
    Declined {
        /// For good.
        hard: bool,
    },
    /// It never happened and never will.
    Voided,
}

/// A customer, as far as the auditor is sure.
#[derive(Debug, Clone)]
struct Customer {
    name: String,
    account: Account,
    /// Where the account may stand after a crash, the earliest moment first. Empty when it is certain.
    candidates: Vec<Account>,
}

/// The auditor of a world.
#[derive(Debug, Clone)]
pub struct Auditor {
    /// The calendar.
    pub calendar: Calendar,
    /// What is sold, at the prices of the moment.
    pub plans: Vec<Plan>,
    customers: BTreeMap<i64, Customer>,
    memory: check::Memory,
    runs_done: BTreeSet<i64>,
    /// What was audited.
    pub counts: Counts,
    /// A rule that does not exist, for the tests of shrinking: no service is ever renewed so many times.
    pub planted: Option<usize>,
}

/// What a pass of the background work came to, as far as the world knows.
#[derive(Debug, Clone, Copy)]
pub struct PassFacts {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: i64,
    /// Whether the process died in it.
    pub died: bool,
}

impl Auditor {
    /// An auditor of an empty world.
    #[must_use]
    pub fn new(calendar: Calendar, plans: Vec<Plan>) -> Self {
        Self {
            calendar,
            plans,
            customers: BTreeMap::new(),
            memory: check::Memory::default(),
            runs_done: BTreeSet::new(),
            counts: Counts::default(),
            planted: None,
        }
    }

    /// A customer has joined.
    pub fn join(&mut self, id: i64, name: &str, account: Account) {
        let (name, candidates) = (name.to_owned(), Vec::new());
        self.customers.insert(id, Customer { name, account, candidates });
    }

    /// What the auditor knows of an account.
    ///
    /// # Panics
    ///
    /// When it has never heard of it.
    #[must_use]
    pub fn account(&self, id: i64) -> &Account {
        &self.customers.get(&id).expect("a customer who has joined").account
    }

    /// Something happens to an account.
    ///
    /// # Panics
    ///
    /// When the auditor has never heard of it.
    pub fn act<T>(
        &mut self,
        id: i64,
        at: i64,
        act: impl FnOnce(&mut Account, &Moment<'_>) -> T,
    ) -> T {
        let today = date::in_paris(at);
        let moment = Moment { calendar: &self.calendar, plans: &self.plans, at, today };
        act(&mut self.customers.get_mut(&id).expect("a customer who has joined").account, &moment)
    }

    /// A service came with an expiry and an anchor.
    pub fn begin(&mut self, account: i64, service: i64, expires: date::Day, anchor: i64) {
        self.memory.begin(account, service, expires, anchor);
    }

    /// What can only be told when everything has come to rest: nothing is open, every bill has its number, every notice went
    /// out, and as often as letters may.
    #[must_use]
    pub fn audit_end(
        &self,
        books: &Books,
        gateway: &[ChargeRecord],
        taken: &BTreeMap<i64, u32>,
        crashes: u32,
    ) -> Vec<Violation> {
        check::at_the_end(books, gateway, taken, crashes)
    }

    /// How far something got with an account is not known: it stands at one of these moments.
    pub fn unsure(&mut self, id: i64, candidates: Vec<Account>) {
        if let Some(customer) = self.customers.get_mut(&id) {
            customer.candidates.extend(candidates);
        }
    }

    /// Holds everything against what it must be. `gateway` are the charges as the gateway has them.
    pub fn audit(&mut self, books: &Books, gateway: &[ChargeRecord], at: i64) -> Vec<Violation> {
        let mut found = self.compare(books);
        found.extend(check::all(books, gateway, at, self));
        found
    }

    /// Holds each account against what the auditor thinks of it.
    pub fn compare(&mut self, books: &Books) -> Vec<Violation> {
        let mut found = Vec::new();
        let nobody = books::AccountRows::default();
        for (id, customer) in &mut self.customers {
            let rows = books.accounts.get(id).unwrap_or(&nobody);
            let mut differences = model::differences(&mut customer.account, rows);
            self.counts.predictions += 1;
            if !customer.candidates.is_empty() {
                self.counts.bounded += 1;
                let mut candidates = std::mem::take(&mut customer.candidates);
                while let Some(mut candidate) = candidates.pop().filter(|_| !differences.is_empty())
                {
                    if model::differences(&mut candidate, rows).is_empty() {
                        customer.account = candidate;
                        differences.clear();
                    }
                }
            }
            let name = &customer.name;
            let violation = |text: String| Violation::new("prediction", format!("{name}: {text}"));
            found.extend(differences.into_iter().map(violation));
        }
        for id in books.accounts.keys().filter(|id| !self.customers.contains_key(id)) {
            found.push(Violation::new("prediction", format!("nobody knows account {id}")));
        }
        found
    }
}
