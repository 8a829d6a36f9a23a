//! A file as a tree, in which every value knows where it stands. It is the same for TOML and JSON.

use std::borrow::Cow;

/// A whole file.
#[derive(Debug)]
pub(super) struct Document<'t> {
    pub(super) root: Node<'t>,
}

/// A value, and where it stands: the offset of its first byte.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) at: usize,
    pub(super) value: Value<'t>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value<'t> {
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
pub(super) struct Field<'t> {
    pub(super) name: Cow<'t, str>,
    /// Where its name stands.
    pub(super) at: usize,
    pub(super) node: Node<'t>,
}

impl<'t> Node<'t> {
    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Value::Table(fields) = &self.value else { return None };
        fields.iter().find(|field| field.name == name).map(|field| &field.node)
    }

    /// A value of a list.
    pub(super) fn item(&self, index: usize) -> Option<&Self> {
        match &self.value {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(super) fn described(&self) -> String {
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
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars();
    // Some editors begin a file with a mark of three bytes that nobody sees.
    let column = column.filter(|character| *character != '\u{feff}').count();
    (line.saturating_add(1), column.saturating_add(1))
}
