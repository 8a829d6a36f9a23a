//! The server of a test.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use http_body_util::BodyExt;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use perennial_core::AccountId;
use perennial_core::text::Name;
use perennial_engine::clock::{Clock, ClockController};
use perennial_engine::gateway::PaymentGateway;
use perennial_engine::ids::Ids;
use perennial_engine::import::Inventory;
use perennial_engine::vault::MasterKey;
use perennial_engine::{Engine, OpenError, Pass, Settings};
use perennial_server::{ServerSettings, router};
use perennial_store::testing::{TestDatabase, each_database};
use perennial_store::{Database, Faults};
use tower::ServiceExt;

use crate::call::{Call, HOST};
use crate::gateway::TestGateway;
use crate::inventory::{Holding, account, addition, plans, plans_for};
use crate::reply::Reply;
use crate::user::User;

/// When every test begins: noon of 23 November 2026 in London, an hour later in Paris, where the contracts are.
pub const START: &str = "2026-11-23T12:00:00Z";

/// A server, without the network.
#[derive(Debug)]
pub struct TestApp {
    /// The engine behind it.
    pub engine: Arc<Engine>,
    /// Moves its clock.
    pub clock: ClockController,
    /// Orders crashes of its database.
    pub faults: Faults,
    pub(crate) door: Door,
    database: Database,
    owned: Option<TestDatabase>,
    gateway: Option<Arc<dyn PaymentGateway>>,
    /// Tells its ids from those of the processes before it.
    seed: u8,
}

/// Where requests go in.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    router: Router,
    pub(crate) engine: Arc<Engine>,
}

impl Door {
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("routers never fail");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Reply::new(&parts, &bytes)
    }
}

impl TestApp {
    /// A server on a new SQLite database.
    pub async fn new() -> Self {
        let owned = TestDatabase::sqlite();
        let mut app = Self::on(owned.database()).await;
        app.owned = Some(owned);
        app
    }

    /// A server on a database that may have been used before.
    pub async fn on(database: &Database) -> Self {
        Self::with(database, |_| {}).await
    }

    /// The same, with other settings.
    ///
    /// # Panics
    ///
    /// When the database cannot be opened.
    pub async fn with(database: &Database, change: impl FnOnce(&mut Settings)) -> Self {
        Self::seeded(database, 7, change).await
    }

