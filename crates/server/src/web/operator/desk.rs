//! An operator at work: who it is, what they may do, and what their pages and forms are made with.

use std::sync::Arc;

use axum::response::Response;
use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_core::operator::Operator;
use perennial_documents::form::{Button, Link, Who};
use perennial_documents::site::{self as pages, Area, Frame};
use perennial_documents::{PageWords, Word};
use perennial_engine::{Actor, Context, EngineError, OperatorContext, OperatorSession, Stage};

use super::board::{Act, Board, Head, Table};
use super::done::Done;
use super::{AREAS, CLOCK, DOOR, SIGN_OUT};
use crate::App;
use crate::assets::{HTMX, ICON, STYLE};
use crate::error::Unfit;
use crate::sent::Sent;
use crate::web::page::{self, Answer, see, tell};
use crate::web::site::{self, Badge};
use crate::web::trouble::Trouble;
use crate::web::visitor::{Seat, Visitor};

/// A browser of an operator, perhaps.
pub(super) type Guest = Visitor<Operating>;

/// An operator who has a session.
#[derive(Debug)]
pub(super) struct Operating {
    pub(super) session: OperatorSession,
    pub(super) operator: Operator,
}

impl Seat for Operating {
    const COOKIE: [&'static str; 2] = ["perennial_operator", "__Host-perennial_operator"];

    async fn find(app: &App, cookie: &str) -> Result<Option<Self>, EngineError> {
        let found = app.engine.operator_session(cookie).await?;
        Ok(found.map(|(session, operator)| Self { session, operator }))
    }
}

/// An operator who has signed in.
pub(super) struct Desk<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) guest: &'a Guest,
    pub(super) operating: &'a Operating,
    pub(super) words: PageWords,
}

impl<'a> Desk<'a> {
    /// Who has signed in; whoever has not is sent to do so.
    pub(super) fn of(app: &'a Arc<App>, guest: &'a Guest) -> Result<Self, Unfit> {
        let operating = guest.session.as_ref().filter(|one| one.session.stage == Stage::SignedIn);
        let operating = operating.ok_or_else(|| Unfit::elsewhere(guest.to_door(DOOR)))?;
        Ok(Self { app, guest, operating, words: guest.words })
    }

    /// Who has sent a form, from a page of ours.
    pub(super) fn sender(app: &'a Arc<App>, guest: &'a Guest) -> Result<Self, Unfit> {
        guest.must_be_from_here()?;
        Self::of(app, guest)
    }

    /// Who has sent a form that changes something, and may.
    pub(super) fn acting(app: &'a Arc<App>, guest: &'a Guest) -> Result<Self, Unfit> {
        let desk = Self::sender(app, guest)?;
        if desk.may_act() {
            return Ok(desk);
        }
        let told = tell(desk.words, "operator-read-only-title", "operator-read-only-text")?;
        Err(Unfit::forbidden(told))
    }

    pub(super) fn may_act(&self) -> bool {
        self.operating.operator.role.may_act()
    }

    /// The circumstances of what is done to an account.
    pub(super) fn context(&self, account: AccountId) -> Context {
        let query_id = self.app.engine.ids().query();
        Context::of_operator(self.operating.operator.name.clone(), account, query_id)
    }

    /// The circumstances of what belongs to no account.
    pub(super) fn deed(&self) -> OperatorContext {
        let actor = Actor::NamedOperator(self.operating.operator.name.clone());
        OperatorContext { actor, query_id: self.app.engine.ids().query() }
    }

    /// What a form is sent with: good for this session, the page it goes to, and a state of things.
    pub(super) fn token(&self, action: &str, state: &str) -> String {
        let parts: [&[u8]; 3] = [&self.operating.session.hash, action.as_bytes(), state.as_bytes()];
        self.app.engine.vault().page_token(&parts)
    }

    /// Whether a form was sent with that.
    pub(super) fn is_sent_with(&self, sent: &Sent, state: &str) -> bool {
        let parts: [&[u8]; 3] =
            [&self.operating.session.hash, self.guest.path.as_bytes(), state.as_bytes()];
        self.app.engine.vault().is_page_token(&parts, sent.field("once"))
    }

    /// Refuses a form that was not sent with that, or was sent before: things are not as they were.
    pub(super) fn must_be_sent_once(&self, sent: &Sent, state: &str) -> Result<(), Unfit> {
        if self.is_sent_with(sent, state) {
            return Ok(());
        }
        let told = tell(self.words, "operator-sent-before-title", "operator-sent-before-text")?;
        Err(Unfit::refilled(told))
    }

    /// Somebody's wish that cannot be fulfilled: the page says why.
    pub(super) fn refuse(&self, problem: &(impl ToString + ?Sized)) -> Unfit {
        let board = self.say("operator-refused-title").and_then(|title| {
            let board = Board { title, problem: Some(problem.to_string()), ..Board::default() };
            self.response(&board)
        });
        board.map_or_else(Unfit::from, Unfit::refilled)
    }

