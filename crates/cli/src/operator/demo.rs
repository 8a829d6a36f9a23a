//! `perennial demo`: the whole of a renewal, played on a server of its own.
//!
//! The account is the one of OVHcloud's guide. The server is the real one, and the player calls it as any program of a
//! customer does: over HTTP, with signed requests. Whatever it does, it does on a database that was named for it, or on
//! one in a temporary folder; a variable that names the database of a real server is not heeded.

mod account;
mod holding;
mod keys;
mod play;
mod print;
mod told;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use perennial_client::{Client, Endpoint, Settings};
use perennial_engine::Engine;
use tempfile::TempDir;

use self::account::Loaded;
use self::keys::Keys;
use self::play::Player;
use super::http::{Bound, HttpArgs};
use super::setup::{DatabaseArgs, KeyArgs, block_on};
use super::stop::Stop;
use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

/// What `demo` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// Leave the server running, and print what programs need to call it. With `--output json` that is one line
    /// (endpoint, applicationKey, applicationSecret, consumerKey), and nothing is played: all services are still to be
    /// renewed. On a database that holds the demo already nothing is played either, and the keys are the same
    #[arg(long)]
    keep: bool,
    /// Where to listen [default: 127.0.0.1 and a free port]
    #[arg(
        long,
        default_value = "127.0.0.1:0",
        hide_default_value = true,
        value_name = "ADDRESS:PORT"
    )]
    listen: String,
    /// An SQLite file (made when it is not there), or postgres://user:password@host/database, which has no other
    /// accounts; DATABASE_URL is not heeded [default: a file in a temporary folder, removed at the end]
    #[arg(long, value_name = "FILE|URL", help_heading = "Database")]
    database: Option<String>,
    /// The configuration, such as a calendar and budgets [default: what is built in]
    #[arg(long, value_name = "FILE", help_heading = "Database")]
    config: Option<PathBuf>,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    http: HttpArgs,
}

/// Where the demo is played. The folder, if it has one, is gone with this value.
struct Stage {
    database: DatabaseArgs,
    folder: Option<TempDir>,
}

impl Stage {
    /// The database, for people.
    fn name(&self) -> String {
        let removed = if self.folder.is_some() { ", removed at the end" } else { "" };
        format!("{}{removed}", self.database.name())
    }
}

impl DemoArgs {
    fn stage(&self) -> Result<Stage, Failure> {
        if let Some(database) = &self.database {
            let (database, key) = (database.clone(), self.key.clone());
            let database = DatabaseArgs { database, config: self.config.clone(), key };
            return Ok(Stage { database, folder: None });
        }
        let folder = tempfile::Builder::new().prefix("perennial-demo-").tempdir();
        let folder = folder.map_err(|error| {
            Failure::failed(format!("a temporary folder cannot be made: {error}"))
        })?;
        let database = folder.path().join("perennial.db").display().to_string();
        // A key of its own, too: what is set for another server is not for this one.
        let key = KeyArgs { key: None, key_file: None, ..self.key.clone() };
        let config = self.config.clone();
        Ok(Stage { database: DatabaseArgs { database, config, key }, folder: Some(folder) })
    }
}

/// Plays the demo, and serves it if that is wanted.
pub(super) fn run(args: &DemoArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let stop = Stop::on_signals()?;
        let bound = args.http.bind(&args.listen).await?;
        let stage = args.stage()?;
        let engine = stage.database.open().await?;
        let done = perform(args, output, &stop, bound, &stage, &engine).await;
        // The files are closed before their folder is removed.
        drop(engine);
        if let Some(folder) = stage.folder {
            let path = folder.path().to_owned();
            folder.close().map_err(|error| not_removed(&path, &error))?;
        }
        done
    })
}

async fn perform(
    args: &DemoArgs,
    output: &Output,
    stop: &Stop,
    bound: Bound,
    stage: &Stage,
    engine: &Arc<Engine>,
) -> Result<(), Failure> {
    let (account, loaded) = account::load(engine).await?;
    let keys = Keys::of(engine, account).await?;
    let endpoint = bound.endpoint();
    let client = client(&endpoint, &keys, args)?;
    let (stopper, stop_server) = Stop::new();
    let server = tokio::spawn({
        let engine = Arc::clone(engine);
        async move { bound.serve(&engine, &stop_server).await }
    });
    let player = Player { client, engine, account, output };
    let plays = !args.keep || (loaded == Loaded::Now && !output.is_json());
    let played = async {
        told::opening(output, &endpoint, &stage.name(), loaded);
        if plays {
            player.play().await?;
        }
        if args.keep {
            let certificate = args.http.tls_files()?.map(|files| files.certificate);
            told::keys(output, &endpoint, &keys, certificate.as_deref());
            stop.clone().ordered().await;
        } else {
            told::farewell(output);
        }
        Ok(())
    };
    let done = tokio::select! {
        done = played => done,
        () = stop.clone().ordered(), if !args.keep => {
            Err(Failure::failed("stopped before the demo was over"))
        }
        () = stop.clone().ordered() => Ok(()),
    };
    stopper.stop();
    server.await.map_err(Failure::failed)?;
    done
}

/// A client of the server, as a customer's program has one.
fn client(endpoint: &str, keys: &Keys, args: &DemoArgs) -> Result<Client, Failure> {
    let endpoint: Endpoint = endpoint.parse().map_err(Failure::failed)?;
    let mut settings = Settings { credentials: keys.credentials(), ..Settings::new(endpoint) };
    if let Some(file) = args.http.tls_files()?.map(|files| files.certificate) {
        let unreadable = |error| Failure::failed(format!("{}: {error}", file.display()));
        settings.root_certificates = Some(std::fs::read(&file).map_err(unreadable)?);
    }
    Client::try_new(settings).map_err(Failure::failed)
}

fn not_removed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be removed: {error}", path.display()))
}
