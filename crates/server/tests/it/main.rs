//! The server from the outside: signed requests in, JSON out, on every database there is.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::too_many_lines, reason = "an expected answer stands where it is expected")]

mod access;
mod account;
mod authentication;
mod autorenew;
mod bad_input;
mod calls;
mod closure;
mod contacts;
mod cors;
mod coverage;
mod details;
mod emails;
mod engagement;
mod expired;
mod exports;
mod forms;
mod http;
mod idempotency;
mod items;
mod limit;
mod logging;
mod many;
mod methods;
mod oauth2;
mod paper;
mod programs;
mod reads;
mod registration;
mod round_trip;
mod sandbox;
mod schema;
mod service_infos;
mod services;
mod states;
mod support;
mod tcp;
mod termination;
mod urls;
mod web;
