//! Persistence of the domain: the only crate that contains SQL.
//!
//! A [`Store`] reads with typed loads and writes with a [`WriteSet`]: a list of statements that is applied
//! whole or not at all, and is durable when [`Store::commit`] returns. There is no interactive transaction, so
//! no lock is held while the program thinks. What makes commands on one account serial is the first statement
//! of their write sets: the journal entry with the account's next version, which only one of them can insert.
//!
//! One SQL text serves SQLite and PostgreSQL. Only the driver (`db`) knows which of them it is. Rules of
//! business are not here: a table file turns rows into values of `perennial-core` and back, and nothing more.

mod audit;
mod books;
mod codec;
mod db;
mod desk;
mod error;
mod find;
mod freshness;
mod introspect;
mod load;
mod migrate;
mod sql;
mod store;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod write;

pub use audit::Registered;
pub use books::Books;
#[cfg(feature = "testing")]
pub use db::CrashPoint;
pub use db::{Database, Faults};
pub use desk::{Lease, Queues};
pub use error::StoreError;
pub use freshness::Freshness;
pub use load::{GroupLoad, HoldingLoad, PaymentLoad, PlacementLoad, RefundLoad};
pub use migrate::{Migrated, MigrationError, SchemaStatus};
pub use sql::{Sql, catalogue};
pub use store::Store;
pub use table::account::{ListedAccount, StoredAccount};
pub use table::application::StoredApplication;
pub use table::contact_change::StoredContactChange;
pub use table::credential::{CredentialHashes, StoredCredential};
pub use table::credit_note_number::RegisteredNote;
pub use table::due::{DueAccount, DueChunk, PARTITIONS, partition_of};
pub use table::idempotency::Done;
pub use table::ledger::Posted;
pub use table::notice::{NoticeState, StoredNotice};
pub use table::oauth2_client::{StoredClient, StoredToken};
pub use table::operator::{OperatorSession, StoredOperator};
pub use table::order::LapsedOrder;
pub use table::parked::Parked;
pub use table::run::RunPartition;
pub use table::sandbox::SandboxCharge;
pub use table::sandbox_reversal::SandboxReversal;
pub use table::service_list::BriefService;
pub use table::service_period::SoldPeriod;
pub use table::sign_in::{Factor, Session, SignIn, Stage};
pub use table::termination::StoredTermination;
pub use write::WriteSet;
