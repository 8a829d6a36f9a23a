//! `/me/notification/email/history`: the e-mails that the account was sent, to be read here too.

use super::account::ME;
use super::notation::{fields, path, ro};
use super::operation::Operation;
use super::shape::Model;

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/notification/email/history",
        "long[]",
        "List the ids of the e-mails, the oldest first",
        &[],
    )
    .iam("account:apiovh:me/notification/email/history/get"),
    ME.get(
        "/me/notification/email/history/{id}",
        "nichandle.EmailNotification",
        "Read an e-mail",
        &[path("id", "long", "Id of the e-mail")],
    )
    .iam("account:apiovh:me/notification/email/history/get"),
];

pub(super) const MODELS: &[Model] = &[fields(
    "nichandle.EmailNotification",
    "An e-mail",
    &[
        ro("body", "string", "Its text"),
        ro("date", "datetime", "When it was written"),
        ro("id", "long", "Its id"),
        ro("subject", "string", "Its subject"),
    ],
)];
