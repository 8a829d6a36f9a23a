//! Operators: people of the seller who look after a server in a browser, what they may do, and the journal of what they did.
//!
//! They are no accounts: they hold nothing and buy nothing. What they do to an account stands in the journal of the account;
//! what belongs to none of them stands in a journal of the operators' own, which is sealed in the same way.

use jiff::Timestamp;

use crate::id::OperatorId;
use crate::journal::Hash;
use crate::text::{Name, TextError};

/// The most characters of an operator's name.
pub const NAME_MAX: usize = 64;

/// What an operator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Operator,
    /// To see everything, and to change nothing.
    ReadOnly,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 2] = [Self::Operator, Self::ReadOnly];

    /// The code under which the role is stored, and named at the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::ReadOnly => "read-only",
        }
    }

    /// The role with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether something may be changed.
    #[must_use]
    pub const fn may_act(self) -> bool {
        matches!(self, Self::Operator)
    }
}

/// Whether somebody is an operator still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorState {
    /// They are, and may sign in.
    Active,
    /// They were. The row stays, so that the journals' names keep their meaning and are not given again.
    Removed,
}

impl OperatorState {
    /// All states.
    pub const ALL: [Self; 2] = [Self::Active, Self::Removed];

    /// The code under which the state is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Removed => "removed",
        }
    }

    /// The state with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Somebody of the seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The id.
    pub id: OperatorId,
    /// What they sign in with, and what journals name them by. No two have the same.
    pub name: Name,
    /// What they may do.
    pub role: Role,
    /// Whether they are an operator still.
    pub state: OperatorState,
    /// When they were made one.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub signed_in_at: Option<Timestamp>,
}

/// Why a text is no name of an operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperatorNameError {
    /// It is no name at all.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is long.
    #[error("the name has {characters} characters; at most {NAME_MAX} are allowed")]
    TooLong {
        /// How many it has.
        characters: usize,
    },
}

/// A name for an operator. Names are compared as they are written in lower case, so they are kept so.
///
/// # Errors
///
/// [`OperatorNameError`] for the first thing that is wrong with it.
pub fn parse_name(text: &str) -> Result<Name, OperatorNameError> {
    let name = Name::parse(&text.to_lowercase())?;
    let characters = name.as_str().chars().count();
    if characters > NAME_MAX { Err(OperatorNameError::TooLong { characters }) } else { Ok(name) }
}

/// What an operator did, or what was done to one, that belongs to no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperatorAction {
    /// Somebody was made an operator.
    Add,
    /// What an operator may do was changed.
    ChangeRole,
    /// Somebody is an operator no more.
    Remove,
    /// The password of an operator was set.
    SetPassword,
    /// A second factor was set up.
    SetFactor,
    /// The second factor was taken away.
    RemoveFactor,
    /// An operator was signed out everywhere.
    EndSessions,
    /// A run that waited was approved.
    ApproveRun,
    /// A run that waited was cancelled.
    CancelRun,
    /// The clock of a sandbox was ordered to move.
    MoveClock,
    /// What the sandbox gateway does with a payment method was ordered.
    OrderOutcomes,
    /// The sandbox gateway was ordered to take a charge back.
    OrderReversal,
}

impl OperatorAction {
    /// All actions.
    pub const ALL: [Self; 12] = [
        Self::Add,
        Self::ChangeRole,
        Self::Remove,
        Self::SetPassword,
        Self::SetFactor,
        Self::RemoveFactor,
        Self::EndSessions,
        Self::ApproveRun,
        Self::CancelRun,
        Self::MoveClock,
        Self::OrderOutcomes,
        Self::OrderReversal,
    ];

    /// The code under which the action is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Add => "operator.add",
            Self::ChangeRole => "operator.role",
            Self::Remove => "operator.remove",
            Self::SetPassword => "password.set",
            Self::SetFactor => "factor.set",
            Self::RemoveFactor => "factor.remove",
            Self::EndSessions => "sessions.end",
            Self::ApproveRun => "run.approve",
            Self::CancelRun => "run.cancel",
            Self::MoveClock => "clock.move",
            Self::OrderOutcomes => "sandbox.outcomes",
            Self::OrderReversal => "sandbox.takeBack",
        }
    }

    /// The action with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}

/// Where the operators' journal stands: the number and the hash of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperatorHead {
    /// The number of the last entry, 0 before the first.
    pub number: i64,
    /// Its hash, zeros before the first.
    pub hash: Hash,
}

impl OperatorHead {
    /// A journal without entries.
    pub const EMPTY: Self = Self { number: 0, hash: [0; 32] };
}

/// An entry of the operators' journal, before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorEntry {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The request it belongs to.
    pub query_id: String,
    /// What.
    pub action: OperatorAction,
    /// To what, such as `run 12`.
    pub subject: String,
    /// How and why, for people.
    pub detail: String,
    /// The hash of the entry before.
    pub previous: Hash,
}

impl OperatorEntry {
    /// The bytes whose hash seals the entry: every field, each text with its length before it.
    #[must_use]
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(b"perennial operators 1");
        bytes.extend_from_slice(&self.previous);
        for number in [self.number, self.at.as_microsecond()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        for text in [&self.actor, &self.query_id, self.action.code(), &self.subject, &self.detail] {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }
}

/// An entry with the hash that seals it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOperatorEntry {
    /// The entry.
    pub entry: OperatorEntry,
    /// The hash of its [`OperatorEntry::sealed_bytes`].
    pub hash: Hash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_inverse() {
        for action in OperatorAction::ALL {
            assert_eq!(OperatorAction::from_code(action.code()), Some(action));
        }
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        for state in OperatorState::ALL {
            assert_eq!(OperatorState::from_code(state.code()), Some(state));
        }
        assert!(Role::Operator.may_act() && !Role::ReadOnly.may_act());
    }

    #[test]
    fn names_are_kept_in_lower_case() {
        assert_eq!(parse_name(" Anna Öberg ").unwrap().as_str(), "anna öberg");
        assert!(matches!(parse_name(" "), Err(OperatorNameError::Text(_))));
        let long = parse_name(&"ä".repeat(65));
        assert_eq!(long, Err(OperatorNameError::TooLong { characters: 65 }));
    }

    #[test]
    fn different_entries_have_different_bytes() {
        let entry = |subject: &str, detail: &str| OperatorEntry {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: "operator anna".to_owned(),
            query_id: String::new(),
            action: OperatorAction::Add,
            subject: subject.to_owned(),
            detail: detail.to_owned(),
            previous: [0; 32],
        };
        assert_ne!(entry("ab", "c").sealed_bytes(), entry("a", "bc").sealed_bytes());
    }
}
