//! Money that goes into the prepaid account and out of it, points that are bought, and what the books say of both.

use expect_test::expect;
use perennial_core::order::{CancelReason, CreditOf, OrderState, WithdrawRefusal, WithdrawRequest};
use perennial_core::payment::{Choice, PayRefusal};
use perennial_core::{Order, PaymentMeanId};
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_engine::{AlertOf, EngineError, Idempotency};
use perennial_store::CrashPoint;
use perennial_store::testing::each_database;
use perennial_testkit::{Customer, Holding, TestApp, card, each_app, money, paypal, points};

use crate::support::told;

/// The guide's customer with a bank account that does what was ordered.
pub(crate) fn with_bank(outcomes: &[Outcome]) -> Holding {
    let mut holding = Holding::everything();
    let banks = holding.methods.iter_mut().filter(|(id, ..)| *id == 5003);
    banks.for_each(|(_, _, _, ordered)| *ordered = outcomes.to_vec());
    holding
}

async fn credit(customer: &Customer, of: CreditOf, units: i64) -> Order {
    customer.engine().order_credit(&customer.context(), of, units, None).await.unwrap()
}

pub(crate) async fn withdraw(customer: &Customer, units: i64) -> Result<Order, EngineError> {
    let request = WithdrawRequest { units, bank_account: PaymentMeanId::try_new(3333).unwrap() };
    customer.engine().withdraw(&customer.context(), request, None).await
}

async fn prepaid(customer: &Customer) -> String {
    let view = customer.engine().balance(customer.account, AlertOf::Prepaid).await.unwrap();
    view.stored.balances.prepaid.to_string()
}

/// The movements of the prepaid account, a line for each: by how much, and what there was afterwards.
async fn moved(customer: &Customer) -> String {
    let movements = customer.engine().movements(customer.account, AlertOf::Prepaid).await.unwrap();
    movements.iter().map(|m| format!("{} -> {}\n", m.amount, m.after)).collect()
}

#[tokio::test]
async fn money_is_paid_in_spent_and_paid_out() {
    each_app(async |app| {
        let alice = app.customer("alice", &with_bank(&[])).await;
        app.advance(jiff::SignedDuration::from_mins(1));
        let order = credit(&alice, CreditOf::Prepaid, 25).await;
        assert_eq!(credit(&alice, CreditOf::Prepaid, 25).await, order, "it is answered again");
        assert_eq!(prepaid(&alice).await, "50.00 €", "an order alone moves nothing");
        alice.pay(order.id, card()).await.unwrap();
        assert_eq!(prepaid(&alice).await, "75.00 €");
        let bill = app.engine.bill_of_order(alice.account, order.id).await.unwrap();
        assert_eq!(bill, None, "it is no sale");

        app.advance(jiff::SignedDuration::from_mins(1));
        let renewal = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        alice.pay(renewal, Choice::Prepaid).await.unwrap();
        app.advance(jiff::SignedDuration::from_mins(1));
        let paid_out = withdraw(&alice, 20).await.unwrap();
        assert!(matches!(paid_out.state, OrderState::Settled { .. }));
        expect![[r#"
            50.00 € -> 50.00 €
            25.00 € -> 75.00 €
            -45.44 € -> 29.56 €
            -20.00 € -> 9.56 €
        "#]]
        .assert_eq(&moved(&alice).await);
        assert_eq!(prepaid(&alice).await, "9.56 €");
        let bills = app.engine.bills_paid_from(alice.account, order.id).await.unwrap();
        assert_eq!(bills.len(), 0, "what was there first is spent first");
        app.advance(jiff::SignedDuration::from_mins(1));
        let renewal = alice.renew(112_233, "P1M").await;
        let bills = app.engine.bills_paid_from(alice.account, order.id).await.unwrap();
        let paid: Vec<_> = bills.iter().map(|bill| bill.order).collect();
        assert!(!paid.contains(&renewal), "that was paid with PayPal");
    })
    .await;
}

#[tokio::test]
async fn points_are_bought_for_a_cent_each() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = credit(&alice, CreditOf::Points, 500).await;
        assert_eq!(order.terms.totals.gross, money("5"));
        alice.pay(order.id, paypal()).await.unwrap();
        let view = app.engine.balance(alice.account, AlertOf::Points).await.unwrap();
        assert_eq!(view.stored.balances.fidelity, points("10500"));
    })
    .await;
}

