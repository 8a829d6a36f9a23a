//! SQL texts, each written once for both databases.

use std::sync::OnceLock;

/// One statement, with parameters `$1…$n`.
///
/// In SQLite `$1` is a *name*, numbered by its first appearance; `?1` is a number. So the text for SQLite is
/// rewritten once.
#[derive(Debug)]
pub struct Sql {
    text: &'static str,
    sqlite: OnceLock<String>,
}

impl Sql {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, sqlite: OnceLock::new() }
    }

    /// The text as it is written, which is also the text for PostgreSQL.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The text for SQLite.
    pub fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| self.text.replace('$', "?"))
    }
}

/// Every statement of the crate, for the test that prepares each of them on both databases.
pub fn catalogue() -> impl Iterator<Item = &'static Sql> {
    crate::table::STATEMENTS.iter().copied().flatten().copied()
}
