//! Simulates customers, faults and crashes on the real engine, and audits what comes of it.
//!
//! ```text
//! workload   a seed makes a list of steps: who comes, what they do, what time does, what goes wrong
//! world      does the steps, with the real engine on SQLite and a clock that is moved by hand
//! fault      a gateway, a post office and a log that do what they are told, and remember what really happened
//! auditor    says what must have come of it, and holds the database and the gateway against that
//! run        a world and its steps: the same run each time, to the byte
//! shrink     fewer steps that fail in the same way
//! replay     a run as text
//! scenario   lives that users complain about, as text tables with the expected answers
//! ```
//!
//! The way of a step: `workload` makes it, `world` does it and tells the facts to `auditor`, who reads the tables with
//! queries of its own and answers with violations. The first one ends the run.
//!
//! What the auditor never does is use code of the engine, its domain or its store: dates, prices, tax and the calendar are
//! calculated here a second time, from the documentation. So a mistake has to be made twice to go unnoticed. What a world
//! never does is depend on time or chance: processes take turns, and each does one thing at a time.
//!
//! How to run it, and what is checked: [`docs/testing.md`](../../../docs/testing.md#the-simulation).
#![expect(clippy::expect_used, reason = "a world that cannot be made is no world to go on with")]

pub mod auditor;
pub mod fault;
pub mod replay;
pub mod run;
pub mod scenario;
pub mod shrink;
pub mod workload;
pub mod world;
