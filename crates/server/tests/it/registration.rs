//! Registering payment methods: from the API to the page of the holder and back, and giving them up.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_core::PaymentMethodId;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Holding, Reply, TestApp, User, each_app, pretty};
use serde_json::{Value, json};

use crate::coverage::{bank_account, registration};
use crate::support::{brief, refusal};

const CARD: &str = "4242424242424242";

/// What a browser sees at an address, or is told after it has sent a form.
async fn browse(app: &TestApp, url: &str, form: Option<&str>) -> Reply {
    let target = url.strip_prefix("https://perennial.test").unwrap_or(url);
    let method = if form.is_some() { "POST" } else { "GET" };
    let call = app.request(method, target).from_address("192.0.2.1");
    app.send(call.body(form.unwrap_or_default()).build()).await
}

/// The token of the form on a page.
fn once(page: &Reply) -> String {
    let html = page.body.as_str().unwrap();
    html.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Fills in the form at an address, and sends it.
async fn fill(app: &TestApp, url: &str, fields: &str) -> Reply {
    let page = browse(app, url, None).await;
    assert_eq!(page.status, 200, "{}", page.shown());
    browse(app, url, Some(&format!("once={}&do=send&{fields}", once(&page)))).await
}

fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.shown());
    reply.header("location").unwrap().to_owned()
}

fn code(app: &TestApp, user: &User, method: &Value) -> String {
    let method = PaymentMethodId::try_new(method.as_i64().unwrap()).unwrap();
    app.engine.vault().method_code(user.account, method)
}

async fn register(user: &User) -> (Value, String) {
    let answer = user.post("/me/payment/method", registration()).await.ok();
    (answer["paymentMethodId"].clone(), answer["url"].as_str().unwrap().to_owned())
}

async fn method(user: &User, id: &Value) -> Value {
    user.get(&format!("/me/payment/method/{id}")).await.ok()
}

const SHOWN: [&str; 5] = ["status", "label", "paymentSubType", "default", "expirationDate"];

