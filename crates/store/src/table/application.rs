//! `application`: programs that may ask for credentials, with their secrets under seal.

use perennial_core::credential::{Application, ApplicationStatus};
use perennial_core::{AccountId, ApplicationId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "application_id, account_id, application_key, name, description, status, created_at, sealed_secret"
    };
}

static GET: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM application WHERE application_id = $1"));
static BY_KEY: Sql =
    Sql::new(concat!("SELECT ", columns!(), " FROM application WHERE application_key = $1"));
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM application WHERE account_id = $1 ORDER BY application_id"
));
static PAGE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM application WHERE application_id > $1 ORDER BY application_id LIMIT $2"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO application (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
));
static SET_STATUS: Sql = Sql::new("UPDATE application SET status = $2 WHERE application_id = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &BY_KEY, &OF_ACCOUNT, &PAGE, &INSERT, &SET_STATUS];

/// An application with its secret as it is stored: encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredApplication {
    /// The application.
    pub application: Application,
    /// Its secret, under seal.
    pub sealed_secret: Vec<u8>,
}

pub(crate) fn get(application: ApplicationId) -> Query {
    Query::new(&GET, [application.get().into()])
}

pub(crate) fn read(row: Row) -> Result<StoredApplication, StoreError> {
    let mut row = Reader::new("application", row);
    let application = Application {
        id: row.id("application_id")?,
        account: row.id("account_id")?,
        key: row.text("application_key")?,
        name: row.name("name")?,
        description: row.opt_name("description")?,
        status: row.code("status", ApplicationStatus::from_code)?,
        created_at: row.instant("created_at")?,
    };
    Ok(StoredApplication { application, sealed_secret: row.bytes("sealed_secret")? })
}

/// All applications of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

impl Store {
    /// An application.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn application(
        &self,
        application: ApplicationId,
    ) -> Result<Option<StoredApplication>, StoreError> {
        first(self.read_one(get(application)).await?, read)
    }

    /// The application with a public key.
    ///
    /// # Errors
    ///
    /// As [`Store::application`].
    pub async fn application_by_key(
        &self,
        key: &str,
    ) -> Result<Option<StoredApplication>, StoreError> {
        first(self.read_one(Query::new(&BY_KEY, [key.into()])).await?, read)
    }

    /// The applications that an account made.
    ///
    /// # Errors
    ///
    /// As [`Store::application`].
    pub async fn applications(&self, account: AccountId) -> Result<Vec<Application>, StoreError> {
        let rows = self.db.scan(of_account(account)).await?;
        all(rows, |row| Ok(read(row)?.application))
    }

    /// Applications of all accounts after a given one, in the order of their ids; the first ones when none is given.
    ///
    /// # Errors
    ///
    /// As [`Store::application`].
    pub async fn applications_after(
        &self,
        after: Option<ApplicationId>,
        count: i64,
    ) -> Result<Vec<Application>, StoreError> {
        let after = after.map_or(0, ApplicationId::get);
        let rows = self.db.scan(Query::new(&PAGE, [after.into(), count.into()])).await?;
        all(rows, |row| Ok(read(row)?.application))
    }
}

impl WriteSet {
    /// Adds an application.
    pub fn insert_application(&mut self, stored: &StoredApplication) {
        let application = &stored.application;
        self.insert(
            &INSERT,
            [
                application.id.get().into(),
                application.account.get().into(),
                application.key.as_str().into(),
                (&application.name).into(),
                (&application.description).into(),
                application.status.code().into(),
                codec::instant(application.created_at),
                stored.sealed_secret.as_slice().into(),
            ],
        );
    }

    /// Stores the status of an application. The caller also has credentials in memory forgotten.
    pub fn set_application_status(&mut self, application: &Application) {
        self.update(&SET_STATUS, [application.id.get().into(), application.status.code().into()]);
    }
}
