//! What is to become of a service at its expiry, as its holder sets it.

use perennial_core::Period;
use perennial_core::renew::{RenewMode, Stop, WantedMode, WantedStop, Wish};
use perennial_core::service::ServiceState;
use perennial_engine::ServiceView;
use serde::Serialize;

use super::super::page::Page;
use super::super::trouble::Trouble;
use super::offer::in_words;
use crate::sent::Sent;

/// The settings, and what else they could be.
#[derive(Serialize)]
pub(super) struct Settings {
    choices: Vec<Choice>,
    periods: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    code: String,
    text: String,
    hint: String,
    is_chosen: bool,
}

impl Settings {
    /// Those of a service; nothing where they are not its holder's to change.
    pub(super) fn of(page: &Page<'_>, view: &ServiceView) -> Result<Option<Self>, Trouble> {
        let service = view.service();
        let (mode, stop) = (service.renew.mode(), service.renew.stop());
        let is_gone = service.state == ServiceState::Deleted;
        if is_gone || mode.is_forced() || mode == RenewMode::Option {
            return Ok(None);
        }
        let is = match (stop, mode) {
            (Some(Stop::AtExpiration), _) => "end",
            (Some(Stop::AtEngagementEnd), _) => "engagement",
            (None, RenewMode::Automatic(_)) => "automatic",
            (None, _) => "manual",
        };
        let choice = |code: &str, text, hint| -> Result<Choice, Trouble> {
            let (text, hint) = (page.say(text)?, page.say(hint)?);
            Ok(Choice { code: code.to_owned(), text, hint, is_chosen: code == is })
        };
        let mut choices = vec![
            choice("automatic", "site-renew-automatic", "site-renew-automatic-hint")?,
            choice("manual", "site-renew-manual", "site-renew-manual-hint")?,
        ];
        if view.can_end(Stop::AtExpiration) || is == "end" {
            choices.push(choice("end", "site-renew-end", "site-renew-end-hint")?);
        }
        if view.can_end(Stop::AtEngagementEnd) || is == "engagement" {
            let hint = "site-renew-engagement-hint";
            choices.push(choice("engagement", "site-renew-engagement", hint)?);
        }
        let chosen = service.renew.period();
        let period = |period: Period| {
            let text = in_words(page, period)?;
            let is_chosen = chosen == Some(period);
            Ok(Choice { code: period.to_string(), text, hint: String::new(), is_chosen })
        };
        let periods = view.periods().into_iter().map(period).collect::<Result<_, Trouble>>()?;
        Ok(Some(Self { choices, periods }))
    }
}

/// What a form asks for.
pub(super) fn wish(sent: &Sent) -> Result<Wish, String> {
    let period = match sent.field("every") {
        "" => None,
        text => Some(Period::parse(text).map_err(|error| error.to_string())?),
    };
    Ok(match sent.field("renewal") {
        "automatic" => {
            Wish { mode: Some(WantedMode::Automatic), period, stop: Some(WantedStop::Never) }
        }
        "end" => Wish { mode: None, period: None, stop: Some(WantedStop::At(Stop::AtExpiration)) },
        "engagement" => {
            Wish { mode: None, period: None, stop: Some(WantedStop::At(Stop::AtEngagementEnd)) }
        }
        _ => Wish { mode: Some(WantedMode::Manual), period, stop: Some(WantedStop::Never) },
    })
}
