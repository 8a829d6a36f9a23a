//! Registrations: every step in every state.

use jiff::civil::date;

use super::*;
use crate::means::card::Card;
use crate::samples::{self, name, now};

fn ids() -> (PaymentMethodId, PaymentMeanId) {
    (PaymentMethodId::try_new(1).unwrap(), PaymentMeanId::try_new(11).unwrap())
}

fn card() -> Instrument {
    Instrument::Card(Card::parse("4242424242424242", "05/28", samples::TODAY).unwrap())
}

fn request(kind: MethodKind) -> Request {
    let returns = Returns::default();
    Request { kind, description: None, makes_default: false, returns, instrument: None }
}

fn begun(kind: MethodKind) -> (PaymentMethod, Registration) {
    begin(request(kind), ids(), &[], Currency::Eur, (now().at, now().at)).unwrap()
}

#[test]
fn a_card_is_registered_step_by_step() {
    let (method, registration) = begun(MethodKind::CreditCard);
    assert_eq!(method.status, MethodStatus::Validating);
    assert!(!method.is_usable(samples::TODAY), "nobody knows yet what it is");
    let early = enter_code(method.clone(), registration.clone(), true, now().at);
    assert_eq!(early, Err(MethodRefusal::DetailsWanted { method: method.id }));
    let (method, registration) = describe(method, registration, card(), now().at).unwrap();
    assert_eq!(method.label.as_ref().unwrap().as_str(), "**** **** **** 4242");
    assert_eq!(method.expires_on, Some(date(2028, 5, 31)));
    assert!(!method.is_usable(samples::TODAY), "nobody knows yet whose it is");
    let again = describe(method.clone(), registration.clone(), card(), now().at);
    assert_eq!(again, Err(MethodRefusal::DetailsGiven { method: method.id }));
    let (method, rest) = enter_code(method, registration, true, now().at).unwrap();
    assert!(method.is_usable(samples::TODAY) && rest.is_none());
}

#[test]
fn a_registration_is_finished_when_its_holder_has_confirmed() {
    let (method, registration) = begun(MethodKind::CreditCard);
    let (method, registration) = describe(method, registration, card(), now().at).unwrap();
    let id = method.id;
    let unfinished = check_finished(&method, None, samples::TODAY);
    assert_eq!(unfinished, Err(MethodRefusal::NotConfirmed { method: id }));
    let (method, _) = enter_code(method, registration, true, now().at).unwrap();
    for ends in [None, Some(date(2028, 5, 31))] {
        assert_eq!(check_finished(&method, ends, samples::TODAY), Ok(()));
    }
    let other = check_finished(&method, Some(date(2028, 6, 30)), samples::TODAY);
    assert_eq!(other, Err(MethodRefusal::OtherExpiry { method: id }));
    let late = check_finished(&method, None, date(2028, 6, 1));
    let status = MethodStatus::Expired;
    assert_eq!(late, Err(MethodRefusal::NotUnderWay { method: id, status }));
}

#[test]
fn the_third_wrong_code_is_the_last() {
    let (method, registration) = begun(MethodKind::CreditCard);
    let (mut method, registration) = describe(method, registration, card(), now().at).unwrap();
    let mut registration = Some(registration);
    for wrong in 1..WRONG_CODES_MAX {
        (method, registration) =
            enter_code(method, registration.unwrap(), false, now().at).unwrap();
        assert_eq!(registration.as_ref().unwrap().wrong_codes, wrong);
        assert_eq!(method.status, MethodStatus::Validating);
    }
    let (method, registration) =
        enter_code(method, registration.unwrap(), false, now().at).unwrap();
    assert_eq!((method.status, registration), (MethodStatus::Rejected, None));
}

#[test]
fn details_are_of_the_kind_that_is_registered() {
    let (method, registration) = begun(MethodKind::Paypal);
    let refused = describe(method, registration, card(), now().at).unwrap_err();
    assert_eq!(refused.to_string(), "payment method 1 is a PAYPAL: give what belongs to one");
}

#[test]
fn what_can_be_registered_depends_on_the_currency() {
    let refused = |kind, currency| {
        begin(request(kind), ids(), &[], currency, (now().at, now().at)).unwrap_err().to_string()
    };
    assert_eq!(
        refused(MethodKind::DeferredPaymentAccount, Currency::Eur),
        "DEFERRED_PAYMENT_ACCOUNT cannot be registered here; what can be is CREDIT_CARD, PAYPAL, SEPA_DIRECT_DEBIT"
    );
    assert_eq!(
        refused(MethodKind::BankAccount, Currency::Pln),
        "SEPA_DIRECT_DEBIT cannot be registered here; what can be is CREDIT_CARD, PAYPAL"
    );
}

#[test]
fn an_account_has_so_many_methods_and_no_more() {
    let held: Vec<_> =
        (0..100).map(|n| samples::method(n + 1, n + 1, MethodKind::Paypal)).collect();
    let begin = |held: &[PaymentMethod]| {
        let at = (now().at, now().at);
        begin(request(MethodKind::Paypal), ids(), held, Currency::Eur, at)
    };
    assert_eq!(begin(&held[..METHODS_MAX]), Err(MethodRefusal::TooMany { count: METHODS_MAX }));
    let mut held = held[..METHODS_MAX].to_vec();
    held[0].status = MethodStatus::Canceled;
    assert!(begin(&held).is_ok(), "what is given up does not count");
}

#[test]
fn there_is_one_default_and_the_first_method_is_it() {
    let defaults = |methods: &[PaymentMethod]| -> Vec<i64> {
        methods.iter().filter(|one| one.is_default).map(|one| one.id.get()).collect()
    };
    let first = samples::method(1, 1, MethodKind::Paypal);
    let second = samples::method(2, 2, MethodKind::Paypal);
    let held = [first.clone(), second.clone()];
    let held = admit(&held, &first, false);
    assert_eq!(defaults(&held), [1], "without a default it is the first");
    assert_eq!(defaults(&admit(&held, &second, false)), [1], "nobody asked for another one");
    let held = admit(&held, &second, true);
    assert_eq!(defaults(&held), [2]);
    let mut failed = held;
    failed[1].status = MethodStatus::Failed;
    assert_eq!(defaults(&admit(&failed, &first, false)), [1], "the default is of no use");
}

#[test]
fn a_paypal_agreement_is_known_by_its_address() {
    let (method, registration) = begun(MethodKind::Paypal);
    let address = Instrument::Paypal(name("alice@example.com"));
    let (method, _) = describe(method, registration, address, now().at).unwrap();
    assert_eq!(method.label, Some(name("alice@example.com")));
    for wanted in [Wanted::Details, Wanted::Code] {
        assert_eq!(Wanted::from_code(wanted.code()), Some(wanted));
    }
}
