//! `perennial application`: programs that may ask for credentials.

use std::collections::BTreeMap;

use perennial_core::AccountId;
use perennial_core::credential::{Application, ApplicationStatus};
use perennial_core::text::Name;
use perennial_engine::Engine;
use serde_json::{Value, json};

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::failure::Failure;
use crate::logs;
use crate::output::{Align, BOLD, GREEN, Output};

/// Applications read at once.
const BATCH: i64 = 1000;

/// What can be done with applications.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an application and prints its key and its secret. The secret is not shown again.
    #[command(after_help = CREATE_EXAMPLE)]
    Create(Box<CreateArgs>),
    /// Lists applications, without their secrets.
    List(Box<ListArgs>),
    /// Takes an application away. Its credentials cannot be used from that moment on.
    Revoke(Box<RevokeArgs>),
}

const CREATE_EXAMPLE: &str = "\
Example:
  perennial application create \"Renewals\" --account ab12345-ovh";

/// What `application create` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// What it is called
    #[arg(value_parser = profile::name)]
    name: Name,
    /// The account that it belongs to. It may ask every account for credentials
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Name,
    /// What it does
    #[arg(long, value_parser = profile::name, value_name = "TEXT")]
    description: Option<Name>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `application list` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only those of an account
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Option<Name>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `application revoke` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RevokeArgs {
    /// Its id or its key
    #[arg(value_name = "ID|KEY")]
    application: String,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs a command.
pub(super) fn run(command: Command, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        match command {
            Command::Create(args) => create(&args, output).await,
            Command::List(args) => list(&args, output).await,
            Command::Revoke(args) => revoke(&args, output).await,
        }
    })
}

async fn create(args: &CreateArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let context = find::context(&engine, find::account(&engine, &args.account).await?);
    let made = engine.create_application(&context, &args.name, args.description.as_ref()).await;
    let made = made.map_err(|error| find::failure(&error))?;
    let application = &made.application;
    output.text(format!("{GREEN}made:{GREEN:#} application {}", application.id));
    output.text(format!("  application key     {BOLD}{}{BOLD:#}", application.key));
    output.text(format!("  application secret  {BOLD}{}{BOLD:#}", made.secret.as_str()));
    output.text("The secret is not shown again.");
    output.json(&json!({
        "applicationId": application.id.get(),
        "applicationKey": application.key,
        "applicationSecret": made.secret.as_str(),
    }));
    Ok(())
}

async fn list(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let mut applications = match &args.account {
        Some(account) => {
            let account = find::account(&engine, account).await?;
            engine.store().applications(account).await.map_err(Failure::failed)?
        }
        None => all(&engine).await?,
    };
    applications.sort_by_key(|one| (one.created_at, one.id));
    let names = find::names(&engine, applications.iter().map(|one| one.account)).await?;
    if applications.is_empty() {
        output.text("There are no applications.");
    } else {
        print(output, &engine, &applications, &names);
    }
    let json = applications.iter().map(|one| to_json(one, &names));
    output.json(&json.collect::<Vec<_>>());
    Ok(())
}

async fn all(engine: &Engine) -> Result<Vec<Application>, Failure> {
    let mut applications: Vec<Application> = Vec::new();
    loop {
        let last = applications.last().map(|one| one.id);
        let more = engine.store().applications_after(last, BATCH).await;
        let more = more.map_err(Failure::failed)?;
        if more.is_empty() {
            return Ok(applications);
        }
        applications.extend(more);
    }
}

fn print(
    output: &Output,
    engine: &Engine,
    applications: &[Application],
    names: &BTreeMap<AccountId, String>,
) {
    let columns = [
        ("id", Align::Right),
        ("name", Align::Left),
        ("key", Align::Left),
        ("account", Align::Left),
        ("status", Align::Left),
        ("created", Align::Left),
        ("description", Align::Left),
    ];
    let rows = applications.iter().map(|one| {
        [
            one.id.to_string(),
            one.name.to_string(),
            one.key.clone(),
            find::name_of(names, one.account),
            one.status.code().to_owned(),
            find::minute(one.created_at, engine.clock().zone()),
            one.description.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
        ]
    });
    output.table(0, columns, rows);
}

fn to_json(one: &Application, names: &BTreeMap<AccountId, String>) -> Value {
    json!({
        "applicationId": one.id.get(),
        "applicationKey": one.key,
        "name": one.name.as_str(),
        "description": one.description.as_ref().map(Name::as_str),
        "nichandle": names.get(&one.account),
        "status": one.status.code(),
        "createdAt": one.created_at.to_string(),
    })
}

async fn revoke(args: &RevokeArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let application = find::application(&engine, &args.application).await?.application;
    let context = find::context(&engine, application.account);
    let revoked = engine.revoke_application(&context, application.id).await;
    revoked.map_err(|error| find::failure(&error))?;
    let Application { id, name, .. } = &application;
    match application.status {
        ApplicationStatus::Active => {
            output.text(format!("{GREEN}revoked:{GREEN:#} application {id} ({name})"));
        }
        ApplicationStatus::Inactive => {
            output.text(format!("application {id} ({name}) was revoked before, nothing was done"));
        }
    }
    output
        .json(&json!({ "applicationId": id.get(), "status": ApplicationStatus::Inactive.code() }));
    Ok(())
}
