//! One call, before it is sent: method, path, query, body.
//!
//! Names are percent-encoded exactly once, here, and what comes out is signed and sent byte for byte. Whether the API
//! has such a call is not asked.

mod key;
mod target;
#[cfg(test)]
mod tests;

use std::fmt;

use bytes::Bytes;
use perennial_api::catalogue::Method;
use serde::Serialize;

pub use self::key::{IdempotencyKey, InvalidKey};
pub use self::target::InvalidTarget;
pub(crate) use self::target::check_target;
use self::target::encode;

/// A call: a method on a path, and what goes with it.
///
/// The path is a template whose variables are filled in order, or a path that is percent-encoded already, with a query
/// or without. A mistake is reported when the call is sent.
///
/// ```
/// use perennial_client::Call;
///
/// let call = Call::get("/service/{serviceId}/renew").segment(12345).query("includeOptions", true);
/// assert_eq!(call.target(), "/service/12345/renew?includeOptions=true");
///
/// let odd = Call::get("/vps/{serviceName}").segment("a/b é").query("q", "1 + 1 = 2");
/// assert_eq!(odd.target(), "/vps/a%2Fb%20%C3%A9?q=1%20%2B%201%20%3D%202");
/// ```
#[derive(Clone)]
pub struct Call {
    pub(crate) name: CallName,
    query: String,
    pub(crate) body: Bytes,
    pub(crate) signing: Signing,
    pub(crate) key: Option<IdempotencyKey>,
    fault: Option<InvalidCall>,
}

/// Which keys a call carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signing {
    /// None.
    Nothing,
    /// The application key, unsigned.
    Application,
    /// All, and the signature.
    Full,
}

/// A method and a path, by which errors name a call. Without the query, which may be long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallName {
    /// The method.
    pub method: Method,
    /// The path, percent-encoded, without base path.
    pub path: String,
    /// Whether the call only asks what would come of it, and changes nothing whatever its method.
    pub is_dry_run: bool,
}

impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What is wrong with a call that was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidCall {
    /// A path that cannot stand in a request.
    #[error(transparent)]
    Target(#[from] InvalidTarget),
    /// More values than the path has variables.
    #[error("its path has fewer variables than values")]
    NoVariable,
    /// An empty value, `.` or `..`: the path would be another one.
    #[error("a value for its path is empty, or consists of dots: give the name or id of an object")]
    EmptySegment,
    /// The body has no JSON form.
    #[error("its body cannot be written as JSON: {0}")]
    Body(String),
    /// A query parameter has no JSON form.
    #[error("its query cannot be written as JSON: {0}")]
    Query(String),
    /// A key that cannot stand in a header.
    #[error(
        "{0} has a character that no key has, such as a line break or a letter with an accent: copy it again"
    )]
    Header(&'static str),
}

impl Call {
    /// A call of any method. See the type for what a path may be.
    pub fn new(method: Method, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            name: CallName { method, path: path.to_owned(), is_dry_run: false },
            query: query.to_owned(),
            body: Bytes::new(),
            signing: Signing::Full,
            key: None,
            fault: None,
        }
    }

    /// A call that reads.
    pub fn get(path: &str) -> Self {
        Self::new(Method::Get, path)
    }

    /// A call that creates or does something.
    pub fn post(path: &str) -> Self {
        Self::new(Method::Post, path)
    }

    /// A call that changes an object.
    pub fn put(path: &str) -> Self {
        Self::new(Method::Put, path)
    }

    /// A call that removes an object.
    pub fn delete(path: &str) -> Self {
        Self::new(Method::Delete, path)
    }

    /// Fills the next variable of the path. The value is one segment, whatever characters it has.
    #[must_use]
    pub fn segment(mut self, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        if matches!(value.as_str(), "" | "." | "..") {
            return self.fault(InvalidCall::EmptySegment);
        }
        // An encoded value has no brace, so the first one is that of the next variable.
        let filled = self.name.path.split_once('{').and_then(|(before, rest)| {
            let (_, after) = rest.split_once('}')?;
            Some(format!("{before}{}{after}", encode(&value)))
        });
        match filled {
            Some(path) => self.name.path = path,
            None => return self.fault(InvalidCall::NoVariable),
        }
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.extend([&encode(name), "=", &encode(&value.to_string())]);
        self
    }

    /// Adds a query parameter if there is a value for it.
    #[must_use]
    pub fn optional_query(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Adds a query parameter, written as JSON.
    #[must_use]
    pub fn json_query(self, name: &str, value: &impl Serialize) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => self.query(name, text),
            Err(error) => self.fault(InvalidCall::Query(error.to_string())),
        }
    }

    /// Gives the call a body, written as JSON.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = bytes.into(),
            Err(error) => return self.fault(InvalidCall::Body(error.to_string())),
        }
        self
    }

    /// Gives the call a key by which the server knows it again: the same call with the same key is done once. Perennial
    /// heeds it on calls that create something; OVHcloud's API does not know such keys.
    #[must_use]
    pub fn key(mut self, key: &IdempotencyKey) -> Self {
        self.key = Some(key.clone());
        self
    }

    /// Says that the call only asks what would come of it. It is then repeated like a GET, and leaves no doubt behind.
    /// The body has to say so too: the server knows nothing of this.
    #[must_use]
    pub fn dry_run(mut self) -> Self {
        self.name.is_dry_run = true;
        self
    }

    /// Sends the call without any key, as operations want it that are marked `noAuthentication`.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.signing = Signing::Nothing;
        self
    }

    /// Sends the call with the application key alone, as asking for a credential wants it.
    #[must_use]
    pub fn application_only(mut self) -> Self {
        self.signing = Signing::Application;
        self
    }

    /// Path and query as they would be sent, without base path.
    pub fn target(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.name.path, self.query)
    }

    /// The target, if the call can be sent.
    pub(crate) fn checked_target(&self) -> Result<String, InvalidCall> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let target = self.target();
        check_target(&target)?;
        Ok(target)
    }

    /// Keeps the first mistake: the later ones mostly follow from it.
    fn fault(mut self, fault: InvalidCall) -> Self {
        self.fault.get_or_insert(fault);
        self
    }
}

impl fmt::Debug for Call {
    /// Shows the name alone: a body may hold what a log must not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("name", &self.name).finish_non_exhaustive()
    }
}
