//! OVHcloud's API v1 on the wire.
//!
//! Five things, none of which does IO, reads a clock or knows the domain of the engine:
//!
//! - [`catalogue`]: one static table of every operation and model that this version speaks;
//! - [`schema`]: the self-description served at `/1.0/`, made from that table, and a check of JSON values against it;
//! - [`sign`]: the three-key request signature, both directions;
//! - [`error`]: the error body, its published codes, messages and classes;
//! - [`model`]: the JSON bodies as Rust types, the same for a server and for a client.
//!
//! The wire is a contract of its own. It follows the schemas that OVHcloud publishes at `https://eu.api.ovh.com/1.0/`
//! and not the types of the engine: whoever joins the two converts.

pub mod catalogue;
pub mod error;
pub mod model;
pub mod schema;
pub mod sign;
