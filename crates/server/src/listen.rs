//! The listener: accepts connections within bounds, and stops without breaking any off.
//!
//! HTTP/1.1, with or without TLS. Slow senders of headers are cut off, headers and connections are bounded, and at
//! shutdown every call that is under way is answered.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::gate::{Crowded, Peer};

/// How long the headers of a request may take, and how long a connection may be idle.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// How long the handshake of TLS may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
/// Bytes of headers after which no more are waited for.
const HEADER_BYTES: usize = 64 * 1024;
/// Headers of one request.
const HEADERS: usize = 100;
/// Connections at once.
const CONNECTIONS: usize = 10_000;
/// Connections above those that are told so. Still others are closed without a word.
const TURNED_AWAY: usize = 1_000;
/// How long calls under way may take after the order to stop.
const STOP_WITHIN: Duration = Duration::from_secs(65);

/// The files of a certificate.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The certificate with those that vouch for it, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// Why a server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address cannot be used.
    #[error("cannot listen on {address}: {source}")]
    Address {
        /// The address.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// The certificate cannot be used.
    #[error("{file} cannot be used for TLS: {reason}")]
    Certificate {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
}

/// A bound address, ready to serve.
pub struct Listener {
    tcp: TcpListener,
    tls: Option<TlsAcceptor>,
    address: SocketAddr,
    connections_max: usize,
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Listener {
    /// Binds an address such as `127.0.0.1:8080`; port 0 is any free one.
    ///
    /// # Errors
    ///
    /// [`ListenError`] when the address or the certificate cannot be used.
    pub async fn bind(address: &str, tls: Option<&TlsFiles>) -> Result<Self, ListenError> {
        let error = |source| ListenError::Address { address: address.to_owned(), source };
        let tls = tls.map(acceptor).transpose()?;
        let tcp = TcpListener::bind(address).await.map_err(error)?;
        let address = tcp.local_addr().map_err(error)?;
        Ok(Self { tcp, tls, address, connections_max: CONNECTIONS })
    }

    /// Bounds the connections at once; 10,000 unless said otherwise.
    #[must_use]
    pub const fn with_connections_max(mut self, connections: usize) -> Self {
        self.connections_max = connections;
        self
    }

    /// The address, with the port that was found.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL at which this machine reaches the server.
    #[must_use]
    pub fn local_url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        // An address that stands for all of this machine is none that can be called.
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        format!("{scheme}://{}", SocketAddr::new(ip, self.address.port()))
    }

    /// Serves until `stop` ends, and then until every call under way is answered.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(self.connections_max));
        let beyond = Arc::new(Semaphore::new(TURNED_AWAY));
        tokio::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                accepted = self.tcp.accept() => accepted,
            };
            let (stream, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: others will close soon.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let place = Arc::clone(&places).try_acquire_owned();
            let crowded = place.is_err();
            let Ok(place) = place.or_else(|_| Arc::clone(&beyond).try_acquire_owned()) else {
                continue;
            };
            let peer = Peer { address: address.ip().to_canonical(), tls: self.tls.is_some() };
            let (router, watcher) = (router.clone(), graceful.watcher());
            let connection = Connection { router, peer, crowded, watcher };
            let tls = self.tls.clone();
            tokio::spawn(async move {
                connection.run(stream, tls).await;
                drop(place);
            });
        }
        drop(self.tcp);
        if tokio::time::timeout(STOP_WITHIN, graceful.shutdown()).await.is_err() {
            tracing::warn!("some calls were still under way when the server stopped");
        }
    }
}

/// One connection.
struct Connection {
    router: Router,
    peer: Peer,
    /// It is one too many: its request is refused, and then it is closed.
    crowded: bool,
    watcher: Watcher,
}

impl Connection {
    async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are small and complete: waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        match tls {
            None => self.serve(stream).await,
            Some(acceptor) => {
                match tokio::time::timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await {
                    Ok(Ok(stream)) => self.serve(stream).await,
                    Ok(Err(error)) => tracing::debug!(%error, "no TLS with a client"),
                    Err(_) => tracing::debug!("a client did not finish its handshake"),
                }
            }
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let (peer, crowded) = (self.peer, self.crowded);
        let service = self.router.map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            if crowded {
                request.extensions_mut().insert(Crowded);
            }
            request.map(Body::new)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN)
            .keep_alive(!crowded)
            .max_buf_size(HEADER_BYTES)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor, ListenError> {
    let unusable = |file: &PathBuf, reason: &dyn std::fmt::Display| {
        let (file, reason) = (file.display().to_string(), reason.to_string());
        ListenError::Certificate { file, reason }
    };
    let certificates = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unusable(&files.certificate, &error))?;
    if certificates.is_empty() {
        return Err(unusable(&files.certificate, &"there is no certificate in it"));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| match error {
        pem::Error::NoItemsFound => {
            let reason = "there is no private key in it, or one that is locked with a password";
            unusable(&files.key, &reason)
        }
        error => unusable(&files.key, &error),
    })?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&files.certificate, &error))?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                let reason = format!("its key is not that in {}", files.key.display());
                unusable(&files.certificate, &reason)
            }
            error => unusable(&files.certificate, &error),
        })?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_local_url_can_be_called() {
        for (listen, expected) in
            [("127.0.0.1:0", "http://127.0.0.1"), ("0.0.0.0:0", "http://127.0.0.1")]
        {
            let listener = Listener::bind(listen, None).await.unwrap();
            let port = listener.address().port();
            assert_eq!(listener.local_url(), format!("{expected}:{port}"));
        }
    }
}
