//! Models of ending a service, which several families share.

use super::notation::values;
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
