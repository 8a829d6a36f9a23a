//! The console: its page and what that is made of, and calls for whoever has signed in, well meant and not.

mod hostile;

use perennial_api::catalogue::operations;
use perennial_api::schema::body_example;
use perennial_testkit::{Holding, Reply, TestApp, each_app};
use serde_json::{Value, json};

use super::browser::{Browser, add_person, html, location};

pub(super) const CALL: &str = "/console/call";

/// The token that calls of a browser are sent with.
pub(super) async fn token(browser: &mut Browser<'_>) -> String {
    let page = browser.get("/console/").await;
    attribute(html(&page), "once")
}

fn attribute(html: &str, name: &str) -> String {
    let mark = format!("data-{name}=\"");
    let value = html.split(&mark).nth(1).unwrap().split('"').next().unwrap();
    value.replace("&#x2f;", "/")
}

/// A call as the console sends it.
pub(super) fn asked(once: &str, method: &str, path: &str, more: Value) -> Value {
    let mut asked =
        json!({"once": once, "method": method, "path": path, "isConfirmed": method != "GET"});
    if let (Some(asked), Value::Object(more)) = (asked.as_object_mut(), more) {
        asked.extend(more);
    }
    asked
}

/// What the API answered: status and body.
pub(super) fn answered(reply: &Reply) -> (u64, Value) {
    assert_eq!(reply.status, 200, "{}", reply.shown());
    let body = reply.body["body"].as_str().unwrap();
    (reply.body["status"].as_u64().unwrap(), serde_json::from_str(body).unwrap())
}

fn header<'r>(reply: &'r Reply, name: &str) -> Option<&'r str> {
    let headers = reply.body["headers"].as_array().unwrap();
    headers.iter().find(|pair| pair[0] == name).and_then(|pair| pair[1].as_str())
}

#[tokio::test]
async fn whoever_has_not_signed_in_is_sent_to_do_so() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::new(app);
        let door = location(&browser.get("/console/").await);
        assert_eq!(door, "/auth/sign-in?next=%2Fconsole%2F");
        let fields = [("account", "alice-ovh"), ("password", super::browser::PASSWORD)];
        assert_eq!(location(&browser.post(&door, &fields, &[]).await), "/console/");
        assert_eq!(location(&browser.get("/console").await), "/console/");
        let page = browser.get("/console/?section=%2Fme&branch=v1").await;
        let html = html(&page);
        assert_eq!(attribute(html, "endpoint"), "https://perennial.test/1.0");
        assert!(html.contains("aria-current=\"page\">Console</a>"), "{html}");
        assert!(!html.contains("data-sandbox"), "it is none");
    })
    .await;
}

#[tokio::test]
async fn what_the_page_is_made_of_is_kept_by_browsers() {
    let app = TestApp::new().await;
    add_person(&app, "alice").await;
    let mut browser = Browser::of(&app, "alice").await;
    let page = browser.get("/console/").await;
    let catalogue = attribute(html(&page), "catalogue");
    let linked = html(&page).replace("&#x2f;", "/");
    let linked = linked.split('"').filter(|part| part.starts_with("/assets/console-"));
    let mut files: Vec<String> = linked.map(str::to_owned).collect();
    assert_eq!(files.len(), 2, "a script and a stylesheet");
    files.push(catalogue.clone());
    for file in files {
        let plain = browser.get(&file).await;
        assert_eq!(plain.status, 200, "{file}");
        let kept = "public, max-age=31536000, immutable";
        assert_eq!(plain.header("cache-control"), Some(kept), "{file}");
        let packed =
            browser.send("GET", &file, String::new(), &[("accept-encoding", "gzip")]).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"));
        assert!(
            packed.bytes.len() * 2 < plain.bytes.len() && packed.bytes.len() < 40_000,
            "{file}"
        );
    }
    let described = browser.get(&catalogue).await.body;
    let named = described["operations"].as_array().unwrap().iter();
    let named: Vec<_> =
        named.map(|one| (one["m"].as_str().unwrap(), one["p"].as_str().unwrap())).collect();
    let all: Vec<_> = operations().map(|one| (one.method.as_str(), one.path)).collect();
    assert_eq!(named, all);
}

