//! The store on every database there is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod accounts;
mod api_calls;
mod books;
mod calendar;
mod catalogue;
mod closures;
mod credentials;
mod debts;
mod details;
mod engagements;
mod freshness;
mod lists;
mod migrate;
mod oauth2;
mod operators;
mod paper_exports;
mod registration;
mod samples;
mod schema;
mod tables;
mod termination;
mod write;
