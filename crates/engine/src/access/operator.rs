//! Operators: making and removing them, what they may do, and how they sign in.
//!
//! They sign in as holders of accounts do, with the same passwords, codes and sessions, at another door: a session of one is
//! none of the other. Each change of an operator is an entry in the operators' journal, and ends all their sessions.

mod door;

use perennial_core::OperatorId;
use perennial_core::operator::{Operator, OperatorAction, OperatorState, Role, parse_name};
use perennial_core::text::Name;
use perennial_store::{OperatorSession, StoreError, StoredOperator, WriteSet};
use zeroize::Zeroizing;

use super::password::Password;
use super::sign_in::SignInRefusal;
use crate::context::OperatorContext;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// Somebody who is to be an operator.
#[derive(Debug)]
pub struct NewOperator {
    /// What they sign in with.
    pub name: Name,
    /// What they may do.
    pub role: Role,
    /// Their password.
    pub password: Password,
}

/// A session of an operator that has just begun.
#[derive(Debug)]
pub struct StartedOperator {
    /// The session.
    pub session: OperatorSession,
    /// What the browser is to hold.
    pub cookie: Zeroizing<String>,
}

/// Why an operator is not changed.
#[derive(Debug, thiserror::Error)]
pub enum OperatorRefusal {
    /// There is none of that name.
    #[error("there is no operator {name}")]
    Unknown {
        /// The name.
        name: String,
    },
    /// Somebody is, or was, an operator of that name.
    #[error(
        "{name} is an operator already, or was one: journals name operators, so a name is given once; choose another one"
    )]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The operator has that role.
    #[error("{name} has the role {} already", role.code())]
    SameRole {
        /// The name.
        name: String,
        /// The role.
        role: Role,
    },
    /// Anything else.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for OperatorRefusal {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

impl Engine {
    /// Makes an operator.
    ///
    /// # Errors
    ///
    /// [`OperatorRefusal::NameTaken`] for a name that was given before.
    pub async fn add_operator(
        &self,
        context: &OperatorContext,
        new: NewOperator,
    ) -> Result<Operator, OperatorRefusal> {
        let NewOperator { name, role, password } = new;
        if self.store.operator_by_name(&name).await?.is_some() {
            return Err(OperatorRefusal::NameTaken { name: name.to_string() });
        }
        let password_hash = self.hash_password(password).await?;
        let at = self.wall.at();
        let added = self.retry_for_operators(|| async {
            let operator = Operator {
                id: self.ids.operator(),
                name: name.clone(),
                role,
                state: OperatorState::Active,
                created_at: at,
                signed_in_at: None,
            };
            let password_hash = password_hash.clone();
            let stored = StoredOperator { operator, password_hash, changed_at: at, factor: None };
            let (action, subject) = (OperatorAction::Add, format!("operator {name}"));
            let detail = format!("role {}", role.code());
            let mut set = self.operators_set(context, action, subject, detail).await?;
            set.insert_operator(&stored);
            self.store.commit(set).await?;
            Ok(stored.operator)
        });
        match added.await {
            Err(EngineError::Store(StoreError::Duplicate { .. })) => {
                Err(OperatorRefusal::NameTaken { name: name.to_string() })
            }
            added => Ok(added?),
        }
    }

    /// The operator with a name, however it is written; not one that was removed.
    ///
    /// # Errors
    ///
    /// [`OperatorRefusal::Unknown`] when there is none.
    pub async fn require_operator(&self, name: &str) -> Result<StoredOperator, OperatorRefusal> {
        let found = self.operator_named(name).await?;
        found.ok_or_else(|| OperatorRefusal::Unknown { name: name.trim().to_owned() })
    }

    /// Changes what an operator may do.
    ///
    /// # Errors
    ///
    /// [`OperatorRefusal::SameRole`] when it is that already.
    pub async fn set_operator_role(
        &self,
        context: &OperatorContext,
        operator: &Operator,
        role: Role,
    ) -> Result<(), OperatorRefusal> {
        if operator.role == role {
            return Err(OperatorRefusal::SameRole { name: operator.name.to_string(), role });
        }
        let detail = format!("from {} to {}", operator.role.code(), role.code());
        let changed = self.change_operator(
            context,
            operator.id,
            OperatorAction::ChangeRole,
            detail,
            |stored| {
                stored.operator.role = role;
            },
        );
        Ok(changed.await?)
    }

