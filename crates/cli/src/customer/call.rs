//! `perennial call`: any call of the API, signed with the keys that are configured; its answer as JSON.
//!
//! Nothing is asked and nothing is known of the call: whoever makes it knows what it does.

use std::io::Read;

use perennial_api::catalogue::Method;
use perennial_client::{Call, IdempotencyKey};
use serde_json::Value;

use super::connect::{ConnectArgs, KEYS};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// What `call` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct CallArgs {
    /// GET, POST, PUT or DELETE
    #[arg(value_parser = method)]
    method: Method,
    /// The path without version, percent-encoded, with a query or without
    path: String,
    /// The body, as JSON; a hyphen reads it from standard input, which is where secrets belong
    #[arg(long, short, value_name = "JSON|-")]
    data: Option<String>,
    /// The key under which a Perennial server does this once, however often it is asked to
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<IdempotencyKey>,
    #[command(flatten)]
    connect: ConnectArgs,
}

fn help() -> String {
    format!(
        "\
Examples:
  perennial call GET /me
  perennial call GET '/service/112233/renew?includeOptions=true'
  perennial call POST /service/112233/renew --data '{{\"dryRun\":true,\"duration\":\"P3M\",\"services\":[]}}'

Nothing is asked before the call is made. With --output json, the answer in one line.

{KEYS}"
    )
}

/// As on the command line, in any case.
fn method(text: &str) -> Result<Method, perennial_api::catalogue::UnknownMethod> {
    text.to_ascii_uppercase().parse()
}

/// Makes the call.
pub(super) async fn run(args: &CallArgs, output: &Output) -> Result<(), Failure> {
    let body = args.data.as_deref().map(read).transpose()?;
    let mut call = Call::new(args.method, &args.path);
    if let Some(body) = &body {
        call = call.json(body);
    }
    if let Some(key) = &args.idempotency_key {
        call = call.key(key);
    }
    let answer: Value = args.connect.connect()?.client.send(&call).await?;
    // A value that was JSON can be written as JSON.
    output.text(serde_json::to_string_pretty(&answer).unwrap_or_default());
    output.json(&answer);
    Ok(())
}

fn read(data: &str) -> Result<Value, Failure> {
    let mut text = data.to_owned();
    if data == "-" {
        text.clear();
        std::io::stdin().read_to_string(&mut text).map_err(Failure::failed)?;
    }
    serde_json::from_str(&text).map_err(|error| {
        Failure::new(Exit::Usage, format!("--data is not JSON: {error}")).with_hint(
            "write an object such as '{\"dryRun\":true}'; - reads it from standard input",
        )
    })
}
