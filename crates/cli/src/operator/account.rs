//! `perennial account`: customers' accounts.

mod create;
mod list;
mod password;
mod show;

use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

/// What can be done with accounts.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an account that holds nothing. What it holds is imported.
    Create(Box<create::CreateArgs>),
    /// Lists all accounts.
    List(Box<list::ListArgs>),
    /// Sets the password with which its holder signs in, or takes away a second factor that was lost.
    Password(Box<password::PasswordArgs>),
    /// Shows an account with what it holds.
    Show(Box<show::ShowArgs>),
}

/// Runs a command.
pub(super) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    match command {
        Command::Create(args) => create::run(*args, output),
        Command::List(args) => list::run(&args, output),
        Command::Password(args) => password::run(&args, output),
        Command::Show(args) => show::run(&args, output),
    }
}
