//! A password for whoever has none, or has forgotten it: a letter to the account's address brings the way to set one.
//!
//! The address in the letter is computed from the account, from its present password, and from its own end; so nothing
//! is stored, it is good once, and another password makes it worthless. A second factor stays: it is asked for as ever.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use perennial_core::AccountId;
use perennial_core::automatic::{Notice, NoticeKind, NoticeRequest, NoticeSubject};
use perennial_core::journal::Action;
use perennial_core::text::Name;
use perennial_core::web::WebAddress;
use perennial_store::WriteSet;
use sha2::{Digest, Sha256};

use super::password::Password;
use crate::context::{Actor, Context};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// For how long the address in a letter is good.
const VALIDITY: SignedDuration = SignedDuration::from_hours(1);

/// What somebody has who followed the address in a letter.
#[derive(Debug, Clone, Copy)]
pub struct NewPasswordKey<'k> {
    /// The account.
    pub account: AccountId,
    /// When the address ends.
    pub until: Timestamp,
    /// What proves that it is ours.
    pub token: &'k str,
}

impl Engine {
    /// Sends a letter with the way to set a password of an account. Where there is no such account nothing happens, and
    /// nobody is told. `page` is the address where passwords are set, without a query.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn send_new_password_letter(
        self: &Arc<Self>,
        nichandle: &str,
        page: &str,
    ) -> Result<(), EngineError> {
        let Ok(name) = Name::parse(nichandle) else { return Ok(()) };
        let Some(account) = self.store.account_by_nichandle(&name).await? else { return Ok(()) };
        let query_id = self.ids.query();
        let context = Context { account, actor: Actor::Stranger, query_id };
        let attempt = || self.send_new_password_letter_once(&context, page);
        self.retry(account, attempt).await
    }

    async fn send_new_password_letter_once(
        &self,
        context: &Context,
        page: &str,
    ) -> Result<(), EngineError> {
        // load
        let head = self.require_head(context.account).await?;
        let account = self.require_account(context.account).await?;
        // decide
        let now = self.wall.at();
        let until = now.checked_add(VALIDITY).unwrap_or(Timestamp::MAX).as_second();
        let until = Timestamp::from_second(until).unwrap_or(Timestamp::MAX);
        let token = self.new_password_token(account.id, until).await?;
        let link = format!("{page}?account={}&until={}&token=", account.id, until.as_second());
        let hours = u16::try_from(VALIDITY.as_hours()).unwrap_or(u16::MAX);
        let notice = Notice {
            kind: NoticeKind::PasswordForgotten,
            day: self.clock.now().today,
            order: None,
            amount: None,
            means: None,
            request: Some(NoticeRequest { id: until.as_second(), hours }),
            parties: None,
            subject: Some(NoticeSubject::Password { link: WebAddress::parse(&link)? }),
            refund: None,
            items: Vec::new(),
        };
        // commit
        let entry = journal::next(&head, context, now, Action::AskPassword, "sign-in", "a letter");
        let mut set = WriteSet::of_account(&entry);
        self.write_notice_with(&mut set, &account, &notice, Some(&token));
        Ok(self.store.commit(set).await?)
    }

    /// Whether somebody may set the password of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn may_set_password(&self, key: &NewPasswordKey<'_>) -> Result<bool, EngineError> {
        if key.until <= self.wall.at() {
            return Ok(false);
        }
        let parts = self.new_password_parts(key.account, key.until).await?;
        Ok(self.vault.is_page_token(&parts.each_ref().map(Vec::as_slice), key.token))
    }

    /// Sets the password of an account by a letter, and answers whether that was still allowed.
    ///
    /// # Errors
    ///
    /// As [`Engine::set_password`].
    pub async fn set_forgotten_password(
        &self,
        key: &NewPasswordKey<'_>,
        password: Password,
    ) -> Result<bool, EngineError> {
        if !self.may_set_password(key).await? {
            return Ok(false);
        }
        let (account, query_id) = (key.account, self.ids.query());
        let context = Context { account, actor: Actor::Stranger, query_id };
        self.set_password(&context, password).await?;
        Ok(true)
    }

    async fn new_password_token(
        &self,
        account: AccountId,
        until: Timestamp,
    ) -> Result<String, EngineError> {
        let parts = self.new_password_parts(account, until).await?;
        Ok(self.vault.page_token(&parts.each_ref().map(Vec::as_slice)))
    }

    /// What the address in a letter is good for.
    async fn new_password_parts(
        &self,
        account: AccountId,
        until: Timestamp,
    ) -> Result<[Vec<u8>; 4], EngineError> {
        let mark = self.password_mark(account).await?.unwrap_or_default();
        let [account, until] = [account.get(), until.as_second()].map(|n| n.to_be_bytes().to_vec());
        Ok([b"new password".to_vec(), account, until, mark])
    }

    /// What tells the password of an account from those before and after it, and nothing else about it; none where there is no
    /// password. Addresses that end with a password are bound to it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn password_mark(&self, account: AccountId) -> Result<Option<Vec<u8>>, EngineError> {
        let stored = self.store.sign_in(account).await?;
        // Its salt is another one each time, even for the same password.
        Ok(stored.map(|stored| Sha256::digest(stored.password_hash).to_vec()))
    }
}
