//! `operator` and `operator_session`: people of the seller, how they sign in, and who of them is signed in. Of passwords there
//! are Argon2id's hashes alone, of sessions keyed hashes.

use jiff::Timestamp;
use perennial_core::OperatorId;
use perennial_core::operator::{Operator, OperatorState, Role};
use perennial_core::text::Name;

use super::sign_in::{Factor, Stage};
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "operator_id, name, role, state, created_at, signed_in_at, password_hash, changed_at, factor_secret, factor_step"
    };
}

static GET: Sql = Sql::new(concat!("SELECT ", columns!(), " FROM operator WHERE operator_id = $1"));
static BY_NAME: Sql = Sql::new(concat!("SELECT ", columns!(), " FROM operator WHERE name = $1"));
static LIST: Sql = Sql::new(concat!("SELECT ", columns!(), " FROM operator ORDER BY name"));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO operator (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
));
static SET: Sql = Sql::new(
    "UPDATE operator SET role = $2, state = $3, password_hash = $4, changed_at = $5, factor_secret = $6, \
     factor_step = $7 WHERE operator_id = $1",
);
static SIGNED_IN: Sql = Sql::new("UPDATE operator SET signed_in_at = $2 WHERE operator_id = $1");
static USE_CODE: Sql = Sql::new(
    "UPDATE operator SET factor_step = $2 WHERE operator_id = $1 AND factor_step < $2 AND factor_secret IS NOT NULL",
);

static SESSION: Sql = Sql::new(
    "SELECT token_hash, operator_id, stage, created_at, ends_at FROM operator_session WHERE token_hash = $1",
);
static INSERT_SESSION: Sql = Sql::new(
    "INSERT INTO operator_session (token_hash, operator_id, stage, created_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
);
static DELETE_SESSION: Sql = Sql::new("DELETE FROM operator_session WHERE token_hash = $1");
static DELETE_SESSIONS: Sql = Sql::new("DELETE FROM operator_session WHERE operator_id = $1");
static FORGET_SESSIONS: Sql = Sql::new("DELETE FROM operator_session WHERE ends_at <= $1");
static STRAY_SESSIONS: Sql = Sql::new(
    "SELECT DISTINCT operator_id FROM operator_session WHERE NOT EXISTS \
     (SELECT 1 FROM operator WHERE operator.operator_id = operator_session.operator_id AND state = 'active') \
     ORDER BY operator_id LIMIT $1",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &BY_NAME,
    &LIST,
    &INSERT,
    &SET,
    &SIGNED_IN,
    &USE_CODE,
    &SESSION,
    &INSERT_SESSION,
    &DELETE_SESSION,
    &DELETE_SESSIONS,
    &FORGET_SESSIONS,
    &STRAY_SESSIONS,
];

/// An operator, with how they sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOperator {
    /// Who it is.
    pub operator: Operator,
    /// The password as Argon2id leaves it, with its salt and its parameters (a PHC string).
    pub password_hash: String,
    /// When the password was set.
    pub changed_at: Timestamp,
    /// The second factor, if there is one.
    pub factor: Option<Factor>,
}

/// A browser of an operator who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorSession {
    /// The keyed hash of what the browser holds.
    pub hash: [u8; 32],
    /// Whose it is.
    pub operator: OperatorId,
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub created_at: Timestamp,
    /// When it is over.
    pub ends_at: Timestamp,
}

fn read(row: Row) -> Result<StoredOperator, StoreError> {
    let mut row = Reader::new("operator", row);
    let operator = Operator {
        id: row.id("operator_id")?,
        name: row.name("name")?,
        role: row.code("role", Role::from_code)?,
        state: row.code("state", OperatorState::from_code)?,
        created_at: row.instant("created_at")?,
        signed_in_at: row.opt_instant("signed_in_at")?,
    };
    let password_hash = row.text("password_hash")?;
    let changed_at = row.instant("changed_at")?;
    let factor = Factor::of(row.opt_bytes("factor_secret")?, row.opt_int("factor_step")?);
    Ok(StoredOperator { operator, password_hash, changed_at, factor })
}

fn read_session(row: Row) -> Result<OperatorSession, StoreError> {
    let mut row = Reader::new("operator_session", row);
    Ok(OperatorSession {
        hash: row.hash("token_hash")?,
        operator: row.id("operator_id")?,
        stage: row.code("stage", Stage::from_code)?,
        created_at: row.instant("created_at")?,
        ends_at: row.instant("ends_at")?,
    })
}

