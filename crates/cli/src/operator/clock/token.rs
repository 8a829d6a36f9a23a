//! `perennial clock token`: what moves the clock of a sandbox over HTTP.

use perennial_engine::EngineError;
use serde_json::json;

use super::super::find;
use super::super::setup::block_on;
use super::TokenArgs;
use crate::failure::Failure;
use crate::output::Output;

pub(super) fn run(args: &TokenArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let engine = args.database.open_existing().await?;
        if !engine.is_sandbox() {
            return Err(find::failure(&EngineError::NoSandbox)
                .with_hint("perennial clock start makes a sandbox of a new database"));
        }
        let token = engine.vault().sandbox_token();
        output.text(token.as_str());
        output.json(&json!({ "token": token.as_str() }));
        Ok(())
    })
}
