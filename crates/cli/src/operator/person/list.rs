//! `perennial operator list`.

use perennial_store::StoredOperator;
use serde_json::{Value, json};

use super::super::find;
use super::super::setup::{DatabaseArgs, block_on};
use crate::failure::Failure;
use crate::output::{Align, Output, plain};

/// What `operator list` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

pub(super) fn run(args: &ListArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        let all = engine.store().operators().await.map_err(Failure::failed)?;
        let zone = engine.clock().zone();
        if all.is_empty() {
            output.text("There are no operators. Make one: perennial operator add NAME");
        } else {
            let columns = [
                ("operator", Align::Left),
                ("role", Align::Left),
                ("state", Align::Left),
                ("second factor", Align::Left),
                ("made", Align::Left),
                ("last signed in", Align::Left),
            ];
            let rows = all.iter().map(|StoredOperator { operator, factor, .. }| {
                let signed_in = operator.signed_in_at.map(|at| find::minute(at, zone));
                [
                    plain(operator.name.as_str()),
                    operator.role.code().to_owned(),
                    operator.state.code().to_owned(),
                    if factor.is_some() { "yes" } else { "no" }.to_owned(),
                    find::minute(operator.created_at, zone),
                    signed_in.unwrap_or_else(|| "-".to_owned()),
                ]
            });
            output.table(0, columns, rows);
        }
        output.json(&all.iter().map(to_json).collect::<Vec<_>>());
        Ok(())
    })
}

fn to_json(StoredOperator { operator, factor, .. }: &StoredOperator) -> Value {
    json!({
        "name": operator.name.as_str(),
        "role": operator.role.code(),
        "state": operator.state.code(),
        "secondFactor": factor.is_some(),
        "createdAt": operator.created_at.to_string(),
        "signedInAt": operator.signed_in_at.map(|at| at.to_string()),
    })
}
