//! `sandbox_reversal`: charges that the sandbox gateway has taken back, and whether we were told.

use perennial_core::text::Name;
use perennial_core::{AccountId, Money, PaymentId};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "account_id, payment_id, reversal, currency, amount, acknowledged"
    };
}

static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM sandbox_reversal WHERE account_id = $1 ORDER BY payment_id"
));
static UNTOLD: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM sandbox_reversal WHERE acknowledged = 0 AND reversal > $1 ORDER BY reversal LIMIT $2"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO sandbox_reversal (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6)"
));
static ACKNOWLEDGE: Sql = Sql::new(
    "UPDATE sandbox_reversal SET acknowledged = 1 WHERE account_id = $1 AND payment_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&OF_ACCOUNT, &UNTOLD, &INSERT, &ACKNOWLEDGE];

/// A reversal in the sandbox gateway's books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxReversal {
    /// Whose payment it is.
    pub account: AccountId,
    /// The key of the charge that was taken back. It is once.
    pub payment: PaymentId,
    /// The gateway's id of the reversal.
    pub reversal: Name,
    /// How much.
    pub amount: Money,
    /// Whether it was understood and need not be told again.
    pub is_acknowledged: bool,
}

pub(crate) fn read(row: Row) -> Result<SandboxReversal, StoreError> {
    let mut row = Reader::new("sandbox_reversal", row);
    let (account, payment) = (row.id("account_id")?, row.id("payment_id")?);
    let reversal = row.name("reversal")?;
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    let is_acknowledged = row.flag("acknowledged")?;
    Ok(SandboxReversal { account, payment, reversal, amount, is_acknowledged })
}

/// All reversals of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

impl Store {
    /// Reversals of any account that were not acknowledged, whose ids come after a text.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn untold_sandbox_reversals(
        &self,
        after: &str,
        count: i64,
    ) -> Result<Vec<SandboxReversal>, StoreError> {
        all(self.db.scan(Query::new(&UNTOLD, [after.into(), count.into()])).await?, read)
    }

    /// All reversals of an account.
    ///
    /// # Errors
    ///
    /// As [`Store::untold_sandbox_reversals`].
    pub async fn sandbox_reversals(
        &self,
        account: AccountId,
    ) -> Result<Vec<SandboxReversal>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Enters a reversal. A charge is taken back once.
    pub fn insert_sandbox_reversal(&mut self, reversal: &SandboxReversal) {
        self.insert(
            &INSERT,
            [
                reversal.account.get().into(),
                reversal.payment.get().into(),
                (&reversal.reversal).into(),
                codec::currency(reversal.amount.currency()),
                codec::money(reversal.amount),
                i64::from(reversal.is_acknowledged).into(),
            ],
        );
    }

    /// Notes that a reversal was understood.
    pub fn acknowledge_sandbox_reversal(&mut self, account: AccountId, payment: PaymentId) {
        self.any(&ACKNOWLEDGE, [account.get().into(), payment.get().into()]);
    }
}
