//! `perennial operator password`.

use perennial_core::text::Name;
use serde_json::json;

use super::super::find;
use super::super::new_password::NewPassword;
use super::super::setup::{DatabaseArgs, block_on};
use super::{context, failure, name};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial operator password anna
  pass show perennial/anna | perennial operator password anna --stdin
  perennial operator password anna --remove-factor

Whoever it is signs in again.";

/// What `operator password` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct PasswordArgs {
    /// Whose it is
    #[arg(value_parser = name)]
    name: Name,
    /// Read the password from the standard input, instead of making one and showing it once
    #[arg(long)]
    stdin: bool,
    /// Leave the password as it is, and take the second factor away
    #[arg(long, conflicts_with = "stdin")]
    remove_factor: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &PasswordArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let stored = engine.require_operator(args.name.as_str()).await;
        let operator = stored.map_err(|refusal| failure(&refusal))?.operator;
        let (context, name) = (context(&engine), operator.name.as_str());
        if args.remove_factor {
            let removed = engine.remove_operator_factor(&context, operator.id).await;
            removed.map_err(|error| find::failure(&error))?;
            output.text(format!("{GREEN}removed:{GREEN:#} the second factor of {name}"));
            output.json(&json!({ "name": name, "secondFactor": false }));
            return Ok(());
        }
        let (password, shown) = NewPassword::read_or_make(&engine, name, args.stdin)?.split();
        let set = engine.set_operator_password(&context, operator.id, password).await;
        set.map_err(|error| find::failure(&error))?;
        output.text(format!("{GREEN}set:{GREEN:#} the password of {name}"));
        shown.tell(output);
        output.json(&json!({ "name": name, "password": shown.text() }));
        Ok(())
    })
}
