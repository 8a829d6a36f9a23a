//! Which server to call and with which keys: the configuration of the official SDKs, and two arguments.
//!
//! Keys are never arguments, which everybody on the machine can read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use perennial_client::{
    Client, Config, ConfigError, Credentials, Endpoint, InvalidEndpoint, Settings,
};

use super::words::list;
use crate::failure::{Exit, Failure};

/// Where keys come from, for the help text of each command.
pub(super) const KEYS: &str = "\
Keys: OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY, or application_key,
application_secret and consumer_key in ovh.conf, in the section that is called as the endpoint is
written, as for OVHcloud's SDKs; or of an OAuth2 client OVH_CLIENT_ID and OVH_CLIENT_SECRET, or a
token in OVH_ACCESS_TOKEN. ca_file there names certificates to trust besides the usual ones.";

/// Which server to call.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Server")]
pub(super) struct ConnectArgs {
    /// Where the API is: a URL, or a name such as ovh-eu
    /// [default: OVH_ENDPOINT, or endpoint in the section default of ovh.conf]
    #[arg(long, value_name = "URL|NAME", value_parser = endpoint)]
    endpoint: Option<String>,
    /// The configuration file, instead of those that there are; variables still come first
    /// [default: ./ovh.conf, ~/.ovh.conf and /etc/ovh.conf, the first that has a value]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// A server, ready to be called.
#[derive(Debug)]
pub(super) struct Server {
    /// Calls it.
    pub(super) client: Client,
    /// Whether it may heed idempotency keys. OVHcloud's own does not.
    pub(super) may_heed_keys: bool,
}

/// Checked here so that the error names the argument; kept as it is written, because sections are called so.
fn endpoint(text: &str) -> Result<String, InvalidEndpoint> {
    text.parse::<Endpoint>().map(|_| text.trim().to_owned())
}

impl ConnectArgs {
    /// Finds out which server is meant. Calls nothing yet.
    pub(super) fn connect(&self) -> Result<Server, Failure> {
        let files = self.files()?;
        let variable = |name: &str| match (name, &self.endpoint) {
            ("OVH_ENDPOINT", Some(endpoint)) => Some(endpoint.clone()),
            _ => std::env::var(name).ok(),
        };
        let config = Config::resolve(&files.read, variable).map_err(not_configured)?;
        if let Some(problem) = missing_keys(&config.credentials) {
            let text = format!("not configured for {}: {}", config.endpoint, problem.what);
            let hint = format!("{}\n  {}", problem.hint, files.told());
            return Err(Failure::new(Exit::NotAllowed, text).with_hint(hint));
        }
        let may_heed_keys = !is_ovhcloud(&config.endpoint);
        let root_certificates = config.ca_file.as_deref().map(certificates).transpose()?;
        let settings = Settings { root_certificates, ..config.into() };
        let client =
            Client::try_new(settings).map_err(|error| Failure::failed(with_causes(error)))?;
        Ok(Server { client, may_heed_keys })
    }

    fn files(&self) -> Result<Files, Failure> {
        if let Some(path) = &self.config {
            let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
            return Ok(Files { read: vec![(path.clone(), text)], others: Vec::new() });
        }
        let home = std::env::home_dir().map(|home| home.join(".ovh.conf"));
        let usual = [Some("ovh.conf".into()), home, Some("/etc/ovh.conf".into())];
        Ok(Files::usual(usual.into_iter().flatten()))
    }
}

/// The configuration files.
#[derive(Debug, Default)]
struct Files {
    /// Those that were read.
    read: Vec<(PathBuf, String)>,
    /// Those that could have been there, and why they were not read.
    others: Vec<(PathBuf, io::Error)>,
}

impl Files {
    /// One that cannot be read is passed over, as the official SDKs do: it may be that of somebody else.
    fn usual(paths: impl Iterator<Item = PathBuf>) -> Self {
        let mut files = Self::default();
        for path in paths {
            match fs::read_to_string(&path) {
                Ok(text) => files.read.push((path, text)),
                Err(error) => files.others.push((path, error)),
            }
        }
        files
    }

