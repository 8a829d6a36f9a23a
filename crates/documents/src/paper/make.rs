//! Documents from values of the domain.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use perennial_core::order::{Line, OrderState};
use perennial_core::payment::PaymentState;
use perennial_core::refund::NoteLine;
use perennial_core::service::Quantity;
use perennial_core::{Account, Bill, Buyer, CreditNote, Order, Payment};

use super::{Document, Party, PaymentStatus, Seller, Title};

impl Document {
    /// An order as it stands, for the holder of the account as they are now. `payment` is the one that settled it, if it is settled; dates are those of `zone`.
    #[must_use]
    pub fn of_order(
        order: &Order,
        payment: Option<&Payment>,
        account: &Account,
        seller: &Seller,
        zone: &TimeZone,
    ) -> Self {
        Self::of_terms(order, payment, &Buyer::of(account), seller, zone)
    }

    fn of_terms(
        order: &Order,
        payment: Option<&Payment>,
        buyer: &Buyer,
        seller: &Seller,
        zone: &TimeZone,
    ) -> Self {
        let terms = &order.terms;
        Self {
            title: Title::Order,
            order: order.id,
            dated: date(terms.placed_at, zone),
            language: buyer.language.to_string(),
            seller: seller.clone(),
            customer: Party::of(buyer),
            lines: terms.lines.clone(),
            totals: terms.totals.clone(),
            payment: status(order, payment, zone),
        }
    }

    /// A bill with the order that it bills, for whoever bought then; `None` while it is not issued.
    #[must_use]
    pub fn of_bill(
        bill: &Bill,
        order: &Order,
        payment: Option<&Payment>,
        seller: &Seller,
        zone: &TimeZone,
    ) -> Option<Self> {
        let issue = bill.issue.as_ref()?;
        let order = Self::of_terms(order, payment, &bill.buyer, seller, zone);
        Some(Self {
            title: Title::Bill(issue.number.clone()),
            dated: date(issue.at, zone),
            ..order
        })
    }
}

impl Document {
    /// A credit note with the order of its bill, for whoever bought then; `None` while it is not issued.
    #[must_use]
    pub fn of_credit_note(
        note: &CreditNote,
        order: &Order,
        seller: &Seller,
        zone: &TimeZone,
    ) -> Option<Self> {
        let issue = note.issue.as_ref()?;
        let (number, bill) = (issue.number.clone(), note.bill.clone());
        Some(Self {
            title: Title::CreditNote { number, bill, reason: note.reason.clone() },
            order: order.id,
            dated: date(issue.at, zone),
            language: note.buyer.language.to_string(),
            seller: seller.clone(),
            customer: Party::of(&note.buyer),
            lines: note.lines_of(&order.terms.lines).map(taken_back).collect(),
            totals: note.totals.clone(),
            payment: returned(note, zone),
        })
    }
}

/// What stands on a credit note of a line: the line itself, or the part of its price that is taken back.
fn taken_back((note, line): (&NoteLine, &Line)) -> Line {
    if note.amount == line.amount {
        return line.clone();
    }
    let amount = note.amount;
    Line { quantity: Quantity::ONE, unit_price: amount, amount, ..line.clone() }
}

fn returned(note: &CreditNote, zone: &TimeZone) -> PaymentStatus {
    let (means, was_refused) = (note.destination(), note.was_refused());
    let (at, reference) = match &note.payment.state {
        PaymentState::Pending | PaymentState::Unknown { .. } => {
            return PaymentStatus::Returning { means };
        }
        PaymentState::Captured { at, reference } => (*at, reference.clone()),
        PaymentState::Declined { at, .. } | PaymentState::Voided { at } => (*at, None),
    };
    PaymentStatus::Returned { on: date(at, zone), means, was_refused, reference }
}

fn status(order: &Order, payment: Option<&Payment>, zone: &TimeZone) -> PaymentStatus {
    match order.state {
        OrderState::Unpaid => {
            let until = order.terms.valid_until.to_zoned_datetime(zone.clone());
            PaymentStatus::Due { until: until.datetime() }
        }
        OrderState::Paying { .. } => PaymentStatus::Paying,
        OrderState::Cancelled { .. } => PaymentStatus::Cancelled,
        OrderState::Settled { at, .. } => {
            let reference = payment.and_then(|payment| match &payment.state {
                PaymentState::Captured { reference, .. } => reference.clone(),
                _ => None,
            });
            let means = payment.map(|payment| payment.means);
            PaymentStatus::Paid { on: date(at, zone), means, reference }
        }
    }
}

fn date(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned_datetime(zone.clone()).date()
}
