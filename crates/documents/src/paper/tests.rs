//! Documents as they are read, and what holds for all of them.

mod hostile;
mod keys;
mod look;
mod read;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use perennial_core::account::{CountryCode, Profile, Subsidiary};
use perennial_core::bill::{BillNumber, Issue};
use perennial_core::means::MethodKind;
use perennial_core::order::{
    CancelReason, Category, Line, OrderState, OrderTerms, TaxPart, Term, Totals,
};
use perennial_core::payment::PaymentState;
use perennial_core::refund::{CreditNote, CreditNoteNumber, NoteIssue, NoteLine};
use perennial_core::seller::Seller as Identity;
use perennial_core::service::Quantity;
use perennial_core::tax::{AccountTax, TaxGround};
use perennial_core::text::Name;
use perennial_core::{
    Account, AccountId, Bill, Buyer, Currency, Means, Money, Order, OrderId, Payment, PaymentId,
    PaymentMethodId, Period, ServiceId, Tax, TaxRate,
};

use super::sheet::Sheet;
use super::*;

pub(crate) const LANGUAGES: [&str; 3] = ["en_GB", "fi_FI", "fr_FR"];

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(2))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn seller() -> Seller {
    Seller {
        identity: Identity {
            street: vec![name("Kalevankatu 12 B")],
            zip: Some(name("00100")),
            city: Some(name("Helsinki")),
            country: CountryCode::parse("FI").ok(),
            vat: Some(name("FI12345671")),
            register: Some(name("1234567-1")),
            ..Identity::named(name("Perennial Hosting"))
        },
        email: Some("billing@hosting.example".to_owned()),
        url: Some("https://hosting.example".to_owned()),
        ..Seller::default()
    }
}

fn account(language: &str) -> Account {
    Account {
        id: AccountId::try_new(7).unwrap(),
        nichandle: name("ab12345-ovh"),
        currency: Currency::Eur,
        tax: AccountTax::Agreed(TaxRate::parse("20").unwrap()),
        subsidiary: Subsidiary::parse("FR").unwrap(),
        created_at: Timestamp::UNIX_EPOCH,
        autorenew: None,
        alerts: perennial_core::account::Alerts::default(),
        profile: Profile {
            email: name("alice@example.com"),
            country: CountryCode::parse("FR").unwrap(),
            language: name(language),
            legal_form: name("corporation"),
            first_name: Some(name("Élodie")),
            last_name: Some(name("Lefèvre")),
            organisation: Some(name("Atelier Lefèvre SARL")),
            address: Some(name("8 rue des Écoles")),
            zip: Some(name("75005")),
            city: Some(name("Paris")),
            phone: None,
            vat: Some(name("FR40303265045")),
        },
    }
}

/// A line for one unit, such as `line("example.fi", "1.99", "P1Y", "20")`.
pub(crate) fn line(service: &str, net: &str, period: Option<&str>, rate: &str) -> Line {
    let starts_on = date(2027, 1, 15);
    let term = period.map(|period| {
        let period = Period::parse(period).unwrap();
        let months = jiff::Span::new().months(i32::from(period.months()));
        Term { period, starts_on, ends_on: starts_on.checked_add(months).unwrap() }
    });
    Line {
        service: ServiceId::try_new(12345).ok(),
        debt: None,
        name: name(service),
        description: name("Hosting Perso 2014"),
        quantity: Quantity::ONE,
        unit_price: eur(net),
        amount: eur(net),
        tax: Tax::agreed(TaxRate::parse(rate).unwrap()),
        term,
        clause: None,
    }
}

pub(crate) fn order(lines: Vec<Line>) -> Order {
    let totals = Totals::of(&lines, Currency::Eur).unwrap();
    let terms = OrderTerms {
        category: Category::EarlyRenewal,
        run_on: None,
        lines,
        totals,
        placed_at: at("2026-11-23T12:00:00Z"),
        valid_until: at("2026-11-24T12:00:00Z"),
    };
    Order { id: OrderId::try_new(7_091_314_438).unwrap(), terms, state: OrderState::Unpaid }
}

/// The guide's order: domain and hosting for a year.
pub(crate) fn guide() -> Order {
    order(vec![
        line("example-hosting.ovh", "35.88", Some("P1Y"), "20"),
        line("example.ovh", "1.99", Some("P1Y"), "20"),
    ])
}

fn payment(order: &Order, means: Means) -> Payment {
    Payment {
        id: PaymentId::try_new(9).unwrap(),
        order: order.id,
        amount: order.terms.totals.gross,
        means,
        created_at: at("2026-11-23T12:05:00Z"),
        state: PaymentState::Captured {
            at: at("2026-11-23T12:05:00Z"),
            reference: Some(name("sandbox-9")),
        },
    }
}

