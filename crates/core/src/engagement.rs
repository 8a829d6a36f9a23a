//! Engagements: until when a customer is bound, and what comes after.
//!
//! While a customer is bound a service is renewed. What comes after is its holder's to say: it ends, or it goes on at the
//! price of the list.

use jiff::civil::Date;

use crate::renew::{ArrangeRefusal, Stop, WantedStop, Wish};
use crate::service::Service;

/// An engagement that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Engagement {
    /// The day the service began: no other beginning is known.
    pub starts_on: Date,
    /// The last day of the engagement.
    pub ends_on: Date,
    /// What comes after it.
    pub end_rule: EndRule,
}

/// What comes after an engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndRule {
    /// The service ends with the first expiry after it.
    Cancel,
    /// The service goes on, at the price of the list.
    GoOn,
}

impl EndRule {
    /// Everything that can come after an engagement.
    pub const ALL: [Self; 2] = [Self::Cancel, Self::GoOn];
}

/// Why the end rule stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndRuleRefusal {
    /// There is no engagement.
    #[error(
        "the service has no engagement, so nothing comes after it: see terminationPolicy and renew"
    )]
    NotEngaged,
    /// The settings of the service stand in the way.
    #[error(transparent)]
    Arrange(#[from] ArrangeRefusal),
}

/// The engagement of a service on a day, until it is over.
#[must_use]
pub fn of(service: &Service, today: Date) -> Option<Engagement> {
    let ends_on = service.engaged_until.filter(|last| *last >= today)?;
    let end_rule = if service.renew.stop().is_some() { EndRule::Cancel } else { EndRule::GoOn };
    Some(Engagement { starts_on: service.created_on, ends_on, end_rule })
}

/// What is to be wished for, so that a rule holds at the end of the engagement.
///
/// # Errors
///
/// [`EndRuleRefusal::NotEngaged`] for a service without an engagement.
pub fn wish(service: &Service, rule: EndRule, today: Date) -> Result<Wish, EndRuleRefusal> {
    let engagement = of(service, today).ok_or(EndRuleRefusal::NotEngaged)?;
    let stop = match rule {
        _ if engagement.end_rule == rule => return Ok(Wish::default()),
        EndRule::GoOn => WantedStop::Never,
        EndRule::Cancel if service.is_engaged_beyond_expiry() => {
            WantedStop::At(Stop::AtEngagementEnd)
        }
        EndRule::Cancel => WantedStop::At(Stop::AtExpiration),
    };
    Ok(Wish { stop: Some(stop), ..Wish::default() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::renew::{RenewMode, RenewSettings};
    use crate::samples::{self, TODAY};

    fn service(engaged_until: Option<Date>, stop: Option<Stop>) -> Service {
        let renew = RenewSettings::try_new(RenewMode::Manual, None, stop).unwrap();
        Service { engaged_until, renew, ..samples::service(1, "vps-1", date(2027, 1, 15)) }
    }

    #[test]
    fn an_engagement_is_one_to_its_last_day() {
        assert_eq!(of(&service(None, None), TODAY), None);
        assert_eq!(of(&service(Some(date(2026, 11, 22)), None), TODAY), None);
        let last = of(&service(Some(TODAY), None), TODAY).unwrap();
        assert_eq!((last.starts_on, last.ends_on), (date(2020, 1, 1), TODAY));
        assert_eq!(last.end_rule, EndRule::GoOn);
        for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
            let ending = of(&service(Some(TODAY), Some(stop)), TODAY).unwrap();
            assert_eq!(ending.end_rule, EndRule::Cancel);
        }
    }

    #[test]
    fn a_rule_is_an_end_or_none() {
        let wished = |service: &Service, rule| wish(service, rule, TODAY).map(|wish| wish.stop);
        let beyond = service(Some(date(2027, 6, 14)), None);
        let at = |stop| Ok(Some(WantedStop::At(stop)));
        assert_eq!(wished(&beyond, EndRule::Cancel), at(Stop::AtEngagementEnd));
        assert_eq!(wished(&beyond, EndRule::GoOn), Ok(None), "it is so already");
        // What is paid lasts longer than the engagement: the first expiry after it is the next.
        let before = service(Some(date(2026, 12, 31)), None);
        assert_eq!(wished(&before, EndRule::Cancel), at(Stop::AtExpiration));
        for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
            let ending = service(Some(date(2026, 12, 31)), Some(stop));
            assert_eq!(wished(&ending, EndRule::GoOn), Ok(Some(WantedStop::Never)));
            assert_eq!(wished(&ending, EndRule::Cancel), Ok(None), "it is so already");
        }
        let refused = wished(&service(None, None), EndRule::Cancel);
        assert_eq!(refused, Err(EndRuleRefusal::NotEngaged));
    }
}
