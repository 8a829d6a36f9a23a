//! `perennial renew`.

use expect_test::expect;
use perennial_engine::gateway::sandbox::Order;
use perennial_testkit::{Holding, each_app};
use serde_json::json;

use super::shop::{Shop, each_guide, each_shop, losing};

/// The guide's domain and hosting.
const PAIR: [&str; 2] = ["domain/mypersonaldomain.ovh", "67890"];

#[tokio::test]
async fn a_dry_run_shows_the_order_and_changes_nothing() {
    each_guide(async |shop| {
        let before = shop.app.journal(shop.alice.account).await;
        let line = ["renew", PAIR[0], PAIR[1], "--period", "P1Y", "--dry-run"];
        expect![[r#"
            Renewal for P1Y
               ID  SERVICE               PRODUCT             EXPIRES
            12345  mypersonaldomain.ovh  Domain .ovh         2027-01-15
            67890  mypersonaldomain.ovh  Hosting Perso 2014  2027-01-15
            Net 37.87 €, tax 7.57 €, total 45.44 €
            Dry run: nothing was ordered.
        "#]]
        .assert_eq(&shop.run(&line).await);
        let answer = shop.json(&line).await;
        assert_eq!((&answer["dryRun"], &answer["order"]["orderId"]), (&json!(true), &json!(0)));
        assert_eq!(answer["order"]["priceWithTax"]["text"], "45.44 €");
        assert_eq!(answer.as_object().unwrap().len(), 2, "nothing is told of what was not done");
        assert_eq!(shop.app.journal(shop.alice.account).await, before);
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_ordered_and_paid_at_once_runs_longer() {
    each_guide(async |shop| {
        let line = ["renew", "12345", "67890", "--period", "P1Y", "--pay", "paypal:1234", "--yes"];
        expect![[r#"
            Order 7091314438 is placed. Net 37.87 €, tax 7.57 €, total 45.44 €
            Order 7091314438 is paid with PayPal alice@example.com (paypal 1234).
            Bill FR00000001.
               ID  SERVICE               PRODUCT             EXPIRES
            12345  mypersonaldomain.ovh  Domain .ovh         2028-01-15
            67890  mypersonaldomain.ovh  Hosting Perso 2014  2028-01-15
        "#]]
        .assert_eq(&shop.run(&line).await);
        assert_eq!(shop.expiries(&[12345, 67890]).await, ["2028-01-15", "2028-01-15"]);
        assert_eq!(shop.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_only_ordered_waits_to_be_paid() {
    each_guide(async |shop| {
        let line = ["renew", "vps112233.ovh.net", "--period", "P3M", "--yes"];
        expect![[r#"
            Order 7091314438 is placed. Net 8.97 €, tax 1.79 €, total 10.76 €
            It can be paid until 2026-11-24 13:00 +01:00: perennial pay 7091314438
        "#]]
        .assert_eq(&shop.run(&line).await);
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-01-31"]);
        assert_eq!(shop.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn programs_get_the_order_its_status_and_its_bill() {
    each_guide(async |shop| {
        let line = ["renew", "112233", "--period", "P1M", "--pay", "prepaid", "--yes"];
        let line = [&line[..], &["--idempotency-key", "mine"]].concat();
        let answer = shop.json(&line).await;
        assert_eq!(answer["order"]["priceWithTax"]["text"], "3.59 €");
        assert_eq!(answer["order"]["orderId"], shop.orders().await[0]);
        let order = answer["order"].clone();
        let rest = json!({"dryRun": false, "order": order, "idempotencyKey": "mine",
            "status": "delivered", "billId": "FR00000001"});
        assert_eq!(answer, rest);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_ordered_where_nobody_can_be_asked() {
    each_guide(async |shop| {
        let line = ["renew", "112233", "--period", "P1M"];
        expect![[r#"
            error: standard input is not a terminal, so there is nobody to ask
              give --yes to do it without asking
            exit code 2
        "#]]
        .assert_eq(&shop.run(&line).await);
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_set_that_is_no_strategy_is_refused_with_the_nearest() {
    each_guide(async |shop| {
        let line = ["renew", "12345", "112233", "--period", "P1Y", "--yes"];
        expect![[r#"
            error: these services are not a strategy: 112233 not linked with the service; nearest strategies: [12345]
            exit code 3
        "#]].assert_eq(&shop.run(&line).await);
        let line = ["renew", "12345", "--period", "P1M", "--dry-run"];
        expect![[r#"
            error: service 12345 cannot be renewed for P1M: its plan has no price for P1M; it can be renewed for P1Y, P2Y
            exit code 3
        "#]].assert_eq(&shop.run(&line).await);
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mean_that_is_not_there_is_told_before_anything_is_ordered() {
    each_guide(async |shop| {
        for (mean, expected) in [
            (
                "5009",
                expect![[r#"
                error: there is no payment method 5009; nothing was done
                  registered are 5001 (PayPal alice@example.com), 5002 (card alice@example.com)
                exit code 3
            "#]],
            ),
            (
                "paypal:4321",
                expect![[r#"
                error: there is no paypal 4321; nothing was done
                  registered are 5001 (PayPal alice@example.com), 5002 (card alice@example.com)
                exit code 3
            "#]],
            ),
            (
                "bankAccount",
                expect![[r#"
                error: no bankAccount is registered; nothing was done
                  registered are 5001 (PayPal alice@example.com), 5002 (card alice@example.com)
                exit code 3
            "#]],
            ),
        ] {
            let line = ["renew", "112233", "--period", "P1M", "--yes", "--pay", mean];
            expected.assert_eq(&shop.run(&line).await);
        }
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_order_whose_payment_is_declined_stands_and_can_be_paid_otherwise() {
    let holding = Holding::guide_with_outcomes(&[Order::DeclineHard]);
    each_shop(&holding, async |shop| {
        let line = ["renew", "112233", "--period", "P1M", "--pay", "paypal", "--yes"];
        expect![[r#"
            Order 7091314438 is placed. Net 2.99 €, tax 0.60 €, total 3.59 €
            It can be paid until 2026-11-24 13:00 +01:00: perennial pay 7091314438
            error: order 7091314438 is placed, and not paid: the payment of order 7091314438 was declined (hard); pay with another means
              it can be paid with 5001 (PayPal alice@example.com), 5002 (card alice@example.com), fidelity (fidelity points), prepaid (the prepaid account)
            exit code 3
        "#]].assert_eq(&shop.run(&line).await);
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-01-31"]);
        let order = shop.orders().await[0].to_string();
        let paid = shop.run(&["pay", &order, "--with", "5002", "--yes"]).await;
        assert!(paid.contains("is paid with card"), "{paid}");
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"]);
    })
    .await;
}

#[tokio::test]
async fn programs_are_told_of_the_order_even_if_its_payment_fails() {
    let holding = Holding::guide_with_outcomes(&[Order::DeclineSoft]);
    each_shop(&holding, async |shop| {
        let line = ["renew", "112233", "--period", "P1M", "--pay", "default", "--yes"];
        let told = shop.run(&[&line[..], &["--output", "json"]].concat()).await;
        let lines: Vec<&str> = told.lines().collect();
        let [answer, failure, "exit code 3"] = lines.as_slice() else { panic!("{told}") };
        let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
        let failure: serde_json::Value = serde_json::from_str(failure).unwrap();
        assert_eq!(answer["order"]["orderId"], shop.orders().await[0]);
        assert_eq!((&answer["status"], &answer["billId"]), (&json!("notPaid"), &json!(null)));
        assert_eq!(failure["exitCode"], 3);
    })
    .await;
}

#[tokio::test]
async fn an_order_that_is_not_answered_is_in_doubt_and_can_be_repeated_with_its_key() {
    each_app(async |app| {
        let wrap = losing(|call| call == "POST /1.0/service/112233/renew");
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let line = ["renew", "112233", "--period", "P1M", "--pay", "paypal:1234", "--yes"];
        let line = [&line[..], &["--idempotency-key", "today"]].concat();
        expect![[r#"
            error: POST /service/112233/renew was not answered: the connection was lost; it may have been carried out all the same: look before you repeat it (connection closed before message completed)
              `perennial orders` shows whether there is an order; at a Perennial server the same command with --idempotency-key today does it once
            exit code 5
        "#]].assert_eq(&shop.run(&line).await);
        assert_eq!(shop.orders().await.len(), 1, "it was placed");
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-01-31"], "and it is not paid");

        // The same at a server that answers.
        let again = shop.again().await;
        let told = again.run(&line).await;
        assert!(told.contains("is paid with PayPal"), "{told}");
        assert_eq!(again.run(&line).await, told, "and the second repeat says the same");
        assert_eq!(shop.orders().await.len(), 1);
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"]);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_made_when_none_is_given() {
    each_app(async |app| {
        let wrap = losing(|call| call == "POST /1.0/service/112233/renew");
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let line = ["renew", "112233", "--period", "P1M", "--yes"];
        let told = shop.run(&line).await;
        let (_, key) = told.split_once("--idempotency-key ").unwrap();
        let (key, _) = key.split_once(' ').unwrap();
        let again = [&line[..], &["--idempotency-key", key]].concat();
        let told = shop.again().await.run(&again).await;
        assert!(told.contains("is placed"), "{told}");
        assert_eq!(shop.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_trial_that_is_not_answered_leaves_no_doubt() {
    each_app(async |app| {
        let wrap = losing(|call| call == "POST /1.0/service/112233/renew");
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let line = ["renew", "112233", "--period", "P1M", "--dry-run"];
        expect![[r#"
            error: POST /service/112233/renew was not answered: the connection was lost (connection closed before message completed)
            exit code 1
        "#]].assert_eq(&shop.run(&line).await);
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_not_answered_is_in_doubt() {
    each_app(async |app| {
        let wrap = losing(|call| call.ends_with("/payWithRegisteredPaymentMean") || call.ends_with("/status"));
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let line = ["renew", "112233", "--period", "P1M", "--pay", "paypal:1234", "--yes"];
        let line = [&line[..], &["--idempotency-key", "today"]].concat();
        expect![[r#"
            Order 7091314438 is placed. Net 2.99 €, tax 0.60 €, total 3.59 €
            error: POST /me/order/7091314438/payWithRegisteredPaymentMean was not answered: the connection was lost; it may have been carried out all the same: look before you repeat it (connection closed before message completed)
              `perennial orders 7091314438` shows what became of it; at a Perennial server the same command with --idempotency-key today does it once
            exit code 5
        "#]].assert_eq(&shop.run(&line).await);
        let told = shop.again().await.run(&line).await;
        assert!(told.contains("is paid with PayPal"), "{told}");
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"], "once");
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_not_answered_is_no_doubt_when_the_order_is_paid() {
    each_app(async |app| {
        let wrap = losing(|call| call.ends_with("/payWithRegisteredPaymentMean"));
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let line = ["renew", "112233", "--period", "P1M", "--pay", "paypal:1234", "--yes"];
        expect![[r#"
            Order 7091314438 is placed. Net 2.99 €, tax 0.60 €, total 3.59 €
            Order 7091314438 is paid with PayPal alice@example.com (paypal 1234).
            Bill FR00000001.
                ID  SERVICE            PRODUCT    EXPIRES
            112233  vps112233.ovh.net  VPS SSD 1  2027-02-28
            note: the payment was not answered, but order 7091314438 is paid
        "#]]
        .assert_eq(&shop.run(&line).await);
    })
    .await;
}

#[tokio::test]
async fn a_payment_without_an_outcome_is_in_doubt_too() {
    let holding = Holding::guide_with_outcomes(&[Order::NoAnswerThenApprove]);
    each_shop(&holding, async |shop| {
        let line = ["renew", "112233", "--period", "P1M", "--pay", "paypal:1234", "--yes"];
        let line = [&line[..], &["--idempotency-key", "today"]].concat();
        expect![[r#"
            Order 7091314438 is placed. Net 2.99 €, tax 0.60 €, total 3.59 €
            error: the outcome of payment 2074512624227124 of order 7091314438 is not known yet; it is being settled with the payment provider, nothing more is charged meanwhile: ask for the order's status
              `perennial orders 7091314438` shows what became of it; at a Perennial server the same command with --idempotency-key today does it once
            exit code 5
        "#]].assert_eq(&shop.run(&line).await);
    })
    .await;
}
