//! Serving HTTP: the arguments of it, and one server from its first call to its last.

use std::io;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::RangedU64ValueParser;
use perennial_api::sign::PublicUrl;
use perennial_engine::Engine;
use perennial_server::{ListenError, Listener, Origin, ServerSettings, TlsFiles};

use super::self_signed;
use super::stop::Stop;
use crate::failure::{Exit, Failure};

/// How to serve.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "HTTP")]
pub(crate) struct HttpArgs {
    /// A URL by which clients call the server, if it is another than where it listens (behind a proxy);
    /// may be repeated, and links in answers use the first
    #[arg(long, value_name = "URL")]
    public_url: Vec<PublicUrl>,
    /// The certificate for HTTPS with those that vouch for it, PEM
    #[arg(long, alias = "tls-cert", value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// HTTPS with a certificate that nobody vouches for, for tests: kept in this folder, and made if it is not there
    /// [default folder: perennial-tls]
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = "perennial-tls")]
    #[arg(conflicts_with_all = ["tls_certificate", "tls_key"])]
    tls_self_signed: Option<PathBuf>,
    /// Believe the last entry of X-Forwarded-For; only behind a proxy that sets it
    #[arg(long)]
    trust_forwarded_for: bool,
    /// The largest body of a request, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024, value_parser = body_bytes())]
    body_bytes_max: usize,
    /// The most requests at once; more are asked to come again
    #[arg(long, value_name = "COUNT", default_value_t = 1024, value_parser = requests())]
    requests_max: usize,
    /// An origin whose pages a browser lets call the API.
    #[arg(long, value_name = "URL", help = CORS_ORIGIN)]
    cors_origin: Vec<Origin>,
    /// The most calls of one credential a second; more are answered 429. A batch or a page is one call
    /// [default: as many as come]
    #[arg(long, value_name = "COUNT")]
    rate_limit: Option<NonZeroU32>,
}

/// With an example, which would have to be a link in a comment.
const CORS_ORIGIN: &str = "An origin whose pages a browser lets call the API, such as https://console.example.com; \
                           may be repeated [default: none]";

fn body_bytes() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1024..=1 << 30)
}

fn requests() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..=1_000_000)
}

/// A server that has its address and answers nobody yet.
#[derive(Debug)]
pub(super) struct Bound {
    listener: Listener,
    settings: ServerSettings,
}

impl HttpArgs {
    /// Takes the address.
    pub(super) async fn bind(&self, listen: &str) -> Result<Bound, Failure> {
        let tls = self.tls_files()?;
        let listener = Listener::bind(listen, tls.as_ref()).await.map_err(not_bound)?;
        let settings = ServerSettings {
            public_urls: self.public_url.clone(),
            trust_forwarded_for: self.trust_forwarded_for,
            body_bytes_max: self.body_bytes_max,
            requests_max: self.requests_max,
            cors_origins: self.cors_origin.clone(),
            rate_limit: self.rate_limit,
            ..ServerSettings::new(listener.local_url())
        };
        Ok(Bound { listener, settings })
    }

    /// The files of the certificate, if HTTPS is spoken. Makes those that are to be made.
    pub(super) fn tls_files(&self) -> Result<Option<TlsFiles>, Failure> {
        if let Some(folder) = &self.tls_self_signed {
            return self_signed::files(folder, &self.public_url).map(Some);
        }
        let files = self.tls_certificate.clone().zip(self.tls_key.clone());
        Ok(files.map(|(certificate, key)| TlsFiles { certificate, key }))
    }
}

impl Bound {
    /// The URL that clients are given as endpoint: the first public one, or the local one.
    pub(super) fn endpoint(&self) -> String {
        let public = self.settings.public_urls.first().map(ToString::to_string);
        format!("{}/1.0", public.unwrap_or_else(|| self.settings.local_url.clone()))
    }

    /// Serves until the order to stop, and then until everything under way is done.
    pub(super) async fn serve(self, engine: &Arc<Engine>, stop: &Stop) {
        let worker = tokio::spawn({
            let (engine, stop) = (Arc::clone(engine), stop.clone());
            async move { engine.work(stop.ordered()).await }
        });
        let router = perennial_server::router(Arc::clone(engine), self.settings);
        self.listener.serve(router, stop.clone().ordered()).await;
        if let Err(error) = worker.await {
            tracing::error!(%error, "background work broke off");
        }
        engine.finish().await;
    }
}

fn not_bound(error: ListenError) -> Failure {
    let (exit, hint) = match &error {
        ListenError::Address { source, .. } => match source.kind() {
            io::ErrorKind::AddrInUse => (
                Exit::Failed,
                "another program listens there; choose another port with --listen (port 0 is any free one)",
            ),
            io::ErrorKind::PermissionDenied => (
                Exit::Failed,
                "ports below 1024 are for the superuser; choose another with --listen",
            ),
            io::ErrorKind::InvalidInput => {
                (Exit::Usage, "write --listen as an address and a port, such as 127.0.0.1:8080")
            }
            _ => (Exit::Failed, "--listen takes an address of this machine and a port"),
        },
        ListenError::Certificate { .. } => (
            Exit::Failed,
            "--tls-certificate and --tls-key take PEM files: the certificates first to last, and the key of the first",
        ),
    };
    Failure::new(exit, error).with_hint(hint)
}
