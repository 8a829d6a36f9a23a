//! `service`: what customers hold.

use perennial_core::renew::{RenewMode, RenewSettings, Stop};
use perennial_core::service::{
    Contacts, ProductLine, Quantity, Service, ServiceChange, ServiceState,
};
use perennial_core::text::Name;
use perennial_core::{AccountId, Expiry, OrderId, Period, ServiceId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "service_id, group_id, product, name, display_name, plan_code, quantity, created_on, expires_on, \
         anchor_day, state, renew_mode, renew_months, renew_stop, engaged_until, contact_admin, contact_billing, \
         contact_tech, held_by_order_id"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM service WHERE account_id = $1 AND service_id = $2"
));
static BY_NAME: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM service WHERE account_id = $1 AND product = $2 AND name = $3"
));
static GROUP: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM service WHERE account_id = $1 AND group_id = \
     (SELECT group_id FROM service WHERE account_id = $1 AND service_id = $2)"
));
static OF_ORDER: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM service WHERE account_id = $1 AND service_id IN \
     (SELECT service_id FROM order_line WHERE account_id = $1 AND order_id = $2)"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM service WHERE account_id = $1 ORDER BY service_id"
));
static IDS: Sql =
    Sql::new("SELECT service_id FROM service WHERE account_id = $1 ORDER BY service_id");
static NAMES: Sql =
    Sql::new("SELECT name FROM service WHERE account_id = $1 AND product = $2 ORDER BY name");
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO service (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
));
static HOLD: Sql = Sql::new(
    "UPDATE service SET held_by_order_id = $3 \
     WHERE account_id = $1 AND service_id = $2 AND held_by_order_id IS NULL",
);
static RELEASE: Sql = Sql::new(
    "UPDATE service SET held_by_order_id = NULL \
     WHERE account_id = $1 AND service_id = $2 AND held_by_order_id = $3",
);
static EXTEND: Sql = Sql::new(
    "UPDATE service SET expires_on = $4, state = $5, held_by_order_id = NULL \
     WHERE account_id = $1 AND service_id = $2 AND expires_on = $3",
);
static RENAME: Sql =
    Sql::new("UPDATE service SET display_name = $3 WHERE account_id = $1 AND service_id = $2");
static REGROUP: Sql =
    Sql::new("UPDATE service SET group_id = $3 WHERE account_id = $1 AND service_id = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET, &BY_NAME, &GROUP, &OF_ORDER, &LIST, &IDS, &NAMES, &INSERT, &HOLD, &RELEASE, &EXTEND,
    &RENAME, &REGROUP,
];

/// The services linked with one, itself included.
pub(crate) fn group(account: AccountId, service: ServiceId) -> Query {
    Query::new(&GROUP, [account.get().into(), service.get().into()])
}

