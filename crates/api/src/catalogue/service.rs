//! `/service`: the services of an account and their renewal. Published as BETA, and only in the European API.

use super::notation::{body, fields, optional, path, query, ro, rw, values, whole_body};
use super::operation::{Operation, Resource, Status};
use super::shape::Model;
use crate::error::class;

const SERVICE: Resource =
    Resource { path: "/service", description: "Services of the account and their renewal" };

/// The alias under which OVHcloud publishes service ids.
const SERVICE_ID: &str = "coreTypes.ServiceId:long";

pub(super) const OPERATIONS: &[Operation] = &[
    SERVICE
        .get("/service", "long[]", "List the ids of all services", &[])
        .status(Status::Beta)
        .iam("account:apiovh:service/get"),
    SERVICE
        .get(
            "/service/{serviceId}",
            "serviceList.Service",
            "Read a service",
            &[path("serviceId", SERVICE_ID, "Id of the service")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/get"),
    SERVICE
        .put(
            "/service/{serviceId}",
            "void",
            "Change the display name of a service",
            &[
                path("serviceId", SERVICE_ID, "Id of the service"),
                whole_body("serviceList.Service", "The service; only resource.displayName is kept"),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/edit"),
    SERVICE
        .get(
            "/service/{serviceId}/renew",
            "service.renew.RenewDescription[]",
            "List every way to renew a service, with its price",
            &[
                path("serviceId", "string", "Id of the service"),
                query("includeOptions", "boolean", "Whether strategies may contain options"),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/renew/get"),
    SERVICE
        .post(
            "/service/{serviceId}/renew",
            "service.renew.RenewOrder",
            "Order a renewal, or show the order that would be made",
            &[
                path("serviceId", "string", "Id of the service"),
                optional("dryRun", "boolean", "Show the order without making it"),
                body("duration", "duration", "The renewPeriod of one description"),
                body(
                    "services",
                    "coreTypes.ServiceId[]:long[]",
                    "The services of one strategy; empty for the service of the path alone",
                ),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/renew/create")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICE
        .post(
            "/service/{serviceId}/suspend",
            "void",
            "Take a service out of service for a while; it is charged as before",
            &[path("serviceId", SERVICE_ID, "Id of the service")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/suspend")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICE
        .post(
            "/service/{serviceId}/reopen",
            "void",
            "Open a suspended service again",
            &[path("serviceId", SERVICE_ID, "Id of the service")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/reopen")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICE
        .post(
            "/service/{serviceId}/terminate",
            "void",
            "Delete a suspended service",
            &[path("serviceId", SERVICE_ID, "Id of the service")],
        )
        .status(Status::Beta)
        .iam("account:apiovh:service/terminate")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "complexType.SafeKeyValue<T>",
        "A key and its value",
        &[rw("key", "string", "Key"), rw("value", "T", "Value")],
    ),
    fields(
        "serviceList.Service",
        "A service",
        &[
            ro("creationDate", "date", "Day on which the service was made"),
            ro("details", "complexType.SafeKeyValue<string>[]", "Facts particular to the product"),
            ro("engagementDate", "date?", "Day until which the customer is bound"),
            ro("expirationDate", "date?", "Day on which the service expires unless it is renewed"),
            ro("nextBillingDate", "date?", "Day of the next bill"),
            ro("plan", "service.Plan", "What was bought"),
            ro("quantity", "long", "How many of it"),
            ro("renew", "service.Renew?", "How the service is renewed"),
            rw("resource", "service.Resource", "What the service gives"),
            ro("route", "service.Route", "Where the API speaks of the resource"),
            ro("state", "service.BillingStateEnum", "Whether the service is paid"),
        ],
    ),
    values(
        "service.BillingStateEnum",
        "Whether a service is paid",
        &["expired", "ok", "pending", "unpaid"],
    ),
    fields(
        "service.Plan",
        "What was bought",
        &[
            rw("code", "string?", "Code of the plan"),
            rw("product", "service.plan.Product", "Product of the plan"),
        ],
    ),
    fields("service.plan.Product", "A product", &[rw("name", "string?", "Name of the product")]),
    fields(
        "service.Renew",
        "How a service is renewed",
        &[
            rw("dayOfMonth", "long?", "Day of the month on which renewals are paid"),
            rw("interval", "service.renew.Interval?", "Period of each renewal"),
            rw("mode", "service.renew.Mode", "Who starts a renewal"),
            rw("possibleIntervals", "service.renew.Interval[]?", "Periods to choose from"),
            rw("possibleModes", "service.renew.Mode[]", "Modes to choose from"),
        ],
    ),
    values(
        "service.renew.Interval",
        "The period of a renewal",
        &["P1M", "P1Y", "P2Y", "P3M", "P3Y", "P6M"],
    ),
    values(
        "service.renew.Mode",
        "Who starts a renewal, or what happens instead of one",
        &[
            "automaticForcedProduct",
            "automaticV2012",
            "automaticV2014",
            "automaticV2016",
            "automaticV2024", // since 2026
            "deleteAtEndEngagement",
            "deleteAtExpiration",
            "manual",
            "oneShot",
            "option",
        ],
    ),
    fields(
        "service.Resource",
        "What a service gives",
        &[
            rw("displayName", "string", "Name that the customer chose"),
            ro("name", "string?", "Name of the resource"),
            ro("state", "service.ResourceStateEnum?", "Whether the resource works"),
        ],
    ),
    values(
        "service.ResourceStateEnum",
        "Whether a resource works",
        &[
            "deleted",
            "deleting",
            "ok",
            "opening",
            "suspended",
            "suspending",
            "toDelete",
            "toOpen",
            "toSuspend",
        ],
    ),
    fields(
        "service.Route",
        "Where the API speaks of a resource",
        &[
            rw("path", "string?", "Path template"),
            rw("url", "string?", "Path with its variables filled in"),
            rw("vars", "complexType.SafeKeyValue<string>[]", "Variables of the path"),
        ],
    ),
    fields(
        "service.renew.RenewDescription",
        "The ways to renew for one period",
        &[
            ro("renewPeriod", "string", "The period, an ISO 8601 duration"),
            ro("strategies", "service.renew.RenewStrategy[]", "The sets to choose from"),
        ],
    ),
    fields(
        "service.renew.RenewStrategy",
        "A set of services that can be renewed together",
        &[
            ro("price", "order.Price", "Price of the set without tax"),
            ro("priceInUcents", "long", "The same in micro-cents"),
            ro("services", "coreTypes.ServiceId[]:long[]", "Ids of the services"),
            ro("servicesDetails", "service.renew.Service[]", "The services, in the same order"),
        ],
    ),
    fields(
        "service.renew.Service",
        "A service of a strategy",
        &[
            ro("serviceId", SERVICE_ID, "Id of the service"),
            ro("serviceName", "string", "Name of the service"),
            ro("serviceType", "string", "What it is, for people"),
        ],
    ),
    fields(
        "service.renew.RenewOrder",
        "The order of a renewal",
        &[
            ro("date", "datetime?", "When the order was made"),
            ro("expirationDate", "datetime?", "When the order lapses unless it is paid"),
            ro("orderId", "long", "Id of the order; 0 after a dry run"),
            ro("password", "string", "Secret that opens the order without signing in"),
            ro("pdfUrl", "string", "The order as PDF"),
            ro("priceWithTax", "order.Price", "Total to pay"),
            ro("priceWithoutTax", "order.Price", "Net total"),
            ro("retractionDate", "datetime?", "Until when the customer may withdraw"),
            ro("tax", "order.Price", "Tax"),
            ro("url", "string", "The order as a page"),
        ],
    ),
];
