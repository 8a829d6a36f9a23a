//! `sign_in` and `web_session`: how people sign in, and who is signed in. Of passwords there are Argon2id's hashes alone, of
//! sessions keyed hashes.

use jiff::Timestamp;
use perennial_core::{AccountId, OperatorId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new(
    "SELECT account_id, password_hash, changed_at, factor_secret, factor_step FROM sign_in WHERE account_id = $1",
);
static DELETE: Sql = Sql::new("DELETE FROM sign_in WHERE account_id = $1");
static INSERT: Sql = Sql::new(
    "INSERT INTO sign_in (account_id, password_hash, changed_at, factor_secret, factor_step) \
     VALUES ($1, $2, $3, $4, $5)",
);
static USE_CODE: Sql = Sql::new(
    "UPDATE sign_in SET factor_step = $2 WHERE account_id = $1 AND factor_step < $2 AND factor_secret IS NOT NULL",
);

static SESSION: Sql = Sql::new(
    "SELECT token_hash, account_id, stage, created_at, ends_at, operator_id FROM web_session WHERE token_hash = $1",
);
static SESSIONS: Sql = Sql::new(
    "SELECT token_hash, account_id, stage, created_at, ends_at, operator_id FROM web_session WHERE account_id = $1 \
     ORDER BY created_at, token_hash",
);
static INSERT_SESSION: Sql = Sql::new(
    "INSERT INTO web_session (token_hash, account_id, stage, created_at, ends_at, operator_id) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);
static DELETE_SESSION: Sql = Sql::new("DELETE FROM web_session WHERE token_hash = $1");
static DELETE_SESSIONS: Sql = Sql::new("DELETE FROM web_session WHERE account_id = $1");
static DELETE_SESSIONS_OF_OPERATOR: Sql =
    Sql::new("DELETE FROM web_session WHERE operator_id = $1");
static FORGET_SESSIONS: Sql = Sql::new("DELETE FROM web_session WHERE ends_at <= $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &DELETE,
    &INSERT,
    &USE_CODE,
    &SESSION,
    &SESSIONS,
    &INSERT_SESSION,
    &DELETE_SESSION,
    &DELETE_SESSIONS,
    &DELETE_SESSIONS_OF_OPERATOR,
    &FORGET_SESSIONS,
];

/// How the holder of an account signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The account.
    pub account: AccountId,
    /// The password as Argon2id leaves it, with its salt and its parameters (a PHC string).
    pub password_hash: String,
    /// When the password was set.
    pub changed_at: Timestamp,
    /// The second factor, if there is one.
    pub factor: Option<Factor>,
}

/// A second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its secret, under seal.
    pub sealed_secret: Vec<u8>,
    /// The time step of the last code that was used: none before it, and not this one, is taken again.
    pub step: i64,
}

impl Factor {
    /// What two columns say.
    pub(super) fn of(secret: Option<Vec<u8>>, step: Option<i64>) -> Option<Self> {
        secret.zip(step).map(|(sealed_secret, step)| Self { sealed_secret, step })
    }
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; a code of the second factor is still to come.
    WantsCode,
    /// Somebody is signed in.
    SignedIn,
}

impl Stage {
    const ALL: [Self; 2] = [Self::WantsCode, Self::SignedIn];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::WantsCode => "wants code",
            Self::SignedIn => "signed in",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// A browser of somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The keyed hash of what the browser holds.
    pub hash: [u8; 32],
    /// Whose it is.
    pub account: AccountId,
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub created_at: Timestamp,
    /// When it is over.
    pub ends_at: Timestamp,
    /// The operator who reads the pages of the account, and changes nothing; nobody where it is the holder's.
    pub reader: Option<OperatorId>,
}

fn read(row: Row) -> Result<SignIn, StoreError> {
    let mut row = Reader::new("sign_in", row);
    let account = row.id("account_id")?;
    let password_hash = row.text("password_hash")?;
    let changed_at = row.instant("changed_at")?;
    let factor = Factor::of(row.opt_bytes("factor_secret")?, row.opt_int("factor_step")?);
    Ok(SignIn { account, password_hash, changed_at, factor })
}

fn read_session(row: Row) -> Result<Session, StoreError> {
    let mut row = Reader::new("web_session", row);
    Ok(Session {
        hash: row.hash("token_hash")?,
        account: row.id("account_id")?,
        stage: row.code("stage", Stage::from_code)?,
        created_at: row.instant("created_at")?,
        ends_at: row.instant("ends_at")?,
        reader: row.opt_id("operator_id")?,
    })
}

impl Store {
    /// How the holder of an account signs in; nothing where there is no password.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn sign_in(&self, account: AccountId) -> Result<Option<SignIn>, StoreError> {
        first(self.read_one(Query::new(&GET, [account.get().into()])).await?, read)
    }

    /// The session with a keyed hash.
    ///
    /// # Errors
    ///
    /// As [`Store::sign_in`].
    pub async fn session(&self, hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        first(self.read_one(Query::new(&SESSION, [hash.as_slice().into()])).await?, read_session)
    }

    /// The sessions of an account, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::sign_in`].
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, StoreError> {
        all(self.db.scan(Query::new(&SESSIONS, [account.get().into()])).await?, read_session)
    }
}

impl WriteSet {
    /// Stores how the holder of an account signs in, in place of what there was.
    pub fn set_sign_in(&mut self, sign_in: &SignIn) {
        let SignIn { account, password_hash, changed_at, factor } = sign_in;
        self.any(&DELETE, [account.get().into()]);
        self.insert(
            &INSERT,
            [
                account.get().into(),
                password_hash.as_str().into(),
                codec::instant(*changed_at),
                factor.as_ref().map(|factor| factor.sealed_secret.clone()).into(),
                factor.as_ref().map(|factor| factor.step).into(),
            ],
        );
    }

    /// Uses a code of the second factor. It is a conflict if that one, or a later one, was used before.
    pub fn use_code(&mut self, account: AccountId, step: i64) {
        self.update(&USE_CODE, [account.get().into(), step.into()]);
    }

    /// Adds a session.
    pub fn insert_session(&mut self, session: &Session) {
        let Session { hash, account, stage, created_at, ends_at, reader } = session;
        self.insert(
            &INSERT_SESSION,
            [
                hash.as_slice().into(),
                account.get().into(),
                stage.code().into(),
                codec::instant(*created_at),
                codec::instant(*ends_at),
                reader.map(OperatorId::get).into(),
            ],
        );
    }

    /// Ends a session.
    pub fn delete_session(&mut self, hash: &[u8; 32]) {
        self.any(&DELETE_SESSION, [hash.as_slice().into()]);
    }

    /// Ends all sessions of an account.
    pub fn delete_sessions(&mut self, account: AccountId) {
        self.any(&DELETE_SESSIONS, [account.get().into()]);
    }

    /// Ends all sessions in which an operator reads the pages of customers.
    pub fn delete_sessions_of_operator(&mut self, operator: OperatorId) {
        self.any(&DELETE_SESSIONS_OF_OPERATOR, [operator.get().into()]);
    }

    /// Takes away the sessions that are over at an instant.
    pub fn forget_sessions(&mut self, at: Timestamp) {
        self.any(&FORGET_SESSIONS, [codec::instant(at)]);
    }
}
