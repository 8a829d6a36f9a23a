//! `/auth`: asking for a credential, and reading the one in use.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// The state of a credential.
    CredentialState = "auth.CredentialStateEnum" {
        Expired = "expired",
        PendingValidation = "pendingValidation",
        Refused = "refused",
        Validated = "validated",
    }
}

wire_enum! {
    /// The method of an access rule.
    HttpMethod = "auth.HTTPMethodEnum" {
        Delete = "DELETE",
        Get = "GET",
        Post = "POST",
        Put = "PUT",
    }
}

wire_enum! {
    /// How a caller signed in.
    AuthenticationMethod = "auth.MethodEnum" {
        Account = "account",
        OAuth2ClientCredentials = "oauth2_client_credentials",
        Provider = "provider",
        User = "user",
    }
}

/// The body of `POST /auth/credential`, `auth.ApiCredentialRequestParams`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct CredentialRequest {
    /// The rights that are asked for.
    pub access_rules: Vec<AccessRuleRequest>,
    /// Addresses or blocks of addresses that may use the credential; none for all.
    #[serde(rename = "allowedIPs", default, skip_serializing_if = "Option::is_none")]
    pub allowed_ips: Option<Vec<String>>,
    /// Page to show after validation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirection: Option<String>,
}

/// A right that is asked for, `auth.AccessRuleRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct AccessRuleRequest {
    /// Method.
    pub method: HttpMethod,
    /// Path without base path and query. `*` stands for any run of characters, slashes included.
    pub path: String,
}

/// The answer to `POST /auth/credential`, `auth.ApiCredentialRequest`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PendingCredential {
    /// The key to sign with once the customer has agreed. A secret.
    pub consumer_key: String,
    /// `pendingValidation`.
    pub state: CredentialState,
    /// Page on which the customer agrees. A secret, too.
    pub validation_url: String,
}

impl fmt::Debug for PendingCredential {
    /// Shows the state alone: the rest opens an account.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingCredential").field("state", &self.state).finish_non_exhaustive()
    }
}

/// A credential, `auth.ApiCredential`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiCredential {
    /// Addresses or blocks of addresses that may use it; none for all.
    #[serde(rename = "allowedIPs")]
    pub allowed_ips: Option<Vec<String>>,
    /// Id of the application.
    pub application_id: i64,
    /// When it was asked for.
    pub creation: DateTime,
    /// Its id.
    pub credential_id: i64,
    /// When it ends; none for never.
    pub expiration: Option<DateTime>,
    /// When it last signed a request.
    pub last_use: Option<DateTime>,
    /// Whether it belongs to the seller's support.
    pub ovh_support: bool,
    /// Its rights.
    pub rules: Vec<AccessRule>,
    /// Its state.
    pub status: CredentialState,
}

/// A right, `auth.AccessRule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessRule {
    /// Method.
    pub method: HttpMethod,
    /// Path, as in [`AccessRuleRequest`].
    pub path: String,
}

/// Who is calling, `auth.Details`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Account.
    pub account: String,
    /// Rights; none when access policies decide.
    pub allowed_routes: Option<Vec<AccessRule>>,
    /// What the caller is, for people.
    pub description: Option<String>,
    /// Names of the caller in access policies.
    pub identities: Vec<String>,
    /// How the caller signed in.
    pub method: AuthenticationMethod,
    /// Roles.
    pub roles: Option<Vec<String>>,
    /// User of the account, if it is not the account itself.
    pub user: Option<String>,
}
