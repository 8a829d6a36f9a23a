//! Operators, and what they did that belongs to no account. They are made and removed at the command line.

use std::sync::Arc;

use axum::extract::State;
use perennial_core::operator::{OperatorState, Role};
use perennial_engine::EngineError;
use perennial_engine::StoredOperator;

use super::PEOPLE;
use super::board::{Board, Cell, Section};
use super::desk::{Desk, Guest};
use super::tables::{ENTRIES, JOURNAL, before, journal_row, older, section};
use crate::App;
use crate::error::Unfit;
use crate::web::page::Answer;

/// `GET /operator/people`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let sections = vec![people(&desk).await?, journal(&desk).await?];
    let title = desk.say("operator-people")?;
    desk.page(&Board { title, sections, ..Board::default() })
}

async fn people(desk: &Desk<'_>) -> Result<Section, Unfit> {
    let all = desk.app.engine.store().operators().await.map_err(EngineError::from)?;
    let heads = [
        "operator-name",
        "operator-role",
        "site-state",
        "web-factor",
        "operator-created",
        "operator-last-signed-in",
    ];
    let mut table = desk.table("operator-people", &heads)?;
    for StoredOperator { operator, factor, .. } in all {
        let badge = match operator.state {
            OperatorState::Active => desk.badge("good", "site-state-active")?,
            OperatorState::Removed => desk.badge("", "operator-removed")?,
        };
        let factor = if factor.is_some() { "operator-yes" } else { "operator-no" };
        let signed_in = operator.signed_in_at.map(|at| desk.minute(at));
        table.rows.push(vec![
            Cell::text(&operator.name),
            Cell::text(&desk.say(role_key(operator.role))?),
            Cell::state(badge),
            Cell::text(&desk.say(factor)?),
            Cell::text(&desk.minute(operator.created_at)),
            Cell::text(&signed_in.unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    let text = vec![desk.say("operator-people-text")?];
    Ok(Section { title: None, text, ..section(desk, "operator-people", table)? })
}

async fn journal(desk: &Desk<'_>) -> Result<Section, Unfit> {
    let entries = desk.app.engine.store().operator_journal_before(before(desk), ENTRIES).await;
    let entries = entries.map_err(EngineError::from)?;
    let mut table = desk.table("operator-latest", &JOURNAL)?;
    table.rows = entries
        .iter()
        .map(|sealed| {
            let entry = &sealed.entry;
            let what = [entry.action.code(), &entry.subject, &entry.actor, &entry.detail];
            journal_row(desk, entry.number, entry.at, what)
        })
        .collect();
    let last = entries.last().map(|sealed| sealed.entry.number);
    let links = older(desk, PEOPLE, last)?;
    Ok(Section { links, ..section(desk, "operator-journal", table)? })
}

/// What a role is called.
pub(super) const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator-role-operator",
        Role::ReadOnly => "operator-role-read-only",
    }
}
