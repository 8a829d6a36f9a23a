//! `Idempotency-Key`: the same request twice does it once and is answered the same; the key is good for nothing else.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_api::catalogue::{LINES, Method, Operation, operations};
use perennial_core::PaymentMethodId;
use perennial_core::service::StateKind;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Call, Holding, TestApp, User, each_app};
use serde_json::{Value, json};

use crate::coverage::{answered, bank_account, registration, take_back};

const KEY: &str = "idempotency-key";

async fn order(alice: &User, service: i64, period: &str) -> Value {
    let body = json!({"duration": period, "services": []});
    alice.post(&format!("/service/{service}/renew"), body).await.ok()["orderId"].clone()
}

/// A request of an operation, the same written differently, and another one.
struct Requests {
    one: Call,
    same: Call,
    other: Call,
}

async fn requests(app: &TestApp, alice: &User, operation: &Operation) -> Requests {
    if let Some((kind, _)) = operation.path.split_once("/{id}/chooseAsDefaultPaymentMean") {
        return choices(alice, kind.rsplit('/').next().unwrap());
    }
    if operation.path.ends_with("/terminate") {
        return ends(alice, operation);
    }
    if let Some((_, what @ ("suspend" | "reopen"))) = operation.path.rsplit_once('/') {
        return closures(alice, what).await;
    }
    if operation.path.ends_with("/debt/pay") || operation.path.starts_with("/me/debtAccount/") {
        return debts(app, alice, operation).await;
    }
    if operation.path.starts_with("/me/task/contactChange/") {
        return answers(app, alice, operation).await;
    }
    let (path, one, same, other) = match operation.path {
        path if path.ends_with("/confirmTermination") || path.ends_with("/terminate/confirm") => {
            let path = ending(operation);
            let ask = path.replace("/confirmTermination", "/terminate").replace("/confirm", "");
            assert_eq!(alice.request("POST", &format!("/1.0{ask}")).send().await.status, 200);
            let token = app.token_of(alice.account, ended(operation)).await;
            let body = |reason: &str| json!({"token": token, "reason": reason});
            let same = json!({"reason": "OTHER", "token": token, "commentary": null});
            (path, body("OTHER"), same, body("NO_ANSWER"))
        }
        "/auth/credential" => {
            let body = |path| json!({"accessRules": [{"method": "GET", "path": path}]});
            let same =
                json!({"redirection": null, "accessRules": [{"path": "/me", "method": "GET"}]});
            ("/auth/credential".to_owned(), body("/me"), same, body("/*"))
        }
        "/service/{serviceId}/renew" => {
            let body = json!({"duration": "P1Y", "services": [12345, 67890]});
            let same = json!({"services": [12345, 67890], "dryRun": null, "duration": "P1Y"});
            let other = json!({"duration": "P2Y", "services": [12345]});
            ("/service/12345/renew".to_owned(), body, same, other)
        }
        "/me/order/{orderId}/payWithRegisteredPaymentMean" => {
            let order = order(alice, 112_233, "P1M").await;
            let body = |mean, id: i64| json!({"paymentMean": mean, "paymentMeanId": id});
            let path = format!("/me/order/{order}/payWithRegisteredPaymentMean");
            (path, body("paypal", 1234), body("paypal", 1234), body("creditCard", 4321))
        }
        path @ ("/me/bill/export" | "/me/refund/export") => {
            let order = order(alice, 112_233, "P1M").await;
            let pay = json!({"paymentMethod": {"id": 5001}});
            assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.status, 200);
            let order = perennial_testkit::order_id(order.as_i64().unwrap());
            app.customer_of(alice.account).refund(order, &[], None).await.unwrap();
            let body = |form: &str| json!({"archiveType": form});
            let same = json!({"ids": null, "archiveType": "zip"});
            (path.to_owned(), body("zip"), same, body("csv"))
        }
        "/me/order/{orderId}/retraction" | "/me/order/{orderId}/waiveRetraction" => {
            let order = order(alice, 112_233, "P1M").await;
            let what = operation.path.rsplit('/').next().unwrap();
            let body = |reason: &str| match what {
                "retraction" => json!({ "reason": reason }),
                _ => json!({}),
            };
            (format!("/me/order/{order}/{what}"), body("other"), body("other"), body("unused"))
        }
        "/me/order/{orderId}/pay" => {
            let order = order(alice, 112_233, "P3M").await;
            let body = |id: i64| json!({"paymentMethod": {"id": id}});
            (format!("/me/order/{order}/pay"), body(5001), body(5001), body(5002))
        }
        path if path.ends_with("/changeContact") => {
            let body = |kind: &str| json!({kind: "carol-ovh"});
            let same = json!({"contactTech": null, "contactAdmin": "carol-ovh"});
            (ending(operation), body("contactAdmin"), same, body("contactBilling"))
        }
        "/services/{serviceId}/form/{formName}/answer" => {
            let id = Holding::everything().services.iter().map(|(id, ..)| *id).max().unwrap();
            let ends = json!({"terminationPolicy": "terminateAtExpirationDate"});
            assert_eq!(alice.put(&format!("/services/{id}"), ends).await.status, 200);
            let body = |reason: &str| json!({"answers": [{"question": "reason", "value": reason}]});
            let path = format!("/services/{id}/form/termination/answer");
            (path, body("OTHER"), body("OTHER"), body("NO_ANSWER"))
        }
        "/me/api/oauth2/client" => {
            let body =
                |name: &str| json!({"description": "", "flow": "CLIENT_CREDENTIALS", "name": name});
            let same = json!({"name": "One", "callbackUrls": null, "flow": "CLIENT_CREDENTIALS", "description": ""});
            ("/me/api/oauth2/client".to_owned(), body("One"), same, body("Other"))
        }
        "/me/autorenew" => {
            let body = |day: i64| json!({ "renewDay": day });
            ("/me/autorenew".to_owned(), body(15), body(15), body(16))
        }
        "/me/payment/method" => {
            let named = |name: &str| {
                let mut body = registration();
                body["description"] = json!(name);
                body
            };
            ("/me/payment/method".to_owned(), named("One"), named("One"), named("Other"))
        }
        "/me/payment/method/{paymentMethodId}/details" => {
            let id = alice.post("/me/payment/method", registration()).await.ok();
            let body =
                |month| json!({"details": format!("number=4242424242424242&expiration={month}")});
            let path = format!("/me/payment/method/{}/details", id["paymentMethodId"]);
            (path, body("05/28"), body("05/28"), body("06/28"))
        }
        "/me/payment/method/{paymentMethodId}/finalize" => {
            let body = |month: Value, year: Value| json!({"expirationMonth": month, "expirationYear": year});
            let none = body(json!(null), json!(null));
            let path = "/me/payment/method/5002/finalize".to_owned();
            (path, none.clone(), none, body(json!(5), json!(2028)))
        }
        "/me/paymentMean/bankAccount" => {
            let mut other = bank_account();
            other["iban"] = json!("FI2112345600000785");
            other["bic"] = json!("");
            ("/me/paymentMean/bankAccount".to_owned(), bank_account(), bank_account(), other)
        }
        path @ ("/me/paymentMean/creditCard" | "/me/paymentMean/paypal") => {
            let body = |name| json!({ "description": name });
            (path.to_owned(), body("One"), body("One"), body("Other"))
        }
        path if path.ends_with("/challenge") => {
            let (path, method) = match path {
                "/me/paymentMean/bankAccount/{id}/challenge" => {
                    (path.replace("{id}", "3333"), 5003)
                }
                "/me/paymentMean/creditCard/{id}/challenge" => (path.replace("{id}", "4321"), 5002),
                "/me/paymentMean/paypal/{id}/challenge" => (path.replace("{id}", "1234"), 5001),
                path => (path.replace("{paymentMethodId}", "5001"), 5001),
            };
            let method = PaymentMethodId::try_new(method).unwrap();
            let code = app.engine.vault().method_code(alice.account, method);
            let body = |code: &str| json!({ "challenge": code });
            (path, body(&code), body(&code), body("none"))
        }
        "/me/ovhAccount/{ovhAccountId}/creditOrder" | "/me/fidelityAccount/creditOrder" => {
            let path = operation.path.replace("{ovhAccountId}", "alice-ovh");
            let body = |amount: i64| json!({ "amount": amount });
            (path, body(10), body(10), body(11))
        }
        "/me/ovhAccount/{ovhAccountId}/retrieveMoney" => {
            let body = |amount: i64| json!({"bankAccountId": 3333, "amount": amount});
            let same = json!({"amount": 1, "bankAccountId": 3333});
            ("/me/ovhAccount/alice-ovh/retrieveMoney".to_owned(), body(1), same, body(2))
        }
        "/services/{serviceId}/billing/engagement/request" => {
            let body = |mode: &str| json!({ "pricingMode": mode });
            let path = operation.path.replace("{serviceId}", &unended(0));
            (path, body("engaged24"), body("engaged24"), body("upfront24"))
        }
        "/services/{serviceId}/billing/engagement/flush" => {
            let (service, wanted) = (unended(1), json!({"pricingMode": "engaged24"}));
            let request = format!("/services/{service}/billing/engagement/request");
            assert_eq!(alice.post(&request, wanted).await.status, 200);
            let order = order(alice, service.parse().unwrap(), "P1Y").await;
            let pay = json!({"paymentMethod": {"id": 5001}});
            let pay = alice.post(&format!("/me/order/{order}/pay"), pay).await;
            assert_eq!(pay.ok(), json!(null));
            let body = |ends: bool| json!({ "terminateSubscription": ends });
            let same = json!({"dryRun": null, "terminateSubscription": false});
            (operation.path.replace("{serviceId}", &service), body(false), same, body(true))
        }
        path => panic!("say here what is sent to {path}, and what would be something else"),
    };
    let call = |body: &Value| {
        let target = format!("/1.0{path}");
        let key = &alice.credentials.application_key;
        match operation.authentication {
            true => alice.request("POST", &target).json(body),
            false => app.request("POST", &target).json(body).header("x-ovh-application", key),
        }
    };
    let same = serde_json::to_string_pretty(&same).unwrap();
    Requests { one: call(&one), same: call(&json!(null)).body(same), other: call(&other) }
}

