//! Tests of the simulation: fixed seeds, exact repetition, shrinking, and that the auditor bites.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod broken;
mod fixed;
mod shrinking;
