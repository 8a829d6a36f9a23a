//! `renewal_run` and `renewal_run_partition`: days of the calendar, and how far they are done.

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};
use perennial_core::{Currency, Money, RunId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "run_id, run_on, planned_at, planned_on, state, planned, excesses, decided_by, decided_at, finished_at"
    };
}

static GET: Sql = Sql::new(concat!("SELECT ", columns!(), " FROM renewal_run WHERE run_id = $1"));
static LAST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM renewal_run ORDER BY planned_at DESC, run_id DESC LIMIT $1"
));
static LAST_ID: Sql = Sql::new("SELECT run_id FROM renewal_run ORDER BY run_id DESC LIMIT 1");
static SINCE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM renewal_run WHERE planned_at >= $1 AND state = 'done' ORDER BY planned_at, run_id"
));
static OF_DAY: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM renewal_run WHERE run_on = $1 ORDER BY run_id"));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO renewal_run (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
));
static DECIDE: Sql = Sql::new(
    "UPDATE renewal_run SET state = $2, decided_by = $3, decided_at = $4 \
     WHERE run_id = $1 AND state = 'waiting'",
);
static FINISH: Sql = Sql::new(
    "UPDATE renewal_run SET state = 'done', finished_at = $2 WHERE run_id = $1 AND state = 'running'",
);
static PARTITIONS_OF: Sql = Sql::new(
    "SELECT partition_no, holder, held_until, done, finished_at FROM renewal_run_partition \
     WHERE run_id = $1 ORDER BY partition_no",
);
static INSERT_PARTITION: Sql = Sql::new(
    "INSERT INTO renewal_run_partition (run_id, partition_no, holder, held_until, done, finished_at) \
     VALUES ($1, $2, $3, $4, $5, NULL)",
);
static TAKE: Sql = Sql::new(
    "UPDATE renewal_run_partition SET holder = $3, held_until = $4 \
     WHERE run_id = $1 AND partition_no = $2 AND finished_at IS NULL AND (holder = $3 OR held_until <= $5)",
);
static PROGRESS: Sql = Sql::new(
    "UPDATE renewal_run_partition SET done = $4, finished_at = $5, held_until = $6 \
     WHERE run_id = $1 AND partition_no = $2 AND holder = $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &LAST,
    &LAST_ID,
    &SINCE,
    &OF_DAY,
    &INSERT,
    &DECIDE,
    &FINISH,
    &PARTITIONS_OF,
    &INSERT_PARTITION,
    &TAKE,
    &PROGRESS,
];

/// A partition of a run, and how far it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPartition {
    /// The partition.
    pub partition: i64,
    /// The process that does it, or did it last.
    pub holder: i64,
    /// Until when nobody else may.
    pub held_until: Timestamp,
    /// What was done so far.
    pub done: Tally,
    /// When it was through.
    pub finished_at: Option<Timestamp>,
}

fn read(row: Row) -> Result<Run, StoreError> {
    let mut row = Reader::new("renewal_run", row);
    let id = row.id("run_id")?;
    let day = row.date("run_on")?;
    let (planned_at, planned_on) = (row.instant("planned_at")?, row.date("planned_on")?);
    let state = row.code("state", RunState::from_code)?;
    let planned = row.parsed("planned", parse_tally)?;
    let excesses = row.text("excesses")?.lines().map(str::to_owned).collect();
    let decided_by = row.opt_text("decided_by")?;
    let decision = decided_by.zip(row.opt_instant("decided_at")?);
    let finished_at = row.opt_instant("finished_at")?;
    Ok(Run { id, day, planned_at, planned_on, state, planned, excesses, decision, finished_at })
}

fn read_partition(row: Row) -> Result<RunPartition, StoreError> {
    let mut row = Reader::new("renewal_run_partition", row);
    Ok(RunPartition {
        partition: row.int("partition_no")?,
        holder: row.int("holder")?,
        held_until: row.instant("held_until")?,
        done: row.parsed("done", parse_tally)?,
        finished_at: row.opt_instant("finished_at")?,
    })
}

impl Store {
    /// A run.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn run(&self, run: RunId) -> Result<Option<Run>, StoreError> {
        first(self.read_one(Query::new(&GET, [run.get().into()])).await?, read)
    }

    /// The last runs, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Store::run`].
    pub async fn last_runs(&self, count: i64) -> Result<Vec<Run>, StoreError> {
        all(self.read_one(Query::new(&LAST, [count.into()])).await?, read)
    }

    /// The highest id of a run.
    ///
    /// # Errors
    ///
    /// As [`Store::run`].
    pub async fn last_run_id(&self) -> Result<Option<RunId>, StoreError> {
        let rows = self.read_one(Query::new(&LAST_ID, [])).await?;
        first(rows, |row| Reader::new("renewal_run", row).id("run_id"))
    }

    /// The runs that were planned since an instant and are done.
    ///
    /// # Errors
    ///
    /// As [`Store::run`].
    pub async fn runs_done_since(&self, since: Timestamp) -> Result<Vec<Run>, StoreError> {
        all(self.db.scan(Query::new(&SINCE, [codec::instant(since)])).await?, read)
    }

    /// The runs of a day of the calendar, the first one first. No index serves this: it is for people who ask.
    ///
    /// # Errors
    ///
    /// As [`Store::run`].
    pub async fn runs_of_day(&self, day: Date) -> Result<Vec<Run>, StoreError> {
        all(self.db.scan(Query::new(&OF_DAY, [codec::date(day)])).await?, read)
    }

    /// The partitions of a run that have anything to do.
    ///
    /// # Errors
    ///
    /// As [`Store::run`].
    pub async fn run_partitions(&self, run: RunId) -> Result<Vec<RunPartition>, StoreError> {
        all(self.read_one(Query::new(&PARTITIONS_OF, [run.get().into()])).await?, read_partition)
    }
}

