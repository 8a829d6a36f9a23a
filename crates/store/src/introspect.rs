//! The schema as the database itself describes it, in words that are the same for both databases.
//!
//! One line for each column and one for each unique key. The lines that this program expects are embedded; a
//! database that lacks one of them, or has more in a table of ours, was altered. Other tables and additional
//! plain indexes are nobody's business.

use std::collections::BTreeSet;

use crate::codec::{Reader, all};
use crate::db::{Dialect, Query};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;

/// The schema of this program, line by line.
pub(crate) const EXPECTED: &str = include_str!("../migrations/schema.txt");

static SQLITE_COLUMNS: Sql = Sql::new(
    "SELECT m.name, p.name, p.type, p.\"notnull\" FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
);
static SQLITE_KEYS: Sql = Sql::new(
    "SELECT m.name, (SELECT group_concat(name, ', ' ORDER BY seqno) FROM pragma_index_info(l.name)), l.partial \
     FROM sqlite_schema AS m JOIN pragma_index_list(m.name) AS l \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND l.\"unique\" = 1",
);
static POSTGRES_COLUMNS: Sql = Sql::new(
    "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT), format_type(a.atttypid, NULL), \
     CAST(CASE WHEN a.attnotnull THEN 1 ELSE 0 END AS BIGINT) \
     FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid \
     JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped",
);
static POSTGRES_KEYS: Sql = Sql::new(
    "SELECT CAST(c.relname AS TEXT), (SELECT string_agg(a.attname, ', ' ORDER BY k.place) \
     FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place) \
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number), \
     CAST(CASE WHEN i.indpred IS NULL THEN 0 ELSE 1 END AS BIGINT) \
     FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid \
     JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND i.indisunique",
);

/// How a schema differs from the expected one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) missing: Vec<String>,
    pub(crate) unexpected: Vec<String>,
}

impl Store {
    /// The columns and unique keys of the database, one line each, sorted.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn describe_schema(&self) -> Result<BTreeSet<String>, StoreError> {
        let (columns, keys) = match self.db.dialect() {
            Dialect::Sqlite => (&SQLITE_COLUMNS, &SQLITE_KEYS),
            Dialect::Postgres => (&POSTGRES_COLUMNS, &POSTGRES_KEYS),
        };
        let columns = all(self.db.scan(Query::new(columns, [])).await?, |row| {
            let mut row = Reader::new("schema", row);
            let (table, column) = (row.text("table")?, row.text("column")?);
            let kind = match row.text("type")?.to_ascii_lowercase().as_str() {
                "integer" | "bigint" => "integer".to_owned(),
                "blob" | "bytea" => "bytes".to_owned(),
                other => other.to_owned(),
            };
            let null = if row.flag("not null")? { "" } else { " or null" };
            Ok(format!("{table}.{column}: {kind}{null}"))
        })?;
        let keys = all(self.db.scan(Query::new(keys, [])).await?, |row| {
            let mut row = Reader::new("schema", row);
            let (table, columns) = (row.text("table")?, row.text("columns")?);
            let partial = if row.flag("partial")? { " of some rows" } else { "" };
            Ok(format!("{table} has unique ({columns}){partial}"))
        })?;
        Ok(columns.into_iter().chain(keys).collect())
    }

    pub(crate) async fn compare_schema(&self) -> Result<Difference, StoreError> {
        let found = self.describe_schema().await?;
        let expected: BTreeSet<String> = EXPECTED.lines().map(str::to_owned).collect();
        let table = |line: &str| line.split(['.', ' ']).next().unwrap_or_default().to_owned();
        let ours: BTreeSet<String> = expected.iter().map(|line| table(line)).collect();
        let unexpected = found.difference(&expected).filter(|line| ours.contains(&table(line)));
        Ok(Difference {
            missing: expected.difference(&found).cloned().collect(),
            unexpected: unexpected.cloned().collect(),
        })
    }
}
