//! Every payment state against every outcome, and every guard before a charge.

use jiff::civil::date;

use super::*;
use crate::means::{MethodKind, MethodStatus, PaymentMethod};
use crate::order::{Order, StateRefusal};
use crate::samples::*;
use crate::service::{Service, ServiceState};
use crate::{PaymentMeanId, PaymentMethodId};

fn payment(state: PaymentState) -> Payment {
    Payment {
        id: payment_id(5),
        order: order_id(1),
        means: Means::Prepaid,
        amount: eur("45.44"),
        created_at: now().at,
        state,
    }
}

#[test]
fn every_state_takes_or_refuses_every_outcome() {
    let at = now().at;
    let states = [
        PaymentState::Pending,
        PaymentState::Unknown { since: at },
        PaymentState::Captured { at, reference: None },
        PaymentState::Declined { at, decline: Decline::Soft },
        PaymentState::Voided { at },
    ];
    let outcomes = [
        Outcome::Captured { reference: None },
        Outcome::Declined(Decline::Hard),
        Outcome::NoAnswer,
        Outcome::Voided,
    ];
    let cell = |state: &PaymentState, outcome: &Outcome| match payment(state.clone())
        .resolved(outcome.clone(), later(1).at)
    {
        Ok(Step::Changed(after)) => after.state.code(),
        Ok(Step::Unchanged) => "=",
        Err(_) => "!",
    };
    let table = states.map(|state| {
        let cells: Vec<&str> = outcomes.iter().map(|outcome| cell(&state, outcome)).collect();
        format!("{} | {}", state.code(), cells.join(" "))
    });
    assert_eq!(
        table,
        [
            "pending | captured declined unknown voided",
            "unknown | captured declined = voided",
            "captured | = ! = !",
            "declined | ! = = =",
            "voided | ! = = =",
        ]
    );
}

#[test]
fn a_contradiction_says_both_sides() {
    let voided = payment(PaymentState::Voided { at: now().at });
    let contradiction =
        voided.resolved(Outcome::Captured { reference: None }, now().at).unwrap_err();
    assert_eq!(
        contradiction.to_string(),
        "payment 5 was voided and is now said to be captured: ask the payment provider"
    );
}

struct Case {
    order: Order,
    services: Vec<Service>,
    methods: Vec<PaymentMethod>,
    balances: crate::means::Balances,
    now: crate::Now,
}

fn case() -> Case {
    let mut expired_card = method(81, 31, MethodKind::CreditCard);
    expired_card.expires_on = Some(date(2026, 10, 31));
    Case {
        order: guide_order(1),
        services: guide().0.services().to_vec(),
        methods: vec![method(80, 1234, MethodKind::Paypal), expired_card],
        balances: balances("45.43", "5000"),
        now: now(),
    }
}

fn try_start(case: &Case, choice: Choice) -> Result<Means, PayRefusal> {
    let payer = Payer {
        services: &case.services,
        methods: &case.methods,
        balances: case.balances,
        debts: &[],
    };
    let started = start(&case.order, &payer, choice, case.now, payment_id(5))?;
    assert_eq!(
        (started.amount, started.state),
        (case.order.terms.totals.gross, PaymentState::Pending)
    );
    Ok(started.means)
}

fn paypal(id: i64) -> Choice {
    Choice::Mean(MethodKind::Paypal, PaymentMeanId::try_new(id).ok())
}

#[test]
fn either_numbering_names_the_method() {
    let id = PaymentMethodId::try_new(80).unwrap();
    let means = Means::Method(id, MethodKind::Paypal);
    assert_eq!(try_start(&case(), paypal(1234)), Ok(means));
    assert_eq!(try_start(&case(), Choice::Method(id)), Ok(means));
    assert_eq!(try_start(&case(), Choice::Fidelity), Ok(Means::Fidelity));
}

#[test]
fn ids_of_the_two_numberings_are_never_mixed_up() {
    let refusal = try_start(&case(), paypal(80)).unwrap_err().to_string();
    assert_eq!(
        refusal,
        "paymentMeanId 80 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 80), \
         fidelityAccount"
    );
    let id = PaymentMethodId::try_new(1234).unwrap();
    assert!(matches!(
        try_start(&case(), Choice::Method(id)),
        Err(PayRefusal::UnknownMethod { asked: "paymentMethodId", id: 1234, .. })
    ));
}

