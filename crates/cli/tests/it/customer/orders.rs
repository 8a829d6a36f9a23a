//! `perennial orders`.

use expect_test::expect;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::shop::{Shop, each_guide};

/// Three orders on three days: one that lapsed, one that is paid, one that waits.
async fn three(shop: &Shop<'_>) -> [i64; 3] {
    let place = async |service: i64, period: &str| -> i64 {
        let body = json!({"duration": period, "services": [service]});
        let order = shop.alice.post(&format!("/service/{service}/renew"), body).await.ok();
        order["orderId"].as_i64().unwrap()
    };
    let lapsed = place(112_233, "P1M").await;
    shop.app.advance(SignedDuration::from_hours(12));
    let paid = place(12345, "P1Y").await;
    let body = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(shop.alice.post(&format!("/me/order/{paid}/pay"), body).await.ok(), json!(null));
    shop.app.advance(SignedDuration::from_hours(24));
    shop.app.engine.reconcile().await;
    [lapsed, paid, place(112_233, "P3M").await]
}

#[tokio::test]
async fn orders_are_listed_by_date_with_their_status() {
    each_guide(async |shop| {
        expect![[r#"
            There are no orders.
        "#]]
        .assert_eq(&shop.run(&["orders"]).await);
        three(shop).await;
        expect![[r#"
                 ORDER  DATE                     STATUS        NET    TOTAL  TO BE PAID UNTIL
            7091314438  2026-11-23 13:00 +01:00  cancelled  2.99 €   3.59 €
            9713613880  2026-11-24 01:00 +01:00  delivered  1.99 €   2.39 €
            1557490031  2026-11-25 01:00 +01:00  not paid   8.97 €  10.76 €  2026-11-26 01:00 +01:00
        "#]]
        .assert_eq(&shop.run(&["orders"]).await);
    })
    .await;
}

#[tokio::test]
async fn days_are_those_of_the_dates_that_are_shown() {
    each_guide(async |shop| {
        let [lapsed, paid, unpaid] = three(shop).await;
        // The second order was made in the first hour of the 24th in Paris, which was the 23rd in London.
        for (arguments, expected) in [
            (&["--from", "2026-11-24"][..], &[paid, unpaid][..]),
            (&["--to", "2026-11-23"], &[lapsed]),
            (&["--from", "2026-11-24", "--to", "2026-11-24"], &[paid]),
            (&["--from", "2026-11-25"], &[unpaid]),
            (&["--to", "2026-11-22"], &[]),
        ] {
            let listed = shop.json(&[&["orders"], arguments].concat()).await;
            let ids: Vec<&Value> =
                listed.as_array().unwrap().iter().map(|o| &o["orderId"]).collect();
            assert_eq!(ids, expected.to_vec(), "{arguments:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_order_is_shown_with_everything_that_belongs_to_it() {
    each_guide(async |shop| {
        let [lapsed, paid, unpaid] = three(shop).await;
        expect![[r#"
            Order 7091314438, 2026-11-23 13:00 +01:00: cancelled
            SERVICE            DESCRIPTION                     QUANTITY    EACH     NET
            vps112233.ovh.net  VPS SSD 1, renewal for 1 month         1  2.99 €  2.99 €
            Net 2.99 €, tax 0.60 €, total 3.59 €
        "#]]
        .assert_eq(&shop.run(&["orders", &lapsed.to_string()]).await);
        expect![[r#"
            Order 9713613880, 2026-11-24 01:00 +01:00: delivered
            SERVICE               DESCRIPTION                      QUANTITY    EACH     NET
            mypersonaldomain.ovh  Domain .ovh, renewal for 1 year         1  1.99 €  1.99 €
            Net 1.99 €, tax 0.40 €, total 2.39 €
            Paid 2026-11-24 01:00 +01:00 with paypal, reference SANDBOX-2074512624227124
            Bill FR00000001
        "#]]
        .assert_eq(&shop.run(&["orders", &paid.to_string()]).await);
        expect![[r#"
            Order 1557490031, 2026-11-25 01:00 +01:00: not paid
            SERVICE            DESCRIPTION                      QUANTITY    EACH     NET
            vps112233.ovh.net  VPS SSD 1, renewal for 3 months         1  8.97 €  8.97 €
            Net 8.97 €, tax 1.79 €, total 10.76 €
            To be paid until 2026-11-26 01:00 +01:00
            It accepts (perennial pay 1557490031 --with …):
              WITH      OR               WHAT
              5001      paypal:1234      PayPal alice@example.com  default
              5002      creditCard:4321  card alice@example.com
              fidelity                   fidelity points
              prepaid                    the prepaid account
        "#]]
        .assert_eq(&shop.run(&["orders", &unpaid.to_string()]).await);
        expect![[r#"
            error: The requested object (orderId = 1) does not exist
            exit code 3
        "#]]
        .assert_eq(&shop.run(&["orders", "1"]).await);
    })
    .await;
}

#[tokio::test]
async fn programs_get_the_wire_s_values() {
    each_guide(async |shop| {
        let [_, paid, unpaid] = three(shop).await;
        let listed = shop.json(&["orders", "--from", "2026-11-25"]).await;
        let of_order =
            async |id: i64, what: &str| shop.alice.get(&format!("/me/order/{id}{what}")).await.ok();
        let mut expected = of_order(unpaid, "").await;
        expected["status"] = json!("notPaid");
        assert_eq!(listed, json!([expected]));

        let expected = json!({
            "order": of_order(paid, "").await,
            "status": "delivered",
            "details": [of_order(paid, "/details/1").await],
            "payment": of_order(paid, "/payment").await,
            "associatedObject": {"id": "FR00000001", "type": "Bill"},
            "accepted": null,
        });
        assert_eq!(shop.json(&["orders", &paid.to_string()]).await, expected);
        let shown = shop.json(&["orders", &unpaid.to_string()]).await;
        assert_eq!((&shown["payment"], &shown["status"]), (&json!(null), &json!("notPaid")));
        assert_eq!(shown["accepted"]["paymentMethods"][0]["paymentMethodId"], 5001);
    })
    .await;
}
