//! `bill`, `bill_number` and `bill_series`: bills, the register of their numbers, and where each series stands.

use jiff::Timestamp;
use perennial_core::account::{CountryCode, Subsidiary};
use perennial_core::bill::{Bill, BillNumber, Issue, Register};
use perennial_core::order::Category;
use perennial_core::{AccountId, Buyer, OrderId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "order_id, series, category, currency, net, tax, gross, settled_at, number, issued_at, buyer_nichandle, \
         buyer_language, buyer_organisation, buyer_first_name, buyer_last_name, buyer_address, buyer_zip, buyer_city, \
         buyer_country, buyer_vat, seal, seller_hash"
    };
}

static OF_ORDER: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM bill WHERE account_id = $1 AND order_id = $2"));
static LIST: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM bill WHERE account_id = $1 ORDER BY order_id"));
static BY_NUMBER: Sql =
    Sql::new("SELECT account_id, order_id FROM bill_number WHERE series = $1 AND number = $2");
static UNNUMBERED: Sql = Sql::new(
    "SELECT account_id, order_id FROM bill WHERE series = $1 AND number IS NULL \
     ORDER BY settled_at, account_id, order_id LIMIT $2",
);
static UNNUMBERED_SERIES: Sql =
    Sql::new("SELECT DISTINCT series FROM bill WHERE number IS NULL ORDER BY series");
static REGISTER: Sql =
    Sql::new("SELECT series, last_number, last_issued_at FROM bill_series WHERE series = $1");
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO bill (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
     $22, $23)"
));
static NUMBER: Sql = Sql::new(
    "UPDATE bill SET number = $3, issued_at = $4 \
     WHERE account_id = $1 AND order_id = $2 AND number IS NULL",
);
static INSERT_NUMBER: Sql = Sql::new(
    "INSERT INTO bill_number (series, number, account_id, order_id) VALUES ($1, $2, $3, $4)",
);
static INSERT_SERIES: Sql =
    Sql::new("INSERT INTO bill_series (series, last_number, last_issued_at) VALUES ($1, $2, $3)");
static ADVANCE_SERIES: Sql = Sql::new(
    "UPDATE bill_series SET last_number = $3, last_issued_at = $4 \
     WHERE series = $1 AND last_number = $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &OF_ORDER,
    &LIST,
    &BY_NUMBER,
    &UNNUMBERED,
    &UNNUMBERED_SERIES,
    &REGISTER,
    &INSERT,
    &NUMBER,
    &INSERT_NUMBER,
    &INSERT_SERIES,
    &ADVANCE_SERIES,
];

pub(crate) fn read(row: Row) -> Result<Bill, StoreError> {
    let mut row = Reader::new("bill", row);
    let order = row.id("order_id")?;
    let series = row.parsed("series", Subsidiary::parse)?;
    let category = row.code("category", Category::from_code)?;
    let currency = row.currency("currency")?;
    let net = row.money("net", currency)?;
    let tax = row.money("tax", currency)?;
    let gross = row.money("gross", currency)?;
    let settled_at = row.instant("settled_at")?;
    let number = row.opt_int("number")?;
    let issued_at = row.opt_instant("issued_at")?;
    let issue = match number {
        None => None,
        Some(number) => {
            let number = row.valid("number", u64::try_from(number))?;
            let at = row.present("issued_at", issued_at)?;
            Some(Issue { number: BillNumber::new(series.clone(), number), at })
        }
    };
    let buyer = read_buyer(&mut row)?;
    let seal = row.opt_hash("seal")?;
    let seller = row.opt_hash("seller_hash")?;
    Ok(Bill { order, series, category, net, tax, gross, buyer, seller, settled_at, seal, issue })
}

pub(super) fn read_buyer(row: &mut Reader) -> Result<Buyer, StoreError> {
    Ok(Buyer {
        nichandle: row.name("buyer_nichandle")?,
        language: row.name("buyer_language")?,
        organisation: row.opt_name("buyer_organisation")?,
        first_name: row.opt_name("buyer_first_name")?,
        last_name: row.opt_name("buyer_last_name")?,
        address: row.opt_name("buyer_address")?,
        zip: row.opt_name("buyer_zip")?,
        city: row.opt_name("buyer_city")?,
        country: row.parsed("buyer_country", CountryCode::parse)?,
        vat: row.opt_name("buyer_vat")?,
    })
}

/// Whose bill a number is. A number that no column can hold is nobody's.
pub(crate) fn by_number(number: &BillNumber) -> Query {
    let args = [number.series().as_str().into(), place(number.number()).into()];
    Query::new(&BY_NUMBER, args)
}

pub(crate) fn key(row: Row) -> Result<(AccountId, OrderId), StoreError> {
    let mut row = Reader::new("bill", row);
    Ok((row.id("account_id")?, row.id("order_id")?))
}

/// The bill of an order, issued or not.
pub(crate) fn of_order(account: AccountId, order: OrderId) -> Query {
    Query::new(&OF_ORDER, [account.get().into(), order.get().into()])
}

/// All bills of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

