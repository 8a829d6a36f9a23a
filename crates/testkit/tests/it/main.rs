//! The rules of the whole repository, checked on its files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod dependencies;
mod source;
mod tidy;
