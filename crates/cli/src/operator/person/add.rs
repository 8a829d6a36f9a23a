//! `perennial operator add`.

use perennial_core::operator::Role;
use perennial_core::text::Name;
use perennial_engine::access::NewOperator;
use serde_json::json;

use super::super::new_password::NewPassword;
use super::super::setup::{DatabaseArgs, block_on};
use super::{context, failure, name, role};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial operator add anna
  perennial operator add otto --role read-only
  pass show perennial/anna | perennial operator add anna --stdin

Operators sign in at /operator/ and set up a second factor there.";

/// What `operator add` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct AddArgs {
    /// What they sign in with, and what journals name them by
    #[arg(value_parser = name)]
    name: Name,
    /// What they may do: `operator` everything, `read-only` see everything and change nothing
    #[arg(long, default_value = "operator", value_parser = role)]
    role: Role,
    /// Read the password from the standard input, instead of making one and showing it once
    #[arg(long)]
    stdin: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: AddArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let AddArgs { name, role, stdin, .. } = args;
        let (password, shown) = NewPassword::read_or_make(&engine, name.as_str(), stdin)?.split();
        let new = NewOperator { name, role, password };
        let added = engine.add_operator(&context(&engine), new).await;
        let added = added.map_err(|refusal| failure(&refusal))?;
        let (name, role) = (added.name.as_str(), added.role.code());
        output.text(format!("{GREEN}added:{GREEN:#} {name}, {role}"));
        shown.tell(output);
        output.json(&json!({ "name": name, "role": role, "password": shown.text() }));
        Ok(())
    })
}
