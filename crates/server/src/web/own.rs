//! How somebody who is signed in changes how they sign in: the password, the second factor, and all browsers at once. The same
//! for holders of accounts and for operators; where it is stored, [`Own`] knows.
//!
//! Each change ends every session, the one at hand too: who was signed in with what is not known any more signs in again.

use axum::response::Response;
use perennial_documents::PageWords;
use perennial_documents::form::{Fact, Field, FieldKind, Form, Hidden, Link, Picture, Who};
use perennial_engine::access::password::{BYTES_MAX, CHARACTERS_MIN, Password, PasswordRefusal};
use perennial_engine::access::{SignInRefusal, factor};
use perennial_engine::{Engine, EngineError};
use qrcode::QrCode;
use qrcode::render::svg;

use super::page::{Answer, button, field, refill, show as show_page, show_before};
use super::trouble::Trouble;
use crate::attempts::RETRY_AFTER_S;
use crate::error::Unfit;
use crate::sent::Sent;

/// Where somebody's own pages are, and what is said there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    /// The page that leads to the others.
    pub(super) back: &'static str,
    /// Where one signs in.
    pub(super) door: &'static str,
    /// What is said where a password is changed.
    pub(super) password_text: &'static str,
    /// What is said where all browsers are signed out.
    pub(super) everywhere_text: &'static str,
}

/// Somebody who is signed in.
pub(super) trait Owner {
    /// Where their own pages are.
    const OWN: Own;

    fn words(&self) -> PageWords;
    fn engine(&self) -> &Engine;
    /// What they are called, to authenticators and in no password.
    fn name(&self) -> &str;
    fn who(&self) -> Result<Who, Trouble>;
    /// What a form of this page is sent with.
    fn token(&self) -> String;
    fn is_sent_once(&self, sent: &Sent) -> bool;
    /// Whether the present password was wrong too often.
    fn has_guessed(&self) -> bool;
    /// It was wrong.
    fn guessed(&self);
    async fn is_password(&self, text: &str) -> Result<bool, EngineError>;
    async fn has_factor(&self) -> Result<bool, EngineError>;
    async fn set_password(&self, password: Password) -> Result<(), EngineError>;
    async fn set_factor(&self, sealed: &str, code: &str) -> Result<(), SignInRefusal>;
    async fn remove_factor(&self) -> Result<(), EngineError>;
    async fn end_sessions(&self) -> Result<(), EngineError>;
    /// The browser forgets its session.
    fn forgetting(&self, response: Response) -> Response;
}

pub(super) fn show_password(me: &impl Owner) -> Answer {
    show_page(&password_form(me)?)
}

pub(super) async fn change_password<O: Owner>(me: &O, sent: &Sent) -> Answer {
    let again = |error: String| refill(&Form { error: Some(error), ..password_form(me)? });
    if !me.is_sent_once(sent) {
        return again(say(me, "web-sent-before")?);
    }
    if let Some(problem) = wrong_password(me, sent, password_form).await? {
        return again(problem);
    }
    if sent.field("new") != sent.field("again") {
        return again(say(me, "web-passwords-differ")?);
    }
    match Password::parse(sent.field("new"), me.name()) {
        Ok(password) => me.set_password(password).await?,
        Err(refusal) => return again(refusal_in_words(me.words(), refusal)?),
    }
    done(me, "web-new-password-title", "web-password-changed")
}

pub(super) async fn show_factor<O: Owner>(me: &O) -> Answer {
    if me.has_factor().await? {
        return show_page(&remove_form(me)?);
    }
    let new = me.engine().new_factor();
    show_page(&factor_form(me, &new.secret, new.sealed)?)
}

pub(super) async fn change_factor<O: Owner>(me: &O, sent: &Sent) -> Answer {
    if me.has_factor().await? { remove_factor(me, sent).await } else { set_factor(me, sent).await }
}

async fn remove_factor<O: Owner>(me: &O, sent: &Sent) -> Answer {
    let again = |error: String| refill(&Form { error: Some(error), ..remove_form(me)? });
    if !me.is_sent_once(sent) {
        return again(say(me, "web-sent-before")?);
    }
    if let Some(problem) = wrong_password(me, sent, remove_form).await? {
        return again(problem);
    }
    me.remove_factor().await?;
    done(me, "web-remove-factor", "web-factor-removed")
}

async fn set_factor<O: Owner>(me: &O, sent: &Sent) -> Answer {
    let engine = me.engine();
    let sealed = sent.field("sealed");
    let secret = engine.open_factor(sealed).filter(|_| me.is_sent_once(sent));
    let Some(secret) = secret else {
        let new = engine.new_factor();
        let form = factor_form(me, &new.secret, new.sealed)?;
        return refill(&Form { error: Some(say(me, "web-sent-before")?), ..form });
    };
    match me.set_factor(sealed, sent.field("code")).await {
        Ok(()) => done(me, "web-factor-title", "web-factor-set"),
        Err(SignInRefusal::Engine(error)) => Err(error.into()),
        Err(SignInRefusal::Wrong | SignInRefusal::WrongCode) => {
            let form = factor_form(me, &secret, sealed.to_owned())?;
            refill(&Form { error: Some(say(me, "web-code-wrong")?), ..form })
        }
    }
}

