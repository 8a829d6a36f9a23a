//! Debts: what is taken back, how each state goes on, and what is owed.

use jiff::civil::date;

use super::*;
use crate::means::{Balances, MethodKind};
use crate::order::{Category, Order, OrderState};
use crate::payment::{Choice, PayRefusal, Payer, start};
use crate::samples::{eur, later, method, name, now, order_id, payment_id};
use crate::{Currency, PaymentMethodId};

fn debt_id(value: i64) -> DebtId {
    DebtId::try_new(value).unwrap()
}

fn payment() -> Payment {
    let means = Means::Method(PaymentMethodId::MIN, MethodKind::Paypal);
    let state = PaymentState::Captured { at: now().at, reference: None };
    let (id, order, amount) = (payment_id(5), order_id(1), eur("45.44"));
    Payment { id, order, means, amount, created_at: now().at, state }
}

fn taken(payment: &Payment, amount: &str, debts: &[Debt]) -> Result<Step<Debt>, ReversalRefusal> {
    take_back(payment, (&name("R-1"), eur(amount)), debts, debt_id(9), now())
}

fn debt(id: i64, state: DebtState) -> Debt {
    let debt = taken(&payment(), "45.44", &[]).unwrap().changed().unwrap();
    Debt { id: debt_id(id), state, ..debt }
}

fn in_every_state() -> [Debt; 4] {
    [
        debt(1, DebtState::Open),
        debt(2, DebtState::BeingPaid { order: order_id(70) }),
        debt(3, DebtState::Paid { order: order_id(71), at: now().at }),
        debt(4, DebtState::WrittenOff { at: now().at, reason: name("bankrupt") }),
    ]
}

fn order(id: i64, debts: &[Debt]) -> Order {
    let terms = debt_terms(debts, now()).unwrap();
    Order { id: order_id(id), terms, state: OrderState::Unpaid }
}

#[test]
fn what_was_taken_back_is_owed_once() {
    let debt = taken(&payment(), "45.44", &[]).unwrap().changed().unwrap();
    assert_eq!((debt.order, debt.payment, debt.amount), (order_id(1), payment_id(5), eur("45.44")));
    assert_eq!((debt.state.clone(), debt.due_on), (DebtState::Open, date(2026, 11, 30)));
    let known = [debt];
    assert_eq!(taken(&payment(), "45.44", &known), Ok(Step::Unchanged), "told again");
    let again = take_back(&payment(), (&name("R-2"), eur("1")), &known, debt_id(10), now());
    assert_eq!(
        again.unwrap_err().to_string(),
        "payment 5 was taken back before (debt 9), and is said to have been once more (R-2): ask the payment provider"
    );
}

#[test]
fn what_was_not_paid_is_not_taken_back() {
    let refused = |payment: &Payment, amount: &str| taken(payment, amount, &[]).unwrap_err();
    for amount in ["0", "-1", "45.45", "0.001"] {
        assert!(matches!(refused(&payment(), amount), ReversalRefusal::Amount { .. }), "{amount}");
    }
    let pending = Payment { state: PaymentState::Pending, ..payment() };
    assert!(matches!(refused(&pending, "45.44"), ReversalRefusal::NotCaptured { .. }));
    for means in [Means::Prepaid, Means::Fidelity] {
        let held = Payment { means, ..payment() };
        assert!(matches!(refused(&held, "45.44"), ReversalRefusal::NotCharged { .. }));
    }
    let payout = Payment { amount: eur("-5"), ..payment() };
    assert!(matches!(refused(&payout, "5"), ReversalRefusal::NotCharged { .. }));
    assert_eq!(taken(&payment(), "0.01", &[]).unwrap().changed().unwrap().amount, eur("0.01"));
}

#[test]
fn the_books_have_the_debt_until_it_is_paid_or_lost() {
    let [open, rest @ ..] = in_every_state();
    let id = LedgerTransactionId::MIN;
    let posting = open.posting(payment().means, id).unwrap();
    let entries: Vec<_> = posting.entries().iter().map(|e| (e.account, e.amount)).collect();
    let clearing = LedgerAccount::Clearing(MethodKind::Paypal);
    assert_eq!(entries, [(LedgerAccount::Receivable, eur("45.44")), (clearing, eur("-45.44"))]);
    for other in rest {
        assert!(other.written_off(name("gone"), now().at, id).is_err());
    }
    let (written_off, posting) = open.written_off(name("gone"), now().at, id).unwrap();
    assert!(!written_off.state.is_owed());
    let entries: Vec<_> = posting.entries().iter().map(|e| (e.account, e.amount)).collect();
    assert_eq!(
        entries,
        [(LedgerAccount::Loss, eur("45.44")), (LedgerAccount::Receivable, eur("-45.44"))]
    );
}