    /// Makes somebody an operator no more.
    ///
    /// # Errors
    ///
    /// [`EngineError`] when there is no such operator, or the database fails.
    pub async fn remove_operator(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
    ) -> Result<(), EngineError> {
        self.change_operator(context, operator, OperatorAction::Remove, String::new(), |stored| {
            stored.operator.state = OperatorState::Removed;
            stored.factor = None;
        })
        .await
    }

    /// Sets the password of an operator.
    ///
    /// # Errors
    ///
    /// As [`Engine::remove_operator`].
    pub async fn set_operator_password(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
        password: Password,
    ) -> Result<(), EngineError> {
        let (hash, at) = (self.hash_password(password).await?, self.wall.at());
        let (action, detail) = (OperatorAction::SetPassword, String::new());
        self.change_operator(context, operator, action, detail, |stored| {
            stored.password_hash.clone_from(&hash);
            stored.changed_at = at;
        })
        .await
    }

    /// Sets up a second factor of an operator: who can say its first code has its secret.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::WrongCode`] if the code is not that of the secret.
    pub async fn set_operator_factor(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
        sealed: &str,
        code: &str,
    ) -> Result<(), SignInRefusal> {
        let factor = self.confirmed_factor(sealed, code)?;
        let (action, detail) = (OperatorAction::SetFactor, String::new());
        let changed = self.change_operator(context, operator, action, detail, |stored| {
            stored.factor = Some(factor.clone());
        });
        Ok(changed.await?)
    }

    /// Takes the second factor of an operator away.
    ///
    /// # Errors
    ///
    /// As [`Engine::remove_operator`].
    pub async fn remove_operator_factor(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
    ) -> Result<(), EngineError> {
        let (action, detail) = (OperatorAction::RemoveFactor, String::new());
        self.change_operator(context, operator, action, detail, |stored| stored.factor = None).await
    }

    /// Ends all sessions of an operator.
    ///
    /// # Errors
    ///
    /// As [`Engine::remove_operator`].
    pub async fn sign_operator_out_everywhere(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
    ) -> Result<(), EngineError> {
        let (action, detail) = (OperatorAction::EndSessions, String::new());
        self.change_operator(context, operator, action, detail, |_| {}).await
    }

    /// Changes an operator, and ends all their sessions.
    async fn change_operator(
        &self,
        context: &OperatorContext,
        operator: OperatorId,
        action: OperatorAction,
        detail: String,
        change: impl Fn(&mut StoredOperator),
    ) -> Result<(), EngineError> {
        self.retry_for_operators(|| async {
            // The journal's head first: whoever changed the operator meanwhile has moved it.
            let head = self.store.operator_head().await?;
            let stored = self.store.operator(operator).await?;
            let stored = stored.filter(|one| one.operator.state == OperatorState::Active);
            let mut stored = stored.ok_or_else(|| EngineError::not_found("operator", operator))?;
            let subject = format!("operator {}", stored.operator.name);
            change(&mut stored);
            let told = (action, subject, detail.clone());
            let entry = journal::next_of_operators(&head, context, self.wall.at(), told);
            let mut set = WriteSet::of_operators(&entry);
            set.set_operator(&stored);
            set.delete_operator_sessions(operator);
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// The write set of something that an operator does, with its entry in the operators' journal.
    pub(crate) async fn operators_set(
        &self,
        context: &OperatorContext,
        action: OperatorAction,
        subject: String,
        detail: String,
    ) -> Result<WriteSet, EngineError> {
        let (head, at) = (self.store.operator_head().await?, self.wall.at());
        let entry = journal::next_of_operators(&head, context, at, (action, subject, detail));
        Ok(WriteSet::of_operators(&entry))
    }

    async fn operator_named(&self, name: &str) -> Result<Option<StoredOperator>, StoreError> {
        let Ok(name) = parse_name(name) else { return Ok(None) };
        let found = self.store.operator_by_name(&name).await?;
        Ok(found.filter(|stored| stored.operator.state == OperatorState::Active))
    }
}
