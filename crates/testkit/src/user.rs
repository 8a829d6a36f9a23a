//! A customer's program: signs what it sends, and holds what it gets against the published schema.

use axum::body::Body;
use axum::extract::Request;
use jiff::Timestamp;
use perennial_core::credential::{AccessRule, IpBlock};
use perennial_core::text::Name;
use perennial_core::{AccountId, ApplicationId, CredentialId};
use perennial_engine::access::CredentialRequest;
use perennial_engine::{Actor, Context};
use perennial_store::StoredApplication;
use serde_json::Value;

use crate::app::{Door, TestApp};
use crate::call::Call;
use crate::reply::Reply;

/// The three keys.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The application key.
    pub application_key: String,
    /// The application secret.
    pub application_secret: String,
    /// The consumer key.
    pub consumer_key: String,
}

/// A customer's program, at a server.
#[derive(Debug, Clone)]
pub struct User {
    /// The account.
    pub account: AccountId,
    /// The program.
    pub application: ApplicationId,
    /// What it was granted.
    pub credential: CredentialId,
    /// Its keys.
    pub credentials: Credentials,
    door: Door,
    idempotency_key: Option<String>,
}

impl User {
    pub(crate) async fn of(app: &TestApp, account: AccountId) -> Self {
        let rules: Vec<(&str, &str)> =
            ["GET", "POST", "PUT", "DELETE"].into_iter().map(|method| (method, "/*")).collect();
        Self::with_rules(app, account, &rules).await
    }

    /// A program of an account that may call only what its rules grant.
    pub async fn with_rules(app: &TestApp, account: AccountId, rules: &[(&str, &str)]) -> Self {
        Self::with_request(app, account, &request(rules, &[]), None).await
    }

    /// A program of an account with a credential that may have an end.
    ///
    /// # Panics
    ///
    /// When the credential cannot be made.
    pub async fn with_request(
        app: &TestApp,
        account: AccountId,
        request: &CredentialRequest,
        expires_at: Option<Timestamp>,
    ) -> Self {
        let engine = &app.engine;
        let context = operator(account);
        let name = Name::parse("test program").expect("a name");
        let new = engine.create_application(&context, &name, None).await.expect("an application");
        let application = new.application.id;
        let stored = StoredApplication { application: new.application, sealed_secret: Vec::new() };
        let credential = engine.create_credential(&context, &stored, request, expires_at).await;
        let credential = credential.expect("a credential");
        let credentials = Credentials {
            application_key: stored.application.key,
            application_secret: new.secret.to_string(),
            consumer_key: credential.consumer_key.to_string(),
        };
        Self {
            account,
            application,
            credential: credential.credential.id,
            credentials,
            door: app.door.clone(),
            idempotency_key: None,
        }
    }

    /// The same program, with a credential for an account.
    ///
    /// # Panics
    ///
    /// When the credential cannot be made.
    pub async fn granted_by(
        &self,
        app: &TestApp,
        account: AccountId,
        request: &CredentialRequest,
    ) -> Self {
        let application = app.engine.require_application(self.account, self.application).await;
        let application = application.expect("an application");
        let stored = StoredApplication { application, sealed_secret: Vec::new() };
        let made = app.engine.create_credential(&operator(account), &stored, request, None).await;
        let made = made.expect("a credential");
        let mut granted = Self { account, credential: made.credential.id, ..self.clone() };
        granted.credentials.consumer_key = made.consumer_key.to_string();
        granted
    }

    /// The same program at another server on the same database.
    #[must_use]
    pub fn at(&self, app: &TestApp) -> Self {
        Self { door: app.door.clone(), ..self.clone() }
    }

    /// The same program, giving an idempotency key with what it sends.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { idempotency_key: Some(key.to_owned()), ..self.clone() }
    }

    /// A request to a target such as `/1.0/me`, to be changed in whatever a test is about, and sent.
    #[must_use]
    pub fn request(&self, method: &str, target: &str) -> Call {
        Call::new(&self.door, method, target, Some(&self.credentials))
    }

    /// A request, signed at an instant, in seconds since 1970.
    #[must_use]
    pub fn sign(&self, method: &str, target: &str, body: &str, timestamp: i64) -> Request<Body> {
        self.request(method, target).body(body).signed_at(timestamp).build()
    }

    /// `GET`. The path is that of the API, without version.
    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, None).await
    }

    /// `POST` with a body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, Some(body)).await
    }

    /// `PUT` with a body.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.call("PUT", path, Some(body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Reply {
        self.call("DELETE", path, None).await
    }

    /// Any call. The answer must have the published form.
    ///
    /// # Panics
    ///
    /// When it has not.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let mut call = self.request(method, &format!("/1.0{path}"));
        if let Some(body) = body {
            call = call.json(&body);
        }
        if let Some(key) = &self.idempotency_key {
            call = call.header("idempotency-key", key);
        }
        call.send().await
    }
}

/// The token in the text of an e-mail.
#[must_use]
pub fn token_in(text: &str) -> Option<String> {
    let is_token =
        |word: &&str| word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.split_whitespace().find(is_token).map(str::to_owned)
}

/// What a program asks for: methods and paths, and blocks of addresses.
///
/// # Panics
///
/// When a test has written nonsense.
#[must_use]
pub fn request(rules: &[(&str, &str)], blocks: &[&str]) -> CredentialRequest {
    let rules = rules.iter().map(|(method, path)| AccessRule::parse(method, path));
    let blocks = blocks.iter().map(|block| IpBlock::parse(block));
    CredentialRequest {
        rules: rules.collect::<Result<_, _>>().expect("rules"),
        allowed_ips: blocks.collect::<Result<_, _>>().expect("blocks"),
        redirection: None,
    }
}

/// The operator of a server, at work on an account.
#[must_use]
pub fn operator(account: AccountId) -> Context {
    Context { account, actor: Actor::Operator, query_id: "test".to_owned() }
}
