//! Commands of whoever runs a server. They work on its database, also while a server runs on it.

mod setup;

use crate::failure::Failure;
use crate::output::Output;

/// What an operator can do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Serves the API until it is told to stop.
    Serve,
}

/// Runs a command.
pub(crate) fn run(command: Command, _output: &Output) -> Result<(), Failure> {
    match command {
        Command::Serve => Err(Failure::failed("serve is being built")),
    }
}
