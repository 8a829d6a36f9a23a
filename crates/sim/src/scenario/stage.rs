//! What a scenario is played on: an engine with a clock that stands still, and the names of everything in the story.
//!
//! Settings can be made until the first day is set, because the engine is opened then. Nothing of the story is decided
//! here.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use perennial_core::budget::Budget;
use perennial_core::service::ProductLine;
use perennial_core::{AccountId, Calendar, Currency, PaymentMethodId, Plan, Service, ServiceId};
use perennial_engine::clock::{Clock, ClockController};
use perennial_engine::ids::Ids;
use perennial_engine::import::{Inventory, InventoryAccount};
use perennial_engine::vault::MasterKey;
use perennial_engine::{Actor, Context, Engine, Settings};
use perennial_store::Database;

/// When work is done on a day for which no time is said.
const MORNING: Time = Time::constant(8, 0, 0, 0);

/// A customer.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) account: AccountId,
    pub(super) currency: Currency,
    /// How many notices the scenario has asked about.
    pub(super) notices_read: usize,
}

/// A payment method.
#[derive(Debug, Clone, Copy)]
pub(super) struct Registered {
    pub(super) owner: usize,
    pub(super) id: PaymentMethodId,
}

/// The engine while it runs.
#[derive(Debug)]
struct Running {
    engine: Arc<Engine>,
    clock: ClockController,
}

/// What a scenario is played on.
#[derive(Debug)]
pub(super) struct Stage {
    database: Database,
    zone: TimeZone,
    running: Option<Running>,
    /// How often the engine was opened.
    opened: u8,
    imports: u64,
    pub(super) budget: Budget,
    pub(super) calendar: Calendar,
    pub(super) plans: BTreeMap<String, Plan>,
    pub(super) people: Vec<Person>,
    pub(super) services: BTreeMap<String, (usize, ServiceId)>,
    /// The product line of each service.
    pub(super) products: BTreeMap<String, ProductLine>,
    pub(super) methods: BTreeMap<String, Registered>,
}

