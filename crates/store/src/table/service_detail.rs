//! `service_detail` and `service_tag`: what services are beside what they are sold as, and tags to find them by.

use std::collections::BTreeMap;

use perennial_core::detail::{About, Details};
use perennial_core::text::Name;
use perennial_core::{AccountId, ServiceId};

use crate::codec::{Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::load::Answers;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static DETAILS: Sql = Sql::new(
    "SELECT field, value FROM service_detail WHERE account_id = $1 AND service_id = $2 ORDER BY field",
);
static TAGS: Sql = Sql::new(
    "SELECT tag, value FROM service_tag WHERE account_id = $1 AND service_id = $2 ORDER BY tag",
);
static DETAILS_OF_ACCOUNT: Sql = Sql::new(
    "SELECT service_id, field, value FROM service_detail WHERE account_id = $1 ORDER BY service_id, field",
);
static TAGS_OF_ACCOUNT: Sql = Sql::new(
    "SELECT service_id, tag, value FROM service_tag WHERE account_id = $1 ORDER BY service_id, tag",
);
static INSERT_DETAIL: Sql = Sql::new(
    "INSERT INTO service_detail (account_id, service_id, field, value) VALUES ($1, $2, $3, $4)",
);
static DELETE_DETAIL: Sql =
    Sql::new("DELETE FROM service_detail WHERE account_id = $1 AND service_id = $2 AND field = $3");
static INSERT_TAG: Sql = Sql::new(
    "INSERT INTO service_tag (account_id, service_id, tag, value) VALUES ($1, $2, $3, $4)",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &DETAILS,
    &TAGS,
    &DETAILS_OF_ACCOUNT,
    &TAGS_OF_ACCOUNT,
    &INSERT_DETAIL,
    &DELETE_DETAIL,
    &INSERT_TAG,
];

fn read_details(rows: Vec<Row>) -> Result<Details, StoreError> {
    let mut details = Details::default();
    for row in rows {
        let mut row = Reader::new("service_detail", row);
        let (field, value) = (row.name("field")?, row.text("value")?);
        row.valid("value", details.set(field, value))?;
    }
    Ok(details)
}

fn read_tag(row: Row) -> Result<(Name, Name), StoreError> {
    let mut row = Reader::new("service_tag", row);
    Ok((row.name("tag")?, row.name("value")?))
}

pub(crate) fn details_of_account(account: AccountId) -> Query {
    Query::new(&DETAILS_OF_ACCOUNT, [account.get().into()])
}

pub(crate) fn tags_of_account(account: AccountId) -> Query {
    Query::new(&TAGS_OF_ACCOUNT, [account.get().into()])
}

/// The services that have details, and those that have tags. Whatever is not readable is found on the way.
pub(crate) fn described(details: Vec<Row>, tags: Vec<Row>) -> Result<Vec<ServiceId>, StoreError> {
    let mut services = Vec::new();
    for (table, field, row) in details
        .into_iter()
        .map(|row| ("service_detail", "field", row))
        .chain(tags.into_iter().map(|row| ("service_tag", "tag", row)))
    {
        let mut row = Reader::new(table, row);
        services.push(row.id("service_id")?);
        row.name(field)?;
    }
    services.sort_unstable();
    services.dedup();
    Ok(services)
}

impl Store {
    /// What is told of a service, and its tags. Nothing of one that is not there.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn about(&self, account: AccountId, service: ServiceId) -> Result<About, StoreError> {
        let args = || [account.get().into(), service.get().into()];
        let queries = vec![Query::new(&DETAILS, args()), Query::new(&TAGS, args())];
        let mut answers = Answers::new(self.db.read(queries).await?);
        let details = read_details(answers.next())?;
        let tags = all(answers.next(), read_tag)?.into_iter().collect();
        Ok(About { details, tags })
    }

    /// The tags of all services of an account that have any.
    ///
    /// # Errors
    ///
    /// As [`Store::about`].
    pub async fn tags(
        &self,
        account: AccountId,
    ) -> Result<BTreeMap<ServiceId, BTreeMap<Name, Name>>, StoreError> {
        let mut tags: BTreeMap<ServiceId, BTreeMap<Name, Name>> = BTreeMap::new();
        for row in self.db.scan(tags_of_account(account)).await? {
            let mut row = Reader::new("service_tag", row);
            let service = row.id("service_id")?;
            tags.entry(service).or_default().insert(row.name("tag")?, row.name("value")?);
        }
        Ok(tags)
    }
}

impl WriteSet {
    /// Sets details of a service, each in place of what it was.
    pub fn set_details(&mut self, account: AccountId, service: ServiceId, details: &Details) {
        for (field, _) in details.iter() {
            let (account, service) = (account.get().into(), service.get().into());
            self.any(&DELETE_DETAIL, [account, service, field.into()]);
        }
        for (field, value) in details.iter() {
            let (account, service) = (account.get().into(), service.get().into());
            self.insert(&INSERT_DETAIL, [account, service, field.into(), value.into()]);
        }
    }

    /// Gives a new service its tags.
    pub fn insert_tags(
        &mut self,
        account: AccountId,
        service: ServiceId,
        tags: &BTreeMap<Name, Name>,
    ) {
        for (tag, value) in tags {
            let (account, service) = (account.get().into(), service.get().into());
            self.insert(&INSERT_TAG, [account, service, tag.into(), value.into()]);
        }
    }
}
