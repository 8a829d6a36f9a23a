//! `/createApp/` and `/createToken/`: applications, and keys for a script of one's own. Secrets are shown once.

use std::sync::Arc;

use axum::extract::State;
use perennial_core::credential::{AccessRule, IpBlock, Verb};
use perennial_core::text::Name;
use perennial_documents::form::{Fact, Field, FieldKind, Form};
use perennial_engine::EngineError;
use perennial_engine::access::CredentialRequest;

use super::grant::{validity, validity_field};
use super::page::{ACCOUNT, Answer, Page, refill, show};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;

/// `GET /createApp/`.
pub(super) async fn show_application(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    show(&application_form(&Page { app: &app, me: &me }, &Wanted::default())?)
}

/// `POST /createApp/`.
pub(super) async fn make_application(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let wanted = Wanted::of(&sent);
    let again =
        |error: String| refill(&Form { error: Some(error), ..application_form(&page, &wanted)? });
    if !page.is_sent_once(&sent) {
        return again(page.say("web-sent-before")?);
    }
    let (name, description) = match wanted.texts() {
        Ok(texts) => texts,
        Err(problem) => return again(problem),
    };
    let context = me.context(&app);
    let made = app.engine.create_application(&context, &name, description.as_ref()).await?;
    made_page(
        &page,
        "web-application-made",
        vec![
            ("web-application-key", made.application.key.clone()),
            ("web-application-secret", made.secret.to_string()),
        ],
    )
}

/// `GET /createToken/`: with the rights that the address asks for, such as `?GET=/me&POST=/me/order/*`.
pub(super) async fn show_token(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let rights = Verb::ALL.into_iter().flat_map(|verb| {
        visitor.all_asked(verb.name()).map(move |path| format!("{} {path}", verb.name()))
    });
    let rights = rights.collect::<Vec<_>>().join("\n");
    show(&token_form(&Page { app: &app, me: &me }, &Wanted { rights, ..Wanted::default() })?)
}

/// `POST /createToken/`.
pub(super) async fn make_token(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let wanted = Wanted::of(&sent);
    let again = |error: String| refill(&Form { error: Some(error), ..token_form(&page, &wanted)? });
    let validity = validity(sent.field("validity")).filter(|_| page.is_sent_once(&sent));
    let Some(validity) = validity else { return again(page.say("web-sent-before")?) };
    let (name, description) = match wanted.texts() {
        Ok(texts) => texts,
        Err(problem) => return again(problem),
    };
    let request = match wanted.request(&page)? {
        Ok(request) => request,
        Err(problem) => return again(problem),
    };
    let (context, end) = (me.context(&app), app.engine.credential_end(validity));
    let made = app.engine.create_keys(&context, (&name, description.as_ref()), &request, end).await;
    match made {
        Ok((application, credential)) => made_page(
            &page,
            "web-token-made",
            vec![
                ("web-application-key", application.application.key.clone()),
                ("web-application-secret", application.secret.to_string()),
                ("web-consumer-key", credential.consumer_key.to_string()),
            ],
        ),
        Err(EngineError::CredentialRequest(refusal)) => again(refusal.to_string()),
        Err(error) => Err(error.into()),
    }
}

/// What somebody has filled in.
#[derive(Debug, Default)]
struct Wanted {
    name: String,
    description: String,
    rights: String,
    addresses: String,
    validity: String,
}

impl Wanted {
    fn of(sent: &Sent) -> Self {
        let field = |name: &str| sent.field(name).trim().replace("\r\n", "\n");
        Self {
            name: field("name"),
            description: field("description"),
            rights: field("rights"),
            addresses: field("addresses"),
            validity: field("validity"),
        }
    }

    /// What the application is called, and what it says of itself.
    fn texts(&self) -> Result<(Name, Option<Name>), String> {
        let name = Name::parse(&self.name).map_err(|error| error.to_string())?;
        let description = match self.description.as_str() {
            "" => None,
            text => Some(Name::parse(text).map_err(|error| error.to_string())?),
        };
        Ok((name, description))
    }

    /// What the keys are for.
    fn request(&self, page: &Page<'_>) -> Result<Result<CredentialRequest, String>, Trouble> {
        let lines = |text: &'_ str| -> Vec<String> {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        let mut rules = Vec::new();
        for line in lines(&self.rights) {
            let parts = line.split_once(char::is_whitespace);
            let rule = parts.and_then(|(verb, path)| {
                AccessRule::parse(&verb.to_ascii_uppercase(), path.trim()).ok()
            });
            let Some(rule) = rule else {
                let line = [("line", line.as_str().into())];
                return Ok(Err(page.me.words.say("web-right-wrong", &line)?));
            };
            rules.push(rule);
        }
        if rules.is_empty() {
            return Ok(Err(page.say("web-no-rights")?));
        }
        let blocks = lines(&self.addresses);
        let blocks: Result<Vec<_>, _> = blocks.iter().map(|block| IpBlock::parse(block)).collect();
        Ok(blocks.map_err(|error| error.to_string()).map(|allowed_ips| CredentialRequest {
            rules,
            allowed_ips,
            redirection: None,
        }))
    }
}

fn application_form(page: &Page<'_>, wanted: &Wanted) -> Result<Form, Trouble> {
    Ok(Form {
        text: vec![page.say("web-application-text")?],
        fields: about_fields(page, wanted)?,
        buttons: vec![page.button("send", "web-create")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-application-title")?
    })
}

fn token_form(page: &Page<'_>, wanted: &Wanted) -> Result<Form, Trouble> {
    let mut fields = about_fields(page, wanted)?;
    fields.push(Field {
        kind: FieldKind::Lines,
        value: wanted.rights.clone(),
        hint: page.say("web-rights-hint")?,
        ..page.field("rights", "web-rights")?
    });
    fields.push(Field {
        kind: FieldKind::Lines,
        value: wanted.addresses.clone(),
        hint: "192.0.2.0/24".to_owned(),
        is_optional: true,
        ..page.field("addresses", "web-addresses")?
    });
    fields.push(Field { value: wanted.validity.clone(), ..validity_field(page)? });
    Ok(Form {
        text: vec![page.say("web-token-text")?],
        fields,
        buttons: vec![page.button("send", "web-create")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-token-title")?
    })
}

fn about_fields(page: &Page<'_>, wanted: &Wanted) -> Result<Vec<Field>, Trouble> {
    let name = Field { value: wanted.name.clone(), ..page.field("name", "web-name")? };
    let description = Field {
        value: wanted.description.clone(),
        is_optional: true,
        ..page.field("description", "web-description")?
    };
    Ok(vec![name, description])
}

/// What was made, to be copied.
fn made_page(
    page: &Page<'_>,
    title: &'static str,
    keys: Vec<(&'static str, String)>,
) -> Result<axum::response::Response, Unfit> {
    let fact = |(label, key): (&'static str, String)| {
        page.say(label).map(|label| Fact { label, values: vec![key], is_code: true })
    };
    show(&Form {
        text: vec![page.say("web-keys-once")?],
        facts: keys.into_iter().map(fact).collect::<Result<_, _>>()?,
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form(title)?
    })
}
