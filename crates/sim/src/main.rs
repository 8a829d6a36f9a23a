//! The command `perennial-sim`: simulates the worlds of some seeds, and tells what was wrong in them.
//!
//! Here is what is asked and what is said; runs are made in the library.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it found")]

mod report;

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use clap::Parser;
use perennial_engine::ids::Ids;
use perennial_sim::replay;
use perennial_sim::run::{Plan, run_all};
use perennial_sim::workload::Sizes;

use crate::report::Sum;

/// What is said at the end of the help.
const AFTER: &str = "\
Examples:
  perennial-sim --seeds 100                      a hundred random seeds
  perennial-sim --seeds 100 --from 1             the seeds 1 to 100
  perennial-sim --seed 42                        one seed
  perennial-sim --replay 42:0-8,14 --verbose     some steps of a seed, each shown before it is done
  perennial-sim --replay failure.txt             steps that a file holds

The same seed with the same --accounts, --years and --workers is the same run, to the byte. A failure is shrunk to
few steps, printed with the command that repeats it. Exit codes: 0 when nothing is wrong, 1 when something is, 2 for
arguments that make no sense.";

/// Simulates customers, faults and crashes on the real engine, and audits what comes of it.
#[derive(Debug, Parser)]
#[command(name = "perennial-sim", version, after_help = AFTER, max_term_width = 100)]
struct Cli {
    /// How many seeds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    seeds: u64,
    /// The first seed; the others follow it. Random if it is not given.
    #[arg(long, value_name = "S")]
    from: Option<u64>,
    /// Only this seed.
    #[arg(long, value_name = "S", conflicts_with_all = ["seeds", "from"])]
    seed: Option<u64>,
    /// Only this run: SEED, SEED:STEPS as a failure prints it, or a file.
    #[arg(long, value_name = "RUN", conflicts_with_all = ["seeds", "from", "seed"])]
    replay: Option<String>,
    /// Customers in a world.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(i64).range(1..=1000))]
    accounts: i64,
    /// Years that each world is simulated for.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(i64).range(1..=100))]
    years: i64,
    /// Processes on the database of a world: servers that share the work by leases, and die.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=16))]
    workers: u8,
    /// Worlds that are simulated at once.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=128))]
    jobs: u8,
    /// Runs that are made to shrink a failure; 0 leaves it as it is.
    #[arg(long, value_name = "N", default_value_t = 300)]
    shrink: usize,
    /// Keep the steps of each failure in this folder, as SEED.txt.
    #[arg(long, value_name = "FOLDER")]
    save: Option<String>,
    /// Show each step before it is done. One world at a time.
    #[arg(long, short)]
    verbose: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Answers whether everything was right.
fn run(cli: &Cli) -> anyhow::Result<bool> {
    let plans = plans(cli)?;
    let start = Instant::now();
    let mut sum = Sum::default();
    let mut has_failed = false;
    if cli.verbose {
        for plan in &plans {
            let outcome = plan.run(|place, step| println!("  {place:>4}  {step}"));
            has_failed |= report::tell(cli, plan, &outcome, &mut sum)?;
        }
    } else {
        let (sender, outcomes) = mpsc::channel();
        has_failed = std::thread::scope(|scope| -> anyhow::Result<bool> {
            let plans = &plans;
            scope.spawn(move || run_all(plans, cli.jobs.into(), &sender));
            let mut has_failed = false;
            for (place, outcome) in outcomes {
                let plan = plans.get(place).ok_or_else(|| anyhow!("an outcome of no run"))?;
                has_failed |= report::tell(cli, plan, &outcome, &mut sum)?;
            }
            Ok(has_failed)
        })?;
    }
    println!("{}", sum.text(start.elapsed()));
    Ok(!has_failed)
}

/// The runs that are asked for.
fn plans(cli: &Cli) -> anyhow::Result<Vec<Plan>> {
    let sizes = Sizes { accounts: cli.accounts, years: cli.years };
    let mut plans = match (&cli.replay, cli.seed) {
        (Some(run), _) => vec![replayed(run, sizes)?],
        (None, Some(seed)) => vec![Plan::of_seed(seed, sizes)],
        (None, None) => {
            let first = match cli.from {
                Some(first) => first,
                // Six digits are easily copied, and enough never to try the same ones twice by accident.
                None => u64::from_be_bytes(Ids::from_entropy()?.bytes()) % 1_000_000,
            };
            (0..cli.seeds).map(|at| Plan::of_seed(first.wrapping_add(at), sizes)).collect()
        }
    };
    plans.iter_mut().for_each(|plan| plan.workers = cli.workers.into());
    Ok(plans)
}

fn replayed(run: &str, sizes: Sizes) -> anyhow::Result<Plan> {
    if let Some(plan) = replay::of_name(run, sizes) {
        return Ok(plan);
    }
    let text = std::fs::read_to_string(Path::new(run))
        .with_context(|| format!("`{run}` is neither SEED[:STEPS] nor a file that can be read"))?;
    replay::of_file(&text).map_err(|wrong| anyhow!("{run}: {wrong}"))
}
