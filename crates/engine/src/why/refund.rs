//! What was given back of a bill: why, which lines, how much tax, and where the money went.

use perennial_core::order::{Order, TaxPart};
use perennial_core::payment::PaymentState;
use perennial_core::{CreditNote, Money};

use super::{Evidence, Fact, Section};

/// A section for each credit note of an order's bill.
pub(super) fn sections(evidence: &Evidence, order: &Order) -> Vec<Section> {
    let notes = evidence.books.credit_notes.iter().filter(|note| note.order() == order.id);
    notes.map(|note| section(evidence, order, note)).collect()
}

fn section(evidence: &Evidence, order: &Order, note: &CreditNote) -> Section {
    let number = match &note.issue {
        Some(issue) => {
            let (at, series) = (evidence.minute(issue.at), note.series());
            format!("{}, issued {at}: the next one of the credit notes of {series}", issue.number)
        }
        None => "none yet; it is numbered at the next pass of a server".to_owned(),
    };
    let mut facts = vec![Fact::new("number", number), Fact::new("reason", note.reason.to_string())];
    facts.extend(note.lines_of(&order.terms.lines).map(|(taken, line)| {
        let text = format!("{} of {} net for {}", taken.amount, line.amount, line.name);
        Fact::new(format!("line {}", taken.number), text)
    }));
    facts.extend(note.totals.parts.iter().map(|part| tax(note, order, part)));
    let totals = &note.totals;
    let text = format!("{} + {} = {}", totals.net, totals.tax, totals.gross);
    let computed = totals.net.checked_add(totals.tax).ok();
    facts.push(Fact::checked("amounts", text, &totals.gross, computed));
    facts.push(Fact::new("money", money(evidence, note)));
    Section::new("Credit note", facts)
}

/// Rounded once on what is given back, unless it is the rest: then it is the rest of the tax.
fn tax(note: &CreditNote, order: &Order, part: &TaxPart) -> Fact {
    let rounded = part.of.rate.tax_of(part.base).ok();
    if rounded == Some(part.tax) {
        let text =
            format!("{} of {} = {}, rounded once, half up", part.of.rate, part.base, part.tax);
        return Fact::checked("tax", text, &part.tax, rounded);
    }
    let billed = order.terms.totals.parts.iter().find(|billed| billed.of == part.of);
    let billed = billed.map_or_else(|| Money::zero(part.tax.currency()), |billed| billed.tax);
    let text = format!(
        "{} of {} = {}: with it all {billed} tax of the bill {} given back",
        part.of.rate, part.base, part.tax, note.bill
    );
    Fact::new("tax", text)
}

fn money(evidence: &Evidence, note: &CreditNote) -> String {
    let (gross, means) = (note.totals.gross, note.payment.means.name());
    match &note.payment.state {
        PaymentState::Pending => format!("{gross} is on its way to {means}"),
        PaymentState::Unknown { since } => {
            let since = evidence.minute(*since);
            format!("{gross} is on its way to {means}, which has not answered since {since}")
        }
        PaymentState::Captured { at, .. } => {
            format!("{gross} went to {means} {}", evidence.minute(*at))
        }
        PaymentState::Declined { at, .. } | PaymentState::Voided { at } => {
            let at = evidence.minute(*at);
            format!("{means} refused {gross}, which went to the prepaid account {at}")
        }
    }
}
