//! Bills that are given back: where the money goes, what the books say, and that it goes there once.

mod crash;

use jiff::SignedDuration;
use perennial_core::journal::Action;
use perennial_core::means::Balances;
use perennial_core::payment::{Choice, Outcome, PaymentState};
use perennial_core::refund::{CreditNote, Destination};
use perennial_core::{Means, OrderId};
use perennial_engine::gateway::Notice;
use perennial_engine::gateway::sandbox::Order::*;
use perennial_engine::{AlertOf, EngineError, Pass};
use perennial_testkit::{
    Customer, Holding, card, each_app, each_app_and_gateway, money, paypal, points,
};

use crate::support::told;

/// A domain and its hosting for a year, paid.
async fn paid(customer: &Customer, choice: Choice) -> OrderId {
    let order = customer.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
    customer.pay(order, choice).await.unwrap();
    order
}

async fn held(customer: &Customer) -> Balances {
    let view = customer.engine().balance(customer.account, AlertOf::Prepaid).await.unwrap();
    view.stored.balances
}

/// The letters, each with its subject and where the money has gone.
async fn letters(customer: &Customer) -> Vec<String> {
    let engine = customer.engine();
    let mut letters = Vec::new();
    for id in engine.notice_ids(customer.account).await.unwrap() {
        let (_, (subject, text)) = engine.require_notice(customer.account, id).await.unwrap();
        let label = "  Remboursement ";
        let to = text.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
        letters.push(format!("{subject}: {}", to.trim()));
    }
    letters
}

fn number(note: &CreditNote) -> String {
    note.issue.as_ref().unwrap().number.to_string()
}

