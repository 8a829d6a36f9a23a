//! TLS, with a certificate that was made for the test.

use std::path::{Path, PathBuf};

use expect_test::expect;
use perennial_client::{Client, Credentials, Settings};
use perennial_server::{ListenError, Listener, TlsFiles};
use perennial_testkit::{Holding, each_app};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

use super::{HEALTH, Raw, Served};

/// A certificate for 127.0.0.1 in two files, and the authority that vouches for it.
struct Certified {
    folder: TempDir,
    authority: String,
}

impl Certified {
    fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("cert.pem"), certificate.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        Self { folder, authority: authority.pem() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn files(&self) -> TlsFiles {
        TlsFiles { certificate: self.path("cert.pem"), key: self.path("key.pem") }
    }
}

#[tokio::test]
async fn a_client_signs_and_speaks_over_tls() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let certified = Certified::new();
        let listener = Listener::bind("127.0.0.1:0", Some(&certified.files())).await.unwrap();
        let url = listener.local_url();
        assert_eq!(url, format!("https://{}", listener.address()));
        let served = Served::on(listener, app.router());
        let settings = |authority: Option<&str>| Settings {
            credentials: Credentials::signing(
                &alice.credentials.application_key,
                &alice.credentials.application_secret,
                &alice.credentials.consumer_key,
            ),
            root_certificates: authority.map(|pem| pem.as_bytes().to_vec()),
            ..Settings::new(format!("{url}/1.0").parse().unwrap())
        };
        let client = Client::try_new(settings(Some(&certified.authority))).unwrap();
        assert_eq!(client.services().await.unwrap(), [12345, 67890, 112_233, 112_234]);
        // Whoever does not trust the authority does not speak to the server, and a plain request is none.
        assert!(Client::try_new(settings(None)).unwrap().time().await.is_err());
        let mut plain = Raw::connect(&served).await;
        plain.send(HEALTH).await;
        assert!(!plain.rest().await.contains("HTTP/1.1"));
        assert_eq!(client.services().await.unwrap().len(), 4, "the server goes on");
        served.stop.send(()).unwrap();
        drop(client);
        served.stopped.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_handshake_that_is_not_finished_is_not_waited_for() {
    let app = perennial_testkit::TestApp::new().await;
    let certified = Certified::new();
    let listener = Listener::bind("127.0.0.1:0", Some(&certified.files())).await.unwrap();
    let served = Served::on(listener, app.router());
    let mut silent = Raw::connect(&served).await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    assert_eq!(silent.rest().await, "");
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn files_that_are_no_certificate_are_named() {
    let certified = Certified::new();
    let told = async |certificate: &Path, key: &Path| {
        let files = TlsFiles { certificate: certificate.to_owned(), key: key.to_owned() };
        let error = Listener::bind("127.0.0.1:0", Some(&files)).await.unwrap_err();
        assert!(matches!(error, ListenError::Certificate { .. }));
        error.to_string().replace(&certified.folder.path().display().to_string(), "FOLDER")
    };
    let (certificate, key) = (certified.path("cert.pem"), certified.path("key.pem"));
    let (missing, empty) = (certified.path("missing.pem"), certified.path("empty.pem"));
    std::fs::write(&empty, "").unwrap();
    let other = certified.path("other.pem");
    std::fs::write(&other, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    let cases = [
        told(&missing, &key).await,
        told(&empty, &key).await,
        told(&key, &key).await,
        told(&certificate, &missing).await,
        told(&certificate, &empty).await,
        told(&certificate, &certificate).await,
        told(&certificate, &other).await,
    ];
    expect![[r#"
        FOLDER/missing.pem cannot be used for TLS: I/O error: No such file or directory (os error 2)
        FOLDER/empty.pem cannot be used for TLS: there is no certificate in it
        FOLDER/key.pem cannot be used for TLS: there is no certificate in it
        FOLDER/missing.pem cannot be used for TLS: I/O error: No such file or directory (os error 2)
        FOLDER/empty.pem cannot be used for TLS: there is no private key in it, or one that is locked with a password
        FOLDER/cert.pem cannot be used for TLS: there is no private key in it, or one that is locked with a password
        FOLDER/cert.pem cannot be used for TLS: its key is not that in FOLDER/other.pem"#]].assert_eq(&cases.join("\n"));
}
