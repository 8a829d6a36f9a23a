//! The business terms of a document.

use std::collections::BTreeMap;

use perennial_core::means::MethodKind;
use perennial_core::order::{Line, Term};
use perennial_core::tax::{is_member_state, is_vat_number};
use perennial_core::text::Name;
use perennial_core::{Currency, Means, Money};

use super::{
    Account, EInvoice, EInvoiceRefusal, InvoiceLine, Kind, PaymentMeans, Sums, TaxSum, Trader,
    VatCategory,
};
use crate::paper::{Document, PaperError, Party, PaymentStatus, Seller, Title};
use crate::plain::harmless;

/// The smallest unit that EN 16931 has amounts in, in micro-cents: a hundredth.
const HUNDREDTH: i64 = 1_000_000;

impl Document {
    /// The document as an e-invoice; refused where EN 16931 does not allow it.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_einvoice(&self) -> Result<Result<EInvoice, EInvoiceRefusal>, PaperError> {
        let terms = self.status_in_words()?;
        Ok(terms_of(self, terms))
    }
}

fn terms_of(document: &Document, terms: String) -> Result<EInvoice, EInvoiceRefusal> {
    let (number, kind, preceding, notes) = match &document.title {
        Title::Order => return Err(EInvoiceRefusal::Order),
        Title::Bill(number) => (number.to_string(), Kind::Invoice, None, Vec::new()),
        Title::CreditNote { number, bill, reason } => {
            let notes = vec![harmless(reason.as_str())];
            (number.to_string(), Kind::CreditNote, Some(bill.to_string()), notes)
        }
    };
    let currency = currency(document.totals.gross.currency())?;
    if document.lines.is_empty() {
        return Err(EInvoiceRefusal::NoLines);
    }
    let taxes = taxes(document)?;
    let outside = taxes.iter().any(|tax| tax.of == VatCategory::OutsideScope);
    if outside && taxes.len() > 1 {
        return Err(EInvoiceRefusal::MixedScope);
    }
    let reverse = taxes.iter().any(|tax| tax.of == VatCategory::ReverseCharge);
    let seller = seller(&document.seller, outside)?;
    let buyer = buyer(&document.customer, outside);
    if reverse && buyer.vat.is_none() {
        return Err(EInvoiceRefusal::BuyerVat);
    }
    let lines = (1..).zip(&document.lines);
    let lines = lines.map(|(number, line)| self::line(number, line));
    let account = document.seller.iban.as_ref();
    Ok(EInvoice {
        number,
        issued_on: document.dated,
        kind,
        currency,
        buyer_reference: harmless(document.customer.nichandle.as_str()),
        order: document.order.to_string(),
        notes,
        preceding,
        seller,
        buyer,
        payment: payment(&document.payment),
        terms,
        sums: sums(document),
        taxes,
        lines: lines.collect::<Result<_, _>>()?,
        account: account
            .map(|iban| Account { iban: iban.clone(), bic: document.seller.bic.clone() }),
    })
}

fn currency(currency: Currency) -> Result<&'static str, EInvoiceRefusal> {
    let code = currency.code();
    if currency == Currency::Points {
        return Err(EInvoiceRefusal::Currency { code });
    }
    if currency.minor_unit_ucents() < HUNDREDTH {
        return Err(EInvoiceRefusal::Decimals { code });
    }
    Ok(code)
}

/// One sum for each category and rate: grounds that are one category are one there.
fn taxes(document: &Document) -> Result<Vec<TaxSum>, EInvoiceRefusal> {
    let currency = document.totals.gross.currency();
    let code = currency.code();
    let mut sums = BTreeMap::<VatCategory, [Money; 2]>::new();
    for part in &document.totals.parts {
        let zero = Money::zero(currency);
        let [base, tax] = sums.entry(VatCategory::of(part.of)).or_insert([zero, zero]);
        // They fit: the totals have them all.
        let add = |to: &mut Money, more| {
            *to = to.checked_add(more).map_err(|_| EInvoiceRefusal::Decimals { code })?;
            Ok(())
        };
        add(base, part.base)?;
        add(tax, part.tax)?;
    }
    let sum = |(of, [base, tax]): (VatCategory, [Money; 2])| TaxSum {
        base: base.to_decimal(),
        tax: tax.to_decimal(),
        of,
    };
    Ok(sums.into_iter().map(sum).collect())
}

