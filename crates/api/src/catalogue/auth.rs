//! `/auth`: the clock of the server, and the credential of the caller.

use super::notation::{fields, required, ro, rw, values, whole_body};
use super::operation::{Operation, Resource};
use super::shape::Model;

const AUTH: Resource =
    Resource { path: "/auth", description: "The server's time and the caller's credential" };

pub(super) const OPERATIONS: &[Operation] = &[
    AUTH.get("/auth/time", "long", "Read the server's time, in seconds since 1970", &[])
        .without_authentication(),
    AUTH.post(
        "/auth/credential",
        "auth.ApiCredentialRequest",
        "Ask for a consumer key, which the customer then validates",
        &[whole_body("auth.ApiCredentialRequestParams", "The rights that are asked for")],
    )
    .without_authentication(), // the application key alone
    AUTH.get("/auth/currentCredential", "auth.ApiCredential", "Read the credential in use", &[]),
    AUTH.get("/auth/details", "auth.Details", "Say who is calling, and with which rights", &[]),
    AUTH.post("/auth/logout", "void", "End the credential in use", &[]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "auth.ApiCredentialRequestParams",
        "What an application asks for",
        &[
            required("accessRules", "auth.AccessRuleRequest[]", "The rights"),
            rw("allowedIPs", "ipBlock[]?", "Addresses that may use the credential; null for all"),
            rw("redirection", "string?", "Page to show after validation"),
        ],
    ),
    fields(
        "auth.AccessRuleRequest",
        "A right that is asked for",
        &[
            rw("method", "auth.HTTPMethodEnum", "Method"),
            rw("path", "string", "Path; * stands for any run of characters"),
        ],
    ),
    fields(
        "auth.ApiCredentialRequest",
        "A credential that waits for validation",
        &[
            ro("consumerKey", "password", "The key to sign with once the customer has agreed"),
            ro("state", "auth.CredentialStateEnum", "State of the credential"),
            ro("validationUrl", "string", "Page on which the customer agrees"),
        ],
    ),
    fields(
        "auth.Details",
        "Who is calling",
        &[
            ro("account", "string", "Account"),
            ro("allowedRoutes", "auth.AccessRule[]?", "Rights; null when policies decide"),
            ro("description", "string?", "What the caller is, for people"),
            ro("identities", "string[]", "Names of the caller in access policies"),
            ro("method", "auth.MethodEnum", "How the caller signed in"),
            ro("roles", "string[]?", "Roles"),
            ro("user", "string?", "User of the account, if it is not the account itself"),
        ],
    ),
    values(
        "auth.MethodEnum",
        "How a caller signed in",
        &["account", "oauth2_client_credentials", "provider", "user"],
    ),
];

/// What is said of a credential, here and in `/me/api`.
pub(super) const CREDENTIAL: &[Model] = &[
    fields(
        "auth.ApiCredential",
        "A credential",
        &[
            rw("allowedIPs", "ipBlock[]?", "Addresses that may use the credential; null for all"),
            ro("applicationId", "long", "Id of the application"),
            ro("creation", "datetime", "When it was asked for"),
            ro("credentialId", "long", "Id of the credential"),
            ro("expiration", "datetime?", "When it ends; null for never"),
            ro("lastUse", "datetime?", "When it last signed a request"),
            ro("ovhSupport", "boolean", "Whether it belongs to the seller's support"),
            ro("rules", "auth.AccessRule[]", "Its rights"),
            ro("status", "auth.CredentialStateEnum", "Its state"),
        ],
    ),
    fields(
        "auth.AccessRule",
        "A right",
        &[
            ro("method", "auth.HTTPMethodEnum", "Method"),
            ro("path", "string", "Path; * stands for any run of characters"),
        ],
    ),
    values(
        "auth.CredentialStateEnum",
        "The state of a credential",
        &["expired", "pendingValidation", "refused", "validated"],
    ),
    values("auth.HTTPMethodEnum", "A method", &["DELETE", "GET", "POST", "PUT"]),
];
