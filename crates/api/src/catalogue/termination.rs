//! Models of ending a service, which several families share.

use super::notation::{fields, required, ro, rw, values};
use super::shape::Model;

pub(super) const MODELS: &[Model] = &[
    values(
        "service.TerminationFutureUseEnum",
        "What comes after a service that is ended",
        &[
            "NOT_REPLACING_SERVICE",
            "OTHER",
            "SUBSCRIBE_AN_OTHER_SERVICE",
            "SUBSCRIBE_OTHER_KIND_OF_SERVICE_WITH_COMPETITOR",
            "SUBSCRIBE_SIMILAR_SERVICE_WITH_COMPETITOR",
        ],
    ),
    values(
        "service.TerminationReasonEnum",
        "Why a service is ended",
        &[
            "FEATURES_DONT_SUIT_ME",
            "LACK_OF_PERFORMANCES",
            "MIGRATED_TO_ANOTHER_OVH_PRODUCT",
            "MIGRATED_TO_COMPETITOR",
            "NOT_ENOUGH_RECOGNITION",
            "NOT_NEEDED_ANYMORE",
            "NOT_RELIABLE",
            "NO_ANSWER",
            "OTHER",
            "PRODUCT_DIMENSION_DONT_SUIT_ME",
            "PRODUCT_TOOLS_DONT_SUIT_ME",
            "TOO_EXPENSIVE",
            "TOO_HARD_TO_USE",
            "UNSATIFIED_BY_CUSTOMER_SUPPORT",
        ],
    ),
];

/// Those of `/services` alone.
pub(super) const MODELS_OF_SERVICES: &[Model] = &[
    fields(
        "services.terminate.ConfirmServiceTerminationRequest",
        "Confirmation of the end of a service",
        &[
            rw("commentary", "string?", "What the customer says, in words"),
            rw("commentaryFutureUse", "string?", "What comes next, in words"),
            rw("commentaryReason", "string?", "Why, in words"),
            rw("futureUse", "service.TerminationFutureUseEnum?", "What comes next"),
            rw("reason", "service.TerminationReasonEnum?", "Why"),
            required("token", "password", "The token of the e-mail"),
        ],
    ),
    fields(
        "services.terminate.TerminationAnswer",
        "What comes of asking for an end",
        &[ro("message", "string", "For people")],
    ),
];
