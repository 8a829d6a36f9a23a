//! What of a bill is given back, and where to.

use std::collections::BTreeMap;

use crate::bill::BillNumber;
use crate::debt::{Debt, DebtState};
use crate::id::{DebtId, PaymentId, PaymentMethodId};
use crate::means::{Balances, Means, MethodKind, PaymentMethod, points_for};
use crate::money::{Money, MoneyError};
use crate::order::{Line, Order, TaxPart, Totals};
use crate::payment::{Payment, PaymentState};
use crate::text::Name;
use crate::time::Now;
use crate::{Bill, Tax};

use super::{CreditNote, NoteLine, left_of};

/// What is to be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// The lines; none for all that is left of the bill.
    pub lines: Vec<LineRequest>,
    /// Where to; where it came from, unless that is said.
    pub to: Option<Destination>,
    /// Why, for the customer to read.
    pub reason: Name,
}

/// A line of a bill that is to be given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRequest {
    /// The line, counted from 1.
    pub number: usize,
    /// How much of its net amount; all that is left of it, unless that is said.
    pub amount: Option<Money>,
}

/// Where money is given back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// The payment method that paid.
    Method,
    /// The prepaid account.
    Prepaid,
}

/// A bill, and what giving it back depends on.
#[derive(Debug, Clone, Copy)]
pub struct Refundable<'a> {
    /// The bill.
    pub bill: &'a Bill,
    /// Its number.
    pub number: &'a BillNumber,
    /// The order that it bills.
    pub order: &'a Order,
    /// The payment that settled it.
    pub payment: &'a Payment,
    /// What is owed, or was, because that payment was taken back.
    pub debt: Option<&'a Debt>,
    /// Its credit notes so far.
    pub before: &'a [CreditNote],
    /// The account's registered payment methods.
    pub methods: &'a [PaymentMethod],
    /// What the account holds with us.
    pub balances: Balances,
}

/// A refund that is made, or on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// The credit note, without a seal and a number yet.
    pub note: CreditNote,
    /// What the account holds afterwards.
    pub balances: Balances,
}

