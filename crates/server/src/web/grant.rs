//! `/auth/?credentialToken=…`: somebody decides whether an application may use their account, and for how long.

use std::sync::Arc;

use axum::extract::State;
use perennial_core::credential::{AccessRule, Application, Credential, CredentialState, IpBlock};
use perennial_core::text::Name;
use perennial_core::web::WebAddress;
use perennial_documents::PageWords;
use perennial_documents::form::{Choice, Fact, Field, FieldKind, Form};
use perennial_engine::EngineError;
use perennial_engine::access::Decision;

use jiff::SignedDuration;

use super::page::{Answer, Page, see, show_before, tell};
use super::trouble::Trouble;
use super::visitor::{SignedIn, Visitor};
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;

/// For how many days an application may be let in; 0 for ever. As they are sent, the usual one first.
const VALIDITIES: [(&str, i64); 6] =
    [("30", 30), ("1", 1), ("7", 7), ("90", 90), ("365", 365), ("0", 0)];

/// What is to be decided, by whom.
struct Asked {
    me: SignedIn,
    credential: Credential,
    application: Application,
}

/// `GET /auth/`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let asked = Asked::open(&app, &visitor).await?;
    Ok(asked.page(&app, None)?)
}

/// `POST /auth/`.
pub(super) async fn decide(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    let asked = Asked::open(&app, &visitor).await?;
    if !(Page { app: &app, me: &asked.me }).is_sent_once(&sent) {
        return Err(Unfit::refilled(asked.page(&app, Some("web-sent-before"))?));
    }
    let is_allowed = sent.field("do") == "send";
    let decision = match validity(sent.field("validity")) {
        _ if !is_allowed => Decision::Refuse,
        Some(validity) => Decision::Validate { expires_at: app.engine.credential_end(validity) },
        None => return Err(Unfit::refilled(asked.page(&app, Some("web-sent-before"))?)),
    };
    let context = asked.me.context(&app);
    app.engine.decide_credential(&context, asked.credential.id, decision).await?;
    if let Some(address) = asked.redirection() {
        return Ok(see(address.as_str()));
    }
    let words = asked.me.words;
    Ok(match is_allowed {
        true => tell(words, "web-allowed-title", "web-allowed-text")?,
        false => tell(words, "web-refused-title", "web-refused-text")?,
    })
}

impl Asked {
    async fn open(app: &App, visitor: &Visitor) -> Result<Self, Unfit> {
        let me = visitor.signed_in(app).await?;
        let found = app.engine.credential_by_token(&visitor.asked("credentialToken")).await;
        let now = app.engine.wall().at();
        let pending = |one: &Credential| one.state_at(now) == CredentialState::Pending;
        let gone = || nothing(me.words);
        let credential = match found {
            Ok(found) if pending(&found) => found,
            Ok(_) | Err(EngineError::NotFound { .. }) => return Err(gone()?),
            Err(error) => return Err(error.into()),
        };
        match app.engine.asking_application(&credential).await {
            Ok(application) => Ok(Self { me, credential, application }),
            Err(EngineError::NotFound { .. }) => Err(gone()?),
            Err(error) => Err(error.into()),
        }
    }

    fn page(
        &self,
        app: &App,
        error: Option<&'static str>,
    ) -> Result<axum::response::Response, Trouble> {
        let page = Page { app, me: &self.me };
        let name = self.application.name.as_str();
        let words = self.me.words;
        let mut form = Form {
            text: vec![words.say("web-grant-text", &[("application", name.into())])?],
            error: error.map(|key| page.say(key)).transpose()?,
            facts: self.facts(&page)?,
            fields: vec![validity_field(&page)?],
            buttons: vec![page.button("send", "web-allow")?, page.button("refuse", "web-refuse")?],
            ..page.form("web-grant-title")?
        };
        form.facts.retain(|fact| !fact.values.is_empty());
        let origin = self.redirection();
        let origins: Vec<&str> = origin.iter().map(WebAddress::origin).collect();
        show_before(&form, &origins)
    }

    fn facts(&self, page: &Page<'_>) -> Result<Vec<Fact>, Trouble> {
        let words = self.me.words;
        let rules = self.credential.rules.iter().map(|rule| rule_in_words(words, rule));
        let mut from: Vec<String> =
            self.credential.allowed_ips.iter().map(IpBlock::to_string).collect();
        if from.is_empty() {
            from.push(page.say("web-grant-anywhere")?);
        }
        let fact = |key, values| page.say(key).map(|label| Fact { label, values, is_code: false });
        let description = self.application.description.as_ref().map(Name::to_string);
        Ok(vec![
            fact("web-grant-application", vec![self.application.name.to_string()])?,
            fact("web-grant-description", description.into_iter().collect())?,
            fact("web-grant-may", rules.collect::<Result<_, _>>()?)?,
            fact("web-grant-from", from)?,
        ])
    }

    /// Where the application wants the browser to go afterwards.
    fn redirection(&self) -> Option<WebAddress> {
        let address = self.credential.redirection.as_ref()?;
        WebAddress::parse(address.as_str()).ok()
    }
}

fn nothing(words: PageWords) -> Result<Unfit, Trouble> {
    tell(words, "web-no-grant-title", "web-no-grant-text").map(Unfit::unknown)
}

/// What a rule allows, in words.
pub(super) fn rule_in_words(words: PageWords, rule: &AccessRule) -> Result<String, Trouble> {
    let key = if rule.pattern() == "/*" { "web-rule-all" } else { "web-rule" };
    let facts = [("verb", rule.verb().name().into()), ("path", rule.pattern().into())];
    Ok(words.say(key, &facts)?)
}

/// The field in which somebody chooses for how long.
pub(super) fn validity_field(page: &Page<'_>) -> Result<Field, Trouble> {
    let choice = |(value, days): (&'static str, i64)| {
        let label = page.me.words.say("web-validity-days", &[("days", days.into())]);
        label.map(|label| Choice { value, label })
    };
    let choices = VALIDITIES.into_iter().map(choice).collect::<Result<_, _>>()?;
    Ok(Field { kind: FieldKind::Choice, choices, ..page.field("validity", "web-validity")? })
}

/// What was chosen: a duration, or no end.
pub(super) fn validity(sent: &str) -> Option<Option<SignedDuration>> {
    let (_, days) = VALIDITIES.into_iter().find(|(value, _)| *value == sent)?;
    Some((days > 0).then(|| SignedDuration::from_hours(days * 24)))
}