/// The id of a service that none of these operations ends.
fn unended(place: usize) -> String {
    let lines = LINES.iter().filter(|line| line.termination.is_none() && line.path != "sms");
    let line = lines.clone().nth(place).unwrap();
    let held = Holding::everything().services;
    let service = held.into_iter().find(|(_, product, ..)| *product == line.path).unwrap();
    service.0.to_string()
}

/// The path of an operation by which a service is ended, about one that can be.
fn ending(operation: &Operation) -> String {
    let line = LINES.iter().find(|line| line.all_operations().any(|one| one == operation));
    let service = |path: &str| {
        let held = Holding::everything().services;
        held.into_iter().find(|(_, product, ..)| *product == path).unwrap()
    };
    let (name, value) = match (line, operation.path.starts_with("/service/")) {
        (Some(line), _) => (line.parameter, service(line.path).2),
        (None, false) => ("serviceId", service("sms").0.to_string()),
        (None, true) => ("serviceId", SUSPENDED.to_string()),
    };
    operation.path.replace(&format!("{{{name}}}"), &value)
}

/// The service that is ended there.
fn ended(operation: &Operation) -> i64 {
    let line = LINES.iter().find(|line| line.all_operations().any(|one| one == operation));
    let product = line.map_or("sms", |line| line.path);
    let held = Holding::everything().services;
    held.into_iter().find(|(_, held, ..)| *held == product).unwrap().0
}

