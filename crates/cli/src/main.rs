//! `perennial`: the renewal server, its administration, and the client for those who renew, in one binary.
//!
//! Here arguments become one of two kinds of command: those of whoever runs a server (`operator`), which work on its
//! database, and those of whoever renews (`customer`), which call any server over HTTP. Every command gives its answer
//! to `output`, for a person or for a program, and every failure is a [`Failure`] with a documented exit code.
//!
//! What is absent: rules of business. Whatever this program can do, a program that uses the crates can.

mod confirm;
mod customer;
mod failure;
mod logs;
mod operator;
mod output;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;
use crate::output::{Format, Output};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Renews services: a server that speaks OVHcloud's API v1, and a client for it.
#[derive(Debug, Parser)]
#[command(name = "perennial", version, after_help = failure::EXIT_CODES, max_term_width = 100)]
struct Cli {
    /// How to answer: for a person, or as JSON for a program.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    output: Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Operator(operator::Command),
    #[command(flatten)]
    Customer(customer::Command),
    /// Prints completions for a shell, to be sourced by it.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

fn main() -> ExitCode {
    // Whoever gives wrong arguments gets clap's answer and its exit code, 2.
    let cli = Cli::parse();
    let output = Output::new(cli.output);
    match run(cli.command, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => output.failure(&failure),
    }
}

fn run(command: Command, output: &Output) -> Result<(), Failure> {
    match command {
        Command::Operator(command) => operator::run(command, output),
        Command::Customer(command) => customer::run(command, output),
        Command::Completions { shell } => {
            output.completions(shell, &mut Cli::command());
            Ok(())
        }
    }
}
