//! `perennial operator remove`.

use perennial_core::text::Name;
use serde_json::json;

use super::super::find;
use super::super::setup::{DatabaseArgs, block_on};
use super::{context, failure, name};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

/// What `operator remove` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "The name is not given again: journals tell what was done under it.")]
pub(crate) struct RemoveArgs {
    /// Who
    #[arg(value_parser = name)]
    name: Name,
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &RemoveArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let stored = engine.require_operator(args.name.as_str()).await;
        let operator = stored.map_err(|refusal| failure(&refusal))?.operator;
        let removed = engine.remove_operator(&context(&engine), operator.id).await;
        removed.map_err(|error| find::failure(&error))?;
        let name = operator.name.as_str();
        output.text(format!("{GREEN}removed:{GREEN:#} {name}"));
        output.json(&json!({ "name": name, "state": "removed" }));
        Ok(())
    })
}
