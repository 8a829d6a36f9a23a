//! `/me/api`: programs that call for the account.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use super::wire_enum;

wire_enum! {
    /// Whether an application may call.
    ApplicationStatus = "auth.ApplicationStatusEnum" {
        Active = "active",
        Blocked = "blocked",
        Inactive = "inactive",
        Trusted = "trusted",
    }
}

/// A program that may ask for credentials, `auth.ApiApplication`. Its secret is told to nobody again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiApplication {
    /// Its id.
    pub application_id: i64,
    /// Its public key.
    pub application_key: String,
    /// What it does.
    pub description: String,
    /// What it is called.
    pub name: String,
    /// Whether it may call.
    pub status: ApplicationStatus,
}

/// The body of `PUT /me/api/credential/{credentialId}`: the whole credential, of which one field can change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WholeCredential")]
pub struct CredentialUpdate {
    /// Addresses or blocks of addresses that may use it. None says nothing; `Some(None)`, like no block at all, lets it be
    /// used from anywhere.
    #[serde(rename = "allowedIPs", skip_serializing_if = "Option::is_none")]
    pub allowed_ips: Option<Option<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeCredential {
    #[serde(rename = "allowedIPs", default, deserialize_with = "given")]
    allowed_ips: Option<Option<Vec<String>>>,
    application_id: Option<IgnoredAny>,
    creation: Option<IgnoredAny>,
    credential_id: Option<IgnoredAny>,
    expiration: Option<IgnoredAny>,
    last_use: Option<IgnoredAny>,
    ovh_support: Option<IgnoredAny>,
    rules: Option<IgnoredAny>,
    status: Option<IgnoredAny>,
}

/// What stands there, `null` included: that is not the same as nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl From<WholeCredential> for CredentialUpdate {
    fn from(whole: WholeCredential) -> Self {
        Self { allowed_ips: whole.allowed_ips }
    }
}
