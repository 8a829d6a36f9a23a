//! `perennial oauth2`: programs that call with access tokens.

use perennial_core::ClientId;
use perennial_core::credential::IpBlock;
use perennial_core::oauth2::{About, Client, Grant};
use perennial_core::text::Name;
use perennial_engine::Engine;
use serde_json::json;

use super::credential::{Rules, ValidityArgs, rules};
use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{Align, BOLD, GREEN, Output};

/// Clients read at once.
const BATCH: i64 = 1000;

/// What can be done with OAuth2 clients.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an OAuth2 client of an account and prints its id and its secret. The secret is not shown again.
    #[command(after_help = CREATE_EXAMPLE)]
    Create(Box<CreateArgs>),
    /// Lists OAuth2 clients, without their secrets.
    List(Box<ListArgs>),
    /// Takes an OAuth2 client away. Its access tokens are good for nothing from that moment on.
    Revoke(Box<RevokeArgs>),
}

const CREATE_EXAMPLE: &str = "\
Example, one that may read everything and renew:
  perennial oauth2 create \"Renewals\" --account ab12345-ovh --rule 'GET /*' --rule 'POST /service/*/renew'

It gets its access tokens with POST /auth/oauth2/token. In a rule * stands for any characters, also for /.";

/// What `oauth2 create` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// What it is called
    #[arg(value_parser = profile::name)]
    name: Name,
    /// The account that it calls for
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Name,
    /// What it does
    #[arg(long, value_parser = profile::name, value_name = "TEXT")]
    description: Option<Name>,
    /// What it may call, a method and a path; may be repeated
    #[arg(long = "rule", value_name = "METHOD PATH", required = true, value_parser = rules)]
    rules: Vec<Rules>,
    /// From where it may call, an address or a block such as 192.0.2.0/24; may be repeated [default: anywhere]
    #[arg(long = "ip", value_name = "BLOCK", value_parser = IpBlock::parse)]
    ips: Vec<IpBlock>,
    #[command(flatten)]
    validity: ValidityArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `oauth2 list` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only those of an account
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Option<Name>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `oauth2 revoke` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RevokeArgs {
    /// Its id
    #[arg(value_name = "ID", value_parser = id)]
    client: ClientId,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn id(text: &str) -> Result<ClientId, String> {
    let wrong =
        || "it is not an id of an OAuth2 client: those are 16 hexadecimal digits".to_owned();
    ClientId::from_text(text).ok_or_else(wrong)
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
    let about = About {
        name: args.name.clone(),
        description: args.description.clone(),
        callback_urls: Vec::new(),
    };
    let grant = Grant {
        rules: args.rules.concat(),
        allowed_ips: args.ips.clone(),
        expires_at: args.validity.end(&engine)?,
    };
    let made = engine.create_client(&context, &about, &grant, None).await;
    let made = made.map_err(|error| find::failure(&error))?;
    let (id, secret) = (made.client.id.to_text(), made.secret.as_str());
    output.text(format!("{GREEN}made:{GREEN:#} an OAuth2 client of {}", args.account));
    output.text(format!("  client id      {BOLD}{id}{BOLD:#}"));
    output.text(format!("  client secret  {BOLD}{secret}{BOLD:#}"));
    output.text("The secret is not shown again.");
    output.json(&json!({
        "clientId": id,
        "clientSecret": secret,
        "expiresAt": grant.expires_at.map(|end| end.to_string()),
    }));
    Ok(())
}

async fn list(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let mut clients = match &args.account {
        Some(account) => {
            let account = find::account(&engine, account).await?;
            engine.clients(account).await.map_err(|error| find::failure(&error))?
        }
        None => all(&engine).await?,
    };
    clients.sort_by_key(|one| (one.created_at, one.id));
    let names = find::names(&engine, clients.iter().map(|one| one.account)).await?;
    let zone = engine.clock().zone();
    let columns = [
        ("id", Align::Left),
        ("name", Align::Left),
        ("account", Align::Left),
        ("rules", Align::Right),
        ("created", Align::Left),
        ("ends", Align::Left),
    ];
    let rows = clients.iter().map(|one| {
        [
            one.id.to_text(),
            one.about.name.to_string(),
            find::name_of(&names, one.account),
            one.grant.rules.len().to_string(),
            find::minute(one.created_at, zone),
            one.grant.expires_at.map_or_else(|| "-".to_owned(), |end| find::minute(end, zone)),
        ]
    });
    if clients.is_empty() {
        output.text("There are no OAuth2 clients.");
    } else {
        output.table(0, columns, rows);
    }
    let json = clients.iter().map(|one| {
        let rules = one.grant.rules.iter();
        let rules = rules.map(|rule| format!("{} {}", rule.verb().name(), rule.pattern()));
        json!({
            "clientId": one.id.to_text(),
            "name": one.about.name.as_str(),
            "nichandle": names.get(&one.account),
            "rules": rules.collect::<Vec<_>>(),
            "allowedIPs": one.grant.allowed_ips.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "createdAt": one.created_at.to_string(),
            "expiresAt": one.grant.expires_at.map(|end| end.to_string()),
        })
    });
    output.json(&json.collect::<Vec<_>>());
    Ok(())
}

async fn all(engine: &Engine) -> Result<Vec<Client>, Failure> {
    let mut clients: Vec<Client> = Vec::new();
    loop {
        let last = clients.last().map(|one| one.id);
        let more = engine.store().oauth2_clients_after(last, BATCH).await;
        let more = more.map_err(Failure::failed)?;
        if more.is_empty() {
            return Ok(clients);
        }
        clients.extend(more.into_iter().map(|stored| stored.client));
    }
}

async fn revoke(args: &RevokeArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let id = args.client.to_text();
    let found = engine.store().oauth2_client(args.client).await.map_err(Failure::failed)?;
    let client = found.map(|stored| stored.client).ok_or_else(|| {
        Failure::new(Exit::Refused, format!("there is no OAuth2 client {id}"))
            .with_hint("perennial oauth2 list shows all of them")
    })?;
    let context = find::context(&engine, client.account);
    engine.delete_client(&context, &id).await.map_err(|error| find::failure(&error))?;
    output.text(format!("{GREEN}revoked:{GREEN:#} OAuth2 client {id} ({})", client.about.name));
    output.json(&json!({ "clientId": id }));
    Ok(())
}
