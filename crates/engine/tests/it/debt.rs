//! What was paid and taken back: it is owed, and paid again once; services stay as they are.

mod crash;

use std::collections::BTreeMap;

use expect_test::expect;
use jiff::SignedDuration;
use perennial_core::debt::{Debt, DebtRefusal, DebtState, DebtStatus};
use perennial_core::journal::Action;
use perennial_core::order::{CancelReason, CreditOf, OrderState};
use perennial_core::payment::{Choice, Outcome, PayRefusal};
use perennial_core::renew::{ArrangeRefusal, Flags};
use perennial_core::text::Name;
use perennial_core::{Currency, Money, Order, OrderId, PaymentMethodId};
use perennial_engine::gateway::sandbox::Order as Does;
use perennial_engine::gateway::{NotTakenBack, Reversal};
use perennial_engine::{
    Class, DebtsOf, EngineError, Idempotency, OperationState, Renewal, ServiceUpdate,
};
use perennial_testkit::{
    Customer, Holding, TestApp, card, each_app, each_app_and_gateway, money, paypal, service_id,
};

use crate::support::told;

/// The method behind [`paypal`].
fn agreement() -> PaymentMethodId {
    PaymentMethodId::try_new(5001).unwrap()
}

/// Has the gateway take back what PayPal has paid for an order, and is told of it.
async fn take_back(app: &TestApp, customer: &Customer, order: OrderId) -> Debt {
    let taken = app.engine.order_sandbox_reversal(customer.account, agreement(), order).await;
    taken.unwrap();
    assert_eq!(app.reconcile_later().await.payments_reversed, 1);
    customer.engine().require_debt_of(customer.account, order).await.unwrap()
}

/// A service that was renewed, and whose payment was taken back.
async fn in_debt(app: &TestApp, customer: &Customer, service: i64) -> Debt {
    let period = if service == 112_233 { "P1M" } else { "P1Y" };
    let order = customer.order(service, period, &[]).await.unwrap().id;
    customer.pay(order, paypal()).await.unwrap();
    take_back(app, customer, order).await
}

async fn ask(customer: &Customer, of: DebtsOf) -> Result<Order, EngineError> {
    customer.engine().order_debt(&customer.context(), of, None).await
}

async fn debts(customer: &Customer) -> Vec<Debt> {
    customer.engine().debts(customer.account).await.unwrap()
}

async fn states(customer: &Customer) -> Vec<&'static str> {
    debts(customer).await.iter().map(|debt| debt.state.code()).collect()
}

/// What stands in the ledger, without what stands at nothing.
async fn books(customer: &Customer) -> String {
    let mut sums = BTreeMap::new();
    for posted in customer.engine().store().ledger(customer.account).await.unwrap() {
        let amount = posted.entry.amount;
        let sum = sums.entry(posted.entry.account.code()).or_insert(Money::zero(amount.currency()));
        *sum = sum.checked_add(amount).unwrap();
    }
    let wanted = ["clearing:paypal", "loss", "prepaid", "receivable"];
    let wanted = wanted.iter().filter_map(|code| Some(format!("{code} {}", sums.get(*code)?)));
    wanted.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn what_was_taken_back_is_owed_and_what_it_paid_for_stays() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.renew(112_233, "P1M").await;
        let expiry = alice.expiry(112_233).await;
        assert_eq!(books(&alice).await, "clearing:paypal 3.59 €, prepaid -50.00 €");
        let debt = take_back(app, &alice, order).await;
        let amount = alice.orders().await[0].terms.totals.gross;
        assert_eq!((debt.amount, debt.state.clone(), debt.order), (amount, DebtState::Open, order));
        assert_eq!(
            books(&alice).await,
            "clearing:paypal 0.00 €, prepaid -50.00 €, receivable 3.59 €"
        );
        // Nothing is undone, and nothing is done twice.
        assert_eq!(alice.expiry(112_233).await, expiry);
        assert!(matches!(alice.order_state(order).await, OrderState::Settled { .. }));
        assert!(app.engine.bill_of_order(alice.account, order).await.unwrap().is_some());
        assert_eq!(app.reconcile_later().await.payments_reversed, 0);
        assert_eq!(debts(&alice).await.len(), 1);
        let again = app.engine.order_sandbox_reversal(alice.account, agreement(), order).await;
        assert!(matches!(again, Err(EngineError::NotTakenBack(NotTakenBack::Before { .. }))));
        // It is told of, and overdue after a week.
        let notices = app.engine.notice_ids(alice.account).await.unwrap();
        let (notice, (subject, _)) =
            app.engine.require_notice(alice.account, *notices.last().unwrap()).await.unwrap();
        assert_eq!(notice.kind.code(), "paymentReversed");
        assert!(subject.contains(&order.to_string()), "{subject}");
        let today = app.engine.clock().now().today;
        assert_eq!(debt.status_on(today), DebtStatus::Unmatured);
        app.advance(SignedDuration::from_hours(8 * 24));
        let owed = app.engine.owed(alice.account).await.unwrap();
        assert_eq!((owed.overdue, owed.unmatured), (amount, money("0")));
    })
    .await;
}