#[tokio::test]
async fn no_balance_and_nothing_that_is_paid_later_pays_for_a_balance() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::everything()).await;
        let order = credit(&alice, CreditOf::Prepaid, 5).await.id;
        for choice in [Choice::Prepaid, Choice::Fidelity] {
            let refused = alice.pay(order, choice).await;
            assert!(
                matches!(refused, Err(EngineError::Pay(PayRefusal::NotAccepted { .. }))),
                "{refused:?}"
            );
        }
        let kind = perennial_core::means::MethodKind::DeferredPaymentAccount;
        let later = Choice::Mean(kind, PaymentMeanId::try_new(4444).ok());
        let refused = told(&alice.pay(order, later).await);
        assert!(refused.starts_with("Forbidden: This order can't be paid with"), "{refused}");
        assert_eq!(prepaid(&alice).await, "50.00 €");
    })
    .await;
}

#[tokio::test]
async fn money_that_cannot_be_paid_out_is_on_the_account_again() {
    each_app(async |app| {
        let outcomes = [Outcome::DeclineHard, Outcome::NoAnswerThenDecline];
        let alice = app.customer("alice", &with_bank(&outcomes)).await;
        let declined = withdraw(&alice, 30).await;
        assert!(matches!(declined, Err(EngineError::Declined { .. })), "{declined:?}");
        assert_eq!(prepaid(&alice).await, "50.00 €");

        let doubtful = withdraw(&alice, 30).await.unwrap();
        assert!(matches!(doubtful.state, OrderState::Paying { .. }));
        assert_eq!(prepaid(&alice).await, "20.00 €", "it cannot be spent meanwhile");
        app.audit().await;
        app.reconcile_later().await;
        let state = alice.order_state(doubtful.id).await;
        let OrderState::Cancelled { reason, .. } = state else { panic!("{state:?}") };
        assert_eq!(reason, CancelReason::NotPaidOut);
        assert_eq!(prepaid(&alice).await, "50.00 €");
    })
    .await;
}

#[tokio::test]
async fn a_balance_is_paid_out_once_however_many_ask_for_it() {
    each_app(async |app| {
        let alice = app.customer("alice", &with_bank(&[])).await;
        let (one, two, three) =
            tokio::join!(withdraw(&alice, 50), withdraw(&alice, 50), withdraw(&alice, 50));
        let results = [one, two, three];
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        for refused in results.iter().filter_map(|result| result.as_ref().err()) {
            let is_refused =
                matches!(refused, EngineError::Withdraw(WithdrawRefusal::BalanceTooLow { .. }));
            assert!(is_refused, "{refused}");
        }
        assert_eq!(prepaid(&alice).await, "0.00 €");
    })
    .await;
}

#[tokio::test]
async fn the_same_request_under_a_key_pays_out_once() {
    each_app(async |app| {
        let alice = app.customer("alice", &with_bank(&[])).await;
        let bank_account = PaymentMeanId::try_new(3333).unwrap();
        let pay_out = async |units: i64| {
            let key = Idempotency::new("key", units.to_string().as_bytes());
            let request = WithdrawRequest { units, bank_account };
            app.engine.withdraw(&alice.context(), request, Some(&key)).await
        };
        let first = pay_out(10).await.unwrap();
        assert_eq!(pay_out(10).await.unwrap(), first);
        assert!(matches!(pay_out(11).await, Err(EngineError::KeyReused)));
        assert_eq!(prepaid(&alice).await, "40.00 €");
    })
    .await;
}

/// Wherever the process dies, the money is at the bank or on the account, and never in both places or in none.
#[tokio::test]
async fn a_crash_loses_no_money_that_is_being_paid_out() {
    let runs = {
        let app = TestApp::new().await;
        let alice = app.customer("alice", &with_bank(&[])).await;
        app.writes_of(withdraw(&alice, 30)).await
    };
    assert_eq!(runs, 3, "the intent, the gateway's books, the outcome");
    for write in 1..=runs {
        for point in [CrashPoint::BeforeWrite(write), CrashPoint::AfterWrite(write)] {
            each_database(async |database| {
                let app = TestApp::on(database.database()).await;
                let alice = app.customer("alice", &with_bank(&[])).await;
                app.faults.crash_at(point);
                let _ = withdraw(&alice, 30).await;
                let app = app.restarted().await;
                let alice = alice.at(&app);
                app.reconcile_later().await;
                app.audit().await;
                let charges = alice.charges().await;
                let taken = charges.iter().any(|(outcome, _)| outcome == "captured");
                let expected = if taken { "20.00 €" } else { "50.00 €" };
                assert_eq!(prepaid(&alice).await, expected, "{point:?} {charges:?}");
                let open = alice.orders().await;
                let is_open = |order: &Order| matches!(order.state, OrderState::Paying { .. });
                assert!(!open.iter().any(is_open), "{point:?}");
            })
            .await;
        }
    }
}
