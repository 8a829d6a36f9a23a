//! Sealing: a journal entry has the hash of the one before in what is hashed, a bill and a credit note that of what
//! stands on it.

use jiff::Timestamp;
use perennial_core::journal::{Action, Entry, Hash, Head, Sealed};
use perennial_core::operator::{OperatorAction, OperatorEntry, OperatorHead, SealedOperatorEntry};
use perennial_core::order::Line;
use perennial_core::{Bill, CreditNote};
use sha2::{Digest, Sha256};

use crate::context::{Actor, Context, OperatorContext};

/// The hash of an entry.
#[must_use]
pub fn hash(entry: &Entry) -> Hash {
    Sha256::digest(entry.sealed_bytes()).into()
}

/// The seal of a bill: the hash of what stands on it.
#[must_use]
pub fn seal_of_bill(bill: &Bill, lines: &[Line]) -> Hash {
    Sha256::digest(bill.sealed_bytes(lines)).into()
}

/// The seal of a credit note: the hash of what stands on it.
#[must_use]
pub fn seal_of_credit_note(note: &CreditNote) -> Hash {
    Sha256::digest(note.sealed_bytes()).into()
}

/// The next entry of an account's journal.
pub(crate) fn next(
    head: &Head,
    context: &Context,
    at: Timestamp,
    action: Action,
    subject: impl Into<String>,
    detail: impl Into<String>,
) -> Sealed {
    let Context { account, actor, query_id } = context;
    debug_assert_eq!(
        *account, head.account,
        "a command writes into the journal of its own account"
    );
    seal(Entry {
        account: head.account,
        version: head.version.saturating_add(1),
        at,
        actor: actor.to_string(),
        query_id: query_id.clone(),
        action,
        subject: subject.into(),
        detail: detail.into(),
        previous: head.hash,
    })
}

/// The next entry of the operators' journal.
pub(crate) fn next_of_operators(
    head: &OperatorHead,
    context: &OperatorContext,
    at: Timestamp,
    (action, subject, detail): (OperatorAction, String, String),
) -> SealedOperatorEntry {
    let entry = OperatorEntry {
        number: head.number.saturating_add(1),
        at,
        actor: context.actor.to_string(),
        query_id: context.query_id.clone(),
        action,
        subject,
        detail,
        previous: head.hash,
    };
    SealedOperatorEntry { hash: hash_of_operators(&entry), entry }
}

/// The hash of an entry of the operators' journal.
#[must_use]
pub fn hash_of_operators(entry: &OperatorEntry) -> Hash {
    Sha256::digest(entry.sealed_bytes()).into()
}

/// The context of what the engine does by itself for an account.
pub(crate) fn own_context(
    account: perennial_core::AccountId,
    what: &'static str,
    query_id: String,
) -> Context {
    Context { account, actor: Actor::Engine(what), query_id }
}

fn seal(entry: Entry) -> Sealed {
    let hash = hash(&entry);
    Sealed { entry, hash }
}