#[test]
fn means_that_are_not_accepted_are_refused_with_those_that_are() {
    let wrong = Choice::Mean(MethodKind::BankAccount, None);
    assert_eq!(
        try_start(&case(), wrong).unwrap_err().to_string(),
        "This order can't be paid with 'bankAccount'; accepted here: \
         paypal (paymentMeanId 1234, paymentMethodId 80), fidelityAccount"
    );
    let expired = Choice::Mean(MethodKind::CreditCard, PaymentMeanId::try_new(31).ok());
    assert!(matches!(
        try_start(&case(), expired),
        Err(PayRefusal::NotAccepted { asked: "creditCard", .. })
    ));
    let no_id = Choice::Mean(MethodKind::Paypal, None);
    assert!(matches!(
        try_start(&case(), no_id),
        Err(PayRefusal::IdMissing { asked: "paypal", .. })
    ));
    assert_eq!(
        try_start(&case(), Choice::Prepaid).unwrap_err().to_string(),
        "the balance of ovhAccount is 45.43 €, the order is 45.44 €; accepted here: \
         paypal (paymentMeanId 1234, paymentMethodId 80), fidelityAccount"
    );
    let bare = Case { methods: vec![], balances: balances("0", "0"), ..case() };
    assert_eq!(
        try_start(&bare, wrong).unwrap_err().to_string(),
        "This order can't be paid with 'bankAccount'; accepted here: \
         nothing at the moment, register a payment method first"
    );
}

#[test]
fn an_unusable_method_is_not_charged() {
    for status in MethodStatus::ALL.into_iter().filter(|status| *status != MethodStatus::Valid) {
        let mut case = case();
        case.methods[0].status = status;
        assert!(
            matches!(try_start(&case, paypal(1234)), Err(PayRefusal::NotAccepted { .. })),
            "{status:?}"
        );
    }
}

#[test]
fn an_order_of_nothing_is_settled_from_a_balance() {
    let mut free = case();
    let totals = &mut free.order.terms.totals;
    (totals.net, totals.tax, totals.gross) = (eur("0"), eur("0"), eur("0"));
    free.balances = balances("0", "0");
    assert_eq!(try_start(&free, Choice::Fidelity), Ok(Means::Fidelity));
    assert_eq!(try_start(&free, Choice::Prepaid), Ok(Means::Prepaid));
    assert!(matches!(try_start(&free, paypal(1234)), Err(PayRefusal::NotAccepted { .. })));
}

#[test]
fn a_period_is_not_paid_twice() {
    let mut moved = case();
    moved.services[0].expiry = crate::Expiry::anchored_on(date(2028, 1, 15));
    assert_eq!(
        try_start(&moved, paypal(1234)),
        Err(PayRefusal::PeriodTaken {
            service: id(12345),
            starts_on: date(2027, 1, 15),
            expires_on: date(2028, 1, 15),
        })
    );
    let mut busy = case();
    busy.services[1].held_by = Some(order_id(2));
    assert_eq!(
        try_start(&busy, paypal(1234)),
        Err(PayRefusal::ServiceBeingPaid { service: id(67890), order: order_id(2) })
    );
}

#[test]
fn a_service_that_is_gone_is_not_paid() {
    let mut gone = case();
    gone.services[1].state = ServiceState::Deleted;
    assert_eq!(try_start(&gone, paypal(1234)), Err(PayRefusal::ServiceGone { service: id(67890) }));
    gone.services.remove(1);
    assert_eq!(try_start(&gone, paypal(1234)), Err(PayRefusal::ServiceGone { service: id(67890) }));
}

#[test]
fn the_state_of_the_order_is_the_first_guard() {
    let paying = case().order.paying(payment_id(4), now().at).unwrap();
    let in_doubt = StateRefusal::PaymentInProgress { order: order_id(1), payment: payment_id(4) };
    let settled = paying.clone().settled(payment_id(4), now().at).unwrap();
    for (order, refusal) in
        [(paying, in_doubt), (settled, StateRefusal::AlreadyPaid { order: order_id(1) })]
    {
        let case = Case { order, services: vec![], ..case() };
        assert_eq!(try_start(&case, Choice::Prepaid), Err(PayRefusal::State(refusal)));
    }
    let late = Case { now: later(24), ..case() };
    assert!(matches!(
        try_start(&late, paypal(1234)),
        Err(PayRefusal::State(StateRefusal::Expired { .. }))
    ));
}

#[test]
fn what_can_be_registered_pays_what_can_be_paid() {
    let kinds = |case: &Case| {
        let Case { services, methods, balances, .. } = case;
        let payer = Payer { services, methods, balances: *balances, debts: &[] };
        acceptable_kinds(&case.order, &payer, case.now)
    };
    let registrable = [MethodKind::BankAccount, MethodKind::CreditCard, MethodKind::Paypal];
    let mut known = kinds(&case());
    known.sort();
    assert_eq!(known, registrable);
    assert_eq!(kinds(&Case { now: later(24), ..case() }), [], "its time is over");
    let mut sold = case();
    sold.services.iter_mut().for_each(|service| service.state = ServiceState::Deleted);
    assert_eq!(kinds(&sold), [], "a service is gone");
    let mut free = case();
    free.order.terms.totals.gross = eur("0");
    assert_eq!(kinds(&free), [], "nothing is charged for nothing");
}