impl WriteSet {
    /// Adds a run, with the partitions that have anything to do.
    pub fn insert_run(&mut self, run: &Run, partitions: &[i64]) {
        let (decided_by, decided_at) = run.decision.clone().unzip();
        self.insert(
            &INSERT,
            [
                run.id.get().into(),
                codec::date(run.day),
                codec::instant(run.planned_at),
                codec::date(run.planned_on),
                run.state.code().into(),
                print_tally(&run.planned).into(),
                run.excesses.join("\n").into(),
                decided_by.into(),
                codec::opt_instant(decided_at),
                codec::opt_instant(run.finished_at),
            ],
        );
        let nothing = print_tally(&Tally::default());
        let row = |partition: &i64| {
            let (nobody, past) = (0.into(), codec::instant(Timestamp::UNIX_EPOCH));
            vec![run.id.get().into(), (*partition).into(), nobody, past, nothing.clone().into()]
        };
        self.insert_rows(&INSERT_PARTITION, partitions.iter().map(row).collect());
    }

    /// Approves or cancels a run that waits.
    pub fn decide_run(&mut self, run: RunId, state: RunState, by: &str, at: Timestamp) {
        let args = [run.get().into(), state.code().into(), by.into(), codec::instant(at)];
        self.update(&DECIDE, args);
    }

    /// Closes a run that is through.
    pub fn finish_run(&mut self, run: RunId, at: Timestamp) {
        self.update(&FINISH, [run.get().into(), codec::instant(at)]);
    }

    /// Takes, or keeps, partitions of a run for a process until an instant.
    pub fn take_partitions(
        &mut self,
        run: RunId,
        partitions: &[i64],
        holder: i64,
        now: Timestamp,
        until: Timestamp,
    ) {
        let row = |partition: &i64| {
            let (until, now) = (codec::instant(until), codec::instant(now));
            vec![run.get().into(), (*partition).into(), holder.into(), until, now]
        };
        self.update_rows(&TAKE, partitions.iter().map(row).collect());
    }

    /// Records how far a partition is, if it is still the holder's.
    pub fn record_progress(&mut self, run: RunId, partition: &RunPartition) {
        self.update(
            &PROGRESS,
            [
                run.get().into(),
                partition.partition.into(),
                partition.holder.into(),
                print_tally(&partition.done).into(),
                codec::opt_instant(partition.finished_at),
                codec::instant(partition.held_until),
            ],
        );
    }
}

/// A tally as one text: `accounts=2 renewals=3 … EUR=4544000000`, amounts in micro-cents.
fn print_tally(tally: &Tally) -> String {
    let counts = counts(tally).map(|(name, count)| format!("{name}={count}"));
    let amounts = tally.amounts.values();
    let amounts = amounts.map(|sum| format!("{}={}", sum.currency().code(), sum.ucents()));
    counts.into_iter().chain(amounts).collect::<Vec<_>>().join(" ")
}

const fn counts(tally: &Tally) -> [(&'static str, u64); 9] {
    [
        ("accounts", tally.accounts),
        ("renewals", tally.renewals),
        ("repeats", tally.repeats),
        ("orders", tally.orders),
        ("retries", tally.retries),
        ("notRenewed", tally.not_renewed),
        ("notices", tally.notices),
        ("suspensions", tally.suspensions),
        ("deletions", tally.deletions),
    ]
}

fn parse_tally(text: &str) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for word in text.split_whitespace() {
        let wrong = || format!("`{word}` is no part of a tally");
        let (name, value) = word.split_once('=').ok_or_else(wrong)?;
        if let Ok(currency) = Currency::parse(name) {
            let ucents = value.parse().map_err(|_| wrong())?;
            tally.amounts.insert(currency, Money::from_ucents(ucents, currency));
            continue;
        }
        let count = value.parse().map_err(|_| wrong())?;
        let place = match name {
            "accounts" => &mut tally.accounts,
            "renewals" => &mut tally.renewals,
            "repeats" => &mut tally.repeats,
            "orders" => &mut tally.orders,
            "retries" => &mut tally.retries,
            "notRenewed" => &mut tally.not_renewed,
            "notices" => &mut tally.notices,
            "suspensions" => &mut tally.suspensions,
            "deletions" => &mut tally.deletions,
            _ => return Err(wrong()),
        };
        *place = count;
    }
    Ok(tally)
}
