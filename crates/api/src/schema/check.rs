//! Whether a JSON value is what the catalogue promises.
//!
//! Made for tests that hold every answer of a server against its published schema, so it is strict where clients are:
//! all fields present, null only where it is allowed, nothing undeclared, and dates written in the one way that every
//! client reads. It is not a validator of requests, which may leave fields out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::civil::Date;
use serde_json::Value;

use crate::catalogue::{self, DataType, Model, Primitive, Property, Shape};
use crate::model::{DateTime, IsoDuration};

/// Where a value and its schema disagree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at {path}: expected {expected}, found {found}")]
pub struct Mismatch {
    /// The place, `$` being the whole value: `$[0].strategies[2].price.value`.
    pub path: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Checks `value` against a type name such as `billing.Order`, `long[]` or `datetime`, in the schema file of
/// `resource`: the same model may differ between two files.
///
/// # Errors
///
/// The first disagreement, in the order of the catalogue.
pub fn check(data_type: &str, resource: &str, value: &Value) -> Result<(), Mismatch> {
    Checker { resource, argument: None }
        .value(data_type, value)
        .map_err(|mismatch| mismatch.inside("$"))
}

#[derive(Clone, Copy)]
struct Checker<'a> {
    resource: &'a str,
    /// The type parameter of the generic model we are in, and the type it stands for.
    argument: Option<(&'a str, &'a str)>,
}

impl<'a> Checker<'a> {
    fn value(self, data_type: &'a str, value: &Value) -> Result<(), Mismatch> {
        match DataType::parse(data_type) {
            DataType::Primitive(primitive) => primitive_fits(primitive, value)
                .then_some(())
                .ok_or_else(|| Mismatch::here(data_type, value)),
            DataType::Array(item) => {
                let items = value.as_array().ok_or_else(|| Mismatch::here(data_type, value))?;
                items.iter().enumerate().try_for_each(|(n, value)| {
                    self.value(item, value).map_err(|mismatch| mismatch.inside(&format!("[{n}]")))
                })
            }
            DataType::Map(item) => {
                let map = value.as_object().ok_or_else(|| Mismatch::here(data_type, value))?;
                map.iter().try_for_each(|(key, value)| {
                    self.value(item, value).map_err(|mismatch| mismatch.inside(&format!(".{key}")))
                })
            }
            DataType::Model { name, argument } => self.named(name, argument, value),
        }
    }

    /// A model, or the type parameter of the model we are in.
    fn named(
        self,
        name: &'a str,
        argument: Option<&'a str>,
        value: &Value,
    ) -> Result<(), Mismatch> {
        if let Some((parameter, actual)) = self.argument
            && parameter == name
        {
            return Self { argument: None, ..self }.value(actual, value);
        }
        let wanted = |model: &&Model| match argument {
            None => model.id == name,
            Some(_) => model.generic().is_some() && model.id.split('<').next() == Some(name),
        };
        let model = catalogue::models_of(self.resource).find(wanted).ok_or_else(|| {
            Mismatch::here(&format!("a type known in {}", self.resource), &Value::from(name))
        })?;
        match model.shape {
            Shape::Enum(values) => value
                .as_str()
                .filter(|text| values.contains(text))
                .map(drop)
                .ok_or_else(|| Mismatch::here(&one_of(name, values), value)),
            Shape::Fields(properties) => Self { argument: model.generic().zip(argument), ..self }
                .fields(name, properties, value),
        }
    }

    fn fields(
        self,
        name: &str,
        properties: &'static [Property],
        value: &Value,
    ) -> Result<(), Mismatch> {
        let object = value.as_object().ok_or_else(|| Mismatch::here(name, value))?;
        for property in properties {
            let inside = |mismatch: Mismatch| mismatch.inside(&format!(".{}", property.name));
            match object.get(property.name) {
                None => return Err(inside(Mismatch::nothing(property.data_type))),
                Some(Value::Null) if property.nullable => {}
                Some(value) => self.value(property.data_type, value).map_err(inside)?,
            }
        }
        let undeclared =
            object.iter().find(|(key, _)| properties.iter().all(|property| property.name != *key));
        match undeclared {
            None => Ok(()),
            Some((key, value)) => {
                let expected = format!("no such field in {name}");
                Err(Mismatch::here(&expected, value).inside(&format!(".{key}")))
            }
        }
    }
}

/// A value of an enum, with all of them where they are few.
fn one_of(name: &str, values: &[&str]) -> String {
    match values.len() {
        0..=12 => format!("a value of {name} ({})", values.join(", ")),
        _ => format!("a value of {name}"),
    }
}

fn primitive_fits(primitive: Primitive, value: &Value) -> bool {
    let text = |fits: fn(&str) -> bool| value.as_str().is_some_and(fits);
    match primitive {
        Primitive::Long => value.is_i64(),
        Primitive::Double => value.is_number(),
        Primitive::Boolean => value.is_boolean(),
        Primitive::String => value.is_string(),
        Primitive::Date => {
            text(|text| text.parse().is_ok_and(|date: Date| date.to_string() == text))
        }
        Primitive::DateTime => {
            text(|text| text.parse().is_ok_and(|instant: DateTime| instant.to_string() == text))
        }
        Primitive::Duration => text(|text| text.parse::<IsoDuration>().is_ok()),
        Primitive::Ip => text(|text| text.parse::<IpAddr>().is_ok()),
        Primitive::Ipv4 => text(|text| text.parse::<Ipv4Addr>().is_ok()),
        Primitive::Ipv6 => text(|text| text.parse::<Ipv6Addr>().is_ok()),
        Primitive::IpBlock => text(is_ip_block),
        Primitive::Uuid => text(is_uuid),
        Primitive::Void => value.is_null(),
    }
}

/// An address, or an address and the length of its prefix: `192.0.2.0/24`.
fn is_ip_block(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "0"));
    let longest = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    prefix.parse::<u8>().is_ok_and(|length| length <= longest)
}

/// 32 hexadecimal digits in five groups: `123e4567-e89b-42d3-a456-426614174000`.
fn is_uuid(text: &str) -> bool {
    let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.split('-').all(is_hex)
}

impl Mismatch {
    fn here(expected: &str, found: &Value) -> Self {
        let found = match found {
            Value::Array(_) => "an array".to_owned(),
            Value::Object(_) => "an object".to_owned(),
            other => other.to_string(),
        };
        Self { path: String::new(), expected: expected.to_owned(), found }
    }

    fn nothing(expected: &str) -> Self {
        Self { path: String::new(), expected: expected.to_owned(), found: "nothing".to_owned() }
    }

    /// The same disagreement, seen from one step further out.
    fn inside(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}
