//! What was changed behind the program's back about money and papers: what stays as it was, and what the audit finds.

use perennial_engine::Engine;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_store::testing::each_database;
use perennial_testkit::{Customer, Holding, TestApp, card};

use crate::balance::{with_bank, withdraw};
use crate::seller::{called, names};

/// Who bought, by the bill and by the order itself.
async fn cities(engine: &Engine, alice: &Customer) -> [Option<String>; 2] {
    let order = alice.orders().await.remove(0).id;
    let password = engine.vault().order_password(alice.account, order);
    let bill = engine.store().bill_of_order(alice.account, order).await.unwrap().unwrap();
    let number = bill.issue.unwrap().number;
    let bill = engine.open_bill(&number, &password).await.unwrap().unwrap();
    let order = engine.open_order(order, &password).await.unwrap().unwrap();
    [bill, order].map(|paper| paper.customer.city.map(|city| city.to_string()))
}

#[tokio::test]
async fn a_bill_stays_as_it_was_when_its_holder_moves() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(order, card()).await.unwrap();
        let [billed, ordered] = cities(&app.engine, &alice).await;
        assert_eq!(billed, ordered);
        database.alter("UPDATE account SET city = 'Turku'").await;
        let app = app.restarted().await;
        let turku = Some("Turku".to_owned());
        assert_eq!(cities(&app.engine, &alice.at(&app)).await, [billed, turku]);
        app.audit().await;
    })
    .await;
}

#[tokio::test]
async fn the_audit_finds_money_that_is_in_two_places_or_in_none() {
    for change in [
        "UPDATE account SET prepaid = prepaid + 3000000000",
        "UPDATE ledger_entry SET ledger_account = 'prepaid' WHERE ledger_account = 'transit'",
        "UPDATE sales_order SET category = 'prepaidCredit' WHERE category = 'withdrawal'",
    ] {
        each_database(async |database| {
            let app = TestApp::on(database.database()).await;
            let holding = with_bank(&[Outcome::NoAnswerThenApprove]);
            let alice = app.customer("alice", &holding).await;
            withdraw(&alice, 30).await.unwrap();
            app.audit().await;
            database.alter(change).await;
            let report = app.engine.audit().await.unwrap();
            let is_found = report.violations.iter().any(|violation| violation.invariant == "I5");
            assert!(is_found, "{change}: {:?}", report.violations);
        })
        .await;
    }
}

#[tokio::test]
async fn papers_that_are_older_than_that_is_kept_have_the_seller_of_today() {
    each_database(async |database| {
        let app = TestApp::with(database.database(), called("Old Hosting")).await;
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(order, card()).await.unwrap();
        alice.refund(order, &[], None).await.unwrap();
        database.alter("UPDATE bill SET seller_hash = NULL, seal = NULL").await;
        let app = app.restarted_with(called("New Hosting")).await;
        let alice = alice.at(&app);
        let expected = ["New Hosting", "New Hosting", "Old Hosting"].map(str::to_owned);
        assert_eq!(names(&app.engine, &alice).await, expected);
        app.audit().await;
    })
    .await;
}
