//! TLS: which authorities are trusted, and which errors are its own.
//!
//! The usual authorities are built in, so that a container without any files works and a changed system changes
//! nothing. Authorities of one's own are added to them, never put in their place; the system's are not looked for.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;
use std::sync::Arc;

use hyper_util::client::legacy::Error as HttpError;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::SetupError;

/// TLS 1.2 and 1.3, trusting the built-in authorities and those in `pem`.
pub(super) fn config(pem: Option<&[u8]>) -> Result<ClientConfig, SetupError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = pem {
        add(&mut roots, pem)?;
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(SetupError::Tls)?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn add(roots: &mut RootCertStore, pem: &[u8]) -> Result<(), SetupError> {
    let unreadable = |error: &dyn ToString| SetupError::Certificates(error.to_string());
    let mut found = false;
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| unreadable(&error))?;
        roots.add(certificate).map_err(|error| unreadable(&error))?;
        found = true;
    }
    if found { Ok(()) } else { Err(unreadable(&"no certificate in it")) }
}

/// Whether the connection failed in TLS, and not before.
pub(super) fn is_fault_of(error: &HttpError) -> bool {
    let mut chain = successors(Some(error as &(dyn StdError + 'static)), |&error| {
        // An `io::Error` skips the error that it was made from when it is asked for its source.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inside) => Some(inside),
            None => error.source(),
        }
    });
    chain.any(<dyn StdError>::is::<rustls::Error>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_that_cannot_be_read_are_refused() {
        let broken = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        let unfinished = "-----BEGIN CERTIFICATE-----\nMAA=\n";
        for pem in ["", "no PEM at all", broken, unfinished] {
            let error = config(Some(pem.as_bytes())).unwrap_err();
            assert!(matches!(error, SetupError::Certificates(_)), "{pem}: {error}");
        }
    }
}
