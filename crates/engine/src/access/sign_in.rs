//! Signing in with a browser: a password, perhaps a code of a second factor, and a session afterwards.
//!
//! A session is known by the keyed hash of what the browser holds, and ends by itself. Whoever guesses is slowed down by
//! the cost of a hash here, and made to wait where addresses are known: in the server.

use jiff::{SignedDuration, Timestamp};
use perennial_core::journal::Action;
use perennial_core::text::Name;
use perennial_core::{AccountId, OperatorId};
use perennial_store::{Factor, Session, SignIn, Stage, StoreError, WriteSet};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::factor;
use super::password::{self, Password};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::vault::Purpose;

/// How long somebody stays signed in.
pub const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long one may look for the code of the second factor.
const WANTS_CODE: SignedDuration = SignedDuration::from_mins(5);
/// How long an operator reads the pages of a customer.
const READING: SignedDuration = SignedDuration::from_hours(1);
/// How many passwords are looked at at once: each takes 19 MiB and a core for tens of milliseconds.
const AT_ONCE: usize = 2;
/// How many may wait for that. Who floods the door with passwords is turned away, and keeps nobody's memory busy.
const WAITING: usize = 64;

/// Where passwords are hashed.
#[derive(Debug)]
pub(crate) struct Hashing {
    waiting: Semaphore,
    places: Semaphore,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { waiting: Semaphore::new(WAITING), places: Semaphore::new(AT_ONCE) }
    }
}

/// A session that has just begun.
#[derive(Debug)]
pub struct Started {
    /// The session.
    pub session: Session,
    /// What the browser is to hold.
    pub cookie: Zeroizing<String>,
}

/// A session before it is said whose it is.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) hash: [u8; 32],
    pub(super) created_at: Timestamp,
    pub(super) ends_at: Timestamp,
    pub(super) cookie: Zeroizing<String>,
}

/// Why somebody does not get in, or a second factor is not set up.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// There is no such account, it has no password, or it has another one: which, is not told.
    #[error("account or password is wrong")]
    Wrong,
    /// The code is wrong, over, or was used before.
    #[error("the code is wrong or was used already; wait for the next one")]
    WrongCode,
    /// Anything else.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for SignInRefusal {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

/// A second factor that can be set up.
#[derive(Debug)]
pub struct NewFactor {
    /// Its secret, in base 32, for an authenticator.
    pub secret: Zeroizing<String>,
    /// The same under seal, for the form with which its first code comes back.
    pub sealed: String,
}

impl Engine {
    /// Looks at a password, and begins a session if it is that of an account.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::Wrong`] whatever is wrong.
    pub async fn sign_in(&self, nichandle: &str, password: &str) -> Result<Started, SignInRefusal> {
        let stored = self.sign_in_named(nichandle).await?;
        let kept = stored.as_ref().map(|stored| stored.password_hash.clone());
        if !self.is_kept(password, kept).await? {
            return Err(SignInRefusal::Wrong);
        }
        let stored = stored.ok_or(SignInRefusal::Wrong)?;
        let stage = if stored.factor.is_some() { Stage::WantsCode } else { Stage::SignedIn };
        let started = self.draw_session(stored.account, stage, None);
        let mut set = WriteSet::without_account();
        set.insert_session(&started.session);
        self.store.commit(set).await?;
        Ok(started)
    }

    async fn sign_in_named(&self, nichandle: &str) -> Result<Option<SignIn>, StoreError> {
        let Ok(name) = Name::parse(nichandle) else { return Ok(None) };
        match self.store.account_by_nichandle(&name).await? {
            Some(account) => self.store.sign_in(account).await,
            None => Ok(None),
        }
    }

    /// Takes the code of a second factor. The session begins anew, so that what the browser held before is worth nothing.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::WrongCode`] for a code that is not good now, or was used.
    pub async fn pass_code(&self, session: &Session, code: &str) -> Result<Started, SignInRefusal> {
        let account = session.account;
        let stored = self.store.sign_in(account).await?;
        let factor = stored.and_then(|stored| stored.factor).ok_or(SignInRefusal::WrongCode)?;
        let step = self.step_of(&factor, code)?;
        let started = self.draw_session(account, Stage::SignedIn, None);
        let mut set = WriteSet::without_account();
        set.use_code(account, step);
        set.delete_session(&session.hash);
        set.insert_session(&started.session);
        match self.store.commit(set).await {
            // Somebody was faster with the same code.
            Err(StoreError::RowCount { .. }) => Err(SignInRefusal::WrongCode),
            done => Ok(done.map(|()| started)?),
        }
    }

