//! A Perennial server for tests, in one line.
//!
//! ```no_run
//! # async fn test() {
//! use perennial_testkit::TestApp;
//!
//! let (app, alice) = TestApp::new().await.user("alice").await;
//! assert_eq!(alice.get("/domain").await.ok(), serde_json::json!(["mypersonaldomain.ovh"]));
//! assert!(app.audit().await.violations.is_empty());
//! # }
//! ```
//!
//! The server is the real one, with its router, its engine and a real database; only the network is left out. Time
//! stands still until a test moves it, and ids come from a seed, so answers are the same every time. Every answer is
//! held against the published schema of its operation, and at the end every invariant is audited.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod app;
mod call;
mod customer;
mod gateway;
mod inventory;
mod reply;
mod user;

pub use app::{START, TestApp, each_app, each_app_and_gateway, each_app_with};
pub use call::{Call, HOST};
pub use customer::{Customer, card, money, order_id, paypal, period, points, service_id};
pub use gateway::TestGateway;
pub use inventory::{Holding, about, account, plans};
pub use perennial_store::CrashPoint;
pub use perennial_store::testing::{TestDatabase, each_database};
pub use reply::{Reply, pretty};
pub use user::{Credentials, User, operator, request, token_in};
