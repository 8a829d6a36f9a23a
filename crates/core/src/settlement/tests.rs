//! A settlement is complete or does not exist.

use jiff::civil::date;

use super::*;
use crate::account::CountryCode;
use crate::money::Currency;
use crate::order::Totals;
use crate::samples::*;
use crate::service::Suspension;
use crate::tax::TaxGround;
use crate::{LedgerTransactionId, Tax, TaxRate};

fn ids() -> PostingIds {
    let id = |value| LedgerTransactionId::try_new(value).unwrap();
    PostingIds { sale: id(1), payment: id(2) }
}

fn captured(means: Means) -> (Order, Payment) {
    let order = guide_order(1).paying(payment_id(5), now().at).unwrap();
    let payment = Payment {
        id: payment_id(5),
        order: order.id,
        means,
        amount: order.terms.totals.gross,
        created_at: now().at,
        state: PaymentState::Captured { at: later(1).at, reference: None },
    };
    (order, payment)
}

fn shown(settlement: &Settlement) -> Vec<String> {
    settlement
        .postings
        .iter()
        .flat_map(Transaction::entries)
        .map(|entry| format!("{} {}", entry.account.code(), entry.amount))
        .collect()
}

#[test]
fn everything_follows_from_a_captured_payment() {
    let (order, payment) = captured(Means::Prepaid);
    let services = guide().0.services().to_vec();
    let settled =
        settle(&account(), order, payment, &services, &Calendar::default(), later(1), ids())
            .unwrap();

    let extended: Vec<_> =
        settled.extensions.iter().map(|e| (e.service.get(), e.from.on(), e.to.on())).collect();
    let (from, to) = (date(2027, 1, 15), date(2028, 1, 15));
    assert_eq!(extended, [(67890, from, to), (12345, from, to)]);
    let bill = settled.bill.clone().unwrap();
    assert_eq!(bill.gross, eur("45.44"));
    assert_eq!((bill.series.as_str(), bill.issue.clone()), ("FR", None));
    assert_eq!(
        shown(&settled),
        [
            "customer 45.44 €",
            "revenue -37.87 €",
            "tax:2000 -7.57 €",
            "prepaid 45.44 €",
            "customer -45.44 €",
        ]
    );
}

/// What is sold is told apart by the ground of its tax, also where the tax is nothing.
#[test]
fn the_ledger_names_the_ground_of_tax() {
    let posted = |ground: TaxGround, rate: &str| {
        let (mut order, mut payment) = captured(Means::Prepaid);
        let tax = Tax { ground, rate: TaxRate::parse(rate).unwrap() };
        order.terms.lines.iter_mut().for_each(|line| line.tax = tax);
        order.terms.totals = Totals::of(&order.terms.lines, Currency::Eur).unwrap();
        payment.amount = order.terms.totals.gross;
        let services = guide().0.services().to_vec();
        let settled =
            settle(&account(), order, payment, &services, &Calendar::default(), later(1), ids());
        shown(&settled.unwrap())[1..].join(", ")
    };
    let finland = CountryCode::parse("FI").unwrap();
    assert_eq!(
        posted(TaxGround::Country(finland), "25.5"),
        "revenue:country:FI -37.87 €, tax:country:FI:2550 -9.66 €, prepaid 47.53 €, customer -47.53 €"
    );
    assert_eq!(
        posted(TaxGround::ReverseCharge(finland), "0"),
        "revenue:reverseCharge:FI -37.87 €, prepaid 37.87 €, customer -37.87 €"
    );
}

#[test]
fn points_are_counted_beside_the_money() {
    let (order, payment) = captured(Means::Fidelity);
    let services = guide().0.services().to_vec();
    let settled =
        settle(&account(), order, payment, &services, &Calendar::default(), later(1), ids())
            .unwrap();
    assert_eq!(
        shown(&settled)[3..],
        [
            "fidelity 45.44 €",
            "customer -45.44 €",
            "points 4544 points",
            "pointsIssued -4544 points",
        ]
    );
}

