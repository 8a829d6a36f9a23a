//! Whether the server can work: its database, who does the background work, and how much waits.

use std::sync::Arc;

use axum::extract::State;
use perennial_engine::EngineError;
use perennial_engine::Queues;

use super::board::{Board, Cell, Section};
use super::desk::{Desk, Guest};
use super::runs::state_of;
use super::tables::section;
use super::{DOUBTS, PARKED, RUNS};
use crate::App;
use crate::error::Unfit;
use crate::web::page::Answer;
use crate::web::trouble::Trouble;

/// `GET /operator/health`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    app.engine.check_ready().await.map_err(EngineError::from)?;
    let queues = app.engine.store().queues().await.map_err(EngineError::from)?;
    let sections = vec![
        server(&desk).await?,
        Section { title: Some(desk.say("operator-waits")?), ..waiting(&desk, &queues)? },
        leases(&desk).await?,
    ];
    let title = desk.say("operator-health")?;
    desk.page(&Board { title, sections, ..Board::default() })
}

async fn server(desk: &Desk<'_>) -> Result<Section, Unfit> {
    let engine = &desk.app.engine;
    let store = engine.store();
    let schema = desk.say_of("operator-schema", &[("number", store.schema_version().into())])?;
    let mut facts = vec![
        (desk.say("operator-server")?, Cell::text(&env!("CARGO_PKG_VERSION"))),
        (desk.say("operator-database")?, Cell::text(&store.database_kind()).with_note(&schema)),
        (desk.say("operator-process")?, Cell::text(&engine.ids().process())),
        (desk.say("operator-clock-shows")?, Cell::text(&desk.minute(engine.clock().at()))),
    ];
    let last = engine.last_runs(1).await.map_err(EngineError::from)?.pop();
    let last = match last {
        Some(run) => Cell::link(&desk.words.date(run.day), format!("{RUNS}/{}", run.id))
            .with_note(&state_of(desk, run.state)?.text),
        None => Cell::text("–"),
    };
    facts.push((desk.say("operator-last-run")?, last));
    let due = store.first_due().await.map_err(EngineError::from)?;
    if let Some(day) = due.into_iter().flatten().min() {
        facts.push((desk.say("operator-first-due")?, Cell::text(&desk.words.date(day))));
    }
    Ok(Section { facts, ..Section::default() })
}

fn waiting(desk: &Desk<'_>, queues: &Queues) -> Result<Section, Trouble> {
    let linked = |count: i64, url: &str| Cell::link(&count, url.to_owned());
    Ok(Section {
        facts: vec![
            (desk.say("operator-doubts")?, linked(queues.open_payments, DOUBTS)),
            (desk.say("operator-open-refunds")?, Cell::text(&queues.open_refunds)),
            (desk.say("operator-unnumbered-bills")?, Cell::text(&queues.unnumbered_bills)),
            (desk.say("operator-unnumbered-notes")?, Cell::text(&queues.unnumbered_notes)),
            (desk.say("operator-notices")?, Cell::text(&queues.notices)),
            (desk.say("operator-notices-tried")?, Cell::text(&queues.tried_notices)),
            (desk.say("operator-notices-failed")?, Cell::text(&queues.failed_notices)),
            (desk.say("operator-parked")?, linked(queues.parked, PARKED)),
        ],
        ..Section::default()
    })
}

async fn leases(desk: &Desk<'_>) -> Result<Section, Unfit> {
    let now = desk.app.engine.wall().at();
    let leases = desk.app.engine.store().leases().await.map_err(EngineError::from)?;
    let heads = ["operator-work", "operator-process", "operator-until", "site-state"];
    let mut table = desk.table("operator-leases", &heads)?;
    for lease in leases {
        let badge = if lease.held_until > now {
            desk.badge("good", "operator-lease-held")?
        } else {
            desk.badge("wait", "operator-lease-free")?
        };
        table.rows.push(vec![
            Cell::text(&lease.name),
            Cell::text(&lease.holder),
            Cell::text(&desk.minute(lease.held_until)),
            Cell::state(badge),
        ]);
    }
    Ok(section(desk, "operator-workers", table)?)
}
