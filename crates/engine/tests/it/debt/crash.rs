//! The process dies before and after every write set, while a reversal is entered and while a debt is paid.

use perennial_core::debt::DebtState;
use perennial_store::CrashPoint;
use perennial_store::testing::each_database;

use super::*;

/// A debt is entered and paid, as often as it takes.
async fn all_of_it(app: &TestApp, alice: &Customer, order: OrderId, choice: Choice) {
    let _ = app.engine.order_sandbox_reversal(alice.account, agreement(), order).await;
    app.reconcile_later().await;
    let Ok(debt) = app.engine.order_debt(&alice.context(), DebtsOf::Account, None).await else {
        return;
    };
    let _ = alice.pay(debt.id, choice).await;
    app.reconcile_later().await;
}

async fn survives_every_crash(choice: Choice, outcomes: &[Does]) {
    let holding = Holding::guide_with_outcomes(outcomes);
    let writes = {
        let app = TestApp::new().await;
        app.engine.reconcile().await;
        let alice = app.customer("alice", &holding).await;
        let order = alice.renew(112_233, "P1M").await;
        app.engine.reconcile().await;
        app.writes_of(all_of_it(&app, &alice, order, choice)).await
    };
    assert!(
        writes >= 6,
        "{writes}: the gateway's books, the debt, that it was heard, and a payment"
    );
    for write in 1..=writes {
        for point in [CrashPoint::BeforeWrite(write), CrashPoint::AfterWrite(write)] {
            each_database(async |database| {
                let app = TestApp::on(database.database()).await;
                app.engine.reconcile().await;
                let alice = app.customer("alice", &holding).await;
                let order = alice.renew(112_233, "P1M").await;
                app.engine.reconcile().await;
                app.faults.crash_at(point);
                all_of_it(&app, &alice, order, choice).await;
                let app = app.restarted().await;
                let alice = alice.at(&app);
                app.reconcile_later().await;
                app.audit().await;
                for _ in 0..2 {
                    all_of_it(&app, &alice, order, choice).await;
                }
                app.audit().await;
                let debts = debts(&alice).await;
                assert_eq!(debts.len(), 1, "{point:?}");
                assert!(matches!(debts[0].state, DebtState::Paid { .. }), "{point:?} {debts:?}");
                let captured = alice.charges().await;
                let captured = captured.iter().filter(|(outcome, _)| outcome == "captured").count();
                let by_gateway = usize::from(choice != Choice::Prepaid);
                assert_eq!(captured, 1 + by_gateway, "{point:?}");
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_debt_that_paypal_pays() {
    survives_every_crash(paypal(), &[]).await;
}

#[tokio::test]
async fn a_debt_whose_payment_is_declined_first() {
    survives_every_crash(paypal(), &[Does::Approve, Does::NoAnswerThenDecline]).await;
}

#[tokio::test]
async fn a_debt_that_the_prepaid_account_pays() {
    survives_every_crash(Choice::Prepaid, &[]).await;
}
