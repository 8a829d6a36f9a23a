//! `termination`: the ends of services that were asked for, with the keyed hashes of their tokens.
//!
//! A service has one at most that waits for its confirmation. Those before it, and those that were confirmed, are kept.

use perennial_core::termination::{
    Commentary, FutureUse, Reason, Survey, Termination, TerminationState,
};
use perennial_core::{AccountId, ServiceId, TerminationId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "termination_id, service_id, token_hash, asked_at, valid_until, state, confirmed_at, ends_on, reason, future_use, \
         commentary"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM termination WHERE account_id = $1 AND termination_id = $2"
));
static WAITING: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM termination WHERE account_id = $1 AND service_id = $2 AND state = 'waiting'"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM termination WHERE account_id = $1 ORDER BY asked_at, termination_id"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO termination (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
));
static REPLACE: Sql = Sql::new(
    "UPDATE termination SET state = 'replaced' WHERE account_id = $1 AND service_id = $2 AND state = 'waiting'",
);
static CONFIRM: Sql = Sql::new(
    "UPDATE termination SET state = $3, confirmed_at = $4, ends_on = $5, reason = $6, future_use = $7, \
     commentary = $8 WHERE account_id = $1 AND termination_id = $2 AND state = 'waiting'",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &WAITING, &LIST, &INSERT, &REPLACE, &CONFIRM];

/// A termination with the keyed hash of its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTermination {
    /// The termination.
    pub termination: Termination,
    /// The keyed hash of the token that confirms it.
    pub token_hash: [u8; 32],
}

/// All terminations of an account, the oldest first.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

const WAITING_CODE: &str = "waiting";
const REPLACED_CODE: &str = "replaced";
const CONFIRMED_CODE: &str = "confirmed";

pub(crate) fn read(row: Row) -> Result<StoredTermination, StoreError> {
    let mut row = Reader::new("termination", row);
    let (id, service) = (row.id("termination_id")?, row.id("service_id")?);
    let token_hash = row.hash("token_hash")?;
    let (asked_at, valid_until) = (row.instant("asked_at")?, row.instant("valid_until")?);
    let state = row.text("state")?;
    let confirmed_at = row.opt_instant("confirmed_at")?;
    let ends_on = row.opt_date("ends_on")?;
    let survey = Survey {
        reason: row.opt_code("reason", Reason::from_code)?,
        future_use: row.opt_code("future_use", FutureUse::from_code)?,
        commentary: row.opt_parsed("commentary", Commentary::parse)?.flatten(),
    };
    let state = match state.as_str() {
        WAITING_CODE => TerminationState::Waiting,
        REPLACED_CODE => TerminationState::Replaced,
        CONFIRMED_CODE => {
            let at = row.present("confirmed_at", confirmed_at)?;
            TerminationState::Confirmed { at, ends_on, survey }
        }
        other => row.valid("state", Err(format!("`{other}` is none")))?,
    };
    let termination = Termination { id, service, asked_at, valid_until, state };
    Ok(StoredTermination { termination, token_hash })
}

/// The columns of a state, in their order.
fn state(state: &TerminationState) -> [crate::db::Value; 6] {
    let (code, at, ends_on, survey) = match state {
        TerminationState::Waiting => (WAITING_CODE, None, None, Survey::default()),
        TerminationState::Replaced => (REPLACED_CODE, None, None, Survey::default()),
        TerminationState::Confirmed { at, ends_on, survey } => {
            (CONFIRMED_CODE, Some(*at), *ends_on, survey.clone())
        }
    };
    let text = |code: Option<&str>| code.map(str::to_owned).into();
    [
        code.into(),
        codec::opt_instant(at),
        codec::opt_date(ends_on),
        text(survey.reason.map(Reason::code)),
        text(survey.future_use.map(FutureUse::code)),
        text(survey.commentary.as_ref().map(Commentary::as_str)),
    ]
}

impl Store {
    /// A termination of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn termination(
        &self,
        account: AccountId,
        id: TerminationId,
    ) -> Result<Option<StoredTermination>, StoreError> {
        let args = [account.get().into(), id.get().into()];
        first(self.read_one(Query::new(&GET, args)).await?, read)
    }

    /// The termination of a service that waits for its confirmation.
    ///
    /// # Errors
    ///
    /// As [`Store::termination`].
    pub async fn waiting_termination(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<Option<StoredTermination>, StoreError> {
        let args = [account.get().into(), service.get().into()];
        first(self.read_one(Query::new(&WAITING, args)).await?, read)
    }

    /// All terminations of an account, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::termination`].
    pub async fn terminations(
        &self,
        account: AccountId,
    ) -> Result<Vec<StoredTermination>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds a termination. One that waits takes the place of the one before it.
    pub fn insert_termination(&mut self, account: AccountId, stored: &StoredTermination) {
        let StoredTermination { termination, token_hash } = stored;
        let service = termination.service.get();
        if termination.state == TerminationState::Waiting {
            self.any(&REPLACE, [account.get().into(), service.into()]);
        }
        let mut args = vec![
            account.get().into(),
            termination.id.get().into(),
            service.into(),
            token_hash.as_slice().into(),
            codec::instant(termination.asked_at),
            codec::instant(termination.valid_until),
        ];
        args.extend(state(&termination.state));
        self.insert(&INSERT, args);
    }

    /// Confirms a termination that waits: once.
    pub fn confirm_termination(
        &mut self,
        account: AccountId,
        id: TerminationId,
        after: &TerminationState,
    ) {
        let mut args = vec![account.get().into(), id.get().into()];
        args.extend(state(after));
        self.update(&CONFIRM, args);
    }
}
