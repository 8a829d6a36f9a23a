//! Commands of whoever runs a server. They work on its database, also while a server runs on it.

mod demo;
mod http;
mod serve;
mod setup;
mod stop;

use crate::failure::Failure;
use crate::output::Output;

/// What an operator can do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Serves the API until it is told to stop.
    Serve(Box<serve::ServeArgs>),
    /// Plays a renewal from beginning to end on a database of its own, as a customer's program would.
    Demo(Box<demo::DemoArgs>),
}

/// Runs a command.
pub(crate) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    match command {
        Command::Serve(args) => serve::run(&args, output),
        Command::Demo(args) => demo::run(&args, output),
    }
}