/// Why nothing is given back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// All of the bill was given back before.
    #[error("nothing is left to give back of bill {bill}")]
    NothingLeft {
        /// The bill.
        bill: BillNumber,
    },
    /// The bill has no such line.
    #[error("bill {bill} has no line {number}; its lines are 1 to {lines}")]
    UnknownLine {
        /// The bill.
        bill: BillNumber,
        /// What was asked for.
        number: usize,
        /// How many lines it has.
        lines: usize,
    },
    /// A line is named more than once.
    #[error("line {number} is named twice; name it once, with the whole amount")]
    LineTwice {
        /// The line.
        number: usize,
    },
    /// All of the line was given back before.
    #[error("nothing is left to give back of line {number}")]
    LineGivenBack {
        /// The line.
        number: usize,
    },
    /// The amount is nothing or less, or not of whole minor units.
    #[error(
        "line {number}: {amount} cannot be given back; give a net amount of whole cents, more than nothing"
    )]
    NoAmount {
        /// The line.
        number: usize,
        /// What was asked for.
        amount: Money,
    },
    /// The amount is more than what is left of the line.
    #[error(
        "line {number}: {amount} is more than the {left} (net) that are left of it; give at most that"
    )]
    MoreThanLeft {
        /// The line.
        number: usize,
        /// What was asked for.
        amount: Money,
        /// What is left.
        left: Money,
    },
    /// Its payment was taken back, so there is nothing of it to give.
    #[error(
        "the payment of bill {bill} was taken back, and debt {debt} was not paid; nothing can be given back of it"
    )]
    NotPaid {
        /// The bill.
        bill: BillNumber,
        /// The debt.
        debt: DebtId,
    },
    /// Its payment was taken back, and paid again with another means.
    #[error(
        "the payment of bill {bill} was taken back, so its method takes nothing back; give it to the prepaid account"
    )]
    PaidAgain {
        /// The bill.
        bill: BillNumber,
    },
    /// No payment method has paid the bill.
    #[error(
        "bill {bill} was paid with {paid_with}, not with a payment method; leave the destination out, and it goes back there"
    )]
    NotByMethod {
        /// The bill.
        bill: BillNumber,
        /// What paid it.
        paid_with: &'static str,
    },
    /// The payment method cannot be given anything.
    #[error(
        "payment method {method} ({kind}) is {status} and takes nothing back; give it to the prepaid account"
    )]
    MethodTakesNothing {
        /// The method.
        method: PaymentMethodId,
        /// What it is.
        kind: &'static str,
        /// Its status.
        status: &'static str,
    },
    /// Points are given back as points.
    #[error(
        "bill {bill} was paid with fidelity points, which go back as points; leave the destination out"
    )]
    PaidWithPoints {
        /// The bill.
        bill: BillNumber,
    },
    /// The amounts do not fit.
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// Gives back what is asked for: never more of a line than was billed, less what was given back before.
///
/// # Errors
///
/// [`RefundRefusal`] for the first guard that does not hold.
pub fn refund(
    request: &RefundRequest,
    of: Refundable<'_>,
    now: Now,
    id: PaymentId,
) -> Result<Refund, RefundRefusal> {
    let order = of.order;
    if let Some(debt) = of.debt.filter(|debt| !matches!(debt.state, DebtState::Paid { .. })) {
        return Err(RefundRefusal::NotPaid { bill: of.number.clone(), debt: debt.id });
    }
    let lines = lines(&request.lines, of)?;
    let means = means(request.to, of, now)?;
    let totals = totals(&lines, of)?;
    let (mut balances, at) = (of.balances, now.at);
    let state = match means {
        Means::Method(..) => PaymentState::Pending,
        Means::Prepaid => {
            balances.prepaid = balances.prepaid.checked_add(totals.gross)?;
            PaymentState::Captured { at, reference: None }
        }
        Means::Fidelity => {
            let points = points_for(totals.gross).ok_or(MoneyError::Overflow)?;
            balances.fidelity = balances.fidelity.checked_add(points)?;
            PaymentState::Captured { at, reference: None }
        }
    };
    let amount = totals.gross.checked_neg()?;
    let payment = Payment { id, order: order.id, means, amount, created_at: at, state };
    let note = CreditNote {
        bill: of.number.clone(),
        buyer: of.bill.buyer.clone(),
        seller: None,
        reason: request.reason.clone(),
        lines,
        totals,
        payment,
        seal: None,
        issue: None,
    };
    Ok(Refund { note, balances })
}

fn lines(asked: &[LineRequest], of: Refundable<'_>) -> Result<Vec<NoteLine>, RefundRefusal> {
    let bill = || of.number.clone();
    let left = left_of(&of.order.terms.lines, of.before)?;
    let all = (1..).zip(&left).filter(|(_, left)| left.ucents() > 0);
    let all = all.map(|(number, left)| NoteLine { number, amount: *left });
    let all: Vec<NoteLine> = all.collect();
    if all.is_empty() {
        return Err(RefundRefusal::NothingLeft { bill: bill() });
    }
    if asked.is_empty() {
        return Ok(all);
    }
    let mut lines = BTreeMap::new();
    for LineRequest { number, amount } in asked.iter().copied() {
        let left = number.checked_sub(1).and_then(|index| left.get(index)).copied();
        let unknown = || RefundRefusal::UnknownLine { bill: bill(), number, lines: left_count(of) };
        let left = left.ok_or_else(unknown)?;
        if left.ucents() <= 0 {
            return Err(RefundRefusal::LineGivenBack { number });
        }
        let amount = amount.unwrap_or(left);
        if amount.ucents() <= 0 || !amount.is_whole_minor_units() {
            return Err(RefundRefusal::NoAmount { number, amount });
        }
        if left.checked_sub(amount)?.is_negative() {
            return Err(RefundRefusal::MoreThanLeft { number, amount, left });
        }
        if lines.insert(number, NoteLine { number, amount }).is_some() {
            return Err(RefundRefusal::LineTwice { number });
        }
    }
    Ok(lines.into_values().collect())
}

