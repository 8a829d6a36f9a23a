//! The engine: a store, a clock, ids, a vault and a payment gateway, joined.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::{SignedDuration, Timestamp};
use perennial_core::budget::Budget;
use perennial_core::{AccountId, Calendar, TaxRules};
use perennial_documents::paper::Seller;
use perennial_store::{Database, Faults, MigrationError, Store, StoreError, WriteSet};
use tokio::sync::Mutex;
use tokio_util::task::TaskTracker;

use crate::access::Credentials;
use crate::call_log::CallLog;
use crate::clock::{Clock, ClockController};
use crate::error::EngineError;
use crate::gateway::PaymentGateway;
use crate::gateway::sandbox::SandboxGateway;
use crate::ids::Ids;
use crate::kept::Kept;
use crate::mail::Mailer;
use crate::run::Commands;
use crate::sandbox::{Sandbox, clock_of};
use crate::snapshot::Snapshots;
use crate::vault::{MasterKey, Vault};

/// What an engine is made of.
#[derive(Debug)]
pub struct Settings {
    /// Where its data are.
    pub database: Database,
    /// The key that its secrets are sealed with.
    pub master_key: MasterKey,
    /// The clock of the business: expiries, orders, bills.
    pub clock: Clock,
    /// The clock of the world: request signatures, credentials, leases. The same as the other one, except where
    /// time is played.
    pub wall: Clock,
    /// Where ids and secrets come from.
    pub ids: Ids,
    /// Who charges registered payment methods; the sandbox gateway when there is nobody else.
    pub gateway: Option<Arc<dyn PaymentGateway>>,
    /// How far a request's timestamp may be from ours.
    pub timestamp_window: SignedDuration,
    /// How old a payment without an outcome is when the gateway is asked about it.
    pub doubt_after: SignedDuration,
    /// How many services, with what is linked with them, are kept in memory, and in proportion accounts, orders and bills.
    /// None at 0.
    pub snapshot_services: u64,
    /// Crashes to order, in tests.
    pub faults: Faults,
    /// When services are noticed, debited, suspended and deleted.
    pub calendar: Calendar,
    /// Which tax accounts are billed with.
    pub taxes: TaxRules,
    /// How much a run of the calendar may do before a person has looked at it.
    pub budget: Budget,
    /// Due services that a run looks at together at most; fewer while somebody waits for a command.
    pub batch: i64,
    /// Partitions of a run that this process does at once. With one, everything happens in a fixed order.
    pub run_workers: usize,
    /// Who sends notices; without anybody they are kept to be read.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// Who sells.
    pub seller: Seller,
    /// Whether time may be played.
    pub sandbox: Sandbox,
}

impl Settings {
    /// Settings with the usual limits.
    #[must_use]
    pub fn new(database: Database, master_key: MasterKey, clock: Clock, ids: Ids) -> Self {
        // On PostgreSQL a batch is done anew when another process was faster to number a bill: so less is lost.
        let batch = if matches!(database, Database::Sqlite { .. }) { 1000 } else { 400 };
        Self {
            database,
            master_key,
            wall: clock.clone(),
            clock,
            ids,
            gateway: None,
            timestamp_window: SignedDuration::from_secs(300),
            doubt_after: SignedDuration::from_secs(60),
            snapshot_services: 40_000,
            faults: Faults::default(),
            calendar: Calendar::default(),
            taxes: TaxRules::default(),
            budget: Budget::default(),
            batch,
            run_workers: 1,
            mailer: None,
            seller: Seller::default(),
            sandbox: Sandbox::default(),
        }
    }
}

/// Why an engine does not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Database(#[from] MigrationError),
    /// The secrets in the database were sealed with another key.
    #[error("the database was made with another key: its secrets cannot be opened with this one")]
    OtherKey,
    /// Time is played in the database, and must not be here.
    #[error("time is played in this database: it is a sandbox, and is served with --sandbox only")]
    IsSandbox,
    /// Time is to be played, and the database is a real one.
    #[error(
        "this database holds accounts whose time is real: a sandbox needs a database of its own"
    )]
    NoSandbox,
}

