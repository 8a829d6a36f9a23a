//! What follows from a captured payment: all of it together, or nothing.
//!
//! Every service of the order runs one period longer, the order is settled, its bill is written if it is a sale, and the
//! ledger has the sale and the payment. No part of this can be had alone, because only this module makes the parts.

use jiff::civil::Date;

use crate::account::Account;
use crate::automatic::due_after_renewal;
use crate::bill::Bill;
use crate::buyer::Buyer;
use crate::calendar::Calendar;
use crate::debt::DebtRefusal;
use crate::engagement::{Binding, after_line};
use crate::expiry::Expiry;
use crate::id::{LedgerTransactionId, OrderId, ServiceId};
use crate::ledger::{Entry, LedgerAccount, Transaction, Unbalanced};
use crate::means::{Means, points_for};
use crate::money::{Money, MoneyError};
use crate::order::{Category, Line, Order, StateRefusal};
use crate::payment::{Payment, PaymentState};
use crate::service::{Agenda, Service, ServiceChange, ServiceState, Unpaid};
use crate::time::Now;

/// Everything that changes when a payment has been captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The order, settled.
    pub order: Order,
    /// The captured payment.
    pub payment: Payment,
    /// The services, extended.
    pub extensions: Vec<Extension>,
    /// The services whose engagement begins or is to end, each as it is bound afterwards.
    pub bindings: Vec<(ServiceId, Binding)>,
    /// The bill of a sale, without a seal and a number yet.
    pub bill: Option<Bill>,
    /// The sale, if it is one, and the payment; neither, for an order of nothing.
    pub postings: Vec<Transaction>,
}

impl Settlement {
    /// What it does to services.
    #[must_use]
    pub fn changes(&self) -> Vec<ServiceChange> {
        let extended = self.extensions.iter().map(|extension| ServiceChange::Extend(*extension));
        let bound = self.bindings.iter().map(|(id, binding)| binding.clone().change(*id));
        extended.chain(bound).collect()
    }
}

/// A service that runs one period longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The service.
    pub service: ServiceId,
    /// The expiry before.
    pub from: Expiry,
    /// The expiry after.
    pub to: Expiry,
    /// The state after: in service again, when the new expiry is ahead.
    pub state: ServiceState,
    /// The agenda after.
    pub agenda: Agenda,
}

/// Why a captured payment cannot be settled. None of these can happen to data that this program wrote; they
/// stop it before it would make things worse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettlementError {
    /// The payment has no money to show.
    #[error("payment of order {order} is not captured")]
    NotCaptured {
        /// The order.
        order: OrderId,
    },
    /// The payment is of another amount than the order.
    #[error("order {order} is {expected}, but {paid} was paid")]
    OtherAmount {
        /// The order.
        order: OrderId,
        /// The order's gross total.
        expected: Money,
        /// What was paid.
        paid: Money,
    },
    /// The order does not wait for the payment.
    #[error(transparent)]
    State(#[from] StateRefusal),
    /// A service of the order is missing or does not stand where the order found it.
    #[error(
        "service {service} of order {order} does not expire on the day that the order sells from"
    )]
    ServiceMoved {
        /// The order.
        order: OrderId,
        /// The service.
        service: ServiceId,
    },
    /// A debt of the order does not wait for its payment.
    #[error(transparent)]
    Debt(#[from] DebtRefusal),
    /// The books would not balance.
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    /// The amounts do not fit.
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// Ids for the ledger transactions of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostingIds {
    /// For the sale.
    pub sale: LedgerTransactionId,
    /// For the payment.
    pub payment: LedgerTransactionId,
}

/// Settles an order with its captured payment.
///
/// # Errors
///
/// [`SettlementError`] when order, payment and services do not fit each other.
pub fn settle(
    account: &Account,
    order: Order,
    payment: Payment,
    services: &[Service],
    calendar: &Calendar,
    now: Now,
    ids: PostingIds,
) -> Result<Settlement, SettlementError> {
    let PaymentState::Captured { at, .. } = payment.state else {
        return Err(SettlementError::NotCaptured { order: order.id });
    };
    if payment.amount != order.terms.totals.gross {
        let expected = order.terms.totals.gross;
        return Err(SettlementError::OtherAmount {
            order: order.id,
            expected,
            paid: payment.amount,
        });
    }
    let extensions = extend(&order, services, now.today, |service| {
        due_after_renewal(service, calendar, account.renew_day(calendar))
    })?;
    let bindings = bind(&order, services);
    let order = order.settled(payment.id, at)?;
    let is_sale = order.terms.category.is_sale();
    let sale = is_sale.then(|| sale(&order, ids.sale)).transpose()?;
    let postings = sale.into_iter().chain([receipt(&order, &payment, ids.payment)?]);
    let postings = postings.filter(|posting| !posting.entries().is_empty()).collect();
    let bill = || Bill::written(&order, account.subsidiary.clone(), Buyer::of(account), at);
    let bill = is_sale.then(bill);
    Ok(Settlement { order, payment, extensions, bindings, bill, postings })
}

