//! `payment_method`: what customers registered to pay with.

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::means::{BankDetails, CardBrand, MethodKind, MethodStatus, PaymentMethod};
use perennial_core::{AccountId, PaymentMethodId};

use crate::codec::{self, Reader, all, first};
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

static ENDING: Sql = Sql::new(
    "SELECT account_id, payment_method_id FROM payment_method \
     WHERE expires_on >= $1 AND expires_on <= $2 AND status = 'VALID' AND refused_at IS NULL \
     AND (told_end_on IS NULL OR told_end_on <> expires_on) \
     AND (account_id > $3 OR (account_id = $3 AND payment_method_id > $4)) \
     ORDER BY account_id, payment_method_id LIMIT $5",
);
static END_TOLD: Sql = Sql::new(
    "SELECT told_end_on FROM payment_method WHERE account_id = $1 AND payment_method_id = $2",
);
static TELL_OF_END: Sql = Sql::new(
    "UPDATE payment_method SET told_end_on = $3 \
     WHERE account_id = $1 AND payment_method_id = $2 AND expires_on = $3 \
     AND (told_end_on IS NULL OR told_end_on <> $3)",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &INSERT, &SET, &ENDING, &END_TOLD, &TELL_OF_END];

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

    /// Payment methods of all accounts that can be used and end on one of these days, both included, and of whose end
    /// nobody was told: those after one, in the order of accounts and ids, up to a number.
    ///
    /// # Errors
    ///
    /// As [`Store::payment_methods`].
    pub async fn ending_methods(
        &self,
        days: (Date, Date),
        after: Option<(AccountId, PaymentMethodId)>,
        limit: i64,
    ) -> Result<Vec<(AccountId, PaymentMethodId)>, StoreError> {
        let (account, method) = after.map_or((0, 0), |(one, other)| (one.get(), other.get()));
        let args =
            [codec::date(days.0), codec::date(days.1), account.into(), method.into(), limit.into()];
        all(self.db.scan(Query::new(&ENDING, args)).await?, |row| {
            let mut row = Reader::new("payment_method", row);
            Ok((row.id("account_id")?, row.id("payment_method_id")?))
        })
    }
}

impl Store {
    /// The last end of a payment method that its holder was told of.
    ///
    /// # Errors
    ///
    /// As [`Store::payment_methods`].
    pub async fn method_end_told(
        &self,
        account: AccountId,
        method: PaymentMethodId,
    ) -> Result<Option<Date>, StoreError> {
        let query = Query::new(&END_TOLD, [account.get().into(), method.get().into()]);
        let told = first(self.read_one(query).await?, |row| {
            Reader::new("payment_method", row).opt_date("told_end_on")
        })?;
        Ok(told.flatten())
    }
}

impl WriteSet {
    /// Notes that its holder was told of the end of a payment method, which must be that one still, and told of for the
    /// first time.
    pub fn tell_of_method_end(
        &mut self,
        account: AccountId,
        method: PaymentMethodId,
        ends_on: Date,
    ) {
        let args = [account.get().into(), method.get().into(), codec::date(ends_on)];
        self.update(&TELL_OF_END, args);
    }

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