/// A service that is out of service.
const SUSPENDED: i64 = 300_001;

fn everything() -> Holding {
    let mut holding = Holding::everything();
    let long_ago = jiff::civil::date(2026, 11, 1);
    holding.services.push((SUSPENDED, "sms", "sms-2.example".to_owned(), "sms", long_ago));
    holding.states.push((SUSPENDED, StateKind::Suspended));
    let far = jiff::civil::date(2027, 6, 1);
    holding.services.push((CLOSED, "sms", "sms-3.example".to_owned(), "sms", far));
    // One for each answer to a change of contacts, named after it.
    for (id, answer) in (300_002..).zip(["accept", "refuse", "resendEmail"]) {
        let name = format!("sms-{answer}.example");
        holding.services.push((id, "sms", name, "sms", jiff::civil::date(2027, 6, 1)));
    }
    holding
}

/// Ends have no body: what is ended stands in the path.
fn ends(alice: &User, operation: &Operation) -> Requests {
    let call = |path: &str| alice.request("POST", &format!("/1.0{path}"));
    let path = ending(operation);
    let other = if path.starts_with("/vps/") {
        "/services/12345/terminate"
    } else {
        "/vps/vps112233.ovh.net/terminate"
    };
    Requests { one: call(&path), same: call(&path), other: call(other) }
}

