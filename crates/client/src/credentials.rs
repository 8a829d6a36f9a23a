//! The keys of a caller: three to sign with, or what access tokens are got with.
//!
//! A secret shows itself only to who asks by [`Secret::reveal`], and is wiped from memory when it is dropped. Whether a
//! key is any good is known to the server alone.

use std::fmt;

use zeroize::Zeroizing;

/// A text that must not be shown.
///
/// ```
/// use perennial_client::Secret;
///
/// let secret = Secret::new("9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps `text` secret from now on. Other copies of it are not wiped.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Who calls. A call that needs a key which is not there says so; `GET /auth/time` needs none, and asking for a consumer
/// key needs the application key alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The key of the application. It is sent, and not a secret.
    pub application_key: Option<String>,
    /// The secret of the application, which signs and is never sent.
    pub application_secret: Option<Secret>,
    /// The key that the customer gave to the application.
    pub consumer_key: Option<Secret>,
    /// An access token, for calls without the three keys.
    pub access_token: Option<Secret>,
    /// An OAuth2 client, for calls without the three keys and without a token: the client gets tokens for it.
    pub oauth2: Option<OAuth2Keys>,
}

/// What access tokens are got with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuth2Keys {
    /// The id of the OAuth2 client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
}

impl Credentials {
    /// The three keys that calls are signed with.
    pub fn signing(application_key: &str, application_secret: &str, consumer_key: &str) -> Self {
        Self {
            application_key: Some(application_key.to_owned()),
            application_secret: Some(Secret::new(application_secret)),
            consumer_key: Some(Secret::new(consumer_key)),
            ..Self::default()
        }
    }

    /// Whether calls carry an access token: there is one, or it can be got, and no application is named.
    pub(crate) const fn use_tokens(&self) -> bool {
        self.application_key.is_none() && (self.access_token.is_some() || self.oauth2.is_some())
    }
}