impl Stage {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            zone: TimeZone::UTC,
            running: None,
            opened: 0,
            imports: 0,
            budget: Budget::default(),
            calendar: Calendar::default(),
            plans: BTreeMap::new(),
            people: Vec::new(),
            services: BTreeMap::new(),
            products: BTreeMap::new(),
            methods: BTreeMap::new(),
        }
    }

    pub(super) fn engine(&self) -> anyhow::Result<&Arc<Engine>> {
        let running = self.running.as_ref();
        let engine = running.map(|running| &running.engine);
        engine.ok_or_else(|| anyhow!("say first what day it is, such as `today 2026-01-10`"))
    }

    /// Settings are made before the engine is opened.
    pub(super) fn is_open(&self) -> bool {
        self.running.is_some()
    }

    /// Puts the contracts into a time zone. Once the engine runs, it is stopped and another one goes on.
    pub(super) async fn set_zone(&mut self, zone: &str) -> anyhow::Result<()> {
        let known = TimeZone::get(zone);
        self.zone =
            known.map_err(|_| anyhow!("there is no time zone {zone}, such as Europe/Helsinki"))?;
        let Some(running) = self.running.take() else { return Ok(()) };
        running.engine.finish().await;
        self.open(running.engine.clock().at()).await
    }

    async fn open(&mut self, at: Timestamp) -> anyhow::Result<()> {
        self.opened = self.opened.saturating_add(1);
        let (clock, controller) = Clock::manual(at, self.zone.clone());
        let key = MasterKey::parse(&"07".repeat(32))?;
        let ids = Ids::from_seed(&[self.opened; 32]);
        let mut settings = Settings::new(self.database.clone(), key, clock, ids);
        settings.budget = self.budget.clone();
        settings.calendar = self.calendar.clone();
        let engine = Engine::open(settings).await?;
        self.running = Some(Running { engine, clock: controller });
        Ok(())
    }

    /// Moves the clock to a time of a day, and does nothing. Where clocks were put back, it is the earlier time.
    pub(super) async fn go_to(&mut self, day: Date, time: Option<Time>) -> anyhow::Result<()> {
        let at = self.instant(day, time)?;
        match &self.running {
            None => self.open(at).await,
            Some(running) if at < running.engine.clock().at() => {
                let now = running.engine.clock().at().to_zoned_datetime(self.zone.clone());
                bail!("time does not go back: it is {} already", now.datetime());
            }
            Some(running) => {
                running.clock.set(at);
                Ok(())
            }
        }
    }

    /// A time that a zone skips is that much later, as on every clock that was put forward.
    fn instant(&self, day: Date, time: Option<Time>) -> anyhow::Result<Timestamp> {
        let civil = day.to_datetime(time.unwrap_or(MORNING));
        let zoned = self.zone.to_ambiguous_zoned_datetime(civil);
        let skipped = matches!(zoned.offset(), AmbiguousOffset::Gap { .. });
        if skipped && time.is_some() {
            bail!("there is no {civil} in this time zone: clocks were put forward over it");
        }
        Ok(zoned.compatible()?.timestamp())
    }

    /// Moves the clock on.
    pub(super) fn pass(&self, by: SignedDuration) -> anyhow::Result<()> {
        self.engine()?;
        if let Some(running) = &self.running {
            running.clock.advance(by);
        }
        Ok(())
    }

    pub(super) fn today(&self) -> anyhow::Result<Date> {
        Ok(self.engine()?.clock().now().today)
    }

    /// An instant, as clocks in the time zone of the contracts show it.
    pub(super) fn shown(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Imports plans and what an account holds.
    pub(super) async fn import(
        &mut self,
        plans: Vec<Plan>,
        accounts: Vec<InventoryAccount>,
    ) -> anyhow::Result<()> {
        self.imports = self.imports.saturating_add(1);
        let mut hash = [0; 32];
        hash.iter_mut().zip(self.imports.to_be_bytes()).for_each(|(to, from)| *to = from);
        let inventory = Inventory { plans, accounts };
        self.engine()?.import("scenario", &hash, &inventory).await?;
        Ok(())
    }

    /// Whatever has happened, the invariants hold.
    pub(super) async fn audit(&self) -> anyhow::Result<()> {
        let Ok(engine) = self.engine() else { return Ok(()) };
        let report = engine.audit().await?;
        if report.violations.is_empty() { Ok(()) } else { bail!("{:#?}", report.violations) }
    }
}

/// Who and what is meant by a name.
impl Stage {
    pub(super) fn person_index(&self, name: &str) -> anyhow::Result<usize> {
        let found = self.people.iter().position(|person| person.name == name);
        found.ok_or_else(|| anyhow!("there is no customer {name}"))
    }

    pub(super) fn person(&self, index: usize) -> anyhow::Result<&Person> {
        self.people.get(index).context("a customer")
    }

    pub(super) fn service_key(&self, name: &str) -> anyhow::Result<(usize, ServiceId)> {
        self.services.get(name).copied().ok_or_else(|| anyhow!("there is no service {name}"))
    }

    pub(super) async fn service(&self, name: &str) -> anyhow::Result<Service> {
        let (owner, id) = self.service_key(name)?;
        let account = self.person(owner)?.account;
        Ok(self.engine()?.require_service(account, id).await?)
    }

    /// The name of a service in the story.
    pub(super) fn service_name(&self, owner: usize, id: ServiceId) -> String {
        let mut names = self.services.iter();
        let found = names.find(|(_, key)| **key == (owner, id));
        found.map_or_else(|| format!("service {id}"), |(name, _)| name.clone())
    }

    pub(super) fn method(&self, name: &str) -> anyhow::Result<Registered> {
        self.methods.get(name).copied().ok_or_else(|| anyhow!("there is no payment method {name}"))
    }

    pub(super) fn method_name(&self, owner: usize, id: PaymentMethodId) -> String {
        let mut names = self.methods.iter();
        let found = names.find(|(_, method)| method.owner == owner && method.id == id);
        found.map_or_else(|| format!("method {id}"), |(name, _)| name.clone())
    }

    /// What commands are told of who asks.
    pub(super) fn context(&self, owner: usize) -> anyhow::Result<Context> {
        let account = self.person(owner)?.account;
        Ok(Context { account, actor: Actor::Operator, query_id: "scenario".to_owned() })
    }
}
