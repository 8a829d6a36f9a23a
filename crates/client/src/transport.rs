//! One exchange over the network: a request goes out, an answer comes back in full, or it is known how far it got.
//!
//! Connections are kept for the next request, redirects are handed back, answers are read up to a limit. Nothing is
//! signed or repeated here.

mod connect;
mod tls;

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use self::connect::WithinTime;
use crate::Settings;
use crate::answer::Answer;
use crate::call::CallName;
use crate::error::{Cause, Error};

/// How long an unused connection is kept. Less than the five seconds after which the most impatient of usual servers
/// close one: a POST on a connection that is being closed is lost, and nobody knows whether it was carried out.
const IDLE: Duration = Duration::from_secs(4);

/// Connections to one server.
pub(crate) struct Transport {
    http: HttpClient<WithinTime<HttpsConnector<HttpConnector>>, Full<Bytes>>,
    server: String,
    limit: Duration,
    bytes_max: usize,
}

/// The client cannot be made from these settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The certificates cannot be read.
    #[error(
        "the certificates of ca_file cannot be read: {0}; it must be a PEM file with at least one certificate"
    )]
    Certificates(String),
    /// TLS itself cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

impl Transport {
    pub(crate) fn try_new(settings: &Settings) -> Result<Self, SetupError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = tls::config(settings.root_certificates.as_deref())?;
        let connector =
            WithinTime::new(HttpsConnector::from((tcp, tls)), settings.timeouts.connect);
        let http =
            HttpClient::builder(TokioExecutor::new()).pool_idle_timeout(IDLE).build(connector);
        Ok(Self {
            http,
            server: settings.endpoint.server().to_owned(),
            limit: settings.timeouts.total,
            bytes_max: settings.answer_bytes_max,
        })
    }

    /// Sends a request and reads the whole answer, whatever it says.
    pub(crate) async fn exchange(
        &self,
        call: &CallName,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, Error> {
        match tokio::time::timeout(self.limit, self.send_and_read(call, request)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::TimedOut { call: call.clone(), limit: self.limit }),
        }
    }

    async fn send_and_read(
        &self,
        call: &CallName,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, Error> {
        let response = self.http.request(request).await.map_err(|error| {
            let (call, server) = (call.clone(), self.server.clone());
            if !error.is_connect() {
                Error::Lost { call, source: error.into() }
            } else if tls::is_fault_of(&error) {
                Error::Tls { call, server, source: error.into() }
            } else {
                Error::Connect { call, server, source: error.into() }
            }
        })?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, self.bytes_max).collect().await;
        let body = body.map_err(|error| self.broken_off(call, error))?.to_bytes();
        Ok(Answer { status: head.status, headers: head.headers, body })
    }

    fn broken_off(&self, call: &CallName, error: Cause) -> Error {
        let call = call.clone();
        if error.is::<LengthLimitError>() {
            Error::TooLong { call, bytes_max: self.bytes_max }
        } else {
            Error::Lost { call, source: error }
        }
    }
}