/// Closures have no body either. What is reopened was suspended before.
async fn closures(alice: &User, what: &str) -> Requests {
    let call = |id: i64| alice.request("POST", &format!("/1.0/service/{id}/{what}"));
    if what == "reopen" {
        let suspend = format!("/1.0/service/{CLOSED}/suspend");
        // Another operation may have done so.
        let _ = alice.request("POST", &suspend).send().await;
    }
    Requests { one: call(CLOSED), same: call(CLOSED), other: call(12345) }
}

/// A service that is taken out of service there.
const CLOSED: i64 = 300_005;

/// An answer to a change of contacts, and one to another change.
async fn answers(app: &TestApp, alice: &User, operation: &Operation) -> Requests {
    let mut calls = Vec::new();
    for kind in ["contactBilling", "contactTech"] {
        let answer = operation.path.rsplit('/').next().unwrap();
        let service = format!("/sms/sms-{answer}.example/changeContact");
        let asked = alice.post(&service, json!({kind: "carol-ovh"})).await.ok();
        let path = operation.path.replace("{id}", &asked[0].to_string());
        let call = alice.request("POST", &format!("/1.0{path}"));
        let token = app.contact_token(alice.account, asked[0].as_i64().unwrap()).await;
        let has_body = !operation.path.ends_with("/resendEmail");
        calls.push(if has_body { call.json(&json!({ "token": token })) } else { call });
    }
    let [one, other] = <[Call; 2]>::try_from(calls).unwrap();
    Requests { same: one.clone(), one, other }
}

/// Orders for debts have no body: which debt it is stands in the path.
async fn debts(app: &TestApp, alice: &User, operation: &Operation) -> Requests {
    let mut calls = Vec::new();
    for _ in 0..2 {
        let order = order(alice, 112_233, "P1M").await;
        let pay = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.status, 200);
        take_back(app, alice, order.as_i64().unwrap()).await;
        let bill = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
        let debt = alice.get(&format!("/me/order/{order}/debt")).await.ok();
        let all = operation.path == "/me/debtAccount/pay" && !calls.is_empty();
        let path = if all { "/me/debtAccount/debt/{debtId}/pay" } else { operation.path };
        let path = path
            .replace("{orderId}", &order.to_string())
            .replace("{billId}", bill["id"].as_str().unwrap())
            .replace("{debtId}", &debt["debtId"].to_string());
        calls.push(alice.request("POST", &format!("/1.0{path}")));
    }
    let [one, other] = <[Call; 2]>::try_from(calls).unwrap();
    Requests { same: one.clone(), one, other }
}