/// What is paid is paid whole: there are no part payments.
fn sums(document: &Document) -> Sums {
    let totals = &document.totals;
    let zero = Money::zero(totals.gross.currency());
    let is_done =
        matches!(document.payment, PaymentStatus::Paid { .. } | PaymentStatus::Returned { .. });
    let (paid, due) = if is_done { (totals.gross, zero) } else { (zero, totals.gross) };
    let [net, tax, gross, paid, due] =
        [totals.net, totals.tax, totals.gross, paid, due].map(Money::to_decimal);
    Sums { net, tax, gross, paid, due }
}

fn line(number: usize, line: &Line) -> Result<InvoiceLine, EInvoiceRefusal> {
    if line.unit_price.ucents() < 0 || line.amount.ucents() < 0 {
        return Err(EInvoiceRefusal::NegativePrice { number });
    }
    let period = |term: Term| (term.starts_on, term.ends_on.yesterday().unwrap_or(term.ends_on));
    Ok(InvoiceLine {
        number,
        name: harmless(line.name.as_str()),
        description: harmless(line.description.as_str()),
        quantity: line.quantity.get().to_string(),
        price: line.unit_price.to_decimal(),
        net: line.amount.to_decimal(),
        of: VatCategory::of(line.tax),
        period: line.term.map(period),
    })
}

fn text(name: Option<&Name>) -> Option<String> {
    name.map(|name| harmless(name.as_str())).filter(|text| !text.is_empty())
}

fn seller(seller: &Seller, outside: bool) -> Result<Trader, EInvoiceRefusal> {
    let of = &seller.identity;
    let (Some(country), Some(city)) = (of.country, text(of.city.as_ref())) else {
        return Err(EInvoiceRefusal::SellerAddress);
    };
    let (vat, register) = (text(of.vat.as_ref()), text(of.register.as_ref()));
    if outside && register.is_none() {
        return Err(EInvoiceRefusal::SellerRegister);
    }
    if !outside && vat.is_none() {
        return Err(EInvoiceRefusal::SellerVat);
    }
    Ok(Trader {
        name: harmless(of.name.as_str()),
        register,
        vat: vat.filter(|_| !outside),
        street: of.street.iter().filter_map(|line| text(Some(line))).take(3).collect(),
        city: Some(city),
        zip: text(of.zip.as_ref()),
        country,
        person: None,
        phone: seller.phone.as_deref().map(harmless),
        email: seller.email.as_deref().map(harmless),
    })
}

fn buyer(buyer: &Party, outside: bool) -> Trader {
    let person = buyer.person.as_deref().map(harmless).filter(|person| !person.is_empty());
    let organisation = text(buyer.organisation.as_ref());
    let (name, person) = match organisation {
        Some(name) => (name, person),
        None => (person.unwrap_or_else(|| harmless(buyer.nichandle.as_str())), None),
    };
    Trader {
        name,
        register: None,
        vat: buyer_vat(buyer).filter(|_| !outside),
        street: text(buyer.street.as_ref()).into_iter().collect(),
        city: text(buyer.city.as_ref()),
        zip: text(buyer.zip.as_ref()),
        country: buyer.country,
        person,
        phone: None,
        email: None,
    }
}

/// A number in the form of the buyer's country; what else an account has under it is no VAT identifier (BR-CO-09).
fn buyer_vat(buyer: &Party) -> Option<String> {
    let given = buyer.vat.as_ref()?.as_str();
    let plain: String = given.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    let plain = plain.to_ascii_uppercase();
    let is_so = if is_member_state(buyer.country) {
        is_vat_number(buyer.country, &plain)
    } else {
        plain.starts_with(&buyer.country.to_string())
    };
    is_so.then(|| harmless(&plain))
}

/// UNTDID 4461. Refunds to a bank account name no account of ours, so they are no credit transfer there (BR-61).
fn payment(status: &PaymentStatus) -> PaymentMeans {
    let of = |means: Means, bank: &'static str| {
        let code = match means {
            Means::Method(_, MethodKind::CreditCard) => "48",
            Means::Method(_, MethodKind::BankAccount) => bank,
            Means::Method(_, MethodKind::Paypal) => "68",
            Means::Method(_, MethodKind::DeferredPaymentAccount) => "1",
            Means::Prepaid | Means::Fidelity => "97",
        };
        PaymentMeans { code, name: means.name() }
    };
    match status {
        PaymentStatus::Paid { means: Some(means), .. } => of(*means, "49"),
        PaymentStatus::Returning { means } | PaymentStatus::Returned { means, .. } => {
            of(*means, "1")
        }
        PaymentStatus::Due { .. }
        | PaymentStatus::Paying
        | PaymentStatus::Paid { means: None, .. }
        | PaymentStatus::Cancelled => PaymentMeans { code: "1", name: "none" },
    }
}
