//! What one row of the catalogue says about an operation.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::error::class;

/// The HTTP methods of API v1. There is no PATCH.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or does something.
    Post,
    /// Changes an object.
    Put,
    /// Removes an object.
    Delete,
}

impl Method {
    /// The method as it stands in a request line and in a signature: upper case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not one of the four methods of API v1 in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a method of this API; use GET, POST, PUT or DELETE")]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(text: &str) -> Result<Self, UnknownMethod> {
        [Self::Get, Self::Post, Self::Put, Self::Delete]
            .into_iter()
            .find(|method| method.as_str() == text)
            .ok_or(UnknownMethod)
    }
}

/// A family of paths that is published as one schema file, `/me` as `/1.0/me.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    /// The path of the family, without a base path: `/dedicated/server`.
    pub path: &'static str,
    /// One line for the index.
    pub description: &'static str,
}

/// One operation: a method on a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method.
    pub method: Method,
    /// The path template without a base path, variables in braces: `/service/{serviceId}/renew`.
    pub path: &'static str,
    /// The schema file in which the operation is published.
    pub resource: Resource,
    /// One line for readers of the schema and of the console.
    pub description: &'static str,
    /// Whether the request must be signed. `false` is published as `noAuthentication: true`.
    pub authentication: bool,
    /// Path variables, query parameters and body fields.
    pub parameters: &'static [Parameter],
    /// The type of a successful answer; `void` is the JSON value `null`.
    pub response: &'static str,
    /// How far the operation may be relied on.
    pub status: Status,
    /// The name under which an access policy grants the operation, if OVHcloud publishes one.
    pub iam_action: Option<&'static str>,
    /// Error classes that this operation has beyond those that follow from its parameters. See [`Operation::errors`].
    pub refusals: &'static [&'static str],
}

impl Operation {
    /// The error classes a caller should expect: `NotFound` where the path has a variable, `BadRequest` where there is
    /// something else to get wrong, and the operation's own [`refusals`](Self::refusals).
    pub fn errors(&self) -> impl Iterator<Item = &'static str> {
        let has = |wanted: fn(Location) -> bool| self.parameters.iter().any(|p| wanted(p.location));
        let not_found = has(|location| location == Location::Path).then_some(class::NOT_FOUND);
        let bad_request = has(|location| location != Location::Path).then_some(class::BAD_REQUEST);
        not_found.into_iter().chain(bad_request).chain(self.refusals.iter().copied())
    }
}

/// One parameter of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The name, case-sensitive. `None`: the whole body is one value of this type.
    pub name: Option<&'static str>,
    /// The full type, with its alias if it has one: `coreTypes.ServiceId:long`.
    pub data_type: &'static str,
    /// Where the parameter stands. Named body parameters are the fields of one flat JSON object.
    pub location: Location,
    /// Whether a request without it is refused.
    pub required: bool,
    /// One line.
    pub description: &'static str,
}

/// Where a parameter stands in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// A variable of the path template.
    Path,
    /// The query string.
    Query,
    /// The JSON body.
    Body,
}

/// How far an operation may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Stable.
    Production,
    /// May change. OVHcloud has had its renewal routes in this state since 2018.
    Beta,
    /// Announced to go.
    Deprecated {
        /// When it was announced.
        deprecated_on: Date,
        /// When it may go.
        deletion_on: Date,
        /// The path to use instead.
        replacement: &'static str,
    },
}
