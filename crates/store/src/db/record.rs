//! Recording write sets, for benchmarks that replay them without the program around them.

use std::sync::{Mutex, PoisonError};

use super::{Statement, Value};

/// A recorded statement: its text for SQLite, and its arguments.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The text.
    pub sql: &'static str,
    /// The arguments.
    pub args: Vec<RecordedValue>,
}

/// An argument.
#[derive(Debug, Clone)]
pub enum RecordedValue {
    /// An integer or null.
    Int(Option<i64>),
    /// A text or null.
    Text(Option<String>),
    /// Bytes or null.
    Bytes(Option<Vec<u8>>),
}

/// Keeps write sets while it is asked to.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Option<Vec<Vec<Recorded>>>>);

impl Recorder {
    pub(crate) fn start(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
    }

    pub(crate) fn stop(&self) -> Vec<Vec<Recorded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }

    pub(crate) fn note(&self, statements: &[Statement]) {
        if let Some(sets) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            sets.push(statements.iter().flat_map(record).collect());
        }
    }
}

fn record(statement: &Statement) -> Vec<Recorded> {
    let value = |value: &Value| match value {
        Value::Int(value) => RecordedValue::Int(*value),
        Value::Text(value) => RecordedValue::Text(value.clone()),
        Value::Bytes(value) => RecordedValue::Bytes(value.clone()),
    };
    let record = |row: &Vec<Value>| Recorded {
        sql: statement.sql.sqlite(),
        args: row.iter().map(value).collect(),
    };
    statement.rows.iter().map(record).collect()
}
