//! The default payment method, in both generations, and what a method is called.

use expect_test::expect;
use perennial_core::means::MethodStatus;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Holding, User, account, each_app, pretty};
use serde_json::{Value, json};

use crate::support::{brief, import, live_until, refusal};

async fn default(user: &User) -> Value {
    user.get("/me/payment/method?default=true").await.ok()
}

#[tokio::test]
async fn the_whole_method_is_put_back_with_a_change() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let path = "/me/payment/method/5002";
        let mut card = alice.get(path).await.ok();
        let back = app.unchanged(async || alice.put(path, card.clone()).await).await;
        assert_eq!(back.ok(), card, "as it was read, it changes nothing, and is answered");
        card["default"] = json!(true);
        card["description"] = json!(" Company card ");
        card["status"] = json!("EXPIRED");
        card["paymentMethodId"] = json!(1);
        card["label"] = json!(null);
        let after = alice.put(path, card).await.ok();
        let fields = ["paymentMethodId", "default", "description", "status", "label"];
        expect![[r#"paymentMethodId=5002 default=true description="Company card" status="VALID" label="alice@example.com""#]].assert_eq(&brief(&after, &fields));
        assert_eq!(alice.get(path).await.ok(), after);
        assert_eq!(default(&alice).await, json!([5002]));
        let older = alice.get("/me/paymentMean/creditCard/4321").await.ok();
        assert_eq!(
            brief(&older, &["defaultPaymentMean", "description"]),
            r#"defaultPaymentMean=true description="Company card""#
        );
        let journal = app.journal(alice.account).await;
        expect![[r#"
            [
              "application.create application 7163879021: test program",
              "credential.validate credential 4996108741: GET /*, POST /*, PUT /*, DELETE /*, without end",
              "method.change payment method 5002: described as Company card",
              "method.choose payment method 5002: creditCard is debited first"
            ]"#]].assert_eq(&pretty(&journal[1..].to_vec()));

        // Each part alone; null says nothing.
        let put = async |body: Value| alice.put(path, body).await;
        for nothing in [
            json!({}),
            json!({"default": true}),
            json!({"description": null, "default": null}),
            json!({"description": "Company card"}),
        ] {
            assert_eq!(app.unchanged(async || put(nothing).await).await.status, 200);
        }
        assert_eq!(put(json!({"description": ""})).await.ok()["description"], json!(null));
        let not_default = json!({"default": false, "description": "Mine"});
        let refused = app.unchanged(async || put(not_default.clone()).await).await;
        expect!["400 payment method 5002 is the default, and one has to be: make another one the default instead"].assert_eq(&refusal(&refused));
        let other = alice.put("/me/payment/method/5001", not_default).await.ok();
        assert_eq!(
            brief(&other, &["default", "description"]),
            r#"default=false description="Mine""#
        );
        assert_eq!(default(&alice).await, json!([5002]));
    })
    .await;
}

#[tokio::test]
async fn a_default_is_chosen_in_the_older_form() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        for (kind, mean, method) in [
            ("bankAccount", 3333, 5003),
            ("creditCard", 4321, 5002),
            ("deferredPaymentAccount", 4444, 5004),
            ("paypal", 1234, 5001),
        ] {
            let path = format!("/me/paymentMean/{kind}/{mean}/chooseAsDefaultPaymentMean");
            let choose = async || alice.call("POST", &path, None).await;
            assert_eq!(choose().await.ok(), json!(null));
            assert_eq!(default(&alice).await, json!([method]));
            let mean = alice.get(&format!("/me/paymentMean/{kind}/{mean}")).await.ok();
            assert_eq!(mean["defaultPaymentMean"], true);
            assert_eq!(app.unchanged(choose).await.ok(), json!(null), "so it is already");
        }
        // The id of another kind is none of this one.
        let path = "/me/paymentMean/paypal/4321/chooseAsDefaultPaymentMean";
        assert_eq!(alice.call("POST", path, None).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_was_done_under_a_key_is_not_done_again() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let choose = async |user: &User, kind: &str, id: i64| {
            let path = format!("/me/paymentMean/{kind}/{id}/chooseAsDefaultPaymentMean");
            user.call("POST", &path, None).await
        };
        let keyed = alice.with_key("k1");
        assert_eq!(choose(&keyed, "creditCard", 4321).await.status, 200);
        assert_eq!(choose(&alice, "paypal", 1234).await.status, 200);
        // The repeat of the first request comes late, and does not undo the second.
        let late = app.unchanged(async || choose(&keyed, "creditCard", 4321).await).await;
        assert_eq!(late.ok(), json!(null));
        assert_eq!(default(&alice).await, json!([5001]));
        expect![[r#"
            [
              "application.create application 7163879021: test program",
              "credential.validate credential 4996108741: GET /*, POST /*, PUT /*, DELETE /*, without end",
              "method.choose payment method 5002: creditCard is debited first",
              "method.choose payment method 5001: paypal is debited first"
            ]"#]].assert_eq(&pretty(&app.journal(alice.account).await[1..].to_vec()));
    })
    .await;
}

#[tokio::test]
async fn only_what_is_valid_can_be_the_default() {
    each_app(async |app| {
        let Holding { methods, .. } = Holding::everything();
        let mut account = account("alice", &Holding { methods, ..Holding::guide() });
        for method in &mut account.methods {
            if method.kind.mean() == "creditCard" {
                method.status = MethodStatus::Expired;
            }
        }
        let alice = import(app, account).await;
        let put = alice.put("/me/payment/method/5002", json!({"default": true})).await;
        let path = "/me/paymentMean/creditCard/4321/chooseAsDefaultPaymentMean";
        let post = alice.call("POST", path, None).await;
        assert_eq!(refusal(&put), refusal(&post));
        expect!["409 payment method 5002 is EXPIRED; only one that is VALID can be the default"].assert_eq(&refusal(&put));
        // Its name is another matter.
        let body = json!({"description": "Old card", "default": false});
        assert_eq!(alice.put("/me/payment/method/5002", body).await.ok()["description"], "Old card");
        assert_eq!(
            alice.get("/me/availableAutomaticPaymentMeans").await.ok(),
            json!({"bankAccount": true, "creditCard": false, "deferredPaymentAccount": true, "paypal": true})
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_default_is_debited_at_once_for_what_is_unpaid() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.services.truncate(1);
        holding.links.clear();
        // PayPal is refused for good, and the card for now.
        holding.methods[0].3 = vec![Outcome::DeclineHard];
        holding.methods[1].3 = vec![Outcome::DeclineSoft; 3];
        holding.prepaid = "";
        let alice = app.add_user("alice", &holding).await;
        live_until(app, jiff::civil::date(2027, 1, 1)).await;
        let infos = async || alice.get("/domain/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos().await["status"], "unPaid");
        // To choose the default again is to ask for another try.
        let again = json!({"default": true});
        assert_eq!(alice.put("/me/payment/method/5001", again).await.ok()["default"], true);
        app.engine.reconcile().await;
        live_until(app, jiff::civil::date(2027, 1, 2)).await;
        assert_eq!(
            brief(&infos().await, &["status", "expiration"]),
            r#"status="ok" expiration="2028-01-15""#
        );
    })
    .await;
}
