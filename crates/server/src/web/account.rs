//! How somebody signs in: the password, the second factor, and all browsers at once.
//!
//! Each change ends every session, the one at hand too: who was signed in with what is not known any more signs in again.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use perennial_documents::form::{Fact, Field, FieldKind, Form, Hidden, Picture};
use perennial_engine::EngineError;
use perennial_engine::access::password::{BYTES_MAX, CHARACTERS_MIN, Password, PasswordRefusal};
use perennial_engine::access::{SignInRefusal, factor};
use qrcode::QrCode;
use qrcode::render::svg;

use super::PasswordAttempt;
use super::page::{ACCOUNT, Answer, Page, SIGN_IN, refill, show as show_page, show_before};
use super::sign_in::forgetting;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::attempts::RETRY_AFTER_S;
use crate::error::Unfit;
use crate::sent::Sent;

/// `GET /auth/account`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let (changed_at, has_factor) =
        app.engine.how_to_sign_in(me.session.account).await?.ok_or(EngineError::NoPassword)?;
    let date = app.engine.clock().zone().to_datetime(changed_at).date().to_string();
    let set_on = me.words.say("web-password-set-on", &[("date", date.into())])?;
    let factor = page.say(if has_factor { "web-factor-on" } else { "web-factor-off" })?;
    let fact =
        |key, value| page.say(key).map(|label| Fact { label, values: vec![value], is_code: false });
    let change = if has_factor { "web-remove-factor" } else { "web-set-factor" };
    show_page(&Form {
        facts: vec![fact("web-password-set", set_on)?, fact("web-factor", factor)?],
        links: vec![
            page.link("/auth/password", "web-change-password")?,
            page.link("/auth/factor", change)?,
            page.link("/auth/everywhere", "web-everywhere")?,
            page.link("/createApp/", "web-make-application")?,
            page.link("/createToken/", "web-make-token")?,
        ],
        ..page.form("web-account-title")?
    })
}

/// `GET /auth/password`.
pub(super) async fn show_password(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    show_page(&password_form(&Page { app: &app, me: &me })?)
}

/// `POST /auth/password`.
pub(super) async fn change_password(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let again = |error: String| refill(&Form { error: Some(error), ..password_form(&page)? });
    if !page.is_sent_once(&sent) {
        return again(page.say("web-sent-before")?);
    }
    if let Some(problem) = wrong_password(&page, &visitor, &sent, password_form).await? {
        return again(problem);
    }
    if sent.field("new") != sent.field("again") {
        return again(page.say("web-passwords-differ")?);
    }
    let nichandle = me.customer.account.nichandle.as_str();
    match Password::parse(sent.field("new"), nichandle) {
        Ok(password) => app.engine.set_password(&me.context(&app), password).await?,
        Err(refusal) => return again(in_words(&page, refusal)?),
    }
    done(&page, &visitor, "web-new-password-title", "web-password-changed")
}

/// `GET /auth/factor`.
pub(super) async fn show_factor(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    if has_factor(&page).await? {
        return show_page(&remove_form(&page)?);
    }
    let new = app.engine.new_factor();
    show_page(&factor_form(&page, &new.secret, new.sealed)?)
}

/// `POST /auth/factor`.
pub(super) async fn change_factor(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    if has_factor(&page).await? {
        remove_factor(&page, &visitor, &sent).await
    } else {
        set_factor(&page, &visitor, &sent).await
    }
}

async fn remove_factor(page: &Page<'_>, visitor: &Visitor, sent: &Sent) -> Answer {
    let again = |error: String| refill(&Form { error: Some(error), ..remove_form(page)? });
    if !page.is_sent_once(sent) {
        return again(page.say("web-sent-before")?);
    }
    if let Some(problem) = wrong_password(page, visitor, sent, remove_form).await? {
        return again(problem);
    }
    page.app.engine.remove_factor(&page.me.context(page.app)).await?;
    done(page, visitor, "web-remove-factor", "web-factor-removed")
}

async fn set_factor(page: &Page<'_>, visitor: &Visitor, sent: &Sent) -> Answer {
    let engine = &page.app.engine;
    let sealed = sent.field("sealed");
    let secret = engine.open_factor(sealed).filter(|_| page.is_sent_once(sent));
    let Some(secret) = secret else {
        let new = engine.new_factor();
        let form = factor_form(page, &new.secret, new.sealed)?;
        return refill(&Form { error: Some(page.say("web-sent-before")?), ..form });
    };
    match engine.set_factor(&page.me.context(page.app), sealed, sent.field("code")).await {
        Ok(()) => done(page, visitor, "web-factor-title", "web-factor-set"),
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            let form = factor_form(page, &secret, sealed.to_owned())?;
            refill(&Form { error: Some(page.say("web-code-wrong")?), ..form })
        }
    }
}

/// `GET /auth/everywhere`.
pub(super) async fn show_everywhere(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    show_page(&everywhere_form(&Page { app: &app, me: &me })?)
}

