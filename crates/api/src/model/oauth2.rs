//! `/me/api/oauth2`: programs that call for the account with access tokens.

use std::fmt;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// How a client comes by access tokens.
    OAuth2Flow = "oauth2.ClientFlowEnum" {
        AuthorizationCode = "AUTHORIZATION_CODE",
        ClientCredentials = "CLIENT_CREDENTIALS",
    }
}

/// A program that calls with access tokens, `oauth2.client`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OAuth2Client {
    /// Where browsers would go after somebody has signed in.
    pub callback_urls: Option<Vec<String>>,
    /// Its id.
    pub client_id: String,
    /// When it was made.
    pub created_at: DateTime,
    /// What it does.
    pub description: String,
    /// How it comes by access tokens.
    pub flow: OAuth2Flow,
    /// Its name in access policies.
    pub identity: Option<String>,
    /// What it is called.
    pub name: String,
}

/// The body of `POST /me/api/oauth2/client`, `oauth2.clientRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct OAuth2ClientRequest {
    /// Where browsers would go after somebody has signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_urls: Option<Vec<String>>,
    /// What it does.
    pub description: String,
    /// How it comes by access tokens.
    pub flow: OAuth2Flow,
    /// What it is called.
    pub name: String,
}

/// The answer to it, `oauth2.clientSecret`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OAuth2ClientSecret {
    /// The id of the client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
}

impl fmt::Debug for OAuth2ClientSecret {
    /// Shows the id alone: the rest opens an account.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("OAuth2ClientSecret");
        shown.field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The body of `PUT /me/api/oauth2/client/{clientId}`: the whole client or a part of it. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "WholeClient")]
pub struct OAuth2ClientUpdate {
    /// Where browsers would go after somebody has signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_urls: Option<Vec<String>>,
    /// What it does; an empty text takes that away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the read-only fields are there to be allowed, not to be read")]
struct WholeClient {
    callback_urls: Option<Vec<String>>,
    client_id: Option<IgnoredAny>,
    created_at: Option<IgnoredAny>,
    description: Option<String>,
    flow: Option<IgnoredAny>,
    identity: Option<IgnoredAny>,
    name: Option<String>,
}

impl From<WholeClient> for OAuth2ClientUpdate {
    fn from(whole: WholeClient) -> Self {
        let WholeClient { callback_urls, description, name, .. } = whole;
        Self { callback_urls, description, name }
    }
}
