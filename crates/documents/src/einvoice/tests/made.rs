//! Every kind of bill and credit note, in every language: for the tests here, and for validators of others.

use perennial_core::payment::PaymentState;

use super::*;
use crate::paper::tests::{LANGUAGES, note_of};

const HOSTILE: &str = "<script>alert(1)</script> & ]]> \"q\" 'r' \u{202e}gpj é 日本 \u{1f600}";

/// Every kind, with a name for its file.
pub(crate) fn every_kind() -> Vec<(String, Document)> {
    LANGUAGES.into_iter().flat_map(of_language).collect()
}

fn of_language(language: &'static str) -> Vec<(String, Document)> {
    let fi = country("FI");
    let reverse = TaxGround::ReverseCharge(fi);
    let outside = TaxGround::Outside(country("US"));
    let rates =
        [("vps1.example", "13.30", "25.5"), ("long.example", "1234.00", "0"), ("a.fi", "40", "10")];
    let rates = rates.map(|(name, net, rate)| line(name, net, Some("P1M"), rate));
    let many = (0..60).map(|n| line(&format!("vps{n}.example"), "13.33", Some("P3M"), "20"));
    let finland = |document| bought_from(document, "FI", Some("FI 1234567-1"));
    let america = |document| bought_from(document, "US", None);
    let note = |order: &Order, state| note_of(order, card(), state, language);
    let voided = PaymentState::Voided { at: "2026-12-01T12:00:00Z".parse().unwrap() };
    let shifted = on_ground(guide(), reverse, "0");
    let exported = on_ground(guide(), outside, "0");
    let documents = [
        ("one_rate", paid_bill(guide(), card(), language)),
        ("country", sold(TaxGround::Country(fi), "25.5", language)),
        ("rates", paid_bill(order(rates.to_vec()), Means::Prepaid, language)),
        ("zero", sold(TaxGround::Agreed, "0", language)),
        ("reverse", finland(sold(reverse, "0", language))),
        ("outside", america(sold(outside, "0", language))),
        ("prepaid", paid_bill(guide(), Means::Prepaid, language)),
        ("points", paid_bill(guide(), Means::Fidelity, language)),
        (
            "free",
            paid_bill(order(vec![line("free.example", "0", Some("P1Y"), "20")]), card(), language),
        ),
        ("many", paid_bill(order(many.collect()), card(), language)),
        ("hostile", hostile(language)),
        ("person", person(language)),
        ("note", note(&guide(), returned())),
        ("note_part", credit_note(card(), returned(), language)),
        ("note_pending", note(&guide(), PaymentState::Pending)),
        ("note_refused", note(&guide(), voided)),
        ("note_reverse", finland(note(&shifted, returned()))),
        ("note_outside", america(note(&exported, returned()))),
    ];
    let tag = language.split('_').next().unwrap();
    let named = |(name, document)| (format!("{name}_{tag}"), with_account(document));
    documents.into_iter().map(named).collect()
}

/// Texts that were written to do harm, wherever a text can stand.
fn hostile(language: &str) -> Document {
    let text = || perennial_core::text::Name::parse(HOSTILE).unwrap();
    let mut bought = guide();
    bought.terms.lines[0].name = text();
    bought.terms.lines[0].description = text();
    let mut document = paid_bill(bought, card(), language);
    document.seller.identity.name = text();
    document.seller.identity.street = vec![text(), text(), text()];
    let customer = &mut document.customer;
    customer.organisation = Some(text());
    customer.street = Some(text());
    customer.city = Some(text());
    customer.vat = Some(text());
    document
}

/// A buyer of whom little is known.
fn person(language: &str) -> Document {
    let mut document = paid_bill(guide(), card(), language);
    let customer = &mut document.customer;
    for text in [
        &mut customer.organisation,
        &mut customer.street,
        &mut customer.city,
        &mut customer.zip,
        &mut customer.vat,
    ] {
        *text = None;
    }
    document.seller.identity.register = None;
    document
}