pub(crate) fn card() -> Means {
    Means::Method(PaymentMethodId::try_new(5001).unwrap(), MethodKind::CreditCard)
}

pub(crate) fn order_paper(order: &Order, language: &str) -> Document {
    Document::of_order(order, None, &account(language), &seller(), &zone())
}

/// The bill of an order, paid by some means.
pub(crate) fn paid_bill(mut order: Order, means: Means, language: &str) -> Document {
    let settled_at = at("2026-11-23T12:05:00Z");
    let payment = payment(&order, means);
    order.state = OrderState::Settled { payment: payment.id, at: settled_at };
    let series = Subsidiary::parse("FR").unwrap();
    let buyer = Buyer::of(&account(language));
    let mut bill = Bill::written(&order, series.clone(), buyer, settled_at);
    let made = |bill: &Bill| Document::of_bill(bill, &order, Some(&payment), &seller(), &zone());
    assert_eq!(made(&bill), None, "it is not issued");
    bill.issue = Some(Issue { number: BillNumber::new(series, 42), at: settled_at });
    made(&bill).unwrap()
}

/// A credit note over a part of the guide's order, given back to some means; what became of it there is said.
pub(crate) fn credit_note(means: Means, state: PaymentState, language: &str) -> Document {
    let order = guide();
    let lines = vec![
        NoteLine { number: 1, amount: eur("10") },
        NoteLine { number: 2, amount: order.terms.lines[1].amount },
    ];
    let part = TaxPart { of: order.terms.lines[0].tax, base: eur("11.99"), tax: eur("2.40") };
    let totals = Totals { net: part.base, tax: part.tax, gross: eur("14.39"), parts: vec![part] };
    note_with(&order, lines, totals, (means, state), language)
}

/// A credit note over the whole of an order.
pub(crate) fn note_of(
    order: &Order,
    means: Means,
    state: PaymentState,
    language: &str,
) -> Document {
    let lines = (1..).zip(&order.terms.lines);
    let lines = lines.map(|(number, line)| NoteLine { number, amount: line.amount });
    note_with(order, lines.collect(), order.terms.totals.clone(), (means, state), language)
}

fn note_with(
    order: &Order,
    lines: Vec<NoteLine>,
    totals: Totals,
    (means, state): (Means, PaymentState),
    language: &str,
) -> Document {
    let series = Subsidiary::parse("FR").unwrap();
    let amount = totals.gross.checked_neg().unwrap();
    let mut note = CreditNote {
        bill: BillNumber::new(series.clone(), 42),
        buyer: Buyer::of(&account(language)),
        seller: None,
        reason: name("Two days without service"),
        lines,
        totals,
        payment: Payment { amount, state, ..payment(order, means) },
        seal: None,
        issue: None,
    };
    let made = |note: &CreditNote| Document::of_credit_note(note, order, &seller(), &zone());
    assert_eq!(made(&note), None, "it is not issued");
    let at = at("2026-12-01T12:00:00Z");
    note.issue = Some(NoteIssue { number: CreditNoteNumber::new(series, 7), at });
    made(&note).unwrap()
}

/// What became of money that was given back.
pub(crate) fn returned() -> PaymentState {
    let at = at("2026-12-01T12:00:00Z");
    PaymentState::Captured { at, reference: Some(name("sandbox-10")) }
}

/// Documents in every state and of every kind that there is.
pub(super) fn documents(language: &str) -> Vec<Document> {
    let means =
        MethodKind::ALL.map(|kind| Means::Method(PaymentMethodId::try_new(1).unwrap(), kind));
    let means = means.into_iter().chain([Means::Prepaid, Means::Fidelity]);
    let mut documents: Vec<Document> =
        means.map(|means| paid_bill(guide(), means, language)).collect();
    let all = MethodKind::ALL.map(|kind| Means::Method(PaymentMethodId::try_new(1).unwrap(), kind));
    for means in all.into_iter().chain([Means::Prepaid, Means::Fidelity]) {
        documents.push(credit_note(means, returned(), language));
        documents.push(credit_note(means, PaymentState::Pending, language));
    }
    let voided = PaymentState::Voided { at: at("2026-12-01T12:00:00Z") };
    documents.push(credit_note(card(), voided, language));
    let id = PaymentId::try_new(9).unwrap();
    let at = at("2026-11-23T12:05:00Z");
    for state in [
        OrderState::Unpaid,
        OrderState::Paying { payment: id },
        OrderState::Settled { payment: id, at },
        OrderState::Cancelled { at, reason: CancelReason::NotPaidInTime },
    ] {
        documents.push(order_paper(&Order { state, ..guide() }, language));
    }
    documents
}

fn sheet(document: &Document) -> Sheet {
    Sheet::of(document).unwrap()
}
