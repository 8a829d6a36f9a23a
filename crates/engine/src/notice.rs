//! Telling customers: a notice is written together with what brings it about, and can be read from then on.

use perennial_core::alert::low_balances;
use perennial_core::automatic::{Notice, NoticeKind, NoticeSubject};
use perennial_core::means::Balances;
use perennial_core::{Account, AccountId, NoticeId};
use perennial_documents::mail::{self, Mail};
use perennial_store::{NoticeState, StoredNotice, WriteSet};
use zeroize::Zeroizing;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::vault::{BrokenSeal, Purpose};

/// What stands in stored words where a token does.
const TOKEN_MARK: &str = "{token}";

impl Engine {
    /// Adds a notice to a write set. It goes out when the write set is durable, and only then.
    pub(crate) fn write_notice(&self, set: &mut WriteSet, account: &Account, notice: &Notice) {
        self.write_notice_with(set, account, notice, None);
    }

    /// The same with a token, which is kept under seal for as long as the notice is.
    pub(crate) fn write_notice_with(
        &self,
        set: &mut WriteSet,
        account: &Account,
        notice: &Notice,
        token: Option<&str>,
    ) {
        let (at, id) = (self.clock.at(), self.ids.notice());
        set.insert_notice(&StoredNotice {
            account: account.id,
            id,
            topic: topic(notice, id),
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
            sealed_token: token
                .map(|token| self.vault.seal(Purpose::ConfirmationToken, token, &self.ids)),
        });
    }

    /// Changes the balances of an account in a write set, and tells of those that are low now and were not before.
    pub(crate) fn write_balances(
        &self,
        set: &mut WriteSet,
        account: &Account,
        before: Balances,
        after: Balances,
    ) {
        set.set_balances(account.id, &after);
        for notice in low_balances(account, before, after, self.clock.now().today) {
            self.write_notice(set, account, &notice);
        }
    }

    /// The token that a notice brings.
    pub(crate) fn token_of(
        &self,
        notice: &StoredNotice,
    ) -> Result<Option<Zeroizing<String>>, BrokenSeal> {
        let sealed = notice.sealed_token.as_deref();
        sealed.map(|sealed| self.vault.open(Purpose::ConfirmationToken, sealed)).transpose()
    }

    /// The words of a letter as they are stored: without its token.
    pub(crate) fn kept_words(&self, notice: &StoredNotice, mail: &Mail) -> (String, String) {
        let (subject, text) = (mail.subject.clone(), mail.text.clone());
        match self.token_of(notice) {
            Ok(Some(token)) => (subject, text.replace(token.as_str(), TOKEN_MARK)),
            Ok(None) | Err(BrokenSeal) => (subject, text),
        }
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
        // A program may read the letters of an account, and must not take the account over by that.
        let is_secret = notice.kind == NoticeKind::PasswordForgotten;
        let words = match &notice.words {
            Some((subject, text)) if is_secret => (subject.clone(), text.clone()),
            Some((subject, text)) => match self.token_of(&notice)? {
                Some(token) => (subject.clone(), text.replace(TOKEN_MARK, &token)),
                None => (subject.clone(), text.clone()),
            },
            None => {
                let mail = self.letter(&notice).await?.mail;
                if is_secret { self.kept_words(&notice, &mail) } else { (mail.subject, mail.text) }
            }
        };
        Ok((notice, words))
    }
}

/// What is told once: a kind of thing about a service on a day. A notice about several is known by the first of them.
fn topic(notice: &Notice, id: NoticeId) -> String {
    let code = notice.kind.code();
    if let Some(refund) = &notice.refund {
        return format!("{code} {}", refund.id);
    }
    if let (Some(request), Some(_)) = (notice.request, &notice.parties) {
        // A letter about contacts can be sent again, with another token.
        return format!("{code} {} {id}", request.id);
    }
    if let Some(NoticeSubject::Password { .. }) = &notice.subject {
        return format!("{code} {id}");
    }
    if let Some(request) = notice.request {
        return format!("{code} {}", request.id);
    }
    match &notice.subject {
        // An end can be put off and back again, and a balance fall more than once on a day.
        Some(NoticeSubject::Method { id: method, ends_on, .. }) => {
            return format!("{code} {method} {ends_on} {id}");
        }
        // It has the number of a request.
        Some(NoticeSubject::Papers { .. } | NoticeSubject::Password { .. }) => {}
        Some(NoticeSubject::Balance { of, .. }) => return format!("{code} {} {id}", of.name()),
        None => {}
    }
    match (notice.order, notice.items.iter().map(|item| item.service).min()) {
        (Some(order), Some(service)) => format!("{code} {} {service} {order}", notice.day),
        (None, Some(service)) => format!("{code} {} {service}", notice.day),
        (Some(order), None) => format!("{code} {} {order}", notice.day),
        (None, None) => format!("{code} {}", notice.day),
    }
}
