//! E-invoices: what stands in them, what is refused, and that their sums agree.

mod made;
mod refused;
mod sums;

use expect_test::expect_file;
use perennial_core::Means;
use perennial_core::account::CountryCode;
use perennial_core::order::{Order, Totals};
use perennial_core::tax::TaxGround;
use perennial_core::{Currency, Tax, TaxRate};

use super::*;
use crate::paper::tests::{card, credit_note, guide, line, order, paid_bill, returned};
use crate::paper::{Document, Party};

pub(crate) use made::every_kind;

pub(crate) fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

/// The bill of the guide's order, sold to somebody elsewhere on some ground.
pub(crate) fn sold(ground: TaxGround, rate: &str, language: &str) -> Document {
    paid_bill(on_ground(guide(), ground, rate), card(), language)
}

pub(crate) fn on_ground(mut order: Order, ground: TaxGround, rate: &str) -> Order {
    let tax = Tax { ground, rate: TaxRate::parse(rate).unwrap() };
    order.terms.lines.iter_mut().for_each(|line| line.tax = tax);
    order.terms.totals = Totals::of(&order.terms.lines, Currency::Eur).unwrap();
    order
}

/// Has the buyer be in a country, with a number or without one.
pub(crate) fn bought_from(mut document: Document, code: &str, vat: Option<&str>) -> Document {
    document.customer = Party {
        country: country(code),
        vat: vat.map(|vat| perennial_core::text::Name::parse(vat).unwrap()),
        ..document.customer
    };
    document
}

fn with_account(mut document: Document) -> Document {
    document.seller.iban = Some("FI2112345600000785".to_owned());
    document.seller.bic = Some("NDEAFIHH".to_owned());
    document.seller.phone = Some("+358 9 123 4567".to_owned());
    document
}

fn einvoice(document: &Document) -> EInvoice {
    document.to_einvoice().unwrap().unwrap()
}

#[test]
fn a_bill_in_three_forms() {
    let invoice = einvoice(&with_account(paid_bill(guide(), card(), "en_GB")));
    expect_file!["tests/bill.cii.xml"].assert_eq(&invoice.to_cii());
    expect_file!["tests/bill.ubl.xml"].assert_eq(&invoice.to_ubl());
    expect_file!["tests/bill.finvoice.xml"].assert_eq(&invoice.to_finvoice().unwrap());
}

#[test]
fn a_credit_note_in_three_forms() {
    let invoice = einvoice(&with_account(credit_note(card(), returned(), "fi_FI")));
    expect_file!["tests/credit_note.cii.xml"].assert_eq(&invoice.to_cii());
    expect_file!["tests/credit_note.ubl.xml"].assert_eq(&invoice.to_ubl());
    expect_file!["tests/credit_note.finvoice.xml"].assert_eq(&invoice.to_finvoice().unwrap());
}

#[test]
fn the_ground_of_a_tax_is_its_category() {
    let of = |ground, rate: &str| {
        let of = VatCategory::of(Tax { ground, rate: TaxRate::parse(rate).unwrap() });
        (of.code(), of.percent(), of.exemption().map(|(code, _)| code))
    };
    let percent = |percent: &str| Some(percent.to_owned());
    let fi = country("FI");
    assert_eq!(of(TaxGround::Agreed, "20"), ("S", percent("20"), None));
    assert_eq!(of(TaxGround::Agreed, "0"), ("Z", percent("0"), None));
    assert_eq!(of(TaxGround::Country(fi), "25.5"), ("S", percent("25.5"), None));
    assert_eq!(of(TaxGround::ReverseCharge(fi), "0"), ("AE", percent("0"), Some("VATEX-EU-AE")));
    assert_eq!(of(TaxGround::Outside(country("US")), "0"), ("O", None, Some("VATEX-EU-O")));
}

#[test]
fn the_same_document_gives_the_same_xml() {
    for (name, document) in every_kind() {
        let once = einvoice(&document);
        let again = einvoice(&document);
        assert_eq!(once.to_cii(), again.to_cii(), "{name}");
        assert_eq!(once.to_ubl(), again.to_ubl(), "{name}");
        assert!(!once.to_cii().contains("<script"), "{name}");
    }
}

#[test]
fn grounds_that_are_one_category_are_one_sum() {
    let mut mixed = guide();
    let tax = Tax { ground: TaxGround::Country(country("FR")), ..mixed.terms.lines[0].tax };
    mixed.terms.lines[0].tax = tax;
    mixed.terms.totals = Totals::of(&mixed.terms.lines, Currency::Eur).unwrap();
    assert_eq!(mixed.terms.totals.parts.len(), 2);
    let invoice = einvoice(&paid_bill(mixed, Means::Prepaid, "en_GB"));
    assert_eq!(invoice.taxes.len(), 1);
    assert_eq!(invoice.taxes[0].base, "37.87");
}

#[test]
fn outside_the_scope_of_vat_nobody_has_a_vat_number() {
    let document = sold(TaxGround::Outside(country("US")), "0", "en_GB");
    let invoice = einvoice(&bought_from(document, "US", Some("US123")));
    assert_eq!((invoice.seller.vat, invoice.buyer.vat), (None, None));
    assert_eq!(invoice.seller.register.as_deref(), Some("1234567-1"));
}
