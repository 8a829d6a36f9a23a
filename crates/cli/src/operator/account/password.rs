//! `perennial account password`.

use std::io::{self, Read};

use perennial_core::text::Name;
use perennial_engine::access::password::{BYTES_MAX, Password};
use perennial_engine::{Actor, Context, Engine};
use serde_json::json;
use zeroize::Zeroizing;

use super::super::setup::{DatabaseArgs, block_on};
use super::super::{find, profile};
use crate::failure::{Exit, Failure};
use crate::output::{BOLD, GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial account password ab12345-ovh
  pass show customers/ab12345 | perennial account password ab12345-ovh --stdin
  perennial account password ab12345-ovh --remove-factor

Whoever was signed in is signed out. Keys of programs stay good.";

/// How long a password is that is made here: 119 bits.
const LENGTH: usize = 20;

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
        let made = if args.stdin { None } else { Some(engine.ids().secret(LENGTH)) };
        let text = match &made {
            Some(made) => made.clone(),
            None => given()?,
        };
        let password = Password::parse(&text, nichandle);
        let password = password.map_err(|error| Failure::new(Exit::Usage, error.to_string()))?;
        set(&engine, &context, password).await?;
        output.text(format!("{GREEN}set:{GREEN:#} the password of {nichandle}"));
        if let Some(made) = &made {
            output.text(format!("  {BOLD}{}{BOLD:#}", made.as_str()));
            output.text("It is not shown again.");
        }
        let shown = made.as_ref().map(|made| made.as_str());
        output.json(&json!({ "nichandle": nichandle, "password": shown }));
        Ok(())
    })
}

async fn set(engine: &Engine, context: &Context, password: Password) -> Result<(), Failure> {
    engine.set_password(context, password).await.map_err(|error| find::failure(&error))
}

/// The first line of the standard input.
fn given() -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    // A byte more than a password and its line break can have.
    let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX).saturating_add(3);
    let read = io::stdin().lock().take(most).read_to_string(&mut text);
    read.map_err(|error| Failure::failed(format!("the standard input cannot be read: {error}")))?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}
