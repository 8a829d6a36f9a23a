//! Papers as one file: asked for with a signature, fetched with the address that a letter brings.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{Call, Holding, Reply, TestApp, User, each_app};
use serde_json::{Value, json};

use crate::support::refusal;

/// Renews something, pays it, and answers its order.
async fn bill(alice: &User, service: i64, period: &str) -> i64 {
    let body = json!({"duration": period, "services": []});
    let order = alice.post(&format!("/service/{service}/renew"), body).await.ok();
    let pay = json!({"paymentMethod": {"id": 5001}});
    let order = order["orderId"].as_i64().unwrap();
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.ok(), json!(null));
    order
}

/// The text of the last letter.
async fn letter(alice: &User) -> String {
    let ids = alice.get("/me/notification/email/history").await.ok();
    let id = ids.as_array().unwrap().last().unwrap();
    let letter = alice.get(&format!("/me/notification/email/history/{id}")).await.ok();
    letter["body"].as_str().unwrap().to_owned()
}

/// The address in the last letter, without the host.
async fn address(alice: &User) -> String {
    let text = letter(alice).await;
    let line = text.lines().find(|line| line.contains("/export?")).unwrap();
    let (_, rest) = line.split_once("://").unwrap();
    format!("/{}", rest.split_once('/').unwrap().1)
}

fn fetch(app: &TestApp, address: &str, from: &str) -> Call {
    app.request("GET", address).from_address(from).header("accept-language", "fr")
}

async fn get(app: &TestApp, address: &str) -> Reply {
    app.send(fetch(app, address, "192.0.2.1").build()).await
}

async fn export(alice: &User, what: &str, body: Value) -> Reply {
    alice.post(&format!("/me/{what}/export"), body).await
}

#[tokio::test]
async fn a_letter_brings_the_address_of_the_file() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = bill(&alice, 12345, "P1Y").await;
        app.advance(SignedDuration::from_hours(24));
        bill(&alice, 112_233, "P3M").await;
        assert_eq!(export(&alice, "bill", json!({"archiveType": "csv"})).await.ok(), json!(null));
        let text = letter(&alice).await;
        let (before, address) = text.split_once("&passwd=").unwrap();
        assert!(before.contains("Les factures que vous avez demandées"), "{text}");
        let token = address.lines().next().unwrap();
        assert_eq!((token.len(), text.matches(token).count()), (27, 1), "nowhere else: {text}");
        let csv = get(app, &self::address(&alice).await).await;
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
        assert_eq!(csv.header("referrer-policy"), Some("no-referrer"));
        let table = String::from_utf8(csv.bytes.clone()).unwrap();
        let first = table.replace(&order.to_string(), "FIRST");
        expect![[r#"
            number,date,order,net,tax,gross,currency
            FR00000001,2026-11-23,FIRST,1.99,0.40,2.39,EUR
            FR00000002,2026-11-24,9713613880,8.97,1.79,10.76,EUR
        "#]]
        .assert_eq(&first.replace('\r', ""));

        app.advance(SignedDuration::from_secs(1));
        assert_eq!(export(&alice, "bill", json!({"archiveType": "zip"})).await.ok(), json!(null));
        let address = self::address(&alice).await;
        let zip = get(app, &address).await;
        assert_eq!(zip.status, 200, "{}", zip.body);
        assert_eq!(zip.header("content-type"), Some("application/zip"));
        let name = zip.header("content-disposition").unwrap();
        assert!(name.starts_with("attachment; filename=\"bills-") && name.ends_with(".zip\""));
        let has = |part: &[u8]| zip.bytes.windows(part.len()).any(|found| found == part);
        assert!(zip.bytes.starts_with(b"PK\x03\x04") && has(csv.bytes.as_slice()));
        for number in ["FR00000001", "FR00000002"] {
            let paper = alice.get(&format!("/me/bill/{number}")).await.ok();
            let url = paper["pdfUrl"].as_str().unwrap();
            let pdf = get(app, url.strip_prefix("http://127.0.0.1:8080").unwrap_or(url)).await;
            assert!(has(pdf.bytes.as_slice()) && has(format!("{number}.pdf").as_bytes()));
        }
        assert_eq!(get(app, &address).await.bytes, zip.bytes, "as often as one likes, the same");
        let there = app.restarted().await;
        assert_eq!(get(&there, &address).await.bytes, zip.bytes, "in another process");
    })
    .await;
}

