//! `/me/task/contactChange`: changes of contacts that the account has to do with.

use super::account::ME;
use super::notation::{body, fields, path, query, ro, values};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

const ID: Parameter = path("id", "long", "Id of the task");
const TOKEN: Parameter = body("token", "string", "The token of the e-mail");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/task/contactChange",
        "long[]",
        "List the changes of contacts that the account has to do with",
        &[
            query("askingAccount", "string", "Only those that this account asked for"),
            query("state", "nichandle.changeContact.TaskStateEnum", "Only those in this state"),
            query("toAccount", "string", "Only those to this account"),
        ],
    ),
    ME.get(
        "/me/task/contactChange/{id}",
        "nichandle.contactChange.Task",
        "Read a change of contacts",
        &[ID],
    ),
    ME.post(
        "/me/task/contactChange/{id}/accept",
        "void",
        "Accept a change of contacts",
        &[ID, TOKEN],
    )
    .refuses(&[class::FORBIDDEN, class::CONFLICT, class::SERVICE_EXPIRED]),
    ME.post(
        "/me/task/contactChange/{id}/refuse",
        "void",
        "Refuse a change of contacts",
        &[ID, TOKEN],
    )
    .refuses(&[class::FORBIDDEN, class::CONFLICT]),
    ME.post(
        "/me/task/contactChange/{id}/resendEmail",
        "void",
        "Send those who have not answered another token each",
        &[ID],
    )
    .refuses(&[class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "nichandle.contactChange.Task",
        "A change of contacts",
        &[
            ro("askingAccount", "string?", "Account that asked for it"),
            ro(
                "contactTypes",
                "nichandle.changeContact.ContactTypeEnum[]",
                "What the contact is for",
            ),
            ro("dateDone", "datetime?", "When it was done or refused"),
            ro("dateRequest", "datetime", "When it was asked for"),
            ro("fromAccount", "string", "Account that is to be it no longer"),
            ro("id", "long", "Id of the task"),
            ro("serviceDomain", "string?", "Name of the service"),
            ro("state", "nichandle.changeContact.TaskStateEnum", "How far it is"),
            ro("toAccount", "string", "Account that is to be it"),
        ],
    ),
    values(
        "nichandle.changeContact.ContactTypeEnum",
        "What a contact is for",
        &["contactAdmin", "contactBilling", "contactTech"],
    ),
    values(
        "nichandle.changeContact.TaskStateEnum",
        "How far a change of contacts is",
        &[
            "aborted",
            "checkValidity",
            "doing",
            "done",
            "error",
            "expired",
            "refused",
            "todo",
            "validatingByCustomers",
        ],
    ),
];
