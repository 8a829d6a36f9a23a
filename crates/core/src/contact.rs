//! Changing who looks after a service: both the old and the new contact are asked.
//!
//! Contacts are names of accounts. The account that holds a service, and pays for it, stays the same whatever its contacts
//! are: a change of them moves no service and no money.

use jiff::Timestamp;

use crate::id::{AccountId, ContactChangeId, ServiceId};
use crate::limits::CONTACT_CHANGE_VALIDITY;
use crate::service::{Contacts, Service, ServiceState};
use crate::step::Step;
use crate::text::Name;
use crate::time::Now;

/// What a contact is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    /// Manages the service.
    Admin,
    /// Pays for it.
    Billing,
    /// Runs it.
    Tech,
}

impl ContactKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Billing, Self::Tech];

    /// The code under which the kind is stored: the spelling of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admin => "contactAdmin",
            Self::Billing => "contactBilling",
            Self::Tech => "contactTech",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Contacts {
    /// The contact of a kind.
    #[must_use]
    pub const fn get(&self, kind: ContactKind) -> &Name {
        match kind {
            ContactKind::Admin => &self.admin,
            ContactKind::Billing => &self.billing,
            ContactKind::Tech => &self.tech,
        }
    }

    /// The same with another contact of a kind.
    #[must_use]
    pub fn with(mut self, kind: ContactKind, name: &Name) -> Self {
        let contact = match kind {
            ContactKind::Admin => &mut self.admin,
            ContactKind::Billing => &mut self.billing,
            ContactKind::Tech => &mut self.tech,
        };
        contact.clone_from(name);
        self
    }
}

/// A change of contacts that was asked for: from one account to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactChange {
    /// Its id.
    pub id: ContactChangeId,
    /// The service.
    pub service: ServiceId,
    /// The name of the service.
    pub service_name: Name,
    /// What for.
    pub kinds: Vec<ContactKind>,
    /// The name of the account that asked.
    pub asked_by: Name,
    /// Who is to be it no longer.
    pub from: Party,
    /// Who is to be it.
    pub to: Party,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Until when it can be accepted.
    pub valid_until: Timestamp,
    /// What became of it.
    pub state: ContactChangeState,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name of the account.
    pub nichandle: Name,
    /// The account; none for a contact of whom only the name is known, who cannot be asked.
    pub account: Option<AccountId>,
    /// When it accepted.
    pub accepted_at: Option<Timestamp>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactChangeState {
    /// Both are asked.
    Asked,
    /// Both have accepted, and the contacts are changed.
    Done {
        /// When.
        at: Timestamp,
    },
    /// One of them has refused.
    Refused {
        /// When.
        at: Timestamp,
    },
}

/// A side of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who is to be it no longer.
    From,
    /// Who is to be it.
    To,
}

impl ContactChange {
    /// The sides that an account is on.
    pub fn sides_of(&self, account: AccountId) -> impl Iterator<Item = Side> {
        let from = self.from.account == Some(account);
        let to = self.to.account == Some(account);
        [from.then_some(Side::From), to.then_some(Side::To)].into_iter().flatten()
    }

    /// A side.
    #[must_use]
    pub const fn party(&self, side: Side) -> &Party {
        match side {
            Side::From => &self.from,
            Side::To => &self.to,
        }
    }

    /// Whether its time was over before both had accepted.
    #[must_use]
    pub fn is_expired(&self, at: Timestamp) -> bool {
        self.state == ContactChangeState::Asked && at > self.valid_until
    }
}

/// Why contacts stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefusal {
    /// Nothing was asked for.
    #[error("say who is to be contactAdmin, contactBilling or contactTech")]
    Nothing,
    /// Everything is so already.
    #[error("these are the contacts of the service already")]
    Already,
    /// There is no such account.
    #[error("{kind}: there is no account `{nichandle}`", kind = kind.code())]
    NoAccount {
        /// What for.
        kind: ContactKind,
        /// The name.
        nichandle: Name,
    },
    /// The service is gone.
    #[error("this service was deleted")]
    Deleted,
    /// The same contact is asked about already.
    #[error(
        "{kind} of the service is in task {task} already: accept it, refuse it, or wait until its time is over",
        kind = kind.code()
    )]
    Pending {
        /// What for.
        kind: ContactKind,
        /// The change.
        task: ContactChangeId,
    },
    /// The token is another one.
    #[error("Invalid token: it is not the one of the last e-mail about this task")]
    WrongToken,
    /// The change is through.
    #[error("task {task} is {state}: nothing can be changed about it", state = code(*state))]
    Closed {
        /// The change.
        task: ContactChangeId,
        /// What became of it.
        state: ContactChangeState,
    },
    /// Its time is over.
    #[error("task {task} could be answered until {until}: ask for the change again")]
    OutOfTime {
        /// The change.
        task: ContactChangeId,
        /// Until when it could be.
        until: Timestamp,
    },
    /// The contact is somebody else meanwhile.
    #[error("{kind} of the service is no longer {from}: ask for the change again", kind = kind.code())]
    Changed {
        /// What for.
        kind: ContactKind,
        /// Who was to be it no longer.
        from: Name,
    },
}

const fn code(state: ContactChangeState) -> &'static str {
    match state {
        ContactChangeState::Asked => "open",
        ContactChangeState::Done { .. } => "done",
        ContactChangeState::Refused { .. } => "refused",
    }
}

