//! Credit notes that were changed behind the program's back.

use std::sync::Mutex;

use expect_test::{Expect, expect};
use perennial_engine::gateway::sandbox::Order::{Approve, NoAnswerThenApprove};
use perennial_store::testing::each_database;
use perennial_testkit::{Holding, TestApp, paypal};

use crate::support::without_ids;

/// Makes each change to a new database in which a part of a bill was given back, and another is on its way.
async fn found(changes: &[&str], expected: Expect) {
    let mut all = String::new();
    for change in changes {
        let told = Mutex::new(Vec::new());
        each_database(async |database| {
            let app = TestApp::on(database.database()).await;
            let outcomes = [Approve, Approve, NoAnswerThenApprove];
            let alice = app.customer("alice", &Holding::guide_with_outcomes(&outcomes)).await;
            let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
            alice.pay(order, paypal()).await.unwrap();
            alice.refund(order, &[(1, Some("10"))], None).await.unwrap();
            alice.refund(order, &[(2, None)], None).await.unwrap();
            app.audit().await;
            database.alter(change).await;
            let report = app.engine.audit().await.unwrap();
            let lines = report.violations.iter().map(|violation| {
                format!("  {} {}\n", violation.invariant, without_ids(&violation.text))
            });
            told.lock().unwrap().push(lines.collect::<String>());
        })
        .await;
        let mut told = told.into_inner().unwrap();
        told.dedup();
        assert_eq!(told.len(), 1, "the databases do not agree on {change}: {told:?}");
        let change = change.split_whitespace().collect::<Vec<_>>().join(" ");
        all.push_str(&format!("{change}\n{}", told[0]));
    }
    expected.assert_eq(&all);
}

