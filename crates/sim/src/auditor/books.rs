//! What stands in the database, read by the auditor's own queries into plain values. Nothing is judged here.

mod rows;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::date::{self, Day};

pub use rows::{
    BillRow, EntryRow, LineRow, MethodRow, NoticeRow, OrderRow, PaymentRow, RunRow, ServiceRow,
};

/// Everything that is audited.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// Accounts by id.
    pub accounts: BTreeMap<i64, AccountRows>,
    /// Numbers that were given: series and number, account and order.
    pub numbers: Vec<(String, i64, i64, i64)>,
    /// Where each series stands: the last number, and when it was given.
    pub series: BTreeMap<String, (i64, i64)>,
    /// Runs by id.
    pub runs: Vec<RunRow>,
    /// Parked accounts and why.
    pub parked: Vec<(i64, String)>,
    /// Values that cannot be read.
    pub unreadable: Vec<String>,
}

/// An account with everything that is its.
#[derive(Debug, Clone, Default)]
pub struct AccountRows {
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: String,
    /// Its tax in hundredths of a percent.
    pub tax: i64,
    /// Its series of bills.
    pub series: String,
    /// What is on its prepaid account.
    pub prepaid: i64,
    /// Its points, in micro-cents of points.
    pub points: i64,
    /// Its renew day, and whether it is in force.
    pub renew_day: Option<(i64, bool)>,
    /// Services by id.
    pub services: BTreeMap<i64, ServiceRow>,
    /// Orders by id.
    pub orders: BTreeMap<i64, OrderRow>,
    /// Payments by id.
    pub payments: BTreeMap<i64, PaymentRow>,
    /// Bills by order.
    pub bills: BTreeMap<i64, BillRow>,
    /// Sold periods: service, start, end, order.
    pub periods: Vec<(i64, Day, Day, i64)>,
    /// Entries of the ledger.
    pub ledger: Vec<EntryRow>,
    /// Payment methods by id.
    pub methods: BTreeMap<i64, MethodRow>,
    /// Notices by id.
    pub notices: BTreeMap<i64, NoticeRow>,
    /// Entries of the journal.
    pub journal: i64,
    /// Its part of the background work.
    pub partition: i64,
}
/// A column that holds a date.
fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Day> {
    let text: String = row.get(at)?;
    // What is no date is one that nothing agrees with.
    Ok(date::parse(&text).unwrap_or(i64::MIN))
}

fn opt_day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    let text: Option<String> = row.get(at)?;
    Ok(text.map(|text| date::parse(&text).unwrap_or(i64::MIN)))
}

