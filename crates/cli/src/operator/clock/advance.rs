//! `perennial clock advance` and `set`: time moves on, and what is due on the way is done.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_engine::sandbox::Advanced;
use perennial_engine::{Engine, EngineError};
use serde_json::json;

use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, runs};
use super::{AdvanceArgs, SetArgs, show};
use crate::failure::{Exit, Failure};
use crate::output::{GREEN, Output, Progress, YELLOW};

pub(super) fn by(args: &AdvanceArgs, output: &Output) -> Result<(), Failure> {
    advance(&args.database, output, |engine| {
        let now = engine.clock().at().to_zoned_datetime(engine.clock().zone().clone());
        let until = now.checked_add(args.by);
        until.map(|until| until.timestamp()).map_err(|error| Failure::new(Exit::Usage, error))
    })
}

pub(super) fn to(args: &SetArgs, output: &Output) -> Result<(), Failure> {
    advance(&args.database, output, |engine| args.at.in_zone(engine.clock().zone()))
}

fn advance(
    args: &DatabaseArgs,
    output: &Output,
    until: impl FnOnce(&Engine) -> Result<Timestamp, Failure>,
) -> Result<(), Failure> {
    block_on(async {
        let engine = args.open_existing().await?;
        if !engine.is_sandbox() {
            return Err(find::failure(&EngineError::NoSandbox)
                .with_hint("perennial clock start makes a sandbox of a new database"));
        }
        args.note_other_calendar(&engine, output).await?;
        let until = until(&engine)?;
        let advanced = watched(&engine, output, until).await;
        let advanced = advanced.map_err(|error| find::failure(&error))?;
        tell(&engine, args, output, &advanced, until).await
    })
}

/// Advances, and shows on a terminal how far it is.
async fn watched(
    engine: &Arc<Engine>,
    output: &Output,
    until: Timestamp,
) -> Result<Advanced, EngineError> {
    let zone = engine.clock().zone();
    let date = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let end = date(until);
    let shown: Mutex<(Progress, Option<Date>)> = Mutex::new((output.progress(), None));
    let advanced = engine.advance_sandbox_watched(until, |at| {
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        let day = Some(date(at));
        if shown.1 != day {
            shown.1 = day;
            shown.0.show(format!("{} of {end}", date(at)));
        }
    });
    advanced.await
}

async fn tell(
    engine: &Engine,
    args: &DatabaseArgs,
    output: &Output,
    advanced: &Advanced,
    asked: Timestamp,
) -> Result<(), Failure> {
    let Advanced { at, steps, done, waiting } = advanced;
    let zone = engine.clock().zone();
    let shown = show::in_words(*at, zone, &args.key.time_zone);
    output.text(format!("{GREEN}it is{GREEN:#} {shown}"));
    output.text(format!(
        "  {} on the way: {}, {}",
        counted(*steps as u64, "moment"),
        counted(done.services_renewed, "renewal"),
        counted(done.notices_sent as u64, "letter")
    ));
    if let Some(waiting) = waiting {
        let (run, _) = engine.require_run(*waiting).await.map_err(Failure::failed)?;
        runs::tell_next_steps(output, &run);
        let then = format!("perennial clock set {asked}");
        output.text(format!("{YELLOW}Time stops there. Go on afterwards:{YELLOW:#} {then}"));
    }
    output.json(&json!({
        "at": at.to_string(),
        "asked": asked.to_string(),
        "steps": steps,
        "renewals": done.services_renewed,
        "notices": done.notices_sent,
        "ordersExpired": done.orders_expired,
        "runWaiting": waiting.map(perennial_core::RunId::get),
    }));
    Ok(())
}

fn counted(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
