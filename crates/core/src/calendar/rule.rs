//! The names of the rules of a product line, and the words for what is wrong with one.

use crate::limits::{CALENDAR_DAYS_MAX, CALENDAR_LIST_MAX};

/// A rule of a product line: a field of [`Rules`](super::Rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// When the holder hears of an automatic renewal.
    NoticesAutomatic,
    /// From which period on.
    NoticesAutomaticFromMonths,
    /// When the holder is reminded to renew by hand.
    NoticesManual,
    /// When a debit that failed is tried again.
    Retries,
    /// How long an unpaid renewal may be paid.
    UnpaidDays,
    /// How long a suspended service can be renewed at its price.
    RetentionDays,
    /// How long after that it can be restored for a fee.
    RedemptionDays,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 7] = [
        Self::NoticesAutomatic,
        Self::NoticesAutomaticFromMonths,
        Self::NoticesManual,
        Self::Retries,
        Self::UnpaidDays,
        Self::RetentionDays,
        Self::RedemptionDays,
    ];

    /// The name under which the rule is configured, and named to people.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoticesAutomatic => "noticesAutomatic",
            Self::NoticesAutomaticFromMonths => "noticesAutomaticFromMonths",
            Self::NoticesManual => "noticesManual",
            Self::Retries => "retries",
            Self::UnpaidDays => "unpaidDays",
            Self::RetentionDays => "retentionDays",
            Self::RedemptionDays => "redemptionDays",
        }
    }

    /// The rule with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// Days that are no rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// A number of days is too large.
    #[error("{days} days are too many: at most {CALENDAR_DAYS_MAX} are allowed")]
    TooManyDays {
        /// The rule.
        rule: Rule,
        /// The number that was given.
        days: u16,
    },
    /// A list is too long.
    #[error("the list has {count} days; at most {CALENDAR_LIST_MAX} are allowed")]
    TooLong {
        /// The rule.
        rule: Rule,
        /// Its length.
        count: usize,
    },
    /// Days of a list are not in order.
    #[error("{days} stands out of order: write {order}, each day once")]
    OutOfOrder {
        /// The rule.
        rule: Rule,
        /// The day in question.
        days: u16,
        /// The order of the list, in words.
        order: &'static str,
    },
    /// An order would lapse before its last retry.
    #[error(
        "the last retry is {last} days after the first debit, but the service is suspended after {unpaid_days}: \
         retry earlier, or suspend later"
    )]
    RetryAfterSuspension {
        /// The last retry.
        last: u16,
        /// The days until suspension.
        unpaid_days: u16,
    },
}

impl RulesError {
    /// The rules that it is about, the one in question first.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule> {
        match self {
            Self::TooManyDays { rule, .. }
            | Self::TooLong { rule, .. }
            | Self::OutOfOrder { rule, .. } => vec![*rule],
            Self::RetryAfterSuspension { .. } => vec![Rule::Retries, Rule::UnpaidDays],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_inverse_of_rules() {
        for rule in Rule::ALL {
            assert_eq!(Rule::from_code(rule.code()), Some(rule));
        }
        assert_eq!(Rule::from_code("renewDay"), None);
    }
}
