//! What a product line says of one of its services, as data: the answer where nothing is told, and what is told over it.
//!
//! Each line has a file in `item/` with its answers. In them `$name` stands for a fact of the service ([`Facts`]), and
//! `{"$state": {…}}` for the value that belongs to a fact, `*` for any other. Over that come the details of the plan, and
//! over those the details of the service; objects field by field. What is a fact cannot be told otherwise.

mod facts;
#[cfg(test)]
mod tests;

pub(crate) use facts::Facts;

use std::sync::LazyLock;

use perennial_api::catalogue::{ITEMS, ProductItem, Property};
use perennial_api::schema;
use perennial_core::detail::Details;
use serde_json::{Map, Value, json};

/// The answers of a line where nothing is told.
#[derive(Debug, Default)]
struct Template {
    /// Of the service itself.
    item: Value,
    /// Of what stands below it, by name.
    views: Value,
}

macro_rules! templates {
    ($($line:literal: $file:literal),+ $(,)?) => {
        [$(($line, Template::read(include_str!($file)))),+]
    };
}

static TEMPLATES: LazyLock<[(&str, Template); 4]> = LazyLock::new(|| {
    templates! {
        "dedicated/server": "item/dedicated_server.json",
        "domain": "item/domain.json",
        "hosting/web": "item/web_hosting.json",
        "vps": "item/vps.json",
    }
});

impl Template {
    /// A test sees to it that every file can be read, and answers what the catalogue says.
    fn read(text: &str) -> Self {
        let mut file: Value = serde_json::from_str(text).unwrap_or_default();
        let mut take = |name: &str| file.get_mut(name).map(Value::take).unwrap_or_default();
        Self { item: take("item"), views: take("views") }
    }

    fn of(item: &ProductItem) -> Option<&'static Self> {
        let found = TEMPLATES.iter().find(|(line, _)| *line == item.line);
        found.map(|(_, template)| template)
    }
}

/// What a service is: what its line says where nothing is told, and what is told of its plan and of itself.
pub(crate) fn service(item: &ProductItem, facts: &Facts, told: [&Details; 2]) -> Value {
    let Some(template) = Template::of(item) else { return Value::Null };
    let mut service = resolved(&template.item, facts);
    for details in told {
        for (field, text) in details.iter() {
            let known = template.item.get(field.as_str());
            if let Some(known) = known.filter(|known| !is_fact(known))
                && let Ok(value) = serde_json::from_str(text)
                && fits(item, field.as_str(), known, &value)
                && let Some(place) = service.get_mut(field.as_str())
            {
                lay(place, value);
            }
        }
    }
    service
}

/// What stands below a service under a name.
pub(crate) fn view(item: &ProductItem, name: &str, facts: &Facts, told: [&Details; 2]) -> Value {
    let template = Template::of(item).and_then(|template| template.views.get(name));
    let mut answer = template.map(|template| resolved(template, facts)).unwrap_or_default();
    for details in told {
        let value = details.get(name).and_then(|text| serde_json::from_str(text).ok());
        if let Some(value) = value
            && check_detail(item.line, name, &value).is_ok()
        {
            lay(&mut answer, value);
        }
    }
    let found = item.views.iter().find(|one| one.name == name);
    found.map_or(answer.clone(), |one| {
        schema::with_nulls(one.operation.response, item.read.resource.path, answer)
    })
}

/// The detail that says what a service of any line technically is.
const TECHNICAL_DETAILS: &str = "technicalDetails";
const TECHNICAL_MODEL: &str = "services.expanded.TechnicalDetails";

/// What a service of any line technically is, as far as it is told; nulls where nothing is.
pub(crate) fn technical_details(told: [&Details; 2]) -> Value {
    let mut answer = json!({"baremetalServers": null, "nutanixCluster": null});
    for details in told {
        let text = details.get(TECHNICAL_DETAILS);
        if let Some(value) = text.and_then(|text| serde_json::from_str(text).ok())
            && check_technical(&value).is_ok()
        {
            lay(&mut answer, value);
        }
    }
    schema::with_nulls(TECHNICAL_MODEL, "/services", answer)
}

/// What is left out of an object is null, if it can be; the parts of a server and of a cluster can.
fn check_technical(value: &Value) -> Result<(), String> {
    let mut whole = json!({"baremetalServers": null, "nutanixCluster": null});
    lay(&mut whole, value.clone());
    let whole = schema::with_nulls(TECHNICAL_MODEL, "/services", whole);
    let checked = schema::check(TECHNICAL_MODEL, "/services", &whole);
    checked.map_err(|mismatch| mismatch.to_string())
}

