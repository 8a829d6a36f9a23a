//! `perennial clock`: the time of a sandbox, shown and moved on.

mod advance;
mod show;
mod start;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::setup::DatabaseArgs;
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::Output;

const EXAMPLE: &str = "\
Examples:
  perennial clock                              what time it is, and what comes next
  perennial clock start 2027-01-01             makes a new database a sandbox in which it is the 1st of January
  perennial clock advance P1M                  a month later: everything that is due on the way is done, in order
  perennial clock advance PT6H                 six hours later; P1D, P1W and P1Y are a day, a week, a year
  perennial clock set 2027-01-31T08:00:00Z     on to an instant; 2027-01-31 is the beginning of that day

In a sandbox time stands still until it is moved, and it moves only on. A server on the same database
(`perennial serve --sandbox`) has the same time.";

/// What `clock` takes.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLE)]
pub(crate) struct ClockArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What can be done with the clock.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Makes a new database a sandbox, whose clock begins at an instant.
    Start(Box<StartArgs>),
    /// Moves the clock of a sandbox on by some time, and does what is due on the way.
    Advance(Box<AdvanceArgs>),
    /// Moves the clock of a sandbox on to an instant, and does what is due on the way.
    Set(Box<SetArgs>),
}

/// What `clock start` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    /// When its time begins: an instant (2027-01-31T08:00:00Z), or a day of the contracts' time zone [default: now]
    #[arg(value_parser = moment)]
    at: Option<Moment>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `clock advance` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct AdvanceArgs {
    /// How much later it is to be, ISO 8601: P1M, P1W, P1D, P1Y, PT6H. Months are those of the calendar in the
    /// contracts' time zone: a month after 31 January is 28 February
    #[arg(value_parser = span)]
    by: Span,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `clock set` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct SetArgs {
    /// What time it is to be: an instant (2027-01-31T08:00:00Z), or a day of the contracts' time zone
    #[arg(value_parser = moment)]
    at: Moment,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// An instant, or a time of the contracts' zone.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Instant(Timestamp),
    Local(DateTime),
}

impl Moment {
    fn in_zone(self, zone: &TimeZone) -> Result<Timestamp, Failure> {
        match self {
            Self::Instant(at) => Ok(at),
            Self::Local(at) => {
                let at = at.to_zoned_datetime(zone.clone());
                at.map(|at| at.timestamp()).map_err(|error| Failure::new(Exit::Usage, error))
            }
        }
    }
}

/// Runs a command.
pub(super) fn run(args: &ClockArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    match &args.command {
        None => show::run(&args.database, output),
        Some(Command::Start(args)) => start::run(args, output),
        Some(Command::Advance(args)) => advance::by(args, output),
        Some(Command::Set(args)) => advance::to(args, output),
    }
}

fn moment(text: &str) -> Result<Moment, String> {
    let instant = text.parse().map(Moment::Instant).ok();
    let local = || text.parse::<DateTime>().map(Moment::Local).ok();
    let day = || text.parse::<Date>().map(|day| Moment::Local(day.into())).ok();
    instant.or_else(local).or_else(day).ok_or_else(|| {
        "write an instant such as 2027-01-31T08:00:00Z, or a day such as 2027-01-31".to_owned()
    })
}

/// A time that goes on. Only what ISO 8601 has: `m` alone could be months or minutes.
fn span(text: &str) -> Result<Span, String> {
    let wrong = || "write a time such as P1M, P1W, P1D, P1Y or PT6H".to_owned();
    if !text.starts_with('P') {
        return Err(wrong());
    }
    let span: Span = text.parse().map_err(|_| wrong())?;
    if span.is_negative() { Err(wrong()) } else { Ok(span) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_instants_or_local_times() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at = |text| moment(text).unwrap().in_zone(&paris).unwrap().to_string();
        assert_eq!(at("2027-01-31T08:00:00Z"), "2027-01-31T08:00:00Z");
        assert_eq!(at("2027-01-31T08:00:00+02:00"), "2027-01-31T06:00:00Z");
        assert_eq!(at("2027-01-31"), "2027-01-30T23:00:00Z");
        assert_eq!(at("2027-07-31T12:30"), "2027-07-31T10:30:00Z");
        for text in ["", "tomorrow", "2027-02-30", "12:00"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn spans_go_on_and_are_written_as_iso_8601_has_them() {
        for text in ["P1M", "P1D", "P1W", "PT6H", "P1Y2M", "PT0S"] {
            assert!(span(text).is_ok(), "{text}");
        }
        for text in ["", "1 month", "1m", "-P1D", "P-1D", "P", "P1X"] {
            assert!(span(text).is_err(), "{text}");
        }
    }
}
