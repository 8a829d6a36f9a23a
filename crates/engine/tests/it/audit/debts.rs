//! Debts that were changed behind the program's back.

use expect_test::expect;
use perennial_core::PaymentMethodId;
use perennial_core::payment::Choice;
use perennial_core::text::Name;
use perennial_engine::DebtsOf;
use perennial_testkit::{Holding, TestApp, each_database, paypal};

use crate::support::without_ids;

/// An account that has a debt that is open, one that is paid and one that was given up.
async fn with_debts(app: &TestApp) {
    let alice = app.customer("alice", &Holding::guide()).await;
    let method = PaymentMethodId::try_new(5001).unwrap();
    for (service, becomes) in [(112_233, "open"), (12345, "paid"), (67890, "given up")] {
        let period = if service == 112_233 { "P1M" } else { "P1Y" };
        let order = alice.order(service, period, &[]).await.unwrap().id;
        alice.pay(order, paypal()).await.unwrap();
        app.engine.order_sandbox_reversal(alice.account, method, order).await.unwrap();
        app.reconcile_later().await;
        let debt = app.engine.require_debt_of(alice.account, order).await.unwrap();
        let context = alice.context();
        if becomes == "paid" {
            let order = app.engine.order_debt(&context, DebtsOf::Debt(debt.id), None).await;
            alice.pay(order.unwrap().id, Choice::Prepaid).await.unwrap();
        }
        if becomes == "given up" {
            let reason = Name::parse("insolvent").unwrap();
            app.engine.write_off_debt(&context, debt.id, &reason).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_audit_finds_debts_that_cannot_be() {
    let changes = [
        "UPDATE debt SET state = 'open', paid_by = NULL, closed_at = NULL WHERE state = 'paid'",
        "UPDATE debt SET state = 'paid', paid_by = order_id, closed_at = 1 WHERE state = 'open'",
        "UPDATE debt SET amount = 100000000 WHERE state = 'open'",
        "UPDATE debt SET payment_id = 1 WHERE state = 'open'",
        "UPDATE debt SET state = 'open', reason = NULL WHERE state = 'writtenOff'",
        "UPDATE sandbox_reversal SET amount = 100000000",
        "DELETE FROM debt WHERE state = 'open'",
        "DELETE FROM ledger_entry WHERE ledger_account = 'loss'",
    ];
    let mut shown = std::sync::Mutex::new(Vec::<String>::new());
    for change in changes {
        each_database(async |database| {
            let app = TestApp::on(database.database()).await;
            with_debts(&app).await;
            app.audit().await;
            database.alter(change).await;
            let report = app.engine.audit().await.unwrap();
            let mut found: Vec<String> = report
                .violations
                .iter()
                .map(|one| format!("  {} {}\n", one.invariant, without_ids(&one.text)))
                .collect();
            found.dedup();
            let text = format!("{change}\n{}", found.concat());
            let mut shown = shown.lock().unwrap();
            if shown.last() != Some(&text) {
                shown.push(text);
            }
        })
        .await;
    }
    expect![[r#"
        UPDATE debt SET state = 'open', paid_by = NULL, closed_at = NULL WHERE state = 'paid'
          I5 receivable is 3.59 in the ledger, 5.98 by payments and balances
          debts order … pays debt …, which does not say so
        UPDATE debt SET state = 'paid', paid_by = order_id, closed_at = 1 WHERE state = 'open'
          I5 receivable is 3.59 in the ledger, 0.00 by payments and balances
          debts debt …: order … is not one that has paid it
        UPDATE debt SET amount = 100000000 WHERE state = 'open'
          I5 receivable is 3.59 in the ledger, 1.00 by payments and balances
          I5 clearing:paypal is 0.00 in the ledger, 2.59 by payments and balances
          debts debt …: the gateway has not taken back 1.00 € of payment …
        UPDATE debt SET payment_id = 1 WHERE state = 'open'
          journal payment 1 is there, an entry payment.reverse for it is not
          journal the entry payment.reverse is for payment …, which is not so
          I5 clearing:paypal is 0.00 in the ledger, 3.59 by payments and balances
          debts debt …: payment 1 of order … is no captured charge of 3.59 € or more
          debts payment … was taken back, and is no debt
        UPDATE debt SET state = 'open', reason = NULL WHERE state = 'writtenOff'
          journal the entry debt.writeOff is for debt …, which is not so
          I5 receivable is 3.59 in the ledger, 46.65 by payments and balances
          I5 loss is 43.06 in the ledger, 0.00 by payments and balances
        UPDATE sandbox_reversal SET amount = 100000000
          debts debt …: the gateway has not taken back 3.59 € of payment …
          debts debt …: the gateway has not taken back 2.39 € of payment …
          debts debt …: the gateway has not taken back 43.06 € of payment …
        DELETE FROM debt WHERE state = 'open'
          journal the entry payment.reverse is for payment …, which is not so
          I5 receivable is 3.59 in the ledger, 0.00 by payments and balances
          I5 clearing:paypal is 0.00 in the ledger, 3.59 by payments and balances
          debts payment … was taken back, and is no debt
        DELETE FROM ledger_entry WHERE ledger_account = 'loss'
          I5 ledger transaction … does not balance
          I5 loss is 0.00 in the ledger, 43.06 by payments and balances
    "#]]
    .assert_eq(&shown.get_mut().unwrap().concat());
}