pub(super) fn show_everywhere(me: &impl Owner) -> Answer {
    show_page(&everywhere_form(me)?)
}

pub(super) async fn leave_everywhere<O: Owner>(me: &O, sent: &Sent) -> Answer {
    if !me.is_sent_once(sent) {
        let error = Some(say(me, "web-sent-before")?);
        return refill(&Form { error, ..everywhere_form(me)? });
    }
    me.end_sessions().await?;
    done(me, "web-everywhere", "web-signed-out-text")
}

/// What is wrong with the present password; guesses are counted as those at the door.
async fn wrong_password<O: Owner>(
    me: &O,
    sent: &Sent,
    form: fn(&O) -> Result<Form, Trouble>,
) -> Result<Option<String>, Unfit> {
    if me.has_guessed() {
        let form = Form { error: Some(say(me, "web-throttled")?), ..form(me)? };
        return Err(Unfit::throttled(show_page(&form)?, RETRY_AFTER_S));
    }
    if me.is_password(sent.field("present")).await? {
        return Ok(None);
    }
    me.guessed();
    Ok(Some(say(me, "web-present-password-wrong")?))
}

/// What is wrong with a new password.
pub(super) fn refusal_in_words(
    words: PageWords,
    refusal: PasswordRefusal,
) -> Result<String, Trouble> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
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

fn password_form<O: Owner>(me: &O) -> Result<Form, Trouble> {
    let new = password(me, "new", "web-new-password", "new-password")?;
    let hint = say(me, "web-new-password-hint")?;
    Ok(Form {
        text: vec![say(me, O::OWN.password_text)?],
        fields: vec![
            password(me, "present", "web-present-password", "current-password")?,
            Field { hint, ..new },
            password(me, "again", "web-new-password-again", "new-password")?,
        ],
        buttons: vec![button(me.words(), "send", "web-change")?],
        ..form(me, "web-new-password-title")?
    })
}

fn remove_form<O: Owner>(me: &O) -> Result<Form, Trouble> {
    Ok(Form {
        text: vec![say(me, "web-factor-remove-text")?],
        fields: vec![password(me, "present", "web-present-password", "current-password")?],
        buttons: vec![button(me.words(), "send", "web-remove-factor")?],
        ..form(me, "web-remove-factor")?
    })
}

fn everywhere_form<O: Owner>(me: &O) -> Result<Form, Trouble> {
    Ok(Form {
        text: vec![say(me, O::OWN.everywhere_text)?],
        buttons: vec![button(me.words(), "send", "web-everywhere")?],
        ..form(me, "web-everywhere")?
    })
}

fn factor_form<O: Owner>(me: &O, secret: &str, sealed: String) -> Result<Form, Trouble> {
    let address = factor::address(secret, me.engine().seller().identity.name.as_str(), me.name());
    let picture = QrCode::new(address.as_bytes()).ok().map(|code| {
        let svg = code.render::<svg::Color<'_>>().quiet_zone(true).build();
        // What stands before the element is for a file of its own.
        svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().to_owned()
    });
    let text = say(me, "web-factor-picture")?;
    let groups: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let label = say(me, "web-factor-secret")?;
    let code = Field {
        autocomplete: "one-time-code",
        kind: FieldKind::Number,
        hint: say(me, "web-code-hint")?,
        ..field(me.words(), "code", "web-code")?
    };
    Ok(Form {
        text: vec![say(me, "web-factor-text")?],
        picture: picture.map(|svg| Picture { svg, text }),
        facts: vec![Fact { label, values: vec![groups.join(" ")], is_code: true }],
        hidden: vec![Hidden { name: "sealed", value: sealed }],
        fields: vec![code],
        buttons: vec![button(me.words(), "send", "web-confirm")?],
        ..form(me, "web-factor-title")?
    })
}

fn say(me: &impl Owner, key: &'static str) -> Result<String, Trouble> {
    Ok(me.words().say(key, &[])?)
}

fn password(
    me: &impl Owner,
    name: &'static str,
    label: &'static str,
    autocomplete: &'static str,
) -> Result<Field, Trouble> {
    Ok(Field { kind: FieldKind::Password, autocomplete, ..field(me.words(), name, label)? })
}

/// A form that begins with a title, and leads back.
fn form<O: Owner>(me: &O, title: &'static str) -> Result<Form, Trouble> {
    Ok(Form {
        language: Some(me.words().tag()),
        who: Some(me.who()?),
        title: say(me, title)?,
        once: Some(me.token()),
        links: vec![Link { url: O::OWN.back.to_owned(), label: say(me, "web-back")? }],
        ..Form::default()
    })
}

/// A last word; nobody is signed in any more.
fn done<O: Owner>(me: &O, title: &'static str, text: &'static str) -> Answer {
    let told = show_before(
        &Form {
            language: Some(me.words().tag()),
            title: say(me, title)?,
            text: vec![say(me, text)?],
            links: vec![Link { url: O::OWN.door.to_owned(), label: say(me, "web-sign-in")? }],
            ..Form::default()
        },
        &[],
    )?;
    Ok(me.forgetting(told))
}
