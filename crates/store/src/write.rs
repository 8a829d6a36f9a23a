//! A write set: the statements of one command, applied whole or not at all.
//!
//! The methods that add to it stand in the table files, beside the statements that they use.

use perennial_core::journal::Sealed;

use crate::db::{Statement, Value};
use crate::sql::Sql;
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

    /// Several write sets as one: what they do to one table is one statement with many rows.
    ///
    /// Each of them keeps its order: a statement joins one that stands after everything else of its write set, or is
    /// added at the end.
    #[must_use]
    pub fn together(sets: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Statement> = Vec::new();
        for set in sets {
            let mut reached = 0;
            for statement in set.statements {
                let rest = all.iter().skip(reached).enumerate();
                let same = |found: &Statement| {
                    found.sql.is(statement.sql) && found.counted == statement.counted
                };
                let place = rest.into_iter().find_map(|(at, found)| same(found).then_some(at));
                match place.and_then(|at| all.get_mut(reached + at)) {
                    Some(found) => {
                        found.rows.extend(statement.rows);
                        reached += place.unwrap_or(0);
                    }
                    None => {
                        all.push(statement);
                        reached = all.len() - 1;
                    }
                }
            }
        }
        Self { statements: all }
    }

    /// Adds an insertion of one row. It changes that row or fails, so there is nothing to count.
    pub(crate) fn insert(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.any(sql, args);
    }

    /// Adds an insertion of several rows.
    pub(crate) fn insert_rows(&mut self, sql: &'static Sql, rows: Vec<Vec<Value>>) {
        if !rows.is_empty() {
            self.statements.push(Statement { sql, rows, counted: false });
        }
    }

    /// Adds a change of exactly one row.
    pub(crate) fn update(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.update_rows(sql, vec![args.into()]);
    }

    /// Adds a change of exactly one row for each row of arguments.
    pub(crate) fn update_rows(&mut self, sql: &'static Sql, rows: Vec<Vec<Value>>) {
        if !rows.is_empty() {
            self.statements.push(Statement { sql, rows, counted: true });
        }
    }

    /// Adds a statement that may change any number of rows.
    pub(crate) fn any(&mut self, sql: &'static Sql, args: impl Into<Vec<Value>>) {
        self.statements.push(Statement { sql, rows: vec![args.into()], counted: false });
    }

    pub(crate) fn into_statements(self) -> Vec<Statement> {
        self.statements
    }
}
