//! Starting a payment: which means an order accepts, and every reason not to charge.

use std::fmt;

use crate::debt::{self, Debt, DebtRefusal};
use crate::id::{OrderId, PaymentId, PaymentMeanId, PaymentMethodId, ServiceId};
use crate::means::registration::registrable;
use crate::means::{Balances, Means, MethodKind, PaymentMethod};
use crate::money::Money;
use crate::order::{Order, StateRefusal};
use crate::service::{Service, ServiceState};
use crate::time::Now;

use super::{Payment, PaymentState};

/// What the customer chose to pay with, in the words of either generation of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A kind, and the id in the older numbering.
    Mean(MethodKind, Option<PaymentMeanId>),
    /// The id in the newer numbering.
    Method(PaymentMethodId),
    /// The prepaid account.
    Prepaid,
    /// Fidelity points.
    Fidelity,
}

/// What of the account matters for a payment.
#[derive(Debug, Clone, Copy)]
pub struct Payer<'a> {
    /// The services of the order.
    pub services: &'a [Service],
    /// The registered payment methods.
    pub methods: &'a [PaymentMethod],
    /// What the account holds with us.
    pub balances: Balances,
    /// What it owes, or owed.
    pub debts: &'a [Debt],
}

/// Means that an order can be paid with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The means.
    pub means: Means,
    /// Its id in the older numbering, for registered methods.
    pub mean_id: Option<PaymentMeanId>,
}

impl fmt::Display for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.means.name())?;
        match (self.means, self.mean_id) {
            (Means::Method(method, _), Some(mean)) => {
                write!(f, " (paymentMeanId {mean}, paymentMethodId {method})")
            }
            _ => Ok(()),
        }
    }
}

/// Why a payment is not started. Nothing was charged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayRefusal {
    /// The order cannot be paid in its state.
    #[error(transparent)]
    State(#[from] StateRefusal),
    /// The period that a line sells has been sold by another order.
    #[error(
        "the order renews service {service} from {starts_on}, but it runs until {expires_on} now; place a new order"
    )]
    PeriodTaken {
        /// The service.
        service: ServiceId,
        /// The first day that the order sells.
        starts_on: jiff::civil::Date,
        /// The service's expiry now.
        expires_on: jiff::civil::Date,
    },
    /// A service of the order is gone.
    #[error("service {service} of the order no longer exists; place a new order without it")]
    ServiceGone {
        /// The service.
        service: ServiceId,
    },
    /// A service of the order is in another order that is being paid.
    #[error("service {service} is in order {order} too, which is being paid; wait for its outcome")]
    ServiceBeingPaid {
        /// The service.
        service: ServiceId,
        /// The other order.
        order: OrderId,
    },
    /// A debt of the order is not open any more.
    #[error(transparent)]
    Debt(#[from] DebtRefusal),
    /// The means is not accepted for this order.
    #[error("This order can't be paid with '{asked}'; accepted here: {}", list(accepted))]
    NotAccepted {
        /// The means that was asked for.
        asked: &'static str,
        /// What is accepted.
        accepted: Vec<Accepted>,
    },
    /// The kind of means needs an id and none was given.
    #[error("paymentMeanId is required with '{asked}'; accepted here: {}", list(accepted))]
    IdMissing {
        /// The means that was asked for.
        asked: &'static str,
        /// What is accepted.
        accepted: Vec<Accepted>,
    },
    /// No such method is registered.
    #[error("{asked} {id} not found; accepted here: {}", list(accepted))]
    UnknownMethod {
        /// Which numbering the id was given in: `paymentMeanId` or `paymentMethodId`.
        asked: &'static str,
        /// The id.
        id: i64,
        /// What is accepted.
        accepted: Vec<Accepted>,
    },
    /// A balance that we hold does not cover the order.
    #[error(
        "the balance of {asked} is {balance}, the order is {amount}; accepted here: {}",
        list(accepted)
    )]
    BalanceTooLow {
        /// The means that was asked for.
        asked: &'static str,
        /// What it holds.
        balance: Money,
        /// What is to be paid.
        amount: Money,
        /// What is accepted.
        accepted: Vec<Accepted>,
    },
}