    /// The session of a browser; none if it is over, or was never one.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn session(&self, cookie: &str) -> Result<Option<Session>, EngineError> {
        let token = self.vault.open_session(Purpose::Session, cookie);
        let Some(token) = token else { return Ok(None) };
        let found = self.store.session(&self.vault.find(Purpose::Session, token)).await?;
        Ok(found.filter(|session| session.ends_at > self.wall.at()))
    }

    /// Ends a session. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn sign_out(&self, session: &Session) -> Result<(), EngineError> {
        let mut set = WriteSet::without_account();
        set.delete_session(&session.hash);
        Ok(self.store.commit(set).await?)
    }

    /// Ends all sessions of the context's account.
    ///
    /// # Errors
    ///
    /// [`EngineError`] when there is no such account, or the database fails.
    pub async fn sign_out_everywhere(&self, context: &Context) -> Result<(), EngineError> {
        self.change_sign_in(context, Action::EndSessions, Ok).await
    }

    /// Sets the password of the context's account, and ends all of its sessions.
    ///
    /// # Errors
    ///
    /// As [`Engine::sign_out_everywhere`].
    pub async fn set_password(
        &self,
        context: &Context,
        password: Password,
    ) -> Result<(), EngineError> {
        let password_hash = self.hash_password(password).await?;
        let (account, changed_at) = (context.account, self.wall.at());
        self.change_sign_in(context, Action::SetPassword, |stored| {
            let factor = stored.and_then(|stored| stored.factor);
            let password_hash = password_hash.clone();
            Ok(Some(SignIn { account, password_hash, changed_at, factor }))
        })
        .await
    }

    /// Whether a text is the password of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn is_password(&self, account: AccountId, text: &str) -> Result<bool, EngineError> {
        let stored = self.store.sign_in(account).await?;
        self.is_kept(text, stored.map(|stored| stored.password_hash)).await
    }

    /// A second factor that an account can set up. Nothing is stored yet.
    #[must_use]
    pub fn new_factor(&self) -> NewFactor {
        let secret = factor::secret(&self.ids.bytes());
        let sealed = self.vault.seal(Purpose::Factor, &secret, &self.ids);
        NewFactor { secret, sealed: sealed.iter().map(|byte| format!("{byte:02x}")).collect() }
    }

    /// The secret of a second factor that was handed out.
    #[must_use]
    pub fn open_factor(&self, sealed: &str) -> Option<Zeroizing<String>> {
        self.vault.open(Purpose::Factor, &unhex(sealed)?).ok()
    }

    /// Sets up a second factor: who can say its first code has its secret. All sessions end.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::WrongCode`] if the code is not that of the secret, or the account has no password.
    pub async fn set_factor(
        &self,
        context: &Context,
        sealed: &str,
        code: &str,
    ) -> Result<(), SignInRefusal> {
        let factor = self.confirmed_factor(sealed, code)?;
        let set = |stored: Option<SignIn>| {
            let stored = stored.ok_or(EngineError::NoPassword)?;
            Ok(Some(SignIn { factor: Some(factor.clone()), ..stored }))
        };
        Ok(self.change_sign_in(context, Action::SetFactor, set).await?)
    }

    /// Takes the second factor of the context's account away; the password alone is enough then. All sessions end.
    ///
    /// # Errors
    ///
    /// As [`Engine::sign_out_everywhere`].
    pub async fn remove_factor(&self, context: &Context) -> Result<(), EngineError> {
        let remove = |stored: Option<SignIn>| Ok(stored.map(|one| SignIn { factor: None, ..one }));
        self.change_sign_in(context, Action::RemoveFactor, remove).await
    }

    /// When the password of an account was set, and whether there is a second factor; nothing where nobody can sign in.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn how_to_sign_in(
        &self,
        account: AccountId,
    ) -> Result<Option<(Timestamp, bool)>, EngineError> {
        let stored = self.store.sign_in(account).await?;
        Ok(stored.map(|stored| (stored.changed_at, stored.factor.is_some())))
    }

    /// Changes how the holder of an account signs in, and ends all of its sessions.
    async fn change_sign_in(
        &self,
        context: &Context,
        action: Action,
        change: impl Fn(Option<SignIn>) -> Result<Option<SignIn>, EngineError>,
    ) -> Result<(), EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let head = self.require_head(account).await?;
            let changed = change(self.store.sign_in(account).await?)?;
            let entry = journal::next(&head, context, self.wall.at(), action, "sign-in", "");
            let mut set = WriteSet::of_account(&entry);
            if let Some(changed) = &changed {
                set.set_sign_in(changed);
            }
            set.delete_sessions(account);
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// A session of an account. Where somebody reads its pages who does not hold it, it is over sooner.
    pub(crate) fn draw_session(
        &self,
        account: AccountId,
        stage: Stage,
        reader: Option<OperatorId>,
    ) -> Started {
        let drawn = self.draw(Purpose::Session, stage);
        let Drawn { hash, created_at, ends_at, cookie } = drawn;
        let until = created_at.checked_add(READING).unwrap_or(Timestamp::MAX);
        let ends_at = if reader.is_some() { ends_at.min(until) } else { ends_at };
        Started { session: Session { hash, account, stage, created_at, ends_at, reader }, cookie }
    }

    /// A session of which it is not said whose it is.
    pub(super) fn draw(&self, purpose: Purpose, stage: Stage) -> Drawn {
        let token = self.ids.secret(43);
        let hash = self.vault.find(purpose, &token);
        let created_at = self.wall.at();
        let lasts = if stage == Stage::WantsCode { WANTS_CODE } else { SESSION };
        let ends_at = created_at.checked_add(lasts).unwrap_or(Timestamp::MAX);
        Drawn { hash, created_at, ends_at, cookie: self.vault.sign_session(purpose, &token) }
    }

    /// The step of a code that is good now, and was not used.
    pub(super) fn step_of(&self, factor: &Factor, code: &str) -> Result<i64, SignInRefusal> {
        let secret = self.vault.open(Purpose::Factor, &factor.sealed_secret);
        let secret = secret.map_err(EngineError::from)?;
        let step = factor::step(&secret, code, self.wall.at());
        step.filter(|step| *step > factor.step).ok_or(SignInRefusal::WrongCode)
    }

    /// A second factor that was handed out, if this is its first code.
    pub(super) fn confirmed_factor(
        &self,
        sealed: &str,
        code: &str,
    ) -> Result<Factor, SignInRefusal> {
        let secret = self.open_factor(sealed).ok_or(SignInRefusal::WrongCode)?;
        let step = factor::step(&secret, code, self.wall.at()).ok_or(SignInRefusal::WrongCode)?;
        let sealed_secret = unhex(sealed).ok_or(SignInRefusal::WrongCode)?;
        Ok(Factor { sealed_secret, step })
    }

    /// What is kept of a password.
    pub(super) async fn hash_password(&self, password: Password) -> Result<String, EngineError> {
        let salt = self.ids.bytes();
        let hash = self.beside(move || password.hash(&salt)).await?;
        hash.ok_or(EngineError::NotHashed)
    }

    /// Whether a text is the password of which this was kept.
    pub(super) async fn is_kept(
        &self,
        text: &str,
        kept: Option<String>,
    ) -> Result<bool, EngineError> {
        let text = Zeroizing::new(text.to_owned());
        self.beside(move || password::verify(&text, kept.as_deref())).await
    }

    /// Does what takes long beside the threads that answer calls, and not too often at once.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, EngineError> {
        let turn = self.hashing.waiting.try_acquire().map_err(|_| EngineError::Busy)?;
        let place = self.hashing.places.acquire().await.map_err(|_| EngineError::NotHashed)?;
        let done = tokio::task::spawn_blocking(work).await;
        drop((place, turn));
        done.map_err(|_| EngineError::NotHashed)
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    pairs.iter().map(byte).collect::<Option<Vec<u8>>>().filter(|_| rest.is_empty())
}
