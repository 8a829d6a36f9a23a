//! `perennial forecast`: what will be debited, and what will fail or end, and why.

use expect_test::expect;
use perennial_store::testing::each_database;
use serde_json::json;

use crate::admin::Admin;
use crate::play::{BOB, INVENTORY, begin, each_sandbox};

#[tokio::test]
async fn of_an_account_each_debit_is_told_with_what_it_is_for() {
    each_sandbox(INVENTORY, async |admin| {
        expect![[r#"
            ab1-ovh until 2030-05-01
            DEBIT       AMOUNT  WITH                             FOR
            2030-01-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net
            2030-02-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net
            2030-03-01  5.98 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net
                                                                 Domain .ovh, renewal for 1 year: example.ovh
            2030-04-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net
            2030-05-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net

            MONTH    DEBITS   AMOUNT
            2030-01       1   3.59 €
            2030-02       1   3.59 €
            2030-03       1   5.98 €
            2030-04       1   3.59 €
            2030-05       1   3.59 €
            total         5  20.34 €

            What will fail or end
            DAY         SERVICE               WHAT                                    WHY
            2030-04-15  73 vps73.example.net  suspended, to be deleted on 2030-04-20
            2030-04-20  73 vps73.example.net  deleted, not renewed in time
        "#]]
        .assert_eq(&admin.text(&["forecast", "ab1-ovh", "--months", "4"]).await);
        let told = admin.json(&["forecast", "ab1-ovh", "--months", "2"]).await;
        assert_eq!(told["until"], "2030-03-01");
        let expected = json!({
            "on": "2030-03-01", "mean": "paypal", "paymentMethodId": 5001, "amount": "5.98", "currency": "EUR",
            "lines": [
                {
                    "serviceId": 71, "name": "vps71.example.net", "description": "VPS 1, renewal for 1 month",
                    "amount": "2.99", "startsOn": "2030-03-31", "endsOn": "2030-04-30",
                },
                {
                    "serviceId": 72, "name": "example.ovh", "description": "Domain .ovh, renewal for 1 year",
                    "amount": "1.99", "startsOn": "2030-03-15", "endsOn": "2031-03-15",
                },
            ],
        });
        assert_eq!(told["debits"][2], expected);
        let total = json!([{
            "currency": "EUR", "debits": 3, "amount": "13.16", "notRenewed": 0, "suspended": 0, "deleted": 0,
        }]);
        assert_eq!(told["totals"], total);
    })
    .await;
}

#[tokio::test]
async fn what_will_fail_is_told_with_every_reason() {
    each_sandbox(INVENTORY, async |admin| {
        for method in ["5001", "5002"] {
            admin.json(&["fault", "ab1-ovh", method, "--expires", "2030-02-15"]).await;
        }
        expect![[r#"
            ab1-ovh until 2030-06-01
            DEBIT       AMOUNT  WITH                             FOR
            2030-01-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net
            2030-02-01  3.59 €  5001 (paypal alice@example.com)  VPS 1, renewal for 1 month: vps71.example.net

            MONTH    DEBITS  AMOUNT
            2030-01       1  3.59 €
            2030-02       1  3.59 €
            total         2  7.18 €

            What will fail or end
            DAY         SERVICE               WHAT                                                             WHY
            2030-03-01  71 vps71.example.net  not renewed because there is nothing that it could be paid with  payment method 5001 ends on 2030-02-15
            2030-03-02                                                                                         payment method 5002 ends on 2030-02-15
            2030-03-04
            2030-03-06
            2030-03-01  72 example.ovh        not renewed because there is nothing that it could be paid with  payment method 5001 ends on 2030-02-15
            2030-03-02                                                                                         payment method 5002 ends on 2030-02-15
            2030-03-04
            2030-03-06
            2030-03-15  72 example.ovh        suspended, to be deleted on 2030-04-21
            2030-03-31  71 vps71.example.net  suspended, to be deleted on 2030-04-05
            2030-04-05  71 vps71.example.net  deleted, not renewed in time
            2030-04-15  73 vps73.example.net  suspended, to be deleted on 2030-04-20
            2030-04-20  73 vps73.example.net  deleted, not renewed in time
            2030-04-21  72 example.ovh        deleted, not renewed in time
        "#]]
        .assert_eq(&admin.text(&["forecast", "ab1-ovh", "--months", "5"]).await);
        let told = admin.json(&["forecast", "ab1-ovh", "--months", "3"]).await;
        let first = json!({
            "on": "2030-03-01", "serviceId": 71, "name": "vps71.example.net",
            "what": "not renewed because there is nothing that it could be paid with",
            "reasons": ["payment method 5001 ends on 2030-02-15", "payment method 5002 ends on 2030-02-15"],
        });
        assert_eq!(told["failures"][0], first);
        // And so it happens.
        admin.json(&["clock", "advance", "P5M"]).await;
        let shown = admin.json(&["forecast", "ab1-ovh"]).await;
        assert_eq!((&shown["debits"], &shown["parked"]), (&json!([]), &json!(false)));
    })
    .await;
}

#[tokio::test]
async fn of_all_accounts_sums_are_told_by_month_and_currency() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.import(BOB).await;
        expect![[r#"
            2 accounts until 2030-05-01
            MONTH    DEBITS     AMOUNT  NOT RENEWED  SUSPENDED  DELETED
            2030-01       1     3.59 €            0          0        0
            2030-01       1  $3.35 USD            0          0        0
            2030-02       1     3.59 €            0          0        0
            2030-02       0  $0.00 USD            4          1        0
            2030-03       1     5.98 €            0          0        0
            2030-03       0  $0.00 USD            0          0        1
            2030-04       1     3.59 €            0          1        1
            2030-05       1     3.59 €            0          0        0
            total         5    20.34 €            0          1        1
            total         1  $3.35 USD            4          1        1
        "#]]
        .assert_eq(&admin.text(&["forecast", "--all", "--months", "4"]).await);
        let told = admin.json(&["forecast", "--all", "--months", "1"]).await;
        let month = |month: &str, currency: &str, amount: &str| {
            json!({
                "month": month, "currency": currency, "debits": 1, "amount": amount, "notRenewed": 0,
                "suspended": 0, "deleted": 0,
            })
        };
        assert_eq!(
            told["months"],
            json!([
                month("2030-01", "EUR", "3.59"),
                month("2030-01", "USD", "3.35"),
                month("2030-02", "EUR", "3.59")
            ])
        );
        assert_eq!(
            (&told["accounts"], &told["parked"], &told["unreadable"]),
            (&json!(2), &json!(0), &json!(0))
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_or_all() {
    each_sandbox(INVENTORY, async |admin| {
        let neither = admin.refused(&["forecast"], 2).await;
        assert!(neither.contains("<NICHANDLE|--all>"), "{neither}");
        let both = admin.refused(&["forecast", "ab1-ovh", "--all"], 2).await;
        assert!(both.contains("cannot be used with '--all'"), "{both}");
        let nobody = admin.refused(&["forecast", "nobody"], 3).await;
        assert!(nobody.contains("there is no account nobody\n"), "{nobody}");
        let never = admin.refused(&["forecast", "ab1-ovh", "--months", "0"], 2).await;
        assert!(never.contains("1..=120"), "{never}");
    })
    .await;
}
