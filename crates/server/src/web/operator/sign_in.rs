//! The door of operators: a password, a code where there is a second factor; and signing out.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use form_urlencoded::Serializer;
use hyper::header::SET_COOKIE;
use perennial_documents::form::Form;
use perennial_engine::access::{SESSION, SignInRefusal, StartedOperator};
use perennial_engine::{OperatorSession, Stage};

use super::desk::{Guest, Operating};
use super::{ACCOUNTS, CODE, DOOR, SIGN_OUT};
use crate::App;
use crate::attempts::RETRY_AFTER_S;
use crate::error::Unfit;
use crate::sent::Sent;
use crate::web::page::{Answer, is_of_here, see, show as page, tell};
use crate::web::sign_in::{NAME_MAX, code_form_in, door, forgetting};
use crate::web::trouble::Trouble;
use crate::web::{CODES_WITHIN_S, PasswordAttempt};

/// `GET /operator/sign-in`.
pub(super) async fn show(guest: Guest) -> Answer {
    page(&password_form(&guest, "", None)?)
}

/// `POST /operator/sign-in`.
pub(super) async fn take(State(app): State<Arc<App>>, guest: Guest, sent: Sent) -> Answer {
    guest.must_be_from_here()?;
    let name = sent.field("account").trim().to_lowercase();
    let attempt: PasswordAttempt = (name.chars().take(NAME_MAX).collect(), guest.address);
    if app.operator_passwords.are_too_many(&attempt) {
        let form = password_form(&guest, &name, Some("web-throttled"))?;
        return Err(Unfit::throttled(page(&form)?, RETRY_AFTER_S));
    }
    match app.engine.sign_operator_in(&name, sent.field("password")).await {
        Ok(started) => go_in(&app, &guest, &started).await,
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            app.operator_passwords.failed(attempt);
            let form = password_form(&guest, &name, Some("operator-sign-in-wrong"))?;
            Err(Unfit::refilled(page(&form)?))
        }
    }
}

/// `GET /operator/code`.
pub(super) async fn show_code(guest: Guest) -> Answer {
    match waiting(&guest) {
        Some(_) => page(&code_form_in(guest.words, None)?),
        None => Ok(see(&with_next(DOOR, &guest))),
    }
}

/// `POST /operator/code`.
pub(super) async fn take_code(State(app): State<Arc<App>>, guest: Guest, sent: Sent) -> Answer {
    guest.must_be_from_here()?;
    let Some(session) = waiting(&guest) else { return Ok(see(&with_next(DOOR, &guest))) };
    if app.operator_codes.are_too_many(&session.operator) {
        let form = code_form_in(guest.words, Some("web-throttled-long"))?;
        return Err(Unfit::throttled(page(&form)?, CODES_WITHIN_S));
    }
    match app.engine.pass_operator_code(session, sent.field("code")).await {
        Ok(started) => go_in(&app, &guest, &started).await,
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            app.operator_codes.failed(session.operator);
            Err(Unfit::refilled(page(&code_form_in(guest.words, Some("web-code-wrong"))?)?))
        }
    }
}

/// `POST /operator/sign-out`.
pub(super) async fn leave(State(app): State<Arc<App>>, guest: Guest, sent: Sent) -> Answer {
    guest.must_be_from_here()?;
    if let Some(Operating { session, .. }) = &guest.session {
        let good_for: [&[u8]; 3] = [&session.hash, SIGN_OUT.as_bytes(), b""];
        if !app.engine.vault().is_page_token(&good_for, sent.field("once")) {
            return Err(Unfit::foreign(guest.words));
        }
        app.engine.sign_operator_out(session).await?;
    }
    let told = tell(guest.words, "web-signed-out-title", "web-signed-out-text")?;
    Ok(forgetting(&guest, told))
}

/// Gives the browser its session. What it held before is worth nothing afterwards.
async fn go_in(app: &App, guest: &Guest, started: &StartedOperator) -> Answer {
    if let Some(before) = &guest.session {
        app.engine.sign_operator_out(&before.session).await?;
    }
    let to = match started.session.stage {
        Stage::WantsCode => with_next(CODE, guest),
        Stage::SignedIn => next_of(guest),
    };
    let cookie = guest.cookie(&started.cookie, SESSION.as_secs());
    Ok(([(SET_COOKIE, cookie)], see(&to)).into_response())
}

fn waiting(guest: &Guest) -> Option<&OperatorSession> {
    let session = guest.session.as_ref().map(|operating| &operating.session);
    session.filter(|session| session.stage == Stage::WantsCode)
}

/// Where to go on after signing in: a page of operators, whatever the address says.
fn next_of(guest: &Guest) -> String {
    let next = guest.asked("next");
    if is_of_here(&next) && next.starts_with("/operator/") { next } else { ACCOUNTS.to_owned() }
}

fn with_next(path: &str, guest: &Guest) -> String {
    let next = Serializer::new(String::new()).append_pair("next", &next_of(guest)).finish();
    format!("{path}?{next}")
}

fn password_form(guest: &Guest, name: &str, error: Option<&'static str>) -> Result<Form, Trouble> {
    let keys = ["operator-sign-in-title", "operator-sign-in-text", "operator-name"];
    door(guest.words, keys, name, error)
}
