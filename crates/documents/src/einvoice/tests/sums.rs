//! The rules of EN 16931 about sums (BR-CO-10, 13, 14, 15, 16, 17), as they can be read off the XML of random orders.

use proptest::prelude::*;

use super::*;

/// The texts of all elements of a name, in order.
fn texts<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let start = format!("<{name}");
    let parts = xml.split(&start).skip(1);
    parts.map(|part| part.split_once('>').unwrap().1.split('<').next().unwrap()).collect()
}

/// An amount in hundredths.
fn cents(amount: &str) -> i64 {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "00"));
    assert_eq!(part.len(), 2, "{amount}");
    whole.parse::<i64>().unwrap() * 100 + part.parse::<i64>().unwrap()
}

fn all(xml: &str, name: &str) -> Vec<i64> {
    texts(xml, name).into_iter().map(cents).collect()
}

fn one(xml: &str, name: &str) -> i64 {
    let found = all(xml, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

fn check_ubl(xml: &str) {
    let lines = all(xml, "cbc:LineExtensionAmount");
    let (total, lines) = lines.split_first().unwrap();
    assert_eq!(*total, lines.iter().sum::<i64>(), "BR-CO-10");
    assert_eq!(one(xml, "cbc:TaxExclusiveAmount"), *total, "BR-CO-13");
    let taxes = all(xml, "cbc:TaxAmount");
    let (tax, parts) = taxes.split_first().unwrap();
    assert_eq!(*tax, parts.iter().sum::<i64>(), "BR-CO-14");
    let gross = one(xml, "cbc:TaxInclusiveAmount");
    assert_eq!(gross, total + tax, "BR-CO-15");
    assert_eq!(one(xml, "cbc:PayableAmount"), gross - one(xml, "cbc:PrepaidAmount"), "BR-CO-16");
    assert_eq!(all(xml, "cbc:TaxableAmount").iter().sum::<i64>(), *total);
}

fn check_cii(xml: &str) {
    let lines = all(xml, "ram:LineTotalAmount");
    let (total, lines) = lines.split_last().unwrap();
    assert_eq!(*total, lines.iter().sum::<i64>(), "BR-CO-10");
    assert_eq!(one(xml, "ram:TaxBasisTotalAmount"), *total, "BR-CO-13");
    let tax = one(xml, "ram:TaxTotalAmount");
    assert_eq!(tax, all(xml, "ram:CalculatedAmount").iter().sum::<i64>(), "BR-CO-14");
    let gross = one(xml, "ram:GrandTotalAmount");
    assert_eq!(gross, total + tax, "BR-CO-15");
    let paid = one(xml, "ram:TotalPrepaidAmount");
    assert_eq!(one(xml, "ram:DuePayableAmount"), gross - paid, "BR-CO-16");
}

/// The tax of each rate is that rate of its base, rounded half up.
fn check_rates(invoice: &EInvoice) {
    for sum in &invoice.taxes {
        let points = match sum.of {
            VatCategory::Standard(rate) => i64::from(rate.basis_points()),
            _ => 0,
        };
        assert_eq!(cents(&sum.tax), (cents(&sum.base) * points * 2 + 10_000) / 20_000, "BR-CO-17");
    }
}

proptest! {
    #[test]
    fn sums_agree(drawn in proptest::collection::vec((0..5_000_000_i64, 0..5_usize), 1..30)) {
        let rates = ["20", "25.5", "10", "5.5", "0"];
        let lines = drawn.iter().map(|(cents, rate)| {
            let net = format!("{}.{:02}", cents / 100, cents % 100);
            line("vps.example", &net, Some("P1M"), rates[*rate])
        });
        let bill = paid_bill(order(lines.collect()), card(), "en_GB");
        let invoice = einvoice(&bill);
        check_ubl(&invoice.to_ubl());
        check_cii(&invoice.to_cii());
        check_rates(&invoice);
    }
}

#[test]
fn sums_of_every_kind_agree() {
    for (_, document) in every_kind() {
        let invoice = einvoice(&document);
        check_ubl(&invoice.to_ubl());
        check_cii(&invoice.to_cii());
    }
}
