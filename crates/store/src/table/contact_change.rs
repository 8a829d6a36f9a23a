//! `contact_change`: changes of contacts that were asked for, with the keyed hashes of the tokens of both sides.
//!
//! A row is of the account that holds the service. The accounts on either side find it as well; they own nothing of it.

use perennial_core::contact::{ContactChange, ContactChangeState, ContactKind, Party, Side};
use perennial_core::service::Contacts;
use perennial_core::{AccountId, ContactChangeId, ServiceId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "account_id, change_id, service_id, service_name, kinds, asked_by, from_nichandle, from_account_id, \
         from_accepted_at, from_token_hash, to_nichandle, to_account_id, to_accepted_at, to_token_hash, asked_at, \
         valid_until, state, closed_at"
    };
}

static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM contact_change WHERE account_id = $1 ORDER BY change_id"
));
static INVOLVING: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM contact_change WHERE account_id = $1 OR from_account_id = $1 OR to_account_id = $1 ORDER BY change_id"
));
static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM contact_change WHERE change_id = $2 AND (account_id = $1 OR from_account_id = $1 OR to_account_id = $1)"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO contact_change (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
));
static ANSWER: Sql = Sql::new(
    "UPDATE contact_change SET from_accepted_at = $3, to_accepted_at = $4, state = $5, closed_at = $6 \
     WHERE account_id = $1 AND change_id = $2 AND state = 'asked'",
);
static RENEW_TOKENS: Sql = Sql::new(
    "UPDATE contact_change SET from_token_hash = $3, to_token_hash = $4 \
     WHERE account_id = $1 AND change_id = $2 AND state = 'asked'",
);
static SET_CONTACTS: Sql = Sql::new(
    "UPDATE service SET contact_admin = $3, contact_billing = $4, contact_tech = $5 \
     WHERE account_id = $1 AND service_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] =
    &[&OF_ACCOUNT, &INVOLVING, &GET, &INSERT, &ANSWER, &RENEW_TOKENS, &SET_CONTACTS];

/// A change of contacts with whose service it is about, and the keyed hashes of the tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContactChange {
    /// The account that holds the service.
    pub account: AccountId,
    /// The change.
    pub change: ContactChange,
    /// The keyed hash of the token of who is to be it no longer; none where nobody can be asked.
    pub from_token_hash: Option<[u8; 32]>,
    /// That of who is to be it.
    pub to_token_hash: Option<[u8; 32]>,
}

impl StoredContactChange {
    /// The keyed hash of the token of a side.
    #[must_use]
    pub const fn token_hash(&self, side: Side) -> Option<&[u8; 32]> {
        match side {
            Side::From => self.from_token_hash.as_ref(),
            Side::To => self.to_token_hash.as_ref(),
        }
    }
}

/// All changes of an account's services, by id.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

const ASKED: &str = "asked";
const DONE: &str = "done";
const REFUSED: &str = "refused";

fn read_kinds(text: &str) -> Result<Vec<ContactKind>, String> {
    let kind = |code| ContactKind::from_code(code).ok_or_else(|| format!("`{code}` is not known"));
    text.split(' ').map(kind).collect()
}

pub(crate) fn read(row: Row) -> Result<StoredContactChange, StoreError> {
    let mut row = Reader::new("contact_change", row);
    let (account, id, service) =
        (row.id("account_id")?, row.id("change_id")?, row.id("service_id")?);
    let (service_name, kinds) = (row.name("service_name")?, row.parsed("kinds", read_kinds)?);
    let asked_by = row.name("asked_by")?;
    let from = Party {
        nichandle: row.name("from_nichandle")?,
        account: row.opt_id("from_account_id")?,
        accepted_at: row.opt_instant("from_accepted_at")?,
    };
    let from_token_hash = row.opt_hash("from_token_hash")?;
    let to = Party {
        nichandle: row.name("to_nichandle")?,
        account: row.opt_id("to_account_id")?,
        accepted_at: row.opt_instant("to_accepted_at")?,
    };
    let to_token_hash = row.opt_hash("to_token_hash")?;
    let (asked_at, valid_until) = (row.instant("asked_at")?, row.instant("valid_until")?);
    let (state, closed_at) = (row.text("state")?, row.opt_instant("closed_at")?);
    let state = match state.as_str() {
        ASKED => ContactChangeState::Asked,
        DONE => ContactChangeState::Done { at: row.present("closed_at", closed_at)? },
        REFUSED => ContactChangeState::Refused { at: row.present("closed_at", closed_at)? },
        other => row.valid("state", Err(format!("`{other}` is none")))?,
    };
    let change = ContactChange {
        id,
        service,
        service_name,
        kinds,
        asked_by,
        from,
        to,
        asked_at,
        valid_until,
        state,
    };
    Ok(StoredContactChange { account, change, from_token_hash, to_token_hash })
}

