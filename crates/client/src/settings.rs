//! Everything a client is made from, as plain values.
//!
//! Nothing is read here: an `ovh.conf` is read by [`Config`], files and variables by whoever calls.

use std::fmt;
use std::time::Duration;

use crate::{Ambient, Config, Credentials, Endpoint, RetryPolicy};

/// What a [`Client`](crate::Client) is made from.
///
/// ```
/// use perennial_client::{Client, Credentials, Settings};
///
/// let credentials = Credentials { application_key: Some("key".to_owned()), ..Credentials::default() };
/// let settings = Settings { credentials, ..Settings::new("ovh-eu".parse()?) };
/// let client = Client::try_new(settings)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Settings {
    /// Where the API is.
    pub endpoint: Endpoint,
    /// Who calls.
    pub credentials: Credentials,
    /// Certificates of authorities that are trusted besides the bundled ones: one or more, in PEM.
    pub root_certificates: Option<Vec<u8>>,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// What to make again.
    pub retry: RetryPolicy,
    /// The longest answer that is read, in bytes.
    pub answer_bytes_max: usize,
    /// Time of day and randomness.
    pub ambient: Ambient,
}

/// How long a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until there is a connection, TLS included. After it nothing was sent. Less than `total`, or it is never reached.
    pub connect: Duration,
    /// Until the last byte of the answer. After it the call may have been carried out.
    pub total: Duration,
}

impl Default for Timeouts {
    /// 10 seconds to connect; 60 in all, because paying an order takes a while.
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), total: Duration::from_secs(60) }
    }
}

/// The longest answer that is read unless something else is set: 64 MiB.
const ANSWER_BYTES_MAX: usize = 64 << 20;

impl Settings {
    /// A client of this API, without keys, and with the default for everything else.
    pub fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            credentials: Credentials::default(),
            root_certificates: None,
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            answer_bytes_max: ANSWER_BYTES_MAX,
            ambient: Ambient::system(),
        }
    }
}

impl From<Config> for Settings {
    /// Endpoint and keys of the configuration. The file that [`Config::ca_file`] names is for the caller to read.
    fn from(config: Config) -> Self {
        Self { credentials: config.credentials, ..Self::new(config.endpoint) }
    }
}

impl fmt::Debug for Settings {
    /// Leaves out the certificates: such a file sometimes has a private key in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("endpoint", &self.endpoint)
            .field("credentials", &self.credentials)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("answer_bytes_max", &self.answer_bytes_max)
            .finish_non_exhaustive()
    }
}
