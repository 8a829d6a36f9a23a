//! A world: the real engine on a throwaway database, a clock that is moved by hand, customers, a gateway and a post office
//! that misbehave, and an auditor who is told everything.
//!
//! Steps come from a list and are executed one after the other; nothing here is random. What customers can do is in
//! `customer` and `settings`, what happens to the world around them in `around`.

mod around;
mod bring;
mod customer;
mod meanwhile;
mod process;
mod settings;

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use perennial_core::{AccountId, OrderId};
use perennial_engine::clock::{Clock, ClockController};
use perennial_engine::{Actor, Context, EngineError};
use perennial_store::testing::TestDatabase;
use rusqlite::{Connection, OpenFlags};

use crate::auditor::books::Books;
use crate::auditor::model::{Asked, Choice};
use crate::auditor::rules::{Calendar, Country, plans};
use crate::auditor::{Auditor, Violation};
use crate::fault::{Log, PostOffice, Provider};
use crate::workload::Step;
use process::Process;

pub use process::MASTER_KEY;

/// When every world begins: a year before a leap year, on a morning in Paris.
pub const START: &str = "2026-11-23T09:00:00Z";

/// A customer, as the world knows them.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) account: AccountId,
    pub(crate) country: Country,
    pub(crate) services: Vec<i64>,
    pub(crate) methods: Vec<i64>,
    /// The last request that has a key, and when it was sent first. Orders are known by their places in the auditor's list.
    last: Option<(i64, Request)>,
    keys: u32,
}

/// A request that may be sent again.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Order(Asked, String),
    Pay(usize, OrderId, Choice, String),
}

/// What happened, for the summary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Hours that passed, for each customer.
    pub account_hours: i64,
    /// Passes of the background work.
    pub passes: u64,
    /// Deaths of processes.
    pub crashes: u64,
    /// Requests that were refused, as they had to be.
    pub refused: u64,
    /// Payments that customers were told to be in doubt.
    pub in_doubt: u64,
    /// Runs that waited for a person.
    pub waited: u64,
    /// Steps.
    pub steps: u64,
    /// Charges that the gateway was asked for.
    pub charges: u64,
    /// Faults that happened: answers of the gateway that were late, lost, repeated or contradicted, and letters that were
    /// not taken.
    pub faults: u64,
}

/// A world.
#[derive(Debug)]
pub struct World {
    seed: u64,
    database: TestDatabase,
    /// The auditor's own connection.
    connection: Connection,
    clock: Clock,
    controller: ClockController,
    processes: Vec<Process>,
    turn: usize,
    pub(crate) provider: Arc<Provider>,
    post: Arc<PostOffice>,
    log: Log,
    /// The auditor.
    pub auditor: Auditor,
    people: Vec<Person>,
    tally: Tally,
    found: Vec<Violation>,
    extent: (i64, i64, i64),
    imports: u64,
    cancel_next: bool,
    meanwhile: Option<i64>,
}

/// What was asked of a process.
pub(crate) enum Heard<T> {
    Done(T),
    Refused(EngineError),
    /// It died, and nobody knows how far it came.
    Died,
}

impl World {
    /// A new world.
    ///
    /// # Panics
    ///
    /// When there is no place for its database.
    pub async fn new(seed: u64, workers: usize, log: Log) -> Self {
        let database = TestDatabase::sqlite();
        let start: Timestamp = START.parse().expect("a timestamp");
        let zone = TimeZone::get("Europe/Paris").expect("the bundled time zones");
        let (clock, controller) = Clock::manual(start, zone);
        let calendar = Calendar::variant(seed);
        let (provider, post) = (Provider::new(), PostOffice::new());
        let mut processes = Vec::new();
        for _ in 0..workers.max(1) {
            let number = processes.len() as u64;
            let made = Process::new(number, seed, &database, &clock, &calendar, &provider, &post);
            processes.push(made.await);
        }
        let connection = open(&database);
        Self {
            seed,
            connection,
            database,
            clock,
            controller,
            processes,
            turn: 0,
            provider,
            post,
            log,
            auditor: Auditor::new(calendar, plans()),
            people: Vec::new(),
            tally: Tally::default(),
            found: Vec::new(),
            extent: (0, 0, 0),
            imports: 0,
            cancel_next: false,
            meanwhile: None,
        }
    }

