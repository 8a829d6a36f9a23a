//! The configuration of the official SDKs: `ovh.conf` files and `OVH_…` variables.
//!
//! A pure function of texts and a lookup: which files there are, what they say and what the environment is, the caller
//! knows. Keys are not checked against the server, and values never stand in an error.

mod ini;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

use self::ini::{Entry, IniError};
use crate::{Credentials, Endpoint, InvalidEndpoint, OAuth2Keys, Secret};

/// Where to call, and with which keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the API is.
    pub endpoint: Endpoint,
    /// The keys that are configured. One that is missing is asked for by the first call that needs it.
    pub credentials: Credentials,
    /// A PEM file with certificates of authorities to trust besides the usual ones, for the caller to read into
    /// [`Settings::root_certificates`](crate::Settings::root_certificates).
    pub ca_file: Option<PathBuf>,
}

impl Config {
    /// Reads the configuration.
    ///
    /// `files` are the paths and texts of those configuration files that exist, the most important first; the official
    /// SDKs have `./ovh.conf`, `~/.ovh.conf`, `/etc/ovh.conf`. `variable` looks up a variable of the environment.
    ///
    /// Each value is looked for by itself: first as the variable `OVH_<NAME>`, then in each file, `endpoint` in the
    /// section `[default]`, and everything else in the section that is called as the endpoint is written:
    ///
    /// ```
    /// use perennial_client::Config;
    ///
    /// let text = "[default]\nendpoint = ovh-eu\n[ovh-eu]\napplication_key = one\nconsumer_key = two";
    /// let files = [("/home/alice/.ovh.conf".into(), text.to_owned())];
    /// let variable = |name: &str| (name == "OVH_APPLICATION_KEY").then(|| "three".to_owned());
    ///
    /// let config = Config::resolve(&files, variable)?;
    /// assert_eq!(config.endpoint.to_string(), "https://eu.api.ovh.com/1.0");
    /// assert_eq!(config.credentials.application_key.as_deref(), Some("three"));
    /// assert_eq!(config.credentials.consumer_key.unwrap().reveal(), "two");
    /// # Ok::<(), perennial_client::ConfigError>(())
    /// ```
    ///
    /// The values are `endpoint`, a name or a URL; `application_key`, `application_secret`, `consumer_key`; or,
    /// instead of these, an `access_token`, or `client_id` and `client_secret`; and `ca_file`, which the official SDKs
    /// do not have, a path that starts at the folder of the file it stands in.
    ///
    /// # Errors
    ///
    /// See [`ConfigError`]. A missing key is none: not every call needs all of them.
    pub fn resolve(
        files: &[(PathBuf, String)],
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let files = files
            .iter()
            .map(|(path, text)| Ok((path.as_path(), ini::parse(text).map_err(|e| e.at(path))?)))
            .collect::<Result<Vec<_>, ConfigError>>()?;
        let sources = Sources { files, variable };

        let stated = sources.find("default", "endpoint").ok_or(ConfigError::NoEndpoint)?;
        let endpoint = stated.value.parse().map_err(|fault| {
            let place = stated.place.clone();
            ConfigError::Endpoint { place, fault }
        })?;
        let find = |name| sources.find(&stated.value, name);
        let secret = |name| find(name).map(|found| Secret::new(found.value));
        let oauth2 = match (find("client_id"), find("client_secret")) {
            (Some(id), Some(secret)) => {
                let client_secret = Secret::new(secret.value);
                Some(OAuth2Keys { client_id: id.value, client_secret })
            }
            (None, None) => None,
            // Beside the three keys half a client is no matter.
            (Some(half), None) | (None, Some(half)) => match find("application_key") {
                Some(_) => None,
                None => return Err(ConfigError::OAuth2 { place: half.place }),
            },
        };
        let credentials = Credentials {
            application_key: find("application_key").map(|found| found.value),
            application_secret: secret("application_secret"),
            consumer_key: secret("consumer_key"),
            access_token: secret("access_token"),
            oauth2,
        };
        Ok(Self { endpoint, credentials, ca_file: find("ca_file").map(Found::into_path) })
    }
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a variable of the environment.
    Variable(String),
    /// In a file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, the first being 1.
        line: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => f.write_str(name),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
        }
    }
}

/// The configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Nothing says where the API is.
    #[error(
        "no endpoint is configured: set OVH_ENDPOINT, or endpoint in the section [default] of ovh.conf, to ovh-eu or \
         to a URL such as http://127.0.0.1:8080/1.0"
    )]
    NoEndpoint,
    /// The endpoint is not one.
    #[error("{place}: {fault}")]
    Endpoint {
        /// Where it stands.
        place: Place,
        /// What is wrong with it.
        fault: InvalidEndpoint,
    },
    /// A line of a file cannot be read.
    #[error("{place}: {fault}")]
    Line {
        /// Which line.
        place: Place,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// There are no keys, but half of what an OAuth2 client has.
    #[error(
        "{place}: client_id and client_secret belong together; configure both, or application_key, application_secret \
         and consumer_key"
    )]
    OAuth2 {
        /// Where it stands.
        place: Place,
    },
}

impl IniError {
    fn at(self, path: &Path) -> ConfigError {
        let place = Place::File { path: path.to_owned(), line: self.line };
        ConfigError::Line { place, fault: self.fault }
    }
}

/// Where values are looked for.
struct Sources<'a, V> {
    files: Vec<(&'a Path, Vec<Entry<'a>>)>,
    variable: V,
}

/// A value, and where it was found.
struct Found {
    value: String,
    place: Place,
}

impl<V: Fn(&str) -> Option<String>> Sources<'_, V> {
    /// The first value that is not empty.
    fn find(&self, section: &str, name: &str) -> Option<Found> {
        let variable = format!("OVH_{}", name.to_ascii_uppercase());
        let value = (self.variable)(&variable).map(|value| value.trim().to_owned());
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            return Some(Found { value, place: Place::Variable(variable) });
        }
        self.files.iter().find_map(|(path, entries)| {
            let entry = entries.iter().find(|entry| {
                entry.section == section && entry.name == name && !entry.value.is_empty()
            })?;
            let place = Place::File { path: path.to_path_buf(), line: entry.line };
            Some(Found { value: entry.value.to_owned(), place })
        })
    }
}

impl Found {
    /// The value as a path; a relative one starts where it was written.
    fn into_path(self) -> PathBuf {
        match &self.place {
            Place::File { path, .. } => path.parent().unwrap_or(Path::new("")).join(self.value),
            Place::Variable(_) => self.value.into(),
        }
    }
}
