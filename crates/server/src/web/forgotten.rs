//! A forgotten password: asking for the letter, and setting a new one where it leads.
//!
//! Whether there is such an account is told to nobody. Asking is counted for each account and address, so that nobody fills
//! somebody's mailbox.

use std::sync::Arc;

use axum::extract::State;
use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_documents::form::{Field, FieldKind, Form, Link};
use perennial_engine::access::NewPasswordKey;
use perennial_engine::access::password::Password;

use super::PasswordAttempt;
use super::own::refusal_in_words;
use super::page::{Answer, SIGN_IN, button, field, refill, show as page, show_before, tell};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;

pub(super) const FORGOTTEN: &str = "/auth/forgotten";
pub(super) const NEW: &str = "/auth/new";
/// The longest name of an account that is counted by itself.
const NAME_MAX: usize = 64;

/// `GET /auth/forgotten`.
pub(super) async fn show(visitor: Visitor) -> Answer {
    page(&ask_form(&visitor, None)?)
}

/// `POST /auth/forgotten`.
pub(super) async fn send(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    let name = sent.field("account").trim();
    let attempt: PasswordAttempt = (name.chars().take(NAME_MAX).collect(), visitor.address);
    if app.letters.are_too_many(&attempt) {
        let form = ask_form(&visitor, Some("web-forgotten-throttled"))?;
        return Err(Unfit::throttled(page(&form)?, super::LETTERS_WITHIN_S));
    }
    app.letters.failed(attempt);
    let address = format!("{}{NEW}", app.base_url());
    app.engine.send_new_password_letter(name, &address).await?;
    Ok(tell(visitor.words, "web-forgotten-title", "web-forgotten-sent")?)
}

/// `GET /auth/new`.
pub(super) async fn show_new(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    if may_set(&app, &visitor).await? { page(&new_form(&visitor, None)?) } else { over(&visitor) }
}

/// `POST /auth/new`.
pub(super) async fn set(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    let Some((account, until, token)) = key(&visitor) else { return over(&visitor) };
    if !may_set(&app, &visitor).await? {
        return over(&visitor);
    }
    let words = visitor.words;
    let again = |problem: String| refill(&new_form(&visitor, Some(problem))?);
    if sent.field("new") != sent.field("again") {
        return again(words.say("web-passwords-differ", &[])?);
    }
    let fresh = app.engine.require_account(account).await?;
    let password = match Password::parse(sent.field("new"), fresh.nichandle.as_str()) {
        Ok(password) => password,
        Err(refusal) => return again(refusal_in_words(words, refusal)?),
    };
    let key = NewPasswordKey { account, until, token: &token };
    if !app.engine.set_forgotten_password(&key, password).await? {
        return over(&visitor);
    }
    let link = Link { url: SIGN_IN.to_owned(), label: words.say("web-sign-in", &[])? };
    Ok(show_before(
        &Form {
            language: Some(words.tag()),
            title: words.say("web-new-password-title", &[])?,
            text: vec![words.say("web-password-changed", &[])?],
            links: vec![link],
            ..Form::default()
        },
        &[],
    )?)
}

/// What stands in the address of the letter.
fn key(visitor: &Visitor) -> Option<(AccountId, Timestamp, String)> {
    let account = AccountId::try_new(visitor.asked("account").parse().ok()?).ok()?;
    let until = Timestamp::from_second(visitor.asked("until").parse().ok()?).ok()?;
    Some((account, until, visitor.asked("token")))
}

async fn may_set(app: &App, visitor: &Visitor) -> Result<bool, Trouble> {
    let Some((account, until, token)) = key(visitor) else { return Ok(false) };
    let key = NewPasswordKey { account, until, token: &token };
    Ok(app.engine.may_set_password(&key).await?)
}

/// The address is wrong, over, or was used.
fn over(visitor: &Visitor) -> Answer {
    Err(Unfit::unknown(tell(visitor.words, "web-forgotten-title", "web-forgotten-over")?))
}

fn ask_form(visitor: &Visitor, error: Option<&'static str>) -> Result<Form, Trouble> {
    let words = visitor.words;
    let account = field(words, "account", "web-account")?;
    Ok(Form {
        language: Some(words.tag()),
        title: words.say("web-forgotten-title", &[])?,
        text: vec![words.say("web-forgotten-text", &[])?],
        error: error.map(|key| words.say(key, &[])).transpose()?,
        fields: vec![Field { autocomplete: "username", ..account }],
        buttons: vec![button(words, "send", "web-forgotten-send")?],
        links: vec![Link { url: SIGN_IN.to_owned(), label: words.say("web-back", &[])? }],
        ..Form::default()
    })
}

fn new_form(visitor: &Visitor, error: Option<String>) -> Result<Form, Trouble> {
    let words = visitor.words;
    let password = |name, label| -> Result<Field, Trouble> {
        let kind = FieldKind::Password;
        Ok(Field { kind, autocomplete: "new-password", ..field(words, name, label)? })
    };
    let hint = words.say("web-new-password-hint", &[])?;
    Ok(Form {
        language: Some(words.tag()),
        title: words.say("web-new-password-title", &[])?,
        text: vec![words.say("web-new-password-text", &[])?],
        error,
        fields: vec![
            Field { hint, ..password("new", "web-new-password")? },
            password("again", "web-new-password-again")?,
        ],
        buttons: vec![button(words, "send", "web-change")?],
        ..Form::default()
    })
}
