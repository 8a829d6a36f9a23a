//! Examples of values: what a request may have where a type is asked for.
//!
//! They are of the right form. Whether a thing of that name or id is there, nobody knows here.

use serde_json::{Map, Value, json};

use crate::catalogue::{self, DataType, Primitive, Shape};

/// How deep models are followed, which may contain themselves.
const DEPTH_MAX: usize = 6;

/// A value of a type such as `long[]` or `service.RenewRequest`, in the schema file of `resource`. None if there is no end to it.
pub(super) fn value(resource: &str, data_type: &str) -> Option<Value> {
    of(resource, data_type, None, 0)
}

fn of(
    resource: &str,
    data_type: &str,
    argument: Option<(&str, &str)>,
    depth: usize,
) -> Option<Value> {
    if depth > DEPTH_MAX {
        return None;
    }
    let deeper = depth.saturating_add(1);
    match DataType::parse(data_type) {
        DataType::Primitive(kind) => Some(primitive(kind)),
        DataType::Array(item) => Some(of(resource, item, argument, deeper).into_iter().collect()),
        DataType::Map(item) => {
            let item = of(resource, item, argument, deeper)?;
            Some(json!({ "key": item }))
        }
        DataType::Model { name, argument: of_model } => match (of_model, argument) {
            (None, Some((parameter, actual))) if parameter == name => {
                of(resource, actual, None, deeper)
            }
            _ => model(resource, name, of_model, deeper),
        },
    }
}

fn model(resource: &str, name: &str, argument: Option<&str>, depth: usize) -> Option<Value> {
    let model = catalogue::models_of(resource).find(|model| {
        model.id.split('<').next() == Some(name) && model.generic().is_some() == argument.is_some()
    })?;
    match model.shape {
        Shape::Enum(values) => values.first().map(|first| json!(first)),
        Shape::Fields(fields) => {
            let inner = model.generic().zip(argument);
            let field = |field: &catalogue::Property| {
                let value = of(resource, field.data_type, inner, depth)?;
                Some((field.name.to_owned(), value))
            };
            let writable = fields.iter().filter(|field| !field.read_only);
            Some(Value::Object(writable.filter_map(field).collect::<Map<_, _>>()))
        }
    }
}

fn primitive(kind: Primitive) -> Value {
    match kind {
        Primitive::Long => json!(1),
        Primitive::Double => json!(1.5),
        Primitive::Boolean => json!(false),
        Primitive::String => json!("text"),
        Primitive::Date => json!("2027-01-31"),
        Primitive::DateTime => json!("2027-01-31T12:00:00+00:00"),
        Primitive::Duration => json!("P1Y"),
        Primitive::Ip | Primitive::Ipv4 => json!("192.0.2.1"),
        Primitive::Ipv6 => json!("2001:db8::1"),
        Primitive::IpBlock => json!("192.0.2.0/24"),
        Primitive::Uuid => json!("123e4567-e89b-42d3-a456-426614174000"),
        Primitive::Void => Value::Null,
    }
}
