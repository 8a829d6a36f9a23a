//! A file as a tree, in which every value knows where it stands. It is the same for TOML and JSON.

use std::borrow::Cow;

/// A whole file.
#[derive(Debug)]
pub(in crate::operator) struct Document<'t> {
    pub(in crate::operator) root: Node<'t>,
}

/// A value, and where it stands: the offset of its first byte.
#[derive(Debug)]
pub(in crate::operator) struct Node<'t> {
    pub(in crate::operator) at: usize,
    pub(in crate::operator) value: Value<'t>,
}

/// A value.
#[derive(Debug)]
pub(in crate::operator) enum Value<'t> {
    /// JSON's `null`.
    Nothing,
    Boolean(bool),
    /// A number as it is written.
    Number(Cow<'t, str>),
    Text(Cow<'t, str>),
    /// A date or time of TOML, as it is written.
    Time(String),
    List(Vec<Node<'t>>),
    /// Fields in the order of the file.
    Table(Vec<Field<'t>>),
}

/// A field of a table.
#[derive(Debug)]
pub(in crate::operator) struct Field<'t> {
    pub(in crate::operator) name: Cow<'t, str>,
    /// Where its name stands.
    pub(in crate::operator) at: usize,
    pub(in crate::operator) node: Node<'t>,
}

impl<'t> Node<'t> {
    /// The value of a field.
    pub(in crate::operator) fn get(&self, name: &str) -> Option<&Self> {
        let Value::Table(fields) = &self.value else { return None };
        fields.iter().find(|field| field.name == name).map(|field| &field.node)
    }

    /// A value of a list.
    pub(in crate::operator) fn item(&self, index: usize) -> Option<&Self> {
        match &self.value {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(in crate::operator) fn described(&self) -> String {
        match &self.value {
            Value::Nothing => "null".to_owned(),
            Value::Boolean(value) => value.to_string(),
            Value::Number(text) => format!("the number {text}"),
            Value::Text(text) => format!("the text \"{text}\""),
            Value::Time(text) => format!("the time {text}"),
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
        }
    }
}

/// Line and column of an offset, both counted from 1, the column in characters.
pub(in crate::operator) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars();
    // Some editors begin a file with a mark of three bytes that nobody sees.
    let column = column.filter(|character| *character != '\u{feff}').count();
    (line.saturating_add(1), column.saturating_add(1))
}
