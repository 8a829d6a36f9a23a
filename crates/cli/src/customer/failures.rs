//! Failed calls as failures of the program: the exit code, and what to say.
//!
//! A refusal is told in the server's own words, with what to do about it. Everything else is told in the client's words,
//! which name the call and its cause.

use std::error::Error as _;

use perennial_api::error::code;
use perennial_client::{Error, Refusal};

use crate::failure::{Exit, Failure};
use crate::output::plain;

/// Codes that say that the keys are wrong, or do not allow the call.
const NOT_ALLOWED: [&str; 6] = [
    code::INVALID_KEY,
    code::INVALID_SIGNATURE,
    code::NOT_CREDENTIAL,
    code::INVALID_CREDENTIAL,
    code::NOT_GRANTED_CALL,
    code::FORBIDDEN,
];

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit = exit(&error);
        let refusal = error.refusal().filter(|refusal| refusal.status < 500);
        let Some(refusal) = refusal else { return Self::new(exit, in_full(&error)) };
        let failure = match exit {
            Exit::Refused => Self::new(exit, words(refusal)),
            // Which call it was matters to whoever grants rights, and its id to whoever looks into it.
            _ => {
                let id = refusal.query_id.as_ref().map(|id| format!(" (query id {id})"));
                let (words, id) = (words(refusal), id.unwrap_or_default());
                Self::new(exit, format!("{}: {words}{id}", refusal.call))
            }
        };
        match refusal.advice() {
            Some(advice) => failure.with_hint(advice),
            None => failure,
        }
    }
}

/// Which kind of failure a failed call is.
pub(super) fn exit(error: &Error) -> Exit {
    if error.is_doubtful() {
        return Exit::InDoubt;
    }
    match error {
        Error::Unconfigured { .. } => Exit::NotAllowed,
        Error::Token { source, .. } => exit(source),
        Error::Refused(refusal) => match refusal.status {
            _ if is_about_keys(error) => Exit::NotAllowed,
            401 | 403 => Exit::NotAllowed,
            // The clocks run apart, the call took too long, or there were too many.
            _ if error.error_code() == Some(code::QUERY_TIME_OUT) => Exit::Failed,
            408 | 429 | 500.. => Exit::Failed,
            _ => Exit::Refused,
        },
        _ => Exit::Failed,
    }
}

/// Whether other keys, or another rule for them, would help.
pub(super) fn is_about_keys(error: &Error) -> bool {
    error.is_not_granted() || error.error_code().is_some_and(|code| NOT_ALLOWED.contains(&code))
}

/// What the server says.
pub(super) fn words(refusal: &Refusal) -> String {
    plain(&refusal.body.message)
}

/// An error with what caused it in the end; what lies between says less to a person.
pub(super) fn in_full(error: &Error) -> String {
    // The client asks for the time before it signs anything. That this failed is told by the question itself.
    if let Error::Time { source, .. } = error {
        return in_full(source);
    }
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(|cause| cause.source()) {
        cause = Some(deeper);
    }
    match cause {
        Some(cause) => plain(&format!("{error} ({cause})")),
        None => plain(&error.to_string()),
    }
}
