//! Engagements: until when a customer is bound, and what comes after.
//!
//! While a customer is bound a service is renewed. What comes after is its holder's to say: it ends, or it goes on at the
//! price of the list, or at the price that was agreed, or it is bound again. An engagement that came with an inventory
//! has no terms: its periods cost what the list says, and only its end can be chosen.

mod flush;
mod offer;
mod price;
mod request;
mod terms;

pub use flush::{FlushRefusal, flush};
pub use offer::{Kind, LIST_MODE, Offer, OfferError};
pub use price::{Basis, Quote, chosen_period, periods};
pub use request::{
    EngageRefusal, Withdrawn, check_requestable, choose_offer, requested, upfront_terms, withdraw,
};
pub use terms::{Binding, Clause, Request, Terms, after_line, lapse, last_day};

use jiff::civil::Date;

use crate::renew::{ArrangeRefusal, Stop, WantedStop, Wish, check_state};
use crate::service::Service;

/// An engagement that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Engagement {
    /// The first day. That of the service, if no other beginning is known.
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
    /// The service goes on, at the price that was agreed.
    KeepPrice,
    /// The service is bound again, by the same terms.
    Reactivate,
}

impl EndRule {
    /// Everything that can come after an engagement.
    pub const ALL: [Self; 4] = [Self::Cancel, Self::GoOn, Self::KeepPrice, Self::Reactivate];

    /// The code under which the rule is known.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::GoOn => "listPrice",
            Self::KeepPrice => "keepPrice",
            Self::Reactivate => "reactivate",
        }
    }

    /// The rule with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// What can come after the engagement of a service: without terms there is nothing to keep or to repeat.
    #[must_use]
    pub fn possible(service: &Service) -> &'static [Self] {
        if service.terms.is_some() { &Self::ALL } else { &[Self::Cancel, Self::GoOn] }
    }
}

/// Why the end rule stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndRuleRefusal {
    /// There is no engagement.
    #[error(
        "the service has no engagement, so nothing comes after it: see terminationPolicy and renew"
    )]
    NotEngaged,
    /// There is nothing that could be kept or repeated.
    #[error(
        "the engagement came without a price of its own, so none can be kept and it cannot begin again: choose \
         CANCEL_SERVICE or STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"
    )]
    NoTerms,
    /// The settings of the service stand in the way.
    #[error(transparent)]
    Arrange(#[from] ArrangeRefusal),
}

/// The engagement of a service on a day, until it is over.
#[must_use]
pub fn of(service: &Service, today: Date) -> Option<Engagement> {
    let ends_on = service.engaged_until.filter(|last| *last >= today)?;
    let starts_on = service.terms.as_ref().map_or(service.created_on, |terms| terms.starts_on);
    Some(Engagement { starts_on, ends_on, end_rule: service.end_rule() })
}

/// What makes a rule hold at the end of an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChoice {
    /// What is to be wished for: an end, or none.
    pub wish: Wish,
    /// The terms after it, if they change.
    pub terms: Option<Terms>,
}

/// What is to be done, so that a rule holds at the end of the engagement.
///
/// # Errors
///
/// [`EndRuleRefusal`] for a service without an engagement, or without terms that could be kept.
pub fn choose_rule(
    service: &Service,
    rule: EndRule,
    today: Date,
) -> Result<RuleChoice, EndRuleRefusal> {
    let engagement = of(service, today).ok_or(EndRuleRefusal::NotEngaged)?;
    if !EndRule::possible(service).contains(&rule) {
        return Err(EndRuleRefusal::NoTerms);
    }
    if engagement.end_rule == rule {
        return Ok(RuleChoice { wish: Wish::default(), terms: None });
    }
    let stop = match rule {
        EndRule::Cancel if service.is_engaged_beyond_expiry() => {
            WantedStop::At(Stop::AtEngagementEnd)
        }
        EndRule::Cancel => WantedStop::At(Stop::AtExpiration),
        EndRule::GoOn | EndRule::KeepPrice | EndRule::Reactivate => WantedStop::Never,
    };
    let agreed = service
        .terms
        .clone()
        .filter(|terms| rule != EndRule::Cancel && terms.offer.end_rule != rule);
    let terms = agreed.map(|mut terms| {
        terms.offer.end_rule = rule;
        terms
    });
    if terms.is_some() {
        check_state(service)?;
    }
    Ok(RuleChoice { wish: Wish { stop: Some(stop), ..Wish::default() }, terms })
}

#[cfg(test)]
mod tests;
