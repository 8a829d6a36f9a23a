//! The door of operators: a password, a code, a session.

use jiff::Timestamp;
use perennial_core::OperatorId;
use perennial_core::operator::{Operator, OperatorState};
use perennial_store::{OperatorSession, Stage, StoreError, WriteSet};

use super::StartedOperator;
use crate::access::sign_in::{Drawn, SignInRefusal};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::vault::Purpose;

impl Engine {
    /// Looks at a password, and begins a session if it is that of an operator.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::Wrong`] whatever is wrong.
    pub async fn sign_operator_in(
        &self,
        name: &str,
        password: &str,
    ) -> Result<StartedOperator, SignInRefusal> {
        let stored = self.operator_named(name).await?;
        let kept = stored.as_ref().map(|stored| stored.password_hash.clone());
        if !self.is_kept(password, kept).await? {
            return Err(SignInRefusal::Wrong);
        }
        let stored = stored.ok_or(SignInRefusal::Wrong)?;
        let stage = if stored.factor.is_some() { Stage::WantsCode } else { Stage::SignedIn };
        let started = self.draw_operator_session(stored.operator.id, stage);
        let mut set = WriteSet::without_account();
        set.insert_operator_session(&started.session);
        if stage == Stage::SignedIn {
            set.note_operator_signed_in(stored.operator.id, self.wall.at());
        }
        self.store.commit(set).await?;
        Ok(started)
    }

    /// Takes the code of an operator's second factor. The session begins anew.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::WrongCode`] for a code that is not good now, or was used.
    pub async fn pass_operator_code(
        &self,
        session: &OperatorSession,
        code: &str,
    ) -> Result<StartedOperator, SignInRefusal> {
        let operator = session.operator;
        let stored = self.store.operator(operator).await?;
        let factor = stored.and_then(|stored| stored.factor).ok_or(SignInRefusal::WrongCode)?;
        let step = self.step_of(&factor, code)?;
        let started = self.draw_operator_session(operator, Stage::SignedIn);
        let mut set = WriteSet::without_account();
        set.use_operator_code(operator, step);
        set.note_operator_signed_in(operator, self.wall.at());
        set.delete_operator_session(&session.hash);
        set.insert_operator_session(&started.session);
        match self.store.commit(set).await {
            // Somebody was faster with the same code.
            Err(StoreError::RowCount { .. }) => Err(SignInRefusal::WrongCode),
            done => Ok(done.map(|()| started)?),
        }
    }

    /// The session of an operator's browser, and who it is; nothing if it is over, was never one, or they are no operator any more.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn operator_session(
        &self,
        cookie: &str,
    ) -> Result<Option<(OperatorSession, Operator)>, EngineError> {
        let token = self.vault.open_session(Purpose::OperatorSession, cookie);
        let Some(token) = token else { return Ok(None) };
        let hash = self.vault.find(Purpose::OperatorSession, token);
        let found = self.store.operator_session(&hash).await?;
        let found = found.filter(|session| session.ends_at > self.wall.at());
        let Some(session) = found else { return Ok(None) };
        let stored = self.store.operator(session.operator).await?;
        let operator = stored.map(|stored| stored.operator);
        let operator = operator.filter(|one| one.state == OperatorState::Active);
        Ok(operator.map(|operator| (session, operator)))
    }

    /// Ends a session of an operator, and those in which they read the pages of customers.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn sign_operator_out(&self, session: &OperatorSession) -> Result<(), EngineError> {
        let mut set = WriteSet::without_account();
        set.delete_operator_session(&session.hash);
        if session.stage == Stage::SignedIn {
            set.delete_sessions_of_operator(session.operator);
        }
        Ok(self.store.commit(set).await?)
    }

    /// Whether a text is the password of an operator.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn is_operator_password(
        &self,
        operator: OperatorId,
        text: &str,
    ) -> Result<bool, EngineError> {
        let stored = self.store.operator(operator).await?;
        self.is_kept(text, stored.map(|stored| stored.password_hash)).await
    }

    /// When the password of an operator was set, and whether there is a second factor.
    ///
    /// # Errors
    ///
    /// [`EngineError`] when there is no such operator, or the database fails.
    pub async fn how_operator_signs_in(
        &self,
        operator: OperatorId,
    ) -> Result<(Timestamp, bool), EngineError> {
        let stored = self.store.operator(operator).await?;
        let stored = stored.ok_or_else(|| EngineError::not_found("operator", operator))?;
        Ok((stored.changed_at, stored.factor.is_some()))
    }

    fn draw_operator_session(&self, operator: OperatorId, stage: Stage) -> StartedOperator {
        let drawn = self.draw(Purpose::OperatorSession, stage);
        let Drawn { hash, created_at, ends_at, cookie } = drawn;
        let session = OperatorSession { hash, operator, stage, created_at, ends_at };
        StartedOperator { session, cookie }
    }
}
