//! What is no e-invoice, and what is said then.

use super::*;
use crate::paper::tests::order_paper;

fn refusal(document: &Document) -> EInvoiceRefusal {
    document.to_einvoice().unwrap().unwrap_err()
}

#[test]
fn what_the_standard_forbids_is_refused_and_the_paper_is_written() {
    let bill = || paid_bill(guide(), card(), "en_GB");
    let change = |change: fn(&mut Document)| {
        let mut document = bill();
        change(&mut document);
        document
    };
    let outside = || sold(TaxGround::Outside(country("US")), "0", "en_GB");
    let mut nameless = outside();
    nameless.seller.identity.register = None;
    let mut mixed = guide();
    mixed.terms.lines[0].tax =
        Tax { ground: TaxGround::Outside(country("US")), rate: TaxRate::ZERO };
    mixed.terms.totals = Totals::of(&mixed.terms.lines, Currency::Eur).unwrap();
    let reverse = sold(TaxGround::ReverseCharge(country("FI")), "0", "en_GB");
    let cases = [
        (order_paper(&guide(), "en_GB"), EInvoiceRefusal::Order),
        (change(|d| d.seller.identity.country = None), EInvoiceRefusal::SellerAddress),
        (change(|d| d.seller.identity.city = None), EInvoiceRefusal::SellerAddress),
        (change(|d| d.seller.identity.vat = None), EInvoiceRefusal::SellerVat),
        (change(|d| d.lines.clear()), EInvoiceRefusal::NoLines),
        (nameless, EInvoiceRefusal::SellerRegister),
        (paid_bill(mixed, card(), "en_GB"), EInvoiceRefusal::MixedScope),
        (bought_from(reverse.clone(), "FI", None), EInvoiceRefusal::BuyerVat),
        (bought_from(reverse, "FI", Some("12345671")), EInvoiceRefusal::BuyerVat),
        (
            change(|d| d.lines[1].unit_price = d.lines[1].unit_price.checked_neg().unwrap()),
            EInvoiceRefusal::NegativePrice { number: 2 },
        ),
    ];
    for (document, expected) in cases {
        assert_eq!(refusal(&document), expected);
        let pdf = document.to_pdf().unwrap();
        assert!(!String::from_utf8_lossy(&pdf).contains("factur-x"), "{expected}");
    }
}

#[test]
fn points_and_thousandths_are_no_amounts_of_an_e_invoice() {
    for (currency, expected) in [
        (Currency::Points, EInvoiceRefusal::Currency { code: "points" }),
        (Currency::Tnd, EInvoiceRefusal::Decimals { code: "TND" }),
    ] {
        let mut document = paid_bill(guide(), card(), "en_GB");
        document.totals = Totals::of(&[], currency).unwrap();
        assert_eq!(refusal(&document), expected);
    }
}

#[test]
fn finvoice_needs_an_account() {
    let invoice = einvoice(&paid_bill(guide(), card(), "fi_FI"));
    assert_eq!(invoice.to_finvoice(), Err(EInvoiceRefusal::NoAccount));
    assert!(EInvoiceRefusal::NoAccount.to_string().contains("`iban` under [seller]"));
}
