//! `perennial parked`: accounts that automatic renewal leaves alone, because something about them cannot be.

use perennial_core::AccountId;
use perennial_core::text::Name;
use perennial_engine::Engine;
use perennial_store::Parked;
use serde_json::json;

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{Align, GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial parked                             the accounts, and what cannot be about each
  perennial parked release ab12345-ovh         automatic renewal looks at it again

An account is parked when a run meets a state of it that should be impossible: the run goes on for the
others. Nothing of a parked account is renewed, suspended or deleted by itself; its holder can still order
and pay. Mend the cause, then release it.";

/// What `parked` takes.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLE)]
pub(crate) struct ParkedArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What can be done with parked accounts.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Has automatic renewal look at an account again.
    Release(Box<ReleaseArgs>),
}

/// What `parked release` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ReleaseArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs a command.
pub(super) fn run(args: &ParkedArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        match &args.command {
            None => list(&args.database, output).await,
            Some(Command::Release(args)) => release(args, output).await,
        }
    })
}

/// Why automatic renewal leaves an account alone, if it does.
pub(super) async fn parked(engine: &Engine, account: AccountId) -> Result<Option<Parked>, Failure> {
    let parked = engine.parked_accounts().await.map_err(Failure::failed)?;
    Ok(parked.into_iter().find(|one| one.account == account))
}

async fn list(args: &DatabaseArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.open_existing().await?;
    let parked = engine.parked_accounts().await.map_err(Failure::failed)?;
    let names = find::names(&engine, parked.iter().map(|one| one.account)).await?;
    let zone = engine.clock().zone();
    if parked.is_empty() {
        output.text("No account is parked.");
    } else {
        let columns = [("account", Align::Left), ("since", Align::Left), ("reason", Align::Left)];
        let rows = parked.iter().map(|one| {
            let name = find::name_of(&names, one.account);
            [name, find::minute(one.at, zone), one.reason.clone()]
        });
        output.table(0, columns, rows);
        output.text("\nMend the cause, then: perennial parked release ACCOUNT");
    }
    let told = parked.iter().map(|one| {
        json!({
            "nichandle": names.get(&one.account),
            "accountId": one.account.get(),
            "since": one.at.to_string(),
            "reason": one.reason,
        })
    });
    output.json(&told.collect::<Vec<_>>());
    Ok(())
}

async fn release(args: &ReleaseArgs, output: &Output) -> Result<(), Failure> {
    let (engine, name) = (args.database.open_existing().await?, &args.nichandle);
    let account = find::account(&engine, name).await?;
    if parked(&engine, account).await?.is_none() {
        return Err(Failure::new(Exit::Refused, format!("account {name} is not parked"))
            .with_hint("perennial parked shows all that are"));
    }
    let released = engine.unpark(&find::context(&engine, account)).await;
    released.map_err(|error| find::failure(&error))?;
    output.text(format!("{GREEN}released:{GREEN:#} account {name}; the next run looks at it"));
    output.json(&json!({ "nichandle": name.as_str(), "accountId": account.get() }));
    Ok(())
}
