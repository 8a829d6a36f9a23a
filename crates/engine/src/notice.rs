//! Telling customers: a notice is written together with what brings it about.

use perennial_core::Account;
use perennial_core::automatic::Notice;
use perennial_documents::mail;
use perennial_store::{NoticeState, StoredNotice, WriteSet};

use crate::engine::Engine;

impl Engine {
    /// Adds a notice to a write set. It goes out when the write set is durable, and only then.
    pub(crate) fn write_notice(&self, set: &mut WriteSet, account: &Account, notice: &Notice) {
        let at = self.clock.at();
        set.insert_notice(&StoredNotice {
            account: account.id,
            id: self.ids.notice(),
            topic: topic(notice),
            kind: notice.kind,
            recipient: account.profile.email.clone(),
            language: account.profile.language.clone(),
            data: mail::encode(notice),
            created_at: at,
            words: None,
            state: NoticeState::Waiting,
            attempts: 0,
            next_at: Some(at),
            sent_at: None,
        });
    }
}

/// What is told once: a kind of thing about a service on a day. A notice about several is known by the first of them.
fn topic(notice: &Notice) -> String {
    let code = notice.kind.code();
    match (notice.order, notice.items.iter().map(|item| item.service).min()) {
        (Some(order), Some(service)) => format!("{code} {} {service} {order}", notice.day),
        (None, Some(service)) => format!("{code} {} {service}", notice.day),
        (_, None) => format!("{code} {}", notice.day),
    }
}
