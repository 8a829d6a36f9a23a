//! What was refused, told on a page.

use perennial_engine::{Class, EngineError};

use super::trouble::Trouble;

/// Why something was refused, in the words of whoever refused it; what is not the visitor's doing is trouble.
pub(super) fn reason(error: EngineError) -> Result<String, Trouble> {
    match error.class() {
        Class::Invalid
        | Class::NotFound
        | Class::Forbidden
        | Class::PaymentRequired
        | Class::Expired
        | Class::Conflict
        | Class::Unavailable => Ok(error.to_string()),
        Class::Bug => Err(error.into()),
    }
}

/// Whether something is not there.
pub(super) fn is_missing(error: &EngineError) -> bool {
    error.class() == Class::NotFound
}
