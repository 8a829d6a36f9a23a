//! `perennial runs show`: a run, planned and done.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perennial_core::RunId;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};
use perennial_store::RunPartition;
use serde_json::json;

use super::super::find;
use super::super::setup::{DatabaseArgs, block_on};
use super::{list, run_id, tally, tell_next_steps};
use crate::failure::Failure;
use crate::output::{Align, BOLD, DIM, Output, YELLOW};

/// What `runs show` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The run
    #[arg(value_parser = run_id)]
    run: RunId,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &ShowArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let found = engine.require_run(args.run).await;
        let (run, parts) = found.map_err(|error| not_found(args.run, &error))?;
        let mut done = Tally::default();
        for part in &parts {
            done.add(&part.done).map_err(Failure::failed)?;
        }
        facts(output, engine.clock().zone(), &run);
        figures(output, &run.planned, &done);
        if run.state == RunState::Running {
            partitions(output, engine.wall().at(), engine.clock().zone(), &parts);
        }
        tell_next_steps(output, &run);
        let mut told = list::to_json(&run);
        if let Some(told) = told.as_object_mut() {
            told.insert("done".to_owned(), tally::to_json(&done));
            told.insert("partitions".to_owned(), parts.iter().map(part_to_json).collect());
        }
        output.json(&told);
        Ok(())
    })
}

/// A run that is not there, or why it could not be looked for.
pub(super) fn not_found(run: RunId, error: &perennial_engine::EngineError) -> Failure {
    let failure = find::failure(error);
    if error.class() != perennial_engine::Class::NotFound {
        return failure;
    }
    let message = format!("there is no run {run}");
    Failure { message, ..failure }.with_hint("perennial runs shows the last ones")
}

fn facts(output: &Output, zone: &TimeZone, run: &Run) {
    output.text(format!("{BOLD}Run {}{BOLD:#}", run.id));
    let fact = |name: &str, value: &str| {
        output.text(format!("  {DIM}{name:<10}{DIM:#}{value}"));
    };
    fact("day", &run.day.to_string());
    let missed =
        if run.planned_on > run.day { ": the day was missed, and is made up for" } else { "" };
    fact("planned", &format!("{}{missed}", find::minute(run.planned_at, zone)));
    fact("state", run.state.code());
    if let Some((by, at)) = &run.decision {
        let what = if run.state == RunState::Cancelled { "cancelled" } else { "approved" };
        fact("decided", &format!("{what} by {by}, {}", find::minute(*at, zone)));
    }
    if let Some(at) = run.finished_at {
        fact("finished", &find::minute(at, zone));
    }
    for (index, excess) in run.excesses.iter().enumerate() {
        let name = if index == 0 { "exceeds" } else { "" };
        fact(name, &format!("{YELLOW}{excess}{YELLOW:#}"));
    }
}

fn figures(output: &Output, planned: &Tally, done: &Tally) {
    output.text("");
    let columns = [("", Align::Left), ("planned", Align::Right), ("done", Align::Right)];
    let counts = tally::counts(planned).into_iter().zip(tally::counts(done));
    let counts = counts.map(|((_, what, planned), (_, _, done))| {
        [what.to_owned(), planned.to_string(), done.to_string()]
    });
    let charged = ["to charge".to_owned(), tally::amounts(planned), tally::amounts(done)];
    output.table(2, columns, counts.chain([charged]));
}

/// How far the run is: those of its parts that are not through.
fn partitions(output: &Output, now: Timestamp, zone: &TimeZone, parts: &[RunPartition]) {
    let open: Vec<&RunPartition> = parts.iter().filter(|part| part.finished_at.is_none()).collect();
    let through = parts.len().saturating_sub(open.len());
    output.text(format!("\n  {through} of {} partitions are through.", parts.len()));
    let columns = [("partition", Align::Right), ("", Align::Left), ("renewals", Align::Right)];
    let rows = open.iter().map(|part| {
        let state = match (part.held_until > now, part.done.accounts) {
            (true, _) => format!("at work until {} at least", find::minute(part.held_until, zone)),
            (false, 0) => "waits for a server".to_owned(),
            (false, _) => "interrupted; it goes on at the next pass of a server".to_owned(),
        };
        [part.partition.to_string(), state, part.done.renewals.to_string()]
    });
    output.table(2, columns, rows);
}

fn part_to_json(part: &RunPartition) -> serde_json::Value {
    json!({
        "partition": part.partition,
        "heldUntil": (part.holder != 0).then(|| part.held_until.to_string()),
        "done": tally::to_json(&part.done),
        "finishedAt": part.finished_at.map(|at| at.to_string()),
    })
}
