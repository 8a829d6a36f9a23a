//! Types as JSON schemas, models as components that are made when they are first named.
//!
//! A model has two forms. In an answer every field is there; in a request most may be left out, and none may be made
//! up. Two resources may give one name different fields: then both names say whose they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::catalogue::{self, DataType, Model, Primitive, Property, Shape, base};

/// What a type is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Answer,
    Request,
}

/// The models that were named so far.
#[derive(Debug)]
pub(super) struct Components {
    schemas: Map<String, Value>,
    /// Ids that mean different things in different resources.
    ambiguous: BTreeSet<&'static str>,
}

impl Default for Components {
    fn default() -> Self {
        Self { schemas: Map::from_iter([("Error".to_owned(), error())]), ambiguous: ambiguous() }
    }
}

impl Components {
    pub(super) fn into_schemas(self) -> Map<String, Value> {
        self.schemas
    }

    /// The schema of a type such as `long[]` or `billing.Order`, in the schema file of `resource`.
    pub(super) fn schema(&mut self, resource: &str, data_type: &str, usage: Use) -> Value {
        self.resolve(resource, data_type, usage, None)
    }

    /// `argument` is the type parameter of the model we are in, and what it stands for.
    fn resolve(
        &mut self,
        resource: &str,
        data_type: &str,
        usage: Use,
        argument: Option<(&str, &str)>,
    ) -> Value {
        match DataType::parse(data_type) {
            DataType::Primitive(kind) => primitive(kind, base(data_type)),
            DataType::Array(item) => {
                json!({ "type": "array", "items": self.resolve(resource, item, usage, argument) })
            }
            DataType::Map(value) => json!({
                "type": "object",
                "additionalProperties": self.resolve(resource, value, usage, argument),
            }),
            DataType::Model { name, argument: of_model } => match (of_model, argument) {
                (None, Some((parameter, actual))) if parameter == name => {
                    self.resolve(resource, actual, usage, None)
                }
                _ => self.reference(resource, name, of_model, usage),
            },
        }
    }

    /// A reference to a model, which is described if it is new.
    fn reference(
        &mut self,
        resource: &str,
        name: &str,
        argument: Option<&str>,
        usage: Use,
    ) -> Value {
        let model = catalogue::models_of(resource).find(|model| {
            model.id.split('<').next() == Some(name)
                && model.generic().is_some() == argument.is_some()
        });
        // A test sees to it that every model that is named is known.
        let Some(model) = model else { return json!({}) };
        let mut key = name.to_owned();
        if self.ambiguous.contains(model.id) {
            key = format!("{}.{key}", resource.trim_start_matches('/').replace('/', "-"));
        }
        if let Some(argument) = argument {
            key = format!("{key}-{}", argument.replace("[]", "-list"));
        }
        if usage == Use::Request && matches!(model.shape, Shape::Fields(_)) {
            key.push_str("-request");
        }
        if !self.schemas.contains_key(&key) {
            // The name first: a model may contain itself.
            self.schemas.insert(key.clone(), Value::Null);
            let schema = match model.shape {
                Shape::Enum(values) => json!({ "type": "string", "enum": values }),
                Shape::Fields(fields) => {
                    self.object(resource, fields, usage, model.generic().zip(argument))
                }
            };
            let schema = Self::with(schema, "description", model.description.into());
            self.schemas.insert(key.clone(), schema);
        }
        json!({ "$ref": format!("#/components/schemas/{key}") })
    }

    fn object(
        &mut self,
        resource: &str,
        fields: &[Property],
        usage: Use,
        argument: Option<(&str, &str)>,
    ) -> Value {
        let properties = fields.iter().map(|field| {
            // What is skipped may be anything, and what need not be said may be null.
            let is_skipped = usage == Use::Request && field.read_only;
            let mut schema = match is_skipped {
                true => json!({}),
                false => self.resolve(resource, field.data_type, usage, argument),
            };
            if !is_skipped && (field.nullable || (usage == Use::Request && !field.required)) {
                schema = Self::or_null(schema);
            }
            schema = Self::with(schema, "description", field.description.into());
            if field.read_only {
                schema = Self::with(schema, "readOnly", true.into());
            }
            (field.name.to_owned(), schema)
        });
        let properties: Map<_, _> = properties.collect();
        let required = fields.iter().filter(|field| usage == Use::Answer || field.required);
        let required: Vec<_> = required.map(|field| field.name).collect();
        let schema = json!({ "type": "object", "properties": properties, "required": required });
        match usage {
            Use::Answer => schema,
            Use::Request => Self::with(schema, "additionalProperties", false.into()),
        }
    }

    /// The same, or nothing.
    pub(super) fn or_null(schema: Value) -> Value {
        match schema.get("type").and_then(Value::as_str).map(str::to_owned) {
            Some(kind) => Self::with(schema, "type", json!([kind, "null"])),
            None => json!({ "anyOf": [schema, { "type": "null" }] }),
        }
    }

    /// The schema with one more keyword.
    pub(super) fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
        if let Some(object) = schema.as_object_mut() {
            object.insert(keyword.to_owned(), value);
        }
        schema
    }
}

/// Ids that are defined differently in two resources, and those that contain one of them in several.
fn ambiguous() -> BTreeSet<&'static str> {
    let mut models: Vec<&Model> = Vec::new();
    for resource in catalogue::resources() {
        models.extend(catalogue::models_of(resource.path));
    }
    models.sort_by_key(|model| model.id);
    let mut found: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = found.len();
        for group in models.chunk_by(|a, b| a.id == b.id) {
            let Some(first) = group.first().filter(|_| group.len() > 1) else { continue };
            let contains_one = match first.shape {
                Shape::Fields(fields) => fields.iter().any(|f| {
                    let name = base(f.data_type).trim_start_matches("map[string]");
                    found.contains(name.trim_matches(|c| c == '[' || c == ']'))
                }),
                Shape::Enum(_) => false,
            };
            if contains_one || group.iter().any(|model| model != first) {
                found.insert(first.id);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn primitive(kind: Primitive, name: &str) -> Value {
    let text = |format: &str| json!({ "type": "string", "format": format });
    match kind {
        Primitive::Long => json!({ "type": "integer", "format": "int64" }),
        Primitive::Double => json!({ "type": "number", "format": "double" }),
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::String if name == "password" => text("password"),
        Primitive::String => json!({ "type": "string" }),
        Primitive::Date => text("date"),
        Primitive::DateTime => text("date-time"),
        Primitive::Duration => text("duration"),
        Primitive::Ip => json!({
            "type": "string",
            "anyOf": [{ "format": "ipv4" }, { "format": "ipv6" }],
        }),
        Primitive::Ipv4 => text("ipv4"),
        Primitive::Ipv6 => text("ipv6"),
        Primitive::Uuid => text("uuid"),
        Primitive::IpBlock => json!({ "type": "string", "examples": ["192.0.2.0/24"] }),
        Primitive::Void => json!({ "type": "null" }),
    }
}

/// The body of every error: [`crate::error::Error`].
fn error() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "description": "What went wrong",
        "properties": {
            "message": text("What went wrong, for people"),
            "class": text("What went wrong, for programs"),
            "errorCode": text("What is wrong with the credential"),
            "httpCode": text("The status line once more, in errors of authentication"),
            "details": {
                "type": "object",
                "description": "More facts",
                "additionalProperties": { "type": "string" },
            },
        },
        "required": ["message"],
    })
}
