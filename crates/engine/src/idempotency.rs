//! Idempotency keys: the same request twice does it once (invariant I9).
//!
//! What was done is recorded with the key in the same write set that does it, so there is no moment at which one
//! exists without the other. A request that was refused has done nothing and leaves no record, and neither has a payment
//! that never reached the gateway: the same key may be tried again. Keys are kept for over a year, because renewals are yearly.

use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_store::{Done, WriteSet};
use sha2::{Digest, Sha256};

use crate::engine::Engine;
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

/// Changes that have nothing to answer but that they are done.
impl Engine {
    /// Whether a change was made under the key before.
    pub(crate) async fn was_done(
        &self,
        account: AccountId,
        idempotency: Option<&Idempotency>,
    ) -> Result<bool, EngineError> {
        let Some(key) = idempotency else { return Ok(false) };
        let done = self.store.done_under_key(account, &key.key_hash()).await?;
        done.map_or(Ok(false), |done| key.same(&done).map(|_| true))
    }
}

/// Records that the change of a write set was made under the key. `subject` is the id of what was changed.
pub(crate) fn remember(
    set: &mut WriteSet,
    account: AccountId,
    idempotency: Option<&Idempotency>,
    subject: i64,
    at: Timestamp,
) {
    if let Some(key) = idempotency {
        set.remember_key(account, &key.key_hash(), &key.done(subject), at);
    }
}
