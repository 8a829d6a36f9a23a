//! `perennial runs`: the last runs.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perennial_core::run::Run;
use serde_json::{Value, json};

use super::super::find;
use super::super::setup::{DatabaseArgs, block_on};
use super::{next_steps, tally, tell_next_steps};
use crate::failure::Failure;
use crate::output::{Align, Output};

/// What `runs` takes by itself.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// How many runs to show, the latest first
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(i64).range(1..=10_000))]
    count: i64,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let runs = engine.last_runs(args.count).await.map_err(Failure::failed)?;
        if runs.is_empty() {
            output.text("There were no runs: nothing was due so far.");
        } else {
            print(output, engine.clock().zone(), &runs);
        }
        // Only the last one can wait.
        if let Some(last) = runs.first() {
            tell_next_steps(output, last);
        }
        output.json(&runs.iter().map(to_json).collect::<Vec<_>>());
        Ok(())
    })
}

fn print(output: &Output, zone: &TimeZone, runs: &[Run]) {
    let columns = [
        ("run", Align::Right),
        ("day", Align::Left),
        ("planned", Align::Left),
        ("state", Align::Left),
        ("renewals", Align::Right),
        ("amount", Align::Right),
        ("notices", Align::Right),
        ("suspensions", Align::Right),
        ("deletions", Align::Right),
        ("finished", Align::Left),
    ];
    let minute = |at: Timestamp| find::minute(at, zone);
    let rows = runs.iter().map(|run| {
        [
            run.id.to_string(),
            run.day.to_string(),
            minute(run.planned_at),
            run.state.code().to_owned(),
            run.planned.renewals.to_string(),
            tally::amounts(&run.planned),
            run.planned.notices.to_string(),
            run.planned.suspensions.to_string(),
            run.planned.deletions.to_string(),
            run.finished_at.map_or_else(|| "-".to_owned(), minute),
        ]
    });
    output.table(0, columns, rows);
}

/// A run, with what to do about it.
pub(super) fn to_json(run: &Run) -> Value {
    let (decided_by, decided_at) = run.decision.clone().unzip();
    let next = next_steps(run).map(|(_, steps)| steps).unwrap_or_default();
    let next: Vec<String> = next.into_iter().map(|(command, _)| command).collect();
    json!({
        "runId": run.id.get(),
        "day": run.day.to_string(),
        "plannedAt": run.planned_at.to_string(),
        "state": run.state.code(),
        "planned": tally::to_json(&run.planned),
        "excesses": run.excesses,
        "decidedBy": decided_by,
        "decidedAt": decided_at.map(|at| at.to_string()),
        "finishedAt": run.finished_at.map(|at| at.to_string()),
        "next": next,
    })
}
