//! `payment_method`: what customers registered to pay with.

use perennial_core::AccountId;
use perennial_core::means::{MethodKind, MethodStatus, PaymentMethod};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "payment_method_id, payment_mean_id, kind, status, is_default, label, description, created_at, expires_on"
    };
}

static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM payment_method WHERE account_id = $1 ORDER BY payment_method_id"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO payment_method (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
));

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &INSERT];

/// All payment methods of an account.
pub(crate) fn list(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<PaymentMethod, StoreError> {
    let mut row = Reader::new("payment_method", row);
    Ok(PaymentMethod {
        id: row.id("payment_method_id")?,
        mean_id: row.id("payment_mean_id")?,
        kind: row.code("kind", MethodKind::from_name)?,
        status: row.code("status", MethodStatus::from_code)?,
        is_default: row.flag("is_default")?,
        label: row.opt_name("label")?,
        description: row.opt_name("description")?,
        created_at: row.instant("created_at")?,
        expires_on: row.opt_date("expires_on")?,
    })
}

impl Store {
    /// All payment methods of an account, by id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn payment_methods(
        &self,
        account: AccountId,
    ) -> Result<Vec<PaymentMethod>, StoreError> {
        all(self.read_one(list(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds a payment method.
    pub fn insert_payment_method(&mut self, account: AccountId, method: &PaymentMethod) {
        self.insert(
            &INSERT,
            [
                account.get().into(),
                method.id.get().into(),
                method.mean_id.get().into(),
                method.kind.mean().into(),
                method.status.code().into(),
                i64::from(method.is_default).into(),
                (&method.label).into(),
                (&method.description).into(),
                codec::instant(method.created_at),
                codec::opt_date(method.expires_on),
            ],
        );
    }
}
