//! A write set: the statements of one command, applied whole or not at all.
//!
//! The methods that add to it stand in the table files, beside the statements that they use.

use perennial_core::journal::Sealed;

use crate::db::{Statement, Value};
use crate::sql::{RowsSql, Sql};
use crate::table;

/// Statements that belong together.
#[derive(Debug, Default)]
pub struct WriteSet {
    statements: Vec<Statement>,
}

impl WriteSet {
    /// The write set of a command on an account: its journal entry goes first, so that a command which started
    /// from an older version of the account is refused before anything else is tried.
    #[must_use]
    pub fn of_account(entry: &Sealed) -> Self {
        let mut set = Self::default();
        table::journal::insert(&mut set, entry);
        set
    }

    /// A write set that belongs to no account. What keeps two of them apart is a key or a condition of theirs.
    #[must_use]
    pub fn without_account() -> Self {
        Self::default()
    }

    /// Adds everything of another write set.
    pub fn append(&mut self, other: Self) {
        self.statements.extend(other.statements);
    }

    /// Adds an insertion of one row. It changes that row or fails, so there is nothing to count.
    pub(crate) fn insert(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.any(sql, args);
    }

    /// Adds an insertion of several rows, in as few statements as there are: `sql` has one for each number of rows.
    pub(crate) fn insert_rows(&mut self, sql: &'static RowsSql, rows: &[Vec<Value>]) {
        for some in rows.chunks(sql.len()) {
            if let Some(sql) = sql.get(some.len().saturating_sub(1)) {
                self.any(sql, some.concat());
            }
        }
    }

    /// Adds a change of exactly one row.
    pub(crate) fn update(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.statements.push(Statement { sql, args: args.into(), rows: Some(1) });
    }

    /// Adds a statement that may change any number of rows.
    pub(crate) fn any(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.statements.push(Statement { sql, args: args.into(), rows: None });
    }

    pub(crate) fn into_statements(self) -> Vec<Statement> {
        self.statements
    }
}