#[test]
fn an_order_is_for_what_is_open_and_is_no_sale() {
    let mut debts = in_every_state().to_vec();
    debts.push(debt(5, DebtState::Open));
    let terms = debt_terms(&debts, now()).unwrap();
    let of: Vec<_> = terms.debts().collect();
    assert_eq!(of, [(debt_id(1), eur("45.44")), (debt_id(5), eur("45.44"))]);
    assert_eq!((terms.totals.gross, terms.totals.tax), (eur("90.88"), eur("0")));
    assert!(!terms.category.is_sale() && terms.category == Category::Debt);
    let one = debt_terms(&debts[..1], now()).unwrap();
    assert!(!one.sells_the_same(&terms) && one.sells_the_same(&one));
    let other = debt_terms(&debts[4..], now()).unwrap();
    assert!(!one.sells_the_same(&other), "another debt of the same amount");
}

#[test]
fn what_is_not_open_is_not_ordered() {
    let said = |debts: &[Debt]| debt_terms(debts, now()).unwrap_err().to_string();
    let [_, being_paid, paid, written_off] = in_every_state();
    assert_eq!(said(&[]), "Nothing to pay");
    assert_eq!(said(&[paid.clone(), written_off.clone()]), "Nothing to pay");
    assert_eq!(
        said(std::slice::from_ref(&paid)),
        "debt 3 was paid by order 71: nothing of it is left to pay"
    );
    assert_eq!(
        said(&[written_off]),
        "debt 4 was written off at 2026-11-23T12:00:00Z: nothing of it is left to pay"
    );
    let waiting = "debt 2 is in order 70, which is being paid; wait for its outcome";
    assert_eq!(said(&[paid, being_paid.clone()]), waiting);
    assert_eq!(said(&[being_paid]), waiting);
}

/// Every state against every transition, for an order that the debt waits for and for another one.
#[test]
fn every_state_takes_or_refuses_every_transition() {
    for debt in in_every_state() {
        let open = Debt { state: DebtState::Open, ..debt.clone() };
        for asks in [70, 99].map(|id| order(id, std::slice::from_ref(&open))) {
            let debts = [debt.clone()];
            let is_open = debt.state == DebtState::Open;
            let waits = debt.state == DebtState::BeingPaid { order: asks.id };
            assert_eq!(check_open(&asks, &debts).is_ok(), is_open);
            assert_eq!(hold(&asks, &debts).is_ok(), is_open, "{debt:?}");
            assert_eq!(release(&asks, &debts).is_ok(), waits, "{debt:?}");
            let paid = pay_off(&asks, &debts, now().at);
            assert_eq!(paid.is_ok(), is_open || waits, "{debt:?}");
            if let Ok(paid) = paid {
                let state = DebtState::Paid { order: asks.id, at: now().at };
                assert_eq!(paid, [Debt { state, ..debt.clone() }]);
            }
        }
    }
    let gone = order(70, &in_every_state());
    assert!(matches!(hold(&gone, &[]), Err(DebtRefusal::OtherOrder { .. })));
}

#[test]
fn money_pays_a_debt_and_points_do_not() {
    let debts = [debt(1, DebtState::Open)];
    let asked = order(8, &debts);
    let methods = [method(5001, 1234, MethodKind::Paypal)];
    let balances = Balances {
        prepaid: eur("100"),
        fidelity: Money::parse("99999", Currency::Points).unwrap(),
    };
    let payer = Payer { services: &[], methods: &methods, balances, debts: &debts };
    let pay = |choice| start(&asked, &payer, choice, now(), payment_id(6));
    assert_eq!(pay(Choice::Prepaid).unwrap().means, Means::Prepaid);
    assert!(pay(Choice::Method(methods[0].id)).is_ok());
    let refused = pay(Choice::Fidelity).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "This order can't be paid with 'fidelityAccount'; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), ovhAccount"
    );
    let [_, being_paid, ..] = in_every_state();
    let held = [Debt { id: debts[0].id, ..being_paid }];
    let payer = Payer { debts: &held, ..payer };
    let refused = start(&asked, &payer, Choice::Prepaid, now(), payment_id(6));
    assert!(matches!(refused, Err(PayRefusal::Debt(DebtRefusal::BeingPaid { .. }))));
}

#[test]
fn what_is_owed_has_parts() {
    let mut debts = in_every_state().to_vec();
    let late = Debt { due_on: date(2026, 11, 22), ..debt(5, DebtState::Open) };
    assert_eq!(late.status_on(late.due_on), DebtStatus::Unmatured);
    assert_eq!(late.status_on(now().today), DebtStatus::Overdue);
    debts.push(late);
    let statuses: Vec<_> = debts.iter().map(|debt| debt.status_on(now().today)).collect();
    use DebtStatus::{Overdue, Paid, Unmatured, WrittenOff};
    assert_eq!(statuses, [Unmatured, Unmatured, Paid, WrittenOff, Overdue]);
    let owed = Owed::of(&debts, Currency::Eur, now().today).unwrap();
    let each = eur("45.44");
    assert_eq!(owed, Owed { pending: each, overdue: each, unmatured: each });
    assert_eq!(owed.payable(), Ok(eur("90.88")));
    let owed = Owed::of(&debts, Currency::Eur, later(24 * 8).today).unwrap();
    assert_eq!((owed.overdue, owed.unmatured), (eur("90.88"), eur("0")));
    assert!(Owed::of(&debts, Currency::Usd, now().today).is_err());
}
