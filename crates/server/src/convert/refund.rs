//! Credit notes, and where their money went.

use perennial_api::model::{Payment as WirePayment, Refund, RefundDetail};
use perennial_core::order::Line;
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::refund::{CreditNote, NoteIssue, NoteLine};

use super::{Documents, Wire, datetime, payment, price_with_ucents};

/// `GET /me/refund/{refundId}`.
pub(crate) fn refund(wire: Wire<'_>, note: &CreditNote, issue: &NoteIssue) -> Refund {
    let Documents { password, .. } = wire.documents(note.order());
    let link = |kind: &str| {
        let (base, number) = (wire.app.base_url(), &issue.number);
        format!("{base}/refund/{kind}?reference={number}&passwd={password}")
    };
    Refund {
        date: datetime(wire, issue.at),
        order_id: note.order().get(),
        original_bill_id: Some(note.bill.to_string()),
        pdf_url: link("pdf"),
        url: link("display"),
        price_with_tax: price_with_ucents(note.totals.gross),
        price_without_tax: price_with_ucents(note.totals.net),
        refund_id: issue.number.to_string(),
        tax: price_with_ucents(note.totals.tax),
        password,
    }
}

/// `GET /me/refund/{refundId}/details/{refundDetailId}`. A part of a line is one of its amount, as on the credit note.
pub(crate) fn refund_detail(
    note: &CreditNote,
    refund: &str,
    number: i64,
    taken: &NoteLine,
    line: &Line,
) -> RefundDetail {
    let (quantity, unit_price) = match taken.amount == line.amount {
        true => (line.quantity.get(), line.unit_price),
        false => (1, taken.amount),
    };
    RefundDetail {
        description: line.description.to_string(),
        domain: line.name.to_string(),
        quantity: quantity.to_string(),
        reference: note.bill.to_string(),
        refund_detail_id: number.to_string(),
        refund_id: refund.to_owned(),
        total_price: price_with_ucents(taken.amount),
        unit_price: price_with_ucents(unit_price),
    }
}

/// `GET /me/refund/{refundId}/payment`; nothing while the money is on its way. What a payment method has refused went to the
/// prepaid account.
pub(crate) fn refund_payment(wire: Wire<'_>, note: &CreditNote) -> Option<WirePayment> {
    let state = match note.payment.state {
        PaymentState::Declined { at, .. } | PaymentState::Voided { at } => {
            PaymentState::Captured { at, reference: None }
        }
        _ => note.payment.state.clone(),
    };
    payment(wire, &Payment { means: note.destination(), state, ..note.payment.clone() })
}
