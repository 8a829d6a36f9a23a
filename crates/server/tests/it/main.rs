//! The server from the outside: signed requests in, JSON out, on every database there is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod access;
mod authentication;
mod bad_input;
mod coverage;
mod expired;
mod http;
mod idempotency;
mod logging;
mod reads;
mod round_trip;
mod schema;
mod tcp;
mod urls;