/// Turns that commands on one account take after they have met. A power of two.
const TURNS: usize = 4096;
/// How often a command tries again when others on the account are faster.
const ATTEMPTS: usize = 50;

/// The application. Everything that changes data goes through it.
#[derive(Debug)]
pub struct Engine {
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Clock,
    pub(crate) wall: Clock,
    pub(crate) ids: Ids,
    pub(crate) vault: Vault,
    pub(crate) gateway: Arc<dyn PaymentGateway>,
    pub(crate) timestamp_window: SignedDuration,
    pub(crate) doubt_after: SignedDuration,
    pub(crate) snapshots: Snapshots,
    pub(crate) kept: Kept,
    pub(crate) credentials: Credentials,
    pub(crate) calls: CallLog,
    pub(crate) hashing: crate::access::Hashing,
    pub(crate) numbering: crate::reconcile::number_bills::Numbering,
    pub(crate) forgetting: crate::reconcile::forget_keys::Forgetting,
    pub(crate) ends_looked_on: crate::reconcile::tell_of_ends::LookedOn,
    pub(crate) lease: crate::worker::Lease,
    pub(crate) calendar: Calendar,
    pub(crate) taxes: TaxRules,
    pub(crate) budget: Budget,
    pub(crate) batch: i64,
    pub(crate) run_workers: usize,
    pub(crate) commands: Commands,
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
    pub(crate) seller: Seller,
    /// The key under which the seller of today is kept.
    pub(crate) seller_key: perennial_core::journal::Hash,
    pub(crate) sandbox: Option<ClockController>,
    /// Whether services are known to be scheduled by this calendar.
    pub(crate) followed: AtomicBool,
    pub(crate) tasks: TaskTracker,
    turns: Box<[Mutex<()>]>,
}

impl Engine {
    /// Opens the database, brings its schema up to date, and checks that the key is the one it was made with.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when the database cannot be used.
    pub async fn open(settings: Settings) -> Result<Arc<Self>, OpenError> {
        let now = settings.wall.at();
        let (store, migrated) =
            Store::open_with_faults(&settings.database, now, settings.faults.clone()).await?;
        if migrated.applied > 0 {
            tracing::info!(version = migrated.version, "the database schema is up to date");
        }
        let store = Arc::new(store);
        let vault = Vault::new(&settings.master_key);
        check_key(&store, &vault, &settings).await?;
        let seller_key = crate::seller::keep(&store, &settings.seller.identity).await?;
        let (clock, sandbox) = clock_of(&store, settings.sandbox, settings.clock).await?;
        let gateway =
            settings.gateway.unwrap_or_else(|| Arc::new(SandboxGateway::new(Arc::clone(&store))));
        Ok(Arc::new(Self {
            store,
            clock,
            wall: settings.wall,
            ids: settings.ids,
            vault,
            gateway,
            timestamp_window: settings.timestamp_window,
            doubt_after: settings.doubt_after,
            snapshots: Snapshots::new(settings.snapshot_services),
            kept: Kept::new(settings.snapshot_services),
            credentials: Credentials::default(),
            calls: CallLog::default(),
            hashing: crate::access::Hashing::default(),
            numbering: crate::reconcile::number_bills::Numbering::default(),
            forgetting: crate::reconcile::forget_keys::Forgetting::default(),
            ends_looked_on: crate::reconcile::tell_of_ends::LookedOn::default(),
            lease: crate::worker::Lease::default(),
            calendar: settings.calendar,
            taxes: settings.taxes,
            budget: settings.budget,
            batch: settings.batch,
            run_workers: settings.run_workers.max(1),
            commands: Commands::default(),
            mailer: settings.mailer,
            seller: settings.seller,
            seller_key,
            sandbox,
            followed: AtomicBool::new(false),
            tasks: TaskTracker::new(),
            turns: (0..TURNS).map(|_| Mutex::new(())).collect(),
        }))
    }

    /// The store, for reading. Whatever changes data is a command.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Who sells, as they are today.
    #[must_use]
    pub const fn seller(&self) -> &Seller {
        &self.seller
    }

    /// The clock of the business.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The clock of the world.
    #[must_use]
    pub const fn wall(&self) -> &Clock {
        &self.wall
    }

