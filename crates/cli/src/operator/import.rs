//! `perennial import`: an inventory into the database, whole or not at all.

use std::path::PathBuf;
use std::sync::Arc;

use perennial_engine::import::{ImportRefusal, Imported};
use perennial_engine::{Engine, EngineError};
use serde_json::json;

use super::find;
use super::inventory::Source;
use super::setup::{DatabaseArgs, KeyArgs, block_on};
use crate::failure::Failure;
use crate::logs;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
An inventory, as TOML:

  [[plans]]
  code = \"vps-1\"
  product = \"vps\"
  name = \"VPS 1\"
  prices.EUR = { P1M = \"2.99\", P1Y = \"35.88\" }

  [[accounts]]
  nichandle = \"ab12345-ovh\"
  email = \"alice@example.com\"
  country = \"FR\"
  currency = \"EUR\"
  taxRate = \"20\"
  subsidiary = \"FR\"

  [[accounts.services]]
  product = \"vps\"
  name = \"vps1.example.net\"
  plan = \"vps-1\"
  createdOn = 2024-02-01
  expiresOn = 2027-02-01

docs/inventory.md describes every field, examples/inventory.toml has all of them.";

/// What `import` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct ImportArgs {
    /// The inventory, a .toml or a .json file. The same content is imported once
    file: PathBuf,
    /// Only say what is wrong with it, or what would be imported
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Imports, or checks.
pub(super) fn run(args: &ImportArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    let source = Source::open(&args.file)?;
    let (inventory, places) = source.read()?;
    let hash = source.content_hash();
    let refused = |error: EngineError| match &error {
        EngineError::Import(ImportRefusal::Problems { problems }) => places.refused(problems),
        _ => find::failure(&error),
    };
    block_on(async {
        if args.check {
            let checked = check(args, async |engine| engine.check_import(&hash, &inventory).await);
            tell(args, output, &checked.await?.map_err(refused)?)?;
        } else {
            let engine = args.database.open().await?;
            args.database.note_other_calendar(&engine, output).await?;
            let imported = engine.import(&engine.ids().query(), &hash, &inventory).await;
            tell(args, output, &imported.map_err(refused)?)?;
        }
        Ok(())
    })
}

/// A database that is not there yet is checked against as an empty one, elsewhere.
async fn check<T>(
    args: &ImportArgs,
    check: impl AsyncFnOnce(Arc<Engine>) -> T,
) -> Result<T, Failure> {
    if args.database.schema_status().await?.version > 0 {
        return Ok(check(args.database.open().await?).await);
    }
    let folder = tempfile::tempdir().map_err(Failure::failed)?;
    let path = folder.path().join("empty.db").display().to_string();
    let key = KeyArgs { key: None, key_file: None, ..args.database.key.clone() };
    let empty = DatabaseArgs { database: path, config: args.database.config.clone(), key };
    Ok(check(empty.open().await?).await)
}

fn tell(args: &ImportArgs, output: &Output, imported: &Imported) -> Result<(), Failure> {
    let (before, summary) = match imported {
        Imported::Now { summary } => {
            let done = if args.check { "can be imported" } else { "imported" };
            output.text(format!("{GREEN}{done}:{GREEN:#} {summary}"));
            (None, summary)
        }
        Imported::Before { at, summary } => {
            let when = find::minute(*at, args.database.clock()?.zone());
            output.text(format!("imported before, on {when}; nothing was done: {summary}"));
            (Some(at.to_string()), summary)
        }
    };
    let is_done = !args.check && before.is_none();
    output.json(&json!({ "imported": is_done, "before": before, "summary": summary }));
    Ok(())
}
