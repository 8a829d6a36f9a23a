//! Idempotency keys: the same request twice does it once (invariant I9).
//!
//! What was done is recorded with the key in the same write set that does it, so there is no moment at which one
//! exists without the other. A request that was refused has done nothing and leaves no record, and neither has a payment
//! that never reached the gateway: the same key may be tried again. Keys are kept for over a year, because renewals are yearly.

use perennial_store::Done;
use sha2::{Digest, Sha256};

use crate::error::EngineError;

/// A key that the client chose, with the content of the request that it came with.
#[derive(Debug, Clone)]
pub struct Idempotency {
    key: String,
    content_hash: [u8; 32],
}

impl Idempotency {
    /// A key and the content it stands for: everything of the request that matters, in one fixed form.
    #[must_use]
    pub fn new(key: impl Into<String>, content: &[u8]) -> Self {
        Self { key: key.into(), content_hash: Sha256::digest(content).into() }
    }

    pub(crate) fn key_hash(&self) -> [u8; 32] {
        Sha256::digest(self.key.as_bytes()).into()
    }

    /// The record of what was done.
    pub(crate) const fn done(&self, subject: i64) -> Done {
        Done { content_hash: self.content_hash, subject }
    }

    /// What was done under the key, if it was for the same content.
    pub(crate) fn same<'d>(&self, done: &'d Done) -> Result<&'d Done, EngineError> {
        if done.content_hash == self.content_hash { Ok(done) } else { Err(EngineError::KeyReused) }
    }
}