impl Store {
    /// The bill of an order, issued or not.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn bill_of_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Bill>, StoreError> {
        first(self.read_one(of_order(account, order)).await?, read)
    }

    /// All bills of an account, issued or not, by order.
    ///
    /// # Errors
    ///
    /// As [`Store::bill_of_order`].
    pub async fn bills(&self, account: AccountId) -> Result<Vec<Bill>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }

    /// The bills of an account issued between two instants, both included, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::bill_of_order`].
    pub async fn issued_bills(
        &self,
        account: AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Bill>, StoreError> {
        let mut bills = self.bills(account).await?;
        let issued =
            |bill: &Bill| bill.issue.as_ref().map(|issue| (issue.at, issue.number.clone()));
        bills.retain(|bill| issued(bill).is_some_and(|(at, _)| (from..=to).contains(&at)));
        bills.sort_by_key(issued);
        Ok(bills)
    }

    /// Whose bill a number is.
    ///
    /// # Errors
    ///
    /// As [`Store::bill_of_order`].
    pub async fn bill_key(
        &self,
        number: &BillNumber,
    ) -> Result<Option<(AccountId, OrderId)>, StoreError> {
        first(self.read_one(by_number(number)).await?, key)
    }

    /// The series that have bills without a number.
    ///
    /// # Errors
    ///
    /// As [`Store::bill_of_order`].
    pub async fn unnumbered_series(&self) -> Result<Vec<Subsidiary>, StoreError> {
        all(self.db.scan(Query::new(&UNNUMBERED_SERIES, [])).await?, |row| {
            Reader::new("bill", row).parsed("series", Subsidiary::parse)
        })
    }

    /// What a numbering pass needs: where a series stands (`None` before its first bill), and its bills without a
    /// number, in the order in which their orders were settled.
    ///
    /// # Errors
    ///
    /// As [`Store::bill_of_order`].
    pub async fn load_numbering(
        &self,
        series: &Subsidiary,
        count: i64,
    ) -> Result<(Option<Register>, Vec<(AccountId, OrderId)>), StoreError> {
        let series = series.as_str();
        let queries = vec![
            Query::new(&REGISTER, [series.into()]),
            Query::new(&UNNUMBERED, [series.into(), count.into()]),
        ];
        let mut answers = self.db.read(queries).await?.into_iter();
        let register = answers.next().unwrap_or_default();
        let register = first(register, |row| read_register("bill_series", row))?;
        Ok((register, all(answers.next().unwrap_or_default(), key)?))
    }
}

pub(super) fn read_register(table: &'static str, row: Row) -> Result<Register, StoreError> {
    let mut row = Reader::new(table, row);
    let series = row.parsed("series", Subsidiary::parse)?;
    let last_number = row.int("last_number")?;
    let last_number = row.valid("last_number", u64::try_from(last_number))?;
    Ok(Register { series, last_number, last_issued_at: row.instant("last_issued_at")? })
}

impl WriteSet {
    /// Adds a bill. If it has a number, that is entered in the register of its series.
    pub fn insert_bill(&mut self, account: AccountId, bill: &Bill) {
        let buyer = &bill.buyer;
        self.insert(
            &INSERT,
            [
                account.get().into(),
                bill.order.get().into(),
                bill.series.as_str().into(),
                bill.category.code().into(),
                codec::currency(bill.gross.currency()),
                codec::money(bill.net),
                codec::money(bill.tax),
                codec::money(bill.gross),
                codec::instant(bill.settled_at),
                Value::Int(bill.issue.as_ref().map(|issue| place(issue.number.number()))),
                codec::opt_instant(bill.issue.as_ref().map(|issue| issue.at)),
                (&buyer.nichandle).into(),
                (&buyer.language).into(),
                (&buyer.organisation).into(),
                (&buyer.first_name).into(),
                (&buyer.last_name).into(),
                (&buyer.address).into(),
                (&buyer.zip).into(),
                (&buyer.city).into(),
                buyer.country.to_string().into(),
                (&buyer.vat).into(),
                Value::Bytes(bill.seal.map(|seal| seal.to_vec())),
                Value::Bytes(bill.seller.map(|seller| seller.to_vec())),
            ],
        );
        if let Some(issue) = &bill.issue {
            self.insert_rows(&INSERT_NUMBER, vec![entry(account, bill.order, issue)]);
        }
    }

    /// Gives bills their numbers, and enters these in the register of their series.
    pub fn issue_bills(&mut self, bills: &[(AccountId, OrderId, Issue)]) {
        let entries = bills.iter().map(|(account, order, issue)| entry(*account, *order, issue));
        self.insert_rows(&INSERT_NUMBER, entries.collect());
        let number = |(account, order, issue): &(AccountId, OrderId, Issue)| {
            let number = place(issue.number.number());
            let at = codec::instant(issue.at);
            vec![account.get().into(), order.get().into(), number.into(), at]
        };
        self.update_rows(&NUMBER, bills.iter().map(number).collect());
    }

    /// Moves a series from where it was found to where it stands now. Of two that start from the same place,
    /// one is refused.
    pub fn advance_register(&mut self, before: Option<&Register>, after: &Register) {
        let series = after.series.as_str();
        let last = place(after.last_number);
        let at = codec::instant(after.last_issued_at);
        match before {
            None => self.insert(&INSERT_SERIES, [series.into(), last.into(), at]),
            Some(before) => {
                let was = place(before.last_number);
                self.update(&ADVANCE_SERIES, [series.into(), was.into(), last.into(), at]);
            }
        }
    }
}

/// The row of a number in the register.
fn entry(account: AccountId, order: OrderId, issue: &Issue) -> Vec<Value> {
    let number = place(issue.number.number());
    let series = issue.number.series().as_str();
    vec![series.into(), number.into(), account.get().into(), order.get().into()]
}

/// A number as the column has it. Numbers are counted up from one, so they never reach the end of it.
pub(super) fn place(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
