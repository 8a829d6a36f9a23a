//! Values and rows as both databases have them: integers, texts and bytes, with typed nulls.

use perennial_core::text::Name;

use crate::error::StoreError;

/// A value of a column or of a parameter. Nulls are typed, because PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// What a value is, null or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Text,
    Bytes,
}

impl Value {
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Int(_) => Kind::Int,
            Self::Text(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
        }
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<&Name> for Value {
    fn from(value: &Name) -> Self {
        value.as_str().into()
    }
}

impl From<&Option<Name>> for Value {
    fn from(value: &Option<Name>) -> Self {
        Self::Text(value.as_ref().map(|name| name.as_str().to_owned()))
    }
}

impl From<Option<Vec<u8>>> for Value {
    fn from(value: Option<Vec<u8>>) -> Self {
        Self::Bytes(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

/// A row of an answer, read column by column in the order of the query.
#[derive(Debug)]
pub(crate) struct Row {
    values: std::vec::IntoIter<Value>,
}

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self { values: values.into_iter() }
    }

    /// The next column, which must be an integer or null.
    pub(crate) fn opt_int(&mut self, at: Column) -> Result<Option<i64>, StoreError> {
        match self.next(at)? {
            Value::Int(value) => Ok(value),
            other => Err(at.corrupt(format!("expected an integer, found {other:?}"))),
        }
    }

    /// The next column, which must be an integer.
    pub(crate) fn int(&mut self, at: Column) -> Result<i64, StoreError> {
        self.opt_int(at)?.ok_or_else(|| at.corrupt("it is null"))
    }

    /// The next column, which must be a text or null.
    pub(crate) fn opt_text(&mut self, at: Column) -> Result<Option<String>, StoreError> {
        match self.next(at)? {
            Value::Text(value) => Ok(value),
            // SQLite does not know the type of a null.
            Value::Int(None) => Ok(None),
            other => Err(at.corrupt(format!("expected a text, found {other:?}"))),
        }
    }

    /// The next column, which must be a text.
    pub(crate) fn text(&mut self, at: Column) -> Result<String, StoreError> {
        self.opt_text(at)?.ok_or_else(|| at.corrupt("it is null"))
    }

    /// The next column, which must be bytes or null.
    pub(crate) fn opt_bytes(&mut self, at: Column) -> Result<Option<Vec<u8>>, StoreError> {
        match self.next(at)? {
            Value::Bytes(value) => Ok(value),
            // SQLite does not know the type of a null.
            Value::Int(None) => Ok(None),
            other => Err(at.corrupt(format!("expected bytes, found {other:?}"))),
        }
    }

    /// The next column, which must be bytes.
    pub(crate) fn bytes(&mut self, at: Column) -> Result<Vec<u8>, StoreError> {
        self.opt_bytes(at)?.ok_or_else(|| at.corrupt("it is null"))
    }

    /// The next column, if it is an integer, without reading past it.
    pub(crate) fn peek_int(&self) -> Option<i64> {
        match self.values.as_slice().first() {
            Some(Value::Int(value)) => *value,
            _ => None,
        }
    }

    fn next(&mut self, at: Column) -> Result<Value, StoreError> {
        self.values.next().ok_or_else(|| at.corrupt("the query does not answer it"))
    }
}

/// The name of a column, for messages about what it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) table: &'static str,
    pub(crate) name: &'static str,
}

impl Column {
    pub(crate) fn corrupt(self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Corrupt { table: self.table, column: self.name, reason: reason.to_string() }
    }
}
