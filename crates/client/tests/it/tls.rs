//! TLS with a certificate from an authority of one's own, made for each test.

use std::sync::Arc;

use perennial_client::{Client, Error, Settings, SetupError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::stub::{self, json};

/// A server behind TLS, known by this name.
struct Server {
    endpoint: String,
    /// Its certificate and that of the authority that vouches for it, as PEM.
    certificate: String,
    authority: String,
}

/// Starts a server with a certificate for `name` from a new authority.
async fn start(name: &str) -> Server {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_owned()]).unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();

    let secret = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], secret)
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
    Server { endpoint, certificate: certificate.pem(), authority: authority.pem() }
}

fn client(endpoint: &str, root_certificates: Option<&str>) -> Client {
    let root_certificates = root_certificates.map(|pem| pem.as_bytes().to_vec());
    Client::try_new(Settings { root_certificates, ..stub::settings(endpoint) }).unwrap()
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_it_is_configured() {
    let Server { endpoint, certificate, authority } = start("127.0.0.1").await;
    assert_eq!(client(&endpoint, Some(&authority)).services().await.unwrap(), [12345]);
    let both = [certificate, authority].concat();
    assert_eq!(client(&endpoint, Some(&both)).services().await.unwrap(), [12345]);
}

#[tokio::test]
async fn a_certificate_of_nobody_is_an_error_that_says_what_to_configure() {
    let Server { endpoint, .. } = start("127.0.0.1").await;
    let error = client(&endpoint, None).time().await.unwrap_err();
    assert!(matches!(error, Error::Tls { .. }) && !error.is_doubtful(), "{error:?}");
    assert!(error.to_string().contains("ca_file"), "{error}");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let Server { endpoint, authority, .. } = start("example.com").await;
    let error = client(&endpoint, Some(&authority)).time().await.unwrap_err();
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
    let key = KeyPair::generate().unwrap().serialize_pem();
    let settings =
        Settings { root_certificates: Some(key.into_bytes()), ..stub::settings("ovh-eu") };
    assert!(!format!("{settings:?}").contains("45"), "a file may hold a key");
    let error = Client::try_new(settings).unwrap_err();
    assert!(matches!(error, SetupError::Certificates(_)), "{error}");
}
