//! Values to and from SQLite.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, ErrorCode, ToSql};

use crate::db::value::{Row, Value};
use crate::error::StoreError;

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Int(Some(value)) => ValueRef::Integer(*value),
            Self::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(Some(value)) => ValueRef::Blob(value),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => ValueRef::Null,
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// Binds all arguments. SQLite takes a missing one for null, so their number is checked.
pub(super) fn bind(statement: &mut CachedStatement<'_>, args: &[Value]) -> rusqlite::Result<()> {
    if statement.parameter_count() != args.len() {
        return Err(rusqlite::Error::InvalidParameterCount(
            args.len(),
            statement.parameter_count(),
        ));
    }
    for (index, arg) in (1..).zip(args) {
        statement.raw_bind_parameter(index, arg)?;
    }
    Ok(())
}

pub(super) fn row(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Row> {
    let mut values = Vec::with_capacity(columns);
    for column in 0..columns {
        values.push(match row.get_ref(column)? {
            ValueRef::Null => Value::Int(None),
            ValueRef::Integer(value) => Value::Int(Some(value)),
            ValueRef::Text(value) => Value::Text(Some(std::str::from_utf8(value)?.to_owned())),
            ValueRef::Blob(value) => Value::Bytes(Some(value.to_vec())),
            ValueRef::Real(_) => {
                let kind = rusqlite::types::Type::Real;
                return Err(rusqlite::Error::InvalidColumnType(column, String::new(), kind));
            }
        });
    }
    Ok(Row::new(values))
}

/// What an error means. SQLite names the violated key as `table.column, table.column`.
pub(super) fn error(error: rusqlite::Error) -> StoreError {
    if let rusqlite::Error::SqliteFailure(code, Some(message)) = &error
        && code.code == ErrorCode::ConstraintViolation
        && let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ")
        && let Some((table, _)) = columns.split_once('.')
    {
        return StoreError::duplicate(table);
    }
    StoreError::unavailable(error)
}
