//! The application: what Perennial does, between its pure domain and the world.
//!
//! [`Engine`] joins a store, a clock, a source of ids, a vault for secrets and a payment gateway. Commands
//! (`command`) load, decide with `perennial-core`, and commit one write set; reconcilers (`reconcile`) find what
//! is due and make it commands; [`access`] tells whose request it is. Nothing else in the program changes data.
//!
//! What is absent: HTTP, the wire format, SQL, configuration files, and any rule of business that could be a pure
//! function of the domain.

pub mod access;
pub mod audit;
mod balance;
mod call_log;
pub mod clock;
mod command;
mod context;
mod credit_note;
mod debt;
mod described;
mod desk;
mod engine;
mod error;
mod forecast;
pub mod gateway;
mod idempotency;
pub mod ids;
pub mod import;
pub mod journal;
mod kept;
pub mod mail;
mod notice;
mod paper;
mod read;
mod reconcile;
mod run;
pub mod sandbox;
pub mod seller;
mod snapshot;
mod tax;
pub mod vault;
mod view;
pub mod why;
mod worker;

pub use balance::BalanceView;
pub use call_log::CallsOf;
pub use command::{
    AlertOf, Confirmation, ContactAnswer, DebtsOf, Deletion, Description, ExportPapers,
    FlushEngagement, MethodUpdate, NewAccount, PlaceOrder, Placed, Quote, Renewal, Reply,
    RequestedEngagement, ServiceUpdate, TokenSent, require_form,
};
pub use context::{Actor, Context, OperatorContext};
pub use debt::{DebtOperation, OperationState};
pub use described::Described;
pub use desk::{Accounts, Doubt};
pub use engine::{Engine, OpenError, Settings};
pub use error::{Class, EngineError};
pub use idempotency::Idempotency;
pub use kept::Customer;
pub use perennial_documents::paper::Seller;
pub use perennial_store::{
    BriefService, Database, Freshness, Lease, NoticeState, OperatorSession, Parked, Queues,
    RunPartition, Session, Stage, StoreError, StoredAccount, StoredOperator,
};
pub use read::MeansForOrder;
pub use reconcile::Pass;
pub use run::{Renewed, Verdict};
pub use view::ServiceView;