fn extend(
    order: &Order,
    services: &[Service],
    today: Date,
    due_on: impl Fn(&Service) -> Option<Date>,
) -> Result<Vec<Extension>, SettlementError> {
    let lines = order.terms.lines.iter();
    lines
        .filter_map(|line| Some((line, line.service?, line.term?)))
        .map(|(line, id, term)| {
            let moved = SettlementError::ServiceMoved { order: order.id, service: id };
            let service = services
                .iter()
                .find(|service| service.id == id && service.expiry.on() == term.starts_on)
                .ok_or_else(|| moved.clone())?;
            let to = service.expiry.extended(term.period).map_err(|_| moved.clone())?;
            if to.on() != term.ends_on {
                return Err(moved);
            }
            let mut after = service.clone();
            if let Some(binding) = after_line(service, order.id, line) {
                after.apply(&binding.change(id));
            }
            after.expiry = to;
            after.state = state_after(service, to, today);
            if order.terms.category == Category::AutoRenew {
                after.agenda.renewed_on = Some(today);
            }
            let agenda = Agenda { due_on: due_on(&after), ..after.agenda };
            let (from, state) = (service.expiry, after.state);
            Ok(Extension { service: id, from, to, state, agenda })
        })
        .collect()
}

/// What the lines of an order say about engagements.
fn bind(order: &Order, services: &[Service]) -> Vec<(ServiceId, Binding)> {
    let bound = |line: &Line| {
        let service = services.iter().find(|service| Some(service.id) == line.service)?;
        Some((service.id, after_line(service, order.id, line)?))
    };
    order.terms.lines.iter().filter_map(bound).collect()
}

/// Who has paid is in service. A suspended service is, as soon as the time that was paid for reaches beyond today.
fn state_after(service: &Service, to: Expiry, today: Date) -> ServiceState {
    match service.state {
        ServiceState::Suspended(suspension) if to.on() <= today => {
            ServiceState::Suspended(suspension.moved(service.expiry.on(), to.on()))
        }
        ServiceState::InCreation => ServiceState::InCreation,
        ServiceState::Deleted => ServiceState::Deleted,
        ServiceState::Active | ServiceState::Unpaid(_) | ServiceState::Suspended(_) => {
            ServiceState::Active
        }
    }
}

/// What becomes of the services of an order whose payment has failed: they are free again, and those that the calendar
/// wanted to renew are unpaid.
#[must_use]
pub fn release(order: &Order, services: &[Service]) -> Vec<ServiceChange> {
    let release = |service: &Service| {
        let since = service.agenda.looked_on.or(order.terms.run_on);
        let state = match (service.state, since) {
            (ServiceState::Active, Some(since)) if order.terms.run_on.is_some() => {
                let order = Some(order.id);
                ServiceState::Unpaid(Unpaid { since, attempts: 0, order, attempts_before: 0 })
            }
            (ServiceState::Unpaid(unpaid), _) if order.terms.run_on.is_some() => {
                ServiceState::Unpaid(unpaid.with(order.id))
            }
            (state, _) => state,
        };
        ServiceChange::Release { service: service.id, order: order.id, state }
    };
    services.iter().filter(|service| order.terms.renews(service.id)).map(release).collect()
}

/// The customer owes the gross; the net is ours and the tax is the state's.
fn sale(order: &Order, id: LedgerTransactionId) -> Result<Transaction, SettlementError> {
    let totals = &order.terms.totals;
    let mut entries = vec![Entry { account: LedgerAccount::Customer, amount: totals.gross }];
    for part in &totals.parts {
        let revenue = LedgerAccount::Revenue(part.of.ground);
        entries.push(Entry { account: revenue, amount: part.base.checked_neg()? });
        entries
            .push(Entry { account: LedgerAccount::Tax(part.of), amount: part.tax.checked_neg()? });
    }
    Ok(Transaction::try_new(id, entries)?)
}

/// What was received, and what for: what the customer owes, a balance of theirs, or money that was on its way to them and
/// has arrived. Points are counted beside the money they stand for.
fn receipt(
    order: &Order,
    payment: &Payment,
    id: LedgerTransactionId,
) -> Result<Transaction, SettlementError> {
    let purpose = match order.terms.category {
        Category::EarlyRenewal | Category::AutoRenew => LedgerAccount::Customer,
        Category::PrepaidCredit => LedgerAccount::Prepaid,
        Category::PointsCredit => LedgerAccount::Fidelity,
        Category::Withdrawal => LedgerAccount::Transit,
        Category::Debt => LedgerAccount::Receivable,
    };
    let source = match payment.means {
        Means::Method(_, kind) => LedgerAccount::Clearing(kind),
        Means::Prepaid => LedgerAccount::Prepaid,
        Means::Fidelity => LedgerAccount::Fidelity,
    };
    let mut entries = vec![
        Entry { account: source, amount: payment.amount },
        Entry { account: purpose, amount: payment.amount.checked_neg()? },
    ];
    if let Some(points) = order.terms.credited().filter(|_| purpose == LedgerAccount::Fidelity) {
        entries.push(Entry { account: LedgerAccount::Points, amount: points.checked_neg()? });
        entries.push(Entry { account: LedgerAccount::PointsIssued, amount: points });
    }
    if payment.means == Means::Fidelity {
        let points = points_for(payment.amount).ok_or(MoneyError::Overflow)?;
        entries.push(Entry { account: LedgerAccount::Points, amount: points });
        entries.push(Entry { account: LedgerAccount::PointsIssued, amount: points.checked_neg()? });
    }
    Ok(Transaction::try_new(id, entries)?)
}

/// Money that leaves the prepaid account while it is on its way to its owner, or comes back from there. `amount` is what
/// the balance changes by.
///
/// # Errors
///
/// [`SettlementError::Amount`] when it does not fit.
pub fn transit(amount: Money, id: LedgerTransactionId) -> Result<Transaction, SettlementError> {
    let entries = [
        Entry { account: LedgerAccount::Prepaid, amount: amount.checked_neg()? },
        Entry { account: LedgerAccount::Transit, amount },
    ];
    Ok(Transaction::try_new(id, entries)?)
}

#[cfg(test)]
mod tests;