    /// The same, where it may not open.
    ///
    /// # Errors
    ///
    /// Why it does not.
    pub async fn try_with(
        database: &Database,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Self, OpenError> {
        Self::try_seeded(database, 9, change).await
    }

    async fn seeded(database: &Database, seed: u8, change: impl FnOnce(&mut Settings)) -> Self {
        Self::try_seeded(database, seed, change).await.expect("the database opens")
    }

    async fn try_seeded(
        database: &Database,
        seed: u8,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Self, OpenError> {
        let start: Timestamp = START.parse().expect("a timestamp");
        let zone = TimeZone::get("Europe/Paris").expect("the bundled time zones");
        let (clock, controller) = Clock::manual(start, zone);
        let ids = Ids::from_seed(&[seed; 32]);
        let key = MasterKey::parse(&"07".repeat(32)).expect("a key");
        let mut settings = Settings::new(database.clone(), key, clock, ids);
        change(&mut settings);
        let (faults, gateway) = (settings.faults.clone(), settings.gateway.clone());
        let engine = Engine::open(settings).await?;
        let server = ServerSettings::new(format!("https://{HOST}"));
        let door =
            Door { router: router(Arc::clone(&engine), server), engine: Arc::clone(&engine) };
        let database = database.clone();
        Ok(Self { engine, clock: controller, faults, door, database, owned: None, gateway, seed })
    }

    /// The same engine behind a server with other settings. Users get there with [`User::at`].
    #[must_use]
    pub fn served_with(&self, change: impl FnOnce(&mut ServerSettings)) -> Self {
        let mut server = ServerSettings::new(format!("https://{HOST}"));
        change(&mut server);
        let (engine, clock) = (Arc::clone(&self.engine), self.clock.clone());
        let door = Door { router: router(Arc::clone(&engine), server), ..self.door.clone() };
        let (faults, database) = (self.faults.clone(), self.database.clone());
        let (gateway, seed) = (self.gateway.clone(), self.seed);
        Self { engine, clock, faults, door, database, owned: None, gateway, seed }
    }

    /// Another process on the same database at the same time of day, as after a crash of this one.
    pub async fn restarted(&self) -> Self {
        self.restarted_with(|_| {}).await
    }

    /// The same, with other settings.
    pub async fn restarted_with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let gateway = self.gateway.clone();
        let seed = self.seed.wrapping_add(1);
        let settings = |settings: &mut Settings| {
            settings.gateway = gateway;
            change(settings);
        };
        let app = Self::seeded(&self.database, seed, settings).await;
        app.clock.set(self.engine.clock().at());
        app
    }

    /// Adds an account that holds what the guide's customer holds, with a credential that may call everything.
    pub async fn user(self, name: &str) -> (Self, User) {
        let user = self.add_user(name, &Holding::guide()).await;
        (self, user)
    }

    /// Adds an account that holds something else.
    ///
    /// # Panics
    ///
    /// When the account cannot be made.
    pub async fn add_user(&self, name: &str, holding: &Holding) -> User {
        User::of(self, self.add_account(name, holding).await).await
    }

    /// Adds an account that nobody has keys to.
    ///
    /// # Panics
    ///
    /// When the account cannot be made.
    pub async fn add_account(&self, name: &str, holding: &Holding) -> AccountId {
        let accounts = vec![account(name, holding)];
        let inventory = Inventory { plans: plans_for(holding), accounts };
        let mut hash = [0; 32];
        let hashed = name.bytes().take(32);
        hash.iter_mut().zip(hashed).for_each(|(to, from)| *to = from);
        let imported = self.engine.import("test", &hash, &inventory).await;
        imported.unwrap_or_else(|error| panic!("{name} is not imported: {error:?}"));
        let nichandle = Name::parse(&format!("{name}-ovh")).expect("a name");
        let id = self.engine.store().account_by_nichandle(&nichandle).await.expect("the database");
        id.expect("the account")
    }

    /// Adds services to an account that is there, with options of what it has: the name of the option, that of its
    /// parent, all of the product line of the first service.
    ///
    /// # Panics
    ///
    /// When they cannot be added.
    pub async fn add_holding(&self, name: &str, holding: &Holding, options: &[(&str, &str)]) {
        let accounts = vec![addition(name, holding, options)];
        let inventory = Inventory { plans: Vec::new(), accounts };
        self.import_again(&inventory).await;
    }

    /// Changes the price of a plan for a period, for everybody and from now on; its other prices are those of all
    /// tests.
    ///
    /// # Panics
    ///
    /// When there is no such plan, or a test has written nonsense.
    pub async fn set_price(&self, plan: &str, period: &str, amount: &str) {
        let known = plans().into_iter().find(|known| known.code.as_str() == plan);
        let mut plan = known.expect("a plan");
        plan.set_price(crate::customer::period(period), crate::customer::money(amount))
            .expect("a price");
        self.import_again(&Inventory { plans: vec![plan], accounts: Vec::new() }).await;
    }

    /// Imports an inventory, even if it was imported before.
    async fn import_again(&self, inventory: &Inventory) {
        let mut hash = [0xff; 32];
        let stamp = self.engine.ids().stamp().to_be_bytes();
        hash.iter_mut().zip(stamp).for_each(|(to, from)| *to = from);
        self.engine.import("test", &hash, inventory).await.expect("it is imported");
    }

    /// A request without a signature.
    #[must_use]
    pub fn request(&self, method: &str, target: &str) -> Call {
        Call::new(&self.door, method, target, None)
    }

    /// All routes, for tests that bring a network of their own.
    pub fn router(&self) -> Router {
        self.door.router.clone()
    }

    /// Runs a part of a test that must not write anything.
    ///
    /// # Panics
    ///
    /// When it does.
    pub async fn unchanged<T>(&self, part: impl AsyncFnOnce() -> T) -> T {
        self.engine.store().start_recording();
        let answer = part().await;
        let written = self.engine.store().stop_recording();
        assert!(written.is_empty(), "something was written: {written:?}");
        answer
    }

    /// Sends a request as it is.
    ///
    /// # Panics
    ///
    /// When the answer cannot be read.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        self.door.send(request).await
    }

