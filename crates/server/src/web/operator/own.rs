//! How an operator signs in: the password, the second factor, and all browsers at once.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use perennial_core::OperatorId;
use perennial_documents::PageWords;
use perennial_documents::form::Who;
use perennial_engine::access::SignInRefusal;
use perennial_engine::access::password::Password;
use perennial_engine::{Engine, EngineError};

use super::board::{Board, Cell, Section};
use super::desk::{Desk, Guest};
use super::{DOOR, ME};
use crate::App;
use crate::sent::Sent;
use crate::web::PasswordAttempt;
use crate::web::own::{self, Own, Owner};
use crate::web::page::Answer;
use crate::web::sign_in::forgetting;
use crate::web::trouble::Trouble;

pub(super) const PASSWORD: &str = "/operator/me/password";
pub(super) const FACTOR: &str = "/operator/me/factor";
pub(super) const EVERYWHERE: &str = "/operator/me/everywhere";

/// `GET /operator/me`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let operator = &desk.operating.operator;
    let (changed_at, has_factor) = app.engine.how_operator_signs_in(operator.id).await?;
    let date = desk.words.date(app.engine.clock().zone().to_datetime(changed_at).date());
    let set_on = desk.say_of("web-password-set-on", &[("date", date.into())])?;
    let factor = desk.say(if has_factor { "web-factor-on" } else { "web-factor-off" })?;
    let role = desk.say(super::people::role_key(operator.role))?;
    let change = if has_factor { "web-remove-factor" } else { "web-set-factor" };
    let section = Section {
        facts: vec![
            (desk.say("operator-role")?, Cell::text(&role)),
            (desk.say("web-password-set")?, Cell::text(&set_on)),
            (desk.say("web-factor")?, Cell::text(&factor)),
        ],
        links: vec![
            desk.link(PASSWORD, "web-change-password")?,
            desk.link(FACTOR, change)?,
            desk.link(EVERYWHERE, "web-everywhere")?,
        ],
        ..Section::default()
    };
    let title = desk.say("web-account-title")?;
    desk.page(&Board { title, sections: vec![section], ..Board::default() })
}

/// `GET /operator/me/password`.
pub(super) async fn show_password(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    own::show_password(&Desk::of(&app, &guest)?)
}

/// `POST /operator/me/password`.
pub(super) async fn change_password(
    State(app): State<Arc<App>>,
    guest: Guest,
    sent: Sent,
) -> Answer {
    own::change_password(&Desk::sender(&app, &guest)?, &sent).await
}

/// `GET /operator/me/factor`.
pub(super) async fn show_factor(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    own::show_factor(&Desk::of(&app, &guest)?).await
}

/// `POST /operator/me/factor`.
pub(super) async fn change_factor(State(app): State<Arc<App>>, guest: Guest, sent: Sent) -> Answer {
    own::change_factor(&Desk::sender(&app, &guest)?, &sent).await
}

/// `GET /operator/me/everywhere`.
pub(super) async fn show_everywhere(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    own::show_everywhere(&Desk::of(&app, &guest)?)
}

/// `POST /operator/me/everywhere`.
pub(super) async fn leave_everywhere(
    State(app): State<Arc<App>>,
    guest: Guest,
    sent: Sent,
) -> Answer {
    own::leave_everywhere(&Desk::sender(&app, &guest)?, &sent).await
}

impl Desk<'_> {
    fn id(&self) -> OperatorId {
        self.operating.operator.id
    }

    fn attempt(&self) -> PasswordAttempt {
        (self.operating.operator.name.to_string(), self.guest.address)
    }
}

impl Owner for Desk<'_> {
    const OWN: Own = Own {
        back: ME,
        door: DOOR,
        password_text: "operator-password-text",
        everywhere_text: "operator-everywhere-text",
    };

    fn words(&self) -> PageWords {
        self.words
    }

    fn engine(&self) -> &Engine {
        &self.app.engine
    }

    fn name(&self) -> &str {
        self.operating.operator.name.as_str()
    }

    fn who(&self) -> Result<Who, Trouble> {
        Desk::who(self)
    }

    /// Each change ends the session, and so the form with it.
    fn token(&self) -> String {
        Desk::token(self, &self.guest.path, "own")
    }

    fn is_sent_once(&self, sent: &Sent) -> bool {
        self.is_sent_with(sent, "own")
    }

    fn has_guessed(&self) -> bool {
        self.app.operator_passwords.are_too_many(&self.attempt())
    }

    fn guessed(&self) {
        self.app.operator_passwords.failed(self.attempt());
    }

    async fn is_password(&self, text: &str) -> Result<bool, EngineError> {
        self.app.engine.is_operator_password(self.id(), text).await
    }

    async fn has_factor(&self) -> Result<bool, EngineError> {
        Ok(self.app.engine.how_operator_signs_in(self.id()).await?.1)
    }

    async fn set_password(&self, password: Password) -> Result<(), EngineError> {
        self.app.engine.set_operator_password(&self.deed(), self.id(), password).await
    }

    async fn set_factor(&self, sealed: &str, code: &str) -> Result<(), SignInRefusal> {
        self.app.engine.set_operator_factor(&self.deed(), self.id(), sealed, code).await
    }

    async fn remove_factor(&self) -> Result<(), EngineError> {
        self.app.engine.remove_operator_factor(&self.deed(), self.id()).await
    }

    async fn end_sessions(&self) -> Result<(), EngineError> {
        self.app.engine.sign_operator_out_everywhere(&self.deed(), self.id()).await
    }

    fn forgetting(&self, response: Response) -> Response {
        forgetting(self.guest, response)
    }
}
