//! Queries of the audit that go over all accounts at once.
//!
//! What belongs to one account is read with the ordinary loads; here is only what no account knows about
//! itself: the register of bill numbers, and rows whose account is not there.

use perennial_core::account::Subsidiary;
use perennial_core::bill::BillNumber;
use perennial_core::{AccountId, OrderId};

use crate::codec::{Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::table::bill;

static SERIES: Sql = Sql::new("SELECT series, last_number FROM bill_series ORDER BY series");
static REGISTER: Sql = Sql::new(
    "SELECT number, account_id, order_id FROM bill_number WHERE series = $1 AND number > $2 \
     ORDER BY number LIMIT $3",
);

static NEXT_SERIES: Sql =
    Sql::new("SELECT series FROM bill_number WHERE series > $1 ORDER BY series LIMIT 1");
static KEY_SUBJECTS: Sql = Sql::new(
    "SELECT DISTINCT subject_id FROM idempotency WHERE account_id = $1 ORDER BY subject_id",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&SERIES, &REGISTER, &NEXT_SERIES, &KEY_SUBJECTS];

/// For each table the accounts that it has rows of, and that are not there.
macro_rules! strays {
    ($($name:ident = $table:literal),+ $(,)?) => {
        $(
            static $name: Sql = Sql::new(concat!(
                "SELECT DISTINCT account_id FROM ", $table, " WHERE account_id IS NOT NULL AND NOT EXISTS \
                 (SELECT 1 FROM account WHERE account.account_id = ", $table, ".account_id) \
                 ORDER BY account_id LIMIT $1"
            ));
        )+
        static STRAYS: &[(&str, &Sql)] = &[$(($table, &$name)),+];
        pub(crate) static STRAY_STATEMENTS: &[&Sql] = &[$(&$name),+];
    };
}

strays! {
    NICHANDLE = "nichandle",
    ACCOUNT_DETAIL = "account_detail",
    JOURNAL = "journal",
    SERVICE = "service",
    SERVICE_DETAIL = "service_detail",
    SERVICE_TAG = "service_tag",
    SERVICE_LINK = "service_link",
    SERVICE_PERIOD = "service_period",
    SALES_ORDER = "sales_order",
    ORDER_LINE = "order_line",
    PAYMENT = "payment",
    BILL = "bill",
    BILL_NUMBER = "bill_number",
    CREDIT_NOTE = "credit_note",
    CREDIT_NOTE_LINE = "credit_note_line",
    CREDIT_NOTE_TAX = "credit_note_tax",
    CREDIT_NOTE_NUMBER = "credit_note_number",
    LEDGER_ENTRY = "ledger_entry",
    PAYMENT_METHOD = "payment_method",
    PAYMENT_REGISTRATION = "payment_registration",
    API_CALL = "api_call",
    APPLICATION = "application",
    CREDENTIAL = "credential",
    OAUTH2_CLIENT = "oauth2_client",
    ACCESS_TOKEN = "access_token",
    SIGN_IN = "sign_in",
    WEB_SESSION = "web_session",
    IDEMPOTENCY = "idempotency",
    SANDBOX_METHOD = "sandbox_method",
    SANDBOX_CHARGE = "sandbox_charge",
    SANDBOX_REVERSAL = "sandbox_reversal",
    DEBT = "debt",
    NOTICE = "notice",
    PAPER_EXPORT = "paper_export",
    PARKED_ACCOUNT = "parked_account",
    TERMINATION = "termination",
    CONTACT_CHANGE = "contact_change",
    FORM_ANSWER = "form_answer",
}

/// A number of the register, and whose bill it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The place in the series.
    pub number: i64,
    /// The account.
    pub account: AccountId,
    /// The order that the bill is of.
    pub order: OrderId,
}

/// The ids that are remembered under the idempotency keys of an account: of orders, payments and credentials.
pub(crate) fn key_subjects(account: AccountId) -> Query {
    Query::new(&KEY_SUBJECTS, [account.get().into()])
}

pub(crate) fn read_key_subject(row: Row) -> Result<i64, StoreError> {
    Reader::new("idempotency", row).int("subject_id")
}

impl Store {
    /// All series with the last number given in each.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn series(&self) -> Result<Vec<(Subsidiary, i64)>, StoreError> {
        all(self.db.scan(Query::new(&SERIES, [])).await?, |row| {
            let mut row = Reader::new("bill_series", row);
            Ok((row.parsed("series", Subsidiary::parse)?, row.int("last_number")?))
        })
    }

    /// The first series after another one that has numbers in the register; the very first when none is given.
    ///
    /// # Errors
    ///
    /// As [`Store::series`].
    pub async fn registered_series_after(
        &self,
        after: Option<&Subsidiary>,
    ) -> Result<Option<Subsidiary>, StoreError> {
        let after = after.map_or("", Subsidiary::as_str);
        first(self.db.scan(Query::new(&NEXT_SERIES, [after.into()])).await?, |row| {
            Reader::new("bill_number", row).parsed("series", Subsidiary::parse)
        })
    }

    /// What the register says of numbers: whose bill each is, in the order in which they are asked for.
    ///
    /// # Errors
    ///
    /// As [`Store::series`].
    pub async fn registered(
        &self,
        numbers: &[&BillNumber],
    ) -> Result<Vec<Option<(AccountId, OrderId)>>, StoreError> {
        let queries = numbers.iter().map(|number| bill::by_number(number)).collect();
        let answers = self.db.read(queries).await?.into_iter();
        answers.map(|rows| first(rows, bill::key)).collect()
    }

    /// Rows of accounts that are not there: the table and the account, so many of each table at most.
    ///
    /// # Errors
    ///
    /// As [`Store::series`].
    pub async fn strays(&self, count: i64) -> Result<Vec<(&'static str, AccountId)>, StoreError> {
        let mut strays = Vec::new();
        for &(table, sql) in STRAYS {
            let rows = self.db.scan(Query::new(sql, [count.into()])).await?;
            let accounts = all(rows, |row| Reader::new(table, row).id("account_id"))?;
            strays.extend(accounts.into_iter().map(|account| (table, account)));
        }
        Ok(strays)
    }

    /// The register of a series after a number, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::series`].
    pub async fn register_after(
        &self,
        series: &Subsidiary,
        number: i64,
        count: i64,
    ) -> Result<Vec<Registered>, StoreError> {
        let args = [series.as_str().into(), number.into(), count.into()];
        all(self.db.scan(Query::new(&REGISTER, args)).await?, |row| {
            let mut row = Reader::new("bill_number", row);
            Ok(Registered {
                number: row.int("number")?,
                account: row.id("account_id")?,
                order: row.id("order_id")?,
            })
        })
    }
}