    /// The head of the letters that customers get.
    pub(crate) fn letterhead(&self) -> perennial_documents::mail::Letterhead<'_> {
        let Seller { identity, url, .. } = &self.seller;
        let provider = identity.name.as_str();
        perennial_documents::mail::Letterhead {
            provider,
            url: url.as_deref(),
            seller: Some(&self.seller),
        }
    }

    /// When services are noticed, debited, suspended and deleted.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Where ids come from.
    #[must_use]
    pub const fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The vault.
    #[must_use]
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Waits for the payments that are under way. Nothing new may be started.
    pub async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.write_notes().await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it does not.
    pub async fn check_ready(&self) -> Result<(), StoreError> {
        self.store.meta(KEY_CHECK).await.map(|_| ())
    }

    /// Makes one attempt of a command, and more of them while others on the account are faster.
    ///
    /// The first attempt waits for nobody. After that the commands of this process on one account take turns,
    /// so that a crowd of them does not keep all of itself from succeeding.
    pub(crate) async fn retry<T, F>(
        &self,
        account: AccountId,
        attempt: impl FnMut() -> F,
    ) -> Result<T, EngineError>
    where
        F: Future<Output = Result<T, EngineError>>,
    {
        self.retry_in_turn(account.get(), attempt).await
    }

    /// The same for what operators do that belongs to no account.
    pub(crate) async fn retry_for_operators<T, F>(
        &self,
        attempt: impl FnMut() -> F,
    ) -> Result<T, EngineError>
    where
        F: Future<Output = Result<T, EngineError>>,
    {
        self.retry_in_turn(0, attempt).await
    }

    async fn retry_in_turn<T, F>(
        &self,
        whose: i64,
        mut attempt: impl FnMut() -> F,
    ) -> Result<T, EngineError>
    where
        F: Future<Output = Result<T, EngineError>>,
    {
        let mut last = attempt().await;
        if !is_overtaken(&last) {
            return last;
        }
        let turn = usize::try_from(whose).unwrap_or(0) % TURNS;
        let _turn = match self.turns.get(turn) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        };
        for _ in 0..ATTEMPTS {
            last = attempt().await;
            if !is_overtaken(&last) {
                return last;
            }
            tokio::task::yield_now().await;
        }
        match last {
            Err(EngineError::Store(StoreError::Conflict)) => Err(EngineError::Busy),
            last => last,
        }
    }

    /// The instant of the world, for leases and credentials.
    pub(crate) fn wall_at(&self) -> Timestamp {
        self.wall.at()
    }
}

/// An id that was taken counts as being overtaken: the next attempt draws another one. So does a row that is not as it
/// was read, where it belongs to no account yet and nothing else keeps two commands on it apart.
fn is_overtaken<T>(result: &Result<T, EngineError>) -> bool {
    match result {
        Err(EngineError::Store(StoreError::Conflict | StoreError::RowCount { .. })) => true,
        // A period that is sold already stays sold, however often it is tried.
        Err(EngineError::Store(StoreError::Duplicate { table })) => table != "service_period",
        _ => false,
    }
}

const KEY_CHECK: &str = "key check";

/// Recognises the key, or records it in a new database. Of two that start a new database, one is first.
async fn check_key(store: &Store, vault: &Vault, settings: &Settings) -> Result<(), OpenError> {
    let known = store.meta(KEY_CHECK).await.map_err(MigrationError::from)?;
    if let Some(value) = known {
        return if vault.has_check_value(&value) { Ok(()) } else { Err(OpenError::OtherKey) };
    }
    let mut set = WriteSet::without_account();
    set.add_meta(KEY_CHECK, &vault.check_value());
    set.start_epochs(settings.ids.stamp());
    crate::run::begin_calendar(&mut set, &settings.calendar);
    match store.commit(set).await {
        Ok(()) => Ok(()),
        Err(StoreError::Duplicate { .. }) => {
            let value = store.meta(KEY_CHECK).await.map_err(MigrationError::from)?;
            let known = value.is_some_and(|value| vault.has_check_value(&value));
            if known { Ok(()) } else { Err(OpenError::OtherKey) }
        }
        Err(error) => Err(MigrationError::from(error).into()),
    }
}
