//! `perennial debt`: giving up what a customer owes because a payment was taken back.

use perennial_core::DebtId;
use perennial_core::text::Name;
use serde_json::json;

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::failure::Failure;
use crate::logs;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial account show ab12345-ovh           the debts of the account are among what is shown
  perennial debt write-off ab12345-ovh 3914157011 --reason 'insolvent, closed by court'

A debt is what was paid for an order and taken back by the payer's bank afterwards. The customer pays it with
an order of its own. Once written off it is a loss in the ledger, is not to be paid any more, and stays so.";

/// What `debt` can do.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLE)]
pub(crate) enum Command {
    /// Gives a debt up: it is a loss, and need not be paid any more.
    WriteOff(Box<WriteOffArgs>),
}

/// What `debt write-off` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct WriteOffArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    /// The debt, by its id
    #[arg(value_name = "DEBT", value_parser = debt)]
    debt: DebtId,
    /// Why, for the journal
    #[arg(long, value_name = "TEXT", value_parser = profile::name)]
    reason: Name,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn debt(text: &str) -> Result<DebtId, String> {
    let number = text.parse().map_err(|_| "write the id of a debt, a whole number".to_owned())?;
    DebtId::try_new(number).map_err(|error| error.to_string())
}

/// Runs a command.
pub(super) fn run(command: &Command, output: &Output) -> Result<(), Failure> {
    let Command::WriteOff(args) = command;
    logs::start("warn");
    block_on(async {
        let engine = args.database.open_existing().await?;
        let account = find::account(&engine, &args.nichandle).await?;
        let context = find::context(&engine, account);
        let done = engine.write_off_debt(&context, args.debt, &args.reason).await;
        let debt = done.map_err(|error| {
            let hint = format!("perennial account show {} shows the debts", args.nichandle);
            find::failure(&error).with_hint(hint)
        })?;
        output.text(format!(
            "{GREEN}written off:{GREEN:#} debt {} of {}, {} of order {}",
            debt.id, args.nichandle, debt.amount, debt.order
        ));
        output.json(&json!({
            "nichandle": args.nichandle.as_str(),
            "debtId": debt.id.get(),
            "orderId": debt.order.get(),
            "amount": debt.amount.to_decimal(),
            "currency": debt.amount.currency().code(),
            "reason": args.reason.as_str(),
        }));
        Ok(())
    })
}