    /// Which files were read and which were not.
    fn told(&self) -> String {
        let read = self.read.iter().map(|(path, _)| path.display().to_string());
        let others = self.others.iter().map(|(path, error)| match error.kind() {
            io::ErrorKind::NotFound => format!("{} (not there)", path.display()),
            kind => format!("{} (not readable: {kind})", path.display()),
        });
        format!("configuration files: {}", list(read.chain(others)))
    }
}

/// What is missing, and where to set it.
#[derive(Debug)]
struct Missing {
    what: String,
    hint: String,
}

fn missing_keys(credentials: &Credentials) -> Option<Missing> {
    let Credentials { application_key, application_secret, consumer_key, access_token, oauth2 } =
        credentials;
    if application_key.is_none() && (access_token.is_some() || oauth2.is_some()) {
        return None;
    }
    let keys = [
        ("application_key", application_key.is_none()),
        ("application_secret", application_secret.is_none()),
        ("consumer_key", consumer_key.is_none()),
    ];
    let missing = keys.iter().filter(|(_, missing)| *missing).map(|(name, _)| *name);
    let missing: Vec<&str> = missing.collect();
    if missing.is_empty() {
        return None;
    }
    let variables = missing.iter().map(|name| format!("OVH_{}", name.to_uppercase()));
    let hint = format!(
        "set {}, or {} in the section of ovh.conf that is called as the endpoint is written",
        list(variables),
        list(&missing)
    );
    Some(Missing { what: list(&missing), hint })
}

fn not_configured(error: ConfigError) -> Failure {
    match error {
        ConfigError::NoEndpoint => Failure::new(Exit::Usage, "no endpoint is configured").with_hint(
            "give --endpoint, set OVH_ENDPOINT, or write endpoint into the section [default] of ovh.conf: ovh-eu, or a URL \
             such as http://127.0.0.1:8080/1.0",
        ),
        ConfigError::OAuth2 { .. } => Failure::new(Exit::NotAllowed, error),
        error => Failure::failed(error),
    }
}

fn certificates(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| unreadable(path, &error).with_hint("ca_file names it"))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("{} cannot be read: {error}", path.display()))
}

fn with_causes(error: impl Into<anyhow::Error>) -> String {
    format!("{:#}", error.into())
}

/// Whether the address is one of those that the official SDKs know by name.
fn is_ovhcloud(endpoint: &Endpoint) -> bool {
    Endpoint::names().any(|name| name.parse().as_ref() == Ok(endpoint))
}

#[cfg(test)]
mod tests {
    use perennial_client::Secret;

    use super::*;

    #[test]
    fn what_is_missing_is_named_at_once() {
        let none = missing_keys(&Credentials::default()).unwrap();
        assert_eq!(none.what, "application_key, application_secret, consumer_key");
        let mut keys = Credentials {
            application_key: Some("key".to_owned()),
            application_secret: Some(Secret::new("secret")),
            ..Credentials::default()
        };
        let one = missing_keys(&keys).unwrap();
        assert_eq!(one.what, "consumer_key");
        assert_eq!(
            one.hint,
            "set OVH_CONSUMER_KEY, or consumer_key in the section of ovh.conf that is called as the endpoint is written"
        );
        keys.consumer_key = Some(Secret::new("consumer"));
        assert!(missing_keys(&keys).is_none());
        let access_token = Some(Secret::new("token"));
        assert!(missing_keys(&Credentials { access_token, ..Credentials::default() }).is_none());
    }

    #[test]
    fn ovhcloud_is_known_by_its_addresses() {
        for (endpoint, expected) in [
            ("ovh-eu", true),
            ("https://eu.api.ovh.com/1.0/", true),
            ("https://renew.example.com/1.0", false),
            ("http://127.0.0.1:8080", false),
        ] {
            assert_eq!(is_ovhcloud(&endpoint.parse().unwrap()), expected, "{endpoint}");
        }
    }
}
