//! The letters that an account was sent, or will be.

use std::sync::Arc;

use axum::extract::State;
use perennial_engine::NoticeState;
use serde::Serialize;

use super::orders::day;
use super::page::{Answer, Page};
use super::site::{Badge, Turn};
use super::visitor::Visitor;
use crate::App;

pub(super) const NOTICES: &str = "/notices";
const SHOWN: usize = 10;

#[derive(Serialize)]
struct Content {
    notices: Vec<Letter>,
    turn: Turn,
}

#[derive(Serialize)]
struct Letter {
    subject: String,
    text: String,
    to: String,
    on: String,
    state: Badge,
}

/// `GET /notices`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let account = me.session.account;
    let mut ids = app.engine.notice_ids(account).await?;
    ids.reverse();
    let at: usize = visitor.asked("page").parse().unwrap_or(0);
    let mut notices = Vec::new();
    for id in ids.iter().skip(at.saturating_mul(SHOWN)).take(SHOWN) {
        let (notice, (subject, text)) = app.engine.require_notice(account, *id).await?;
        let (tone, key) = match notice.state {
            NoticeState::Waiting | NoticeState::Sending => ("wait", "site-notice-waiting"),
            NoticeState::Kept => ("", "site-notice-kept"),
            NoticeState::Sent => ("good", "site-notice-sent"),
            NoticeState::Failed => ("off", "site-notice-failed"),
        };
        let state = Badge { tone, text: page.say(key)? };
        let on = day(&page, notice.sent_at.unwrap_or(notice.created_at));
        let to = notice.recipient.to_string();
        notices.push(Letter { subject, text, to, on, state });
    }
    let turn = Turn::of(&page, NOTICES, &[], at, SHOWN, ids.len())?;
    page.site("notices.html", &Content { notices, turn })
}
