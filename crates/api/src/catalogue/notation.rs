//! The words in which the tables are written, so that an operation is a few lines and a field is one.
//!
//! All are `const`, and only for the tables of this module: the catalogue is closed.

use super::operation::{Location, Method, Operation, Parameter, Resource, Status};
use super::shape::{Model, Property, Shape};

impl Resource {
    pub(super) const fn get(
        self,
        path: &'static str,
        response: &'static str,
        description: &'static str,
        parameters: &'static [Parameter],
    ) -> Operation {
        self.operation(Method::Get, path, response, description, parameters)
    }

    pub(super) const fn post(
        self,
        path: &'static str,
        response: &'static str,
        description: &'static str,
        parameters: &'static [Parameter],
    ) -> Operation {
        self.operation(Method::Post, path, response, description, parameters)
    }

    pub(super) const fn put(
        self,
        path: &'static str,
        response: &'static str,
        description: &'static str,
        parameters: &'static [Parameter],
    ) -> Operation {
        self.operation(Method::Put, path, response, description, parameters)
    }

    pub(super) const fn delete(
        self,
        path: &'static str,
        response: &'static str,
        description: &'static str,
        parameters: &'static [Parameter],
    ) -> Operation {
        self.operation(Method::Delete, path, response, description, parameters)
    }

    const fn operation(
        self,
        method: Method,
        path: &'static str,
        response: &'static str,
        description: &'static str,
        parameters: &'static [Parameter],
    ) -> Operation {
        Operation {
            method,
            path,
            resource: self,
            description,
            authentication: true,
            parameters,
            response,
            status: Status::Production,
            iam_action: None,
            refusals: &[],
        }
    }
}

impl Operation {
    pub(super) const fn without_authentication(mut self) -> Self {
        self.authentication = false;
        self
    }

    pub(super) const fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    pub(super) const fn iam(mut self, action: &'static str) -> Self {
        self.iam_action = Some(action);
        self
    }

    pub(super) const fn refuses(mut self, classes: &'static [&'static str]) -> Self {
        self.refusals = classes;
        self
    }
}

/// A variable of the path.
pub(super) const fn path(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter { name: Some(name), data_type, location: Location::Path, required: true, description }
}

/// An optional query parameter. No operation of this version requires one.
pub(super) const fn query(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter {
        name: Some(name),
        data_type,
        location: Location::Query,
        required: false,
        description,
    }
}

/// A required field of the body.
pub(super) const fn body(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter { name: Some(name), data_type, location: Location::Body, required: true, description }
}

/// A field of the body that may be left out or null.
pub(super) const fn optional(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter { required: false, ..body(name, data_type, description) }
}

/// The whole body.
pub(super) const fn whole_body(data_type: &'static str, description: &'static str) -> Parameter {
    Parameter { name: None, data_type, location: Location::Body, required: true, description }
}

// -- models

pub(super) const fn fields(
    id: &'static str,
    description: &'static str,
    properties: &'static [Property],
) -> Model {
    Model { id, description, shape: Shape::Fields(properties) }
}

pub(super) const fn values(
    id: &'static str,
    description: &'static str,
    values: &'static [&'static str],
) -> Model {
    Model { id, description, shape: Shape::Enum(values) }
}

/// A field that a write ignores. A type that ends in `?` may be null.
pub(super) const fn ro(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Property {
    Property { read_only: true, ..rw(name, data_type, description) }
}

/// A field that is not marked read-only. A type that ends in `?` may be null.
pub(super) const fn rw(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Property {
    let (data_type, nullable) = match data_type.as_bytes().split_last() {
        Some((b'?', rest)) => (data_type.split_at(rest.len()).0, true),
        _ => (data_type, false),
    };
    Property { name, data_type, nullable, read_only: false, required: false, description }
}

/// A field that a request must have.
pub(super) const fn required(
    name: &'static str,
    data_type: &'static str,
    description: &'static str,
) -> Property {
    Property { required: true, ..rw(name, data_type, description) }
}
