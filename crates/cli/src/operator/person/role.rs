//! `perennial operator role`.

use perennial_core::operator::Role;
use perennial_core::text::Name;
use serde_json::json;

use super::super::setup::{DatabaseArgs, block_on};
use super::{context, failure, name, role};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

/// What `operator role` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Whoever it is signs in again.")]
pub(crate) struct RoleArgs {
    /// Who
    #[arg(value_parser = name)]
    name: Name,
    /// What they may do: `operator` everything, `read-only` see everything and change nothing
    #[arg(value_parser = role)]
    role: Role,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &RoleArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let stored = engine.require_operator(args.name.as_str()).await;
        let operator = stored.map_err(|refusal| failure(&refusal))?.operator;
        let changed = engine.set_operator_role(&context(&engine), &operator, args.role).await;
        changed.map_err(|refusal| failure(&refusal))?;
        let (name, role) = (operator.name.as_str(), args.role.code());
        output.text(format!("{GREEN}changed:{GREEN:#} {name} is {role} now"));
        output.json(&json!({ "name": name, "role": role }));
        Ok(())
    })
}
