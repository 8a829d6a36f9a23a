//! The program from the outside: started as a process, told by its arguments, judged by its answers and exit codes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod crash;
mod demo;
mod process;
mod serve;
