//! Why: how the dates and amounts of an order, a bill or a service came about, in words.
//!
//! An explanation is made of what is stored (orders, payments, the books, the journal) and of the rules that are in force.
//! Whatever can be computed again is, and is compared with what is stored; what differs is said. Nothing is changed, and
//! nothing is decided: each sentence has its rule in `perennial-core`.

mod ahead;
mod find;
mod line;
mod order;
mod payment;
mod refund;
mod service;
mod words;

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::automatic::Standing;
use perennial_core::journal::{Action, Entry};
use perennial_core::payment::Payment;
use perennial_core::service::ServiceState;
use perennial_core::strategy::Group;
use perennial_core::{
    AccountId, Calendar, Now, OrderId, PaymentMethod, PaymentMethodId, PriceList, Service,
    ServiceId, Tax,
};
use perennial_store::{Books, Parked, StoredAccount};

pub use self::find::{Subject, SubjectKind};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::run::{Holding, groups};

/// An explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What is explained.
    pub title: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// What is to be said about it.
    pub facts: Vec<Fact>,
}

/// One thing that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is: a word or two, or a date.
    pub label: String,
    /// The sentence.
    pub value: String,
    /// What comes of computing it again, where it can be.
    pub recomputed: Option<Recomputed>,
}

/// What comes of computing something again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recomputed {
    /// What is stored.
    Equal,
    /// Something else.
    Differs(String),
}

impl Why {
    /// Whether anything that was computed again is not what is stored.
    #[must_use]
    pub fn differs(&self) -> bool {
        let mut facts = self.sections.iter().flat_map(|section| &section.facts);
        facts.any(|fact| matches!(fact.recomputed, Some(Recomputed::Differs(_))))
    }
}

impl Section {
    fn new(title: impl Into<String>, facts: Vec<Fact>) -> Self {
        Self { title: title.into(), facts }
    }
}

impl Fact {
    fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), recomputed: None }
    }

    /// A fact that was computed again. What could not be computed differs.
    fn checked<T: PartialEq + std::fmt::Display>(
        label: impl Into<String>,
        value: impl Into<String>,
        stored: &T,
        computed: Option<T>,
    ) -> Self {
        let recomputed = match computed {
            Some(computed) if computed == *stored => Recomputed::Equal,
            Some(computed) => Recomputed::Differs(computed.to_string()),
            None => Recomputed::Differs("nothing comes of it".to_owned()),
        };
        Self { recomputed: Some(recomputed), ..Self::new(label, value) }
    }
}

/// What an explanation is made of: an account, from one state of the database, and the rules.
struct Evidence {
    /// The tax of orders that are placed today.
    tax: Tax,
    books: Books,
    methods: Vec<PaymentMethod>,
    prices: Arc<PriceList>,
    parked: Option<Parked>,
    calendar: Calendar,
    clock: Clock,
    now: Now,
}

impl Engine {
    /// Explains how something came about, and what comes next.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such thing.
    pub async fn why(&self, subject: &Subject) -> Result<Why, EngineError> {
        let evidence = self.evidence(subject.account()).await?;
        let nothing = || EngineError::not_found("subject", subject);
        match subject {
            Subject::Service { service, .. } => {
                service::why(&evidence, *service)?.ok_or_else(nothing)
            }
            Subject::Order { order, .. } | Subject::Bill { order, .. } => {
                let orders = &evidence.books.orders;
                let known = orders.iter().find(|known| known.id == *order).ok_or_else(nothing)?;
                let runs = match known.terms.run_on {
                    Some(day) => self.store.runs_of_day(day).await?,
                    None => Vec::new(),
                };
                Ok(order::why(&evidence, known, &runs))
            }
        }
    }

    async fn evidence(&self, account: AccountId) -> Result<Evidence, EngineError> {
        let books = self.store.books(account).await?;
        let parked = self.store.parked().await?;
        let books = books.ok_or_else(|| EngineError::not_found("account", account))?;
        Ok(Evidence {
            tax: self.tax_of(&books.account)?,
            books,
            methods: self.store.payment_methods(account).await?,
            prices: Arc::new(self.store.price_list().await?),
            parked: parked.into_iter().find(|one| one.account == account),
            calendar: self.calendar.clone(),
            clock: self.clock.clone(),
            now: self.clock.now(),
        })
    }
}

impl Evidence {
    fn service(&self, id: ServiceId) -> Option<&Service> {
        self.books.services.iter().find(|service| service.id == id)
    }

    fn groups(&self) -> Vec<Group> {
        groups(self.books.services.clone(), &self.books.links)
    }

    /// A payment method as people know it.
    fn method(&self, id: PaymentMethodId) -> String {
        let found = self.methods.iter().find(|method| method.id == id);
        let label = found.and_then(|method| method.label.as_ref());
        let kind = found.map_or("a method that is not registered any more", |m| m.kind.mean());
        match label {
            Some(label) => format!("{id} ({kind} {label})"),
            None => format!("{id} ({kind})"),
        }
    }

    /// An instant, for people.
    fn minute(&self, at: Timestamp) -> String {
        let local = at.to_zoned_datetime(self.clock.zone().clone());
        local.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The journal's entries about something, the first one first.
    fn entries<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a Entry> {
        let entries = self.books.journal.iter().map(|sealed| &sealed.entry);
        entries.filter(move |entry| entry.subject == subject)
    }

    /// The first entry about something that does something.
    fn entry(&self, subject: &str, action: Action) -> Option<&Entry> {
        let mut entries = self.books.journal.iter().map(|sealed| &sealed.entry);
        entries.find(|entry| entry.subject == subject && entry.action == action)
    }

    /// Who did something, when, and under which request.
    fn who(&self, entry: &Entry) -> String {
        let (at, actor) = (self.minute(entry.at), words::actor(&entry.actor));
        format!("{at} by {actor} (query id {})", entry.query_id)
    }

    /// The account as the calendar looks at it.
    fn holding(&self) -> Holding {
        let Books { account, head, balances, .. } = &self.books;
        Holding {
            stored: StoredAccount { account: account.clone(), head: *head, balances: *balances },
            groups: self.groups(),
            methods: self.methods.clone(),
            standing: self.standing(),
        }
    }

    /// The orders that unpaid services wait for.
    fn standing(&self) -> Vec<Standing> {
        let awaited = |service: &Service| match service.state {
            ServiceState::Unpaid(unpaid) => unpaid.order,
            _ => None,
        };
        let mut awaited: Vec<OrderId> = self.books.services.iter().filter_map(awaited).collect();
        awaited.sort_unstable();
        awaited.dedup();
        let orders = self.books.orders.iter().filter(|order| awaited.contains(&order.id));
        let payments = |order| self.payments_of(order).into_iter().cloned().collect();
        orders
            .map(|order| Standing { order: order.clone(), payments: payments(order.id) })
            .collect()
    }

    /// The payments of an order, the first one first. Those of one moment stand in the order of the journal.
    fn payments_of(&self, order: OrderId) -> Vec<&Payment> {
        let all = self.books.payments.iter();
        let mut of_it: Vec<&Payment> = all.filter(|payment| payment.order == order).collect();
        of_it.sort_by_cached_key(|payment| {
            let entry = self.entry(&format!("payment {}", payment.id), Action::StartPayment);
            (payment.created_at, entry.map_or(i64::MAX, |entry| entry.version))
        });
        of_it
    }
}
