//! `payment`: attempts to pay. Its partial unique index is the stored half of invariant I3.

use jiff::Timestamp;
use perennial_core::means::{Means, MethodKind};
use perennial_core::payment::{Decline, Payment, PaymentState};
use perennial_core::{AccountId, OrderId, PaymentId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! payment_columns {
    () => {
        "payment_id, order_id, means, payment_method_id, currency, amount, created_at, state, state_at, reference, \
         decline"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    payment_columns!(),
    " FROM payment WHERE account_id = $1 AND payment_id = $2"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    payment_columns!(),
    " FROM payment WHERE account_id = $1 ORDER BY payment_id"
));
static OF_ORDER: Sql = Sql::new(concat!(
    "SELECT ",
    payment_columns!(),
    " FROM payment WHERE account_id = $1 AND order_id = $2 ORDER BY created_at, payment_id"
));
static OPEN: Sql = Sql::new(
    "SELECT account_id, order_id, payment_id FROM payment WHERE state IN ('pending', 'unknown') AND created_at <= $1 \
     ORDER BY created_at LIMIT $2",
);
static FIRST_OPEN: Sql = Sql::new(
    "SELECT created_at FROM payment WHERE state IN ('pending', 'unknown') ORDER BY created_at LIMIT 1",
);
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO payment (account_id, ",
    payment_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
));
static SET_STATE: Sql = Sql::new(
    "UPDATE payment SET state = $3, state_at = $4, reference = $5, decline = $6 \
     WHERE account_id = $1 AND payment_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] =
    &[&GET, &OF_ORDER, &LIST, &OPEN, &FIRST_OPEN, &INSERT, &SET_STATE];

pub(crate) fn get(account: AccountId, payment: PaymentId) -> Query {
    Query::new(&GET, [account.get().into(), payment.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Payment, StoreError> {
    let mut row = Reader::new("payment", row);
    let (id, order) = (row.id("payment_id")?, row.id("order_id")?);
    let means = read_means(&mut row)?;
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    let created_at = row.instant("created_at")?;
    Ok(Payment { id, order, means, amount, created_at, state: read_state(&mut row)? })
}

/// Two columns: what something is paid with, and the payment method if it is one.
pub(super) fn read_means(row: &mut Reader) -> Result<Means, StoreError> {
    let means = row.text("means")?;
    let method = row.opt_id("payment_method_id")?;
    Ok(match (means.as_str(), MethodKind::from_name(&means)) {
        (_, Some(kind)) => Means::Method(row.present("payment_method_id", method)?, kind),
        ("ovhAccount", None) => Means::Prepaid,
        ("fidelityAccount", None) => Means::Fidelity,
        (other, None) => return row.valid("means", Err(format!("`{other}` is not known"))),
    })
}

pub(super) fn read_state(row: &mut Reader) -> Result<PaymentState, StoreError> {
    let state = row.text("state")?;
    let at = row.opt_instant("state_at")?;
    let reference = row.opt_name("reference")?;
    let decline = row.opt_code("decline", Decline::from_code)?;
    let instant = row.present("state_at", at);
    Ok(match state.as_str() {
        "pending" => PaymentState::Pending,
        "unknown" => PaymentState::Unknown { since: instant? },
        "captured" => PaymentState::Captured { at: instant?, reference },
        "declined" => {
            PaymentState::Declined { at: instant?, decline: row.present("decline", decline)? }
        }
        "voided" => PaymentState::Voided { at: instant? },
        other => return row.valid("state", Err(format!("`{other}` is not known"))),
    })
}

/// The columns of a state: its code, the instant, the reference and the kind of decline.
pub(super) fn write_state(state: &PaymentState) -> [Value; 4] {
    let (at, reference, decline) = match state {
        PaymentState::Pending => (None, &None, None),
        PaymentState::Unknown { since: at } | PaymentState::Voided { at } => {
            (Some(*at), &None, None)
        }
        PaymentState::Captured { at, reference } => (Some(*at), reference, None),
        PaymentState::Declined { at, decline } => (Some(*at), &None, Some(*decline)),
    };
    let decline = decline.map(|decline| decline.code().to_owned());
    [state.code().into(), codec::opt_instant(at), reference.into(), decline.into()]
}

/// The payments of an order, the first one first.
pub(crate) fn of_order(account: AccountId, order: OrderId) -> Query {
    Query::new(&OF_ORDER, [account.get().into(), order.get().into()])
}

/// All payments of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

impl Store {
    /// A payment of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn payment(
        &self,
        account: AccountId,
        payment: PaymentId,
    ) -> Result<Option<Payment>, StoreError> {
        first(self.read_one(get(account, payment)).await?, read)
    }

    /// All payments of an account, by id.
    ///
    /// # Errors
    ///
    /// As [`Store::payment`].
    pub async fn payments(&self, account: AccountId) -> Result<Vec<Payment>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }

    /// Payments of any account, started up to an instant, that have no outcome; oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::payment`].
    pub async fn open_payments(
        &self,
        started_until: Timestamp,
        count: i64,
    ) -> Result<Vec<(AccountId, OrderId, PaymentId)>, StoreError> {
        let args = [codec::instant(started_until), count.into()];
        all(self.db.scan(Query::new(&OPEN, args)).await?, |row| {
            let mut row = Reader::new("payment", row);
            Ok((row.id("account_id")?, row.id("order_id")?, row.id("payment_id")?))
        })
    }
}

impl Store {
    /// When the oldest payment that has no outcome was started.
    ///
    /// # Errors
    ///
    /// As [`Store::payment`].
    pub async fn first_open_payment(&self) -> Result<Option<Timestamp>, StoreError> {
        let rows = self.read_one(Query::new(&FIRST_OPEN, [])).await?;
        first(rows, |row| Reader::new("payment", row).instant("created_at"))
    }
}

impl WriteSet {
    /// Adds a payment.
    pub fn insert_payment(&mut self, account: AccountId, payment: &Payment) {
        let method = match payment.means {
            Means::Method(method, _) => Some(method.get()),
            Means::Prepaid | Means::Fidelity => None,
        };
        let [state, at, reference, decline] = write_state(&payment.state);
        self.insert(
            &INSERT,
            [
                account.get().into(),
                payment.id.get().into(),
                payment.order.get().into(),
                payment.means.name().into(),
                method.into(),
                codec::currency(payment.amount.currency()),
                codec::money(payment.amount),
                codec::instant(payment.created_at),
                state,
                at,
                reference,
                decline,
            ],
        );
    }

    /// Stores the state of a payment.
    pub fn set_payment_state(&mut self, account: AccountId, payment: &Payment) {
        let [state, at, reference, decline] = write_state(&payment.state);
        let args = [account.get().into(), payment.id.get().into(), state, at, reference, decline];
        self.update(&SET_STATE, args);
    }
}
