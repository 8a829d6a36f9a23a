//! `perennial runs`: the days of the calendar, and the decisions about those that wait for a person.

mod decide;
mod list;
mod show;
mod tally;

use perennial_core::RunId;
use perennial_core::run::{Run, RunState};
use perennial_engine::{Engine, Verdict};

use super::setup::DatabaseArgs;
use crate::confirm::YesArgs;
use crate::failure::Failure;
use crate::logs;
use crate::output::{DIM, Output, YELLOW};

const EXAMPLE: &str = "\
Examples:
  perennial runs                    the last runs, and what to do about one that waits
  perennial runs show 31            what it would do, what it did, and why it waits
  perennial runs approve 31         it is done although it exceeds its budget
  perennial runs cancel 31          it is not done: what is due is planned anew

A run is one day of the calendar for all accounts. It counts what it would do before it does anything; if that
exceeds the budget ([budget] in the configuration), it waits, and no later day is done before it.";

/// What `runs` takes.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLE)]
pub(crate) struct RunsArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    list: list::ListArgs,
}

/// What can be done with runs.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Shows what a run would do and what it did, and why it waits.
    Show(Box<show::ShowArgs>),
    /// Has a run done that waits because it exceeds its budget.
    Approve(Box<DecideArgs>),
    /// Has a run that waits not done. What is due is planned anew.
    Cancel(Box<DecideArgs>),
}

/// What the commands take that decide about a run.
#[derive(Debug, clap::Args)]
pub(crate) struct DecideArgs {
    /// The run
    #[arg(value_parser = run_id)]
    run: RunId,
    #[command(flatten)]
    yes: YesArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs a command.
pub(super) fn run(args: &RunsArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    match &args.command {
        None => list::run(&args.list, output),
        Some(Command::Show(args)) => show::run(args, output),
        Some(Command::Approve(args)) => decide::run(args, Verdict::Approve, output),
        Some(Command::Cancel(args)) => decide::run(args, Verdict::Cancel, output),
    }
}

fn run_id(text: &str) -> Result<RunId, String> {
    let number = text.parse().ok().and_then(|number| RunId::try_new(number).ok());
    number.ok_or_else(|| "write the number of a run, such as 31".to_owned())
}

/// What to do about a run that waits, if it does: why it waits, and the commands.
pub(super) fn next_steps(run: &Run) -> Option<(String, Vec<(String, &'static str)>)> {
    if run.state != RunState::Waiting {
        return None;
    }
    let id = run.id;
    let why = run.excesses.join("; ");
    let what = format!("Run {id} waits for a person, and nothing is renewed before: {why}.");
    let steps = [
        ("show", "what it would do"),
        ("approve", "it is done, although it exceeds its budget"),
        ("cancel", "it is not done: what is due is planned anew, so remove the cause first"),
    ];
    let steps = steps.map(|(verb, what)| (format!("perennial runs {verb} {id}"), what));
    Some((what, steps.into()))
}

/// Has the log of a server say that a run waits: it may have done so before the server was started.
pub(super) async fn warn_of_waiting(engine: &Engine) -> Result<(), Failure> {
    let last = engine.last_runs(1).await.map_err(Failure::failed)?.pop();
    if let Some((what, _)) = last.as_ref().and_then(next_steps) {
        tracing::warn!("{what} `perennial runs` says what to do");
    }
    Ok(())
}

/// Tells what to do about a run that waits, so that nobody overlooks it.
pub(super) fn tell_next_steps(output: &Output, run: &Run) {
    let Some((what, steps)) = next_steps(run) else { return };
    output.text(format!("\n{YELLOW}{what}{YELLOW:#}"));
    for (command, what) in steps {
        output.text(format!("  {command:<28}{DIM}{what}{DIM:#}"));
    }
}
