//! Perennial over HTTP: OVHcloud's API v1, for the SDKs that exist.
//!
//! A request passes three rooms. The gate (`gate`) reads it within bounds, finds out whose it is, and takes the
//! version off its path. The router (`v1`) finds its handler. The handler unwraps the request, calls the engine,
//! and wraps the answer; conversions between the domain and the wire stand in `convert`. Beside the API there are orders
//! and bills to read (`paper`), access tokens to get (`token`), the server's health, and a sandbox's clock.
//!
//! What is absent: rules of business, SQL, and HTTP statuses anywhere but in `error`.

mod assets;
mod attempts;
mod call_log;
mod call_note;
mod convert;
mod cors;
mod error;
mod extract;
mod gate;
mod health;
mod item;
mod limit;
mod listen;
mod method_page;
mod paper;
mod readable;
mod reply;
mod sandbox;
mod sent;
mod token;
mod v1;
mod web;

pub use cors::{NoOrigin, Origin};
pub use gate::Peer;
pub use item::check_detail;
pub use listen::{ListenError, Listener, TlsFiles};
pub use web::{OperatorForm, operator_pages};

use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};

use axum::Router;
use bytes::Bytes;
use perennial_api::sign::PublicUrl;
use perennial_engine::Engine;
use tokio::sync::Semaphore;

use attempts::Attempts;

/// What a server needs beside its engine.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// The addresses that clients may call the server by, most important first. Links in answers use the first.
    pub public_urls: Vec<PublicUrl>,
    /// The address for links when there is no public one, such as `http://127.0.0.1:8080`.
    pub local_url: String,
    /// Whether `X-Forwarded-For` says where a request comes from: only behind a proxy that sets it.
    pub trust_forwarded_for: bool,
    /// The largest body, in bytes.
    pub body_bytes_max: usize,
    /// The most requests at once.
    pub requests_max: usize,
    /// Whose pages a browser lets call the API. None unless they are named.
    pub cors_origins: Vec<Origin>,
    /// The most calls of one credential a second, in bursts of as many. Without it nobody counts.
    pub rate_limit: Option<NonZeroU32>,
}

impl ServerSettings {
    /// The usual limits.
    #[must_use]
    pub fn new(local_url: impl Into<String>) -> Self {
        Self {
            public_urls: Vec::new(),
            local_url: local_url.into(),
            trust_forwarded_for: false,
            body_bytes_max: 1024 * 1024,
            requests_max: 1024,
            cors_origins: Vec::new(),
            rate_limit: None,
        }
    }
}

/// What handlers share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) engine: Arc<Engine>,
    pub(crate) settings: ServerSettings,
    /// The OpenAPI document, once somebody has asked for it, or why it cannot be written.
    pub(crate) openapi: OnceLock<Result<Bytes, String>>,
    pub(crate) attempts: Attempts<paper::Attempt>,
    pub(crate) token_attempts: Attempts<token::TokenAttempt>,
    pub(crate) passwords: Attempts<web::PasswordAttempt>,
    pub(crate) codes: Attempts<perennial_core::AccountId>,
    pub(crate) letters: Attempts<web::PasswordAttempt>,
    pub(crate) operator_passwords: Attempts<web::PasswordAttempt>,
    pub(crate) operator_codes: Attempts<perennial_core::OperatorId>,
    pub(crate) papers: Semaphore,
    pub(crate) exports: Arc<Semaphore>,
}

/// All routes.
pub fn router(engine: Arc<Engine>, settings: ServerSettings) -> Router {
    let app = Arc::new(App {
        engine,
        settings,
        openapi: OnceLock::new(),
        attempts: Attempts::default(),
        token_attempts: Attempts::default(),
        passwords: Attempts::default(),
        codes: Attempts::new(web::CODES_MAX, web::CODES_WITHIN_S),
        letters: Attempts::new(web::LETTERS_MAX, web::LETTERS_WITHIN_S),
        operator_passwords: Attempts::default(),
        operator_codes: Attempts::new(web::CODES_MAX, web::CODES_WITHIN_S),
        papers: Semaphore::new(paper::AT_ONCE),
        exports: Arc::new(Semaphore::new(paper::EXPORTS_AT_ONCE)),
    });
    let inside = gate::Inside::new(Arc::clone(&app), v1::router(Arc::clone(&app)));
    let beside = health::router(Arc::clone(&app), &inside);
    let gate = gate::Gate::new(app, inside, beside);
    Router::new().fallback(move |request| gate.clone().pass(request))
}
