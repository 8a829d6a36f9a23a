//! `payment_method`: what customers registered to pay with.

use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_core::means::{BankDetails, CardBrand, MethodKind, MethodStatus, PaymentMethod};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! payment_method_columns {
    () => {
        "payment_method_id, payment_mean_id, kind, status, is_default, label, description, created_at, expires_on, \
         refused_at, brand, bic, owner_name, owner_address, updated_at"
    };
}
pub(crate) use payment_method_columns;

static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    payment_method_columns!(),
    " FROM payment_method WHERE account_id = $1 ORDER BY payment_method_id"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO payment_method (account_id, ",
    payment_method_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
));
static SET: Sql = Sql::new(
    "UPDATE payment_method SET status = $3, is_default = $4, description = $5, expires_on = $6, refused_at = $7, \
     label = $8, brand = $9, bic = $10, owner_name = $11, owner_address = $12, updated_at = $13 \
     WHERE account_id = $1 AND payment_method_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &INSERT, &SET];

/// All payment methods of an account.
pub(crate) fn list(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<PaymentMethod, StoreError> {
    let mut row = Reader::new("payment_method", row);
    let mut method = PaymentMethod {
        id: row.id("payment_method_id")?,
        mean_id: row.id("payment_mean_id")?,
        kind: row.code("kind", MethodKind::from_name)?,
        status: row.code("status", MethodStatus::from_code)?,
        is_default: row.flag("is_default")?,
        label: row.opt_name("label")?,
        description: row.opt_name("description")?,
        created_at: row.instant("created_at")?,
        expires_on: row.opt_date("expires_on")?,
        refused_at: row.opt_instant("refused_at")?,
        brand: row.opt_code("brand", CardBrand::from_code)?,
        bank: read_bank(&mut row)?,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    // Methods from before it was noted have not been changed since they were registered, as far as anybody knows.
    method.updated_at = row.opt_instant("updated_at")?.unwrap_or(method.created_at);
    Ok(method)
}

/// Owner and bank: an account has the one at least.
fn read_bank(row: &mut Reader) -> Result<Option<BankDetails>, StoreError> {
    let bic = row.opt_name("bic")?;
    let owner_name = row.opt_name("owner_name")?;
    let owner_address = row.opt_name("owner_address")?;
    Ok(owner_name.map(|owner_name| BankDetails { bic, owner_name, owner_address }))
}

/// The columns of brand, BIC, owner and their address, and of the last change.
fn write_details(method: &PaymentMethod) -> [Value; 5] {
    let bank = method.bank.as_ref();
    [
        method.brand.map(|brand| brand.code().to_owned()).into(),
        bank.and_then(|bank| bank.bic.as_ref()).map(ToString::to_string).into(),
        bank.map(|bank| bank.owner_name.to_string()).into(),
        bank.and_then(|bank| bank.owner_address.as_ref()).map(ToString::to_string).into(),
        codec::instant(method.updated_at),
    ]
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
        let [brand, bic, owner_name, owner_address, updated_at] = write_details(method);
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
                codec::opt_instant(method.refused_at),
                brand,
                bic,
                owner_name,
                owner_address,
                updated_at,
            ],
        );
    }

    /// Changes what of a payment method can change.
    pub fn set_payment_method(&mut self, account: AccountId, method: &PaymentMethod) {
        let [brand, bic, owner_name, owner_address, updated_at] = write_details(method);
        self.update(
            &SET,
            [
                account.get().into(),
                method.id.get().into(),
                method.status.code().into(),
                i64::from(method.is_default).into(),
                (&method.description).into(),
                codec::opt_date(method.expires_on),
                codec::opt_instant(method.refused_at),
                (&method.label).into(),
                brand,
                bic,
                owner_name,
                owner_address,
                updated_at,
            ],
        );
    }
}