impl Store {
    /// An operator.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn operator(&self, id: OperatorId) -> Result<Option<StoredOperator>, StoreError> {
        first(self.read_one(Query::new(&GET, [id.get().into()])).await?, read)
    }

    /// The operator with a name.
    ///
    /// # Errors
    ///
    /// As [`Store::operator`].
    pub async fn operator_by_name(
        &self,
        name: &Name,
    ) -> Result<Option<StoredOperator>, StoreError> {
        first(self.read_one(Query::new(&BY_NAME, [name.into()])).await?, read)
    }

    /// All operators, those that were removed too, by name.
    ///
    /// # Errors
    ///
    /// As [`Store::operator`].
    pub async fn operators(&self) -> Result<Vec<StoredOperator>, StoreError> {
        all(self.db.scan(Query::new(&LIST, [])).await?, read)
    }

    /// The session with a keyed hash.
    ///
    /// # Errors
    ///
    /// As [`Store::operator`].
    pub async fn operator_session(
        &self,
        hash: &[u8; 32],
    ) -> Result<Option<OperatorSession>, StoreError> {
        first(self.read_one(Query::new(&SESSION, [hash.as_slice().into()])).await?, read_session)
    }

    /// Ids under which somebody is signed in who is no operator, so many at most.
    ///
    /// # Errors
    ///
    /// As [`Store::operator`].
    pub async fn stray_operator_sessions(&self, count: i64) -> Result<Vec<OperatorId>, StoreError> {
        let rows = self.db.scan(Query::new(&STRAY_SESSIONS, [count.into()])).await?;
        all(rows, |row| Reader::new("operator_session", row).id("operator_id"))
    }
}

impl WriteSet {
    /// Adds an operator.
    pub fn insert_operator(&mut self, stored: &StoredOperator) {
        let StoredOperator { operator, password_hash, changed_at, factor } = stored;
        self.insert(
            &INSERT,
            [
                operator.id.get().into(),
                (&operator.name).into(),
                operator.role.code().into(),
                operator.state.code().into(),
                codec::instant(operator.created_at),
                codec::opt_instant(operator.signed_in_at),
                password_hash.as_str().into(),
                codec::instant(*changed_at),
                factor.as_ref().map(|factor| factor.sealed_secret.clone()).into(),
                factor.as_ref().map(|factor| factor.step).into(),
            ],
        );
    }

    /// Stores what an operator may do and how they sign in.
    pub fn set_operator(&mut self, stored: &StoredOperator) {
        let StoredOperator { operator, password_hash, changed_at, factor } = stored;
        self.update(
            &SET,
            [
                operator.id.get().into(),
                operator.role.code().into(),
                operator.state.code().into(),
                password_hash.as_str().into(),
                codec::instant(*changed_at),
                factor.as_ref().map(|factor| factor.sealed_secret.clone()).into(),
                factor.as_ref().map(|factor| factor.step).into(),
            ],
        );
    }

    /// Notes that an operator has signed in.
    pub fn note_operator_signed_in(&mut self, operator: OperatorId, at: Timestamp) {
        self.update(&SIGNED_IN, [operator.get().into(), codec::instant(at)]);
    }

    /// Uses a code of an operator's second factor. It is a conflict if that one, or a later one, was used before.
    pub fn use_operator_code(&mut self, operator: OperatorId, step: i64) {
        self.update(&USE_CODE, [operator.get().into(), step.into()]);
    }

    /// Adds a session of an operator.
    pub fn insert_operator_session(&mut self, session: &OperatorSession) {
        let OperatorSession { hash, operator, stage, created_at, ends_at } = session;
        self.insert(
            &INSERT_SESSION,
            [
                hash.as_slice().into(),
                operator.get().into(),
                stage.code().into(),
                codec::instant(*created_at),
                codec::instant(*ends_at),
            ],
        );
    }

    /// Ends a session of an operator.
    pub fn delete_operator_session(&mut self, hash: &[u8; 32]) {
        self.any(&DELETE_SESSION, [hash.as_slice().into()]);
    }

    /// Ends all sessions of an operator, and with them those in which the pages of customers are read.
    pub fn delete_operator_sessions(&mut self, operator: OperatorId) {
        self.any(&DELETE_SESSIONS, [operator.get().into()]);
        self.delete_sessions_of_operator(operator);
    }

    /// Takes away the sessions of operators that are over at an instant.
    pub fn forget_operator_sessions(&mut self, at: Timestamp) {
        self.any(&FORGET_SESSIONS, [codec::instant(at)]);
    }
}