#[tokio::test]
async fn a_debt_is_paid_with_an_order_of_its_own() {
    each_app(async |app| {
        for (name, choice, expected) in [
            ("alice", paypal(), "clearing:paypal 3.59 €, prepaid -50.00 €, receivable 0.00 €"),
            ("bob", Choice::Prepaid, "clearing:paypal 0.00 €, prepaid -46.41 €, receivable 0.00 €"),
        ] {
            let alice = app.customer(name, &Holding::guide()).await;
            let debt = in_debt(app, &alice, 112_233).await;
            let order = ask(&alice, DebtsOf::Debt(debt.id)).await.unwrap();
            assert_eq!(order.terms.totals.gross, debt.amount);
            assert_eq!(order.terms.totals.tax, money("0"), "it was taxed when it was sold");
            for of in [DebtsOf::Debt(debt.id), DebtsOf::Order(debt.order), DebtsOf::Account] {
                assert_eq!(ask(&alice, of).await.unwrap(), order, "it is answered again");
            }
            let refused = told(&alice.pay(order.id, Choice::Fidelity).await);
            assert!(refused.starts_with("Forbidden: This order can't be paid with"), "{refused}");
            alice.pay(order.id, choice).await.unwrap();
            assert_eq!(states(&alice).await, ["paid"]);
            assert_eq!(books(&alice).await, expected);
            let bill = app.engine.bill_of_order(alice.account, order.id).await.unwrap();
            assert_eq!(bill, None, "it is no sale");
            let paid = told(&ask(&alice, DebtsOf::Debt(debt.id)).await.map(|_| ()));
            expect!["Conflict: debt … was paid by order …: nothing of it is left to pay"]
                .assert_eq(&crate::support::without_ids(&paid));
            let nothing = told(&ask(&alice, DebtsOf::Account).await.map(|_| ()));
            assert_eq!(nothing, "Conflict: Nothing to pay");
        }
    })
    .await;
}

