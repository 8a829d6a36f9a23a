//! `sandbox_method` and `sandbox_charge`: the books of the sandbox gateway.
//!
//! The gateway is a world of its own that happens to keep its books in the same database. No command on an
//! account reads or changes them; the audit compares both sides.

use perennial_core::{AccountId, Money, PaymentId, PaymentMethodId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "account_id, payment_id, payment_method_id, charge_no, currency, amount, outcome, notices"
    };
}

static OUTCOMES: Sql = Sql::new(
    "SELECT outcomes FROM sandbox_method WHERE account_id = $1 AND payment_method_id = $2",
);
static DELETE_OUTCOMES: Sql =
    Sql::new("DELETE FROM sandbox_method WHERE account_id = $1 AND payment_method_id = $2");
static INSERT_OUTCOMES: Sql = Sql::new(
    "INSERT INTO sandbox_method (account_id, payment_method_id, outcomes) VALUES ($1, $2, $3)",
);
static CHARGE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM sandbox_charge WHERE account_id = $1 AND payment_id = $2"
));
static LAST_CHARGE_NO: Sql = Sql::new(
    "SELECT charge_no FROM sandbox_charge WHERE account_id = $1 AND payment_method_id = $2 \
     AND charge_no IS NOT NULL ORDER BY charge_no DESC LIMIT 1",
);
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM sandbox_charge WHERE account_id = $1 ORDER BY payment_id"
));
static WITH_NOTICES: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM sandbox_charge WHERE notices > 0 ORDER BY account_id, payment_id LIMIT $1"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO sandbox_charge (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
));
static SET_OUTCOME: Sql = Sql::new(
    "UPDATE sandbox_charge SET outcome = $4, notices = $5 \
     WHERE account_id = $1 AND payment_id = $2 AND outcome = $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &OUTCOMES,
    &DELETE_OUTCOMES,
    &INSERT_OUTCOMES,
    &CHARGE,
    &LAST_CHARGE_NO,
    &OF_ACCOUNT,
    &WITH_NOTICES,
    &INSERT,
    &SET_OUTCOME,
];

/// A charge in the sandbox gateway's books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxCharge {
    /// Whose payment it is.
    pub account: AccountId,
    /// The key it was made under.
    pub payment: PaymentId,
    /// The method that was charged.
    pub method: PaymentMethodId,
    /// The how-many-th charge of the method it is, from 1; none for a key that was cancelled before any charge.
    pub charge_no: Option<i64>,
    /// How much.
    pub amount: Money,
    /// What became of it, in the gateway's own words.
    pub outcome: String,
    /// How many notices about it are still to be sent.
    pub notices: i64,
}

pub(crate) fn read(row: Row) -> Result<SandboxCharge, StoreError> {
    let mut row = Reader::new("sandbox_charge", row);
    let (account, payment) = (row.id("account_id")?, row.id("payment_id")?);
    let method = row.id("payment_method_id")?;
    let charge_no = row.opt_int("charge_no")?;
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    let (outcome, notices) = (row.text("outcome")?, row.int("notices")?);
    Ok(SandboxCharge { account, payment, method, charge_no, amount, outcome, notices })
}

/// All charges of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

impl Store {
    /// The outcomes that were ordered for a method's charges, if any were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn sandbox_outcomes(
        &self,
        account: AccountId,
        method: PaymentMethodId,
    ) -> Result<Option<String>, StoreError> {
        let args = [account.get().into(), method.get().into()];
        first(self.read_one(Query::new(&OUTCOMES, args)).await?, |row| {
            Reader::new("sandbox_method", row).text("outcomes")
        })
    }

    /// A charge by its key.
    ///
    /// # Errors
    ///
    /// As [`Store::sandbox_outcomes`].
    pub async fn sandbox_charge(
        &self,
        account: AccountId,
        payment: PaymentId,
    ) -> Result<Option<SandboxCharge>, StoreError> {
        let args = [account.get().into(), payment.get().into()];
        first(self.read_one(Query::new(&CHARGE, args)).await?, read)
    }

    /// How many charges a method has had.
    ///
    /// # Errors
    ///
    /// As [`Store::sandbox_outcomes`].
    pub async fn sandbox_charge_count(
        &self,
        account: AccountId,
        method: PaymentMethodId,
    ) -> Result<i64, StoreError> {
        let args = [account.get().into(), method.get().into()];
        let count = first(self.read_one(Query::new(&LAST_CHARGE_NO, args)).await?, |row| {
            Reader::new("sandbox_charge", row).opt_int("charge_no")
        })?;
        Ok(count.flatten().unwrap_or(0))
    }

    /// All charges of an account.
    ///
    /// # Errors
    ///
    /// As [`Store::sandbox_outcomes`].
    pub async fn sandbox_charges(
        &self,
        account: AccountId,
    ) -> Result<Vec<SandboxCharge>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }

    /// Charges of any account about which notices are still to be sent.
    ///
    /// # Errors
    ///
    /// As [`Store::sandbox_outcomes`].
    pub async fn sandbox_notices(&self, count: i64) -> Result<Vec<SandboxCharge>, StoreError> {
        all(self.db.scan(Query::new(&WITH_NOTICES, [count.into()])).await?, read)
    }
}

impl WriteSet {
    /// Orders the outcomes of a method's charges, in place of what was ordered before.
    pub fn set_sandbox_outcomes(
        &mut self,
        account: AccountId,
        method: PaymentMethodId,
        outcomes: &str,
    ) {
        let (account, method) = (account.get(), method.get());
        self.any(&DELETE_OUTCOMES, [account.into(), method.into()]);
        self.insert(&INSERT_OUTCOMES, [account.into(), method.into(), outcomes.into()]);
    }

    /// Enters a charge. A key is entered once.
    pub fn insert_sandbox_charge(&mut self, charge: &SandboxCharge) {
        self.insert(
            &INSERT,
            [
                charge.account.get().into(),
                charge.payment.get().into(),
                charge.method.get().into(),
                charge.charge_no.into(),
                codec::currency(charge.amount.currency()),
                codec::money(charge.amount),
                charge.outcome.as_str().into(),
                charge.notices.into(),
            ],
        );
    }

    /// Changes the outcome and the notices of a charge that was found with another outcome.
    pub fn set_sandbox_outcome(&mut self, before: &str, after: &SandboxCharge) {
        let key = [after.account.get().into(), after.payment.get().into()];
        let [account, payment] = key;
        let args =
            [account, payment, before.into(), after.outcome.as_str().into(), after.notices.into()];
        self.update(&SET_OUTCOME, args);
    }
}