#[tokio::test]
async fn calls_are_answered_as_the_api_answers_them() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let once = token(&mut browser).await;
        let me = browser.json(CALL, &asked(&once, "GET", "/me", json!({})), &[]).await;
        assert_eq!(answered(&me), (200, alice.get("/me").await.ok()));
        assert!(header(&me, "x-ovh-queryid").is_some_and(|id| id.starts_with("EU.")));
        assert!(me.body["microseconds"].is_u64() && me.body["isCut"] == false);

        let query = json!({"query": "includeOptions=true"});
        let ways = browser.json(CALL, &asked(&once, "GET", "/service/12345/renew", query), &[]).await;
        let same = alice.get("/service/12345/renew?includeOptions=true").await.ok();
        assert_eq!(answered(&ways), (200, same));

        // Several at once, by the headers that the API heeds of everybody.
        let headers = json!({"headers": {"X-Pagination-Mode": "CachedObjectList-Pages", "X-Pagination-Size": "1"}});
        let page = browser.json(CALL, &asked(&once, "GET", "/service", headers), &[]).await;
        assert_eq!(answered(&page).1.as_array().unwrap().len(), 1);
        assert!(header(&page, "x-pagination-elements").is_some());

        for (path, status, text) in [
            ("/service/1", 404, "This service does not exist"),
            ("/auth/currentCredential", 404, "in a session, not with a credential"),
            ("/vps/a%2Fb%20c", 404, "This service does not exist"),
        ] {
            let reply = browser.json(CALL, &asked(&once, "GET", path, json!({})), &[]).await;
            let (found, body) = answered(&reply);
            assert_eq!(found, status, "{body}");
            assert!(body["message"].as_str().unwrap().contains(text), "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_changed_is_noted_and_in_the_journal_as_signed_in() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let once = token(&mut browser).await;
        let renew =
            |dry: bool| json!({"dryRun": dry, "duration": "P1Y", "services": []}).to_string();
        let call =
            |body: String| asked(&once, "POST", "/service/12345/renew", json!({"body": body}));
        let tried = app.unchanged(async || browser.json(CALL, &call(renew(true)), &[]).await).await;
        assert_eq!(answered(&tried).0, 200);
        let unconfirmed = json!({"body": renew(false), "isConfirmed": false});
        let unconfirmed = asked(&once, "POST", "/service/12345/renew", unconfirmed);
        let refused = app.unchanged(async || browser.json(CALL, &unconfirmed, &[]).await).await;
        assert_eq!(refused.status, 400, "{}", refused.shown());

        // The same under one key is the same order; the token of the page is good as long as the session.
        let keyed = json!({"body": renew(false), "headers": {"Idempotency-Key": "mine"}});
        let keyed = asked(&once, "POST", "/service/12345/renew", keyed);
        let order = answered(&browser.json(CALL, &keyed, &[]).await).1["orderId"].clone();
        assert_eq!(answered(&browser.json(CALL, &keyed, &[]).await).1["orderId"], order);
        assert_eq!(alice.get("/me/order").await.ok(), json!([order]));
        let journal = app.engine.store().journal_after(alice.account, 0, 1000).await.unwrap();
        let placed = journal.iter().find(|one| one.entry.action.code() == "order.place").unwrap();
        assert_eq!(placed.entry.actor, "signed in");
        let noted = alice.get("/me/api/logs/self").await.ok();
        let last = noted.as_array().unwrap().last().unwrap();
        let last = alice.get(&format!("/me/api/logs/self/{last}")).await.ok();
        assert_eq!(last["path"], "/service/12345/renew");
        assert_eq!(last["ip"], "192.0.2.1");
    })
    .await;
}

/// An example is what the operation can read: whether the thing of that name is there is another question.
#[tokio::test]
async fn every_example_of_a_body_can_be_read() {
    let app = TestApp::new().await;
    let alice = app.add_user("alice", &Holding::guide()).await;
    let mut count = 0;
    for operation in operations() {
        let Some(example) = body_example(operation) else { continue };
        let path = operation.path.replace("{serviceId}", "12345");
        let segments = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
        let path: Vec<_> = segments.collect();
        let target = format!("/1.0{}", path.join("/"));
        let reply = alice.request(operation.method.as_str(), &target).json(&example).send().await;
        let told = reply.body["message"].as_str().unwrap_or_default().to_owned();
        let is_unread =
            told.contains(" at line ") || told.contains("(at line") || told.starts_with("The body");
        assert!(
            !is_unread && reply.status < 500,
            "{} {}: {example}: {}",
            operation.method,
            operation.path,
            reply.shown()
        );
        count += 1;
    }
    assert!(count > 50, "{count}");
}
