//! `/me/api`: programs that call for the account, and what each may do.

use super::account::ME;
use super::notation::{fields, path, query, ro, values, whole_body};
use super::operation::{Operation, Parameter};
use super::shape::Model;

const APPLICATION_ID: Parameter = path("applicationId", "long", "Id of the application");
const CREDENTIAL_ID: Parameter = path("credentialId", "long", "Id of the credential");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me/api/application", "long[]", "List the ids of the applications", &[])
        .iam("account:apiovh:me/api/application/get"),
    ME.get(
        "/me/api/application/{applicationId}",
        "auth.ApiApplication",
        "Read an application",
        &[APPLICATION_ID],
    )
    .iam("account:apiovh:me/api/application/get"),
    ME.delete(
        "/me/api/application/{applicationId}",
        "void",
        "Take an application away; its credentials end",
        &[APPLICATION_ID],
    )
    .iam("account:apiovh:me/api/application/delete"),
    ME.get(
        "/me/api/credential",
        "long[]",
        "List the ids of the credentials",
        &[
            query("applicationId", "long", "Only of this application"),
            query("status", "auth.CredentialStateEnum", "Only those in this state"),
        ],
    )
    .iam("account:apiovh:me/api/credential/get"),
    ME.get(
        "/me/api/credential/{credentialId}",
        "auth.ApiCredential",
        "Read a credential",
        &[CREDENTIAL_ID],
    )
    .iam("account:apiovh:me/api/credential/get"),
    ME.put(
        "/me/api/credential/{credentialId}",
        "void",
        "Change from where a credential may be used",
        &[CREDENTIAL_ID, whole_body("auth.ApiCredential", "The credential")],
    )
    .iam("account:apiovh:me/api/credential/edit"),
    ME.delete(
        "/me/api/credential/{credentialId}",
        "void",
        "End a credential at once",
        &[CREDENTIAL_ID],
    )
    .iam("account:apiovh:me/api/credential/delete"),
    ME.get(
        "/me/api/credential/{credentialId}/application",
        "auth.ApiApplication",
        "Read the application of a credential",
        &[CREDENTIAL_ID],
    )
    .iam("account:apiovh:me/api/credential/application/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "auth.ApiApplication",
        "A program that may ask for credentials",
        &[
            ro("applicationId", "long", "Id of the application"),
            ro("applicationKey", "string", "Its public key"),
            ro("description", "string", "What it does"),
            ro("name", "string", "What it is called"),
            ro("status", "auth.ApplicationStatusEnum", "Whether it may call"),
        ],
    ),
    values(
        "auth.ApplicationStatusEnum",
        "Whether an application may call",
        &["active", "blocked", "inactive", "trusted"],
    ),
];
