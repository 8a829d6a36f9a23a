//! Changing who looks after a service. Both the old and the new contact get a token by e-mail, and both have to accept.
//!
//! A change is a row of the account that holds the service, and answers to it are commands on that account, whoever gives
//! them. Only the letters go to other accounts.

use std::sync::Arc;

use perennial_core::automatic::{Notice, NoticeItem, NoticeKind, NoticeParties, NoticeRequest};
use perennial_core::contact::{
    self, ContactChange, ContactChangeState, ContactKind, Party, Planned, Side, Wanted,
};
use perennial_core::journal::{Action, Head};
use perennial_core::limits::CONTACT_CHANGE_VALIDITY;
use perennial_core::service::Service;
use perennial_core::step::Step;
use perennial_core::text::Name;
use perennial_core::{Account, AccountId, ContactChangeId, Now, ServiceId};
use perennial_store::{StoredContactChange, WriteSet};

use super::terminate_service::TOKEN_LENGTH;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::vault::Purpose;

/// What somebody says to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactAnswer {
    /// Yes.
    Accept,
    /// No.
    Refuse,
}

/// A change that something is done about.
struct Loaded {
    /// The account that holds the service, and its version.
    owner: AccountId,
    head: Head,
    stored: StoredContactChange,
    held: Service,
}

