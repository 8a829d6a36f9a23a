//! Commands of whoever renews. They call a server over HTTP, wherever it is and whoever runs it.
//!
//! Each command is a file: its arguments, the calls that it makes, and its answer. Beside them stand what they share:
//! the configuration (`connect`), finding services by name (`find`), payment means (`means`), asking before money is
//! spent (`confirm`), failures (`failures`), and the wire's values in words (`words`).
//!
//! What is absent: rules. What can be renewed, and what may pay for it, the server says.

mod call;
mod confirm;
mod connect;
mod failures;
mod find;
mod means;
mod orders;
mod pay;
mod renew;
mod services;
mod strategies;
mod words;

pub(crate) use self::means::Mean;
use crate::failure::Failure;
use crate::logs;
use crate::output::Output;

/// What a customer can do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Lists services with their expiry and how they are renewed.
    Services(Box<services::ServicesArgs>),
    /// Lists every way to renew a service, with its price.
    Strategies(Box<strategies::StrategiesArgs>),
    /// Orders the renewal of services, and pays for it if asked to.
    Renew(Box<renew::RenewArgs>),
    /// Lists orders, or shows one with its lines, its payment and its bill.
    Orders(Box<orders::OrdersArgs>),
    /// Pays an order, or lists what it can be paid with.
    Pay(Box<pay::PayArgs>),
    /// Makes any call of the API, and prints its answer.
    Call(Box<call::CallArgs>),
}

/// Runs a command.
pub(crate) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    // One thread is enough: calls wait for the network, and nothing else happens meanwhile.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Failure::failed)?.block_on(async {
        match command {
            Command::Services(args) => services::run(&args, output).await,
            Command::Strategies(args) => strategies::run(&args, output).await,
            Command::Renew(args) => renew::run(&args, output).await,
            Command::Orders(args) => orders::run(&args, output).await,
            Command::Pay(args) => pay::run(&args, output).await,
            Command::Call(args) => call::run(&args, output).await,
        }
    })
}
