//! `perennial forecast`: what the calendar will debit, and what will not work out.
//!
//! It is the same plan that a run makes, for the days to come: prices are those of today, and every debit that can
//! succeed is taken to succeed.

mod all;
mod one;
mod sums;

use jiff::Span;
use jiff::civil::Date;
use perennial_core::text::Name;
use perennial_engine::Engine;

use super::profile;
use super::setup::{DatabaseArgs, block_on};
use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

const EXAMPLE: &str = "\
Examples:
  perennial forecast ab12345-ovh               a year: each debit, and what will fail or end, and why
  perennial forecast ab12345-ovh --months 3
  perennial forecast --all                     sums over all accounts, by month and currency

It is made by the plan that the runs make, with the prices of today: what can be paid is taken to be paid,
and what cannot (a card that ends before, a balance that is too short) is told. Nothing is written.";

/// What `forecast` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
#[group(id = "whose", required = true, multiple = false, args = ["nichandle", "all"])]
pub(crate) struct ForecastArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Option<Name>,
    /// All accounts, in sums
    #[arg(long)]
    all: bool,
    /// How many months to look ahead
    #[arg(long, value_name = "COUNT", default_value_t = 12, value_parser = clap::value_parser!(i64).range(1..=120))]
    months: i64,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Forecasts.
pub(super) fn run(args: &ForecastArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let engine = args.database.open_existing().await?;
        args.database.note_other_calendar(&engine, output).await?;
        let until = until(&engine, args.months)?;
        match &args.nichandle {
            Some(name) => one::run(&engine, name, until, output).await,
            None => all::run(&engine, until, output).await,
        }
    })
}

/// The last day that is looked at.
fn until(engine: &Engine, months: i64) -> Result<Date, Failure> {
    let today = engine.clock().now().today;
    today.checked_add(Span::new().months(months)).map_err(Failure::failed)
}