/// The services of an order.
pub(crate) fn of_order(account: AccountId, order: OrderId) -> Query {
    Query::new(&OF_ORDER, [account.get().into(), order.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Service, StoreError> {
    let mut row = Reader::new("service", row);
    Ok(Service {
        id: row.id("service_id")?,
        group: row.id("group_id")?,
        product: row.parsed("product", ProductLine::parse)?,
        name: row.name("name")?,
        display_name: row.opt_name("display_name")?,
        plan: row.name("plan_code")?,
        quantity: {
            let quantity = row.int("quantity")?;
            row.valid("quantity", Quantity::try_new(quantity))?
        },
        created_on: row.date("created_on")?,
        expiry: {
            let (on, anchor_day) = (row.date("expires_on")?, row.int("anchor_day")?);
            row.valid("anchor_day", Expiry::try_new(on, anchor_day))?
        },
        state: row.code("state", ServiceState::from_code)?,
        renew: read_renew(&mut row)?,
        engaged_until: row.opt_date("engaged_until")?,
        contacts: Contacts {
            admin: row.name("contact_admin")?,
            billing: row.name("contact_billing")?,
            tech: row.name("contact_tech")?,
        },
        held_by: row.opt_id("held_by_order_id")?,
    })
}

fn read_renew(row: &mut Reader) -> Result<RenewSettings, StoreError> {
    let mode = row.code("renew_mode", RenewMode::from_code)?;
    let months = row.opt_int("renew_months")?;
    let period = months.map(Period::from_months).transpose();
    let period = row.valid("renew_months", period)?;
    let stop = row.opt_code("renew_stop", Stop::from_code)?;
    row.valid("renew_stop", RenewSettings::try_new(mode, period, stop))
}

/// All services of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

impl Store {
    /// A service of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn service(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<Option<Service>, StoreError> {
        let args = [account.get().into(), service.get().into()];
        first(self.read_one(Query::new(&GET, args)).await?, read)
    }

    /// A service of an account by its name in a product line.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn service_by_name(
        &self,
        account: AccountId,
        product: &str,
        name: &str,
    ) -> Result<Option<Service>, StoreError> {
        let args = [account.get().into(), product.into(), name.into()];
        first(self.read_one(Query::new(&BY_NAME, args)).await?, read)
    }

    /// All services of an account, by id.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn services(&self, account: AccountId) -> Result<Vec<Service>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }

    /// The ids of all services of an account, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn service_ids(&self, account: AccountId) -> Result<Vec<ServiceId>, StoreError> {
        let rows = self.db.scan(Query::new(&IDS, [account.get().into()])).await?;
        all(rows, |row| Reader::new("service", row).id("service_id"))
    }

    /// The names of an account's services in a product line, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn service_names(
        &self,
        account: AccountId,
        product: &str,
    ) -> Result<Vec<String>, StoreError> {
        let args = [account.get().into(), product.into()];
        let rows = self.db.scan(Query::new(&NAMES, args)).await?;
        all(rows, |row| Reader::new("service", row).text("name"))
    }
}

impl WriteSet {
    /// Adds a service to an account.
    pub fn insert_service(&mut self, account: AccountId, service: &Service) {
        let renew = service.renew;
        self.insert(
            &INSERT,
            [
                account.get().into(),
                service.id.get().into(),
                service.group.get().into(),
                service.product.as_str().into(),
                (&service.name).into(),
                (&service.display_name).into(),
                (&service.plan).into(),
                i64::from(service.quantity.get()).into(),
                codec::date(service.created_on),
                codec::date(service.expiry.on()),
                i64::from(service.expiry.anchor_day()).into(),
                service.state.code().into(),
                renew.mode().code().into(),
                renew.period().map(|period| i64::from(period.months())).into(),
                renew.stop().map(|stop| stop.code().to_owned()).into(),
                codec::opt_date(service.engaged_until),
                (&service.contacts.admin).into(),
                (&service.contacts.billing).into(),
                (&service.contacts.tech).into(),
                service.held_by.map(OrderId::get).into(),
            ],
        );
    }

    /// Does to a service what a command has decided. The service must be as the command found it.
    pub fn change_service(&mut self, account: AccountId, change: &ServiceChange) {
        let account = account.get().into();
        match change {
            ServiceChange::Hold { service, order } => {
                self.update(&HOLD, [account, service.get().into(), order.get().into()]);
            }
            ServiceChange::Release { service, order } => {
                self.update(&RELEASE, [account, service.get().into(), order.get().into()]);
            }
            ServiceChange::Extend(extension) => {
                let (from, to) = (codec::date(extension.from.on()), codec::date(extension.to.on()));
                let (service, state) =
                    (extension.service.get().into(), extension.state.code().into());
                self.update(&EXTEND, [account, service, from, to, state]);
            }
        }
    }

    /// Changes the name that the holder gave a service.
    pub fn rename_service(&mut self, account: AccountId, service: ServiceId, name: &Option<Name>) {
        self.update(&RENAME, [account.get().into(), service.get().into(), name.into()]);
    }

    /// Puts a service into another group.
    pub fn regroup_service(&mut self, account: AccountId, service: ServiceId, group: ServiceId) {
        self.update(&REGROUP, [account.get().into(), service.get().into(), group.get().into()]);
    }
}
