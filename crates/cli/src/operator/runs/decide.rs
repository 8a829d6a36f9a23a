//! `perennial runs approve` and `cancel`: what a person decides about a run that waits.

use std::env;

use perennial_core::run::{Run, RunState};
use perennial_engine::{EngineError, Verdict};
use serde_json::json;

use super::super::find;
use super::super::setup::block_on;
use super::{DecideArgs, show, tally};
use crate::failure::Failure;
use crate::output::{GREEN, Output, plain};

/// The longest name on record, in characters.
const LONGEST: usize = 100;

pub(super) fn run(args: &DecideArgs, verdict: Verdict, output: &Output) -> Result<(), Failure> {
    args.yes.check(output)?;
    block_on(async {
        let engine = args.database.open_existing().await?;
        let found = engine.require_run(args.run).await;
        let (run, _) = found.map_err(|error| show::not_found(args.run, &error))?;
        if run.state != RunState::Waiting {
            let error = EngineError::RunDoesNotWait { run: run.id, state: run.state };
            return Err(find::failure(&error));
        }
        if !args.yes.yes {
            output.text(summary(&run));
        }
        args.yes.ask(question(&run, verdict)).await?;
        let by = who();
        let decided = engine.decide_run(run.id, verdict, &by).await;
        decided.map_err(|error| find::failure(&error))?;
        let id = run.id;
        let (state, done, next) = match verdict {
            Verdict::Approve if engine.is_sandbox() => (
                RunState::Running,
                "approved",
                "It is done at the next `perennial clock advance` or by the server.",
            ),
            Verdict::Approve => {
                (RunState::Running, "approved", "A server does it at its next pass.")
            }
            Verdict::Cancel => (
                RunState::Cancelled,
                "cancelled",
                "What is due is planned anew, and waits again unless the data or the budget are others.",
            ),
        };
        output.text(format!("{GREEN}{done}:{GREEN:#} run {id}, by {by}. {next}"));
        output.json(&json!({ "runId": id.get(), "state": state.code(), "decidedBy": by }));
        Ok(())
    })
}

fn summary(run: &Run) -> String {
    let planned = &run.planned;
    let accounts = planned.accounts;
    format!(
        "Run {} of {}: {} services of {accounts} accounts renewed, {} suspended, {} deleted, to charge {}.\nIt exceeds its budget: {}.",
        run.id,
        run.day,
        planned.renewals,
        planned.suspensions,
        planned.deletions,
        tally::amounts(planned).replace('\n', ", "),
        run.excesses.join("; ")
    )
}

fn question(run: &Run, verdict: Verdict) -> String {
    match verdict {
        Verdict::Approve => format!("Approve run {}?", run.id),
        Verdict::Cancel => format!("Cancel run {}?", run.id),
    }
}

/// Who decides, for the record: the user of the system, as far as the environment tells.
fn who() -> String {
    let names = ["SUDO_USER", "USER", "LOGNAME"].into_iter().filter_map(|name| env::var(name).ok());
    let name = names.map(|name| plain(&name)).find(|name| !name.trim().is_empty());
    let name: Option<String> = name.map(|name| name.trim().chars().take(LONGEST).collect());
    name.unwrap_or_else(|| "operator".to_owned())
}
