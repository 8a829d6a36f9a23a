//! `perennial account password`.

use perennial_core::text::Name;
use perennial_engine::access::password::Password;
use perennial_engine::{Actor, Context, Engine};
use serde_json::json;

use super::super::new_password::NewPassword;
use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, profile};
use crate::failure::Failure;
use crate::output::{GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial account password ab12345-ovh
  pass show customers/ab12345 | perennial account password ab12345-ovh --stdin
  perennial account password ab12345-ovh --remove-factor

Whoever was signed in is signed out. Keys of programs stay good.";

/// What `account password` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct PasswordArgs {
    /// Whose it is
    #[arg(value_parser = profile::name)]
    nichandle: Name,
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
        let account = find::account(&engine, &args.nichandle).await?;
        let query_id = engine.ids().query();
        let context = Context { account, actor: Actor::Operator, query_id };
        let nichandle = args.nichandle.as_str();
        if args.remove_factor {
            engine.remove_factor(&context).await.map_err(|error| find::failure(&error))?;
            output.text(format!("{GREEN}removed:{GREEN:#} the second factor of {nichandle}"));
            output.json(&json!({ "nichandle": nichandle, "secondFactor": false }));
            return Ok(());
        }
        let new = NewPassword::read_or_make(&engine, nichandle, args.stdin)?;
        let (password, shown) = new.split();
        set(&engine, &context, password).await?;
        output.text(format!("{GREEN}set:{GREEN:#} the password of {nichandle}"));
        shown.tell(output);
        output.json(&json!({ "nichandle": nichandle, "password": shown.text() }));
        Ok(())
    })
}

async fn set(engine: &Engine, context: &Context, password: Password) -> Result<(), Failure> {
    engine.set_password(context, password).await.map_err(|error| find::failure(&error))
}
