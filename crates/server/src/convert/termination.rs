//! Ending services: what the customer says about it, and what is answered.

use jiff::Timestamp;
use perennial_api::model::{
    ConfirmServiceTermination, ConfirmTermination, TerminationFutureUse, TerminationReason,
};
use perennial_core::termination::{Commentary, FutureUse, Reason, Survey};
use perennial_engine::{Confirmation, Deletion, TokenSent};

use super::{Wire, datetime};
use crate::error::ApiError;

/// The sentence after a token was sent.
pub(crate) fn token_sent(wire: Wire<'_>, sent: TokenSent) -> String {
    // Nobody reads microseconds; a moment that is shown is never later than the one that counts.
    let seconds = Timestamp::from_second(sent.valid_until.as_second());
    let until = datetime(wire, seconds.unwrap_or(sent.valid_until));
    format!(
        "A token was sent by e-mail. The service ends if you confirm it with that until {until}; nothing changes before"
    )
}

/// The sentence after an end was confirmed.
pub(crate) fn termination_confirmed(done: Confirmation) -> String {
    match done.ends_on {
        Some(day) => format!("The end is confirmed: the service will be deleted on {day}"),
        None => "The end is confirmed: the service will be deleted with its engagement".to_owned(),
    }
}

/// The sentence after a service was deleted.
pub(crate) fn deleted(done: Deletion) -> String {
    let until = done.was_paid_until;
    format!("The service was deleted. It was paid until {until}; nothing is paid back")
}

/// What the customer says about leaving.
pub(crate) fn survey(request: &ConfirmTermination) -> Result<Survey, ApiError> {
    said(request.reason.as_ref(), request.future_use.as_ref(), request.commentary.as_deref())
}

/// The same, with up to three texts, which are kept as one.
pub(crate) fn long_survey(request: &ConfirmServiceTermination) -> Result<Survey, ApiError> {
    let texts = [&request.commentary, &request.commentary_reason, &request.commentary_future_use];
    let texts: Vec<&str> = texts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    said(request.reason.as_ref(), request.future_use.as_ref(), Some(&texts.join("\n")))
}

fn said(
    reason: Option<&TerminationReason>,
    future_use: Option<&TerminationFutureUse>,
    commentary: Option<&str>,
) -> Result<Survey, ApiError> {
    let reason = reason.map(|reason| {
        let known = || Reason::ALL.iter().map(|reason| reason.code());
        Reason::from_code(reason.as_str())
            .ok_or_else(|| unknown("reason", reason.as_str(), known()))
    });
    let future_use = future_use.map(|next| {
        let known = || FutureUse::ALL.iter().map(|next| next.code());
        FutureUse::from_code(next.as_str())
            .ok_or_else(|| unknown("futureUse", next.as_str(), known()))
    });
    let commentary = commentary.map(Commentary::parse).transpose();
    Ok(Survey {
        reason: reason.transpose()?,
        future_use: future_use.transpose()?,
        commentary: commentary
            .map_err(|error| ApiError::bad_parameter("commentary", error))?
            .flatten(),
    })
}

fn unknown<'v>(name: &str, value: &str, known: impl Iterator<Item = &'v str>) -> ApiError {
    let known: Vec<&str> = known.collect();
    ApiError::bad_parameter(name, format!("`{value}` is unknown; it can be {}", known.join(", ")))
}