#[tokio::test]
async fn a_card_is_registered_on_its_page_and_pays() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let answer = alice.post("/me/payment/method", registration()).await.ok();
        let fields = ["validationType", "transactionId", "formSessionId"];
        expect![[r#"validationType="REDIRECT" transactionId=null formSessionId=null"#]]
            .assert_eq(&brief(&answer, &fields));
        let (id, url) = (&answer["paymentMethodId"], answer["url"].as_str().unwrap());
        expect![[r#"status="VALIDATING" label=null paymentSubType=null default=false expirationDate=null"#]]
            .assert_eq(&brief(&method(&alice, id).await, &SHOWN));

        // The page runs nothing, and is of no use to whoever has not its whole address.
        let page = browse(app, url, None).await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert!(policy.contains("form-action 'self' https://shop.example"), "{policy}");
        let guess = url.replace("&token=", "&token=a");
        assert_eq!(browse(app, &guess, None).await.status, 404);
        assert_eq!(browse(app, "/payment/method/register", None).await.status, 404);

        let number = format!("number={CARD}&expiration=05%2F28");
        let sent = fill(app, url, &number).await;
        assert!(url.ends_with(&location(&sent)), "the next step is at the same address");
        expect![[r#"status="VALIDATING" label="**** **** **** 4242" paymentSubType="VISA" default=false expirationDate="2028-05-31T23:59:59+02:00""#]]
            .assert_eq(&brief(&method(&alice, id).await, &SHOWN));
        let code = code(app, &alice, id);
        assert!(browse(app, url, None).await.body.as_str().unwrap().contains(&code));
        let confirmed = fill(app, url, &format!("code={code}")).await;
        assert_eq!(location(&confirmed), "https://shop.example/success");
        expect![[r#"status="VALID" label="**** **** **** 4242" paymentSubType="VISA" default=false expirationDate="2028-05-31T23:59:59+02:00""#]]
            .assert_eq(&brief(&method(&alice, id).await, &SHOWN));
        let finalize = json!({"expirationMonth": 5, "expirationYear": 2028});
        let path = format!("/me/payment/method/{id}/finalize");
        assert_eq!(alice.post(&path, finalize).await.ok()["status"], "VALID");
        let other = alice.post(&path, json!({"expirationMonth": 6, "expirationYear": 2028})).await;
        assert_eq!(other.status, 400, "{}", other.shown());

        // Both generations know it, and it pays.
        let mean = method(&alice, id).await["paymentMeanId"].clone();
        let card = alice.get(&format!("/me/paymentMean/creditCard/{mean}")).await.ok();
        expect![[r#"number="**** **** **** 4242" type="VISA" state="valid" threeDsValidated=true"#]]
            .assert_eq(&brief(&card, &["number", "type", "state", "threeDsValidated"]));
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let pay = json!({"paymentMethod": {"id": id}});
        assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.ok(), json!(null));
        let charges = alice.get(&format!("/me/payment/transaction?paymentMethodId={id}")).await.ok();
        let charge = alice.get(&format!("/me/payment/transaction/{}", charges[0])).await.ok();
        expect![[r#"value=2.39 status="SUCCESS" type="DEBIT""#]]
            .assert_eq(&brief(&charge, &["amount.value", "status", "type"]));
        assert_eq!(charge["paymentMethodId"], *id);
        assert_eq!(alice.get("/me/payment/transaction?status=FAILED").await.ok(), json!([]));
        let journal = app.journal(alice.account).await;
        assert!(!journal.join("\n").contains("42424"), "no more than four digits are kept");
        expect![[r#"
            [
              "method.register payment method …: creditCard: details to come",
              "method.change payment method …: creditCard: **** **** **** 4242",
              "method.confirm payment method …: creditCard: **** **** **** 4242"
            ]"#]]
        .assert_eq(&of_methods(&journal, id));
    })
    .await;
}

fn of_methods(journal: &[String], id: &Value) -> String {
    let lines = journal.iter().filter(|line| line.starts_with("method."));
    pretty(&lines.map(|line| line.replace(&id.to_string(), "…")).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_form_is_sent_once_and_mistakes_are_told() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (id, url) = register(&alice).await;
        for (fields, problem) in [
            ("number=4242424242424241&expiration=05%2F28", "the card number is mistyped"),
            ("number=4242&expiration=05%2F28", "card numbers have 12 to 19"),
            ("number=4242424242424242&expiration=10%2F26", "the card ended on 2026-10-31"),
            ("number=4242424242424242&expiration=13%2F28", "must be a month and a year"),
            ("", "card numbers have 12 to 19"),
        ] {
            let refused = app.unchanged(async || fill(app, &url, fields).await).await;
            let html = refused.body.as_str().unwrap();
            assert_eq!(refused.status, 400, "{fields}");
            assert!(html.contains(problem), "{fields}: {html}");
            assert!(!html.contains("424242424242424"), "a number is not shown again");
        }
        let first = once(&browse(app, &url, None).await);
        let form = format!("once={first}&do=send&number={CARD}&expiration=05%2F28");
        assert_eq!(browse(app, &url, Some(&form)).await.status, 303);
        // Sent again, by a browser that goes back: it is an older step now.
        let again = app.unchanged(async || browse(app, &url, Some(&form)).await).await;
        assert_eq!(again.status, 400);
        assert!(again.body.as_str().unwrap().contains("This form was sent before"));
        let without = app.unchanged(async || browse(app, &url, Some("do=cancel")).await).await;
        assert_eq!(without.status, 400, "a form of somebody else's page has no token");
        let large = "x".repeat(20_000);
        assert_eq!(browse(app, &url, Some(&large)).await.status, 413);

        // A wrong code is counted, here and over the API alike.
        let wrong = fill(app, &url, "code=000000x").await;
        assert_eq!(wrong.status, 400);
        assert!(wrong.body.as_str().unwrap().contains("2 more may be tried"));
        let path = format!("/me/payment/method/{id}/challenge");
        let refused = alice.post(&path, json!({"challenge": "none"})).await;
        let told = refusal(&refused).replace(&id.to_string(), "…");
        expect!["400 the code is not the one that the holder of payment method … was sent; 1 more may be tried"]
            .assert_eq(&told);
        let last = fill(app, &url, "code=none").await;
        assert_eq!(location(&last), "https://shop.example/failure");
        assert_eq!(method(&alice, &id).await["status"], "REJECTED");
        let late = alice.post(&path, json!({"challenge": code(app, &alice, &id)})).await;
        assert_eq!(late.status, 409, "{}", late.shown());
        let page = browse(app, &url, None).await;
        assert!(page.body.as_str().unwrap().contains("wrong too often"));
        let mean = method(&alice, &id).await["paymentMeanId"].clone();
        let older = alice.get(&format!("/me/paymentMean/creditCard/{mean}")).await;
        assert_eq!(older.status, 404, "the older means have no state for it");
    })
    .await;
}

#[tokio::test]
async fn a_registration_is_given_up_left_for_later_or_over() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (id, url) = register(&alice).await;
        let token = once(&browse(app, &url, None).await);
        let gone = browse(app, &url, Some(&format!("once={token}&do=cancel"))).await;
        assert_eq!(location(&gone), "https://shop.example/cancel");
        assert_eq!(method(&alice, &id).await["status"], "CANCELED");
        assert_eq!(alice.get("/me/payment/method?status=CANCELED").await.ok(), json!([id]));

        let (id, url) = register(&alice).await;
        fill(app, &url, &format!("number={CARD}&expiration=05%2F28")).await;
        let token = once(&browse(app, &url, None).await);
        let later = browse(app, &url, Some(&format!("once={token}&do=later"))).await;
        assert_eq!(location(&later), "https://shop.example/pending");
        app.advance(SignedDuration::from_hours(24));
        let challenge = json!({"challenge": code(app, &alice, &id)});
        let lapsed = alice.post(&format!("/me/payment/method/{id}/challenge"), challenge).await;
        assert!(refusal(&lapsed).starts_with("409 the registration of payment method"));
        assert_eq!(app.engine.reconcile().await.registrations_lapsed, 1);
        assert_eq!(app.engine.reconcile().await.registrations_lapsed, 0);
        let page = browse(app, &url, None).await;
        assert!(page.body.as_str().unwrap().contains("was not confirmed within a day"));
    })
    .await;
}

#[tokio::test]
async fn a_bank_account_is_registered_in_the_older_form() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let answer = alice.post("/me/paymentMean/bankAccount", bank_account()).await.ok();
        expect![[r#"validationType="simpleValidation" submitUrl=null"#]]
            .assert_eq(&brief(&answer, &["validationType", "submitUrl"]));
        let path = format!("/me/paymentMean/bankAccount/{}", answer["id"]);
        let shown = ["state", "iban", "bic", "ownerName", "ownerAddress", "defaultPaymentMean"];
        expect![[r#"state="pendingValidation" iban="FR14 **** 2606" bic="PSSTFRPP" ownerName="Alice Martin" ownerAddress="1 rue des Lilas" defaultPaymentMean=false"#]]
            .assert_eq(&brief(&alice.get(&path).await.ok(), &shown));
        let page = browse(app, answer["url"].as_str().unwrap(), None).await;
        let html = page.body.as_str().unwrap();
        assert!(html.contains("FR14 **** 2606") && !html.contains("0505"), "{html}");
        let methods = alice.get("/me/payment/method?status=VALIDATING").await.ok();
        let code = code(app, &alice, &methods[0]);
        let challenge = format!("{path}/challenge");
        assert_eq!(alice.post(&challenge, json!({ "challenge": code })).await.ok(), json!(null));
        assert_eq!(alice.get(&path).await.ok()["state"], "valid");
        let describe = json!({"description": "Company account"});
        assert_eq!(alice.put(&path, describe).await.ok(), json!(null));
        assert_eq!(alice.get(&path).await.ok()["description"], "Company account");
        assert_eq!(alice.call("DELETE", &path, None).await.ok(), json!(null));
        assert_eq!(alice.get(&path).await.status, 404);

        for (field, value, problem) in [
            ("iban", "FR1420041010050500013M02607", "400 the IBAN is mistyped: its check digits do not fit the rest"),
            ("iban", "US64SVBKUS6S3300958879", "400 an IBAN of US cannot be debited: SEPA direct debit does not reach that country"),
            ("bic", "COBADEFF", "400 the BIC is of a bank in DE, the IBAN of an account in FR"),
            ("ownerName", " ", "400 the name of the owner: the text is empty"),
        ] {
            let mut body = bank_account();
            body[field] = json!(value);
            let refused = app.unchanged(async || alice.post("/me/paymentMean/bankAccount", body).await).await;
            assert_eq!(refusal(&refused), problem);
        }
    })
    .await;
}

#[tokio::test]
async fn a_program_registers_without_a_browser() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::default()).await;
        let mut body = registration();
        body["paymentType"] = json!("PAYPAL");
        body["formData"] = json!("email=alice%40example.com");
        let id = alice.post("/me/payment/method", body).await.ok()["paymentMethodId"].clone();
        let path = format!("/me/payment/method/{id}");
        let early = alice.post(&format!("{path}/finalize"), json!({})).await;
        assert_eq!(early.status, 409, "{}", early.shown());
        let challenge = json!({"challenge": code(app, &alice, &id)});
        assert_eq!(alice.post(&format!("{path}/challenge"), challenge).await.ok(), json!(null));
        let done = alice.post(&format!("{path}/finalize"), json!({})).await.ok();
        expect![[r#"status="VALID" label="alice@example.com" default=true"#]]
            .assert_eq(&brief(&done, &["status", "label", "default"]));

        let mut body = registration();
        body["default"] = json!(true);
        let id = alice.post("/me/payment/method", body).await.ok()["paymentMethodId"].clone();
        let path = format!("/me/payment/method/{id}");
        let details = json!({"details": format!("number={CARD}&expiration=2028-05")});
        let next = alice.post(&format!("{path}/details"), details.clone()).await.ok();
        assert_eq!(next["paymentMethodId"], id);
        let again = alice.post(&format!("{path}/details"), details).await;
        assert_eq!(again.status, 409, "{}", again.shown());
        let challenge = json!({"challenge": code(app, &alice, &id)});
        assert_eq!(alice.post(&format!("{path}/challenge"), challenge).await.ok(), json!(null));
        assert_eq!(alice.get("/me/payment/method?default=true").await.ok(), json!([id]));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_registered_says_what_can() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let available = alice.get("/me/payment/availableMethods").await.ok();
        let types: Vec<_> = available.as_array().unwrap().iter().map(|one| &one["paymentType"]).collect();
        assert_eq!(json!(types), json!(["CREDIT_CARD", "PAYPAL", "SEPA_DIRECT_DEBIT"]));
        let mut told = Vec::new();
        for (field, value) in [
            ("paymentType", json!("RUPAY")),
            ("paymentType", json!("DEFERRED_PAYMENT_ACCOUNT")),
            ("register", json!(false)),
            ("orderId", json!(1)),
            ("formData", json!("number=1")),
        ] {
            let mut body = registration();
            body[field] = value;
            let refused = app.unchanged(async || alice.post("/me/payment/method", body).await).await;
            told.push(refusal(&refused));
        }
        for address in ["javascript:alert(1)", "https://a@b.example/", "/done", ""] {
            let mut body = registration();
            body["callbackUrl"]["success"] = json!(address);
            let refused = app.unchanged(async || alice.post("/me/payment/method", body).await).await;
            told.push(refusal(&refused));
        }
        expect![[r#"
            [
              "400 paymentType: `RUPAY` is unknown; it can be CREDIT_CARD, PAYPAL, SEPA_DIRECT_DEBIT",
              "400 DEFERRED_PAYMENT_ACCOUNT cannot be registered here; what can be is CREDIT_CARD, PAYPAL, SEPA_DIRECT_DEBIT",
              "400 register: a method is registered here, and pays afterwards: pay the order with POST /me/order/{orderId}/pay",
              "400 orderId: a method is registered here, and pays afterwards: pay the order with POST /me/order/{orderId}/pay",
              "400 the card number has 1 digits; card numbers have 12 to 19",
              "400 callbackUrl.success: it must be an address that starts with https:// or http://",
              "400 callbackUrl.success: it must name a host after https:// or http://, and nothing else before the first slash",
              "400 callbackUrl.success: it must be an address that starts with https:// or http://",
              "400 callbackUrl.success: it must be an address that starts with https:// or http://"
            ]"#]]
        .assert_eq(&pretty(&told));
    })
    .await;
}

#[tokio::test]
async fn a_method_goes_when_nothing_needs_it() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Outcome::NoAnswerThenApprove]);
        let alice = app.add_user("alice", &holding).await;
        let remove = async |id: i64| {
            alice.call("DELETE", &format!("/me/payment/method/{id}"), None).await
        };
        let refused = app.unchanged(async || remove(5001).await).await;
        expect!["409 payment method 5001 is the default: make another one the default, then remove it"]
            .assert_eq(&refusal(&refused));
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let pay = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.status, 409);
        let chosen = alice.put("/me/payment/method/5002", json!({"default": true})).await;
        assert_eq!(chosen.status, 200);
        let refused = app.unchanged(async || remove(5001).await).await;
        assert!(refusal(&refused).starts_with("409 payment method 5001 cannot be removed while the outcome of payment"));
        app.reconcile_later().await;
        assert_eq!(remove(5001).await.ok()["status"], "CANCELED");
        let again = app.unchanged(async || remove(5001).await).await;
        assert_eq!(again.ok()["status"], "CANCELED", "it is so already");
        let last = app.unchanged(async || remove(5002).await).await;
        expect!["409 payment method 5002 is the last that can be debited, and 3 services renew automatically (12345 is one): register another method, or set them to manual renewal first"]
            .assert_eq(&refusal(&last));
    })
    .await;
}
