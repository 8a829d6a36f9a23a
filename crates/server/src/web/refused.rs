//! What was refused, told on a page.

use perennial_documents::PageWords;
use perennial_engine::{Class, EngineError};

use super::trouble::Trouble;
use crate::error::Unfit;

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

/// The page that tells that something is not there, if that is what was wrong.
pub(super) fn unfound(words: PageWords, error: EngineError) -> Unfit {
    if error.class() == Class::NotFound { Unfit::nothing(words) } else { error.into() }
}
