//! Runs of automatic renewal: the latest, one with its figures, and deciding about one that waits.

use std::sync::Arc;

use axum::extract::{Path, State};
use perennial_core::RunId;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};
use perennial_engine::RunPartition;
use perennial_engine::{EngineError, Verdict};

use super::RUNS;
use super::board::{Act, Board, Cell, Section, Table};
use super::desk::{Desk, Guest};
use super::done::Done;
use super::tables::section;
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;
use crate::web::page::Answer;
use crate::web::site::Badge;
use crate::web::trouble::Trouble;

/// How many runs are shown.
const SHOWN: i64 = 60;

/// `GET /operator/runs`.
pub(super) async fn list(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let runs = app.engine.last_runs(SHOWN).await.map_err(EngineError::from)?;
    let heads = [
        "operator-run",
        "operator-day",
        "site-state",
        "#operator-tally-renewals",
        "#operator-tally-suspensions",
        "#operator-tally-deletions",
        "#operator-to-charge",
    ];
    let mut table = desk.table("operator-latest", &heads)?;
    for run in &runs {
        table.rows.push(vec![
            Cell::link(&run.id, format!("{RUNS}/{}", run.id)),
            Cell::text(&desk.words.date(run.day)),
            Cell::state(state_of(&desk, run.state)?),
            Cell::number(&run.planned.renewals),
            Cell::number(&run.planned.suspensions),
            Cell::number(&run.planned.deletions),
            Cell::number(&amounts(&desk, &run.planned)),
        ]);
    }
    let section = Section { title: None, ..section(&desk, "operator-runs", table)? };
    let (title, done) = (desk.say("operator-runs")?, desk.was_done()?);
    desk.page(&Board { title, done, sections: vec![section], ..Board::default() })
}

/// `GET /operator/runs/{run}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let (run, parts) = found(&desk, &id).await?;
    let mut sections = vec![facts(&desk, &run)?, figures(&desk, &run, &parts)?];
    if !parts.is_empty() {
        sections.push(partitions(&desk, &parts)?);
    }
    let title = desk.say_of("operator-run-of", &[("id", run.id.to_string().into())])?;
    let (badge, done) = (Some(state_of(&desk, run.state)?), desk.was_done()?);
    desk.page(&Board { title, badge, done, sections, ..Board::default() })
}

/// `POST /operator/runs/{run}`.
pub(super) async fn decide(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let desk = Desk::acting(&app, &guest)?;
    let (run, _) = found(&desk, &id).await?;
    desk.must_be_sent_once(&sent, run.state.code())?;
    let (verdict, done) = match sent.field("do") {
        "approve" => (Verdict::Approve, Done::Approved),
        "cancel" => (Verdict::Cancel, Done::Cancelled),
        _ => return Err(desk.unknown()),
    };
    let decided = app.engine.decide_run_as(&desk.deed(), run.id, verdict).await;
    decided.map_err(|error| desk.refusal(error))?;
    Ok(desk.done(&format!("{RUNS}/{}", run.id), done))
}

async fn found(desk: &Desk<'_>, id: &str) -> Result<(Run, Vec<RunPartition>), Unfit> {
    let id = id.parse().ok().and_then(|id| RunId::try_new(id).ok());
    let id = id.ok_or_else(|| desk.unknown())?;
    desk.app.engine.require_run(id).await.map_err(|error| desk.refusal(error))
}

pub(super) fn state_of(desk: &Desk<'_>, state: RunState) -> Result<Badge, Trouble> {
    match state {
        RunState::Waiting => desk.badge("wait", "operator-run-waiting"),
        RunState::Running => desk.badge("wait", "operator-run-running"),
        RunState::Done => desk.badge("good", "operator-run-done"),
        RunState::Cancelled => desk.badge("", "operator-run-cancelled"),
    }
}

