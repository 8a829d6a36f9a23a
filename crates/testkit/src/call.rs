//! One request, in every detail a test may want to be wrong: signed for another URL, at another time, over another
//! body, from another address, with a header too many or too few.
//!
//! Whatever comes back must have the published form: a success that of its operation, an error that of errors.

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::Request;
use hyper::header::{HeaderName, HeaderValue};
use perennial_api::catalogue::{Operation, matching};
use perennial_api::schema;
use perennial_api::sign::{self, header};
use perennial_server::Peer;
use serde_json::Value;

use crate::app::Door;
use crate::reply::Reply;
use crate::user::Credentials;

/// Where test servers are.
pub const HOST: &str = "perennial.test";

/// A request before it is sent.
#[derive(Debug, Clone)]
pub struct Call {
    door: Door,
    method: String,
    target: String,
    host: String,
    body: Vec<u8>,
    keys: Option<Credentials>,
    timestamp: i64,
    signed_method: Option<String>,
    signed_url: Option<String>,
    signed_body: Option<Vec<u8>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    peer: Option<Peer>,
}

impl Call {
    pub(crate) fn new(door: &Door, method: &str, target: &str, keys: Option<&Credentials>) -> Self {
        Self {
            door: door.clone(),
            method: method.to_owned(),
            target: target.to_owned(),
            host: HOST.to_owned(),
            body: Vec::new(),
            keys: keys.cloned(),
            timestamp: door.engine.wall().at().as_second(),
            signed_method: None,
            signed_url: None,
            signed_body: None,
            headers: Vec::new(),
            peer: None,
        }
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// With this JSON as its body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
    }

    /// Sent to this host, which stands in the `Host` header.
    #[must_use]
    pub fn to_host(mut self, host: &str) -> Self {
        self.host = host.to_owned();
        self
    }

    /// Signed with these keys.
    #[must_use]
    pub fn with_keys(mut self, keys: &Credentials) -> Self {
        self.keys = Some(keys.clone());
        self
    }

    /// Signed so many seconds after the server's time.
    #[must_use]
    pub fn signed_after(mut self, seconds: i64) -> Self {
        self.timestamp += seconds;
        self
    }

    /// Signed at this instant, in seconds since 1970.
    #[must_use]
    pub fn signed_at(mut self, timestamp: i64) -> Self {
        self.timestamp = timestamp;
        self
    }

    /// Signed for another method than that of the request.
    #[must_use]
    pub fn signed_as(mut self, method: &str) -> Self {
        self.signed_method = Some(method.to_owned());
        self
    }

    /// Signed for this URL.
    #[must_use]
    pub fn signed_for(mut self, url: &str) -> Self {
        self.signed_url = Some(url.to_owned());
        self
    }

    /// Signed over another body than that of the request.
    #[must_use]
    pub fn signed_over(mut self, body: &str) -> Self {
        self.signed_body = Some(body.into());
        self
    }

    /// With one more header, or with another value of one that every request has.
    ///
    /// # Panics
    ///
    /// When HTTP does not allow it.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let value = HeaderValue::from_bytes(value.as_ref()).expect("a value of a header");
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name of a header");
        self.headers.push((name, value));
        self
    }

    /// From this address, over a connection without TLS.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn from_address(mut self, address: &str) -> Self {
        let address: IpAddr = address.parse().expect("an address");
        self.peer = Some(Peer { address, tls: false });
        self
    }

    /// The request.
    ///
    /// # Panics
    ///
    /// When HTTP does not allow it.
    #[must_use]
    pub fn build(&self) -> Request<Body> {
        let builder = Request::builder().method(self.method.as_str()).uri(&self.target);
        let mut request = builder.body(Body::from(self.body.clone())).expect("a request");
        let headers = request.headers_mut();
        let mut set = |name: &'static str, value: &str| {
            headers.insert(name, value.parse().expect("a value of a header"));
        };
        set("host", &self.host);
        if let Some(keys) = &self.keys {
            set(header::APPLICATION, &keys.application_key);
            set(header::CONSUMER, &keys.consumer_key);
            set(header::TIMESTAMP, &self.timestamp.to_string());
            set(header::SIGNATURE, &self.signature(keys));
        }
        // The first of a name takes the place of what is there, the others stand beside it.
        for (name, _) in &self.headers {
            headers.remove(name);
        }
        for (name, value) in &self.headers {
            headers.append(name.clone(), value.clone());
        }
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(peer);
        }
        request
    }

    fn signature(&self, keys: &Credentials) -> String {
        let signed = sign::Request {
            application_secret: &keys.application_secret,
            consumer_key: &keys.consumer_key,
            method: self.signed_method.as_ref().unwrap_or(&self.method),
            body: self.signed_body.as_ref().unwrap_or(&self.body),
            timestamp: self.timestamp,
        };
        let url = || format!("https://{}{}", self.host, self.target);
        signed.sign(&self.signed_url.clone().unwrap_or_else(url)).to_string()
    }

    /// Sends the request without one of its headers.
    ///
    /// # Panics
    ///
    /// When the answer has not the published form.
    pub async fn send_without(&self, header: &str) -> Reply {
        let mut request = self.build();
        let removed = request.headers_mut().remove(header);
        assert!(removed.is_some(), "there is no {header} to leave out");
        self.judge(self.door.send(request).await)
    }

    /// Sends the request.
    ///
    /// # Panics
    ///
    /// When the answer has not the published form.
    pub async fn send(&self) -> Reply {
        self.judge(self.door.send(self.build()).await)
    }

    /// Sends the request, and does not hold a success against the schema of its operation: headers may ask for another
    /// form.
    ///
    /// # Panics
    ///
    /// When an error has not the published form.
    pub async fn send_unchecked(&self) -> Reply {
        let reply = self.door.send(self.build()).await;
        if reply.status < 400 { reply } else { self.judge(reply) }
    }

    /// Access tokens are given out by a standard of their own, which has another form for errors.
    fn judge(&self, reply: Reply) -> Reply {
        let (method, target) = (&self.method, &self.target);
        assert!(reply.query_id.is_some(), "{method} {target} has no query id");
        if method == "HEAD" {
            assert!(reply.bytes.is_empty() || reply.status >= 400, "an answer to HEAD has no body");
            return reply;
        }
        if reply.status >= 400 && !target.starts_with("/auth/oauth2/") {
            let fits = reply.check_error();
            fits.unwrap_or_else(|e| panic!("{method} {target}: {e}: {}", reply.shown()));
            return reply;
        }
        let path = target.strip_prefix("/1.0").or_else(|| target.strip_prefix("/v1"));
        if let Some(operation) = path.and_then(|path| operation(method, path)) {
            let fits = schema::check(operation.response, operation.resource.path, &reply.body);
            fits.unwrap_or_else(|e| panic!("{method} {target} is not {}: {e}", operation.response));
        }
        reply
    }
}

/// The operation that a path is of.
fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    matching(method.parse().ok()?, path)
}
