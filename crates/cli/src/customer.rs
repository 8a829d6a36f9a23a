//! Commands of whoever renews. They call a server over HTTP, wherever it is and whoever runs it.

use crate::failure::Failure;
use crate::output::Output;

/// What a customer can do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Lists services with their expiry.
    Services,
}

/// Runs a command.
pub(crate) fn run(command: Command, _output: &Output) -> Result<(), Failure> {
    match command {
        Command::Services => Err(Failure::failed("services is being built")),
    }
}
