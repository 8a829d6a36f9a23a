//! How a service is to be renewed: from either vocabulary of the wire to the domain's.

use perennial_api::model::{
    IsoDuration, RenewStarter, RenewTypeUpdate, ServicesUpdate, TerminationPolicy,
};
use perennial_core::Period;
use perennial_core::renew::{ArrangeRefusal, Flags, Stop, WantedMode, WantedStop, Wish};
use perennial_engine::EngineError;

use super::period_in_months;
use crate::error::ApiError;

/// The flags of `serviceInfos`. `possible` are the periods that the service can be renewed for.
///
/// No answer has a period of 0. A program that sends one fills in zeros for whatever it was not told, so its `false` is
/// not said either; only an end is taken back, where it says who is to renew the service instead.
pub(crate) fn flags(wanted: RenewTypeUpdate, possible: &[Period]) -> Result<Flags, ApiError> {
    let RenewTypeUpdate { automatic, delete_at_expiration, forced, manual_payment, .. } = wanted;
    let is_filled_in = wanted.period == Some(0);
    let said = |flag: Option<bool>| flag.filter(|flag| *flag || !is_filled_in);
    let says_who = automatic == Some(true) || manual_payment == Some(true);
    let period = wanted.period.filter(|months| *months != 0).map(Period::from_months).transpose();
    Ok(Flags {
        automatic: said(automatic),
        manual_payment: said(manual_payment),
        delete_at_expiration: if says_who {
            delete_at_expiration
        } else {
            said(delete_at_expiration)
        },
        forced: said(forced),
        period: period.map_err(|error| {
            let problem = format!("{} cannot be chosen; {}", error.text, possible_months(possible));
            ApiError::bad_parameter("renew.period", problem)
        })?,
    })
}

/// An error about flags: a period that cannot be is answered with those that can, in months.
pub(crate) fn refused_months(error: EngineError) -> ApiError {
    match error {
        EngineError::Arrange(ArrangeRefusal::NoPrice { asked, allowed }) => {
            let months = asked.months();
            let possible = possible_months(&allowed);
            let problem = format!("the service cannot be renewed for {months} months; {possible}");
            ApiError::bad_parameter("renew.period", problem)
        }
        other => other.into(),
    }
}

fn possible_months(periods: &[Period]) -> String {
    let months: Vec<String> = periods.iter().map(|period| period.months().to_string()).collect();
    match months.is_empty() {
        true => "it has no possibleRenewPeriod".to_owned(),
        false => format!("possibleRenewPeriod: {}", months.join(", ")),
    }
}

/// The mode, the period and the end of `/services`; nothing if none of them is said.
pub(crate) fn wish(update: &ServicesUpdate) -> Result<Option<Wish>, ApiError> {
    let renew = update.renew.clone().unwrap_or_default();
    let mode = renew.mode.map(|mode| match mode {
        RenewStarter::Automatic => Ok(WantedMode::Automatic),
        RenewStarter::Manual => Ok(WantedMode::Manual),
        RenewStarter::Other(other) => {
            Err(unknown("renew.mode", &other, RenewStarter::ALL.iter().map(RenewStarter::as_str)))
        }
    });
    let stop = update.termination_policy.clone().map(|policy| match policy {
        TerminationPolicy::Never => Ok(WantedStop::Never),
        TerminationPolicy::AtEngagementDate => Ok(WantedStop::At(Stop::AtEngagementEnd)),
        TerminationPolicy::AtExpirationDate => Ok(WantedStop::At(Stop::AtExpiration)),
        TerminationPolicy::Other(other) => {
            let known = TerminationPolicy::ALL.iter().map(TerminationPolicy::as_str);
            Err(unknown("terminationPolicy", &other, known))
        }
    });
    let period = renew.period.as_ref().map(IsoDuration::as_str).map(Period::parse).transpose();
    let wish = Wish {
        mode: mode.transpose()?,
        period: period.map_err(|error| ApiError::bad_parameter("renew.period", error))?,
        stop: stop.transpose()?,
    };
    Ok((wish != Wish::default()).then_some(wish))
}

fn unknown<'v>(name: &str, value: &str, known: impl Iterator<Item = &'v str>) -> ApiError {
    let known: Vec<&str> = known.collect();
    ApiError::bad_parameter(name, format!("`{value}` is unknown; it can be {}", known.join(", ")))
}

/// An error about a wish: a period that cannot be is answered with those that can, as durations.
pub(crate) fn refused_period(error: EngineError) -> ApiError {
    match error {
        EngineError::Arrange(ArrangeRefusal::NoPrice { asked, allowed }) => {
            let possible: Vec<String> = allowed.into_iter().map(period_in_months).collect();
            let (asked, possible) = (period_in_months(asked), possible.join(", "));
            let problem =
                format!("the service cannot be renewed for {asked}; it can for {possible}");
            ApiError::bad_parameter("renew.period", problem)
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(wanted: RenewTypeUpdate) -> (Option<bool>, Option<bool>, Option<bool>, Option<bool>) {
        let flags = flags(wanted, &[]).unwrap();
        assert_eq!(flags.period, None);
        (flags.automatic, flags.manual_payment, flags.delete_at_expiration, flags.forced)
    }

    #[test]
    fn what_was_filled_in_was_not_said() {
        let zeros = RenewTypeUpdate {
            automatic: Some(false),
            delete_at_expiration: Some(false),
            forced: Some(false),
            manual_payment: Some(false),
            period: Some(0),
        };
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(told(zeros), (None, None, None, None));
        assert_eq!(told(RenewTypeUpdate { automatic: yes, ..zeros }), (yes, None, no, None));
        assert_eq!(told(RenewTypeUpdate { manual_payment: yes, ..zeros }), (None, yes, no, None));
        let ends = RenewTypeUpdate { delete_at_expiration: yes, ..zeros };
        assert_eq!(told(ends), (None, None, yes, None));
        // Whoever writes null, as it is read where there is no period, says all of it.
        assert_eq!(told(RenewTypeUpdate { period: None, ..zeros }), (no, no, no, no));
    }
}