fn facts(desk: &Desk<'_>, run: &Run) -> Result<Section, Trouble> {
    let mut facts = vec![
        (desk.say("operator-day")?, Cell::text(&desk.words.date(run.day))),
        (desk.say("operator-planned")?, Cell::text(&desk.minute(run.planned_at))),
    ];
    if run.planned_on > run.day {
        facts.push((desk.say("operator-missed")?, Cell::text(&desk.say("operator-missed-text")?)));
    }
    for excess in &run.excesses {
        facts.push((desk.say("operator-exceeds")?, Cell::text(&excess)));
    }
    if let Some((by, at)) = &run.decision {
        facts.push((desk.say("operator-decided")?, Cell::text(&by).with_note(&desk.minute(*at))));
    }
    if let Some(at) = run.finished_at {
        facts.push((desk.say("operator-finished")?, Cell::text(&desk.minute(at))));
    }
    let (mut text, mut forms) = (Vec::new(), Vec::new());
    if run.state == RunState::Waiting {
        text.push(desk.say("operator-run-waits")?);
        if desk.may_act() {
            let action = format!("{RUNS}/{}", run.id);
            forms.push(Act {
                once: desk.token(&action, run.state.code()),
                action,
                buttons: vec![
                    desk.button("approve", "operator-approve")?,
                    desk.button("cancel", "operator-cancel-run")?,
                ],
                ..Act::default()
            });
        }
    }
    Ok(Section { text, facts, forms, ..Section::default() })
}

fn figures(desk: &Desk<'_>, run: &Run, parts: &[RunPartition]) -> Result<Section, Trouble> {
    let mut done = Tally::default();
    for part in parts {
        done.add(&part.done).map_err(|error| Trouble(error.to_string()))?;
    }
    let heads = ["operator-figure", "#operator-planned", "#operator-done"];
    let mut table: Table = desk.table("operator-figures", &heads)?;
    let planned = counts(&run.planned);
    for ((key, planned), (_, done)) in planned.into_iter().zip(counts(&done)) {
        let cells = vec![Cell::text(&desk.say(key)?), Cell::number(&planned), Cell::number(&done)];
        table.rows.push(cells);
    }
    table.rows.push(vec![
        Cell::text(&desk.say("operator-to-charge")?),
        Cell::number(&amounts(desk, &run.planned)),
        Cell::number(&amounts(desk, &done)),
    ]);
    Ok(Section { table: Some(table), ..Section::default() })
}

fn partitions(desk: &Desk<'_>, parts: &[RunPartition]) -> Result<Section, Trouble> {
    let now = desk.app.engine.wall().at();
    let heads = [
        "#operator-partition",
        "site-state",
        "#operator-tally-accounts",
        "#operator-tally-renewals",
    ];
    let mut table = desk.table("operator-partitions", &heads)?;
    for part in parts {
        let badge = match (part.finished_at, part.held_until > now) {
            (Some(_), _) => desk.badge("good", "operator-run-done")?,
            (None, true) => desk.badge("wait", "operator-part-at-work")?,
            (None, false) => desk.badge("", "operator-part-waits")?,
        };
        let note = part.finished_at.map(|at| desk.minute(at));
        table.rows.push(vec![
            Cell::number(&part.partition),
            Cell { note, ..Cell::state(badge) },
            Cell::number(&part.done.accounts),
            Cell::number(&part.done.renewals),
        ]);
    }
    Ok(Section { table: Some(table), ..Section::default() })
}

/// The figures of a tally, and what each is called.
const fn counts(tally: &Tally) -> [(&'static str, u64); 9] {
    [
        ("operator-tally-accounts", tally.accounts),
        ("operator-tally-renewals", tally.renewals),
        ("operator-tally-repeats", tally.repeats),
        ("operator-tally-orders", tally.orders),
        ("operator-tally-retries", tally.retries),
        ("operator-tally-not-renewed", tally.not_renewed),
        ("operator-tally-notices", tally.notices),
        ("operator-tally-suspensions", tally.suspensions),
        ("operator-tally-deletions", tally.deletions),
    ]
}

fn amounts(desk: &Desk<'_>, tally: &Tally) -> String {
    let amounts: Vec<String> =
        tally.amounts.values().map(|amount| desk.words.amount(*amount)).collect();
    if amounts.is_empty() { "–".to_owned() } else { amounts.join(", ") }
}
