//! JSON to a [`Document`]: JSON as RFC 8259 has it, without comments and other liberties.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::document::{Document, Field, Node, Value};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The document, or the first mistake in it with its offset.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Vec<(usize, String)>> {
    let mistake = |at: usize, what: &str| {
        let mut what = what.to_owned();
        if let Some(first) = what.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        vec![(at, format!("not JSON: {what}"))]
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map_err(|error| mistake(error.range().start, &error.kind().to_string()))?;
    match parsed.value {
        Some(value) => Ok(Document { root: node(value) }),
        None => Err(mistake(0, "the file is empty")),
    }
}

fn node(value: ast::Value<'_>) -> Node<'_> {
    let at = value.start();
    let value = match value {
        ast::Value::StringLit(text) => Value::Text(text.value),
        ast::Value::NumberLit(number) => Value::Number(number.value.into()),
        ast::Value::BooleanLit(value) => Value::Boolean(value.value),
        ast::Value::NullKeyword(_) => Value::Nothing,
        ast::Value::Array(array) => Value::List(array.elements.into_iter().map(node).collect()),
        ast::Value::Object(object) => {
            Value::Table(object.properties.into_iter().map(field).collect())
        }
    };
    Node { at, value }
}

fn field(property: ast::ObjectProp<'_>) -> Field<'_> {
    let at = property.name.start();
    Field { name: name(property.name), at, node: node(property.value) }
}

fn name(name: ast::ObjectPropName<'_>) -> std::borrow::Cow<'_, str> {
    match name {
        ast::ObjectPropName::String(text) => text.value,
        ast::ObjectPropName::Word(word) => word.value.into(),
    }
}
