//! SQL texts, each written once for both databases, and for one row.
//!
//! A statement that changes a row can be given many rows at once. SQLite, where a call costs nothing, repeats it. For
//! PostgreSQL the text is turned into one that takes an array for each parameter: one statement, one plan, one message.

use std::sync::OnceLock;

use crate::db::{Kind, Value};

/// One statement, with parameters `$1…$n`.
///
/// In SQLite `$1` is a *name*, numbered by its first appearance; `?1` is a number. So the text for SQLite is
/// rewritten once.
#[derive(Debug)]
pub struct Sql {
    text: &'static str,
    sqlite: OnceLock<String>,
    many: OnceLock<String>,
}

impl Sql {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, sqlite: OnceLock::new(), many: OnceLock::new() }
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

    /// The text for PostgreSQL that takes an array for each parameter; `row` is one of the rows, which tells of what
    /// kind the parameters are.
    pub(crate) fn many(&self, row: &[Value]) -> &str {
        self.many.get_or_init(|| many(self.text, row))
    }

    /// Whether two are the same statement.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What an insertion does with a row that is there already stands after its values.
const ON_CONFLICT: &str = " ON CONFLICT ";

/// `INSERT INTO t (a, b) VALUES ($1, $2)` with arrays, and `UPDATE t SET a = $2 WHERE b = $1`.
fn many(text: &str, row: &[Value]) -> String {
    let array = |(index, value): (usize, &Value)| {
        let kind = match value.kind() {
            Kind::Int => "BIGINT",
            Kind::Text => "TEXT",
            Kind::Bytes => "BYTEA",
        };
        format!("CAST(${} AS {kind}[])", index + 1)
    };
    let arrays = row.iter().enumerate().map(array).collect::<Vec<_>>().join(", ");
    let columns = (1..=row.len()).map(|number| format!("c{number}")).collect::<Vec<_>>().join(", ");
    let rows = format!("UNNEST({arrays}) AS r ({columns})");
    // `$12` begins like `$1`.
    let of_row = |text: &str| {
        let numbers = (1..=row.len()).rev();
        numbers.fold(text.to_owned(), |text, n| text.replace(&format!("${n}"), &format!("r.c{n}")))
    };
    match text.split_once(" VALUES (") {
        Some((head, values)) => {
            let (values, tail) = match values.split_once(ON_CONFLICT) {
                Some((values, conflict)) => (values, format!("{ON_CONFLICT}{conflict}")),
                None => (values, String::new()),
            };
            let values = values.trim_end().strip_suffix(')').unwrap_or(values);
            format!("{head} SELECT {} FROM {rows}{tail}", of_row(values))
        }
        None => {
            let (head, condition) = text.split_once(" WHERE ").unwrap_or((text, "1 = 1"));
            let from = if text.starts_with("DELETE") { "USING" } else { "FROM" };
            format!("{} {from} {rows} WHERE {}", of_row(head), of_row(condition))
        }
    }
}

/// Every statement of the crate, for the test that prepares each of them on both databases.
pub fn catalogue() -> impl Iterator<Item = &'static Sql> {
    crate::table::STATEMENTS.iter().copied().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_for_one_row_becomes_one_for_many() {
        let row = [Value::Int(Some(1)), Value::Text(None), Value::Bytes(None)];
        assert_eq!(
            many("INSERT INTO t (a, b, c, d) VALUES ($1, $2, $3, $1)", &row),
            "INSERT INTO t (a, b, c, d) SELECT r.c1, r.c2, r.c3, r.c1 FROM UNNEST(CAST($1 AS BIGINT[]), \
             CAST($2 AS TEXT[]), CAST($3 AS BYTEA[])) AS r (c1, c2, c3)"
        );
        assert_eq!(
            many("UPDATE t SET b = $2 WHERE a = $1 AND c IS NULL", &row[..2]),
            "UPDATE t SET b = r.c2 FROM UNNEST(CAST($1 AS BIGINT[]), CAST($2 AS TEXT[])) AS r (c1, c2) \
             WHERE a = r.c1 AND c IS NULL"
        );
        assert_eq!(
            many("INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO NOTHING", &row[..1]),
            "INSERT INTO t (a) SELECT r.c1 FROM UNNEST(CAST($1 AS BIGINT[])) AS r (c1) ON CONFLICT (a) DO NOTHING"
        );
        let twelve = vec![Value::Int(None); 12];
        assert!(many("UPDATE t SET b = $12 WHERE a = $1", &twelve).contains("SET b = r.c12 FROM"));
    }
}