impl Engine {
    /// Asks for other contacts of a service. Answers the changes that wait for answers: one for each pair of accounts.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Contact`] with the reason why the
    /// contacts stay as they are.
    pub async fn change_contacts(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        wanted: &[(ContactKind, Name)],
        idempotency: Option<&Idempotency>,
    ) -> Result<Vec<ContactChangeId>, EngineError> {
        let attempt = || self.change_contacts_once(context, service, wanted, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn change_contacts_once(
        &self,
        context: &Context,
        service: ServiceId,
        wanted: &[(ContactKind, Name)],
        idempotency: Option<&Idempotency>,
    ) -> Result<Vec<ContactChangeId>, EngineError> {
        // load
        let mut head = self.require_head(context.account).await?;
        let held = self.require_service(context.account, service).await?;
        let owner = self.require_account(context.account).await?;
        if let Some(before) = self.changes_under_key(&owner, service, idempotency).await? {
            return Ok(before);
        }
        let mut named: Vec<Wanted> = Vec::with_capacity(wanted.len());
        for (kind, name) in wanted {
            named.push((*kind, name.clone(), self.store.account_by_nichandle(name).await?));
        }
        let known = self.store.contact_changes(owner.id).await?;
        let open: Vec<ContactChange> = known.into_iter().map(|stored| stored.change).collect();
        // decide
        let now = self.clock.now();
        let planned = contact::plan(&held, &named, &open, now)?;
        // commit
        let mut set = WriteSet::without_account();
        let mut ids = Vec::with_capacity(planned.len());
        for Planned { from, to, to_account, kinds } in planned {
            let from_account = self.store.account_by_nichandle(&from).await?;
            let change = ContactChange {
                id: self.ids.contact_change(),
                service,
                service_name: held.name.clone(),
                kinds,
                asked_by: owner.nichandle.clone(),
                from: Party { nichandle: from, account: from_account, accepted_at: None },
                to: Party { nichandle: to, account: Some(to_account), accepted_at: None },
                asked_at: now.at,
                valid_until: contact::valid_until(now),
                state: ContactChangeState::Asked,
            };
            ids.push(change.id);
            let (action, subject) = (Action::AskContacts, format!("service {service}"));
            let entry = journal::next(&head, context, now.at, action, subject, describe(&change));
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
            let mut letters = WriteSet::without_account();
            let stored = self.with_tokens(&mut letters, owner.id, change, &held, now).await?;
            set.insert_contact_change(&stored);
            set.append(letters);
        }
        let first = ids.first().map_or(0, |id| id.get());
        idempotency::remember(&mut set, owner.id, idempotency, first, now.at);
        self.store.commit(set).await?;
        Ok(ids)
    }

    /// The changes that were asked for under a key before: those of the same moment.
    async fn changes_under_key(
        &self,
        owner: &Account,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
    ) -> Result<Option<Vec<ContactChangeId>>, EngineError> {
        let Some(key) = idempotency else { return Ok(None) };
        let Some(done) = self.store.done_under_key(owner.id, &key.key_hash()).await? else {
            return Ok(None);
        };
        let subject = key.same(&done)?.subject;
        let all = self.store.contact_changes(owner.id).await?;
        let first = all.iter().find(|stored| stored.change.id.get() == subject);
        let asked_at = first.map(|first| first.change.asked_at);
        let same = |stored: &&StoredContactChange| {
            stored.change.service == service && Some(stored.change.asked_at) == asked_at
        };
        let mut ids: Vec<_> = all.iter().filter(same).map(|stored| stored.change.id).collect();
        // In the order in which they were answered, the first of them first.
        ids.sort_by_key(|id| (id.get() != subject, *id));
        Ok(Some(ids))
    }

    /// Accepts a change, or refuses it, with the token of a side. The service is that of the account that asked.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the caller has nothing to do with such a change; [`EngineError::Contact`] with the
    /// reason why the answer does not count.
    pub async fn answer_contact_change(
        self: &Arc<Self>,
        context: &Context,
        id: ContactChangeId,
        token: &str,
        answer: ContactAnswer,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let owner = self.require_contact_change(context.account, id).await?.account;
        let attempt = || self.answer_once(context, id, token, answer, idempotency);
        self.retry(owner, attempt).await
    }

    async fn answer_once(
        &self,
        context: &Context,
        id: ContactChangeId,
        token: &str,
        answer: ContactAnswer,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        // load
        let caller = context.account;
        let Some(Loaded { owner, head, stored, held }) =
            self.load_contact_change(caller, id, idempotency).await?
        else {
            return Ok(());
        };
        // decide
        let now = self.clock.now();
        let side = self.side_of(&stored, caller, token);
        let (after, contacts) = match answer {
            ContactAnswer::Refuse => (contact::refuse(&stored.change, side, now)?, None),
            ContactAnswer::Accept => match contact::accept(&stored.change, side, &held, now)? {
                Step::Unchanged => return Ok(()),
                Step::Changed(changed) => changed,
            },
        };
        // commit
        let action = match (answer, &contacts) {
            (ContactAnswer::Refuse, _) => Action::RefuseContacts,
            (ContactAnswer::Accept, None) => Action::AcceptContacts,
            (ContactAnswer::Accept, Some(_)) => Action::ChangeContacts,
        };
        let mut set = self.entry_for(&head, context, now, action, &after);
        set.answer_contact_change(owner, &after);
        if let Some(contacts) = &contacts {
            set.set_contacts(owner, held.id, contacts);
        }
        idempotency::remember(&mut set, caller, idempotency, caller.get(), now.at);
        Ok(self.store.commit(set).await?)
    }

    /// Sends those who have not answered another token each. Those that were sent before count no more.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer_contact_change`].
    pub async fn resend_contact_change(
        self: &Arc<Self>,
        context: &Context,
        id: ContactChangeId,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let owner = self.require_contact_change(context.account, id).await?.account;
        let attempt = || self.resend_once(context, id, idempotency);
        self.retry(owner, attempt).await
    }

    async fn resend_once(
        &self,
        context: &Context,
        id: ContactChangeId,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let caller = context.account;
        let Some(Loaded { owner, head, stored, held }) =
            self.load_contact_change(caller, id, idempotency).await?
        else {
            return Ok(());
        };
        let now = self.clock.now();
        contact::resend(&stored.change, now)?;
        let mut set = self.entry_for(&head, context, now, Action::AskContacts, &stored.change);
        let mut letters = WriteSet::without_account();
        let renewed = self.with_tokens(&mut letters, owner, stored.change, &held, now).await?;
        set.renew_contact_tokens(&renewed);
        set.append(letters);
        idempotency::remember(&mut set, caller, idempotency, caller.get(), now.at);
        Ok(self.store.commit(set).await?)
    }

    /// Loads what is needed to do something about a change, the version of its account first; nothing if that was done.
    async fn load_contact_change(
        &self,
        caller: AccountId,
        id: ContactChangeId,
        idempotency: Option<&Idempotency>,
    ) -> Result<Option<Loaded>, EngineError> {
        let owner = self.require_contact_change(caller, id).await?.account;
        let head = self.require_head(owner).await?;
        let stored = self.require_contact_change(caller, id).await?;
        if self.was_done(caller, idempotency).await? {
            return Ok(None);
        }
        let held = self.require_service(owner, stored.change.service).await?;
        Ok(Some(Loaded { owner, head, stored, held }))
    }

    /// A change that an account has to do with.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is none.
    pub async fn require_contact_change(
        &self,
        account: AccountId,
        id: ContactChangeId,
    ) -> Result<StoredContactChange, EngineError> {
        let found = self.store.contact_change(account, id).await?;
        found.ok_or_else(|| EngineError::not_found("id", id))
    }

    /// The changes that an account has to do with, by id.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn contact_changes(
        &self,
        account: AccountId,
    ) -> Result<Vec<ContactChange>, EngineError> {
        let found = self.store.contact_changes(account).await?;
        Ok(found.into_iter().map(|stored| stored.change).collect())
    }

    /// The side of an account whose token it is.
    fn side_of(
        &self,
        stored: &StoredContactChange,
        caller: AccountId,
        token: &str,
    ) -> Option<Side> {
        stored.change.sides_of(caller).find(|side| {
            stored
                .token_hash(*side)
                .is_some_and(|hash| self.vault.has_hash(Purpose::ConfirmationToken, token, hash))
        })
    }

    /// A write set on the account that holds the service, whoever answers.
    fn entry_for(
        &self,
        head: &Head,
        context: &Context,
        now: Now,
        action: Action,
        change: &ContactChange,
    ) -> WriteSet {
        let by = Context { account: head.account, ..context.clone() };
        let subject = format!("service {}", change.service);
        WriteSet::of_account(&journal::next(head, &by, now.at, action, subject, describe(change)))
    }

    /// The change with new tokens, and the letters that bring them to those who have not answered.
    async fn with_tokens(
        &self,
        letters: &mut WriteSet,
        owner: AccountId,
        change: ContactChange,
        service: &Service,
        now: Now,
    ) -> Result<StoredContactChange, EngineError> {
        let mut hashes = [None, None];
        for (side, hash) in [Side::From, Side::To].into_iter().zip(&mut hashes) {
            let party = change.party(side);
            let Some(reader) = party.account.filter(|_| party.accepted_at.is_none()) else {
                continue;
            };
            let reader = self.require_account(reader).await?;
            let token = self.ids.secret(TOKEN_LENGTH);
            *hash = Some(self.vault.find(Purpose::ConfirmationToken, &token));
            self.write_notice_with(letters, &reader, &letter(&change, service, now), Some(&token));
        }
        let [from_token_hash, to_token_hash] = hashes;
        Ok(StoredContactChange { account: owner, change, from_token_hash, to_token_hash })
    }
}

/// What both sides are told.
fn letter(change: &ContactChange, service: &Service, now: Now) -> Notice {
    let hours = u16::try_from(CONTACT_CHANGE_VALIDITY.as_hours()).unwrap_or(u16::MAX);
    Notice {
        kind: NoticeKind::ContactChangeAsked,
        day: now.today,
        order: None,
        amount: None,
        means: None,
        request: Some(NoticeRequest { id: change.id.get(), hours }),
        refund: None,
        parties: Some(NoticeParties {
            from: change.from.nichandle.clone(),
            to: change.to.nichandle.clone(),
            kinds: change.kinds.clone(),
        }),
        subject: None,
        items: vec![NoticeItem {
            service: service.id,
            name: service.name.clone(),
            display_name: service.display_name.clone(),
            plan_name: None,
            expires_on: service.expiry.on(),
            on: None,
            amount: None,
        }],
    }
}

fn describe(change: &ContactChange) -> String {
    let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.code()).collect();
    let (from, to) = (&change.from.nichandle, &change.to.nichandle);
    format!("{} from {from} to {to}, task {}", kinds.join(", "), change.id)
}
