//! Three keys of a program, and the calls it makes with them.

use std::net::IpAddr;

use jiff::Timestamp;
use perennial_core::credential::{AccessRule, Application, Credential, IpBlock, Verb};
use perennial_core::text::Name;
use perennial_engine::access::{AccessRefusal, Caller, Claim, CredentialRequest, NewCredential};
use perennial_store::StoredApplication;
use perennial_testkit::{Customer, TestApp};

/// What a program has got.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) application: Application,
    pub(crate) secret: String,
    pub(crate) consumer_key: String,
    pub(crate) credential: Credential,
    pub(crate) token: String,
}

/// What a program asks for: rules as `GET /me`, and address blocks.
pub(crate) fn request(rules: &[&str], blocks: &[&str]) -> CredentialRequest {
    let rule = |text: &&str| {
        let (method, path) = text.split_once(' ').unwrap();
        AccessRule::parse(method, path).unwrap()
    };
    let allowed_ips = blocks.iter().map(|block| IpBlock::parse(block).unwrap()).collect();
    CredentialRequest { rules: rules.iter().map(rule).collect(), allowed_ips, redirection: None }
}

/// An application of a customer with its secret.
pub(crate) async fn application(app: &TestApp, customer: &Customer) -> (Application, String) {
    let name = Name::parse("program").unwrap();
    let new = app.engine.create_application(&customer.context(), &name, None).await.unwrap();
    (new.application, new.secret.to_string())
}

/// The application as commands take it.
pub(crate) fn stored(application: &Application) -> StoredApplication {
    StoredApplication { application: application.clone(), sealed_secret: Vec::new() }
}

impl Keys {
    /// A program with a credential that waits for its validation.
    pub(crate) async fn pending(
        app: &TestApp,
        customer: &Customer,
        asked: &CredentialRequest,
    ) -> Self {
        let (application, secret) = application(app, customer).await;
        let new = app.engine.request_credential(&stored(&application), asked, None).await.unwrap();
        Self::of(application, secret, &new)
    }

    /// A program with a credential that is good at once, until an instant or for ever.
    pub(crate) async fn good(
        app: &TestApp,
        customer: &Customer,
        asked: &CredentialRequest,
        until: Option<Timestamp>,
    ) -> Self {
        let (application, secret) = application(app, customer).await;
        let (context, stored) = (customer.context(), stored(&application));
        let new = app.engine.create_credential(&context, &stored, asked, until).await.unwrap();
        Self::of(application, secret, &new)
    }

    fn of(application: Application, secret: String, new: &NewCredential) -> Self {
        let (consumer_key, token) =
            (new.consumer_key.to_string(), new.validation_token.to_string());
        Self { application, secret, consumer_key, credential: new.credential.clone(), token }
    }

    /// A call to `GET /me`, signed now.
    pub(crate) async fn call(&self, app: &TestApp) -> Result<Caller, AccessRefusal> {
        self.call_to(app, Verb::Get, "/me").await
    }

    /// A call, signed now, from an unknown address.
    pub(crate) async fn call_to(
        &self,
        app: &TestApp,
        verb: Verb,
        path: &str,
    ) -> Result<Caller, AccessRefusal> {
        let timestamp = app.engine.wall().at().as_second();
        self.claim(app, Claim { verb, path, ..self.signed_at(timestamp) }).await
    }

    /// A call from an address.
    pub(crate) async fn call_from(
        &self,
        app: &TestApp,
        from: &str,
    ) -> Result<Caller, AccessRefusal> {
        let address: IpAddr = from.parse().unwrap();
        let timestamp = app.engine.wall().at().as_second();
        self.claim(app, Claim { address: Some(address), ..self.signed_at(timestamp) }).await
    }

    /// A call to `GET /me` as it would be signed at an instant.
    pub(crate) fn signed_at(&self, timestamp: i64) -> Claim<'_> {
        Claim {
            application_key: &self.application.key,
            consumer_key: &self.consumer_key,
            timestamp,
            verb: Verb::Get,
            path: "/me",
            address: None,
        }
    }

    /// Any call, signed with this program's secret.
    pub(crate) async fn claim(
        &self,
        app: &TestApp,
        claim: Claim<'_>,
    ) -> Result<Caller, AccessRefusal> {
        app.engine.authenticate(&claim, |secret| secret == self.secret).await
    }
}

/// What a program was told.
pub(crate) fn said(result: &Result<Caller, AccessRefusal>) -> String {
    match result {
        Ok(_) => "granted".to_owned(),
        Err(refusal) => refusal.to_string(),
    }
}
