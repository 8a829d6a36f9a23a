//! Plays a scenario and prints it with the answers that are given: for writing one.
//!
//! ```sh
//! cargo run -p perennial-sim --example play -- story.txt
//! ```

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;
use perennial_sim::scenario::{HELP, play};
use perennial_testkit::TestDatabase;

/// Plays a scenario on a new SQLite database.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
struct Arguments {
    /// The file with the scenario.
    file: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { file } = Arguments::parse();
    let text = std::fs::read_to_string(&file);
    let text = text.with_context(|| format!("{} cannot be read", file.display()))?;
    let database = TestDatabase::sqlite();
    let played = play(&text, database.database()).await?;
    Ok(std::io::stdout().lock().write_all(played.text.as_bytes())?)
}
