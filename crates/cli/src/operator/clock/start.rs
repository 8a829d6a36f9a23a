//! `perennial clock start`: a new sandbox.

use perennial_engine::clock::Clock;
use perennial_engine::sandbox::Sandbox;

use super::super::setup::block_on;
use super::{StartArgs, show};
use crate::failure::{Exit, Failure};
use crate::output::Output;

pub(super) fn run(args: &StartArgs, output: &Output) -> Result<(), Failure> {
    block_on(async {
        let database = &args.database;
        let real = database.clock()?;
        let at = match args.at {
            Some(at) => at.in_zone(real.zone())?,
            None => real.at(),
        };
        if database.schema_status().await?.version > 0 && database.open().await?.is_sandbox() {
            let text = format!("{}: it is a sandbox already", database.name());
            return Err(Failure::new(Exit::Refused, text)
                .with_hint("perennial clock shows its time, perennial clock set moves it on"));
        }
        let engine = database
            .open_with(|settings, _| {
                settings.sandbox = Sandbox::Always;
                settings.clock = Clock::manual(at, real.zone().clone()).0;
                Ok(())
            })
            .await?;
        show::tell(&engine, database, output).await
    })
}