#[tokio::test]
async fn papers_are_chosen_by_number_or_time() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let first = bill(&alice, 12345, "P1Y").await;
        app.advance(SignedDuration::from_hours(24));
        bill(&alice, 67890, "P1Y").await;
        app.customer_of(alice.account)
            .refund(perennial_testkit::order_id(first), &[], None)
            .await
            .unwrap();
        let numbers = async |what: &str, mut body: Value| {
            // The last letter is known by its time.
            app.advance(SignedDuration::from_secs(1));
            body["archiveType"] = json!("csv");
            assert_eq!(export(&alice, what, body).await.ok(), json!(null));
            let table = get(app, &address(&alice).await).await;
            let text = String::from_utf8(table.bytes).unwrap();
            let numbers =
                text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned());
            numbers.collect::<Vec<_>>()
        };
        assert_eq!(numbers("bill", json!({"ids": ["FR00000002"]})).await, ["FR00000002"]);
        let until = json!({"endDate": "2026-11-23T23:00:00+01:00"});
        assert_eq!(numbers("bill", until).await, ["FR00000001"]);
        let since = json!({"startDate": "2026-11-24T00:00:00+01:00", "ids": null});
        assert_eq!(numbers("bill", since).await, ["FR00000002"]);
        assert_eq!(numbers("refund", json!({})).await, ["CN-FR00000001"]);
        // A file of one kind is not found among the other.
        let other = address(&alice).await.replace("/refund/", "/bill/");
        assert_eq!(get(app, &other).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_exported_is_said() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        bill(&alice, 12345, "P1Y").await;
        let bob = app.add_user("bob", &Holding::guide()).await;
        let many: Vec<_> = (0..1001).map(|number| format!("FR{number:08}")).collect();
        let times = json!({"startDate": "2027-01-01T00:00:00+01:00", "endDate": "2026-01-01T00:00:00+01:00"});
        let cases = [
            (&alice, "bill", json!({"archiveType": "rar"})),
            (&alice, "bill", json!({"ids": ["FR00000001"]})),
            (&alice, "bill", json!({"archiveType": "zip", "ids": []})),
            (&alice, "bill", json!({"archiveType": "zip", "ids": ["FR00000009"]})),
            (&alice, "refund", json!({"archiveType": "zip", "ids": ["FR00000001"]})),
            (&alice, "bill", json!({"archiveType": "zip", "ids": many})),
            (&alice, "bill", json!({"archiveType": "zip", "ids": ["FR00000001"], "endDate": times["endDate"]})),
            (&alice, "bill", json!({"archiveType": "zip", "startDate": times["startDate"], "endDate": times["endDate"]})),
            (&alice, "bill", json!({"archiveType": "zip", "startDate": times["startDate"]})),
            (&alice, "bill", json!({"archiveType": "zip", "startDate": "yesterday"})),
            (&alice, "refund", json!({"archiveType": "zip"})),
            (&bob, "bill", json!({"archiveType": "zip", "ids": ["FR00000001"]})),
        ];
        let mut told = String::new();
        for (user, what, body) in cases {
            let reply = app.unchanged(async || export(user, what, body).await).await;
            told += &format!("{}\n", refusal(&reply));
        }
        expect![[r#"
            400 archiveType: `rar` is unknown; it can be csv, zip
            400 The body is not what this call takes: missing field `archiveType`
            400 ids is empty: name at least one, or leave it out for all
            404 ids: the account has no bill FR00000009
            404 ids: the account has no refund FR00000001
            400 1001 papers are too many for one file, 1000 are not; narrow it with startDate and endDate, or with ids
            400 name papers (ids) or a time (startDate, endDate), and not both
            400 startDate (2026-12-31T23:00:00Z) is after endDate (2025-12-31T23:00:00Z)
            409 no bill was issued in that time: there is nothing to export
            400 startDate: not a datetime; write it with its offset from UTC, as in 2018-05-15T15:49:06+02:00 (at line 1 column 45)
            409 no refund was issued in that time: there is nothing to export
            404 ids: the account has no bill FR00000001
        "#]].assert_eq(&told);
        for _ in 0..20 {
            assert_eq!(export(&alice, "bill", json!({"archiveType": "csv"})).await.status, 200);
        }
        let full = export(&alice, "bill", json!({"archiveType": "csv"})).await;
        expect!["409 20 exports can be fetched already, and no more at a time; use their letters, or ask again after 2026-11-26T12:00:00Z"].assert_eq(&refusal(&full));
    })
    .await;
}

#[tokio::test]
async fn an_address_opens_nothing_when_it_is_over_or_guessed() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = bill(&alice, 12345, "P1Y").await;
        assert_eq!(export(&alice, "bill", json!({"archiveType": "zip"})).await.status, 200);
        let address = address(&alice).await;
        // No part of the token stands in the database but under seal.
        let token = address.split_once("passwd=").unwrap().1;
        let letters = app.engine.store().notices(alice.account).await.unwrap();
        assert!(!format!("{letters:?}").contains(token));
        let paper = alice.get(&format!("/me/order/{order}")).await.ok();
        let password = paper["password"].as_str().unwrap();
        let closed = get(app, &address.replace(token, password)).await;
        assert_eq!(closed.status, 404, "the password of an order");
        let text = closed.body.as_str().unwrap();
        assert!(text.contains("lang=\"fr\""), "{text}");
        for wrong in [
            "/bill/export",
            "/bill/export?reference=x&passwd=y",
            "/bill/export?reference=9&passwd=a",
        ] {
            assert_eq!(get(app, wrong).await.bytes, closed.bytes, "{wrong}: alike");
        }
        for _ in 0..10 {
            app.send(fetch(app, &format!("{address}x"), "192.0.2.9").build()).await;
        }
        let throttled = app.send(fetch(app, &address, "192.0.2.9").build()).await;
        assert_eq!((throttled.status, throttled.header("retry-after")), (429, Some("60")));
        assert_eq!(get(app, &address).await.status, 200, "from elsewhere it opens");
        app.advance(SignedDuration::from_hours(72));
        assert_eq!(get(app, &address).await.bytes, closed.bytes);
        let ends =
            async || app.engine.store().paper_export_ends(alice.account).await.unwrap().len();
        assert_eq!(ends().await, 1);
        app.engine.reconcile().await;
        assert_eq!(ends().await, 0, "forgotten");
    })
    .await;
}
