//! Engagements: until when a customer is bound, and what comes after.

use perennial_api::model::{self as wire, EndRuleUpdate, EndStrategy, EngagementPeriod};
use perennial_core::engagement::{EndRule, Engagement};

use crate::error::ApiError;

/// `GET /services/{serviceId}/billing/engagement`.
pub(crate) fn engagement(engagement: Engagement) -> wire::Engagement {
    wire::Engagement {
        current_period: EngagementPeriod {
            end_date: Some(engagement.ends_on),
            start_date: engagement.starts_on,
        },
        end_rule: Some(end_rule(engagement.end_rule)),
    }
}

/// What was chosen, and what can be. What follows an engagement has the price of the list: there is no other here.
pub(crate) fn end_rule(rule: EndRule) -> wire::EndRule {
    wire::EndRule {
        possible_strategies: EndRule::ALL.map(strategy).to_vec(),
        strategy: strategy(rule),
    }
}

const fn strategy(rule: EndRule) -> EndStrategy {
    match rule {
        EndRule::Cancel => EndStrategy::CancelService,
        EndRule::GoOn => EndStrategy::FallbackDefaultPrice,
    }
}

/// What is to come.
pub(crate) fn wanted_rule(update: &EndRuleUpdate) -> Result<EndRule, ApiError> {
    let found = EndRule::ALL.into_iter().find(|rule| strategy(*rule) == update.strategy);
    found.ok_or_else(|| {
        let possible = EndRule::ALL.map(|rule| strategy(rule).to_string()).join(", ");
        let problem = format!("`{}` cannot be chosen; it can be {possible}", update.strategy);
        ApiError::bad_parameter("strategy", problem)
    })
}