fn left_count(of: Refundable<'_>) -> usize {
    of.order.terms.lines.len()
}

/// Where the money goes: back to where it came from, unless that cannot take it or something else is wished.
fn means(to: Option<Destination>, of: Refundable<'_>, now: Now) -> Result<Means, RefundRefusal> {
    let bill = || of.number.clone();
    let (method, kind) = match (of.payment.means, to) {
        (Means::Fidelity, Some(_)) => return Err(RefundRefusal::PaidWithPoints { bill: bill() }),
        (Means::Fidelity, None) => return Ok(Means::Fidelity),
        (Means::Prepaid, Some(Destination::Method)) => {
            let paid_with = of.payment.means.name();
            return Err(RefundRefusal::NotByMethod { bill: bill(), paid_with });
        }
        (_, Some(Destination::Prepaid)) | (Means::Prepaid, None) => return Ok(Means::Prepaid),
        (Means::Method(..), None) if of.debt.is_some() => return Ok(Means::Prepaid),
        (Means::Method(..), Some(Destination::Method)) if of.debt.is_some() => {
            return Err(RefundRefusal::PaidAgain { bill: bill() });
        }
        (Means::Method(method, kind), Some(Destination::Method) | None) => (method, kind),
    };
    let known = of.methods.iter().find(|known| known.id == method);
    let usable = known.is_some_and(|known| known.is_usable(now.today));
    if usable && takes_refunds(kind) {
        return Ok(of.payment.means);
    }
    match to {
        None | Some(Destination::Prepaid) => Ok(Means::Prepaid),
        Some(Destination::Method) => {
            let status = known.map_or("gone", |known| known.status_on(now.today).code());
            Err(RefundRefusal::MethodTakesNothing { method, kind: kind.mean(), status })
        }
    }
}

/// What is paid on account is owed elsewhere, so there is nobody to give it back to.
const fn takes_refunds(kind: MethodKind) -> bool {
    match kind {
        MethodKind::BankAccount | MethodKind::CreditCard | MethodKind::Paypal => true,
        MethodKind::DeferredPaymentAccount => false,
    }
}

/// The tax of each rate is rounded once, on what of it is given back. Whoever gives back the rest gives back the rest of
/// the tax, so that credit notes of a whole bill add up to it.
fn totals(lines: &[NoteLine], of: Refundable<'_>) -> Result<Totals, MoneyError> {
    let currency = of.bill.gross.currency();
    let mut parts = Vec::new();
    for billed in &of.order.terms.totals.parts {
        let base =
            lines.iter().filter(|line| tax_of(line, &of.order.terms.lines) == Some(billed.of));
        let base = Money::checked_sum(base.map(|line| line.amount), currency)?;
        if base.is_zero() {
            continue;
        }
        let before = || of.before.iter().flat_map(|note| &note.totals.parts);
        let before = || before().filter(|part| part.of == billed.of);
        let base_left = before().map(|part| part.base).try_fold(billed.base, Money::checked_sub)?;
        let tax_left = before().map(|part| part.tax).try_fold(billed.tax, Money::checked_sub)?;
        let rounded = billed.of.rate.tax_of(base)?;
        let takes_rest = base == base_left || rounded.ucents() > tax_left.ucents();
        let tax = if takes_rest { tax_left } else { rounded };
        parts.push(TaxPart { of: billed.of, base, tax });
    }
    let net = Money::checked_sum(lines.iter().map(|line| line.amount), currency)?;
    let tax = Money::checked_sum(parts.iter().map(|part| part.tax), currency)?;
    Ok(Totals { net, tax, gross: net.checked_add(tax)?, parts })
}

/// The tax of the bill's line.
fn tax_of(note: &NoteLine, lines: &[Line]) -> Option<Tax> {
    let index = note.number.checked_sub(1)?;
    lines.get(index).map(|line| line.tax)
}
