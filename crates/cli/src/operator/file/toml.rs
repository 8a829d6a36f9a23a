//! TOML to a [`Document`].

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, Field, Node, Value};

/// The document, or every mistake in it with its offset.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Vec<(usize, String)>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(Document { root: Node { at: 0, value: fields(table.into_inner()) } });
    }
    let found = errors.iter().map(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, format!("not TOML: {}", error.message()))
    });
    Err(found.collect())
}

fn fields(table: DeTable<'_>) -> Value<'_> {
    let mut fields: Vec<Field<'_>> = table
        .into_iter()
        .map(|(name, value)| {
            let Range { start: at, .. } = name.span();
            Field { name: name.into_inner(), at, node: node(value) }
        })
        .collect();
    fields.sort_by_key(|field| field.at);
    Value::Table(fields)
}

fn node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let Range { start: at, .. } = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Number(number.to_string().into()),
        DeValue::Float(number) => Value::Number(number.to_string().into()),
        DeValue::Boolean(value) => Value::Boolean(value),
        DeValue::Datetime(time) => Value::Time(time.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => fields(table),
    };
    Node { at, value }
}
