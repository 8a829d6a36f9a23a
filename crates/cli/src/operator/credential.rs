//! `perennial credential`: who may call for which account, and what.

mod decide;
mod list;
mod make;
mod print;

pub(super) use make::{Rules, ValidityArgs, rules};

use crate::failure::Failure;
use crate::logs;
use crate::operator::setup::block_on;
use crate::output::Output;

/// What can be done with credentials.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes a credential that is good at once, and prints its consumer key. The key is not shown again.
    #[command(after_help = make::EXAMPLE)]
    Create(Box<make::CreateArgs>),
    /// Lists credentials that are good or wait for their validation, without their keys.
    List(Box<list::ListArgs>),
    /// Shows a credential, such as one that is to be validated.
    Show(Box<list::ShowArgs>),
    /// Validates a credential that a program has asked for.
    #[command(after_help = decide::EXAMPLE)]
    Validate(Box<decide::ValidateArgs>),
    /// Refuses a credential that a program has asked for.
    Refuse(Box<decide::RefuseArgs>),
    /// Ends a credential. It cannot be used from that moment on.
    Revoke(Box<decide::RevokeArgs>),
}

/// Runs a command.
pub(super) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        match command {
            Command::Create(args) => make::create(&args, output).await,
            Command::List(args) => list::list(&args, output).await,
            Command::Show(args) => list::show(&args, output).await,
            Command::Validate(args) => decide::validate(&args, output).await,
            Command::Refuse(args) => decide::refuse(&args, output).await,
            Command::Revoke(args) => decide::revoke(&args, output).await,
        }
    })
}
