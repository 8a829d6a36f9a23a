//! The headers by which a call says who makes it.
//!
//! How a signature is computed is in `perennial_api::sign`; here it is applied to what is sent.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use perennial_api::sign::{Request, header};

use super::prepared::{Prepared, header_value};
use crate::call::Call;
use crate::credentials::{Credentials, Secret};
use crate::error::{Error, MissingKey};

/// The headers of a call that names the application and is not signed.
pub(super) fn application(credentials: &Credentials, call: &Call) -> Result<HeaderMap, Error> {
    let key = credentials.application_key.as_deref();
    let key = key.ok_or_else(|| missing(call, MissingKey::Application))?;
    let value =
        header_value(key, "application_key").map_err(|fault| Error::invalid(call, fault))?;
    Ok(HeaderMap::from_iter([(HeaderName::from_static(header::APPLICATION), value)]))
}

/// The headers of a call with an access token.
pub(super) fn bearer(token: &Secret, call: &Call) -> Result<HeaderMap, Error> {
    let value = header_value(&format!("Bearer {}", token.reveal()), "access_token")
        .map_err(|fault| Error::invalid(call, fault))?;
    Ok(HeaderMap::from_iter([(AUTHORIZATION, sensitive(value))]))
}

/// All keys of a caller.
pub(super) struct Keys<'a> {
    application_secret: &'a str,
    consumer_key: &'a str,
    headers: HeaderMap,
}

impl<'a> Keys<'a> {
    pub(super) fn try_new(credentials: &'a Credentials, call: &Call) -> Result<Self, Error> {
        let reveal = |secret: &'a Option<Secret>, key| {
            secret.as_ref().map(Secret::reveal).ok_or_else(|| missing(call, key))
        };
        let mut headers = application(credentials, call)?;
        let application_secret = reveal(&credentials.application_secret, MissingKey::Secret)?;
        let consumer_key = reveal(&credentials.consumer_key, MissingKey::Consumer)?;
        let value = header_value(consumer_key, "consumer_key")
            .map_err(|fault| Error::invalid(call, fault))?;
        headers.insert(HeaderName::from_static(header::CONSUMER), sensitive(value));
        Ok(Self { application_secret, consumer_key, headers })
    }

    /// The headers of a call that is signed at this time, in seconds since 1970.
    pub(super) fn sign(&self, prepared: &Prepared<'_>, timestamp: i64) -> Result<HeaderMap, Error> {
        let call = prepared.call;
        let request = Request {
            application_secret: self.application_secret,
            consumer_key: self.consumer_key,
            method: call.name.method.as_str(),
            body: &call.body,
            timestamp,
        };
        let signature = request.sign(&prepared.url).to_string();
        let value = header_value(&signature, "its signature")
            .map_err(|fault| Error::invalid(call, fault))?;
        let mut headers = self.headers.clone();
        headers.insert(HeaderName::from_static(header::TIMESTAMP), timestamp.into());
        headers.insert(HeaderName::from_static(header::SIGNATURE), sensitive(value));
        Ok(headers)
    }
}

/// Marks a value as one that no log of a library shows.
fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

pub(super) fn missing(call: &Call, key: MissingKey) -> Error {
    Error::Unconfigured { call: call.name.clone(), key }
}
