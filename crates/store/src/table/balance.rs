//! `balance`: what customers hold with us. The ledger says how it came to be.

use perennial_core::means::Balances;
use perennial_core::{AccountId, Currency};

use crate::codec::{self, Reader, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new("SELECT currency, prepaid, fidelity FROM balance WHERE account_id = $1");
static INSERT: Sql = Sql::new(
    "INSERT INTO balance (account_id, currency, prepaid, fidelity) VALUES ($1, $2, $3, $4)",
);
static SET: Sql = Sql::new("UPDATE balance SET prepaid = $2, fidelity = $3 WHERE account_id = $1");

pub(crate) static STATEMENTS: [&Sql; 3] = [&GET, &INSERT, &SET];

pub(crate) fn get(account: AccountId) -> Query {
    Query::new(&GET, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Balances, StoreError> {
    let mut row = Reader::new("balance", row);
    let currency = row.currency("currency")?;
    let prepaid = row.money("prepaid", currency)?;
    Ok(Balances { prepaid, fidelity: row.money("fidelity", Currency::Points)? })
}

impl Store {
    /// What an account holds.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn balances(&self, account: AccountId) -> Result<Option<Balances>, StoreError> {
        first(self.read_one(get(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds the balances of a new account.
    pub fn insert_balances(&mut self, account: AccountId, balances: &Balances) {
        let currency = codec::currency(balances.prepaid.currency());
        let (prepaid, fidelity) = (codec::money(balances.prepaid), codec::money(balances.fidelity));
        self.insert(&INSERT, [account.get().into(), currency, prepaid, fidelity]);
    }

    /// Stores the balances of an account.
    pub fn set_balances(&mut self, account: AccountId, balances: &Balances) {
        let (prepaid, fidelity) = (codec::money(balances.prepaid), codec::money(balances.fidelity));
        self.update(&SET, [account.get().into(), prepaid, fidelity]);
    }
}