#[tokio::test]
async fn two_orders_for_one_debt_are_not_both_paid() {
    each_app(async |app| {
        let outcomes = [Does::Approve, Does::Approve, Does::NoAnswerThenDecline];
        let alice = app.customer("alice", &Holding::guide_with_outcomes(&outcomes)).await;
        let first = in_debt(app, &alice, 112_233).await;
        let second = in_debt(app, &alice, 12345).await;
        let one = ask(&alice, DebtsOf::Debt(first.id)).await.unwrap();
        let all = ask(&alice, DebtsOf::Account).await.unwrap();
        assert_ne!(one.id, all.id);
        assert_eq!(all.terms.debts().count(), 2);

        // While the payment of one is in doubt, the other is not paid, and no third is placed.
        let doubt = alice.pay(one.id, paypal()).await;
        assert!(matches!(doubt, Err(EngineError::InDoubt { .. })), "{doubt:?}");
        assert_eq!(states(&alice).await, ["beingPaid", "open"]);
        let refused = alice.pay(all.id, Choice::Prepaid).await.unwrap_err();
        assert!(
            matches!(refused, EngineError::Pay(PayRefusal::Debt(DebtRefusal::BeingPaid { .. }))),
            "{refused}"
        );
        let refused = ask(&alice, DebtsOf::Order(first.order)).await.unwrap_err();
        assert!(matches!(refused, EngineError::Debt(DebtRefusal::BeingPaid { .. })), "{refused}");
        let rest = ask(&alice, DebtsOf::Account).await.unwrap();
        assert_eq!(rest.terms.debts().map(|(debt, _)| debt).collect::<Vec<_>>(), [second.id]);
        app.audit().await;

        // It comes to nothing: both can be paid again, and are with the order for all.
        app.reconcile_later().await;
        assert_eq!(states(&alice).await, ["open", "open"]);
        alice.pay(all.id, card()).await.unwrap();
        assert_eq!(states(&alice).await, ["paid", "paid"]);
        for order in [one.id, rest.id] {
            let refused = alice.pay(order, Choice::Prepaid).await.unwrap_err();
            assert!(
                matches!(refused, EngineError::Pay(PayRefusal::Debt(DebtRefusal::Paid { .. }))),
                "{refused}"
            );
        }
        let operations = app.engine.debt_operations(alice.account, first.id).await.unwrap();
        let done: Vec<_> = operations.iter().map(|one| one.state).collect();
        use OperationState::{Failed, Paid, ToDo};
        assert!(done.contains(&Failed) && done.contains(&Paid) && done.contains(&ToDo), "{done:?}");
        assert_eq!(done.len(), 3, "{done:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_debt_is_paid_once_however_many_pay_it() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let first = in_debt(app, &alice, 112_233).await;
        in_debt(app, &alice, 12345).await;
        let orders = [
            ask(&alice, DebtsOf::Debt(first.id)).await.unwrap().id,
            ask(&alice, DebtsOf::Account).await.unwrap().id,
        ];
        let other = app.restarted().await;
        let tasks = (0..16).map(|number: usize| {
            let customer = if number % 4 < 2 { alice.clone() } else { alice.at(&other) };
            let choice = if number.is_multiple_of(3) { Choice::Prepaid } else { paypal() };
            let order = orders[number % 2];
            tokio::spawn(async move { (order, customer.pay(order, choice).await) })
        });
        let results = futures_util::future::join_all(tasks).await;
        let paid: Vec<OrderId> = results
            .into_iter()
            .map(Result::unwrap)
            .filter_map(|(order, paid)| paid.is_ok().then_some(order))
            .collect();
        assert_eq!(paid.len(), 1, "{paid:?}");
        let captured = alice.charges().await.len();
        assert!(captured <= 3, "two renewals, and one payment at most: {captured}");
    })
    .await;
}

#[tokio::test]
async fn a_reversal_is_entered_once_by_many() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.renew(112_233, "P1M").await;
        let taken = app.engine.order_sandbox_reversal(alice.account, agreement(), order).await;
        taken.unwrap();
        let other = app.restarted().await;
        let (one, two) = tokio::join!(app.engine.reconcile(), other.engine.reconcile());
        assert_eq!(one.payments_reversed + two.payments_reversed, 1);
        assert_eq!(states(&alice).await, ["open"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_given_up_is_a_loss_and_is_not_paid() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let debt = in_debt(app, &alice, 112_233).await;
        let order = ask(&alice, DebtsOf::Account).await.unwrap().id;
        let reason = Name::parse("insolvent").unwrap();
        let write_off =
            async || app.engine.write_off_debt(&alice.context(), debt.id, &reason).await;
        write_off().await.unwrap();
        assert_eq!(
            books(&alice).await,
            "clearing:paypal 0.00 €, loss 3.59 €, prepaid -50.00 €, receivable 0.00 €"
        );
        let again = write_off().await.unwrap_err();
        assert!(matches!(again, EngineError::Debt(DebtRefusal::WrittenOff { .. })), "{again}");
        let refused = alice.pay(order, Choice::Prepaid).await.unwrap_err();
        assert_eq!(refused.class(), Class::Conflict, "{refused}");
        let entry = app.journal(alice.account).await.pop().unwrap();
        assert!(entry.contains(Action::WriteOffDebt.code()), "{entry}");
    })
    .await;
}

