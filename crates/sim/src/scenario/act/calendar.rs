//! Time passes, the background work is done, and a person decides about a run that waits.

use anyhow::bail;
use jiff::SignedDuration;
use perennial_core::run::RunState;
use perennial_engine::Verdict;

use crate::scenario::happen::{Picture, look, news};
use crate::scenario::stage::Stage;
use crate::scenario::words::{Words, unknown};

/// The background work: now, or each morning up to a day.
pub(super) async fn run(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let mut before = look(stage, None).await?;
    if !words.take("until") {
        let (mut told, waits) = pass(stage, &mut before).await?;
        told.extend(waits);
        return Ok(told);
    }
    let (until, mut told, mut waited) = (words.date()?, Vec::new(), None);
    let mut day = stage.today()?;
    if until <= day {
        bail!("it is {day} already");
    }
    while day < until {
        day = day.tomorrow()?;
        stage.go_to(day, None).await?;
        let today = stage.today()?;
        let (mut news, waits) = pass(stage, &mut before).await?;
        // That it waits is told once.
        news.extend(waits.clone().filter(|_| waits != waited));
        waited = waits;
        told.extend(news.iter().map(|news| format!("{today} {news}")));
        day = day.max(today);
    }
    Ok(told)
}

/// Answers what is new, and the run that waits for a person.
async fn pass(
    stage: &Stage,
    before: &mut Picture,
) -> anyhow::Result<(Vec<String>, Option<String>)> {
    let engine = stage.engine()?;
    let pass = engine.reconcile().await;
    let after = look(stage, Some(before)).await?;
    let told = news(stage, before, &after).await?;
    *before = after;
    let Some(waiting) = pass.run_waiting else { return Ok((told, None)) };
    let (run, _) = engine.require_run(waiting).await?;
    Ok((told, Some(format!("the run of {} waits: {}", run.day, run.excesses.join(", ")))))
}

pub(super) fn later(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let count = words.number()?;
    let unit = words.next("a unit")?;
    let by = match unit {
        "minutes" => SignedDuration::from_mins(count),
        "hours" => SignedDuration::from_hours(count),
        _ => return Err(unknown(unit, &["minutes", "hours"])),
    };
    stage.pass(by)?;
    Ok(Vec::new())
}

/// A person at the seller decides about the run that waits.
pub(super) async fn decide(stage: &Stage, verdict: Verdict) -> anyhow::Result<Vec<String>> {
    let engine = stage.engine()?;
    let last = engine.last_runs(1).await?.pop();
    let Some(run) = last.filter(|run| run.state == RunState::Waiting) else {
        bail!("no run waits");
    };
    engine.decide_run(run.id, verdict, "carol").await?;
    Ok(Vec::new())
}
