//! TLS with a certificate from an authority of one's own.
//!
//! The certificates in `tls/` were made with OpenSSL and are good for a hundred years. Both servers have the one key
//! there, which is good for nothing else; that of the authority is gone.

use std::sync::Arc;

use perennial_client::{Client, Error, Settings, SetupError};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::stub::{self, json};

const AUTHORITY: &[u8] = include_bytes!("tls/ca.pem");
const CERTIFICATE: &[u8] = include_bytes!("tls/server.pem");
const OF_EXAMPLE_COM: &[u8] = include_bytes!("tls/example.com.pem");
const KEY: &[u8] = include_bytes!("tls/server.key");

/// A server behind TLS with this certificate; gives its endpoint.
async fn start(certificate: &[u8]) -> String {
    let certificate = CertificateDer::from_pem_slice(certificate).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("https://{}/1.0", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if let Ok(stream) = acceptor.accept(stream).await {
                let reply = |_, seen: &_| stub::same_time(seen).unwrap_or(json(200, "[12345]"));
                tokio::spawn(stub::serve(stream, Arc::default(), reply));
            }
        }
    });
    endpoint
}

fn client(endpoint: &str, root_certificates: Option<&[u8]>) -> Client {
    let root_certificates = root_certificates.map(<[u8]>::to_vec);
    Client::try_new(Settings { root_certificates, ..stub::settings(endpoint) }).unwrap()
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_it_is_configured() {
    let endpoint = start(CERTIFICATE).await;
    assert_eq!(client(&endpoint, Some(AUTHORITY)).services().await.unwrap(), [12345]);
    let both = [CERTIFICATE, AUTHORITY].concat();
    assert_eq!(client(&endpoint, Some(&both)).services().await.unwrap(), [12345]);
}

#[tokio::test]
async fn a_certificate_of_nobody_is_an_error_that_says_what_to_configure() {
    let endpoint = start(CERTIFICATE).await;
    let error = client(&endpoint, None).time().await.unwrap_err();
    assert!(matches!(error, Error::Tls { .. }) && !error.is_doubtful(), "{error:?}");
    assert!(error.to_string().contains("ca_file"), "{error}");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let endpoint = start(OF_EXAMPLE_COM).await;
    let error = client(&endpoint, Some(AUTHORITY)).time().await.unwrap_err();
    assert!(matches!(error, Error::Tls { .. }), "{error:?}");
}

#[tokio::test]
async fn a_server_without_tls_is_an_error_of_tls() {
    let stub = stub::Stub::on_time(|_| json(200, "[]")).await;
    let endpoint = format!("https://{}", stub.address);
    let error = client(&endpoint, None).time().await.unwrap_err();
    assert!(matches!(error, Error::Tls { .. }), "{error:?}");
}

#[test]
fn a_file_without_certificates_is_refused() {
    let settings = Settings { root_certificates: Some(KEY.to_vec()), ..stub::settings("ovh-eu") };
    assert!(!format!("{settings:?}").contains("45"), "a file may hold a key");
    let error = Client::try_new(settings).unwrap_err();
    assert!(matches!(error, SetupError::Certificates(_)), "{error}");
}
