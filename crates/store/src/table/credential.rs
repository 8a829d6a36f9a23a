//! `credential`: who may call, with the consumer keys under seal and found by their keyed hashes.

use jiff::Timestamp;
use perennial_core::credential::{AccessRule, Credential, CredentialState, IpBlock};
use perennial_core::{AccountId, ApplicationId, CredentialId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "credential_id, application_id, account_id, state, rules, allowed_ips, redirection, created_at, expires_at, \
         last_used_at, sealed_consumer_key"
    };
}

static GET: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM credential WHERE credential_id = $1"));
static BY_CONSUMER_KEY: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM credential WHERE consumer_key_hash = $1"));
static BY_TOKEN: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM credential WHERE validation_token_hash = $1"));
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM credential WHERE account_id = $1 ORDER BY credential_id"
));
static OF_APPLICATION: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM credential WHERE application_id = $1 ORDER BY credential_id"
));
static PAGE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM credential WHERE credential_id > $1 ORDER BY credential_id LIMIT $2"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO credential (",
    columns!(),
    ", consumer_key_hash, validation_token_hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
));
static SET_STATE: Sql = Sql::new(
    "UPDATE credential SET account_id = $3, state = $4, expires_at = $5 \
     WHERE credential_id = $1 AND state = $2",
);
static SET_ALLOWED_IPS: Sql =
    Sql::new("UPDATE credential SET allowed_ips = $2 WHERE credential_id = $1");
static END_OF_APPLICATION: Sql = Sql::new(
    "UPDATE credential SET state = $4 WHERE application_id = $1 AND (state = $2 OR state = $3)",
);
// Each process writes its own uses, and not in the order in which they were.
static SET_LAST_USED: Sql = Sql::new(
    "UPDATE credential SET last_used_at = $2 WHERE credential_id = $1 \
     AND (last_used_at IS NULL OR last_used_at < $2)",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &BY_CONSUMER_KEY,
    &BY_TOKEN,
    &OF_ACCOUNT,
    &OF_APPLICATION,
    &PAGE,
    &INSERT,
    &SET_STATE,
    &SET_ALLOWED_IPS,
    &END_OF_APPLICATION,
    &SET_LAST_USED,
];

/// A credential with its consumer key as it is stored: encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCredential {
    /// The credential.
    pub credential: Credential,
    /// Its consumer key, under seal.
    pub sealed_consumer_key: Vec<u8>,
}

/// The keyed hashes by which a credential is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialHashes {
    /// Of the consumer key.
    pub consumer_key: [u8; 32],
    /// Of the token in the validation page's address.
    pub validation_token: [u8; 32],
}

fn read(row: Row) -> Result<StoredCredential, StoreError> {
    let mut row = Reader::new("credential", row);
    let credential = Credential {
        id: row.id("credential_id")?,
        application: row.id("application_id")?,
        account: row.opt_id("account_id")?,
        state: row.code("state", CredentialState::from_code)?,
        rules: row.parsed("rules", parse_rules)?,
        allowed_ips: row.parsed("allowed_ips", |text| {
            text.lines().map(IpBlock::parse).collect::<Result<_, _>>()
        })?,
        redirection: row.opt_name("redirection")?,
        created_at: row.instant("created_at")?,
        expires_at: row.opt_instant("expires_at")?,
        last_used_at: row.opt_instant("last_used_at")?,
    };
    Ok(StoredCredential { credential, sealed_consumer_key: row.bytes("sealed_consumer_key")? })
}

/// One rule a line: `GET /me/*`.
pub(super) fn parse_rules(text: &str) -> Result<Vec<AccessRule>, String> {
    let rule = |line: &str| {
        let (method, path) = line.split_once(' ').ok_or_else(|| format!("`{line}` is no rule"))?;
        AccessRule::parse(method, path).map_err(|error| error.to_string())
    };
    text.lines().map(rule).collect()
}

pub(super) fn lines(items: impl Iterator<Item = String>) -> Value {
    items.collect::<Vec<_>>().join("\n").into()
}

