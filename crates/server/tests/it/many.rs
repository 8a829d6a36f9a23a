//! Calls that stand for many: batches, and pages of objects instead of lists of ids.

use expect_test::expect;
use perennial_testkit::{Call, Holding, Reply, TestApp, User, each_app, pretty};
use serde_json::{Value, json};

/// A call for a page, with more headers. Nothing of it is held against the schema of the list.
fn page(user: &User, target: &str, headers: &[(&str, &str)]) -> Call {
    let mode = ("x-pagination-mode", "CachedObjectList-Pages");
    let call = user.request("GET", target);
    headers.iter().chain([&mode]).fold(call, |call, (name, value)| call.header(name, value))
}

async fn ids(call: Call) -> Vec<Value> {
    let objects = call.send_unchecked().await.ok();
    objects.as_array().unwrap().iter().map(|object| object["serviceId"].clone()).collect()
}

async fn batch(user: &User, target: &str) -> Reply {
    user.request("GET", target).header("x-ovh-batch", ",").send_unchecked().await
}

/// What each entry of a batch came to, in one line.
fn brief(reply: Reply) -> String {
    let entries = reply.ok();
    let entries = entries.as_array().unwrap().iter().map(|entry| {
        assert_eq!(entry.as_object().unwrap().len(), 3);
        assert_ne!(entry["value"].is_null(), entry["error"].is_null());
        let error = entry["error"]["message"].as_str().unwrap_or("ok");
        format!("{}: {error}", entry["key"].as_str().unwrap())
    });
    entries.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_batch_answers_each_key_for_itself() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let reply = batch(&alice, "/1.0/service/12345,999,67890,x").await;
        expect![[r#"
            12345: ok
            999: This service does not exist
            67890: ok
            x: serviceId: `x` is not an id: ids are whole numbers from 1 to 9007199254740991"#]]
        .assert_eq(&brief(reply));
        let entries = batch(&alice, "/v1/service/67890").await.ok();
        let alone = alice.get("/service/67890").await.ok();
        assert_eq!(entries, json!([{"key": "67890", "value": alone, "error": null}]));
        // The error is the body that the call has by itself.
        let entries = batch(&alice, "/1.0/service/999").await.ok();
        assert_eq!(entries[0]["error"], alice.get("/service/999").await.body);
        // In the middle of a path, with names, encoded, and with what the query says.
        let infos = "/1.0/vps/vps112233.ovh.net,none/serviceInfos";
        assert_eq!(
            brief(batch(&alice, infos).await),
            "vps112233.ovh.net: ok\nnone: This service does not exist"
        );
        let encoded = batch(&alice, "/1.0/service/12345%2C67890%2c12345/").await;
        assert_eq!(brief(encoded), "12345: ok\n67890: ok\n12345: ok");
        let renew = "/1.0/service/12345,67890/renew?includeOptions=maybe";
        let told = brief(batch(&alice, renew).await);
        assert_eq!(told.matches("includeOptions").count(), 2, "{told}");
        assert_eq!(brief(batch(&alice, "/1.0/service/12345,,").await).lines().count(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_batch_gives_nothing_that_a_single_call_would_not() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let reader = User::with_rules(
            app,
            alice.account,
            &[("GET", "/service/12345"), ("GET", "/service/12345,*")],
        );
        let told = brief(batch(&reader.await, "/1.0/service/12345,67890").await);
        assert_eq!(
            told,
            "12345: ok\n67890: This call has not been granted: no rule of the credential covers GET /service/67890"
        );
        let nobody = User::with_rules(app, alice.account, &[("GET", "/service/12345")]).await;
        assert_eq!(batch(&nobody, "/1.0/service/12345,67890").await.status, 403);
        let unsigned = app.request("GET", "/1.0/service/12345,67890").header("x-ovh-batch", ",");
        assert_eq!(unsigned.send().await.status, 401);
        // What is there twice somewhere else is not hers.
        let other = app.add_user("bob", &Holding::many_vps(2)).await;
        assert!(!brief(batch(&other, "/1.0/service/12345,67890").await).contains("ok"));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_batch_is_answered_as_ever_or_refused() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let with = |method: &str, target: &str, separator: &str| {
            alice.request(method, target).header("x-ovh-batch", separator)
        };
        for target in ["/1.0/me", "/1.0/service", "/1.0/sms"] {
            let plain = alice.request("GET", target).send().await.ok();
            assert_eq!(with("GET", target, ",").send().await.ok(), plain, "{target}");
        }
        for separator in ["", ",,", "a", "1", " ", "/", "%"] {
            let reply = with("GET", "/1.0/service/12345", separator).send().await;
            let problem =
                "X-Ovh-Batch: give one character that separates the keys, such as a comma";
            assert_eq!(reply.error(), (400, problem), "{separator}");
        }
        let renamed = with("PUT", "/1.0/service/12345,67890", ",").json(&json!({}));
        assert_eq!(renamed.send().await.status, 400, "a change is never done to many");
        assert_eq!(with("GET", "/1.0/nowhere/1,2", ",").send().await.status, 404);
        let many = vec!["1"; 201].join(";");
        let many = with("GET", &format!("/1.0/service/{many}"), ";").send().await;
        assert_eq!(many.error(), (400, "X-Ovh-Batch: 201 keys are too many; ask for 200 at once"));
        let get = with("GET", "/1.0/service/12345;67890", ";").send_unchecked().await;
        let head = with("HEAD", "/1.0/service/12345;67890", ";").send().await;
        assert_eq!((head.status, head.bytes.len()), (200, 0));
        assert_eq!(head.header("content-length"), Some(get.bytes.len().to_string().as_str()));
    })
    .await;
}

async fn with_vps(app: &TestApp) -> User {
    app.add_user("alice", &Holding::many_vps(7)).await
}

#[tokio::test]
async fn a_page_has_objects_instead_of_ids() {
    each_app(async |app| {
        let alice = with_vps(app).await;
        let all = alice.get("/service").await.ok();
        let all = all.as_array().unwrap();
        let size = ("x-pagination-size", "3");
        for (number, expected) in
            [("1", &all[..3]), ("2", &all[3..6]), ("3", &all[6..]), ("4", &[])]
        {
            let call = page(&alice, "/1.0/service", &[size, ("x-pagination-number", number)]);
            let reply = call.send_unchecked().await;
            for (name, value) in [("elements", "7"), ("size", "3"), ("number", number)] {
                assert_eq!(reply.header(&format!("x-pagination-{name}")), Some(value));
            }
            let mut objects = Vec::new();
            for id in expected {
                objects.push(alice.get(&format!("/service/{id}")).await.ok());
            }
            assert_eq!(pretty(&reply.ok()), pretty(&objects), "page {number}");
        }
        let reply = page(&alice, "/v1/services", &[]).send_unchecked().await;
        assert_eq!(reply.header("x-pagination-size"), Some("25"));
        assert_eq!(reply.ok().as_array().unwrap().len(), 7);
        let head = alice.request("HEAD", "/1.0/service");
        let head = head.header("x-pagination-mode", "CachedObjectList-Pages").send().await;
        assert_eq!((head.bytes.len(), head.header("x-pagination-elements")), (0, Some("7")));
    })
    .await;
}

#[tokio::test]
async fn pages_are_sorted_and_filtered() {
    each_app(async |app| {
        let alice = with_vps(app).await;
        let all = ids(page(&alice, "/1.0/services", &[])).await;
        let backwards: Vec<_> = all.iter().rev().cloned().collect();
        let asked =
            async |headers: &[(&str, &str)]| ids(page(&alice, "/1.0/services", headers)).await;
        let (down, by_id) =
            (("x-pagination-sort-order", "DESC"), ("x-pagination-sort", "serviceId"));
        assert_eq!(asked(&[down]).await, backwards);
        assert_eq!(asked(&[down, by_id]).await, backwards);
        assert_eq!(asked(&[by_id]).await, all);
        let name = ("x-pagination-sort", "resource.name");
        assert_eq!(asked(&[name, down, ("x-pagination-size", "1")]).await, all[6..]);

        let third = all[2].to_string();
        let filter = async |text: &str| asked(&[("x-pagination-filter", text)]).await;
        assert_eq!(filter(&format!("serviceId:eq={third}")).await, [all[2].clone()]);
        assert_eq!(filter(&format!("serviceId:gt={third}")).await, all[3..]);
        assert_eq!(
            filter(&format!("serviceId:lt={third}&serviceId:ne={}", all[0])).await,
            all[1..2]
        );
        assert_eq!(filter(&format!("serviceId:in={},{third},1", all[0])).await.len(), 2);
        assert_eq!(filter("resource.name:like=VPS").await, all);
        assert!(filter("resource.name:like=nothing").await.is_empty());
        let text = format!("serviceId:gt={third}");
        let reply = page(&alice, "/1.0/services", &[("x-pagination-filter", &text), by_id]);
        let reply = reply.send_unchecked().await;
        assert_eq!(reply.header("x-pagination-elements"), Some("4"));
        assert_eq!(reply.header("x-pagination-sort"), Some("serviceId"));
    })
    .await;
}

#[tokio::test]
async fn pages_that_make_no_sense_are_refused() {
    each_app(async |app| {
        let alice = with_vps(app).await;
        for (name, value) in [
            ("size", "0"),
            ("size", "5001"),
            ("size", "-1"),
            ("size", "many"),
            ("number", "0"),
            ("number", "1.5"),
            ("sort", "nothing"),
            ("sort", ".serviceId"),
            ("sort-order", "UP"),
            ("filter", "serviceId"),
            ("filter", "serviceId:is=1"),
            ("filter", "nothing:eq=1"),
        ] {
            let header = format!("x-pagination-{name}");
            let reply = page(&alice, "/1.0/service", &[(&header, value)]).send().await;
            let (status, message) = reply.error();
            assert_eq!(status, 400, "{name} {value}");
            assert!(message.to_lowercase().starts_with(&header), "{message}");
        }
        let mode = alice.request("GET", "/1.0/service").header("x-pagination-mode", "Cursor");
        let told = "X-Pagination-Mode: `Cursor` is unknown; it can be CachedObjectList-Pages";
        assert_eq!(mode.send().await.error(), (400, told));
        // Without the mode, and where there are no objects to a list, nothing is different.
        let size = alice.request("GET", "/1.0/service").header("x-pagination-size", "0");
        assert_eq!(size.send().await.ok().as_array().unwrap().len(), 7);
        assert_eq!(page(&alice, "/1.0/sms", &[]).send().await.ok(), json!([]));
        assert!(page(&alice, "/1.0/me", &[]).send().await.ok().is_object());
        // A rule for the list is none for what is in it.
        let lister = User::with_rules(app, alice.account, &[("GET", "/service")]).await;
        let reply = page(&lister, "/1.0/service", &[]).send().await;
        assert_eq!(reply.error_code(), Some("NOT_GRANTED_CALL"));
    })
    .await;
}
