//! A certificate of our own making, for sandboxes and tests: nobody vouches for it but who is shown the file.
//!
//! It is made once and kept, so that clients that were told to trust it can go on doing so. It never runs out, because
//! the clock of a sandbox is played. It is no authority: whoever trusts it trusts this server and no other.

use std::fs;
use std::io;
use std::path::Path;

use perennial_api::sign::PublicUrl;
use perennial_server::TlsFiles;
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, KeyPair};

use super::setup::write_private;
use crate::failure::Failure;

/// Names under which a program on this machine calls the server.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// The files in a folder, made if neither is there: for this machine, and for the hosts of public URLs.
///
/// # Errors
///
/// When the folder cannot be written, or one of the files is there without the other.
pub(super) fn files(folder: &Path, public: &[PublicUrl]) -> Result<TlsFiles, Failure> {
    let files =
        TlsFiles { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
    match (files.certificate.exists(), files.key.exists()) {
        (true, true) => Ok(files),
        (false, false) => {
            let names = LOCAL.into_iter().map(str::to_owned);
            let names = names.chain(public.iter().map(|url| url.host().to_owned())).collect();
            make(folder, &files, names)?;
            Ok(files)
        }
        _ => Err(Failure::failed(format!(
            "{} has a certificate or a key, but not both",
            folder.display()
        ))
        .with_hint("give the folder both files, or none, and they are made")),
    }
}

fn make(folder: &Path, files: &TlsFiles, names: Vec<String>) -> Result<(), Failure> {
    let unmade = |error: rcgen::Error| {
        Failure::failed(format!("no certificate can be made for these names: {error}"))
    };
    let mut wanted = CertificateParams::new(names).map_err(unmade)?;
    wanted.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    wanted.distinguished_name.push(rcgen::DnType::CommonName, "Perennial, self-signed");
    let key = KeyPair::generate().map_err(unmade)?;
    let certificate = wanted.self_signed(&key).map_err(unmade)?;
    let unwritten = |error: io::Error| {
        Failure::failed(format!("{} cannot be written: {error}", folder.display()))
            .with_hint("--tls-self-signed takes a folder that may be written")
    };
    fs::create_dir_all(folder).map_err(unwritten)?;
    write_private(&files.key, &[&key.serialize_pem()]).map_err(unwritten)?;
    write_private(&files.certificate, &[&certificate.pem()]).map_err(unwritten)
}
