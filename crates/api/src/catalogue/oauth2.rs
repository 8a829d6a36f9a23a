//! `/me/api/oauth2`: programs that call for the account with access tokens.

use super::account::ME;
use super::notation::{fields, path, required, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter, Status};
use super::shape::Model;
use crate::error::class;

const CLIENT_ID: Parameter = path("clientId", "string", "Id of the client");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me/api/oauth2/client", "string[]", "List the ids of the OAuth2 clients", &[])
        .status(Status::Beta)
        .iam("account:apiovh:me/api/oauth2/client/get"),
    ME.post(
        "/me/api/oauth2/client",
        "oauth2.clientSecret",
        "Make an OAuth2 client, which may do what its maker may",
        &[whole_body("oauth2.clientRequest", "The client")],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/api/oauth2/client/create")
    .refuses(&[class::CONFLICT]),
    ME.get(
        "/me/api/oauth2/client/{clientId}",
        "oauth2.client",
        "Read an OAuth2 client",
        &[CLIENT_ID],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/api/oauth2/client/get"),
    ME.put(
        "/me/api/oauth2/client/{clientId}",
        "void",
        "Change what is said of an OAuth2 client",
        &[CLIENT_ID, whole_body("oauth2.client", "The client")],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/api/oauth2/client/edit"),
    ME.delete(
        "/me/api/oauth2/client/{clientId}",
        "void",
        "Take an OAuth2 client away; its access tokens end at once",
        &[CLIENT_ID],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/api/oauth2/client/delete"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "oauth2.client",
        "A program that calls with access tokens",
        &[
            rw("callbackUrls", "string[]?", "Where browsers would go after somebody has signed in"),
            ro("clientId", "string", "Id of the client"),
            ro("createdAt", "datetime", "When it was made"),
            rw("description", "string", "What it does"),
            ro("flow", "oauth2.ClientFlowEnum", "How it comes by access tokens"),
            ro("identity", "string?", "Its name in access policies"),
            rw("name", "string", "What it is called"),
        ],
    ),
    fields(
        "oauth2.clientRequest",
        "A client that is to be made",
        &[
            rw("callbackUrls", "string[]", "Where browsers would go after somebody has signed in"),
            required("description", "string", "What it does"),
            required("flow", "oauth2.ClientFlowEnum", "How it comes by access tokens"),
            required("name", "string", "What it is called"),
        ],
    ),
    fields(
        "oauth2.clientSecret",
        "A client that was made",
        &[
            ro("clientId", "string", "Id of the client"),
            ro("clientSecret", "password", "Its secret, which is not told again"),
        ],
    ),
    values(
        "oauth2.ClientFlowEnum",
        "How a client comes by access tokens",
        &["AUTHORIZATION_CODE", "CLIENT_CREDENTIALS"],
    ),
];
