//! Scenarios: stories of customers as text tables, played on the real engine.
//!
//! ```text
//! # The anchor day is kept.
//! today 2025-12-20
//! plan vps P1M 10
//! customer alice
//! card visa of alice
//! service vps1 of alice plan vps expires 2026-01-31 renew automatic P1M
//! run until 2026-01-31
//!     -> 2026-01-01 paid 12.00 € by visa
//!     -> 2026-01-01 renewed vps1 until 2026-02-28
//! expiry vps1                           -> 2026-02-28
//! ```
//!
//! A line is a command, and after `->` what it is to answer; several answers are separated by `;`, or stand on lines of
//! their own below. Time stands still until a line moves it, ids come from a seed, and when the story is over every
//! invariant is audited. All words are in [`HELP`].
//!
//! Nothing is judged here: [`play`] says what was expected and what was answered, and the text with the answers that
//! were given.

mod act;
mod ask;
mod happen;
mod help;
mod present;
mod records;
mod script;
mod setup;
mod stage;
mod words;

pub use help::HELP;
pub use script::{Mismatch, Played};

use anyhow::Context as _;
use perennial_store::Database;

use self::script::{Line, Script};
use self::stage::Stage;
use self::words::Words;

/// Plays a scenario on a database that nobody has used before.
///
/// # Errors
///
/// When a line is not a command, or the engine breaks down; refusals are answers.
pub async fn play(text: &str, database: &Database) -> anyhow::Result<Played> {
    let script = Script::parse(text)?;
    let mut stage = Stage::new(database.clone());
    let mut answers = Vec::new();
    for Line { number, command, .. } in script.lines() {
        let answer = perform(&mut stage, command).await;
        answers.push(answer.with_context(|| format!("line {number}, `{command}`"))?);
    }
    stage.audit().await?;
    Ok(script.compare(answers))
}

async fn perform(stage: &mut Stage, command: &str) -> anyhow::Result<Vec<String>> {
    let mut words = Words::of(command);
    let verb = words.next("a command")?;
    let mut known = setup::perform(stage, verb, &mut words).await?;
    if known.is_none() {
        known = act::perform(stage, verb, &mut words).await?;
    }
    if known.is_none() {
        known = ask::perform(stage, verb, &mut words).await?;
    }
    let Some(answers) = known else {
        anyhow::bail!("`{verb}` is not a command; these are:\n{HELP}");
    };
    words.finish()?;
    Ok(answers)
}
