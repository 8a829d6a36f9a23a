//! `perennial serve`: the server.

use jiff::SignedDuration;
use perennial_engine::Settings;
use perennial_engine::sandbox::Sandbox;
use serde_json::json;

use super::config::Config;
use super::http::HttpArgs;
use super::setup::{DatabaseArgs, block_on};
use super::stop::Stop;
use super::{mail, runs};
use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 is any free one
    #[arg(
        long,
        env = "PERENNIAL_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    listen: String,
    /// How far the time of a signed request may be from the server's, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 300,
        value_parser = clap::value_parser!(i64).range(1..=86_400)
    )]
    timestamp_window: i64,
    /// How old a payment without an outcome is when the payment provider is asked about it, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 60,
        value_parser = clap::value_parser!(i64).range(1..=86_400)
    )]
    settle_after: i64,
    /// Play time: a clock that stands still until `perennial clock` moves it, on a database of its own
    #[arg(long, env = "PERENNIAL_SANDBOX")]
    sandbox: bool,
    #[command(flatten)]
    http: HttpArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl ServeArgs {
    fn apply_to(&self, settings: &mut Settings, config: &Config) -> Result<(), Failure> {
        settings.timestamp_window = SignedDuration::from_secs(self.timestamp_window);
        settings.doubt_after = SignedDuration::from_secs(self.settle_after);
        settings.sandbox = if self.sandbox { Sandbox::Always } else { Sandbox::Never };
        let world = self.database.clock()?;
        settings.mailer = mail::mailer(config.mail.as_ref(), settings.sandbox, world)?;
        Ok(())
    }
}

/// Serves until the order to stop.
pub(super) fn run(args: &ServeArgs, output: &Output) -> Result<(), Failure> {
    logs::start("info");
    block_on(async {
        let stop = Stop::on_signals()?;
        // The address first: whoever starts a second server by mistake has changed nothing.
        let bound = args.http.bind(&args.listen).await?;
        let engine =
            args.database.open_with(|settings, config| args.apply_to(settings, config)).await?;
        runs::warn_of_waiting(&engine).await?;
        let endpoint = bound.endpoint();
        output.text(format!("Serving {endpoint} from {}", args.database.name()));
        output.json(&json!({ "endpoint": endpoint }));
        bound.serve(&engine, &stop).await;
        tracing::info!("stopped");
        Ok(())
    })
}