fn state(state: ContactChangeState) -> [Value; 2] {
    let (code, at) = match state {
        ContactChangeState::Asked => (ASKED, None),
        ContactChangeState::Done { at } => (DONE, Some(at)),
        ContactChangeState::Refused { at } => (REFUSED, Some(at)),
    };
    [code.into(), codec::opt_instant(at)]
}

fn hash(hash: Option<[u8; 32]>) -> Value {
    hash.map(|hash| hash.to_vec()).into()
}

impl Store {
    /// The changes of contacts that an account has to do with, by id: of its services, or with it on either side.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn contact_changes(
        &self,
        account: AccountId,
    ) -> Result<Vec<StoredContactChange>, StoreError> {
        all(self.db.scan(Query::new(&INVOLVING, [account.get().into()])).await?, read)
    }

    /// One of them.
    ///
    /// # Errors
    ///
    /// As [`Store::contact_changes`].
    pub async fn contact_change(
        &self,
        account: AccountId,
        id: ContactChangeId,
    ) -> Result<Option<StoredContactChange>, StoreError> {
        let args = [account.get().into(), id.get().into()];
        first(self.db.scan(Query::new(&GET, args)).await?, read)
    }
}

impl WriteSet {
    /// Adds a change of contacts.
    pub fn insert_contact_change(&mut self, stored: &StoredContactChange) {
        let StoredContactChange { account, change, from_token_hash, to_token_hash } = stored;
        let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.code()).collect();
        let mut args = vec![
            account.get().into(),
            change.id.get().into(),
            change.service.get().into(),
            (&change.service_name).into(),
            kinds.join(" ").into(),
            (&change.asked_by).into(),
            (&change.from.nichandle).into(),
            change.from.account.map(AccountId::get).into(),
            codec::opt_instant(change.from.accepted_at),
            hash(*from_token_hash),
            (&change.to.nichandle).into(),
            change.to.account.map(AccountId::get).into(),
            codec::opt_instant(change.to.accepted_at),
            hash(*to_token_hash),
            codec::instant(change.asked_at),
            codec::instant(change.valid_until),
        ];
        args.extend(state(change.state));
        self.insert(&INSERT, args);
    }

    /// Records an answer to a change that is open.
    pub fn answer_contact_change(&mut self, account: AccountId, change: &ContactChange) {
        let mut args = vec![
            account.get().into(),
            change.id.get().into(),
            codec::opt_instant(change.from.accepted_at),
            codec::opt_instant(change.to.accepted_at),
        ];
        args.extend(state(change.state));
        self.update(&ANSWER, args);
    }

    /// Gives a change that is open other tokens.
    pub fn renew_contact_tokens(&mut self, stored: &StoredContactChange) {
        let args = [
            stored.account.get().into(),
            stored.change.id.get().into(),
            hash(stored.from_token_hash),
            hash(stored.to_token_hash),
        ];
        self.update(&RENEW_TOKENS, args);
    }

    /// Changes who looks after a service.
    pub fn set_contacts(&mut self, account: AccountId, service: ServiceId, contacts: &Contacts) {
        let Contacts { admin, billing, tech } = contacts;
        let args =
            [account.get().into(), service.get().into(), admin.into(), billing.into(), tech.into()];
        self.update(&SET_CONTACTS, args);
    }
}
