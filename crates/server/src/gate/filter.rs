//! `X-Pagination-Filter`: `field:op=value`, several joined by `&`, all of which must hold. Values are percent-encoded.

use std::cmp::Ordering;

use percent_encoding::percent_decode_str;
use perennial_api::model::DateTime;
use serde_json::Value;

use crate::error::ApiError;

/// One condition.
#[derive(Debug)]
pub(super) struct Filter {
    pub(super) field: String,
    operator: Operator,
    /// More than one for `in` only.
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Eq,
    Ne,
    Lt,
    Gt,
    Like,
    In,
}

impl Operator {
    const ALL: [(&str, Self); 6] = [
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("lt", Self::Lt),
        ("gt", Self::Gt),
        ("like", Self::Like),
        ("in", Self::In),
    ];
}

impl Filter {
    /// Reads the header.
    pub(super) fn read_all(text: &str) -> Result<Vec<Self>, ApiError> {
        text.split('&').map(Self::read).collect()
    }

    fn read(text: &str) -> Result<Self, ApiError> {
        let parts = text.split_once('=').and_then(|(left, values)| {
            let (field, name) = left.split_once(':')?;
            let operator = Operator::ALL.into_iter().find(|(known, _)| *known == name)?;
            Some((field, operator.1, values))
        });
        let Some((field, operator, values)) = parts else {
            let problem = format!(
                "`{text}` is not understood; write field:operator=value, with eq, ne, lt, gt, like or in"
            );
            return Err(ApiError::bad_parameter("X-Pagination-Filter", problem));
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let values = match operator {
            Operator::In => values.split(',').map(decoded).collect(),
            _ => vec![decoded(values)],
        };
        Ok(Self { field: decoded(field), operator, values })
    }

    /// Whether an object meets the condition.
    pub(super) fn fits(&self, object: &Value) -> bool {
        let found = field(object, &self.field);
        let orders = || self.values.iter().filter_map(|value| order(found, value));
        match self.operator {
            Operator::Eq | Operator::In => orders().any(Ordering::is_eq),
            Operator::Ne => !orders().any(Ordering::is_eq),
            Operator::Lt => !found.is_null() && orders().any(Ordering::is_lt),
            Operator::Gt => !found.is_null() && orders().any(Ordering::is_gt),
            Operator::Like => {
                self.values.iter().any(|pattern| is_like(&shown(found), &pattern.to_lowercase()))
            }
        }
    }
}

/// A field of an object, or of an object in it. What is not there is null.
pub(super) fn field<'v>(object: &'v Value, name: &str) -> &'v Value {
    name.split('.').fold(object, |value, name| value.get(name).unwrap_or(&Value::Null))
}

/// The order of two values of one field: null first, then by what they are.
pub(super) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::String(a), Value::String(b)) => compare_texts(a, b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
        },
        _ => shown(a).cmp(&shown(b)),
    }
}

/// Datetimes may have different offsets.
fn compare_texts(a: &str, b: &str) -> Ordering {
    match (a.parse::<DateTime>(), b.parse::<DateTime>()) {
        (Ok(a), Ok(b)) => a.instant().cmp(&b.instant()),
        _ => a.cmp(b),
    }
}

/// The order of a value and a text that stands for one of its kind. None if it cannot.
fn order(found: &Value, text: &str) -> Option<Ordering> {
    let wanted = match found {
        Value::Null => return (text == "null").then_some(Ordering::Equal),
        Value::String(found) => return Some(compare_texts(found, text)),
        Value::Bool(_) => Value::Bool(text.parse().ok()?),
        Value::Number(_) => match text.parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => text.parse::<f64>().ok()?.into(),
        },
        Value::Array(_) | Value::Object(_) => return None,
    };
    Some(compare(found, &wanted))
}

/// A value as a text to search in.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.to_lowercase(),
        other => other.to_string(),
    }
}

/// Whether a text is like a pattern, in which `%` stands for anything. Without one the pattern may stand anywhere.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('%') else { return text.contains(pattern) };
    let Some(mut left) = text.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('%').unwrap_or(("", rest));
    for piece in middle.split('%') {
        match left.split_once(piece) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn conditions_hold_or_do_not() {
        let object = json!({
            "id": 42, "name": "Vps-1.ovh.net", "price": {"value": 1.99}, "on": true, "end": null,
            "date": "2026-11-24T10:00:00+01:00",
        });
        for (filter, holds) in [
            ("id:eq=42", true),
            ("id:eq=042", true),
            ("id:eq=forty", false),
            ("id:ne=42", false),
            ("id:ne=forty", true),
            ("id:lt=100", true),
            ("id:gt=9", true),
            ("id:gt=42", false),
            ("id:in=1,42,3", true),
            ("id:in=1,2,3", false),
            ("name:eq=Vps-1.ovh.net", true),
            ("name:eq=Vps%2D1.ovh.net", true),
            ("name:like=vps", true),
            ("name:like=%25.NET", true),
            ("name:like=%25.fr", false),
            ("name:like=vps%25net", true),
            ("name:like=ps%25", false),
            ("price.value:lt=2", true),
            ("price.value:eq=1.99", true),
            ("price.nothing:eq=1.99", false),
            ("price:eq=1.99", false),
            ("on:eq=true", true),
            ("on:eq=false", false),
            ("end:eq=null", true),
            ("end:gt=2026-01-01", false),
            ("end:ne=null", false),
            ("date:eq=2026-11-24T09:00:00Z", true),
            ("date:gt=2026-11-24T09:30:00+01:00", true),
            ("id:gt=1&id:lt=42", false),
            ("id:gt=1&on:eq=true", true),
        ] {
            let filters = Filter::read_all(filter);
            let fits = filters.map(|all| all.iter().all(|one| one.fits(&object)));
            assert_eq!(fits.ok(), Some(holds), "{filter}");
        }
        for wrong in ["", "id", "id=1", "id:is=1", "id:eq", "&", "id:eq=1&"] {
            assert!(Filter::read_all(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn null_comes_first_and_numbers_are_no_texts() {
        let mut values = vec![json!(10), json!(9), json!(null), json!(9.5)];
        values.sort_by(compare);
        assert_eq!(values, [json!(null), json!(9), json!(9.5), json!(10)]);
    }
}
