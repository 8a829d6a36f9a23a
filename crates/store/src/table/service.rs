//! `service`: what customers hold.

use perennial_core::renew::{RenewMode, RenewSettings, Stop};
use perennial_core::service::{
    Agenda, Closure, Contacts, ProductLine, Quantity, Service, ServiceChange, ServiceState,
    StateKind, Suspension, Unpaid,
};
use perennial_core::text::Name;
use perennial_core::{AccountId, Expiry, OrderId, Period, ServiceId};

use super::due::partition_of;
use super::engagement;
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! service_columns {
    () => {
        "service_id, group_id, product, name, display_name, plan_code, quantity, created_on, expires_on, \
         anchor_day, state, state_since, attempts, attempts_before, unpaid_order_id, redemption_from, delete_on, \
         renew_mode, renew_months, renew_stop, engaged_until, contact_admin, contact_billing, contact_tech, \
         held_by_order_id, closed_on, closed_with, due_on, looked_on, renewed_on, engaged_mode, engaged_kind, \
         engaged_months, engaged_period, engaged_currency, engaged_price, engaged_rule, engaged_from, request_mode, \
         request_kind, request_months, request_period, request_currency, request_price, request_rule, requested_on, \
         request_order_id"
    };
}
pub(crate) use service_columns;

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    service_columns!(),
    " FROM service WHERE account_id = $1 AND service_id = $2"
));
static BY_NAME: Sql =
    Sql::new("SELECT service_id FROM service WHERE account_id = $1 AND product = $2 AND name = $3");
static GROUP: Sql = Sql::new(concat!(
    "SELECT ",
    service_columns!(),
    " FROM service WHERE account_id = $1 AND group_id = \
     (SELECT group_id FROM service WHERE account_id = $1 AND service_id = $2)"
));
static OF_ORDER: Sql = Sql::new(concat!(
    "SELECT ",
    service_columns!(),
    " FROM service WHERE account_id = $1 AND service_id IN \
     (SELECT service_id FROM order_line WHERE account_id = $1 AND order_id = $2)"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    service_columns!(),
    " FROM service WHERE account_id = $1 ORDER BY service_id"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO service (account_id, partition_no, ",
    service_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, \
     $45, $46, $47, $48, $49)"
));
static HOLD: Sql = Sql::new(
    "UPDATE service SET held_by_order_id = $3 \
     WHERE account_id = $1 AND service_id = $2 AND held_by_order_id IS NULL",
);
static RELEASE: Sql = Sql::new(
    "UPDATE service SET held_by_order_id = NULL, due_on = COALESCE(looked_on, due_on), \
     state = $4, state_since = $5, attempts = $6, \
     attempts_before = $7, unpaid_order_id = $8, redemption_from = $9, delete_on = $10 \
     WHERE account_id = $1 AND service_id = $2 AND held_by_order_id = $3",
);
static EXTEND: Sql = Sql::new(
    "UPDATE service SET expires_on = $4, held_by_order_id = NULL, state = $5, state_since = $6, attempts = $7, \
     attempts_before = $8, unpaid_order_id = $9, redemption_from = $10, delete_on = $11, due_on = $12, \
     looked_on = $13, renewed_on = $14 WHERE account_id = $1 AND service_id = $2 AND expires_on = $3",
);
static ARRANGE: Sql = Sql::new(
    "UPDATE service SET renew_mode = $3, renew_months = $4, renew_stop = $5, due_on = $6 \
     WHERE account_id = $1 AND service_id = $2",
);
static LOOK: Sql = Sql::new(
    "UPDATE service SET state = $3, state_since = $4, attempts = $5, attempts_before = $6, unpaid_order_id = $7, \
     redemption_from = $8, delete_on = $9, due_on = $10, looked_on = $11, renewed_on = $12 \
     WHERE account_id = $1 AND service_id = $2",
);
static CLOSE: Sql = Sql::new(
    "UPDATE service SET closed_on = $3, closed_with = $4 \
     WHERE account_id = $1 AND service_id = $2 AND closed_on IS NULL",
);
static REOPEN: Sql = Sql::new(
    "UPDATE service SET closed_on = NULL, closed_with = NULL \
     WHERE account_id = $1 AND service_id = $2 AND closed_on IS NOT NULL",
);
static BIND: Sql = Sql::new(
    "UPDATE service SET engaged_until = $3, renew_mode = $4, renew_months = $5, renew_stop = $6, engaged_mode = $7, \
     engaged_kind = $8, engaged_months = $9, engaged_period = $10, engaged_currency = $11, engaged_price = $12, \
     engaged_rule = $13, engaged_from = $14, request_mode = $15, request_kind = $16, request_months = $17, \
     request_period = $18, request_currency = $19, request_price = $20, request_rule = $21, requested_on = $22, \
     request_order_id = $23 WHERE account_id = $1 AND service_id = $2",
);
static RENAME: Sql =
    Sql::new("UPDATE service SET display_name = $3 WHERE account_id = $1 AND service_id = $2");
