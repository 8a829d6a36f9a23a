//! `perennial clock`: what time it is.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perennial_core::run::RunState;
use perennial_engine::Engine;
use serde_json::json;

use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, runs};
use crate::failure::Failure;
use crate::output::{BOLD, DIM, Output};

pub(super) fn run(args: &DatabaseArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.open_existing().await?;
        tell(&engine, args, output).await
    })
}

/// Tells the time, and what comes next.
pub(super) async fn tell(
    engine: &Engine,
    args: &DatabaseArgs,
    output: &Output,
) -> Result<(), Failure> {
    let (now, zone) = (engine.clock().at(), engine.clock().zone());
    let next = engine.next_moment().await.map_err(Failure::failed)?;
    let last = engine.last_runs(1).await.map_err(Failure::failed)?.pop();
    let waiting = last.filter(|run| run.state == RunState::Waiting);
    let shown = in_words(now, zone, &args.key.time_zone);
    if engine.is_sandbox() {
        output.text(format!("{BOLD}Sandbox:{BOLD:#} {shown}; it stands still until it is moved"));
    } else {
        output.text(format!("{BOLD}Time is real here:{BOLD:#} {shown}"));
    }
    let fact = |name: &str, value: &str| {
        output.text(format!("  {DIM}{name:<6}{DIM:#}{value}"));
    };
    match next {
        Some(next) => fact("next", &format!("{}, something is due", find::minute(next, zone))),
        None => fact("next", "nothing is due"),
    }
    if engine.is_sandbox() {
        fact("real", &find::minute(engine.wall().at(), zone));
    }
    if let Some(run) = &waiting {
        runs::tell_next_steps(output, run);
    }
    output.json(&json!({
        "sandbox": engine.is_sandbox(),
        "at": now.to_string(),
        "timeZone": args.key.time_zone,
        "today": engine.clock().now().today.to_string(),
        "next": next.map(|at| at.to_string()),
        "runWaiting": waiting.map(|run| run.id.get()),
    }));
    Ok(())
}

/// An instant as the clocks of a zone show it, with the day of the week.
pub(super) fn in_words(at: Timestamp, zone: &TimeZone, name: &str) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    format!("{}, {} ({name})", local.strftime("%A"), local.strftime("%Y-%m-%d %H:%M"))
}