/// Choices of a default have no body: what is chosen stands in the path.
fn choices(alice: &User, kind: &str) -> Requests {
    let means = [
        ("bankAccount", 3333),
        ("creditCard", 4321),
        ("deferredPaymentAccount", 4444),
        ("paypal", 1234),
    ];
    let call = |(kind, id): &(&str, i64)| {
        let path = format!("/1.0/me/paymentMean/{kind}/{id}/chooseAsDefaultPaymentMean");
        alice.request("POST", &path)
    };
    let one = means.iter().find(|(known, _)| *known == kind).map(call).unwrap();
    let other = means.iter().find(|(known, _)| *known != kind).map(call).unwrap();
    Requests { same: one.clone(), one, other }
}

fn posts() -> impl Iterator<Item = &'static Operation> {
    operations().filter(|operation| operation.method == Method::Post)
}

#[tokio::test]
async fn each_post_honours_the_key() {
    each_app(async |app| {
        let alice = app.add_user("alice", &everything()).await;
        app.add_user("carol", &Holding::default()).await;
        // Ending a credential twice is ending it once, and whoever has ended it can ask no more.
        // What is always refused keeps no key.
        let kept = |one: &&Operation| one.path != "/auth/logout" && answered(one) == 200;
        for operation in posts().filter(kept) {
            let Requests { one, same, other } = requests(app, &alice, operation).await;
            let key = format!("key-for-{}", operation.path);
            let first = one.clone().header(KEY, &key).send().await;
            assert_eq!(first.status, 200, "{operation:?}: {}", first.shown());
            app.advance(SignedDuration::from_secs(7));
            for again in [one, same] {
                let call = again.signed_after(7).header(KEY, &key);
                let second = app.unchanged(async || call.send().await).await;
                assert_eq!((second.status, &second.bytes), (200, &first.bytes), "{operation:?}");
            }
            let call = other.signed_after(7).header(KEY, &key);
            let conflict = app.unchanged(async || call.send().await).await;
            expect![[r#"
                409 {
                  "class": "Client::Conflict",
                  "message": "this Idempotency-Key was used for a request with another content; use a new key for a new request"
                }"#]]
            .assert_eq(&conflict.shown());
        }
    })
    .await;
}

#[tokio::test]
async fn each_post_refuses_a_key_that_is_none() {
    each_app(async |app| {
        let alice = app.add_user("alice", &everything()).await;
        app.add_user("carol", &Holding::default()).await;
        for operation in posts() {
            let one = match operation.path {
                "/auth/logout" => {
                    let rules = [("POST", "/auth/logout")];
                    let other = User::with_rules(app, alice.account, &rules).await;
                    other.request("POST", "/1.0/auth/logout")
                }
                _ => requests(app, &alice, operation).await.one,
            };
            let long = "k".repeat(256);
            for key in ["", "two words", "tab\t", "clé", &long] {
                let call = one.clone().header(KEY, key);
                let reply = app.unchanged(async || call.send().await).await;
                expect![[r#"
                    400 {
                      "class": "Client::BadRequest",
                      "details": {
                        "parameter": "Idempotency-Key"
                      },
                      "message": "Idempotency-Key: give one key of 1 to 255 visible ASCII characters"
                    }"#]]
                .assert_eq(&reply.shown());
            }
            let twice = one.clone().header(KEY, "one").header(KEY, "two");
            assert_eq!(app.unchanged(async || twice.send().await).await.status, 400);
            let longest = one.header(KEY, format!("{:k<255}", operation.path)).send().await;
            assert_eq!(longest.status, answered(operation), "{operation:?}: {}", longest.shown());
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_is_kept_for_over_a_year_whatever_happens_meanwhile() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": [12345]});
        let place = async |alice: &User| alice.post("/service/12345/renew", body.clone()).await;
        let keyed = alice.with_key("renewal of 2027".replace(' ', "-").as_str());
        let first = place(&keyed).await;
        let id = first.body["orderId"].clone();
        let pay = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{id}/pay"), pay).await.status, 200);
        // Paid: the order stands, so it is answered and not placed again.
        assert_eq!(place(&keyed).await.bytes, first.bytes);
        assert_eq!(alice.get("/me/order").await.ok(), json!([id]));
        app.advance(SignedDuration::from_hours(24 * 380));
        app.engine.reconcile().await;
        let other = app.restarted().await;
        assert_eq!(place(&keyed.at(&other)).await.bytes, first.bytes, "in another process");
        assert_eq!(place(&keyed).await.bytes, first.bytes);
        // Long after, it is a new key.
        app.advance(SignedDuration::from_hours(24 * 60));
        app.engine.reconcile().await;
        assert_ne!(place(&keyed).await.body["orderId"], id);
    })
    .await;
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await.with_key("k1");
        let renew = async |duration| {
            alice.post("/service/12345/renew", json!({"duration": duration, "services": []})).await
        };
        assert_eq!(app.unchanged(async || renew("P1M").await).await.status, 400);
        assert_eq!(renew("P1Y").await.status, 200);
        assert_eq!(renew("P1M").await.status, 409, "now it is taken");
        // Trying something is not doing it.
        let body = json!({"dryRun": true, "duration": "P1Y", "services": []});
        let dry = app.unchanged(async || alice.post("/service/67890/renew", body).await).await;
        assert_eq!(dry.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_repeated_with_its_outcome_and_without_a_charge() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Outcome::DeclineSoft, Outcome::Approve]);
        let alice = app.add_user("alice", &holding).await;
        let order = order(&alice, 12345, "P1Y").await;
        let pay = async |key: &str| {
            let body = json!({"paymentMethod": {"id": 5001}});
            alice.with_key(key).post(&format!("/me/order/{order}/pay"), body).await
        };
        let declined = pay("k1").await;
        assert_eq!(declined.status, 402);
        let again = app.unchanged(async || pay("k1").await).await;
        assert_eq!((again.status, again.bytes), (402, declined.bytes));
        assert_eq!(pay("k2").await.status, 200, "a new key is a new try");
        assert_eq!(app.unchanged(async || pay("k2").await).await.status, 200);
        assert_eq!(app.unchanged(async || pay("k1").await).await.status, 402);
        assert_eq!(app.unchanged(async || pay("k3").await).await.status, 409, "it is paid");
    })
    .await;
}

#[tokio::test]
async fn a_key_is_known_to_its_account_and_to_its_application_only() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await.with_key("k1");
        let bob = app.add_user("bob", &Holding::guide()).await.with_key("k1");
        let body = json!({"duration": "P1Y", "services": []});
        let hers = alice.post("/service/12345/renew", body.clone()).await.ok();
        let his = bob.post("/service/12345/renew", body.clone()).await.ok();
        assert_ne!(hers["orderId"], his["orderId"]);
        // Another program of the same account means the same.
        let rules = [("POST", "/service/*")];
        let other = User::with_rules(app, alice.account, &rules).await.with_key("k1");
        assert_eq!(other.post("/service/12345/renew", body).await.ok(), hers);

        // Before somebody has signed, all that is known is the application.
        let ask = async |user: &User| {
            let call = app.request("POST", "/1.0/auth/credential").header(KEY, "k1");
            let call = call.header("x-ovh-application", &user.credentials.application_key);
            call.json(&json!({"accessRules": [{"method": "GET", "path": "/me"}]})).send().await.ok()
        };
        let first = ask(&alice).await;
        assert_eq!(ask(&alice).await, first);
        assert_ne!(ask(&other).await["consumerKey"], first["consumerKey"]);
    })
    .await;
}

#[tokio::test]
async fn requests_at_once_with_one_key_are_one() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": [67890, 12345]});
        let call = alice.request("POST", "/1.0/service/12345/renew").json(&body).header(KEY, "k1");
        let replies = futures_util::future::join_all((0..8).map(|_| call.send())).await;
        for reply in &replies {
            assert_eq!((reply.status, &reply.bytes), (200, &replies[0].bytes));
        }
        let journal = app.journal(alice.account).await;
        assert_eq!(journal.iter().filter(|line| line.starts_with("order.place")).count(), 1);
    })
    .await;
}
