//! Signing in: a password, a code where there is a second factor; and signing out.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use form_urlencoded::Serializer;
use hyper::header::SET_COOKIE;
use perennial_documents::PageWords;
use perennial_documents::form::{Field, FieldKind, Form, Link};
use perennial_engine::access::{SESSION, SignInRefusal, Started};
use perennial_engine::{Session, Stage};

use super::forgotten::FORGOTTEN;
use super::page::{
    Answer, CODE, SIGN_IN, SIGN_OUT, button, field, next_of, see, show as page, tell,
};
use super::trouble::Trouble;
use super::visitor::{Seat, Visitor};
use super::{CODES_WITHIN_S, PasswordAttempt};
use crate::App;
use crate::attempts::RETRY_AFTER_S;
use crate::error::Unfit;
use crate::sent::Sent;

/// The longest name that is counted by itself.
pub(super) const NAME_MAX: usize = 64;

/// `GET /auth/sign-in`.
pub(super) async fn show(visitor: Visitor) -> Answer {
    page(&password_form(&visitor, "", None)?)
}

/// `POST /auth/sign-in`.
pub(super) async fn take(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    let name = sent.field("account").trim();
    let attempt: PasswordAttempt = (name.chars().take(NAME_MAX).collect(), visitor.address);
    if app.passwords.are_too_many(&attempt) {
        let form = password_form(&visitor, name, Some("web-throttled"))?;
        return Err(Unfit::throttled(page(&form)?, RETRY_AFTER_S));
    }
    match app.engine.sign_in(name, sent.field("password")).await {
        Ok(started) => go_in(&app, &visitor, &started).await,
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            app.passwords.failed(attempt);
            let form = password_form(&visitor, name, Some("web-sign-in-wrong"))?;
            Err(Unfit::refilled(page(&form)?))
        }
    }
}

/// `GET /auth/code`.
pub(super) async fn show_code(visitor: Visitor) -> Answer {
    match waiting(&visitor) {
        Some(_) => page(&code_form(&visitor, None)?),
        None => Ok(see(&with_next(SIGN_IN, &visitor))),
    }
}

/// `POST /auth/code`.
pub(super) async fn take_code(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    let Some(session) = waiting(&visitor) else { return Ok(see(&with_next(SIGN_IN, &visitor))) };
    if app.codes.are_too_many(&session.account) {
        let form = code_form(&visitor, Some("web-throttled-long"))?;
        return Err(Unfit::throttled(page(&form)?, CODES_WITHIN_S));
    }
    match app.engine.pass_code(session, sent.field("code")).await {
        Ok(started) => go_in(&app, &visitor, &started).await,
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            app.codes.failed(session.account);
            Err(Unfit::refilled(page(&code_form(&visitor, Some("web-code-wrong"))?)?))
        }
    }
}

/// `POST /auth/sign-out`.
pub(super) async fn leave(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    visitor.must_be_from_here()?;
    if let Some(session) = &visitor.session {
        let good_for: [&[u8]; 2] = [&session.hash, SIGN_OUT.as_bytes()];
        if !app.engine.vault().is_page_token(&good_for, sent.field("once")) {
            return Err(Unfit::foreign(visitor.words));
        }
        app.engine.sign_out(session).await?;
    }
    let told = tell(visitor.words, "web-signed-out-title", "web-signed-out-text")?;
    Ok(forgetting(&visitor, told))
}

/// An answer with which the browser forgets the session.
pub(super) fn forgetting<S: Seat>(visitor: &Visitor<S>, response: Response) -> Response {
    ([(SET_COOKIE, visitor.cookie("", 0))], response).into_response()
}

/// Gives the browser its session, and sends it to where it wanted to go. What it held before is worth nothing afterwards.
async fn go_in(app: &App, visitor: &Visitor, started: &Started) -> Answer {
    if let Some(before) = &visitor.session {
        app.engine.sign_out(before).await?;
    }
    let to = match started.session.stage {
        Stage::WantsCode => with_next(CODE, visitor),
        Stage::SignedIn => next_of(visitor),
    };
    let cookie = visitor.cookie(&started.cookie, SESSION.as_secs());
    Ok(([(SET_COOKIE, cookie)], see(&to)).into_response())
}

fn waiting(visitor: &Visitor) -> Option<&Session> {
    visitor.session.as_ref().filter(|session| session.stage == Stage::WantsCode)
}

fn with_next(path: &str, visitor: &Visitor) -> String {
    let next = Serializer::new(String::new()).append_pair("next", &next_of(visitor)).finish();
    format!("{path}?{next}")
}

fn password_form(
    visitor: &Visitor,
    name: &str,
    error: Option<&'static str>,
) -> Result<Form, Trouble> {
    let words = visitor.words;
    let texts = ["web-sign-in-title", "web-sign-in-text", "web-account"];
    let label = words.say("web-forgotten-title", &[])?;
    let links = vec![Link { url: FORGOTTEN.to_owned(), label }];
    Ok(Form { links, ..door(words, texts, name, error)? })
}

/// The form at a door: its title, its text, and what whoever comes is called.
pub(super) fn door(
    words: PageWords,
    [title, text, who]: [&'static str; 3],
    name: &str,
    error: Option<&'static str>,
) -> Result<Form, Trouble> {
    let account = Field {
        autocomplete: "username",
        value: name.chars().take(NAME_MAX).collect(),
        ..field(words, "account", who)?
    };
    let password = Field {
        autocomplete: "current-password",
        kind: FieldKind::Password,
        ..field(words, "password", "web-password")?
    };
    Ok(Form {
        language: Some(words.tag()),
        title: words.say(title, &[])?,
        text: vec![words.say(text, &[])?],
        error: error.map(|key| words.say(key, &[])).transpose()?,
        fields: vec![account, password],
        buttons: vec![button(words, "send", "web-sign-in")?],
        ..Form::default()
    })
}

fn code_form(visitor: &Visitor, error: Option<&'static str>) -> Result<Form, Trouble> {
    code_form_in(visitor.words, error)
}

/// The form that asks for a code.
pub(super) fn code_form_in(words: PageWords, error: Option<&'static str>) -> Result<Form, Trouble> {
    let code = Field {
        autocomplete: "one-time-code",
        kind: FieldKind::Number,
        hint: words.say("web-code-hint", &[])?,
        ..field(words, "code", "web-code")?
    };
    Ok(Form {
        language: Some(words.tag()),
        title: words.say("web-code-title", &[])?,
        text: vec![words.say("web-code-text", &[])?],
        error: error.map(|key| words.say(key, &[])).transpose()?,
        fields: vec![code],
        buttons: vec![button(words, "send", "web-confirm")?],
        ..Form::default()
    })
}
