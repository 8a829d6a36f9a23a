//! `perennial migrate`: the schema of the database.

use serde_json::json;

use super::setup::{DatabaseArgs, block_on};
use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

/// What `migrate` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct MigrateArgs {
    /// Only tell the version of the schema, and what would be applied
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Migrates, or tells what that would do.
pub(super) fn run(args: &MigrateArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let name = args.database.name();
        let before = args.database.schema_status().await?;
        let pending: Vec<String> =
            before.pending.iter().map(|(number, what)| format!("{number} ({what})")).collect();
        let version = if args.check {
            let todo = match pending.as_slice() {
                [] => "it is up to date".to_owned(),
                pending => format!("to be applied: {}", pending.join(", ")),
            };
            let found = match before.version {
                0 => "no schema".to_owned(),
                version => format!("schema {version}"),
            };
            output.text(format!("{name}: {found}; {todo}"));
            before.version
        } else {
            let migrated = args.database.migrate().await?;
            let done = match pending.as_slice() {
                [] => "it was up to date".to_owned(),
                applied => format!("applied: {}", applied.join(", ")),
            };
            output.text(format!("{name}: schema {}; {done}", migrated.version));
            migrated.version
        };
        let names =
            before.pending.iter().map(|(number, name)| json!({ "number": number, "name": name }));
        let names: Vec<_> = names.collect();
        let (pending, applied) = if args.check { (names, Vec::new()) } else { (Vec::new(), names) };
        output.json(&json!({ "version": version, "applied": applied, "pending": pending }));
        Ok(())
    })
}
