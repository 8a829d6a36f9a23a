//! Commands of whoever runs a server. They work on its database, also while a server runs on it.

mod account;
mod application;
mod audit;
mod config;
mod credential;
mod demo;
mod file;
mod find;
mod http;
mod import;
mod inventory;
mod mail;
mod migrate;
mod profile;
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
    /// Imports plans, accounts and what they hold from a file: all of it, or nothing.
    Import(Box<import::ImportArgs>),
    /// Makes accounts, and shows them.
    #[command(subcommand)]
    Account(account::Command),
    /// Makes applications, which may ask for credentials, and takes them away.
    #[command(subcommand)]
    Application(application::Command),
    /// Makes credentials, validates those that were asked for, and ends them.
    #[command(subcommand)]
    Credential(credential::Command),
    /// Prints the configuration file with every default in it, or checks one.
    Config(Box<config::ConfigArgs>),
    /// Checks every invariant over the whole database. Changes nothing.
    Audit(Box<audit::AuditArgs>),
    /// Brings the schema of the database up to date. Other commands do that, too.
    Migrate(Box<migrate::MigrateArgs>),
}

/// Runs a command.
pub(crate) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    match command {
        Command::Serve(args) => serve::run(&args, output),
        Command::Demo(args) => demo::run(&args, output),
        Command::Import(args) => import::run(&args, output),
        Command::Account(command) => account::run(command, output),
        Command::Application(command) => application::run(command, output),
        Command::Credential(command) => credential::run(command, output),
        Command::Config(args) => config::run(&args, output),
        Command::Audit(args) => audit::run(&args, output),
        Command::Migrate(args) => migrate::run(&args, output),
    }
}
