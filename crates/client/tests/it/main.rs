//! The client against a server on loopback that answers as each test says. Nothing leaves this computer, and no test
//! waits: pauses between attempts are zero, and where a limit of time is tested, the clock is moved.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "who sets up a test has nobody to hand an error to, and clippy spares only the test functions"
)]

mod coverage;
mod outcome;
mod repeat;
mod sample;
mod signature;
mod stub;
mod time;
mod tls;
mod tokens;
