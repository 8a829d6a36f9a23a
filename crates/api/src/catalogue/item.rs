//! What a product line says of one of its services beyond expiry and renewal: `/vps/{serviceName}` and the paths below
//! it. What it answers is data of the inventory.
//!
//! A line gets such paths by a row of [`ITEMS`] and by the models in the file of the line, as OVHcloud publishes them.

mod dedicated_server;
mod domain;
mod vps;
mod web_hosting;

use super::notation::{fields, path, ro, whole_body};
use super::operation::{Operation, Resource};
use super::shape::{Model, Property, Shape};
use super::{DataType, find_model};
use crate::error::class;

/// What a product line says of one of its services.
#[derive(Debug, Clone, Copy)]
pub struct ProductItem {
    /// The product line, as in its path: `dedicated/server`.
    pub line: &'static str,
    /// Reading the service.
    pub read: Operation,
    /// Changing it.
    pub change: Operation,
    /// What stands below it, each on a path of its own.
    pub views: &'static [View],
}

/// Something on a path of its own below a service: `datacenter` of `/vps/{serviceName}/datacenter`.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The last part of the path: `datacenter`, `specifications/network`.
    pub name: &'static str,
    /// Reading it.
    pub operation: Operation,
}

/// The lines that say more of their services than expiry and renewal, sorted by path.
pub static ITEMS: &[ProductItem] =
    &[dedicated_server::ITEM, domain::ITEM, web_hosting::ITEM, vps::ITEM];

impl ProductItem {
    /// What a line says of its services, if it does.
    pub fn of(line: &str) -> Option<&'static Self> {
        ITEMS.iter().find(|item| item.line == line)
    }

    /// All operations, those of one path together.
    pub fn operations(&'static self) -> impl Iterator<Item = &'static Operation> {
        [&self.read, &self.change].into_iter().chain(self.views.iter().map(|view| &view.operation))
    }

    /// The fields of the service.
    pub fn fields(&self) -> &'static [Property] {
        self.of_model(self.read.response)
    }

    /// The fields that can be written.
    pub fn written_fields(&self) -> impl Iterator<Item = &'static Property> {
        let body = self.change.parameters.iter().find(|parameter| parameter.name.is_none());
        let fields = body.map_or(&[][..], |body| self.of_model(body.data_type));
        fields.iter()
    }

    fn of_model(&self, name: &str) -> &'static [Property] {
        match find_model(self.read.resource.path, name).map(|model| model.shape) {
            Some(Shape::Fields(fields)) => fields,
            _ => &[],
        }
    }
}

impl Property {
    /// Whether values of the field are objects with fields of their own, in the schema file of `resource`.
    pub fn is_object(&self, resource: &str) -> bool {
        match DataType::parse(self.data_type) {
            DataType::Map(_) => true,
            DataType::Model { name, argument: None } => find_model(resource, name)
                .is_some_and(|model| matches!(model.shape, Shape::Fields(_))),
            DataType::Model { argument: Some(_), .. } => true,
            DataType::Primitive(_) | DataType::Array(_) => false,
        }
    }
}

/// Reading a service of a line.
const fn read(resource: Resource, path: &'static str, answer: &'static str) -> Operation {
    resource.get(path, answer, "Read what the service is", NAME)
}

/// Reading something below a service of a line.
const fn view(
    resource: Resource,
    path: &'static str,
    name: &'static str,
    answer: &'static str,
    description: &'static str,
) -> View {
    View { name, operation: resource.get(path, answer, description, NAME) }
}

/// Changing a service of a line. `parameters` are the name and the whole body.
const fn change(
    resource: Resource,
    path: &'static str,
    answer: &'static str,
    parameters: &'static [super::Parameter],
) -> Operation {
    resource
        .put(path, answer, "Change what can be changed about the service", parameters)
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED])
}

const fn named() -> super::Parameter {
    path("serviceName", "string", "Name of the service")
}

const fn whole(model: &'static str) -> super::Parameter {
    whole_body(model, "The service; fields that cannot be written are skipped")
}

const NAME: &[super::Parameter] = &[named()];

/// Under which name policies know the service.
pub(super) const IAM: &[Model] = &[fields(
    "iam.ResourceMetadata",
    "A service as access policies know it",
    &[
        ro("displayName", "string?", "Name that its holder gave it"),
        ro("id", "uuid", "Unique id"),
        ro("tags", "map[string]string?", "Tags, by which lists can be filtered"),
        ro("urn", "string", "Name in policies"),
    ],
)];

pub(super) const VPS: &[Model] = vps::MODELS;
pub(super) const DOMAIN: &[Model] = domain::MODELS;
pub(super) const WEB_HOSTING: &[Model] = web_hosting::MODELS;
pub(super) const DEDICATED_SERVER: &[Model] = dedicated_server::MODELS;