impl Books {
    /// Reads everything, from one state of the database.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let transaction = connection.unchecked_transaction()?;
        let mut books = Self::default();
        books.read_accounts(&transaction)?;
        books.read_services(&transaction)?;
        books.read_orders(&transaction)?;
        books.read_payments(&transaction)?;
        books.read_bills(&transaction)?;
        books.read_ledger(&transaction)?;
        books.read_rest(&transaction)?;
        books.read_runs(&transaction)?;
        Ok(books)
    }

    fn each(
        &mut self,
        connection: &Connection,
        sql: &str,
        mut take: impl FnMut(&mut AccountRows, &Row<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            match self.accounts.get_mut(&id) {
                Some(account) => take(account, row)?,
                None => self.unreadable.push(format!("a row of account {id}, which is not there")),
            }
        }
        Ok(())
    }

    fn read_accounts(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT account_id, nichandle, currency, tax_basis_points, subsidiary, prepaid, fidelity, renew_day, \
             renew_day_active FROM account",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (renew_day, active): (Option<i64>, Option<i64>) = (row.get(7)?, row.get(8)?);
            let account = AccountRows {
                name: row.get(1)?,
                currency: row.get(2)?,
                tax: row.get(3)?,
                series: row.get(4)?,
                prepaid: row.get(5)?,
                points: row.get(6)?,
                renew_day: renew_day.zip(active.map(|active| active != 0)),
                ..AccountRows::default()
            };
            self.accounts.insert(row.get(0)?, account);
        }
        let sql = "SELECT account_id, count(*) FROM journal GROUP BY account_id";
        self.each(connection, sql, |account, row| {
            account.journal = row.get(1)?;
            Ok(())
        })
    }

    fn read_services(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, service_id, plan_code, quantity, expires_on, anchor_day, state, state_since, \
                   attempts, attempts_before, unpaid_order_id, redemption_from, delete_on, renew_mode, renew_months, \
                   renew_stop, held_by_order_id, partition_no FROM service";
        self.each(connection, sql, |account, row| {
            let service = ServiceRow {
                plan: row.get(2)?,
                quantity: row.get(3)?,
                expires: day(row, 4)?,
                anchor: row.get(5)?,
                state: row.get(6)?,
                since: opt_day(row, 7)?,
                attempts: row.get(8)?,
                attempts_before: row.get(9)?,
                unpaid_order: row.get(10)?,
                redemption_from: opt_day(row, 11)?,
                delete_on: opt_day(row, 12)?,
                mode: row.get(13)?,
                months: row.get(14)?,
                stop: row.get(15)?,
                held_by: row.get(16)?,
            };
            account.services.insert(row.get(1)?, service);
            account.partition = row.get(17)?;
            Ok(())
        })?;
        let sql = "SELECT account_id, service_id, starts_on, ends_on, order_id FROM service_period \
                   ORDER BY account_id, service_id, starts_on";
        self.each(connection, sql, |account, row| {
            account.periods.push((row.get(1)?, day(row, 2)?, day(row, 3)?, row.get(4)?));
            Ok(())
        })
    }

    fn read_orders(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, order_id, category, run_on, currency, net, tax, gross, placed_at, valid_until, \
                   state, payment_id, settled_at, cancel_reason FROM sales_order";
        self.each(connection, sql, |account, row| {
            let order = OrderRow {
                category: row.get(2)?,
                run_on: opt_day(row, 3)?,
                currency: row.get(4)?,
                net: row.get(5)?,
                tax: row.get(6)?,
                gross: row.get(7)?,
                placed_at: row.get(8)?,
                valid_until: row.get(9)?,
                state: row.get(10)?,
                payment: row.get(11)?,
                settled_at: row.get(12)?,
                reason: row.get(13)?,
                lines: Vec::new(),
            };
            account.orders.insert(row.get(1)?, order);
            Ok(())
        })?;
        let sql = "SELECT account_id, order_id, service_id, quantity, unit_price, amount, tax_basis_points, \
                   period_months, starts_on, ends_on FROM order_line ORDER BY account_id, order_id, line_no";
        let mut lost = Vec::new();
        self.each(connection, sql, |account, row| {
            let months: Option<i64> = row.get(7)?;
            let term = months.zip(opt_day(row, 8)?).zip(opt_day(row, 9)?);
            let line = LineRow {
                service: row.get(2)?,
                quantity: row.get(3)?,
                unit_price: row.get(4)?,
                amount: row.get(5)?,
                tax: row.get(6)?,
                term: term.map(|((months, starts), ends)| (months, starts, ends)),
            };
            let id: i64 = row.get(1)?;
            match account.orders.get_mut(&id) {
                Some(order) => order.lines.push(line),
                None => lost.push(format!("a line of order {id}, which is not there")),
            }
            Ok(())
        })?;
        self.unreadable.append(&mut lost);
        Ok(())
    }

    fn read_payments(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, payment_id, order_id, means, payment_method_id, amount, created_at, state, \
                   decline FROM payment";
        self.each(connection, sql, |account, row| {
            let payment = PaymentRow {
                order: row.get(2)?,
                means: row.get(3)?,
                method: row.get(4)?,
                amount: row.get(5)?,
                created_at: row.get(6)?,
                state: row.get(7)?,
                decline: row.get(8)?,
            };
            account.payments.insert(row.get(1)?, payment);
            Ok(())
        })?;
        let sql = "SELECT account_id, payment_method_id, status, is_default, expires_on, refused_at IS NOT NULL \
                   FROM payment_method";
        self.each(connection, sql, |account, row| {
            let method = MethodRow {
                status: row.get(2)?,
                is_default: row.get::<_, i64>(3)? != 0,
                expires: opt_day(row, 4)?,
                refused: row.get::<_, i64>(5)? != 0,
            };
            account.methods.insert(row.get(1)?, method);
            Ok(())
        })
    }

    fn read_bills(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, order_id, series, category, currency, net, tax, gross, settled_at, number, \
                   issued_at FROM bill";
        self.each(connection, sql, |account, row| {
            let bill = BillRow {
                series: row.get(2)?,
                category: row.get(3)?,
                currency: row.get(4)?,
                net: row.get(5)?,
                tax: row.get(6)?,
                gross: row.get(7)?,
                settled_at: row.get(8)?,
                number: row.get(9)?,
                issued_at: row.get(10)?,
            };
            account.bills.insert(row.get(1)?, bill);
            Ok(())
        })
    }

    fn read_ledger(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, transaction_id, entry_no, order_id, ledger_account, currency, amount \
                   FROM ledger_entry ORDER BY account_id, transaction_id, entry_no";
        self.each(connection, sql, |account, row| {
            account.ledger.push(EntryRow {
                transaction: row.get(1)?,
                number: row.get(2)?,
                order: row.get(3)?,
                account: row.get(4)?,
                currency: row.get(5)?,
                amount: row.get(6)?,
            });
            Ok(())
        })
    }

    fn read_rest(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "SELECT account_id, notice_id, topic, kind, recipient, data, state FROM notice";
        self.each(connection, sql, |account, row| {
            let notice = NoticeRow {
                topic: row.get(2)?,
                kind: row.get(3)?,
                recipient: row.get(4)?,
                data: row.get(5)?,
                state: row.get(6)?,
            };
            account.notices.insert(row.get(1)?, notice);
            Ok(())
        })?;
        let mut statement = connection.prepare_cached(
            "SELECT series, number, account_id, order_id FROM bill_number ORDER BY series, number",
        )?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        self.numbers = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        let mut statement = connection
            .prepare_cached("SELECT series, last_number, last_issued_at FROM bill_series")?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
        self.series = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        let mut statement =
            connection.prepare_cached("SELECT account_id, reason FROM parked_account")?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        self.parked = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        Ok(())
    }

    fn read_runs(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT run_id, run_on, planned_at, state, finished_at FROM renewal_run ORDER BY run_id",
        )?;
        let read = |row: &Row<'_>| {
            Ok(RunRow {
                id: row.get(0)?,
                day: day(row, 1)?,
                planned_at: row.get(2)?,
                state: row.get(3)?,
                finished_at: row.get(4)?,
                partitions: BTreeSet::new(),
            })
        };
        self.runs = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT run_id, partition_no FROM renewal_run_partition ORDER BY run_id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let place = self.runs.binary_search_by_key(&id, |run| run.id);
            let run = place.ok().and_then(|place| self.runs.get_mut(place));
            if let Some(run) = run {
                run.partitions.insert(row.get(1)?);
            }
        }
        Ok(())
    }
}

