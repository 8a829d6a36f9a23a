//! A customer's program: signs what it sends, and holds what it gets against the published schema.

use axum::body::Body;
use axum::extract::Request;
use perennial_api::catalogue::{Method, Operation, operations};
use perennial_api::schema;
use perennial_api::sign::{self, header};
use perennial_core::AccountId;
use perennial_core::credential::AccessRule;
use perennial_core::text::Name;
use perennial_engine::access::CredentialRequest;
use perennial_engine::{Actor, Context};
use perennial_store::StoredApplication;
use serde_json::Value;

use crate::app::{Door, TestApp};
use crate::reply::Reply;

/// Where test servers are.
const HOST: &str = "perennial.test";

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
    ///
    /// # Panics
    ///
    /// When the credential cannot be made.
    pub async fn with_rules(app: &TestApp, account: AccountId, rules: &[(&str, &str)]) -> Self {
        let engine = &app.engine;
        let context = Context { account, actor: Actor::Operator, query_id: "test".to_owned() };
        let name = Name::parse("test program").expect("a name");
        let new = engine.create_application(&context, &name, None).await.expect("an application");
        let stored = StoredApplication { application: new.application, sealed_secret: Vec::new() };
        let rules = rules
            .iter()
            .map(|(method, path)| AccessRule::parse(method, path).expect("a rule"))
            .collect();
        let request = CredentialRequest { rules, allowed_ips: Vec::new(), redirection: None };
        let credential = engine.create_credential(&context, &stored, &request, None).await;
        let credentials = Credentials {
            application_key: stored.application.key,
            application_secret: new.secret.to_string(),
            consumer_key: credential.expect("a credential").consumer_key.to_string(),
        };
        Self { account, credentials, door: app.door.clone(), idempotency_key: None }
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

    /// A request, signed at an instant, in seconds since 1970.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    #[must_use]
    pub fn sign(&self, method: &str, target: &str, body: &str, timestamp: i64) -> Request<Body> {
        let Credentials { application_key, application_secret, consumer_key } = &self.credentials;
        let signed = sign::Request {
            application_secret,
            consumer_key,
            method,
            body: body.as_bytes(),
            timestamp,
        };
        let signature = signed.sign(&format!("https://{HOST}{target}"));
        Request::builder()
            .method(method)
            .uri(target)
            .header("host", HOST)
            .header(header::APPLICATION, application_key)
            .header(header::CONSUMER, consumer_key)
            .header(header::TIMESTAMP, timestamp)
            .header(header::SIGNATURE, signature.to_string())
            .body(Body::from(body.to_owned()))
            .expect("a request")
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

    /// Any call. A successful answer must be what the published schema says.
    ///
    /// # Panics
    ///
    /// When it is not.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let timestamp = self.door.engine.wall().at().as_second();
        let mut request = self.sign(method, &format!("/1.0{path}"), &body, timestamp);
        if let Some(key) = &self.idempotency_key {
            let key = key.parse().expect("a header");
            request.headers_mut().insert("idempotency-key", key);
        }
        let reply = self.door.send(request).await;
        assert!(reply.query_id.is_some(), "{method} {path} has no query id");
        if reply.status < 300
            && let Some(operation) = operation(method, path)
        {
            let fits = schema::check(operation.response, operation.resource.path, &reply.body);
            fits.unwrap_or_else(|e| panic!("{method} {path} is not {}: {e}", operation.response));
        }
        reply
    }
}

/// The operation that a path is of: the one with the fewest variables.
fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let method: Method = method.parse().ok()?;
    let path = path.split('?').next().unwrap_or_default();
    let fits = |template: &str| {
        let (mut segments, mut given) = (template.split('/'), path.split('/'));
        loop {
            match (segments.next(), given.next()) {
                (None, None) => return true,
                (Some(segment), Some(text)) if segment == text || segment.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let candidates = operations().filter(|one| one.method == method && fits(one.path));
    candidates.min_by_key(|one| one.path.matches('{').count())
}
