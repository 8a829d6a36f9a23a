//! Notices go out: their words are made, and they are sent if there is somebody to send them.
//!
//! While nobody takes letters, a pass ends with the first of them, so that other background work does not wait for each.
//!
//! A notice is marked before it is sent, and again afterwards. If the process dies in between, nobody knows whether it
//! went out: after a while it is sent again, under the same message id, by which mail programs know it for the same.

use std::sync::Arc;

use jiff::SignedDuration;
use perennial_core::Account;
use perennial_core::automatic::Notice;
use perennial_core::text::Name;
use perennial_documents::mail;
use perennial_store::{NoticeState, StoreError, StoredNotice, WriteSet};

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::mail::{Letter, SendError};

/// How long a notice may be on its way before that is taken for lost.
const SENDING: SignedDuration = SignedDuration::from_mins(10);
/// How many times it is tried to send one: over three days, so that a mail server may be gone for a weekend.
const ATTEMPTS: i64 = 26;
/// The longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(4);

/// What became of a notice.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// It is through: sent, kept, or given up.
    Through,
    /// It is being sent, or is tried again later.
    Moved,
    /// Another process has it.
    Overtaken,
    /// Nobody takes letters at present.
    Unreachable,
}

impl Engine {
    /// Sends what is to be sent. Answers how many notices are through.
    pub(super) async fn send_notices(self: &Arc<Self>) -> usize {
        self.try_send_notices().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "notices cannot be sent now");
            0
        })
    }

    async fn try_send_notices(self: &Arc<Self>) -> Result<usize, EngineError> {
        let mut through = 0;
        loop {
            let waiting = self.store.waiting_notices(self.clock.at(), BATCH).await?;
            let is_last = waiting.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
            for notice in waiting {
                // Who stops the server waits for the answer: otherwise the letter would be in doubt.
                let engine = Arc::clone(self);
                let task = async move { engine.send_notice(notice).await };
                match self.tasks.spawn(task).await?? {
                    Step::Through => through += 1,
                    Step::Moved | Step::Overtaken => {}
                    Step::Unreachable => return Ok(through),
                }
            }
            // Sending takes time, and other work waits for the end of the pass.
            if is_last || self.mailer.is_some() {
                return Ok(through);
            }
        }
    }

    async fn send_notice(&self, notice: StoredNotice) -> Result<Step, EngineError> {
        let (account, id) = (notice.account, notice.id);
        let letter = match self.letter(&notice).await {
            Ok(letter) => letter,
            Err(error @ EngineError::Store(StoreError::Unavailable { .. })) => return Err(error),
            Err(error) => {
                tracing::error!(%account, notice = %id, %error, "a notice cannot be written");
                let failed =
                    StoredNotice { state: NoticeState::Failed, next_at: None, ..notice.clone() };
                return self.move_notice(&notice, &failed).await;
            }
        };
        let words = Some(self.kept_words(&notice, &letter.mail));
        let Some(mailer) = &self.mailer else {
            let kept =
                StoredNotice { words, state: NoticeState::Kept, next_at: None, ..notice.clone() };
            return self.move_notice(&notice, &kept).await;
        };
        let now = self.clock.at();
        let sending = StoredNotice {
            words,
            state: NoticeState::Sending,
            attempts: notice.attempts.saturating_add(1),
            next_at: now.checked_add(SENDING).ok(),
            ..notice.clone()
        };
        if let Step::Overtaken = self.move_notice(&notice, &sending).await? {
            return Ok(Step::Overtaken);
        }
        let error = match mailer.send(&letter).await {
            Ok(()) => {
                let (state, sent_at) = (NoticeState::Sent, Some(self.clock.at()));
                let sent = StoredNotice { state, next_at: None, sent_at, ..sending.clone() };
                return self.move_notice(&sending, &sent).await;
            }
            Err(error) => error,
        };
        let moved = self.move_notice(&sending, &self.after_failure(&sending, &error)).await?;
        Ok(if matches!(error, SendError::Unreachable(_)) { Step::Unreachable } else { moved })
    }

    /// A failure that may pass is tried again, each time after twice as long.
    fn after_failure(&self, notice: &StoredNotice, error: &SendError) -> StoredNotice {
        let (account, id) = (notice.account, notice.id);
        let doublings = u32::try_from(notice.attempts.clamp(1, 8)).unwrap_or(1);
        let wait = SignedDuration::from_mins(1_i64 << doublings).min(WAIT_MAX);
        let next_at = self.clock.at().checked_add(wait).ok();
        let is_over = error.is_final() || notice.attempts >= ATTEMPTS;
        tracing::warn!(%account, notice = %id, %error, is_over, "a notice was not sent");
        let state = if is_over { NoticeState::Failed } else { NoticeState::Waiting };
        StoredNotice { state, next_at: next_at.filter(|_| !is_over), ..notice.clone() }
    }

    /// Moves a notice on, if it is still as it was found.
    async fn move_notice(
        &self,
        before: &StoredNotice,
        after: &StoredNotice,
    ) -> Result<Step, EngineError> {
        let is_through = after.next_at.is_none();
        let mut set = WriteSet::without_account();
        set.set_notice(before.attempts, after);
        match self.store.commit(set).await {
            Ok(()) if is_through => Ok(Step::Through),
            Ok(()) => Ok(Step::Moved),
            // Another process was faster.
            Err(StoreError::RowCount { .. }) => Ok(Step::Overtaken),
            Err(error) => Err(error.into()),
        }
    }

    /// A notice as a letter, in the words of today.
    pub(crate) async fn letter(&self, notice: &StoredNotice) -> Result<Letter, EngineError> {
        let facts: Notice = mail::decode(notice.kind, &notice.data)?;
        let account = self.require_account(notice.account).await?;
        let token = self.token_of(notice)?;
        let token = token.as_ref().map(|token| token.as_str());
        let mail = mail::compose(&facts, &reader(&account, notice), &self.letterhead(), token)?;
        Ok(Letter { to: notice.recipient.clone(), id: notice.id, mail })
    }
}

fn reader<'a>(account: &'a Account, notice: &'a StoredNotice) -> mail::Reader<'a> {
    let profile = &account.profile;
    mail::Reader {
        nichandle: account.nichandle.as_str(),
        first_name: profile.first_name.as_ref().map(Name::as_str),
        last_name: profile.last_name.as_ref().map(Name::as_str),
        organisation: profile.organisation.as_ref().map(Name::as_str),
        language: notice.language.as_str(),
    }
}
