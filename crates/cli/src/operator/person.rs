//! `perennial operator`: people of the seller who look after the server in a browser, at `/operator/`.

mod add;
mod list;
mod password;
mod remove;
mod role;

use perennial_core::operator::{Role, parse_name};
use perennial_core::text::Name;
use perennial_engine::access::OperatorRefusal;
use perennial_engine::{Actor, Engine, OperatorContext};

use super::find;
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::Output;

/// What can be done with operators.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes somebody an operator, who signs in at /operator/.
    Add(Box<add::AddArgs>),
    /// Lists all operators, those that were removed too.
    List(Box<list::ListArgs>),
    /// Changes what an operator may do.
    Role(Box<role::RoleArgs>),
    /// Makes somebody an operator no more, and signs them out.
    Remove(Box<remove::RemoveArgs>),
    /// Sets the password of an operator, or takes away a second factor that was lost.
    Password(Box<password::PasswordArgs>),
}

/// Runs a command.
pub(super) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    match command {
        Command::Add(args) => add::run(*args, output),
        Command::List(args) => list::run(&args, output),
        Command::Role(args) => role::run(&args, output),
        Command::Remove(args) => remove::run(&args, output),
        Command::Password(args) => password::run(&args, output),
    }
}

/// The circumstances of a command.
pub(super) fn context(engine: &Engine) -> OperatorContext {
    OperatorContext { actor: Actor::Operator, query_id: engine.ids().query() }
}

/// Reads the name of an operator.
fn name(text: &str) -> Result<Name, String> {
    parse_name(text).map_err(|error| error.to_string())
}

/// Reads a role.
fn role(text: &str) -> Result<Role, String> {
    let names: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    Role::from_code(text).ok_or_else(|| format!("it can be {}", names.join(", ")))
}

/// Why a command was not done.
fn failure(refusal: &OperatorRefusal) -> Failure {
    match refusal {
        OperatorRefusal::Engine(error) => find::failure(error),
        OperatorRefusal::Unknown { .. } => Failure::new(Exit::Refused, refusal)
            .with_hint("perennial operator list shows all of them"),
        OperatorRefusal::NameTaken { .. } | OperatorRefusal::SameRole { .. } => {
            Failure::new(Exit::Refused, refusal)
        }
    }
}
