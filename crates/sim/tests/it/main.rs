//! Stories and laws of renewal on the real engine; seeds, and that the auditor of their worlds bites.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod broken;
mod fixed;
mod laws;
mod scenarios;
mod shrinking;