fn list(accepted: &[Accepted]) -> String {
    match accepted {
        [] => "nothing at the moment, register a payment method first".to_owned(),
        some => some.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// The means that an order can be paid with now: usable methods by id, then balances that cover it. Nothing is
/// charged for an order of nothing, so only balances settle it. No balance pays for a balance, and points pay for
/// services only.
#[must_use]
pub fn accepted_means(order: &Order, payer: &Payer<'_>, now: Now) -> Vec<Accepted> {
    let amount = order.terms.totals.gross;
    let category = order.terms.category;
    let is_sale = category.is_sale();
    let mut methods: Vec<&PaymentMethod> = payer
        .methods
        .iter()
        .filter(|method| method.is_usable(now.today) && !amount.is_zero())
        // What is paid later cannot be held for anybody now.
        .filter(|method| is_sale || method.kind != MethodKind::DeferredPaymentAccount)
        .collect();
    methods.sort_by_key(|method| method.id);
    let registered = methods.into_iter().map(|method| Accepted {
        means: Means::Method(method.id, method.kind),
        mean_id: Some(method.mean_id),
    });
    let prepaid = (category.takes_prepaid() && payer.balances.prepaid_covers(amount))
        .then_some(Means::Prepaid);
    let fidelity = (is_sale && payer.balances.fidelity_covers(amount)).then_some(Means::Fidelity);
    let held = prepaid.into_iter().chain(fidelity).map(|means| Accepted { means, mean_id: None });
    registered.chain(held).collect()
}

/// The kinds of payment method that an order could be paid with now if one were registered: none for an order of nothing.
#[must_use]
pub fn acceptable_kinds(order: &Order, payer: &Payer<'_>, now: Now) -> Vec<MethodKind> {
    let amount = order.terms.totals.gross;
    if amount.is_zero() || check_startable(order, payer, now).is_err() {
        return Vec::new();
    }
    registrable(amount.currency())
}

/// Whether anything pays the order now: every guard of a payment but those of its means.
///
/// # Errors
///
/// [`PayRefusal`] for the first guard that does not hold.
pub fn check_startable(order: &Order, payer: &Payer<'_>, now: Now) -> Result<(), PayRefusal> {
    order.check_payable(now.at)?;
    check_services(order, payer)?;
    Ok(debt::check_open(order, payer.debts)?)
}

/// Starts a payment of the order's gross total. The guards stand in the order in which a person would want to
/// hear of them: the order, its services, the means.
///
/// # Errors
///
/// [`PayRefusal`] for the first guard that does not hold.
pub fn start(
    order: &Order,
    payer: &Payer<'_>,
    choice: Choice,
    now: Now,
    id: PaymentId,
) -> Result<Payment, PayRefusal> {
    check_startable(order, payer, now)?;
    let means = choose(order, payer, choice, now)?;
    let amount = order.terms.totals.gross;
    Ok(Payment {
        id,
        order: order.id,
        means,
        amount,
        created_at: now.at,
        state: PaymentState::Pending,
    })
}

/// Every period must still be unsold, and not be in the course of being sold.
fn check_services(order: &Order, payer: &Payer<'_>) -> Result<(), PayRefusal> {
    for (service, term) in order.terms.renewals() {
        let held = payer.services.iter().find(|held| held.id == service);
        let held = held.filter(|held| held.state != ServiceState::Deleted);
        let held = held.ok_or(PayRefusal::ServiceGone { service })?;
        let expires_on = held.expiry.on();
        let starts_on = term.starts_on;
        if expires_on != starts_on {
            return Err(PayRefusal::PeriodTaken { service, starts_on, expires_on });
        }
        if let Some(other) = held.held_by.filter(|other| *other != order.id) {
            return Err(PayRefusal::ServiceBeingPaid { service, order: other });
        }
    }
    Ok(())
}

fn choose(order: &Order, payer: &Payer<'_>, choice: Choice, now: Now) -> Result<Means, PayRefusal> {
    let accepted = accepted_means(order, payer, now);
    let amount = order.terms.totals.gross;
    match choice {
        Choice::Prepaid if !order.terms.category.takes_prepaid() => {
            Err(PayRefusal::NotAccepted { asked: Means::Prepaid.name(), accepted })
        }
        Choice::Fidelity if !order.terms.category.is_sale() => {
            Err(PayRefusal::NotAccepted { asked: Means::Fidelity.name(), accepted })
        }
        Choice::Prepaid if payer.balances.prepaid_covers(amount) => Ok(Means::Prepaid),
        Choice::Fidelity if payer.balances.fidelity_covers(amount) => Ok(Means::Fidelity),
        Choice::Prepaid => {
            let balance = payer.balances.prepaid;
            Err(PayRefusal::BalanceTooLow {
                asked: Means::Prepaid.name(),
                balance,
                amount,
                accepted,
            })
        }
        Choice::Fidelity => {
            let balance = payer.balances.fidelity;
            Err(PayRefusal::BalanceTooLow {
                asked: Means::Fidelity.name(),
                balance,
                amount,
                accepted,
            })
        }
        Choice::Mean(kind, id) => {
            let asked = kind.mean();
            if !payer.methods.iter().any(|method| method.kind == kind) {
                return Err(PayRefusal::NotAccepted { asked, accepted });
            }
            let id =
                id.ok_or_else(|| PayRefusal::IdMissing { asked, accepted: accepted.clone() })?;
            let named = |method: &&PaymentMethod| method.kind == kind && method.mean_id == id;
            registered(payer.methods.iter().find(named), "paymentMeanId", id.get(), accepted)
        }
        Choice::Method(id) => {
            let named = |method: &&PaymentMethod| method.id == id;
            registered(payer.methods.iter().find(named), "paymentMethodId", id.get(), accepted)
        }
    }
}

fn registered(
    method: Option<&PaymentMethod>,
    asked: &'static str,
    id: i64,
    accepted: Vec<Accepted>,
) -> Result<Means, PayRefusal> {
    let Some(method) = method else {
        return Err(PayRefusal::UnknownMethod { asked, id, accepted });
    };
    let means = Means::Method(method.id, method.kind);
    if accepted.iter().any(|usable| usable.means == means) {
        Ok(means)
    } else {
        Err(PayRefusal::NotAccepted { asked: means.name(), accepted })
    }
}
