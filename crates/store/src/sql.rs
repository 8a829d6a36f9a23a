//! SQL texts, each written once for both databases.

use std::fmt::Write as _;
use std::sync::OnceLock;

/// One statement, with parameters `$1…$n`.
///
/// In SQLite `$1` is a *name*, numbered by its first appearance; `?1` is a number. So the text for SQLite is
/// rewritten once.
#[derive(Debug)]
pub struct Sql {
    head: &'static str,
    /// Columns and rows that follow the head as lists of parameters; no rows for a statement that is all head.
    columns: usize,
    rows: usize,
    text: OnceLock<String>,
    sqlite: OnceLock<String>,
}

/// The insertion of 1, 2, 3, … rows of one table.
pub(crate) type RowsSql = [Sql; 8];

impl Sql {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self::with_rows(text, 0, 0)
    }

    const fn with_rows(head: &'static str, columns: usize, rows: usize) -> Self {
        Self { head, columns, rows, text: OnceLock::new(), sqlite: OnceLock::new() }
    }

    /// The insertion of 1 to 8 rows: `head` ends in `VALUES`, and each row has so many columns.
    pub(crate) const fn insert_rows(head: &'static str, columns: usize) -> RowsSql {
        [
            Self::with_rows(head, columns, 1),
            Self::with_rows(head, columns, 2),
            Self::with_rows(head, columns, 3),
            Self::with_rows(head, columns, 4),
            Self::with_rows(head, columns, 5),
            Self::with_rows(head, columns, 6),
            Self::with_rows(head, columns, 7),
            Self::with_rows(head, columns, 8),
        ]
    }

    /// The text as it is written, which is also the text for PostgreSQL.
    #[must_use]
    pub fn text(&self) -> &str {
        if self.rows == 0 {
            return self.head;
        }
        self.text.get_or_init(|| {
            let mut text = self.head.to_owned();
            for row in 0..self.rows {
                let first = row * self.columns + 1;
                let parameters = (first..first + self.columns).map(|number| format!("${number}"));
                let separator = if row == 0 { "" } else { "," };
                // Writing to a String does not fail.
                let _ = write!(text, "{separator} ({})", parameters.collect::<Vec<_>>().join(", "));
            }
            text
        })
    }

    /// The text for SQLite.
    pub fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| self.text().replace('$', "?"))
    }
}

/// Every statement of the crate, for the test that prepares each of them on both databases.
pub fn catalogue() -> impl Iterator<Item = &'static Sql> {
    let single = crate::table::STATEMENTS.iter().copied().flatten().copied();
    single.chain(crate::table::ROW_STATEMENTS.iter().copied().flatten())
}