static REGROUP: Sql =
    Sql::new("UPDATE service SET group_id = $3 WHERE account_id = $1 AND service_id = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET, &BY_NAME, &GROUP, &OF_ORDER, &LIST, &INSERT, &HOLD, &RELEASE, &EXTEND, &ARRANGE, &LOOK,
    &CLOSE, &REOPEN, &BIND, &RENAME, &REGROUP,
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
        state: read_state(&mut row)?,
        renew: read_renew(&mut row)?,
        engaged_until: row.opt_date("engaged_until")?,
        contacts: Contacts {
            admin: row.name("contact_admin")?,
            billing: row.name("contact_billing")?,
            tech: row.name("contact_tech")?,
        },
        held_by: row.opt_id("held_by_order_id")?,
        closure: read_closure(&mut row)?,
        agenda: Agenda {
            due_on: row.opt_date("due_on")?,
            looked_on: row.opt_date("looked_on")?,
            renewed_on: row.opt_date("renewed_on")?,
        },
        terms: engagement::read_terms(&mut row)?,
        request: engagement::read_request(&mut row)?,
    })
}

fn read_closure(row: &mut Reader) -> Result<Option<Closure>, StoreError> {
    let (on, with) = (row.opt_date("closed_on")?, row.opt_id("closed_with")?);
    let closure = |on| Ok(Closure { on, with: row.present("closed_with", with)? });
    on.map(closure).transpose()
}

fn read_state(row: &mut Reader) -> Result<ServiceState, StoreError> {
    let kind = row.code("state", StateKind::from_code)?;
    let since = row.opt_date("state_since")?;
    let (attempts, before) = (row.opt_int("attempts")?, row.opt_int("attempts_before")?);
    let order = row.opt_id("unpaid_order_id")?;
    let (redemption_from, delete_on) =
        (row.opt_date("redemption_from")?, row.opt_date("delete_on")?);
    let count = |name, value: Option<i64>| {
        let value = row.present(name, value)?;
        row.valid(name, u16::try_from(value))
    };
    Ok(match kind {
        StateKind::InCreation => ServiceState::InCreation,
        StateKind::Active => ServiceState::Active,
        StateKind::Unpaid => ServiceState::Unpaid(Unpaid {
            since: row.present("state_since", since)?,
            attempts: count("attempts", attempts)?,
            order,
            attempts_before: count("attempts_before", before)?,
        }),
        StateKind::Suspended => ServiceState::Suspended(Suspension {
            since: row.present("state_since", since)?,
            redemption_from,
            delete_on: row.present("delete_on", delete_on)?,
        }),
        StateKind::Deleted => ServiceState::Deleted,
    })
}

/// The columns of a state, in their order.
fn state(state: &ServiceState) -> [Value; 7] {
    let (mut since, mut attempts, mut before, mut order) = (None, None, None, None);
    let (mut redemption_from, mut delete_on) = (None, None);
    match state {
        ServiceState::InCreation | ServiceState::Active | ServiceState::Deleted => {}
        ServiceState::Unpaid(unpaid) => {
            since = Some(unpaid.since);
            attempts = Some(i64::from(unpaid.attempts));
            before = Some(i64::from(unpaid.attempts_before));
            order = unpaid.order.map(OrderId::get);
        }
        ServiceState::Suspended(suspension) => {
            since = Some(suspension.since);
            redemption_from = suspension.redemption_from;
            delete_on = Some(suspension.delete_on);
        }
    }
    [
        state.kind().code().into(),
        codec::opt_date(since),
        attempts.into(),
        before.into(),
        order.into(),
        codec::opt_date(redemption_from),
        codec::opt_date(delete_on),
    ]
}