    /// Executes a step, and audits. Answers what is wrong.
    pub async fn step(&mut self, step: &Step) -> Vec<Violation> {
        self.tally.steps += 1;
        self.act(step).await;
        self.audit();
        std::mem::take(&mut self.found)
    }

    /// Everything comes to rest: the gateway answers, letters are taken, nothing dies any more. Then everything is audited a
    /// last time.
    pub async fn end(&mut self) -> Vec<Violation> {
        self.come_to_an_end().await;
        self.audit();
        self.audit_end().await;
        std::mem::take(&mut self.found)
    }

    /// What happened.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let faults = self.provider.faults() + self.post.refusals();
        Tally { charges: self.provider.count(), faults, ..self.tally }
    }

    /// Every row of the database, to be compared.
    ///
    /// # Panics
    ///
    /// When the database cannot be read.
    #[must_use]
    pub fn dump(&self) -> String {
        crate::auditor::books::dump(&self.connection).expect("the database can be read")
    }

    /// The database, for those who want to damage it.
    #[must_use]
    pub const fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Audits once more, after something was done to what the auditor reads. The world goes on as if that had not been.
    ///
    /// # Panics
    ///
    /// When the database cannot be read.
    pub fn audit_after(
        &self,
        damage: impl FnOnce(&mut Books, &mut Vec<crate::auditor::ChargeRecord>),
    ) -> Vec<Violation> {
        let (mut books, mut gateway) = (self.books(), self.provider.records());
        damage(&mut books, &mut gateway);
        self.auditor.clone().audit(&books, &gateway, self.at())
    }

    pub(crate) fn at(&self) -> i64 {
        self.clock.at().as_microsecond()
    }

    pub(crate) fn books(&self) -> Books {
        Books::read(&self.connection).expect("the database can be read")
    }

    fn advance(&self, by: SignedDuration) {
        self.controller.advance(by);
    }

    fn wrong(&mut self, rule: &'static str, text: impl Into<String>) {
        self.found.push(Violation::new(rule, text));
    }

    fn audit(&mut self) {
        let (books, gateway, at) = (self.books(), self.provider.records(), self.at());
        self.found.extend(self.auditor.audit(&books, &gateway, at));
    }

    fn context(&self, person: &Person) -> Context {
        let query_id = format!("sim.{}", self.tally.steps);
        Context { account: person.account, actor: Actor::Operator, query_id }
    }

    /// What a process answered, or that it died of it; then another one takes its place.
    async fn heard<T>(&mut self, answer: Result<T, EngineError>) -> Heard<T> {
        let is_dead = self.process().faults.is_dead();
        if is_dead {
            self.restart().await;
            return Heard::Died;
        }
        match answer {
            Ok(done) => Heard::Done(done),
            Err(error) => Heard::Refused(error),
        }
    }

    fn process(&self) -> &Process {
        self.processes.get(self.turn).expect("there is always a process whose turn it is")
    }
}

fn open(database: &TestDatabase) -> Connection {
    let path = database.folder().join("perennial.db");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).expect("the database opens");
    connection.busy_timeout(std::time::Duration::from_secs(10)).expect("a time limit can be set");
    connection
}

/// The n-th of some, counted round and round.
pub(crate) fn nth<T: Clone>(some: &[T], number: i64) -> Option<T> {
    let count = i64::try_from(some.len()).ok().filter(|count| *count > 0)?;
    some.get(usize::try_from(number.rem_euclid(count)).ok()?).cloned()
}
