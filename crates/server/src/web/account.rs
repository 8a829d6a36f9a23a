//! How the holder of an account signs in: the password, the second factor, and all browsers at once.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use perennial_documents::PageWords;
use perennial_documents::form::{Fact, Form, Who};
use perennial_engine::access::SignInRefusal;
use perennial_engine::access::password::Password;
use perennial_engine::{Engine, EngineError};

use super::PasswordAttempt;
use super::own::{self, Own, Owner};
use super::page::{ACCOUNT, Answer, Page, SIGN_IN, show as show_page};
use super::sign_in::forgetting;
use super::trouble::Trouble;
use super::visitor::{SignedIn, Visitor};
use crate::App;
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
    own::show_password(&Holder::of(&app, &visitor, &visitor.signed_in(&app).await?))
}

/// `POST /auth/password`.
pub(super) async fn change_password(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    own::change_password(&Holder::of(&app, &visitor, &me), &sent).await
}

/// `GET /auth/factor`.
pub(super) async fn show_factor(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    own::show_factor(&Holder::of(&app, &visitor, &me)).await
}

/// `POST /auth/factor`.
pub(super) async fn change_factor(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    own::change_factor(&Holder::of(&app, &visitor, &me), &sent).await
}

/// `GET /auth/everywhere`.
pub(super) async fn show_everywhere(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    own::show_everywhere(&Holder::of(&app, &visitor, &visitor.signed_in(&app).await?))
}

/// `POST /auth/everywhere`.
pub(super) async fn leave_everywhere(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    own::leave_everywhere(&Holder::of(&app, &visitor, &me), &sent).await
}

/// The holder of an account.
struct Holder<'a> {
    page: Page<'a>,
    visitor: &'a Visitor,
    attempt: PasswordAttempt,
}

impl<'a> Holder<'a> {
    fn of(app: &'a App, visitor: &'a Visitor, me: &'a SignedIn) -> Self {
        let attempt = (me.customer.account.nichandle.to_string(), visitor.address);
        Self { page: Page { app, me }, visitor, attempt }
    }
}

impl Owner for Holder<'_> {
    const OWN: Own = Own {
        back: ACCOUNT,
        door: SIGN_IN,
        password_text: "web-new-password-text",
        everywhere_text: "web-everywhere-text",
    };

    fn words(&self) -> PageWords {
        self.page.me.words
    }

    fn engine(&self) -> &Engine {
        &self.page.app.engine
    }

    fn name(&self) -> &str {
        self.page.me.customer.account.nichandle.as_str()
    }

    fn who(&self) -> Result<Who, Trouble> {
        self.page.who()
    }

    fn token(&self) -> String {
        self.page.token()
    }

    fn is_sent_once(&self, sent: &Sent) -> bool {
        self.page.is_sent_once(sent)
    }

    fn has_guessed(&self) -> bool {
        self.page.app.passwords.are_too_many(&self.attempt)
    }

    fn guessed(&self) {
        self.page.app.passwords.failed(self.attempt.clone());
    }

    async fn is_password(&self, text: &str) -> Result<bool, EngineError> {
        self.engine().is_password(self.page.me.session.account, text).await
    }

    async fn has_factor(&self) -> Result<bool, EngineError> {
        let how = self.engine().how_to_sign_in(self.page.me.session.account).await?;
        Ok(how.is_some_and(|(_, has_factor)| has_factor))
    }

    async fn set_password(&self, password: Password) -> Result<(), EngineError> {
        self.engine().set_password(&self.page.me.context(self.page.app), password).await
    }

    async fn set_factor(&self, sealed: &str, code: &str) -> Result<(), SignInRefusal> {
        self.engine().set_factor(&self.page.me.context(self.page.app), sealed, code).await
    }

    async fn remove_factor(&self) -> Result<(), EngineError> {
        self.engine().remove_factor(&self.page.me.context(self.page.app)).await
    }

    async fn end_sessions(&self) -> Result<(), EngineError> {
        self.engine().sign_out_everywhere(&self.page.me.context(self.page.app)).await
    }

    fn forgetting(&self, response: Response) -> Response {
        forgetting(self.visitor, response)
    }
}
