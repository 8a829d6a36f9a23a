//! Programs that may use an account: applications, their credentials and OAuth2 clients, and when each was last used.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use perennial_core::credential::{Credential, CredentialState};
use perennial_core::{ApplicationId, CredentialId};
use serde::Serialize;

use super::grant::rule_in_words;
use super::orders::day;
use super::page::{Answer, Page, see};
use super::refused::reason;
use super::site::Badge;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::sent::Sent;

pub(super) const PROGRAMS: &str = "/programs";
const TEMPLATE: &str = "programs.html";

#[derive(Serialize)]
struct Content {
    once: String,
    error: Option<String>,
    applications: Vec<ApplicationRow>,
    clients: Vec<ClientRow>,
}

#[derive(Serialize)]
struct ApplicationRow {
    id: i64,
    name: String,
    description: String,
    key: String,
    credentials: Vec<CredentialRow>,
}

#[derive(Serialize)]
struct CredentialRow {
    id: i64,
    rules: Vec<String>,
    from: Vec<String>,
    made: String,
    until: Option<String>,
    used: Option<String>,
    state: Badge,
    is_good: bool,
}

#[derive(Serialize)]
struct ClientRow {
    id: String,
    name: String,
    made: String,
}

/// `GET /programs`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    page.site(TEMPLATE, &content(&page, None).await?)
}

/// `POST /programs`: taking one away.
pub(super) async fn take(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let problem = if page.is_sent_once(&sent) {
        match remove(&page, &sent).await? {
            None => return Ok(see(PROGRAMS)),
            Some(problem) => problem,
        }
    } else {
        page.say("web-sent-before")?
    };
    page.site_again(TEMPLATE, &content(&page, Some(problem)).await?)
}

/// Takes away what a form names, or says what is wrong.
async fn remove(page: &Page<'_>, sent: &Sent) -> Result<Option<String>, Trouble> {
    let (engine, context) = (&page.app.engine, page.me.context(page.app));
    let id = sent.field("id").parse().ok();
    let done = match sent.field("do") {
        "application" => match id.and_then(|id| ApplicationId::try_new(id).ok()) {
            Some(id) => engine.remove_application(&context, id).await,
            None => return Ok(Some(page.say("web-sent-before")?)),
        },
        _ => match id.and_then(|id| CredentialId::try_new(id).ok()) {
            Some(id) => engine.revoke_credential(&context, id).await,
            None => return Ok(Some(page.say("web-sent-before")?)),
        },
    };
    Ok(match done {
        Ok(()) => None,
        Err(error) => Some(reason(error)?),
    })
}

async fn content(page: &Page<'_>, error: Option<String>) -> Result<Content, Trouble> {
    let (engine, account) = (&page.app.engine, page.me.session.account);
    let mut held: BTreeMap<ApplicationId, Vec<Credential>> = BTreeMap::new();
    for credential in engine.credentials(account).await? {
        held.entry(credential.application).or_default().push(credential);
    }
    let mut applications = Vec::new();
    for application in engine.seen_applications(account).await? {
        let credentials = held.remove(&application.id).unwrap_or_default();
        let rows = credentials.iter().rev().map(|one| credential_row(page, one));
        applications.push(ApplicationRow {
            id: application.id.get(),
            name: application.name.to_string(),
            description: application.description.map(|text| text.to_string()).unwrap_or_default(),
            key: application.key,
            credentials: rows.collect::<Result<_, _>>()?,
        });
    }
    let clients = engine.clients(account).await?.into_iter().map(|client| ClientRow {
        id: client.id.to_string(),
        name: client.about.name.to_string(),
        made: day(page, client.created_at),
    });
    Ok(Content { once: page.token(), error, applications, clients: clients.collect() })
}

fn credential_row(page: &Page<'_>, credential: &Credential) -> Result<CredentialRow, Trouble> {
    let state = page.app.engine.credential_state(credential);
    let (tone, key) = match state {
        CredentialState::Pending => ("wait", "site-credential-pending"),
        CredentialState::Validated => ("good", "site-credential-validated"),
        CredentialState::Refused => ("", "site-credential-refused"),
        CredentialState::Expired => ("", "site-credential-expired"),
    };
    let rules = credential.rules.iter().map(|rule| rule_in_words(page.me.words, rule));
    Ok(CredentialRow {
        id: credential.id.get(),
        rules: rules.collect::<Result<_, _>>()?,
        from: credential.allowed_ips.iter().map(ToString::to_string).collect(),
        made: day(page, credential.created_at),
        until: credential.expires_at.map(|at| day(page, at)),
        used: credential.last_used_at.map(|at| day(page, at)),
        state: Badge { tone, text: page.say(key)? },
        is_good: state == CredentialState::Validated,
    })
}