#[test]
fn a_suspended_service_is_in_service_again_if_it_is_paid_ahead() {
    let (order, payment) = captured(Means::Prepaid);
    let mut services = guide().0.services().to_vec();
    services[0].state = suspended(date(2026, 1, 15));
    let states = |now| {
        let (order, payment) = (order.clone(), payment.clone());
        let calendar = Calendar::default();
        let settled = settle(&account(), order, payment, &services, &calendar, now, ids()).unwrap();
        settled.extensions.iter().map(|e| (e.service.get(), e.state)).collect::<Vec<_>>()
    };
    assert_eq!(states(now()), [(67890, ServiceState::Active), (12345, ServiceState::Active)]);
    let too_late = Now { today: date(2028, 1, 15), ..now() };
    let still = |mut dates: Suspension| {
        // What was left of its time is left after the year as well.
        dates.delete_on = date(2027, 1, 20);
        ServiceState::Suspended(dates)
    };
    let ServiceState::Suspended(before) = services[0].state else { panic!("suspended above") };
    assert_eq!(states(too_late), [(67890, ServiceState::Active), (12345, still(before))]);
}

#[test]
fn what_does_not_fit_is_not_settled() {
    let services = guide().0.services().to_vec();
    let attempt = |order: Order, payment: Payment, services: &[Service]| {
        settle(&account(), order, payment, services, &Calendar::default(), now(), ids())
            .unwrap_err()
    };
    let (order, mut pending) = captured(Means::Prepaid);
    pending.state = PaymentState::Pending;
    assert_eq!(
        attempt(order, pending, &services),
        SettlementError::NotCaptured { order: order_id(1) }
    );

    let (order, mut short) = captured(Means::Prepaid);
    short.amount = eur("45.43");
    assert!(matches!(attempt(order, short, &services), SettlementError::OtherAmount { .. }));

    let (order, mut other) = captured(Means::Prepaid);
    other.id = payment_id(6);
    assert!(matches!(attempt(order, other, &services), SettlementError::State(_)));

    let (order, payment) = captured(Means::Prepaid);
    let missing = SettlementError::ServiceMoved { order: order_id(1), service: id(67890) };
    assert_eq!(attempt(order.clone(), payment.clone(), &services[..1]), missing);
    let mut moved = services.clone();
    moved[1].expiry = crate::Expiry::anchored_on(date(2028, 1, 15));
    assert_eq!(attempt(order, payment, &moved), missing);
}

#[test]
fn an_order_of_nothing_has_no_postings() {
    let (mut order, mut payment) = captured(Means::Fidelity);
    for line in &mut order.terms.lines {
        line.amount = eur("0");
    }
    order.terms.totals = crate::order::Totals::of(&order.terms.lines, Currency::Eur).unwrap();
    payment.amount = eur("0");
    let services = guide().0.services().to_vec();
    let settled =
        settle(&account(), order, payment, &services, &Calendar::default(), now(), ids()).unwrap();
    assert!(settled.postings.is_empty());
    assert_eq!(settled.extensions.len(), 2);
}

fn paid_order(terms: crate::order::OrderTerms, means: Means) -> (Order, Payment) {
    let order = Order { id: order_id(3), terms, state: crate::order::OrderState::Unpaid };
    let order = order.paying(payment_id(5), now().at).unwrap();
    let amount = order.terms.totals.gross;
    let state = PaymentState::Captured { at: later(1).at, reference: None };
    let payment =
        Payment { id: payment_id(5), order: order.id, means, amount, created_at: now().at, state };
    (order, payment)
}

#[test]
fn money_for_a_balance_is_held_and_not_billed() {
    use crate::means::MethodKind;
    use crate::order::{CreditOf, credit_terms};
    let card = || Means::Method(method(1, 2, MethodKind::CreditCard).id, MethodKind::CreditCard);
    for (of, expected) in [
        (CreditOf::Prepaid, vec!["clearing:creditCard 25.00 €", "prepaid -25.00 €"]),
        (
            CreditOf::Points,
            vec![
                "clearing:creditCard 0.25 €",
                "fidelity -0.25 €",
                "points -25 points",
                "pointsIssued 25 points",
            ],
        ),
    ] {
        let none = crate::means::Balances::empty(Currency::Eur);
        let terms = credit_terms(of, 25, none, &account(), now()).unwrap();
        let (order, payment) = paid_order(terms, card());
        let settled =
            settle(&account(), order, payment, &[], &Calendar::default(), later(1), ids()).unwrap();
        assert_eq!(shown(&settled), expected);
        assert_eq!((settled.bill, settled.extensions), (None, vec![]));
    }
}