impl Store {
    /// A credential.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn credential(
        &self,
        id: CredentialId,
    ) -> Result<Option<StoredCredential>, StoreError> {
        first(self.read_one(Query::new(&GET, [id.get().into()])).await?, read)
    }

    /// The credential whose consumer key has a keyed hash.
    ///
    /// # Errors
    ///
    /// As [`Store::credential`].
    pub async fn credential_by_consumer_key(
        &self,
        hash: &[u8; 32],
    ) -> Result<Option<StoredCredential>, StoreError> {
        let args = [hash.as_slice().into()];
        first(self.read_one(Query::new(&BY_CONSUMER_KEY, args)).await?, read)
    }

    /// The credential whose validation token has a keyed hash.
    ///
    /// # Errors
    ///
    /// As [`Store::credential`].
    pub async fn credential_by_token(
        &self,
        hash: &[u8; 32],
    ) -> Result<Option<StoredCredential>, StoreError> {
        first(self.read_one(Query::new(&BY_TOKEN, [hash.as_slice().into()])).await?, read)
    }

    /// The credentials of an account.
    ///
    /// # Errors
    ///
    /// As [`Store::credential`].
    pub async fn credentials(&self, account: AccountId) -> Result<Vec<Credential>, StoreError> {
        let rows = self.db.scan(Query::new(&OF_ACCOUNT, [account.get().into()])).await?;
        all(rows, |row| Ok(read(row)?.credential))
    }

    /// The credentials that an application asked for.
    ///
    /// # Errors
    ///
    /// As [`Store::credential`].
    pub async fn credentials_of_application(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<Credential>, StoreError> {
        let rows = self.db.scan(Query::new(&OF_APPLICATION, [application.get().into()])).await?;
        all(rows, |row| Ok(read(row)?.credential))
    }

    /// Credentials of all accounts and of none after a given one, in the order of their ids; the first ones when none
    /// is given.
    ///
    /// # Errors
    ///
    /// As [`Store::credential`].
    pub async fn credentials_after(
        &self,
        after: Option<CredentialId>,
        count: i64,
    ) -> Result<Vec<Credential>, StoreError> {
        let after = after.map_or(0, CredentialId::get);
        let rows = self.db.scan(Query::new(&PAGE, [after.into(), count.into()])).await?;
        all(rows, |row| Ok(read(row)?.credential))
    }
}

impl WriteSet {
    /// Adds a credential.
    pub fn insert_credential(&mut self, stored: &StoredCredential, hashes: &CredentialHashes) {
        let credential = &stored.credential;
        let rules = credential.rules.iter();
        let rules = lines(rules.map(|rule| format!("{} {}", rule.verb().name(), rule.pattern())));
        self.insert(
            &INSERT,
            [
                credential.id.get().into(),
                credential.application.get().into(),
                credential.account.map(AccountId::get).into(),
                credential.state.code().into(),
                rules,
                lines(credential.allowed_ips.iter().map(ToString::to_string)),
                (&credential.redirection).into(),
                codec::instant(credential.created_at),
                codec::opt_instant(credential.expires_at),
                codec::opt_instant(credential.last_used_at),
                stored.sealed_consumer_key.as_slice().into(),
                hashes.consumer_key.as_slice().into(),
                hashes.validation_token.as_slice().into(),
            ],
        );
    }

    /// Stores the state of a credential that was found in another one: of two that try, one is refused. The
    /// caller also has credentials in memory forgotten.
    pub fn set_credential_state(&mut self, before: CredentialState, after: &Credential) {
        self.update(
            &SET_STATE,
            [
                after.id.get().into(),
                before.code().into(),
                after.account.map(AccountId::get).into(),
                after.state.code().into(),
                codec::opt_instant(after.expires_at),
            ],
        );
    }

    /// Stores from where a credential may be used. The caller also has credentials in memory forgotten.
    pub fn set_allowed_ips(&mut self, credential: &Credential) {
        let blocks = lines(credential.allowed_ips.iter().map(ToString::to_string));
        self.update(&SET_ALLOWED_IPS, [credential.id.get().into(), blocks]);
    }

    /// Ends every credential of an application, whoever it is for. The caller also has credentials in memory
    /// forgotten.
    pub fn end_credentials_of(&mut self, application: ApplicationId) {
        let [pending, validated, over] =
            [CredentialState::Pending, CredentialState::Validated, CredentialState::Expired];
        self.any(
            &END_OF_APPLICATION,
            [
                application.get().into(),
                pending.code().into(),
                validated.code().into(),
                over.code().into(),
            ],
        );
    }

    /// Records that a credential was used, unless it was later, too. Nobody's memory depends on it.
    pub fn set_last_used(&mut self, credential: CredentialId, at: Timestamp) {
        self.any(&SET_LAST_USED, [credential.get().into(), codec::instant(at)]);
    }
}
