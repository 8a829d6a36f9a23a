//! The engine from the outside: commands and reconcilers, on every database there is.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod audit;
mod balance;
mod calls;
mod concurrency;
mod contacts;
mod crash;
mod credential;
mod damage;
mod dates;
mod debt;
mod engagement;
mod expiry;
mod gateway;
mod idempotency;
mod keys;
mod ledger;
mod mail;
mod oauth2;
mod order;
mod outage;
mod outcome;
mod processes;
mod redemption;
mod refund;
mod renewal;
mod round_trip;
mod run;
mod secrets;
mod seller;
mod sign_in;
mod support;
mod termination;
mod told;
mod worker;
