//! `payment_registration`: payment methods that their holders have not confirmed yet. A row is there while it is under way.

use jiff::Timestamp;
use perennial_core::means::registration::{Registration, Returns, Wanted};
use perennial_core::web::WebAddress;
use perennial_core::{AccountId, PaymentMethodId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "payment_method_id, wants, makes_default, wrong_codes, expires_at, on_success, on_pending, on_failure, on_error, \
         on_cancel"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM payment_registration WHERE account_id = $1 AND payment_method_id = $2"
));
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM payment_registration WHERE account_id = $1 ORDER BY payment_method_id"
));
static LAPSED: Sql = Sql::new(
    "SELECT account_id, payment_method_id FROM payment_registration WHERE expires_at <= $1 \
     ORDER BY expires_at, account_id, payment_method_id LIMIT $2",
);
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO payment_registration (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
));
static SET: Sql = Sql::new(
    "UPDATE payment_registration SET wants = $3, wrong_codes = $4 WHERE account_id = $1 AND payment_method_id = $2",
);
static DELETE: Sql =
    Sql::new("DELETE FROM payment_registration WHERE account_id = $1 AND payment_method_id = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &OF_ACCOUNT, &LAPSED, &INSERT, &SET, &DELETE];

/// All registrations of an account that are under way.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Registration, StoreError> {
    let mut row = Reader::new("payment_registration", row);
    let method = row.id("payment_method_id")?;
    let wants = row.code("wants", Wanted::from_code)?;
    let makes_default = row.flag("makes_default")?;
    let wrong_codes = row.int("wrong_codes")?;
    let wrong_codes = row.valid("wrong_codes", u8::try_from(wrong_codes))?;
    let expires_at = row.instant("expires_at")?;
    let mut address = |name| row.opt_parsed(name, WebAddress::parse);
    let returns = Returns {
        success: address("on_success")?,
        pending: address("on_pending")?,
        failure: address("on_failure")?,
        error: address("on_error")?,
        cancel: address("on_cancel")?,
    };
    Ok(Registration { method, wants, makes_default, wrong_codes, expires_at, returns })
}

impl Store {
    /// The registration of a payment method, if it is under way.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn registration(
        &self,
        account: AccountId,
        method: PaymentMethodId,
    ) -> Result<Option<Registration>, StoreError> {
        let query = Query::new(&GET, [account.get().into(), method.get().into()]);
        first(self.read_one(query).await?, read)
    }

    /// Registrations of any account whose time was over at an instant, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::registration`].
    pub async fn lapsed_registrations(
        &self,
        at: Timestamp,
        count: i64,
    ) -> Result<Vec<(AccountId, PaymentMethodId)>, StoreError> {
        let query = Query::new(&LAPSED, [codec::instant(at), count.into()]);
        all(self.db.scan(query).await?, |row| {
            let mut row = Reader::new("payment_registration", row);
            Ok((row.id("account_id")?, row.id("payment_method_id")?))
        })
    }
}

impl WriteSet {
    /// Adds a registration.
    pub fn insert_registration(&mut self, account: AccountId, registration: &Registration) {
        let address = |address: &Option<WebAddress>| -> Value {
            address.as_ref().map(|address| address.as_str().to_owned()).into()
        };
        let returns = &registration.returns;
        self.insert(
            &INSERT,
            [
                account.get().into(),
                registration.method.get().into(),
                registration.wants.code().into(),
                i64::from(registration.makes_default).into(),
                i64::from(registration.wrong_codes).into(),
                codec::instant(registration.expires_at),
                address(&returns.success),
                address(&returns.pending),
                address(&returns.failure),
                address(&returns.error),
                address(&returns.cancel),
            ],
        );
    }

    /// Stores how far a registration has come.
    pub fn set_registration(&mut self, account: AccountId, registration: &Registration) {
        self.update(
            &SET,
            [
                account.get().into(),
                registration.method.get().into(),
                registration.wants.code().into(),
                i64::from(registration.wrong_codes).into(),
            ],
        );
    }

    /// Takes a registration away: it is over. Where there is none, nothing changes.
    pub fn end_registration(&mut self, account: AccountId, method: PaymentMethodId) {
        self.any(&DELETE, [account.get().into(), method.get().into()]);
    }
}
