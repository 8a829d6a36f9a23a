//! What of `service` is due: which accounts the calendar looks at on a day, and what it needs to know of them.
//!
//! Accounts are spread over a fixed number of partitions, which any number of processes share. Within a partition they
//! are gone through in the order of their ids, a bounded number at a time, with one query for each table.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use perennial_core::AccountId;
use perennial_core::means::PaymentMethod;
use perennial_core::service::Service;

use super::account::{self, StoredAccount, account_columns};
use super::payment_method::{self, payment_method_columns};
use super::service::{self, service_columns};
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::load::Answers;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

/// The number of partitions. Which one an account is in stands in its rows, so this never changes.
pub const PARTITIONS: i64 = 16;
/// The ids of a partition, from the first id that is drawn on: ids of accounts have ten digits.
const IDS_OF_PARTITION: i64 = 562_500_000;
const FIRST_ID: i64 = 1_000_000_000;

/// The partition of an account: a range of ids. Ids are random, so the ranges are evenly filled; and what is done in the
/// order of ids touches rows that lie together.
#[must_use]
pub const fn partition_of(account: AccountId) -> i64 {
    let place = (account.get() - FIRST_ID) / IDS_OF_PARTITION;
    match place {
        ..0 => 0,
        PARTITIONS.. => PARTITIONS - 1,
        place => place,
    }
}

macro_rules! chosen {
    () => {
        "(SELECT account_id FROM service WHERE partition_no = $1 AND due_on = $2 AND account_id > $3 \
         AND account_id <= $4)"
    };
}

static FIRST_DUE: Sql = Sql::new(
    "SELECT due_on FROM service WHERE partition_no = $1 AND due_on IS NOT NULL ORDER BY due_on LIMIT 1",
);
static NEXT_DUE: Sql = Sql::new(
    "SELECT due_on FROM service WHERE partition_no = $1 AND due_on > $2 ORDER BY due_on LIMIT 1",
);
static IDS: Sql =
    Sql::new(concat!("SELECT account_id FROM account WHERE account_id IN ", chosen!()));
static DUE: Sql = Sql::new(
    "SELECT account_id FROM service WHERE partition_no = $1 AND due_on = $2 AND account_id > $3 \
     ORDER BY account_id LIMIT $4",
);
static ACCOUNTS: Sql = Sql::new(concat!(
    "SELECT ",
    account_columns!(),
    ", (SELECT version FROM journal AS j WHERE j.account_id = account.account_id ORDER BY version DESC LIMIT 1), \
     (SELECT hash FROM journal AS j WHERE j.account_id = account.account_id ORDER BY version DESC LIMIT 1) \
     FROM account WHERE account_id IN ",
    chosen!()
));
static SERVICES: Sql = Sql::new(concat!(
    "SELECT account_id, ",
    service_columns!(),
    " FROM service WHERE due_on <= $5 AND account_id IN ",
    chosen!(),
    " ORDER BY account_id, service_id"
));
static METHODS: Sql = Sql::new(concat!(
    "SELECT account_id, ",
    payment_method_columns!(),
    " FROM payment_method WHERE account_id IN ",
    chosen!(),
    " ORDER BY account_id, payment_method_id"
));
static LINKED: Sql = Sql::new(concat!(
    "SELECT DISTINCT account_id FROM service_link WHERE account_id IN ",
    chosen!()
));
static WAKE: Sql = Sql::new(
    "UPDATE service SET due_on = $2 WHERE account_id = $1 AND state <> 'deleted' \
     AND (due_on > $2 OR due_on IS NULL)",
);
static WAKE_ALL: Sql = Sql::new(
    "UPDATE service SET due_on = $1, looked_on = COALESCE(looked_on, $2) WHERE state <> 'deleted' \
     AND (due_on > $1 OR due_on IS NULL)",
);
static SLEEP: Sql = Sql::new("UPDATE service SET due_on = NULL WHERE account_id = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &FIRST_DUE, &NEXT_DUE, &IDS, &DUE, &ACCOUNTS, &SERVICES, &METHODS, &LINKED, &WAKE, &WAKE_ALL,
    &SLEEP,
];

/// Accounts of a partition that have services due: those after one id and up to another, with one due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueChunk {
    /// The partition.
    pub partition: i64,
    /// The date on which something of each account is due.
    pub due_on: Date,
    /// Accounts come after this one, if there is one.
    pub after: Option<AccountId>,
    /// The last account.
    pub last: AccountId,
}

/// What the calendar needs to know of an account, if its services are not linked and none of them is unpaid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAccount {
    /// The account.
    pub stored: StoredAccount,
    /// Its services that are due.
    pub services: Vec<Service>,
    /// Its payment methods.
    pub methods: Vec<PaymentMethod>,
    /// Whether any of its services are linked: then they are looked at as groups.
    pub is_linked: bool,
}

impl DueChunk {
    fn args(&self) -> Vec<Value> {
        let after = self.after.map_or(0, AccountId::get);
        let last = self.last.get();
        vec![self.partition.into(), codec::date(self.due_on), after.into(), last.into()]
    }
}

