//! Payments that are refused: nothing is charged, and what else the order accepts is said.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Call, Holding, User, each_app};
use serde_json::{Value, json};

use super::{all_told, told};

async fn order(alice: &User, service: i64, period: &str) -> Value {
    let body = json!({"duration": period, "services": []});
    alice.post(&format!("/service/{service}/renew"), body).await.ok()["orderId"].clone()
}

fn pay(alice: &User, order: &Value, body: &Value) -> Call {
    let path = format!("/1.0/me/order/{order}/payWithRegisteredPaymentMean");
    alice.request("POST", &path).json(body)
}

fn pay_method(alice: &User, order: &Value, id: &Value) -> Call {
    let body = json!({"paymentMethod": {"id": id}});
    alice.request("POST", &format!("/1.0/me/order/{order}/pay")).json(&body)
}

fn paypal() -> Value {
    json!({"paymentMean": "paypal", "paymentMeanId": 1234})
}

#[tokio::test]
async fn means_that_are_not_accepted_are_refused_with_those_that_are() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = order(&alice, 67890, "P1Y").await;
        let mean = |name: &str, id: Value| {
            pay(&alice, &order, &json!({"paymentMean": name, "paymentMeanId": id}))
        };
        let calls = [
            ("no kind of mean", mean("bitcoin", json!(1))),
            ("a kind that is not registered", mean("bankAccount", json!(1))),
            ("its newer name", mean("SEPA_DIRECT_DEBIT", json!(1))),
            ("without the id", pay(&alice, &order, &json!({"paymentMean": "creditCard"}))),
            ("an id of nothing", mean("creditCard", json!(99))),
            ("the id of another kind", mean("creditCard", json!(1234))),
            ("the id in the other numbering", mean("paypal", json!(5001))),
            ("id 0", mean("paypal", json!(0))),
            ("no mean", pay(&alice, &order, &json!({}))),
            ("a mean that is a number", pay(&alice, &order, &json!({"paymentMean": 7}))),
            (
                "an unknown field",
                pay(&alice, &order, &json!({"paymentMean": "ovhAccount", "id": 1})),
            ),
            ("no method", pay_method(&alice, &order, &json!(99))),
            ("a method in the other numbering", pay_method(&alice, &order, &json!(1234))),
            ("method 0", pay_method(&alice, &order, &json!(0))),
            ("an order of nobody", pay(&alice, &json!(99), &paypal())),
        ];
        expect![[r#"
            no kind of mean
              400 Client::BadRequest {"parameter":"paymentMean"}
                paymentMean: `bitcoin` is not a payment mean of this server; it has bankAccount, creditCard, deferredPaymentAccount, paypal, ovhAccount and fidelityAccount
            a kind that is not registered
              403 Client::Forbidden {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                This order can't be paid with 'bankAccount'; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            its newer name
              403 Client::Forbidden {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                This order can't be paid with 'bankAccount'; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            without the id
              400 Client::BadRequest {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMeanId is required with 'creditCard'; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            an id of nothing
              404 Client::NotFound {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMeanId 99 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            the id of another kind
              404 Client::NotFound {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMeanId 1234 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            the id in the other numbering
              404 Client::NotFound {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMeanId 5001 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            id 0
              400 Client::BadRequest {"parameter":"paymentMeanId"}
                paymentMeanId: 0 is not an id: ids are whole numbers from 1 to 9007199254740991
            no mean
              400 Client::BadRequest
                The body is not what this call takes: missing field `paymentMean`
            a mean that is a number
              400 Client::BadRequest {"parameter":"paymentMean"}
                paymentMean: invalid type: integer `7`, expected a string (at line 1 column 16)
            an unknown field
              400 Client::BadRequest {"parameter":"id"}
                id: unknown field `id`, expected `paymentMean` or `paymentMeanId` (at line 1 column 5)
            no method
              404 Client::NotFound {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMethodId 99 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            a method in the other numbering
              404 Client::NotFound {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount"}
                paymentMethodId 1234 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
            method 0
              400 Client::BadRequest {"parameter":"paymentMethod.id"}
                paymentMethod.id: 0 is not an id: ids are whole numbers from 1 to 9007199254740991
            an order of nobody
              404 Client::NotFound
                The requested object (orderId = 99) does not exist
        "#]].assert_eq(&all_told(app, calls).await);
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "notPaid");
    })
    .await;
}

#[tokio::test]
async fn a_balance_that_does_not_suffice_is_said() {
    each_app(async |app| {
        let holding = Holding { prepaid: "40", fidelity: "4304", ..Holding::guide() };
        let alice = app.add_user("alice", &holding).await;
        let order = order(&alice, 67890, "P1Y").await;
        let calls = [
            ("prepaid", pay(&alice, &order, &json!({"paymentMean": "ovhAccount"}))),
            ("fidelity", pay(&alice, &order, &json!({"paymentMean": "fidelityAccount"}))),
        ];
        expect![[r#"
            prepaid
              402 Client::PaymentRequired {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002)"}
                the balance of ovhAccount is 40.00 €, the order is 43.06 €; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002)
            fidelity
              402 Client::PaymentRequired {"accepted":"paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002)"}
                the balance of fidelityAccount is 4304 points, the order is 43.06 €; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002)
        "#]].assert_eq(&all_told(app, calls).await);
        let means = alice.get(&format!("/me/order/{order}/availableRegisteredPaymentMean")).await;
        assert_eq!(means.ok(), json!([{"paymentMean": "creditCard"}, {"paymentMean": "paypal"}]));
        let nobody = app.add_user("bob", &Holding { methods: vec![], ..holding }).await;
        let order = self::order(&nobody, 67890, "P1Y").await;
        let call = pay(&nobody, &order, &paypal());
        expect![[r#"
            403 Client::Forbidden {"accepted":""}
                This order can't be paid with 'paypal'; accepted here: nothing at the moment, register a payment method first"#]].assert_eq(&told(app, call).await);
    })
    .await;
}

#[tokio::test]
async fn an_order_is_paid_once_and_in_time() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let paid = order(&alice, 12345, "P1Y").await;
        assert_eq!(pay(&alice, &paid, &paypal()).send().await.ok(), json!(null));
        let late = order(&alice, 67890, "P1Y").await;
        app.advance(SignedDuration::from_hours(24));
        let calls = [
            ("paid", pay(&alice, &paid, &paypal())),
            ("paid with something else", pay_method(&alice, &paid, &json!(5002))),
            ("late", pay(&alice, &late, &paypal())),
        ];
        let text = all_told(app, calls).await;
        let text = text.replace(&paid.to_string(), "PAID").replace(&late.to_string(), "LATE");
        expect![[r#"
            paid
              409 Client::Conflict
                order PAID is paid already; nothing is charged again
            paid with something else
              409 Client::Conflict
                order PAID is paid already; nothing is charged again
            late
              409 Client::Conflict
                order LATE could be paid until 2026-11-24T12:00:00Z; place a new one
        "#]]
        .assert_eq(&text);
        app.engine.reconcile().await;
        let cancelled = told(app, pay(&alice, &late, &paypal())).await;
        expect![[r#"
            409 Client::Conflict
                order LATE was cancelled at 2026-11-24T12:00:00Z; place a new one"#]]
        .assert_eq(&cancelled.replace(&late.to_string(), "LATE"));
        assert_eq!(alice.get(&format!("/me/order/{late}/status")).await.ok(), "cancelled");
        let none = alice.get(&format!("/me/order/{late}/availableRegisteredPaymentMean")).await;
        assert_eq!(none.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn of_two_orders_for_one_period_only_one_can_be_paid() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let alone = order(&alice, 12345, "P1Y").await;
        let body = json!({"duration": "P1Y", "services": [12345, 67890]});
        let both = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        assert_eq!(pay(&alice, &alone, &paypal()).send().await.ok(), json!(null));
        expect![[r#"
            409 Client::Conflict
                the order renews service 12345 from 2027-01-15, but it runs until 2028-01-15 now; place a new order"#]].assert_eq(&told(app, pay(&alice, &both, &paypal())).await);
    })
    .await;
}

#[tokio::test]
async fn a_declined_payment_charges_nothing_and_can_be_tried_again() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Outcome::DeclineSoft, Outcome::DeclineHard]);
        let alice = app.add_user("alice", &holding).await;
        let order = order(&alice, 12345, "P1Y").await;
        let shown =
            |reply: &perennial_testkit::Reply| reply.shown().replace(&order.to_string(), "ORDER");
        expect![[r#"
            402 {
              "class": "Client::PaymentRequired",
              "details": {
                "decline": "soft"
              },
              "message": "the payment of order ORDER was declined (soft); try again later or pay with another means"
            }"#]].assert_eq(&shown(&pay(&alice, &order, &paypal()).send().await));
        expect![[r#"
            402 {
              "class": "Client::PaymentRequired",
              "details": {
                "decline": "hard"
              },
              "message": "the payment of order ORDER was declined (hard); pay with another means"
            }"#]].assert_eq(&shown(&pay(&alice, &order, &paypal()).send().await));
        let infos = alice.get("/domain/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2027-01-15", "nothing was extended");
        assert_eq!(alice.get("/me/bill").await.ok(), json!([]));
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "notPaid");
        app.audit().await;
        let card = json!({"paymentMean": "creditCard", "paymentMeanId": 4321});
        assert_eq!(pay(&alice, &order, &card).send().await.ok(), json!(null));
        assert_eq!(alice.get("/me/bill").await.ok(), json!(["FR00000001"]));
    })
    .await;
}

#[tokio::test]
async fn a_payment_in_doubt_blocks_every_other_until_it_is_settled() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Outcome::NoAnswerThenApprove]);
        let alice = app.add_user("alice", &holding).await;
        let order = order(&alice, 12345, "P1Y").await;
        let reply = pay(&alice, &order, &paypal()).send().await;
        let shown = |text: String| text.replace(&order.to_string(), "ORDER");
        expect![[r#"
            409 {
              "class": "Client::Conflict",
              "message": "the outcome of payment 2074512624227124 of order ORDER is not known yet; it is being settled with the payment provider, nothing more is charged meanwhile: ask for the order's status"
            }"#]].assert_eq(&shown(reply.shown()));
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "checking");
        let renew = json!({"duration": "P2Y", "services": []});
        let calls = [
            ("again", pay(&alice, &order, &paypal())),
            ("with something else", pay_method(&alice, &order, &json!(5002))),
            ("from a balance", pay(&alice, &order, &json!({"paymentMean": "ovhAccount"}))),
            ("another order", alice.request("POST", "/1.0/service/12345/renew").json(&renew)),
        ];
        expect![[r#"
            again
              409 Client::Conflict
                order ORDER has a payment whose outcome is not known yet; it is settled by asking the payment provider, and nothing is charged meanwhile
            with something else
              409 Client::Conflict
                order ORDER has a payment whose outcome is not known yet; it is settled by asking the payment provider, and nothing is charged meanwhile
            from a balance
              409 Client::Conflict
                order ORDER has a payment whose outcome is not known yet; it is settled by asking the payment provider, and nothing is charged meanwhile
            another order
              409 Client::Conflict
                service 12345 is in order ORDER, which is being paid; wait for its outcome
        "#]].assert_eq(&shown(all_told(app, calls).await));
        app.advance(SignedDuration::from_mins(2));
        app.engine.reconcile().await;
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "delivered");
        let payment = alice.get(&format!("/me/order/{order}/payment")).await.ok();
        assert_eq!(payment["paymentType"], "paypal");
    })
    .await;
}

#[tokio::test]
async fn of_payments_at_once_one_is_made() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = order(&alice, 12345, "P1Y").await;
        let calls = [
            pay(&alice, &order, &paypal()),
            pay_method(&alice, &order, &json!(5002)),
            pay(&alice, &order, &json!({"paymentMean": "ovhAccount"})),
            pay(&alice, &order, &json!({"paymentMean": "fidelityAccount"})),
            pay(&alice, &order, &paypal()),
            pay_method(&alice, &order, &json!(5001)),
        ];
        let replies = futures_util::future::join_all(calls.iter().map(Call::send)).await;
        let made = replies.iter().filter(|reply| reply.status == 200).count();
        let statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        assert_eq!(made, 1, "{statuses:?}");
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            assert_eq!(reply.status, 409, "{}", reply.shown());
        }
        let journal = app.journal(alice.account).await;
        let settled = journal.iter().filter(|line| line.starts_with("order.settle")).count();
        assert_eq!(settled, 1, "{journal:?}");
        assert_eq!(alice.get("/me/bill").await.ok(), json!(["FR00000001"]));
        let infos = alice.get("/domain/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2028-01-15", "extended once");
    })
    .await;
}
