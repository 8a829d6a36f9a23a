//! Simulates customers, faults and crashes on the real engine, and audits what comes of it.
#![expect(clippy::expect_used, reason = "a world that cannot be made is no world to go on with")]

pub mod auditor;
pub mod fault;
pub mod replay;
pub mod run;
pub mod shrink;
pub mod workload;
pub mod world;
