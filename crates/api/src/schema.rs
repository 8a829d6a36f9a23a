//! The self-description of the API: an index at `/1.0/`, and one schema file per resource at `/1.0/<resource>.json`.
//!
//! Both are made from the [`catalogue`](crate::catalogue), with the keys that OVHcloud publishes, so that consoles and
//! code generators written for it work. [`openapi()`] says the same for the tools of everybody else, and [`yaml()`] writes
//! any of them in another form. Serving them is not done here.
//!
//! [`check`](fn@check) reads the same tables the other way: it says whether a JSON value is what the schema promises.
//!
//! ```
//! use perennial_api::schema;
//! use serde_json::json;
//!
//! let index = schema::index("https://renew.example.com/1.0");
//! assert_eq!(index["apis"][0]["schema"], "{path}.{format}");
//!
//! let file = schema::schema("/service", "https://renew.example.com/1.0").unwrap();
//! assert_eq!(file["apis"][0]["operations"][0]["responseType"], "long[]");
//!
//! assert!(schema::check("long[]", "/service", &json!([12345, 67890])).is_ok());
//! let error = schema::check("long[]", "/service", &json!([12345, "67890"])).unwrap_err();
//! assert_eq!(error.to_string(), r#"at $[1]: expected long, found "67890""#);
//! ```

mod check;
mod compact;
mod document;
mod example;
mod nulls;
mod openapi;
#[cfg(test)]
mod tests;
mod yaml;

pub use self::check::{Mismatch, check};
pub use self::compact::{body_example, compact};
pub use self::document::{index, schema};
pub use self::nulls::with_nulls;
pub use self::openapi::openapi;
pub use self::yaml::yaml;
