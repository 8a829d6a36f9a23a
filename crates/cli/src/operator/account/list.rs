//! `perennial account list`.

use perennial_engine::Engine;
use perennial_store::ListedAccount;
use serde_json::{Value, json};

use super::super::find;
use super::super::setup::{DatabaseArgs, block_on};
use crate::failure::Failure;
use crate::output::{Align, Output};

/// Accounts read at once.
const BATCH: i64 = 1000;

/// What `account list` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let accounts = all(&engine).await?;
        if accounts.is_empty() {
            output.text("There are no accounts.");
        } else {
            print(output, &engine, &accounts);
        }
        output.json(&accounts.iter().map(to_json).collect::<Vec<_>>());
        Ok(())
    })
}

/// All accounts, by name.
async fn all(engine: &Engine) -> Result<Vec<ListedAccount>, Failure> {
    let mut accounts: Vec<ListedAccount> = Vec::new();
    loop {
        let last = accounts.last().map(|listed| listed.account.id);
        let more = engine.store().listed_accounts_after(last, BATCH).await;
        let more = more.map_err(Failure::failed)?;
        if more.is_empty() {
            break;
        }
        accounts.extend(more);
    }
    accounts.sort_by(|a, b| a.account.nichandle.cmp(&b.account.nichandle));
    Ok(accounts)
}

fn print(output: &Output, engine: &Engine, accounts: &[ListedAccount]) {
    let columns = [
        ("account", Align::Left),
        ("e-mail", Align::Left),
        ("country", Align::Left),
        ("services", Align::Right),
        ("prepaid", Align::Right),
        ("fidelity", Align::Right),
        ("created", Align::Left),
    ];
    let rows = accounts.iter().map(|ListedAccount { account, balances, services }| {
        [
            account.nichandle.to_string(),
            account.profile.email.to_string(),
            account.profile.country.to_string(),
            services.to_string(),
            balances.prepaid.to_string(),
            balances.fidelity.to_decimal(),
            find::minute(account.created_at, engine.clock().zone()),
        ]
    });
    output.table(0, columns, rows);
}

fn to_json(ListedAccount { account, balances, services }: &ListedAccount) -> Value {
    json!({
        "nichandle": account.nichandle.as_str(),
        "accountId": account.id.get(),
        "email": account.profile.email.as_str(),
        "country": account.profile.country.to_string(),
        "currency": account.currency.code(),
        "services": services,
        "prepaid": balances.prepaid.to_decimal(),
        "fidelity": balances.fidelity.to_decimal(),
        "createdAt": account.created_at.to_string(),
    })
}