#[tokio::test]
async fn a_bill_goes_back_to_where_it_came_from() {
    each_app(async |app| {
        let means = [
            (card(), "50", 10_000),
            (Choice::Prepaid, "4.56", 10_000),
            (Choice::Fidelity, "50", 5_456),
        ];
        for (number, (choice, prepaid, fidelity)) in (1..).zip(means) {
            let alice = app.customer(&format!("alice{number}"), &Holding::guide()).await;
            let order = paid(&alice, choice).await;
            let fidelity = points(&format!("{fidelity}"));
            assert_eq!(held(&alice).await, Balances { prepaid: money(prepaid), fidelity });
            let expiry = alice.expiry(12345).await;
            let note = alice.refund(order, &[], None).await.unwrap();
            assert_eq!(note.totals.gross, money("45.44"));
            assert!(matches!(note.payment.state, PaymentState::Captured { .. }));
            assert_eq!(self::number(&note), format!("CN-FR{number:08}"));
            let before = Balances { prepaid: money("50"), fidelity: points("10000") };
            assert_eq!(held(&alice).await, before);
            assert_eq!(alice.expiry(12345).await, expiry, "what was bought stays");
            let again = told(&alice.refund(order, &[], None).await);
            let expected = format!("Conflict: nothing is left to give back of bill FR{number:08}");
            assert_eq!(again, expected);
            assert_eq!(letters(&alice).await.len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn parts_of_a_bill_add_up_to_it() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        let one = alice.refund(order, &[(1, Some("0.03"))], None).await.unwrap();
        let two = alice.refund(order, &[(1, Some("0.03")), (2, None)], None).await.unwrap();
        app.advance(SignedDuration::from_mins(1));
        let more = told(&alice.refund(order, &[(1, Some("35.83"))], None).await);
        assert_eq!(
            more,
            "Conflict: line 1: 35.83 € is more than the 35.82 € (net) that are left of it; give at most that"
        );
        let rest = alice.refund(order, &[], Some(Destination::Prepaid)).await.unwrap();
        assert_eq!(rest.payment.means, Means::Prepaid);
        let sum = |of: fn(&CreditNote) -> perennial_core::Money| {
            [&one, &two, &rest].iter().map(|note| of(note).ucents()).sum::<i64>()
        };
        assert_eq!(sum(|note| note.totals.net), money("37.87").ucents());
        assert_eq!(sum(|note| note.totals.tax), money("7.57").ucents());
        assert_eq!(sum(|note| note.totals.gross), money("45.44").ucents());
        let numbers = [&one, &two, &rest].map(number);
        assert_eq!(numbers, ["CN-FR00000001", "CN-FR00000002", "CN-FR00000003"]);
        let ledger = app.engine.store().ledger(alice.account).await.unwrap();
        let sold = ledger.iter().filter(|one| {
            let code = one.entry.account.code();
            code.starts_with("revenue") || code.starts_with("tax")
        });
        assert_eq!(sold.map(|one| one.entry.amount.ucents()).sum::<i64>(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_payment_method_refuses_is_on_the_prepaid_account() {
    each_app(async |app| {
        let alice =
            app.customer("alice", &Holding::guide_with_outcomes(&[Approve, DeclineHard])).await;
        let order = paid(&alice, paypal()).await;
        let note = alice.refund(order, &[(2, None)], None).await.unwrap();
        assert!(note.was_refused());
        assert_eq!(note.destination(), Means::Prepaid);
        assert_eq!(held(&alice).await.prepaid, money("52.39"));
        let expected =
            format!("Remboursement sur votre facture {}: sur le compte prépayé", note.bill);
        assert_eq!(letters(&alice).await, [expected]);
        let journal = app.engine.store().books(alice.account).await.unwrap().unwrap().journal;
        let actions: Vec<Action> = journal.iter().map(|one| one.entry.action).collect();
        assert_eq!(actions[actions.len() - 2..], [Action::StartRefund, Action::RefuseRefund]);
    })
    .await;
}

#[tokio::test]
async fn money_in_doubt_is_asked_for_again_and_blocks_nothing() {
    each_app(async |app| {
        for (outcome, to) in [(NoAnswerThenApprove, "paypal"), (NoAnswerThenDecline, "ovhAccount")]
        {
            let holding = Holding::guide_with_outcomes(&[Approve, outcome]);
            let alice = app.customer(outcome.word(), &holding).await;
            let order = paid(&alice, paypal()).await;
            let note = alice.refund(order, &[(2, None)], None).await.unwrap();
            assert!(matches!(note.payment.state, PaymentState::Unknown { .. }));
            assert!(note.issue.is_some(), "the paper does not wait for the money");
            assert_eq!(letters(&alice).await.len(), 0, "nobody knows yet what to tell");
            app.audit().await;
            let other = alice.refund(order, &[(1, Some("1"))], None).await.unwrap();
            assert!(matches!(other.payment.state, PaymentState::Captured { .. }));
            let settled = Pass { refunds_settled: 1, notices_sent: 2, ..Pass::default() };
            assert_eq!(app.reconcile_later().await, settled);
            let notes = app.engine.store().credit_notes(alice.account).await.unwrap();
            let note = notes.iter().find(|known| known.id() == note.id()).unwrap();
            assert_eq!(note.destination().name(), to);
            assert_eq!(letters(&alice).await.len(), 2);
            assert_eq!(app.reconcile_later().await, Pass::default(), "there is nothing left to do");
            assert_eq!(alice.charges().await.len(), 3);
        }
    })
    .await;
}

#[tokio::test]
async fn a_refund_that_is_told_twice_or_otherwise_is_made_once() {
    each_app(async |app| {
        let alice =
            app.customer("alice", &Holding::guide_with_outcomes(&[Approve, ApproveTwice])).await;
        let order = paid(&alice, paypal()).await;
        alice.refund(order, &[], None).await.unwrap();
        let picture = alice.picture().await;
        app.engine.reconcile().await;
        assert_eq!(app.engine.store().sandbox_notices(10).await.unwrap(), []);
        assert_eq!(alice.picture().await, picture);
    })
    .await;
}

#[tokio::test]
async fn a_gateway_that_changes_its_mind_changes_nothing() {
    each_app_and_gateway(async |app, gateway| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        let note = alice.refund(order, &[], None).await.unwrap();
        let picture = alice.picture().await;
        let outcome = Outcome::Voided;
        gateway.tell(Notice { account: alice.account, payment: note.id(), outcome });
        app.engine.reconcile().await;
        assert_eq!(gateway.waiting_notices(), 0);
        assert_eq!(alice.picture().await, picture);
        let journal = app.engine.store().books(alice.account).await.unwrap().unwrap().journal;
        let last = &journal.last().unwrap().entry;
        assert_eq!(last.action, Action::ContradictPayment);
        assert_eq!(last.subject, format!("refund {}", note.id()));
    })
    .await;
}

/// The money is asked for once more under the same key, however long the gateway is silent.
#[tokio::test]
async fn a_gateway_that_is_silent_for_long_is_asked_under_one_key() {
    each_app_and_gateway(async |app, gateway| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        for _ in 0..3 {
            gateway.answer_next(Outcome::NoAnswer);
        }
        let note = alice.refund(order, &[], None).await.unwrap();
        assert!(note.payment.state.is_open());
        assert_eq!(app.reconcile_later().await, Pass::default());
        assert_eq!(app.reconcile_later().await, Pass::default());
        assert_eq!(app.reconcile_later().await.refunds_settled, 1);
        let mut asked = gateway.charges();
        asked.retain(|charge| charge.amount.is_negative());
        assert_eq!(asked.len(), 4);
        assert!(asked.iter().all(|charge| charge.payment == note.id()));
    })
    .await;
}

#[tokio::test]
async fn one_bill_is_given_back_once_however_many_give_it_back() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        let (one, two, three) = tokio::join!(
            alice.refund(order, &[], None),
            alice.refund(order, &[(1, None)], None),
            alice.refund(order, &[(1, None), (2, None)], None),
        );
        let results = [one, two, three];
        let given = results.iter().filter_map(|result| result.as_ref().ok());
        let given: i64 = given.map(|note| note.totals.net.ucents()).sum();
        assert!(
            given >= money("35.88").ucents() && given <= money("37.87").ucents(),
            "{results:?}"
        );
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    })
    .await;
}

#[tokio::test]
async fn the_same_key_gives_back_once() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        let keyed = alice.with_key("refund");
        let (one, two) = tokio::join!(
            keyed.refund(order, &[(1, Some("1"))], None),
            keyed.refund(order, &[(1, Some("1"))], None),
        );
        assert_eq!(one.unwrap().id(), two.unwrap().id());
        let other = keyed.refund(order, &[(1, Some("2"))], None).await;
        assert!(matches!(other, Err(EngineError::KeyReused)), "{other:?}");
        assert_eq!(app.engine.store().credit_notes(alice.account).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_back_the_bill_of_somebody_else() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let bob = app.customer("bob", &Holding::guide()).await;
        let order = paid(&alice, card()).await;
        let note = alice.refund(order, &[(2, None)], None).await.unwrap();
        let request = perennial_core::refund::RefundRequest {
            lines: Vec::new(),
            to: None,
            reason: note.reason.clone(),
        };
        let refused = app.engine.refund_bill(&bob.context(), &note.bill, &request, None).await;
        assert!(matches!(refused, Err(EngineError::NotFound { .. })), "{refused:?}");
        let number = number(&note);
        let refused = app.engine.require_credit_note(bob.account, &number).await;
        assert!(matches!(refused, Err(EngineError::NotFound { .. })), "{refused:?}");
        app.unchanged(async || {
            let preview = app.engine.preview_refund(alice.account, &note.bill, &request).await;
            assert_eq!(preview.unwrap().totals.net, money("35.88"));
            alice.picture().await
        })
        .await;
    })
    .await;
}
