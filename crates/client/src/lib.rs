//! A client of OVHcloud's API v1, as OVHcloud and Perennial serve it.
//!
//! - [`Client`] has a method for every operation of [`perennial_api::catalogue`], and makes any other [`Call`].
//! - [`Error`] is told apart by what to do about it; after a call that changes something, ask it
//!   [`is_doubtful`](Error::is_doubtful) before making the call again.
//! - [`RetryPolicy`] says what is made again without asking: never what could be done twice.
//! - [`Config`] reads the `ovh.conf` and the variables of the official SDKs.
//!
//! ```no_run
//! use perennial_api::model::RenewRequest;
//! use perennial_client::{Client, Config};
//!
//! # async fn renew(files: &[(std::path::PathBuf, String)], variable: fn(&str) -> Option<String>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::try_new(Config::resolve(files, variable)?.into())?;
//!
//! for description in client.strategies(12345, true).await? {
//!     for strategy in description.strategies {
//!         println!("{} for {}", description.renew_period, strategy.price.text);
//!     }
//! }
//! let request = RenewRequest { dry_run: Some(true), duration: "P1Y".parse()?, services: vec![12345] };
//! let order = client.renew(12345, &request).await?;
//! println!("{} with tax", order.price_with_tax.text);
//! # Ok(())
//! # }
//! ```
//!
//! The wire types are those of `perennial-api`. Nothing of the engine is known here, and nothing of the surroundings is
//! read: no file, no variable; the time of day comes from [`Ambient`], which a test replaces. HTTP proxies and
//! HTTP/2 are not spoken.

mod ambient;
mod answer;
mod call;
mod calls;
mod client;
mod config;
mod credentials;
mod endpoint;
mod error;
mod retry;
mod server_time;
mod settings;
mod tokens;
mod transport;

pub use self::ambient::Ambient;
pub use self::call::{Call, CallName, IdempotencyKey, InvalidCall, InvalidKey, InvalidTarget};
pub use self::calls::{
    BillFilter, ContactChangeFilter, CredentialFilter, DateRange, PaperFilter, PaymentMethodFilter,
    ServiceFilter,
};
pub use self::client::Client;
pub use self::config::{Config, ConfigError, Place};
pub use self::credentials::{Credentials, OAuth2Keys, Secret};
pub use self::endpoint::{Endpoint, InvalidEndpoint};
pub use self::error::{Cause, Error, MissingKey, Refusal};
pub use self::retry::RetryPolicy;
pub use self::settings::{Settings, Timeouts};
pub use self::transport::SetupError;
