//! `seller`: each seller there ever was, under the hash of what it is made of. A row never changes.

use perennial_core::account::CountryCode;
use perennial_core::journal::Hash;
use perennial_core::seller::Seller;
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId};

use crate::codec::{Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new(
    "SELECT seller_hash, name, street, zip, city, country, vat, register FROM seller WHERE seller_hash = $1",
);
static LIST: Sql = Sql::new(
    "SELECT seller_hash, name, street, zip, city, country, vat, register FROM seller ORDER BY seller_hash",
);
static INSERT: Sql = Sql::new(
    "INSERT INTO seller (seller_hash, name, street, zip, city, country, vat, register) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

static NO_SELLER_OF_BILL: Sql = Sql::new(
    "SELECT account_id, order_id FROM bill WHERE seller_hash IS NOT NULL AND NOT EXISTS \
     (SELECT 1 FROM seller WHERE seller.seller_hash = bill.seller_hash) ORDER BY account_id, order_id LIMIT $1",
);
static NO_SELLER_OF_NOTE: Sql = Sql::new(
    "SELECT account_id, order_id FROM credit_note WHERE seller_hash IS NOT NULL AND NOT EXISTS \
     (SELECT 1 FROM seller WHERE seller.seller_hash = credit_note.seller_hash) \
     ORDER BY account_id, order_id LIMIT $1",
);

pub(crate) static STATEMENTS: &[&Sql] =
    &[&GET, &LIST, &INSERT, &NO_SELLER_OF_BILL, &NO_SELLER_OF_NOTE];

/// Lines are no names with a line break in them.
const BREAK: char = '\n';

fn read(row: Row) -> Result<(Hash, Seller), StoreError> {
    let mut row = Reader::new("seller", row);
    let hash = row.hash("seller_hash")?;
    let name = row.name("name")?;
    let street = row.text("street")?;
    let lines = street.split(BREAK).filter(|line| !line.is_empty()).map(Name::parse);
    let street = row.valid("street", lines.collect::<Result<Vec<_>, _>>())?;
    let seller = Seller {
        name,
        street,
        zip: row.opt_name("zip")?,
        city: row.opt_name("city")?,
        country: row.opt_parsed("country", CountryCode::parse)?,
        vat: row.opt_name("vat")?,
        register: row.opt_name("register")?,
    };
    Ok((hash, seller))
}

impl Store {
    /// The seller with a key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn seller(&self, key: &Hash) -> Result<Option<Seller>, StoreError> {
        let rows = self.read_one(Query::new(&GET, [key.as_slice().into()])).await?;
        Ok(first(rows, read)?.map(|(_, seller)| seller))
    }

    /// Every seller there ever was, with its key.
    ///
    /// # Errors
    ///
    /// As [`Store::seller`].
    pub async fn sellers(&self) -> Result<Vec<(Hash, Seller)>, StoreError> {
        all(self.db.scan(Query::new(&LIST, [])).await?, read)
    }

    /// The orders whose bills, or credit notes, name a seller that is not kept, with their accounts; not more than so many of
    /// each.
    ///
    /// # Errors
    ///
    /// As [`Store::seller`].
    pub async fn without_seller(
        &self,
        count: i64,
    ) -> Result<Vec<(AccountId, OrderId)>, StoreError> {
        let key = |row: Row| {
            let mut row = Reader::new("bill", row);
            Ok((row.id("account_id")?, row.id("order_id")?))
        };
        let mut found = Vec::new();
        for sql in [&NO_SELLER_OF_BILL, &NO_SELLER_OF_NOTE] {
            found.extend(all(self.db.scan(Query::new(sql, [count.into()])).await?, key)?);
        }
        Ok(found)
    }
}

impl WriteSet {
    /// Adds a seller: of two that add the same, one is refused.
    pub fn insert_seller(&mut self, key: &Hash, seller: &Seller) {
        let street: Vec<&str> = seller.street.iter().map(Name::as_str).collect();
        self.insert(
            &INSERT,
            [
                key.as_slice().into(),
                (&seller.name).into(),
                street.join(&BREAK.to_string()).into(),
                (&seller.zip).into(),
                (&seller.city).into(),
                Value::Text(seller.country.map(|country| country.to_string())),
                (&seller.vat).into(),
                (&seller.register).into(),
            ],
        );
    }
}