/// `POST /auth/everywhere`.
pub(super) async fn leave_everywhere(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    if !page.is_sent_once(&sent) {
        let error = Some(page.say("web-sent-before")?);
        return refill(&Form { error, ..everywhere_form(&page)? });
    }
    app.engine.sign_out_everywhere(&me.context(&app)).await?;
    done(&page, &visitor, "web-everywhere", "web-signed-out-text")
}

async fn has_factor(page: &Page<'_>) -> Result<bool, Trouble> {
    let how = page.app.engine.how_to_sign_in(page.me.session.account).await?;
    Ok(how.is_some_and(|(_, has_factor)| has_factor))
}

/// What is wrong with the present password; guesses are counted as those at the door.
async fn wrong_password(
    page: &Page<'_>,
    visitor: &Visitor,
    sent: &Sent,
    form: fn(&Page<'_>) -> Result<Form, Trouble>,
) -> Result<Option<String>, Unfit> {
    let name = page.me.customer.account.nichandle.to_string();
    let attempt: PasswordAttempt = (name, visitor.address);
    if page.app.passwords.are_too_many(&attempt) {
        let form = Form { error: Some(page.say("web-throttled")?), ..form(page)? };
        return Err(Unfit::throttled(show_page(&form)?, RETRY_AFTER_S));
    }
    if page.app.engine.is_password(page.me.session.account, sent.field("present")).await? {
        return Ok(None);
    }
    page.app.passwords.failed(attempt);
    Ok(Some(page.say("web-present-password-wrong")?))
}

fn in_words(page: &Page<'_>, refusal: PasswordRefusal) -> Result<String, Trouble> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
    let words = page.me.words;
    Ok(match refusal {
        PasswordRefusal::TooShort { characters } => {
            let facts = [("count", number(characters)), ("least", number(CHARACTERS_MIN))];
            words.say("web-password-short", &facts)?
        }
        PasswordRefusal::TooLong { .. } => {
            words.say("web-password-long", &[("most", number(BYTES_MAX))])?
        }
        PasswordRefusal::Monotonous => words.say("web-password-monotonous", &[])?,
        PasswordRefusal::NamesAccount => words.say("web-password-names", &[])?,
    })
}

fn password_form(page: &Page<'_>) -> Result<Form, Trouble> {
    let new = page.password("new", "web-new-password", "new-password")?;
    let hint = page.say("web-new-password-hint")?;
    Ok(Form {
        text: vec![page.say("web-new-password-text")?],
        fields: vec![
            page.password("present", "web-present-password", "current-password")?,
            Field { hint, ..new },
            page.password("again", "web-new-password-again", "new-password")?,
        ],
        buttons: vec![page.button("send", "web-change")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-new-password-title")?
    })
}

fn remove_form(page: &Page<'_>) -> Result<Form, Trouble> {
    Ok(Form {
        text: vec![page.say("web-factor-remove-text")?],
        fields: vec![page.password("present", "web-present-password", "current-password")?],
        buttons: vec![page.button("send", "web-remove-factor")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-remove-factor")?
    })
}

fn everywhere_form(page: &Page<'_>) -> Result<Form, Trouble> {
    Ok(Form {
        text: vec![page.say("web-everywhere-text")?],
        buttons: vec![page.button("send", "web-everywhere")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-everywhere")?
    })
}

fn factor_form(page: &Page<'_>, secret: &str, sealed: String) -> Result<Form, Trouble> {
    let account = page.me.customer.account.nichandle.as_str();
    let address = factor::address(secret, page.app.engine.seller().identity.name.as_str(), account);
    let picture = QrCode::new(address.as_bytes()).ok().map(|code| {
        let svg = code.render::<svg::Color<'_>>().quiet_zone(true).build();
        // What stands before the element is for a file of its own.
        svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().to_owned()
    });
    let text = page.say("web-factor-picture")?;
    let groups: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let label = page.say("web-factor-secret")?;
    let code = Field {
        autocomplete: "one-time-code",
        kind: FieldKind::Number,
        hint: page.say("web-code-hint")?,
        ..page.field("code", "web-code")?
    };
    Ok(Form {
        text: vec![page.say("web-factor-text")?],
        picture: picture.map(|svg| Picture { svg, text }),
        facts: vec![Fact { label, values: vec![groups.join(" ")], is_code: true }],
        hidden: vec![Hidden { name: "sealed", value: sealed }],
        fields: vec![code],
        buttons: vec![page.button("send", "web-confirm")?],
        links: vec![page.link(ACCOUNT, "web-back")?],
        ..page.form("web-factor-title")?
    })
}

/// A last word; nobody is signed in any more.
fn done(
    page: &Page<'_>,
    visitor: &Visitor,
    title: &'static str,
    text: &'static str,
) -> Result<Response, Unfit> {
    let told = show_before(
        &Form {
            language: Some(page.me.words.tag()),
            title: page.say(title)?,
            text: vec![page.say(text)?],
            links: vec![page.link(SIGN_IN, "web-sign-in")?],
            ..Form::default()
        },
        &[],
    )?;
    Ok(forgetting(visitor, told))
}