    /// What is not there.
    pub(super) fn unknown(&self) -> Unfit {
        let told = tell(self.words, "operator-unknown-title", "operator-unknown-text");
        told.map_or_else(Unfit::from, Unfit::unknown)
    }

    /// A refusal of the engine, told in its own words; what is no refusal is trouble.
    pub(super) fn refusal(&self, error: EngineError) -> Unfit {
        use perennial_engine::Class;
        match error.class() {
            Class::Unavailable | Class::Bug => error.into(),
            Class::NotFound => self.unknown(),
            _ => self.refuse(&error),
        }
    }
}

/// Words.
impl Desk<'_> {
    pub(super) fn say(&self, key: &'static str) -> Result<String, Trouble> {
        Ok(self.words.say(key, &[])?)
    }

    pub(super) fn say_of(
        &self,
        key: &'static str,
        facts: &[(&'static str, Word<'_>)],
    ) -> Result<String, Trouble> {
        Ok(self.words.say(key, facts)?)
    }

    /// An instant, as the clocks of the contracts' zone show it.
    pub(super) fn minute(&self, at: Timestamp) -> String {
        let zone = self.app.engine.clock().zone().clone();
        at.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub(super) fn link(&self, url: &str, label: &'static str) -> Result<Link, Trouble> {
        Ok(Link { url: url.to_owned(), label: self.say(label)? })
    }

    pub(super) fn button(
        &self,
        value: &'static str,
        label: &'static str,
    ) -> Result<Button, Trouble> {
        Ok(page::button(self.words, value, label)?)
    }

    pub(super) fn badge(&self, tone: &'static str, key: &'static str) -> Result<Badge, Trouble> {
        Ok(Badge { tone, text: self.say(key)? })
    }

    /// A table; its columns by the keys of their heads. A key that begins with `#` is of numbers.
    pub(super) fn table(
        &self,
        caption: &'static str,
        heads: &[&'static str],
    ) -> Result<Table, Trouble> {
        let head = |key: &&'static str| {
            let is_number = key.starts_with('#');
            let key = key.trim_start_matches('#');
            Ok(Head { text: self.say(key)?, is_number })
        };
        let head = heads.iter().map(head).collect::<Result<_, Trouble>>()?;
        Ok(Table { caption: self.say(caption)?, head, rows: Vec::new() })
    }

    /// A form that is one button, for those who may act.
    pub(super) fn act(
        &self,
        action: &str,
        state: &str,
        (value, label): (&'static str, &'static str),
    ) -> Result<Option<Act>, Trouble> {
        if !self.may_act() {
            return Ok(None);
        }
        Ok(Some(Act {
            once: self.token(action, state),
            action: action.to_owned(),
            buttons: vec![self.button(value, label)?],
            ..Act::default()
        }))
    }
}

/// Pages.
impl Desk<'_> {
    /// A page as an answer.
    pub(super) fn page(&self, board: &Board) -> Answer {
        Ok(self.response(board)?)
    }

    fn response(&self, board: &Board) -> Result<Response, Trouble> {
        let html = pages::page("operator.html", self.words, &self.frame()?, board);
        Ok(site::answer(html.map_err(Trouble::from)?))
    }

    /// Who is signed in.
    pub(super) fn who(&self) -> Result<Who, Trouble> {
        let name = self.operating.operator.name.as_str();
        let key =
            if self.may_act() { "operator-signed-in" } else { "operator-signed-in-read-only" };
        Ok(Who {
            text: self.words.say(key, &[("name", name.into())])?,
            action: SIGN_OUT,
            once: self.token(SIGN_OUT, ""),
            label: self.say("web-sign-out")?,
        })
    }

    fn frame(&self) -> Result<Frame, Trouble> {
        let here = self.guest.path.as_str();
        let is_here = |url: &str| {
            here == url || here.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'))
        };
        let is_there = |url: &str| url != CLOCK || self.app.engine.is_sandbox();
        let areas = AREAS.iter().filter(|(url, _)| is_there(url));
        let area = |&(url, label): &(&'static str, &'static str)| {
            Ok(Area { url, label: self.say(label)?, is_here: is_here(url) })
        };
        Ok(Frame {
            language: self.words.tag(),
            seller: self.app.engine.seller().identity.name.to_string(),
            who: Some(self.who()?),
            areas: areas.map(area).collect::<Result<_, Trouble>>()?,
            icon: ICON.url.clone(),
            style: STYLE.url.clone(),
            scripts: vec![HTMX.url.clone()],
            remark: None,
        })
    }

    /// The browser goes on to a page that says what was done.
    pub(super) fn done(&self, url: &str, what: Done) -> Response {
        see(&format!("{url}?done={}", what.code()))
    }

    /// What was done, as the address of this page says.
    pub(super) fn was_done(&self) -> Result<Option<String>, Trouble> {
        let code = self.guest.asked("done");
        let done = Done::ALL.into_iter().find(|done| done.code() == code);
        done.map(|done| self.say(done.key())).transpose()
    }
}
