//! `perennial pay`.

use expect_test::expect;
use perennial_engine::gateway::sandbox::Order;
use perennial_testkit::{Holding, each_app};
use serde_json::{Value, json};

use super::shop::{Shop, each_guide, each_shop, losing};

/// Orders the renewal of the VPS for a month, and answers the order's id.
async fn order(shop: &Shop<'_>) -> String {
    let body = json!({"duration": "P1M", "services": [112_233]});
    shop.alice.post("/service/112233/renew", body).await.ok()["orderId"].to_string()
}

#[tokio::test]
async fn what_an_order_accepts_is_listed_when_nothing_is_given() {
    each_guide(async |shop| {
        let order = order(shop).await;
        expect![[r#"
            Order 7091314438: 3.59 €, not paid
            It accepts (perennial pay 7091314438 --with …):
              WITH      OR               WHAT
              5001      paypal:1234      PayPal alice@example.com  default
              5002      creditCard:4321  card alice@example.com
              fidelity                   fidelity points
              prepaid                    the prepaid account
        "#]]
        .assert_eq(&shop.run(&["pay", &order]).await);
        let listed = shop.json(&["pay", &order]).await;
        let of_order =
            async |what: &str| shop.alice.get(&format!("/me/order/{order}{what}")).await.ok();
        let expected = json!({
            "order": of_order("").await,
            "status": "notPaid",
            "paymentMethods": of_order("/paymentMethods").await["paymentMethods"],
            "paymentMeans": of_order("/availableRegisteredPaymentMean").await,
        });
        assert_eq!(listed, expected);
        assert_eq!(of_order("/status").await, "notPaid");
    })
    .await;
}

#[tokio::test]
async fn an_order_is_paid_in_each_way_that_it_accepts() {
    let ways = [
        "5001",
        "5002",
        "paypal:1234",
        "creditCard",
        "CREDIT_CARD:4321",
        "default",
        "prepaid",
        "fidelity",
    ];
    for way in ways {
        each_guide(async |shop| {
            let order = order(shop).await;
            let told = shop.run(&["pay", &order, "--with", way, "--yes"]).await;
            assert!(told.ends_with("Bill FR00000001.\n"), "{told}");
            assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"], "{way}");
        })
        .await;
    }
}

#[tokio::test]
async fn programs_get_status_and_bill() {
    each_guide(async |shop| {
        let order = order(shop).await;
        let line = ["pay", &order, "--with", "5001", "--yes", "--idempotency-key", "mine"];
        let expected = json!({"orderId": order.parse::<i64>().unwrap(), "idempotencyKey": "mine",
            "status": "delivered", "billId": "FR00000001"});
        assert_eq!(shop.json(&line).await, expected);
        assert_eq!(shop.json(&line).await, expected, "and the same when it is repeated");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_paid_where_nobody_can_be_asked() {
    each_guide(async |shop| {
        let order = order(shop).await;
        expect![[r#"
            error: standard input is not a terminal, so there is nobody to ask
              give --yes to do it without asking
            exit code 2
        "#]]
        .assert_eq(&shop.run(&["pay", &order, "--with", "5001"]).await);
        assert_eq!(shop.alice.get(&format!("/me/order/{order}/status")).await.ok(), "notPaid");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_pay_is_refused_with_what_can() {
    let holding = Holding { prepaid: "1", ..Holding::guide_with_outcomes(&[Order::DeclineSoft]) };
    each_shop(&holding, async |shop| {
        let order = order(shop).await;
        for (with, expected) in [
            ("5001", expect![[r#"
                error: the payment of order 7091314438 was declined (soft); try again later or pay with another means
                  it can be paid with 5001 (PayPal alice@example.com), 5002 (card alice@example.com), fidelity (fidelity points)
                exit code 3
            "#]]),
            ("prepaid", expect![[r#"
                error: the balance of ovhAccount is 1.00 €, the order is 3.59 €; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), fidelityAccount
                exit code 3
            "#]]),
            ("creditCard:1234", expect![[r#"
                error: there is no creditCard 1234; nothing was done
                  registered are 5001 (PayPal alice@example.com), 5002 (card alice@example.com)
                exit code 3
            "#]]),
            ("RUPAY:1", expect![[r#"
                error: there is no RUPAY 1; nothing was done
                  registered are 5001 (PayPal alice@example.com), 5002 (card alice@example.com)
                exit code 3
            "#]]),
        ] {
            expected.assert_eq(&shop.run(&["pay", &order, "--with", with, "--yes"]).await);
        }
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-01-31"]);
    })
    .await;
}

#[tokio::test]
async fn an_order_is_paid_once() {
    each_guide(async |shop| {
        let order = order(shop).await;
        shop.run(&["pay", &order, "--with", "5001", "--yes"]).await;
        expect![[r#"
            error: order 7091314438 is paid already; nothing is charged again
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["pay", &order, "--with", "5002", "--yes"]).await);
        expect![[r#"
            Order 7091314438: 3.59 €, delivered
        "#]]
        .assert_eq(&shop.run(&["pay", &order]).await);
        expect![[r#"
            error: The requested object (orderId = 1) does not exist
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["pay", "1", "--with", "5002", "--yes"]).await);
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_not_answered_is_in_doubt_and_can_be_repeated_with_its_key() {
    each_app(async |app| {
        let wrap = losing(|call| call.ends_with("/pay") || call.ends_with("/status"));
        let shop = Shop::open(app, &Holding::guide(), wrap).await;
        let order = order(&shop).await;
        let line = ["pay", &order, "--with", "5001", "--yes", "--idempotency-key", "mine"];
        expect![[r#"
            error: POST /me/order/7091314438/pay was not answered: the connection was lost; it may have been carried out all the same: look before you repeat it (connection closed before message completed)
              `perennial orders 7091314438` shows what became of it; at a Perennial server the same command with --idempotency-key mine does it once
            exit code 5
        "#]].assert_eq(&shop.run(&line).await);
        let told = shop.again().await.run(&line).await;
        assert!(told.contains("is paid with PayPal"), "{told}");
        assert_eq!(shop.expiries(&[112_233]).await, ["2027-02-28"], "once");
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_being_checked_is_in_doubt() {
    let holding = Holding::guide_with_outcomes(&[Order::NoAnswerThenApprove]);
    each_shop(&holding, async |shop| {
        let order = order(shop).await;
        let line = ["pay", &order, "--with", "5001", "--yes", "--output", "json"];
        for _ in 0..2 {
            let told = shop.run(&line).await;
            let failure: Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
            assert_eq!(failure["exitCode"], 5, "{failure}");
            assert!(
                failure["hint"].as_str().unwrap().contains(&format!("perennial orders {order}"))
            );
        }
    })
    .await;
}
