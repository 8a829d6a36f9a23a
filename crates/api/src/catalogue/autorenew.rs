//! `/me/autorenew`: the day on which an account is debited, and what will be. And which means can be debited at all.
//!
//! OVHcloud has no forecast: `/me/autorenew/forecast` is ours, and so are its models.

use super::account::ME;
use super::notation::{body, fields, query, ro, rw, values, whole_body};
use super::operation::Operation;
use super::shape::Model;
use crate::error::class;

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/autorenew",
        "nichandle.NicAutorenewInfos",
        "Read the day on which automatic renewals are paid",
        &[],
    )
    .iam("account:apiovh:me/autorenew/get")
    .refuses(&[class::NOT_FOUND]),
    ME.post(
        "/me/autorenew",
        "void",
        "Choose the day on which automatic renewals are paid, for the first time",
        &[body("renewDay", "long", "Day of the month, 1 to 31")],
    )
    .iam("account:apiovh:me/autorenew/create")
    .refuses(&[class::CONFLICT]),
    ME.put(
        "/me/autorenew",
        "void",
        "Change the day on which automatic renewals are paid",
        &[whole_body("nichandle.NicAutorenewInfos", "What was chosen; lastRenew is not kept")],
    )
    .iam("account:apiovh:me/autorenew/edit")
    .refuses(&[class::NOT_FOUND]),
    ME.get(
        "/me/autorenew/forecast",
        "perennial.Forecast",
        "Say what will be debited in the months to come, and what will not work out",
        &[query("months", "long", "How many months, 1 to 24; 12 unless it is given")],
    ),
    ME.get(
        "/me/availableAutomaticPaymentMeans",
        "billing.AutomaticPaymentMean",
        "Say which kinds of payment mean automatic renewal can debit",
        &[],
    )
    .iam("account:apiovh:me/availableAutomaticPaymentMeans/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "nichandle.NicAutorenewInfos",
        "What an account has chosen about automatic renewal",
        &[
            rw("active", "boolean", "Whether the day counts"),
            ro("lastRenew", "datetime?", "When a renewal was last paid automatically"),
            rw("renewDay", "long", "Day of the month on which renewals are paid"),
        ],
    ),
    fields(
        "billing.AutomaticPaymentMean",
        "Kinds of payment mean that can be debited",
        &[
            rw("bankAccount", "boolean", "Bank accounts"),
            rw("creditCard", "boolean", "Cards"),
            rw("deferredPaymentAccount", "boolean", "Deferred payment accounts"),
            rw("paypal", "boolean", "PayPal agreements"),
        ],
    ),
    fields(
        "perennial.Forecast",
        "What automatic renewal will do",
        &[
            ro("debits", "perennial.forecast.Debit[]", "What will be debited, by date"),
            ro("warnings", "perennial.forecast.Warning[]", "What will not go on, by date"),
        ],
    ),
    fields(
        "perennial.forecast.Debit",
        "An order that will be placed and paid",
        &[
            ro("amount", "order.Price", "Total, with tax"),
            ro("date", "date", "Day on which it is debited"),
            ro("paymentMean", "billing.ReusablePaymentMeanEnum", "What will pay it"),
            ro("paymentMethodId", "long?", "Id of the payment method, if one will pay it"),
            ro("services", "perennial.forecast.Service[]", "What it will be for"),
        ],
    ),
    fields(
        "perennial.forecast.Service",
        "A service that will be renewed",
        &[
            ro("expirationDate", "date?", "Day on which it will expire then"),
            ro("period", "duration?", "How long it will be renewed for"),
            ro("price", "order.Price", "Price, without tax"),
            ro("serviceId", "coreTypes.ServiceId:long", "Id of the service"),
            ro("serviceName", "string", "Name of the service"),
        ],
    ),
    fields(
        "perennial.forecast.Warning",
        "Something that will happen unless somebody sees to it",
        &[
            ro("date", "date", "Day on which it will happen"),
            ro("reason", "string", "Why, for people"),
            ro("serviceId", "coreTypes.ServiceId:long", "Id of the service"),
            ro("serviceName", "string", "Name of the service"),
            ro("what", "perennial.forecast.WarningEnum", "What will happen"),
        ],
    ),
    values(
        "perennial.forecast.WarningEnum",
        "What will happen to a service",
        &["deleted", "notRenewed", "suspended"],
    ),
];