/// The columns of a closure, in their order.
fn closure(closure: Option<Closure>) -> [Value; 2] {
    let on = closure.map(|closure| closure.on);
    [codec::opt_date(on), closure.map(|closure| closure.with.get()).into()]
}

/// The columns of an agenda, in their order.
fn agenda(agenda: Agenda) -> [Value; 3] {
    [agenda.due_on, agenda.looked_on, agenda.renewed_on].map(codec::opt_date)
}

/// The columns of renew settings, in their order.
fn renew(renew: RenewSettings) -> [Value; 3] {
    [
        renew.mode().code().into(),
        renew.period().map(|period| i64::from(period.months())).into(),
        renew.stop().map(|stop| stop.code().to_owned()).into(),
    ]
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

    /// The id of a service of an account by its name in a product line.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn service_id(
        &self,
        account: AccountId,
        product: &str,
        name: &str,
    ) -> Result<Option<ServiceId>, StoreError> {
        let args = [account.get().into(), product.into(), name.into()];
        let row = self.read_one(Query::new(&BY_NAME, args)).await?;
        first(row, |row| Reader::new("service", row).id("service_id"))
    }

    /// All services of an account, by id.
    ///
    /// # Errors
    ///
    /// As [`Store::service`].
    pub async fn services(&self, account: AccountId) -> Result<Vec<Service>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds a service to an account.
    pub fn insert_service(&mut self, account: AccountId, service: &Service) {
        let mut args = vec![
            account.get().into(),
            partition_of(account).into(),
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
        ];
        args.extend(state(&service.state));
        args.extend(renew(service.renew));
        args.extend([
            codec::opt_date(service.engaged_until),
            (&service.contacts.admin).into(),
            (&service.contacts.billing).into(),
            (&service.contacts.tech).into(),
            service.held_by.map(OrderId::get).into(),
        ]);
        args.extend(closure(service.closure));
        args.extend(agenda(service.agenda));
        args.extend(engagement::terms(service.terms.as_ref()));
        args.extend(engagement::request(service.request.as_ref()));
        self.insert(&INSERT, args);
    }

    /// Does to a service what a command has decided. The service must be as the command found it.
    pub fn change_service(&mut self, account: AccountId, change: &ServiceChange) {
        let mut args: Vec<Value> = vec![account.get().into(), change.service().get().into()];
        let sql = match change {
            ServiceChange::Hold { order, .. } => {
                args.push(order.get().into());
                &HOLD
            }
            ServiceChange::Release { order, state: after, .. } => {
                args.push(order.get().into());
                args.extend(state(after));
                &RELEASE
            }
            ServiceChange::Extend(extension) => {
                args.extend([extension.from.on(), extension.to.on()].map(codec::date));
                args.extend(state(&extension.state));
                args.extend(agenda(extension.agenda));
                &EXTEND
            }
            ServiceChange::Arrange { renew: after, due_on, .. } => {
                args.extend(renew(*after));
                args.push(codec::opt_date(*due_on));
                &ARRANGE
            }
            ServiceChange::Look { state: after, agenda: next, .. } => {
                args.extend(state(after));
                args.extend(agenda(*next));
                &LOOK
            }
            ServiceChange::Bind { binding, .. } => {
                args.push(codec::opt_date(binding.engaged_until));
                args.extend(renew(binding.renew));
                args.extend(engagement::terms(binding.terms.as_ref()));
                args.extend(engagement::request(binding.request.as_ref()));
                &BIND
            }
            ServiceChange::Close { closure: after, .. } => {
                args.extend(closure(Some(*after)));
                &CLOSE
            }
            ServiceChange::Reopen { .. } => &REOPEN,
        };
        self.update(sql, args);
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
