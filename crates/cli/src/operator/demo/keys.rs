//! The keys of the demo's program. They are in the database, under seal, and are made when they are not there.

use std::sync::Arc;

use perennial_client::{Credentials, Secret};
use perennial_core::AccountId;
use perennial_core::credential::{
    AccessRule, Application, ApplicationStatus, Credential, CredentialState, Verb,
};
use perennial_core::operator::{OperatorState, Role};
use perennial_core::text::Name;
use perennial_engine::access::password::Password;
use perennial_engine::access::{CredentialRequest, NewOperator};
use perennial_engine::vault::Purpose;
use perennial_engine::{Actor, Context, Engine, OperatorContext};
use perennial_store::StoredApplication;
use serde_json::json;

use super::holding::NICHANDLE;
use crate::failure::Failure;

/// What the program is called.
const NAME: &str = "Perennial demo";

/// What the operator signs in with.
const OPERATOR: &str = "demo-operator";

/// What a program needs to call the server.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) application_key: String,
    pub(super) application_secret: Secret,
    pub(super) consumer_key: Secret,
    pub(super) password: Secret,
    pub(super) operator: String,
    pub(super) operator_password: Secret,
}

impl Keys {
    /// The keys of the demo's program, which may call everything of the account. The same as before, unless somebody has
    /// taken them away: then there are new ones.
    pub(super) async fn of(engine: &Arc<Engine>, account: AccountId) -> Result<Self, Failure> {
        Self::find_or_make(engine, account).await.map_err(Failure::failed)
    }

    async fn find_or_make(engine: &Arc<Engine>, account: AccountId) -> anyhow::Result<Self> {
        let context = Context { account, actor: Actor::Operator, query_id: "demo".to_owned() };
        let application = application(engine, &context).await?;
        let secret = engine.vault().open(Purpose::ApplicationSecret, &application.sealed_secret)?;
        let consumer_key = consumer_key(engine, &context, &application).await?;
        Ok(Self {
            application_key: application.application.key,
            application_secret: Secret::new(secret.as_str()),
            consumer_key,
            password: password(engine, &context).await?,
            operator: OPERATOR.to_owned(),
            operator_password: operator_password(engine).await?,
        })
    }

    pub(super) fn credentials(&self) -> Credentials {
        Credentials::signing(
            &self.application_key,
            self.application_secret.reveal(),
            self.consumer_key.reveal(),
        )
    }

    /// What a script reads.
    pub(super) fn to_json(&self, endpoint: &str) -> serde_json::Value {
        json!({
            "endpoint": endpoint,
            "applicationKey": self.application_key,
            "applicationSecret": self.application_secret.reveal(),
            "consumerKey": self.consumer_key.reveal(),
            "nichandle": NICHANDLE,
            "password": self.password.reveal(),
            "operator": self.operator,
            "operatorPassword": self.operator_password.reveal(),
        })
    }
}

/// A new password each time: what is kept of the one before cannot be shown.
async fn password(engine: &Arc<Engine>, context: &Context) -> anyhow::Result<Secret> {
    let made = engine.ids().secret(20);
    engine.set_password(context, Password::parse(&made, NICHANDLE)?).await?;
    Ok(Secret::new(made.as_str()))
}

/// The operator of the demo, with a new password each time; and without a second factor, as whoever starts the demo has none.
async fn operator_password(engine: &Arc<Engine>) -> anyhow::Result<Secret> {
    let context = OperatorContext { actor: Actor::Operator, query_id: "demo".to_owned() };
    let made = engine.ids().secret(20);
    let password = Password::parse(&made, OPERATOR)?;
    let stored = engine.store().operator_by_name(&Name::parse(OPERATOR)?).await?;
    match stored.map(|stored| stored.operator).filter(|one| one.state == OperatorState::Active) {
        Some(operator) => {
            engine.remove_operator_factor(&context, operator.id).await?;
            engine.set_operator_password(&context, operator.id, password).await?;
        }
        None => {
            let name = Name::parse(OPERATOR)?;
            let new = NewOperator { name, role: Role::Operator, password };
            engine.add_operator(&context, new).await?;
        }
    }
    Ok(Secret::new(made.as_str()))
}

async fn application(engine: &Arc<Engine>, context: &Context) -> anyhow::Result<StoredApplication> {
    let is_ours =
        |one: &Application| one.name.as_str() == NAME && one.status == ApplicationStatus::Active;
    let mut ours = engine.store().applications(context.account).await?;
    ours.retain(is_ours);
    let id = match ours.into_iter().min_by_key(|one| (one.created_at, one.id)) {
        Some(application) => application.id,
        None => {
            let name = Name::parse(NAME)?;
            engine.create_application(context, &name, None).await?.application.id
        }
    };
    let stored = engine.store().application(id).await?;
    stored.ok_or_else(|| anyhow::anyhow!("the application {id} is not in the database"))
}

async fn consumer_key(
    engine: &Arc<Engine>,
    context: &Context,
    application: &StoredApplication,
) -> anyhow::Result<Secret> {
    let rules: Result<Vec<AccessRule>, _> =
        Verb::ALL.iter().map(|verb| AccessRule::parse(verb.name(), "/*")).collect();
    let request = CredentialRequest { rules: rules?, allowed_ips: Vec::new(), redirection: None };
    let now = engine.wall().at();
    let is_ours = |one: &Credential| {
        one.account == Some(context.account)
            && one.state_at(now) == CredentialState::Validated
            && one.expires_at.is_none()
            && one.allowed_ips.is_empty()
            && one.rules == request.rules
    };
    let mut ours = engine.store().credentials_of_application(application.application.id).await?;
    ours.retain(is_ours);
    if let Some(oldest) = ours.into_iter().min_by_key(|one| (one.created_at, one.id))
        && let Some(stored) = engine.store().credential(oldest.id).await?
    {
        let key = engine.vault().open(Purpose::ConsumerKey, &stored.sealed_consumer_key)?;
        return Ok(Secret::new(key.as_str()));
    }
    let new = engine.create_credential(context, application, &request, None).await?;
    Ok(Secret::new(new.consumer_key.as_str()))
}
