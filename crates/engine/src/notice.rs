//! Telling customers: a notice is written together with what brings it about, and can be read from then on.

use perennial_core::automatic::Notice;
use perennial_core::{Account, AccountId, NoticeId};
use perennial_documents::mail;
use perennial_store::{NoticeState, StoredNotice, WriteSet};

use crate::engine::Engine;
use crate::error::EngineError;

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

/// Reading.
impl Engine {
    /// The ids of the notices to an account, the oldest first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn notice_ids(&self, account: AccountId) -> Result<Vec<NoticeId>, EngineError> {
        Ok(self.store.notice_ids(account).await?)
    }

    /// A notice to an account, with its subject and its text: those that went out, or what they would be now.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such notice.
    pub async fn require_notice(
        &self,
        account: AccountId,
        id: NoticeId,
    ) -> Result<(StoredNotice, (String, String)), EngineError> {
        let notice = self.store.notice(account, id).await?;
        let notice = notice.ok_or_else(|| EngineError::not_found("id", id))?;
        let words = match &notice.words {
            Some(words) => words.clone(),
            None => {
                let mail = self.letter(&notice).await?.mail;
                (mail.subject, mail.text)
            }
        };
        Ok((notice, words))
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
