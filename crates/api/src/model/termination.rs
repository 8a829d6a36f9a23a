//! Ending a service: the token that was sent by e-mail, and what the customer says about leaving.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// What comes after a service that is ended.
    TerminationFutureUse = "service.TerminationFutureUseEnum" {
        NotReplacing = "NOT_REPLACING_SERVICE",
        Unnamed = "OTHER",
        AnotherService = "SUBSCRIBE_AN_OTHER_SERVICE",
        OtherKindElsewhere = "SUBSCRIBE_OTHER_KIND_OF_SERVICE_WITH_COMPETITOR",
        SimilarElsewhere = "SUBSCRIBE_SIMILAR_SERVICE_WITH_COMPETITOR",
    }
}

wire_enum! {
    /// Why a service is ended.
    TerminationReason = "service.TerminationReasonEnum" {
        Features = "FEATURES_DONT_SUIT_ME",
        Performance = "LACK_OF_PERFORMANCES",
        AnotherProduct = "MIGRATED_TO_ANOTHER_OVH_PRODUCT",
        Competitor = "MIGRATED_TO_COMPETITOR",
        Recognition = "NOT_ENOUGH_RECOGNITION",
        NotNeeded = "NOT_NEEDED_ANYMORE",
        NotReliable = "NOT_RELIABLE",
        NoAnswer = "NO_ANSWER",
        Unnamed = "OTHER",
        Dimension = "PRODUCT_DIMENSION_DONT_SUIT_ME",
        Tools = "PRODUCT_TOOLS_DONT_SUIT_ME",
        TooExpensive = "TOO_EXPENSIVE",
        TooHard = "TOO_HARD_TO_USE",
        Support = "UNSATIFIED_BY_CUSTOMER_SUPPORT",
    }
}

/// The body of `POST /{product line}/{name}/confirmTermination`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ConfirmTermination {
    /// What the customer says, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commentary: Option<String>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub future_use: Option<TerminationFutureUse>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TerminationReason>,
    /// The token of the e-mail.
    pub token: String,
}

/// The body of `POST /services/{serviceId}/terminate/confirm`, `services.terminate.ConfirmServiceTerminationRequest`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ConfirmServiceTermination {
    /// What the customer says, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commentary: Option<String>,
    /// What comes next, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commentary_future_use: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commentary_reason: Option<String>,
    /// What comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub future_use: Option<TerminationFutureUse>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TerminationReason>,
    /// The token of the e-mail.
    pub token: String,
}

/// What comes of asking for an end, `services.terminate.TerminationAnswer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TerminationAnswer {
    /// For people.
    pub message: String,
}

/// Shows everything but the token.
impl fmt::Debug for ConfirmTermination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ConfirmTermination");
        shown.field("reason", &self.reason).field("future_use", &self.future_use);
        shown.field("commentary", &self.commentary).finish_non_exhaustive()
    }
}

/// Shows everything but the token.
impl fmt::Debug for ConfirmServiceTermination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ConfirmServiceTermination");
        shown.field("reason", &self.reason).field("future_use", &self.future_use);
        shown.field("commentary", &self.commentary).finish_non_exhaustive()
    }
}