/// How much has happened: the entries of all journals, and the runs with their states.
///
/// # Errors
///
/// What the database says.
pub fn extent(connection: &Connection) -> rusqlite::Result<(i64, i64, i64)> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM renewal_run), \
         (SELECT count(*) FROM renewal_run WHERE finished_at IS NOT NULL)",
    )?;
    statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// How many runs are not done, and wait for nobody's decision either.
///
/// # Errors
///
/// What the database says.
pub fn unfinished_runs(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM renewal_run WHERE state IN ('running', 'waiting')";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// How many payments, bills and notices are on their way.
///
/// # Errors
///
/// What the database says.
pub fn unsettled(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT (SELECT count(*) FROM payment WHERE state IN ('pending', 'unknown')) \
               + (SELECT count(*) FROM bill WHERE number IS NULL) \
               + (SELECT count(*) FROM notice WHERE next_at IS NOT NULL)";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Payments whose outcome is known.
///
/// # Errors
///
/// What the database says.
pub fn known_payments(connection: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    let sql = "SELECT payment_id FROM payment WHERE state NOT IN ('pending', 'unknown')";
    connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Every row of every table as text: what two databases are compared by, byte for byte.
///
/// # Errors
///
/// What the database says.
pub fn dump(connection: &Connection) -> rusqlite::Result<String> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut text = String::new();
    for table in tables {
        text.push_str(&format!("{table}\n"));
        let columns: i64 = connection
            .query_row("SELECT count(*) FROM pragma_table_info(?1)", [&table], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let order = (1..=columns).map(|number| number.to_string()).collect::<Vec<_>>().join(", ");
        let mut rows = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..usize::try_from(columns).unwrap_or(0) {
                text.push_str(&format!("{:?}|", row.get_ref(column)?));
            }
            text.push('\n');
        }
    }
    Ok(text)
}
