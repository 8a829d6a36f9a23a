//! `account_detail`: what customers say of themselves beside their profile, because nothing is decided by it.

use perennial_core::AccountId;
use perennial_core::profile::{ProfileDetails, ProfileField, ProfileUpdate};

use crate::codec::Reader;
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static OF_ACCOUNT: Sql =
    Sql::new("SELECT field, value FROM account_detail WHERE account_id = $1 ORDER BY field");
static INSERT: Sql =
    Sql::new("INSERT INTO account_detail (account_id, field, value) VALUES ($1, $2, $3)");
static DELETE: Sql = Sql::new("DELETE FROM account_detail WHERE account_id = $1 AND field = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[&OF_ACCOUNT, &INSERT, &DELETE];

pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

pub(crate) fn read(rows: Vec<Row>) -> Result<ProfileDetails, StoreError> {
    let read = |row| {
        let mut row = Reader::new("account_detail", row);
        Ok((row.code("field", ProfileField::from_code)?, row.name("value")?))
    };
    rows.into_iter().map(read).collect()
}

impl Store {
    /// What is kept beside the profile of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn account_details(&self, account: AccountId) -> Result<ProfileDetails, StoreError> {
        read(self.read_one(of_account(account)).await?)
    }
}

impl WriteSet {
    /// Sets what is kept beside a profile, each field in place of what it was.
    pub fn set_account_details(&mut self, account: AccountId, details: &ProfileUpdate) {
        for (field, value) in details {
            self.any(&DELETE, [account.get().into(), field.code().into()]);
            if let Some(value) = value {
                self.insert(&INSERT, [account.get().into(), field.code().into(), value.into()]);
            }
        }
    }
}
