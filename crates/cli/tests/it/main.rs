//! The program from the outside: started as a process, told by its arguments, judged by its answers and exit codes.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod admin;
mod audit;
mod clock;
mod config;
mod crash;
mod credential;
mod customer;
mod debt;
mod demo;
mod forecast;
mod import;
mod migrate;
mod mistakes;
mod oauth2;
mod papers;
mod parked;
mod person;
mod play;
mod process;
mod refund;
mod running;
mod runs;
mod serve;
mod terminal;
mod why;