impl Store {
    /// The first date on which anything is due in each partition, in the order of the partitions.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn first_due(&self) -> Result<Vec<Option<Date>>, StoreError> {
        let queries = (0..PARTITIONS).map(|partition| Query::new(&FIRST_DUE, [partition.into()]));
        let answers = self.db.read(queries.collect()).await?;
        let first = |rows: Vec<Row>| {
            let first = rows.into_iter().next();
            first.map(|row| Reader::new("service", row).date("due_on")).transpose()
        };
        answers.into_iter().map(first).collect()
    }

    /// The first date after one on which anything is due in a partition; the first of all without one.
    ///
    /// # Errors
    ///
    /// As [`Store::first_due`].
    pub async fn first_due_after(
        &self,
        partition: i64,
        after: Option<Date>,
    ) -> Result<Option<Date>, StoreError> {
        let query = match after {
            Some(after) => Query::new(&NEXT_DUE, [partition.into(), codec::date(after)]),
            None => Query::new(&FIRST_DUE, [partition.into()]),
        };
        first(self.read_one(query).await?, |row| Reader::new("service", row).date("due_on"))
    }

    /// The accounts of a chunk, without anything that could be wrong with them.
    ///
    /// # Errors
    ///
    /// As [`Store::first_due`].
    pub async fn due_account_ids(&self, chunk: &DueChunk) -> Result<Vec<AccountId>, StoreError> {
        let rows = self.db.scan(Query::new(&IDS, chunk.args())).await?;
        all(rows, |row| Reader::new("account", row).id("account_id"))
    }

    /// The next accounts of a partition with a due date, as many as have about `services` due services together.
    ///
    /// # Errors
    ///
    /// As [`Store::first_due`].
    pub async fn next_due_chunk(
        &self,
        partition: i64,
        due_on: Date,
        after: Option<AccountId>,
        services: i64,
    ) -> Result<Option<DueChunk>, StoreError> {
        let from = after.map_or(0, AccountId::get);
        let args = [partition.into(), codec::date(due_on), from.into(), services.into()];
        let rows = self.db.scan(Query::new(&DUE, args)).await?;
        let last = rows.into_iter().next_back();
        let last = last.map(|row| Reader::new("service", row).id("account_id")).transpose()?;
        Ok(last.map(|last| DueChunk { partition, due_on, after, last }))
    }

    /// The accounts of a chunk with everything of them that is due on a day, in the order of their ids.
    ///
    /// # Errors
    ///
    /// As [`Store::first_due`].
    pub async fn due_accounts(
        &self,
        chunk: &DueChunk,
        day: Date,
    ) -> Result<Vec<DueAccount>, StoreError> {
        let mut services = chunk.args();
        services.push(codec::date(day));
        // The versions first: what changes while the rest is read is refused when it is written.
        let queries = vec![
            Query::new(&ACCOUNTS, chunk.args()),
            Query::new(&SERVICES, services),
            Query::new(&METHODS, chunk.args()),
            Query::new(&LINKED, chunk.args()),
        ];
        let mut answers = Answers::new(self.db.scan_all(queries).await?);
        let accounts = all(answers.next(), account::read)?;
        let mut services = by_account(answers.next(), service::read)?;
        let mut methods = by_account(answers.next(), payment_method::read)?;
        let linked = all(answers.next(), |row| Reader::new("service_link", row).id("account_id"))?;
        let linked: BTreeSet<AccountId> = linked.into_iter().collect();
        let due = accounts.into_iter().map(|stored| {
            let id = stored.account.id;
            DueAccount {
                stored,
                services: services.remove(&id).unwrap_or_default(),
                methods: methods.remove(&id).unwrap_or_default(),
                is_linked: linked.contains(&id),
            }
        });
        let mut due: Vec<DueAccount> = due.collect();
        due.sort_by_key(|due| due.stored.account.id);
        Ok(due)
    }
}

/// Rows that begin with the account they belong to.
fn by_account<T>(
    rows: Vec<Row>,
    read: impl Fn(Row) -> Result<T, StoreError>,
) -> Result<BTreeMap<AccountId, Vec<T>>, StoreError> {
    let mut by_account = BTreeMap::<AccountId, Vec<T>>::new();
    for row in rows {
        let mut row = Reader::new("account", row);
        let account = row.id("account_id")?;
        by_account.entry(account).or_default().push(read(row.into_rest())?);
    }
    Ok(by_account)
}

impl WriteSet {
    /// Has the calendar look at all services of an account on a day, if it would not do so before.
    pub fn wake(&mut self, account: AccountId, day: Date) {
        self.any(&WAKE, [account.get().into(), codec::date(day)]);
    }

    /// Has the calendar look at every service of every account on a day. What it has never looked at counts as looked
    /// at on the day before.
    pub fn wake_all(&mut self, day: Date) {
        let before = day.yesterday().unwrap_or(day);
        self.any(&WAKE_ALL, [codec::date(day), codec::date(before)]);
    }

    /// Has the calendar leave an account alone until it is woken.
    pub fn let_sleep(&mut self, account: AccountId) {
        self.any(&SLEEP, [account.get().into()]);
    }
}