    /// Moves the clock on.
    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// Runs the reconcilers when every payment that is in doubt now may be asked about.
    pub async fn reconcile_later(&self) -> Pass {
        self.advance(SignedDuration::from_mins(2));
        self.engine.reconcile().await
    }

    /// How many write sets something sends to the database.
    pub async fn writes_of<T>(&self, work: impl Future<Output = T>) -> u32 {
        let before = self.faults.writes();
        work.await;
        self.faults.writes() - before
    }

    /// Audits everything.
    ///
    /// # Panics
    ///
    /// When an invariant is violated.
    pub async fn audit(&self) -> perennial_engine::audit::Report {
        let report = self.engine.audit().await.expect("the database answers");
        assert_eq!(report.violations, [], "the invariants hold");
        report
    }

    /// The token in the last letter that asked to confirm the end of a service.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub async fn token_of(&self, account: AccountId, service: i64) -> String {
        let store = self.engine.store();
        let waiting = store.waiting_termination(account, crate::service_id(service)).await;
        let waiting = waiting.expect("the database answers").expect("an end that was asked for");
        let topic = format!("terminationAsked {}", waiting.termination.id);
        let letters = store.notices(account).await.expect("letters");
        let letter = letters.iter().find(|letter| letter.topic == topic).expect("its letter");
        let read = self.engine.require_notice(account, letter.id).await;
        crate::token_in(&read.expect("a letter").1.1).expect("a token")
    }

    /// The token of an account in the last letter about a change of contacts.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub async fn contact_token(&self, account: AccountId, change: i64) -> String {
        let store = self.engine.store();
        let topic = format!("contactChangeAsked {change} ");
        let letters = store.notices(account).await.expect("letters");
        let of_change = letters.iter().filter(|letter| letter.topic.starts_with(&topic));
        let letter = of_change.max_by_key(|letter| letter.created_at).expect("a letter about it");
        let read = self.engine.require_notice(account, letter.id).await;
        crate::token_in(&read.expect("a letter").1.1).expect("a token")
    }

    /// The journal of an account, one line for each entry.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub async fn journal(&self, account: AccountId) -> Vec<String> {
        let entries = self.engine.store().journal_after(account, 0, 1000).await;
        let entries = entries.expect("the journal");
        let line = |sealed: &perennial_core::journal::Sealed| {
            let entry = &sealed.entry;
            format!("{} {}: {}", entry.action.code(), entry.subject, entry.detail)
        };
        entries.iter().map(line).collect()
    }
}

/// Runs a test on a new server for each database engine there is, and audits everything at the end.
///
/// # Panics
///
/// When the test fails, or an invariant is violated.
pub async fn each_app(test: impl AsyncFn(&TestApp)) {
    each_app_with(|_| {}, test).await;
}

/// The same, with a gateway that does what the test says.
///
/// # Panics
///
/// As [`each_app`].
pub async fn each_app_and_gateway(test: impl AsyncFn(&TestApp, &TestGateway)) {
    each_database(async |database| {
        let gateway = TestGateway::new();
        let settings = |s: &mut Settings| s.gateway = Some(Arc::clone(&gateway) as _);
        let app = TestApp::with(database.database(), settings).await;
        test(&app, &gateway).await;
        app.audit().await;
    })
    .await;
}

/// The same, with other settings.
///
/// # Panics
///
/// As [`each_app`].
pub async fn each_app_with(change: impl Fn(&mut Settings), test: impl AsyncFn(&TestApp)) {
    each_database(async |database| {
        let app = TestApp::with(database.database(), &change).await;
        test(&app).await;
        app.audit().await;
    })
    .await;
}