/// The contacts that are wanted, each with the account of that name, if there is one.
pub type Wanted = (ContactKind, Name, Option<AccountId>);

/// A change that is to be asked for: one for each pair of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Who is to be it no longer.
    pub from: Name,
    /// Who is to be it.
    pub to: Name,
    /// The account of that name.
    pub to_account: AccountId,
    /// What for.
    pub kinds: Vec<ContactKind>,
}

/// What changes are to be made so that the contacts are those that are wanted: for each pair of accounts one, in the order
/// in which they are wanted. `open` are the changes that wait for answers.
///
/// # Errors
///
/// [`ContactRefusal`] for the first guard that does not hold.
pub fn plan(
    service: &Service,
    wanted: &[Wanted],
    open: &[ContactChange],
    now: Now,
) -> Result<Vec<Planned>, ContactRefusal> {
    if service.state == ServiceState::Deleted {
        return Err(ContactRefusal::Deleted);
    }
    if wanted.is_empty() {
        return Err(ContactRefusal::Nothing);
    }
    let mut changes: Vec<Planned> = Vec::new();
    for (kind, to, account) in wanted {
        let from = service.contacts.get(*kind);
        if from == to {
            continue;
        }
        let nichandle = || to.clone();
        let account = account
            .ok_or_else(|| ContactRefusal::NoAccount { kind: *kind, nichandle: nichandle() })?;
        let is_open = |change: &&ContactChange| {
            change.service == service.id
                && change.state == ContactChangeState::Asked
                && !change.is_expired(now.at)
                && change.kinds.contains(kind)
        };
        if let Some(change) = open.iter().find(is_open) {
            return Err(ContactRefusal::Pending { kind: *kind, task: change.id });
        }
        match changes.iter_mut().find(|change| change.from == *from && change.to == *to) {
            Some(change) => change.kinds.push(*kind),
            None => changes.push(Planned {
                from: from.clone(),
                to: to.clone(),
                to_account: account,
                kinds: vec![*kind],
            }),
        }
    }
    if changes.is_empty() { Err(ContactRefusal::Already) } else { Ok(changes) }
}

/// Until when a change that is asked for now can be answered.
#[must_use]
pub fn valid_until(now: Now) -> Timestamp {
    now.at.checked_add(CONTACT_CHANGE_VALIDITY).unwrap_or(Timestamp::MAX)
}

fn check_open(change: &ContactChange, now: Now) -> Result<(), ContactRefusal> {
    if change.state != ContactChangeState::Asked {
        return Err(ContactRefusal::Closed { task: change.id, state: change.state });
    }
    if change.is_expired(now.at) {
        return Err(ContactRefusal::OutOfTime { task: change.id, until: change.valid_until });
    }
    Ok(())
}

/// The change after one side has accepted it, and the contacts of the service if that was the last. `side` is the one
/// whose token was presented; nothing where it was nobody's.
///
/// # Errors
///
/// [`ContactRefusal`] for the first guard that does not hold.
pub fn accept(
    change: &ContactChange,
    side: Option<Side>,
    service: &Service,
    now: Now,
) -> Result<Step<(ContactChange, Option<Contacts>)>, ContactRefusal> {
    let side = side.ok_or(ContactRefusal::WrongToken)?;
    check_open(change, now)?;
    if service.state == ServiceState::Deleted {
        return Err(ContactRefusal::Deleted);
    }
    let is_other = |kind: &&ContactKind| *service.contacts.get(**kind) != change.from.nichandle;
    if let Some(kind) = change.kinds.iter().find(is_other) {
        let from = change.from.nichandle.clone();
        return Err(ContactRefusal::Changed { kind: *kind, from });
    }
    if change.party(side).accepted_at.is_some() {
        return Ok(Step::Unchanged);
    }
    let mut after = change.clone();
    match side {
        Side::From => after.from.accepted_at = Some(now.at),
        Side::To => after.to.accepted_at = Some(now.at),
    }
    // Who has only a name cannot be asked.
    let agrees = |party: &Party| party.accepted_at.is_some() || party.account.is_none();
    if !(agrees(&after.from) && agrees(&after.to)) {
        return Ok(Step::Changed((after, None)));
    }
    after.state = ContactChangeState::Done { at: now.at };
    let contacts = change.kinds.iter().fold(service.contacts.clone(), |contacts, kind| {
        contacts.with(*kind, &change.to.nichandle)
    });
    Ok(Step::Changed((after, Some(contacts))))
}

/// The change after one side has refused it.
///
/// # Errors
///
/// As [`accept`].
pub fn refuse(
    change: &ContactChange,
    side: Option<Side>,
    now: Now,
) -> Result<ContactChange, ContactRefusal> {
    side.ok_or(ContactRefusal::WrongToken)?;
    check_open(change, now)?;
    Ok(ContactChange { state: ContactChangeState::Refused { at: now.at }, ..change.clone() })
}

/// Whether a letter about the change can be sent again.
///
/// # Errors
///
/// [`ContactRefusal`] for a change that cannot be answered any more.
pub fn resend(change: &ContactChange, now: Now) -> Result<(), ContactRefusal> {
    check_open(change, now)
}

#[cfg(test)]
mod tests;
