//! What services are: `details` of plans and services, and `tags` of services.
//!
//! What a field may hold, the API's own description says; so a mistake is found here, with its place.

use std::collections::BTreeMap;

use perennial_core::detail::Details;
use perennial_core::service::ProductLine;
use perennial_core::text::Name;
use perennial_server::check_detail;
use serde_json::{Number, Value as Json};

use crate::operator::file::document::{Node, Value};
use crate::operator::file::fields::{Problems, entries};
use crate::operator::file::scalar;

/// The details of a service of a product line, or of all that are sold under a plan; nothing when one of them is wrong.
/// A line that is wrong itself is told elsewhere.
pub(super) fn details(
    node: Option<&Node<'_>>,
    product: Option<&ProductLine>,
    problems: &Problems,
) -> Option<Details> {
    let mut details = Details::default();
    let Some(node) = node else { return Some(details) };
    let mut is_sound = true;
    for (name, at, node) in entries("`details`", node, problems)? {
        let mut read = || {
            let value = json(node)?;
            if let Some(product) = product {
                check_detail(product.as_str(), name, &value)?;
            }
            let field = Name::parse(name).map_err(|error| error.to_string())?;
            details.set(field, value.to_string()).map_err(|error| error.to_string())
        };
        if let Err(text) = read() {
            problems.add(at, format!("`{name}`: {text}"));
            is_sound = false;
        }
    }
    is_sound.then_some(details)
}

/// The tags of a service; nothing when one of them is wrong.
pub(super) fn tags(node: Option<&Node<'_>>, problems: &Problems) -> Option<BTreeMap<Name, Name>> {
    let mut tags = BTreeMap::new();
    let Some(node) = node else { return Some(tags) };
    let mut is_sound = true;
    for (tag, at, node) in entries("`tags`", node, problems)? {
        let name = Name::parse(tag).map_err(|error| problems.add(at, error.to_string()));
        let value = scalar::name(node).map_err(|text| problems.add(node.at, text));
        is_sound &= name.is_ok() && value.is_ok();
        if let (Ok(name), Ok(value)) = (name, value) {
            tags.insert(name, value);
        }
    }
    is_sound.then_some(tags)
}

/// A value of a file as JSON. A time of TOML is a text there.
fn json(node: &Node<'_>) -> Result<Json, String> {
    Ok(match &node.value {
        Value::Nothing => Json::Null,
        Value::Boolean(value) => Json::Bool(*value),
        Value::Number(text) => {
            let number: Option<Number> = text.parse().ok();
            number.map(Json::Number).ok_or_else(|| format!("{text} is not a number"))?
        }
        Value::Text(text) => Json::String(text.to_string()),
        Value::Time(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect::<Result<_, _>>()?),
        Value::Table(fields) => {
            let field = |field: &crate::operator::file::document::Field<'_>| {
                Ok::<_, String>((field.name.to_string(), json(&field.node)?))
            };
            Json::Object(fields.iter().map(field).collect::<Result<_, _>>()?)
        }
    })
}
