//! `api_call`: which calls were made for an account that may have changed something.
//!
//! They are written in batches, some time after they were made, and forgotten by age. No command reads them.

use std::net::IpAddr;

use perennial_core::api_call::{ApiCall, CallPath, CallTarget};
use perennial_core::credential::Verb;
use perennial_core::{AccountId, ApiCallId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "account_id, call_id, method, path, route, address, about_services, called_at"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM api_call WHERE account_id = $1 AND call_id = $2"
));
static IDS: Sql = Sql::new(
    "SELECT call_id FROM api_call WHERE account_id = $1 AND about_services >= $2 \
     ORDER BY call_id DESC LIMIT $3",
);
// Whether a batch was written is not known when the database did not answer: it may be written again.
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO api_call (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account_id, call_id) DO NOTHING"
));
static FORGET: Sql = Sql::new("DELETE FROM api_call WHERE call_id < $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &IDS, &INSERT, &FORGET];

fn read(row: Row) -> Result<ApiCall, StoreError> {
    let mut row = Reader::new("api_call", row);
    let (account, id) = (row.id("account_id")?, row.id("call_id")?);
    let target = CallTarget {
        verb: row.code("method", Verb::from_name)?,
        path: CallPath::cut(&row.text("path")?),
        route: row.text("route")?,
        about_services: false,
    };
    let address = row.opt_parsed("address", str::parse::<IpAddr>)?;
    let target = CallTarget { about_services: row.flag("about_services")?, ..target };
    Ok(ApiCall { id, account, at: row.instant("called_at")?, target, address })
}

fn row(call: &ApiCall) -> Vec<Value> {
    vec![
        call.account.get().into(),
        call.id.get().into(),
        call.target.verb.name().into(),
        call.target.path.as_str().into(),
        call.target.route.as_str().into(),
        call.address.map(|address| address.to_string()).into(),
        i64::from(call.target.about_services).into(),
        codec::instant(call.at),
    ]
}

impl Store {
    /// A call of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn api_call(
        &self,
        account: AccountId,
        id: ApiCallId,
    ) -> Result<Option<ApiCall>, StoreError> {
        let args = [account.get().into(), id.get().into()];
        first(self.read_one(Query::new(&GET, args)).await?, read)
    }

    /// The ids of the newest calls of an account, the newest first: of all of them, or of those about services.
    ///
    /// # Errors
    ///
    /// As [`Store::api_call`].
    pub async fn api_call_ids(
        &self,
        account: AccountId,
        about_services: bool,
        count: i64,
    ) -> Result<Vec<ApiCallId>, StoreError> {
        let args = [account.get().into(), i64::from(about_services).into(), count.into()];
        let rows = self.db.scan(Query::new(&IDS, args)).await?;
        all(rows, |row| Reader::new("api_call", row).id("call_id"))
    }
}

impl WriteSet {
    /// Adds calls, of any accounts. Those that are there already stay as they are.
    pub fn insert_api_calls(&mut self, calls: &[ApiCall]) {
        self.insert_rows(&INSERT, calls.iter().map(row).collect());
    }

    /// Forgets the calls of all accounts before one.
    pub fn forget_api_calls_before(&mut self, id: ApiCallId) {
        self.any(&FORGET, [id.get().into()]);
    }
}
