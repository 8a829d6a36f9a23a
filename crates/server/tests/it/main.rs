//! The server from the outside: signed requests in, JSON out, on every database there is.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::too_many_lines, reason = "an expected answer stands where it is expected")]

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
