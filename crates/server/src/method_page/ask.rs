//! What a browser asks for: the method and its token in the address.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use form_urlencoded::{Serializer, parse};
use hyper::http::request::Parts;
use perennial_core::{AccountId, PaymentMethodId};

use crate::App;

/// A method, and whether the token in the address opens it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) method: PaymentMethodId,
    pub(super) account: AccountId,
    pub(super) is_open: bool,
    token: [u8; TOKEN],
}

const TOKEN: usize = 27;

impl FromRequestParts<Arc<App>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let value = |wanted: &str| {
            let mut values = parse(query).filter(|(name, _)| name == wanted);
            values.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        let method = value("paymentMethodId").parse().ok();
        let method = method.and_then(|id| PaymentMethodId::try_new(id).ok());
        let method = method.unwrap_or(PaymentMethodId::MIN);
        let token = value("token");
        let account = app.engine.vault().open_method(method, &token);
        Ok(Self {
            method,
            account: account.unwrap_or(AccountId::MIN),
            is_open: account.is_some(),
            token: token.as_bytes().try_into().unwrap_or([0; TOKEN]),
        })
    }
}

impl Ask {
    /// What stands in the address.
    pub(super) fn query(&self) -> String {
        let token = String::from_utf8_lossy(&self.token);
        Serializer::new(String::new())
            .append_pair("paymentMethodId", &self.method.to_string())
            .append_pair("token", &token)
            .finish()
    }
}
