//! `perennial audit`.

use expect_test::expect;
use perennial_engine::audit::CHECKS;
use perennial_store::testing::each_database;
use perennial_testkit::{Holding, TestApp};
use serde_json::json;

use crate::admin::Admin;

/// A database with a customer who has renewed and paid.
async fn renewed(admin: &Admin<'_>) {
    let app = TestApp::on(admin.database.database()).await;
    let alice = app.add_user("alice", &Holding::guide()).await;
    let body = json!({"duration": "P1Y", "services": [67890, 12345]});
    let order = alice.post("/service/12345/renew", body).await.ok();
    let means = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
    let pay = format!("/me/order/{}/payWithRegisteredPaymentMean", order["orderId"]);
    assert_eq!(alice.post(&pay, means).await.ok(), json!(null));
    app.audit().await;
}

#[tokio::test]
async fn what_is_sound_is_found_sound() {
    each_database(async |database| {
        let admin = Admin::of(database);
        renewed(&admin).await;
        expect![[r#"
                         RULE
            I1           a period of a service is sold once, and each follows the one before                     holds
            I2           every settled order extended all its services, and nothing else did                     holds
            I3           an order has one payment at most that is captured or open; the gateway's books agree    holds
            I4           amounts add up, tax is rounded once per rate, no more is given back than was billed     holds
            I5           the ledger balances, and agrees with bills, credit notes, payments and balances         holds
            I6           numbers have no gaps, each is on its bill or credit note, and no paper was altered      holds
            I7           each period begins and ends on the anchor day of its service                            holds
            I9           no two orders for the same stand side by side, and what a key remembers is there        holds
            I11          every stored secret is sealed, opens with the key, and is found by its hash             holds
            calendar     every service is looked at in time, and every automatic renewal was told of once        holds
            methods      one payment method at most is the default, and what is registered waits for its holder  holds
            debts        each came of a payment that was taken back, and those that are paid were paid once      holds
            journal      entries are consecutive and unaltered, and tell of what the tables hold                 holds
            ends         ends are of services that are there, and were confirmed in time                         holds
            closures     what its holder suspended is suspended with its options, as the journal tells           holds
            engagements  what services are bound by was ordered, and what was sold within it fits                holds
            contacts     contacts were changed when both sides had accepted in time                              holds
            operators    their journal is unbroken and unaltered, and nobody is signed in who is none            holds
            rows         every row can be read, and its account is there                                         holds
            1 account, 4 services, 1 order, 1 payment, 1 bill, 9 entries of the ledger, 6 entries of the journal
            Every invariant holds.
        "#]].assert_eq(&admin.text(&["audit"]).await);
        let told = admin.json(&["audit"]).await;
        assert_eq!(
            (&told["accounts"], &told["bills"], &told["billsUnnumbered"], &told["violations"]),
            (&json!(1), &json!(1), &json!(0), &json!([]))
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_altered_is_found_and_named() {
    each_database(async |database| {
        let admin = Admin::of(database);
        renewed(&admin).await;
        database.alter("UPDATE bill SET gross = gross + 1").await;
        database.alter("DELETE FROM bill_number").await;
        database
            .alter("INSERT INTO nichandle (nichandle, account_id) VALUES ('eve-ovh', 66)")
            .await;
        let done = admin.run(&["audit"]).await;
        assert_eq!(done.code, Some(6));
        let order = database_order(&admin).await;
        expect![[r#"
                         RULE
            I1           a period of a service is sold once, and each follows the one before                     holds
            I2           every settled order extended all its services, and nothing else did                     holds
            I3           an order has one payment at most that is captured or open; the gateway's books agree    holds
            I4           amounts add up, tax is rounded once per rate, no more is given back than was billed     holds
            I5           the ledger balances, and agrees with bills, credit notes, payments and balances         holds
            I6           numbers have no gaps, each is on its bill or credit note, and no paper was altered      3 violations
            I7           each period begins and ends on the anchor day of its service                            holds
            I9           no two orders for the same stand side by side, and what a key remembers is there        holds
            I11          every stored secret is sealed, opens with the key, and is found by its hash             holds
            calendar     every service is looked at in time, and every automatic renewal was told of once        holds
            methods      one payment method at most is the default, and what is registered waits for its holder  holds
            debts        each came of a payment that was taken back, and those that are paid were paid once      holds
            journal      entries are consecutive and unaltered, and tell of what the tables hold                 holds
            ends         ends are of services that are there, and were confirmed in time                         holds
            closures     what its holder suspended is suspended with its options, as the journal tells           holds
            engagements  what services are bound by was ordered, and what was sold within it fits                holds
            contacts     contacts were changed when both sides had accepted in time                              holds
            operators    their journal is unbroken and unaltered, and nobody is signed in who is none            holds
            rows         every row can be read, and its account is there                                         1 violation
            1 account, 4 services, 1 order, 1 payment, 1 bill, 9 entries of the ledger, 6 entries of the journal

                  ACCOUNT    VIOLATION
            I6    alice-ovh  the bill of order ORDER is not what the order is
            I6    alice-ovh  FR00000001 is on the bill of order ORDER, and not in the register
            I6    -          FR: the register ends at 0, the series at 1
            rows  66         nichandle has rows of an account that is not there
        "#]].assert_eq(&done.stdout.replace(&order, "ORDER"));
        expect![[r#"
            error: 4 violations were found
              the database was changed by something else than this program, or the program is wrong: keep a copy
        "#]].assert_eq(&done.stderr);

        let done = admin.run(&["audit", "--output", "json"]).await;
        assert_eq!(done.code, Some(6));
        let told: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        let first = &told["violations"][0];
        assert_eq!((&first["invariant"], &first["nichandle"]), (&json!("I6"), &json!("alice-ovh")));
        let stray = told["violations"].as_array().unwrap().last().unwrap();
        assert_eq!((&stray["accountId"], &stray["nichandle"]), (&json!(66), &json!(null)));
    })
    .await;
}

/// The id of the one order, which is drawn.
async fn database_order(admin: &Admin<'_>) -> String {
    let app = TestApp::on(admin.database.database()).await;
    let account = app.engine.store().accounts_after(None, 1).await.unwrap()[0];
    app.engine.store().orders(account).await.unwrap()[0].id.to_string()
}

#[test]
fn every_check_has_a_name_of_its_own() {
    let mut names: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CHECKS.len());
}
