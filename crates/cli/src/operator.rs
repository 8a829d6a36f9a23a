//! Commands of whoever runs a server. They work on its database, also while a server runs on it.

mod account;
mod application;
mod audit;
mod clock;
mod config;
mod credential;
mod debt;
mod demo;
mod fault;
mod file;
mod find;
mod forecast;
mod http;
mod import;
mod inventory;
mod mail;
mod migrate;
mod new_password;
mod oauth2;
mod parked;
mod person;
mod profile;
mod refund;
mod runs;
mod self_signed;
mod serve;
mod setup;
mod stop;
mod templates;
mod why;

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
    /// Makes operators, who look after the server in a browser, and says what they may do.
    #[command(subcommand)]
    Operator(person::Command),
    /// Makes applications, which may ask for credentials, and takes them away.
    #[command(subcommand)]
    Application(application::Command),
    /// Makes credentials, validates those that were asked for, and ends them.
    #[command(subcommand)]
    Credential(credential::Command),
    /// Makes OAuth2 clients, which call with access tokens, and takes them away.
    #[command(subcommand, name = "oauth2")]
    OAuth2(oauth2::Command),
    /// Forecasts what will be debited, and what will fail or end, for an account or in sums for all.
    Forecast(Box<forecast::ForecastArgs>),
    /// Gives back a bill or a part of it, and writes a credit note.
    Refund(Box<refund::RefundArgs>),
    /// Explains how the dates and amounts of a service, an order or a bill came about, and what comes next.
    Why(Box<why::WhyArgs>),
    /// Shows the runs of automatic renewal, and decides about those that wait for a person.
    Runs(Box<runs::RunsArgs>),
    /// Shows the accounts that automatic renewal leaves alone, and why, and has it look at them again.
    Parked(Box<parked::ParkedArgs>),
    /// Gives up what a customer owes because a payment was taken back.
    #[command(subcommand)]
    Debt(debt::Command),
    /// Shows the time of a sandbox, and moves it on.
    Clock(Box<clock::ClockArgs>),
    /// Orders what the sandbox gateway does with the charges of a payment method, or when the method ends.
    Fault(Box<fault::FaultArgs>),
    /// Prints the configuration file with every default in it, or checks one.
    Config(Box<config::ConfigArgs>),
    /// Lists the layouts and styles of letters, papers and pages, and writes out those that are built in.
    Templates(templates::TemplatesArgs),
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
        Command::Operator(command) => person::run(command, output),
        Command::Application(command) => application::run(command, output),
        Command::Credential(command) => credential::run(command, output),
        Command::OAuth2(command) => oauth2::run(command, output),
        Command::Forecast(args) => forecast::run(&args, output),
        Command::Refund(args) => refund::run(&args, output),
        Command::Why(args) => why::run(&args, output),
        Command::Runs(args) => runs::run(&args, output),
        Command::Parked(args) => parked::run(&args, output),
        Command::Debt(command) => debt::run(&command, output),
        Command::Clock(args) => clock::run(&args, output),
        Command::Fault(args) => fault::run(&args, output),
        Command::Config(args) => config::run(&args, output),
        Command::Templates(args) => templates::run(&args, output),
        Command::Audit(args) => audit::run(&args, output),
        Command::Migrate(args) => migrate::run(&args, output),
    }
}
