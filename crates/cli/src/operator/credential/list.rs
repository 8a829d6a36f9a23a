//! `perennial credential list` and `show`.

use perennial_core::CredentialId;
use perennial_core::credential::{Credential, CredentialState};
use perennial_core::text::Name;
use perennial_engine::Engine;

use super::decide;
use super::print::{self, Names};
use crate::failure::{Exit, Failure};
use crate::operator::setup::DatabaseArgs;
use crate::operator::{find, profile};
use crate::output::Output;

/// Credentials read at once.
const BATCH: i64 = 1000;

/// What `credential list` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Only those of an account
    #[arg(long, value_parser = profile::name, value_name = "NICHANDLE")]
    account: Option<Name>,
    /// Only those of an application: its id or its key
    #[arg(long, value_name = "ID|KEY")]
    application: Option<String>,
    /// Also those that were refused, were revoked or have expired
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `credential show` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Its id
    #[arg(required_unless_present = "token", value_parser = id)]
    id: Option<CredentialId>,
    /// The token of one that is to be validated, or the address with it
    #[arg(long, conflicts_with = "id", value_parser = decide::token)]
    token: Option<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// The id of a credential, as an argument.
pub(super) fn id(text: &str) -> Result<CredentialId, String> {
    let id = text.parse().map_err(|_| format!("`{text}` is not an id of a credential"))?;
    CredentialId::try_new(id).map_err(|error| error.to_string())
}

pub(super) async fn list(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let mut credentials = read(args, &engine).await?;
    let now = engine.wall().at();
    if !args.all {
        let is_over = |state| matches!(state, CredentialState::Refused | CredentialState::Expired);
        credentials.retain(|one| !is_over(one.state_at(now)));
    }
    credentials.sort_by_key(|one| (one.created_at, one.id));
    let names = Names::of(&engine, &credentials).await?;
    if credentials.is_empty() {
        output.text("There are no such credentials.");
    } else {
        print::table(output, &engine, &credentials, &names);
    }
    let json = credentials.iter().map(|one| print::to_json(&engine, one, &names));
    output.json(&json.collect::<Vec<_>>());
    Ok(())
}

async fn read(args: &ListArgs, engine: &Engine) -> Result<Vec<Credential>, Failure> {
    let store = engine.store();
    let account = match &args.account {
        Some(account) => Some(find::account(engine, account).await?),
        None => None,
    };
    let mut credentials = match (&args.application, account) {
        (Some(application), _) => {
            let application = find::application(engine, application).await?.application.id;
            store.credentials_of_application(application).await.map_err(Failure::failed)?
        }
        (None, Some(account)) => store.credentials(account).await.map_err(Failure::failed)?,
        (None, None) => all(engine).await?,
    };
    credentials.retain(|one| account.is_none() || one.account == account);
    Ok(credentials)
}

async fn all(engine: &Engine) -> Result<Vec<Credential>, Failure> {
    let mut credentials: Vec<Credential> = Vec::new();
    loop {
        let last = credentials.last().map(|one| one.id);
        let more = engine.store().credentials_after(last, BATCH).await.map_err(Failure::failed)?;
        if more.is_empty() {
            return Ok(credentials);
        }
        credentials.extend(more);
    }
}

pub(super) async fn show(args: &ShowArgs, output: &Output) -> Result<(), Failure> {
    let engine = args.database.open_existing().await?;
    let credential = match (&args.token, args.id) {
        (Some(token), _) => decide::by_token(&engine, token).await?,
        (None, Some(id)) => by_id(&engine, id).await?,
        // clap asks for one of the two.
        (None, None) => return Err(Failure::new(Exit::Usage, "name a credential")),
    };
    print::one(output, &engine, &credential).await
}

/// The credential with an id.
pub(super) async fn by_id(engine: &Engine, id: CredentialId) -> Result<Credential, Failure> {
    let found = engine.store().credential(id).await.map_err(Failure::failed)?;
    found.map(|stored| stored.credential).ok_or_else(|| {
        Failure::new(Exit::Refused, format!("there is no credential {id}"))
            .with_hint("perennial credential list --all shows all of them")
    })
}
