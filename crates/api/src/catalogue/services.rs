//! `/services`: the services of an account in the newer form: life cycle, renewal, engagement, contacts. Published as
//! BETA.

use super::notation::{fields, path, query, required, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter, Resource, Status};
use super::shape::Model;
use crate::error::class;

pub(super) const SERVICES: Resource =
    Resource { path: "/services", description: "Services of the account, in the newer form" };

pub(super) const ID: Parameter = path("serviceId", "long", "Id of the service");

pub(super) const OPERATIONS: &[Operation] = &[
    SERVICES
        .get(
            "/services",
            "long[]",
            "List the ids of the services",
            &[
                query("orderBy", "string", "Field of a service by which the ids are put in order"),
                query("resourceName", "string", "Only the services with this name"),
                query(
                    "routes",
                    "string",
                    "Only these routes, such as /vps/{serviceName}, with commas",
                ),
                query("sort", "string", "ASC or DESC"),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/get"),
    SERVICES
        .get("/services/{serviceId}", "services.expanded.Service", "Read a service", &[ID])
        .status(Status::Beta)
        .iam("account:apiovh:services/get"),
    SERVICES
        .put(
            "/services/{serviceId}",
            "void",
            "Change the name and the renewal of a service",
            &[ID, whole_body("services.update.Service", "What is to change")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/edit")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICES
        .delete(
            "/services/{serviceId}",
            "services.terminate.TerminationAnswer",
            "Delete a service at once; nothing is paid back",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/delete")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICES
        .get(
            "/services/{serviceId}/renewPeriodCapacities",
            "duration[]",
            "List the periods that a service can be set to renew for",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/renewPeriodCapacities/get"),
    SERVICES
        .get(
            "/services/{serviceId}/billing/engagement",
            "services.billing.engagement.Engagement",
            "Read until when the customer is bound, and what comes after",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/get"),
    SERVICES
        .put(
            "/services/{serviceId}/billing/engagement/endRule",
            "void",
            "Say what comes after an engagement",
            &[
                ID,
                whole_body("services.billing.engagement.UpdateEndRuleRequest", "What is to come"),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/endRule/edit")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICES
        .get(
            "/services/{serviceId}/options",
            "services.expanded.Service[]",
            "List the options of a service",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/options/get"),
    SERVICES
        .get(
            "/services/{serviceId}/form",
            "services.form.Description[]",
            "List the forms about a service that can be answered",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/form/get"),
    SERVICES
        .get(
            "/services/{serviceId}/form/{formName}",
            "services.form.Description",
            "Read a form about a service",
            &[ID, path("formName", "string", "Name of the form")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/form/get"),
    SERVICES
        .post(
            "/services/{serviceId}/form/{formName}/answer",
            "services.form.Response",
            "Answer a form about a service; answers that were given before are forgotten",
            &[
                ID,
                path("formName", "string", "Name of the form"),
                whole_body("services.form.Form", "The answers"),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/form/answer"),
    SERVICES
        .post(
            "/services/{serviceId}/terminate",
            "services.terminate.TerminationAnswer",
            "Ask for the end of a service; a token goes out by e-mail",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/terminate")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICES
        .post(
            "/services/{serviceId}/terminate/confirm",
            "services.terminate.TerminationAnswer",
            "Confirm the end of a service with the token",
            &[
                ID,
                whole_body(
                    "services.terminate.ConfirmServiceTerminationRequest",
                    "The token, and what the customer says",
                ),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/terminate/confirm")
        .refuses(&[class::FORBIDDEN, class::CONFLICT, class::SERVICE_EXPIRED]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "complexType.SafeKeyValue<T>",
        "A key and its value",
        &[ro("key", "string", "Key"), ro("value", "T", "Value")],
    ),
    fields(
        "services.expanded.Service",
        "A service",
        &[
            ro("billing", "services.expanded.Billing", "How it is paid and renewed"),
            ro("customer", "services.expanded.Customer", "Whose it is"),
            ro("parentServiceId", "long?", "Id of the service that it is an option of"),
            ro("resource", "services.expanded.Resource", "What it gives"),
            ro("route", "services.expanded.Route?", "Where the API speaks of the resource"),
            ro("serviceId", "long", "Id of the service"),
            ro("tags", "string[]", "Tags"),
        ],
    ),
    fields(
        "services.expanded.Billing",
        "How a service is paid and renewed",
        &[
            ro("engagement", "services.expanded.EngagementSummary?", "What binds the customer"),
            ro(
                "engagementRequest",
                "services.expanded.EngagementRequestSummary?",
                "An engagement that was asked for",
            ),
            ro("expirationDate", "datetime?", "When it expires unless it is renewed"),
            ro("group", "services.expanded.Group?", "Group of services that are billed together"),
            ro("lifecycle", "services.expanded.Lifecycle?", "Where it stands in its life"),
            ro("nextBillingDate", "datetime?", "When it is billed next"),
            ro("plan", "services.expanded.Plan?", "What was bought"),
            ro("pricing", "services.billing.Pricing?", "What its renewal costs"),
            ro("renew", "services.expanded.Renew?", "How it is renewed"),
        ],
    ),
    fields(
        "services.expanded.EngagementSummary",
        "What binds the customer",
        &[
            ro("endDate", "date?", "Last day of the engagement"),
            ro("endRule", "services.billing.engagement.EndRule?", "What comes after it"),
        ],
    ),
    fields(
        "services.billing.engagement.Engagement",
        "Until when a customer is bound",
        &[
            ro(
                "currentPeriod",
                "services.billing.engagement.EngagementPeriod",
                "From when to when",
            ),
            ro("endRule", "services.billing.engagement.EndRule?", "What comes after it"),
        ],
    ),
    fields(
        "services.billing.engagement.EngagementPeriod",
        "The days of an engagement",
        &[
            ro("endDate", "date?", "Last day of the engagement"),
            ro("startDate", "date", "First day of it"),
        ],
    ),
    fields(
        "services.billing.engagement.UpdateEndRuleRequest",
        "What is to come after an engagement",
        &[required(
            "strategy",
            "services.billing.engagement.EndStrategyEnum",
            "One of the possible strategies",
        )],
    ),
    fields(
        "services.billing.engagement.EndRule",
        "What comes after an engagement",
        &[
            ro(
                "possibleStrategies",
                "services.billing.engagement.EndStrategyEnum[]",
                "What can be chosen",
            ),
            ro("strategy", "services.billing.engagement.EndStrategyEnum", "What was chosen"),
        ],
    ),
    values(
        "services.billing.engagement.EndStrategyEnum",
        "What can come after an engagement",
        &[
            "CANCEL_SERVICE",
            "REACTIVATE_ENGAGEMENT",
            "STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE",
            "STOP_ENGAGEMENT_KEEP_PRICE",
        ],
    ),
    fields(
        "services.expanded.EngagementRequestSummary",
        "An engagement that was asked for",
        &[
            ro("pricingMode", "string", "Its pricing"),
            ro("requestDate", "date", "Day on which it was asked for"),
        ],
    ),
    fields("services.expanded.Group", "A group of services", &[ro("id", "long", "Its id")]),
    fields(
        "services.expanded.Lifecycle",
        "Where a service stands in its life",
        &[
            ro("capacities", "services.expanded.Lifecycle.Capacities", "What can be done"),
            ro("current", "services.expanded.Lifecycle.Current", "Where it stands"),
        ],
    ),
    fields(
        "services.expanded.Lifecycle.Capacities",
        "What can be done with a service",
        &[ro("actions", "services.expanded.Lifecycle.ActionEnum[]", "Actions")],
    ),
    fields(
        "services.expanded.Lifecycle.Current",
        "Where a service stands",
        &[
            ro("creationDate", "datetime?", "When it was made"),
            ro(
                "pendingActions",
                "services.expanded.Lifecycle.ActionEnum[]",
                "What is going to be done",
            ),
            ro("state", "services.expanded.Lifecycle.StateEnum", "Its state"),
            ro("terminationDate", "datetime?", "When it ends"),
        ],
    ),
    values(
        "services.expanded.Lifecycle.ActionEnum",
        "What can be done with a service",
        &[
            "autorenewInProgress", // since 2026
            "deleteAtExpiration",  // since 2026
            "earlyRenewal",
            "terminate",
            "terminateAtEngagementDate",
            "terminateAtExpirationDate",
        ],
    ),
    values(
        "services.expanded.Lifecycle.StateEnum",
        "The state of a service",
        &[
            "active",
            "error",
            "inCreation", // since 2026
            "rupture",
            "terminated",
            "toRenew",
            "unpaid",
            "unrenewed",
        ],
    ),
    fields(
        "services.expanded.Plan",
        "What was bought",
        &[
            ro("code", "string", "Code of the plan"),
            ro("invoiceName", "string", "What bills call it"),
        ],
    ),
    fields(
        "services.billing.Pricing",
        "What something costs",
        &[
            ro(
                "capacities",
                "order.cart.GenericProductPricingCapacitiesEnum[]",
                "What the price is for",
            ),
            ro("description", "string", "What is paid, for people"),
            ro("duration", "duration", "How long it is paid for"),
            ro(
                "engagementConfiguration",
                "services.billing.Pricing.EngagementConfiguration?",
                "How the price binds the customer",
            ),
            ro("interval", "long", "The same, in months"),
            ro("maximumQuantity", "long?", "Most units"),
            ro("maximumRepeat", "long?", "Most times"),
            ro("minimumQuantity", "long", "Fewest units"),
            ro("minimumRepeat", "long", "Fewest times"),
            ro("price", "order.Price", "Price of a unit without tax"),
            ro("priceInUcents", "long", "The same in micro-cents"),
            ro("pricingMode", "string", "Name of the pricing"),
            ro("pricingType", "order.cart.GenericProductPricingTypeEnum", "Kind of the price"),
        ],
    ),
    fields(
        "services.billing.Pricing.EngagementConfiguration",
        "How a price binds the customer",
        &[
            ro(
                "defaultEndAction",
                "services.billing.engagement.EndStrategyEnum",
                "What comes after the engagement",
            ),
            ro("duration", "duration", "How long it lasts"),
            ro("type", "services.billing.engagement.TypeEnum", "How it is paid"),
        ],
    ),
    values(
        "services.billing.engagement.TypeEnum",
        "How an engagement is paid",
        &["periodic", "upfront"],
    ),
    values(
        "order.cart.GenericProductPricingCapacitiesEnum",
        "What a price is for",
        &["consumption", "detach", "downgrade", "dynamic", "installation", "renew", "upgrade"],
    ),
    values(
        "order.cart.GenericProductPricingTypeEnum",
        "The kind of a price",
        &["consumption", "purchase", "rental"],
    ),
    fields(
        "services.expanded.Renew",
        "How a service is renewed",
        &[
            ro("capacities", "services.expanded.Renew.Capacities", "What can be chosen"),
            ro("current", "services.expanded.Renew.Current", "What was chosen"),
        ],
    ),
    fields(
        "services.expanded.Renew.Capacities",
        "What can be chosen about a renewal",
        &[ro("mode", "services.expanded.Renew.ModeEnum[]", "Modes")],
    ),
    fields(
        "services.expanded.Renew.Current",
        "What was chosen about a renewal",
        &[
            ro("mode", "services.expanded.Renew.ModeEnum?", "Who starts a renewal"),
            ro("nextDate", "datetime?", "When the next renewal is paid automatically"),
            ro("period", "duration?", "Period of each renewal"),
        ],
    ),
    values("services.expanded.Renew.ModeEnum", "Who starts a renewal", &["automatic", "manual"]),
    fields(
        "services.expanded.Customer",
        "Whose a service is",
        &[ro("contacts", "services.expanded.Customer.Contact[]", "Who looks after it")],
    ),
    fields(
        "services.expanded.Customer.Contact",
        "Somebody who looks after a service",
        &[
            ro("customerCode", "string", "Account"),
            ro("type", "services.expanded.Customer.Contact.TypeEnum", "What for"),
        ],
    ),
    values(
        "services.expanded.Customer.Contact.TypeEnum",
        "What a contact is for",
        &["administrator", "billing", "technical"],
    ),
    fields(
        "services.expanded.Resource",
        "What a service gives",
        &[
            ro("displayName", "string", "Name that the customer chose"),
            ro("name", "string", "Name of the resource"),
            ro("product", "services.expanded.Product?", "What it is"),
            ro("resellingProvider", "services.expanded.ResellingProviderEnum?", "Who resells it"),
            ro("state", "services.expanded.Resource.StateEnum", "Whether it works"),
        ],
    ),
    fields(
        "services.expanded.Product",
        "What a resource is",
        &[ro("description", "string", "For people"), ro("name", "string", "Its name")],
    ),
    values(
        "services.expanded.ResellingProviderEnum",
        "Who resells a resource",
        &["ovh.ca", "ovh.eu"],
    ),
    values(
        "services.expanded.Resource.StateEnum",
        "Whether a resource works",
        &["active", "deleted", "suspended", "toActivate", "toDelete", "toSuspend"],
    ),
    fields(
        "services.expanded.Route",
        "Where the API speaks of a resource",
        &[
            ro("path", "string?", "Path template"),
            ro("url", "string?", "Path with its variables filled in"),
            ro("vars", "complexType.SafeKeyValue<string>[]", "Variables of the path"),
        ],
    ),
    fields(
        "services.update.Service",
        "What is to change about a service",
        &[
            rw("displayName", "string?", "Its name"),
            rw("renew", "services.update.Service.Renew?", "Its renewal"),
            rw(
                "terminationPolicy",
                "services.expanded.terminationPolicyEnum?",
                "When it is to end",
            ),
        ],
    ),
    fields(
        "services.update.Service.Renew",
        "What is to change about a renewal",
        &[
            rw("mode", "services.expanded.Renew.ModeEnum", "Who starts a renewal"),
            rw("period", "duration", "Period of each renewal"),
        ],
    ),
    values(
        "services.expanded.terminationPolicyEnum",
        "When a service is to end",
        &["empty", "terminateAtEngagementDate", "terminateAtExpirationDate"],
    ),
];