/// What pays a debt, or fills the prepaid account, can be taken back like anything else.
#[tokio::test]
async fn what_is_no_sale_is_taken_back_as_well() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let debt = in_debt(app, &alice, 112_233).await;
        let order = ask(&alice, DebtsOf::Debt(debt.id)).await.unwrap().id;
        alice.pay(order, paypal()).await.unwrap();
        let second = take_back(app, &alice, order).await;
        assert_eq!((second.order, second.amount), (order, debt.amount));
        assert_eq!(states(&alice).await, ["paid", "open"]);
        let credit = app.engine.order_credit(&alice.context(), CreditOf::Prepaid, 10, None).await;
        let credit = credit.unwrap().id;
        alice.pay(credit, paypal()).await.unwrap();
        take_back(app, &alice, credit).await;
        let order = ask(&alice, DebtsOf::Account).await.unwrap();
        assert_eq!(order.terms.totals.gross, money("13.59"));
        alice.pay(order.id, Choice::Prepaid).await.unwrap();
        assert_eq!(
            books(&alice).await,
            "clearing:paypal 0.00 €, prepaid -46.41 €, receivable 0.00 €"
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_is_not_changed_while_it_is_owed_again() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let debt = in_debt(app, &alice, 112_233).await;
        let change = async |service: i64| {
            let flags = Flags { delete_at_expiration: Some(true), ..Flags::default() };
            let update =
                ServiceUpdate { renewal: Some(Renewal::Flags(flags)), ..ServiceUpdate::default() };
            app.engine.update_service(&alice.context(), service_id(service), &update).await
        };
        let refused = change(112_233).await.unwrap_err();
        let in_debt = ArrangeRefusal::InDebt { order: Some(debt.order) };
        assert_eq!(refused.to_string(), in_debt.to_string());
        change(12345).await.unwrap();
        let order = ask(&alice, DebtsOf::Account).await.unwrap().id;
        alice.pay(order, Choice::Prepaid).await.unwrap();
        change(112_233).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_order_for_a_debt_that_is_not_paid_in_time_ends_and_another_is_placed() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let debt = in_debt(app, &alice, 112_233).await;
        let first = ask(&alice, DebtsOf::Account).await.unwrap().id;
        app.advance(SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        let OrderState::Cancelled { reason, .. } = alice.order_state(first).await else { panic!() };
        assert_eq!(reason, CancelReason::NotPaidInTime);
        let key = Idempotency::new("key", b"");
        let of = DebtsOf::Debt(debt.id);
        let placed = async || app.engine.order_debt(&alice.context(), of, Some(&key)).await;
        let second = placed().await.unwrap();
        assert_ne!(second.id, first);
        assert_eq!(placed().await.unwrap(), second);
        alice.pay(second.id, card()).await.unwrap();
        assert_eq!(placed().await.unwrap().id, second.id, "the key remembers it");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_have_been_taken_back_is_for_people_to_look_at() {
    each_app_and_gateway(async |app, gateway| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let paid = alice.renew(112_233, "P1M").await;
        gateway.answer_next(Outcome::Declined(perennial_core::payment::Decline::Soft));
        let declined = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(declined, paypal()).await.unwrap_err();
        gateway.answer_next(Outcome::NoAnswer);
        let doubtful = alice.order(67890, "P1Y", &[]).await.unwrap().id;
        alice.pay(doubtful, paypal()).await.unwrap_err();
        let payments = alice.payments().await;
        let of = |order| payments.iter().find(|payment| payment.order == order).unwrap();
        let told = |id: &str, order: OrderId, amount: &str| Reversal {
            id: Name::parse(id).unwrap(),
            account: alice.account,
            payment: of(order).id,
            amount: Money::parse(amount, Currency::Eur).unwrap(),
        };
        gateway.take_back(told("R-1", paid, "6")); // more than was paid
        gateway.take_back(told("R-2", declined, "1")); // never paid
        gateway.take_back(told("R-3", doubtful, "1")); // not known yet
        gateway.take_back(told("R-4", paid, "3")); // a part
        gateway.take_back(told("R-5", paid, "0.59")); // once more
        let pass = app.engine.reconcile().await;
        assert_eq!(pass.payments_reversed, 1);
        assert_eq!(gateway.waiting_reversals(), 1, "what is not known yet is told again");
        let debts = debts(&alice).await;
        assert_eq!((debts.len(), debts[0].amount), (1, money("3")));
        let journal = app.journal(alice.account).await;
        let said = journal.iter().filter(|entry| entry.contains("payment.contradict"));
        assert_eq!(said.count(), 3);
        gateway.decide(of(doubtful).id, Outcome::Captured { reference: None });
        let pass = app.reconcile_later().await;
        assert_eq!((pass.payments_settled, pass.payments_reversed), (1, 1));
        assert_eq!(gateway.waiting_reversals(), 0);
    })
    .await;
}

#[tokio::test]
async fn only_what_a_method_was_charged_is_taken_back() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let unpaid = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        let prepaid = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(prepaid, Choice::Prepaid).await.unwrap();
        let ask = async |order| {
            app.engine.order_sandbox_reversal(alice.account, agreement(), order).await.unwrap_err()
        };
        let refused = ask(unpaid).await;
        assert!(matches!(refused, EngineError::NotTakenBack(NotTakenBack::NotPaid { .. })));
        let refused = ask(prepaid).await;
        assert!(matches!(refused, EngineError::NotTakenBack(NotTakenBack::OtherMeans { .. })));
        let nobody = ask(OrderId::MIN).await;
        assert_eq!(nobody.class(), Class::NotFound);
    })
    .await;
}