#[tokio::test]
async fn papers_that_are_not_what_was_given_back() {
    let changes = [
        "UPDATE credit_note SET reason = 'Another'",
        "UPDATE credit_note SET buyer_city = 'Turku' WHERE number = 1",
        "UPDATE credit_note SET bill_number = 2 WHERE number = 1",
        "UPDATE credit_note_line SET amount = 3600000000 WHERE line_no = 1",
        "UPDATE credit_note_line SET line_no = 3 WHERE line_no = 2",
        "UPDATE credit_note_tax SET tax = tax + 1000000 WHERE base = 1000000000",
        "DELETE FROM credit_note_tax",
        "UPDATE order_line SET amount = 100000000, unit_price = 100000000 WHERE line_no = 1",
    ];
    found(
        &changes,
        expect![[r#"
        UPDATE credit_note SET reason = 'Another'
          I6 the credit note of refund … was altered after it was written
          I6 the credit note of refund … was altered after it was written
        UPDATE credit_note SET buyer_city = 'Turku' WHERE number = 1
          I6 refund … is not of the bill of order …
          I6 the credit note of refund … was altered after it was written
        UPDATE credit_note SET bill_number = 2 WHERE number = 1
          I6 refund … is not of the bill of order …
          I6 the credit note of refund … was altered after it was written
        UPDATE credit_note_line SET amount = 3600000000 WHERE line_no = 1
          I6 the credit note of refund … was altered after it was written
          I4 refund …: more of a line is given back than was billed
        UPDATE credit_note_line SET line_no = 3 WHERE line_no = 2
          I6 the credit note of refund … was altered after it was written
          I4 refund …: it takes back a line that was not billed
        UPDATE credit_note_tax SET tax = tax + 1000000 WHERE base = 1000000000
          I6 the credit note of refund … was altered after it was written
          I4 refund …: net, tax and gross are not those of its lines
        DELETE FROM credit_note_tax
          I6 the credit note of refund … was altered after it was written
          I4 refund …: net, tax and gross are not those of its lines
          I6 the credit note of refund … was altered after it was written
          I4 refund …: net, tax and gross are not those of its lines
        UPDATE order_line SET amount = 100000000, unit_price = 100000000 WHERE line_no = 1
          I4 the totals of an order are wrong: the lines add up to 2.99 €
    "#]],
    )
    .await;
}

#[tokio::test]
async fn numbers_of_credit_notes() {
    let changes = [
        "DELETE FROM credit_note_number WHERE number = 1",
        "UPDATE credit_note_number SET number = 3 WHERE number = 2",
        "UPDATE credit_note SET number = NULL, issued_at = NULL WHERE number = 2",
        "UPDATE credit_note SET issued_at = issued_at - 1 WHERE number = 2",
        "UPDATE credit_note_series SET last_number = 3",
        "DELETE FROM credit_note_series",
    ];
    found(
        &changes,
        expect![[r#"
        DELETE FROM credit_note_number WHERE number = 1
          I6 CN-FR00000001 is on the credit note of refund …, and not in the register
          I6 credit notes of FR: number 0 is followed by 2
        UPDATE credit_note_number SET number = 3 WHERE number = 2
          I6 CN-FR00000002 is on the credit note of refund …, and not in the register
          I6 credit notes of FR: number 1 is followed by 3
          I6 credit notes of FR: number 3 is not on its credit note
          I6 credit notes of FR: the register ends at 3, the series at 2
        UPDATE credit_note SET number = NULL, issued_at = NULL WHERE number = 2
          I6 credit notes of FR: number 2 is not on its credit note
        UPDATE credit_note SET issued_at = issued_at - 1 WHERE number = 2
          I6 credit notes of FR: number 2 has an earlier date than the number before
        UPDATE credit_note_series SET last_number = 3
          I6 credit notes of FR: the register ends at 2, the series at 3
        DELETE FROM credit_note_series
          I6 credit notes of FR: the register ends at 2, the series at 0
    "#]],
    )
    .await;
}

#[tokio::test]
async fn money_that_was_not_given_back() {
    let changes = [
        "UPDATE credit_note SET state = 'captured', state_at = 0 WHERE state = 'unknown'",
        "UPDATE credit_note SET state = 'voided', state_at = 0 WHERE state = 'captured'",
        "UPDATE credit_note SET means = 'ovhAccount' WHERE state = 'captured'",
        "DELETE FROM sandbox_charge WHERE amount < 0",
        "UPDATE sandbox_charge SET amount = amount - 1000000 WHERE amount = -1200000000",
        "DELETE FROM credit_note WHERE number = 2",
        "DELETE FROM ledger_entry WHERE ledger_account = 'transit'",
    ];
    found(
        &changes,
        expect![[r#"
        UPDATE credit_note SET state = 'captured', state_at = 0 WHERE state = 'unknown'
          journal refund … is there, an entry refund.settle for it is not
          I5 transit is -2.39 in the ledger, 0.00 by payments and balances
          I5 clearing:paypal is 33.44 in the ledger, 31.05 by payments and balances
        UPDATE credit_note SET state = 'voided', state_at = 0 WHERE state = 'captured'
          journal the entry refund.settle is for refund …, which is not so
          journal refund … is there, an entry refund.refuse for it is not
          I3 the gateway has taken -12.00 € for payment …, which is voided
          I5 clearing:paypal is 33.44 in the ledger, 45.44 by payments and balances
        UPDATE credit_note SET means = 'ovhAccount' WHERE state = 'captured'
          journal the entry refund.settle is for refund …, which is not so
          I5 clearing:paypal is 33.44 in the ledger, 45.44 by payments and balances
          I6 the credit note of refund … was altered after it was written
        DELETE FROM sandbox_charge WHERE amount < 0
          I3 payment … is captured, the gateway has not taken -12.00 €
        UPDATE sandbox_charge SET amount = amount - 1000000 WHERE amount = -1200000000
          I3 payment … is captured, the gateway has not taken -12.00 €
        DELETE FROM credit_note WHERE number = 2
          journal the entry refund.start is for refund …, which is not so
          I3 the gateway has taken money for payment …, which is not known
          I5 order …: revenue is -25.88 in the ledger, -27.87 by the bill
          I5 order …: tax is -5.17 in the ledger, -5.57 by the bill
          I5 transit is -2.39 in the ledger, 0.00 by payments and balances
          I6 credit notes of FR: number 2 is not on its credit note
        DELETE FROM ledger_entry WHERE ledger_account = 'transit'
          I5 ledger transaction … does not balance
          I5 ledger transaction … does not balance
          I5 ledger transaction … does not balance
          I5 transit is 0.00 in the ledger, -2.39 by payments and balances
    "#]],
    )
    .await;
}