/// Whether something can be told of the services of a product line: a field of what a service is, or the name of
/// something below it, and its value, which may be a part of an object.
///
/// # Errors
///
/// What is wrong, what is allowed, and what to do.
pub fn check_detail(line: &str, name: &str, value: &Value) -> Result<(), String> {
    if name == TECHNICAL_DETAILS {
        return check_technical(value);
    }
    let Some((item, template)) =
        ProductItem::of(line).and_then(|item| Some((item, Template::of(item)?)))
    else {
        let lines: Vec<&str> = ITEMS.iter().map(|item| item.line).collect();
        return Err(format!(
            "a {line} has no details; they are for services of {}",
            lines.join(", ")
        ));
    };
    let resource = item.read.resource.path;
    if let Some(view) = item.views.iter().find(|view| view.name == name) {
        let mut whole = template.views.get(name).cloned().unwrap_or_default();
        lay(&mut whole, value.clone());
        let whole = resolved(&whole, &Facts::example());
        let whole = schema::with_nulls(view.operation.response, resource, whole);
        return schema::check(view.operation.response, resource, &whole)
            .map_err(|mismatch| mismatch.to_string());
    }
    let Some(property) = item.fields().iter().find(|field| field.name == name) else {
        let views = item.views.iter().map(|view| view.name);
        let fields = item.fields().iter().filter(|field| can_be_told(template, field.name));
        let known: Vec<&str> = fields.map(|field| field.name).chain(views).collect();
        return Err(format!("a {line} has no {name}; it has {}", known.join(", ")));
    };
    let known = template.item.get(name);
    match known.filter(|known| !is_fact(known)) {
        Some(known) => check_value(resource, property, known, value),
        None => Err(format!("{name} is told by the service itself; leave it out")),
    }
}

fn can_be_told(template: &Template, name: &str) -> bool {
    template.item.get(name).is_some_and(|known| !is_fact(known))
}

fn fits(item: &ProductItem, name: &str, known: &Value, value: &Value) -> bool {
    let property = item.fields().iter().find(|field| field.name == name);
    property.is_some_and(|property| {
        check_value(item.read.resource.path, property, known, value).is_ok()
    })
}

/// Whether a field can have a value, laid over the one it has.
pub(crate) fn check_value(
    resource: &str,
    property: &Property,
    known: &Value,
    value: &Value,
) -> Result<(), String> {
    if value.is_null() && property.nullable {
        return Ok(());
    }
    let mut whole = known.clone();
    lay(&mut whole, value.clone());
    let checked = schema::check(property.data_type, resource, &whole);
    checked.map_err(|mismatch| mismatch.to_string())
}

/// Lays a value over another: objects field by field, everything else whole.
fn lay(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                match below.get_mut(&name) {
                    Some(place) => lay(place, value),
                    None => drop(below.insert(name, value)),
                }
            }
        }
        (below, above) => *below = above,
    }
}

/// Whether a part of a template is a fact of the service, or is chosen by one.
fn is_fact(template: &Value) -> bool {
    match template {
        Value::String(text) => text.starts_with('$'),
        Value::Object(fields) => {
            fields.keys().any(|name| name.starts_with('$')) || fields.values().any(is_fact)
        }
        _ => false,
    }
}

/// A template with its facts filled in.
fn resolved(template: &Value, facts: &Facts) -> Value {
    match template {
        Value::String(text) => match text.strip_prefix('$') {
            Some(fact) => facts.get(fact),
            None => template.clone(),
        },
        Value::Object(fields) => match chosen(fields, facts) {
            Some(value) => value,
            None => Value::Object(
                fields.iter().map(|(name, value)| (name.clone(), resolved(value, facts))).collect(),
            ),
        },
        _ => template.clone(),
    }
}

/// The value of `{"$fact": {…}}`; nothing of any other object.
fn chosen(fields: &Map<String, Value>, facts: &Facts) -> Option<Value> {
    let (name, values) = fields.iter().next()?;
    let fact = name.strip_prefix('$')?;
    if let Some(kind) = values.as_str() {
        return Some(facts.metadata(kind));
    }
    let key = facts.get(fact);
    let value = key.as_str().and_then(|key| values.get(key)).or_else(|| values.get("*"));
    Some(value.cloned().unwrap_or_default())
}
