//! Accounts that automatic renewal leaves alone: why, and having it look at them again.

use std::sync::Arc;

use axum::extract::{Path, State};
use perennial_engine::EngineError;

use super::board::{Board, Cell};
use super::desk::{Desk, Guest};
use super::done::Done;
use super::one::{account, state};
use super::tables::section;
use super::{ACCOUNTS, PARKED};
use crate::App;
use crate::sent::Sent;
use crate::web::page::Answer;

/// How many accounts are shown, the longest first.
const SHOWN: usize = 100;

/// `GET /operator/parked`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let parked = app.engine.parked_accounts().await.map_err(EngineError::from)?;
    let count = i64::try_from(parked.len()).unwrap_or(i64::MAX);
    let heads = ["operator-name-of-account", "operator-since", "operator-why", "operator-action"];
    let mut table = desk.table("operator-longest-first", &heads)?;
    for one in parked.into_iter().take(SHOWN) {
        // One whose rows cannot even be read is shown all the same.
        let stored = app.engine.store().account(one.account).await.ok().flatten();
        let url = format!("{ACCOUNTS}/{}", one.account);
        let form = match &stored {
            Some(stored) => {
                let button = ("send", "operator-unpark");
                desk.act(&format!("{url}/unpark"), &state(stored), button)?
            }
            None => None,
        };
        let name = stored
            .map_or_else(|| one.account.to_string(), |stored| stored.account.nichandle.to_string());
        table.rows.push(vec![
            Cell::link(&name, url),
            Cell::text(&desk.minute(one.at)),
            Cell::text(&one.reason),
            Cell::form(form),
        ]);
    }
    let mut section = section(&desk, "operator-parked", table)?;
    section.text = vec![desk.say_of("operator-parked-text", &[("count", count.into())])?];
    section.title = None;
    let (title, done) = (desk.say("operator-parked")?, desk.was_done()?);
    desk.page(&Board { title, done, sections: vec![section], ..Board::default() })
}

/// `POST /operator/accounts/{account}/unpark`.
pub(super) async fn release(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let desk = Desk::acting(&app, &guest)?;
    let stored = account(&desk, &id).await?;
    desk.must_be_sent_once(&sent, &state(&stored))?;
    let released = app.engine.unpark(&desk.context(stored.account.id)).await;
    released.map_err(|error| desk.refusal(error))?;
    Ok(desk.done(PARKED, Done::Unparked))
}
