//! `/me/api`: which programs may call for an account, and taking that away.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{Holding, TestApp, User, each_app, request};
use serde_json::{Value, json};

use crate::support::{brief, refusal};

const APPLICATIONS: &str = "/me/api/application";
const CREDENTIALS: &str = "/me/api/credential";

async fn get(user: &User, path: &str) -> Value {
    user.get(path).await.ok()
}

/// What becomes of a call: its status, and why.
async fn outcome(user: &User) -> String {
    let reply = user.get("/me").await;
    let code = reply.body["errorCode"].as_str().unwrap_or("granted").to_owned();
    format!("{} {code}", reply.status)
}

async fn status(user: &User, credential: &User) -> Value {
    get(user, &format!("{CREDENTIALS}/{}", credential.credential.get())).await["status"].clone()
}

/// Alice, Bob, and a program of Alice's that both let call for them.
async fn shared(app: &TestApp) -> [User; 4] {
    let alice = app.add_user("alice", &Holding::guide()).await;
    let bob = app.add_user("bob", &Holding::default()).await;
    let hers = User::with_rules(app, alice.account, &[("GET", "/me")]).await;
    let his = hers.granted_by(app, bob.account, &request(&[("GET", "/me")], &[])).await;
    [alice, bob, hers, his]
}

#[tokio::test]
async fn programs_and_what_they_may_do_are_read() {
    each_app(async |app| {
        let [alice, bob, hers, his] = shared(app).await;
        let id = hers.application.get();
        let mut all = vec![alice.application.get(), id];
        all.sort_unstable();
        assert_eq!(get(&alice, APPLICATIONS).await, json!(all));
        let application = json!({
            "applicationId": id,
            "applicationKey": hers.credentials.application_key,
            "description": "",
            "name": "test program",
            "status": "active",
        });
        let mut his_programs = vec![bob.application.get(), id];
        his_programs.sort_unstable();
        for (user, credential) in [(&alice, &hers), (&bob, &his)] {
            assert_eq!(get(user, &format!("{APPLICATIONS}/{id}")).await, application);
            let path = format!("{CREDENTIALS}/{}", credential.credential.get());
            assert_eq!(get(user, &format!("{path}/application")).await, application);
            let read = get(user, &path).await;
            assert_eq!(read["rules"], json!([{"method": "GET", "path": "/me"}]));
            assert_eq!(brief(&read, &["status", "expiration", "allowedIPs"]), r#"status="validated" expiration=null allowedIPs=null"#);
            let only = get(user, &format!("{CREDENTIALS}?applicationId={id}")).await;
            assert_eq!(only, json!([credential.credential.get()]));
        }
        assert_eq!(get(&bob, APPLICATIONS).await, json!(his_programs));
        // What is somebody else's does not exist, although the program is the same.
        let path = format!("{CREDENTIALS}/{}", his.credential.get());
        for reply in [alice.get(&path).await, alice.delete(&path).await] {
            assert_eq!(reply.status, 404, "{}", reply.shown());
        }
        let mut credentials = vec![alice.credential.get(), hers.credential.get()];
        credentials.sort_unstable();
        assert_eq!(get(&alice, CREDENTIALS).await, json!(credentials));
        assert_eq!(get(&alice, &format!("{CREDENTIALS}?status=validated")).await, json!(credentials));
        assert_eq!(get(&alice, &format!("{CREDENTIALS}?status=expired")).await, json!([]));
        let refused = alice.get(&format!("{CREDENTIALS}?status=forbidden")).await;
        expect!["400 status: `forbidden` is unknown; it can be expired, pendingValidation, refused, validated"]
            .assert_eq(&refusal(&refused));
    })
    .await;
}

#[tokio::test]
async fn only_the_addresses_of_a_credential_can_be_changed() {
    each_app(async |app| {
        let [alice, _, hers, _] = shared(app).await;
        let path = format!("{CREDENTIALS}/{}", hers.credential.get());
        let other = app.restarted().await;
        let from = async |address: &str| {
            let call = async |user: &User| {
                user.request("GET", "/1.0/me").from_address(address).send().await.status
            };
            let (here, there) = (call(&hers).await, call(&hers.at(&other)).await);
            assert_eq!(here, there, "every process knows it at once");
            here
        };
        assert_eq!(from("198.51.100.1").await, 200);
        let whole = get(&alice, &path).await;
        let put = async |body: Value| alice.put(&path, body).await;
        // What is read can be written, and a part of it says nothing of the rest.
        for body in [whole.clone(), json!({}), json!({"rules": [], "status": "expired"})] {
            assert_eq!(app.unchanged(async || put(body.clone()).await).await.ok(), json!(null));
        }
        let mut body = whole.clone();
        body["allowedIPs"] = json!(["192.0.2.0/24", " 2001:db8::1 "]);
        body["rules"] = json!([{"method": "GET", "path": "/*"}]);
        body["expiration"] = json!("2999-01-01T00:00:00+00:00");
        body["status"] = json!(7);
        assert_eq!(put(body).await.ok(), json!(null));
        let mut expected = whole.clone();
        expected["allowedIPs"] = json!(["192.0.2.0/24", "2001:db8::1/128"]);
        let mut now = get(&alice, &path).await;
        now["lastUse"] = Value::Null;
        assert_eq!(now, expected);
        assert_eq!((from("198.51.100.1").await, from("192.0.2.7").await), (403, 200));
        assert_eq!(app.unchanged(async || put(expected.clone()).await).await.status, 200);
        // Two spellings of anywhere.
        for anywhere in [json!(null), json!([])] {
            assert_eq!(put(json!({"allowedIPs": ["192.0.2.0/24"]})).await.status, 200);
            assert_eq!(put(json!({"allowedIPs": anywhere})).await.status, 200);
            assert_eq!(from("198.51.100.1").await, 200);
        }
        let many: Vec<_> = (0..101).map(|n| format!("192.0.2.{n}")).collect();
        let mut refusals = String::new();
        for body in [
            json!({"allowedIPs": ["192.0.2.0/33"]}),
            json!({"allowedIPs": many}),
            json!({"allowedIPs": "192.0.2.0/24"}),
            json!({"allowedIps": null}),
        ] {
            let reply = app.unchanged(async || put(body).await).await;
            refusals += &format!("{}\n", refusal(&reply));
        }
        expect![[r#"
            400 allowedIPs: `192.0.2.0/33` is not an address block; write an address or a block such as 192.0.2.0/24 or 2001:db8::/32
            400 101 address blocks are given; at most 100 are allowed
            400 allowedIPs: invalid type: string "192.0.2.0/24", expected a list (at line 1 column 28)
            400 allowedIps: unknown field `allowedIps`, expected one of `allowedIPs`, `applicationId`, `creation`, `credentialId`, `expiration`, `lastUse`, `ovhSupport`, `rules`, `status` (at line 1 column 13)
        "#]]
        .assert_eq(&refusals);
        let journal = app.journal(alice.account).await;
        let told = journal.iter().filter(|line| line.starts_with("credential.restrict")).count();
        assert_eq!(told, 5, "{journal:?}");
    })
    .await;
}

#[tokio::test]
async fn a_credential_that_is_ended_is_over_for_every_process() {
    each_app(async |app| {
        let [alice, _, hers, his] = shared(app).await;
        let other = app.restarted().await;
        for user in [&hers, &hers.at(&other)] {
            assert_eq!(outcome(user).await, "200 granted");
        }
        let path = format!("{CREDENTIALS}/{}", hers.credential.get());
        assert_eq!(alice.delete(&path).await.ok(), json!(null));
        for user in [&hers, &hers.at(&other)] {
            assert_eq!(outcome(user).await, "403 INVALID_CREDENTIAL");
        }
        assert_eq!(outcome(&his).await, "200 granted");
        assert_eq!(status(&alice, &hers).await, "expired");
        assert_eq!(app.unchanged(async || alice.delete(&path).await).await.ok(), json!(null));
        let over = get(&alice, &format!("{CREDENTIALS}?status=expired")).await;
        assert_eq!(over, json!([hers.credential.get()]));
        // The one in use can be ended as well; it is the last thing it does.
        let own = format!("{CREDENTIALS}/{}", alice.credential.get());
        assert_eq!(alice.delete(&own).await.ok(), json!(null));
        assert_eq!(outcome(&alice).await, "403 INVALID_CREDENTIAL");
    })
    .await;
}

#[tokio::test]
async fn time_alone_ends_a_credential() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let end = app.engine.credential_end(Some(SignedDuration::from_hours(1)));
        let asked = request(&[("GET", "/me")], &[]);
        let brief = User::with_request(app, alice.account, &asked, end).await;
        let ids = async |status: &str| get(&alice, &format!("{CREDENTIALS}?status={status}")).await;
        assert_eq!(ids("expired").await, json!([]));
        app.advance(SignedDuration::from_hours(1));
        assert_eq!(ids("expired").await, json!([brief.credential.get()]));
        assert_eq!(ids("validated").await, json!([alice.credential.get()]));
    })
    .await;
}

#[tokio::test]
async fn an_application_goes_with_all_its_credentials() {
    each_app(async |app| {
        let [alice, bob, hers, his] = shared(app).await;
        assert_eq!(
            (outcome(&hers).await, outcome(&his).await),
            ("200 granted".into(), "200 granted".into())
        );
        let path = format!("{APPLICATIONS}/{}", hers.application.get());
        assert_eq!(alice.delete(&path).await.ok(), json!(null));
        for user in [&hers, &his] {
            assert_eq!(outcome(user).await, "403 INVALID_KEY");
        }
        assert_eq!(
            (status(&alice, &hers).await, status(&bob, &his).await),
            (json!("expired"), json!("expired"))
        );
        for (user, credential) in [(&alice, &hers), (&bob, &his)] {
            assert_eq!(user.get(&path).await.status, 404);
            assert_eq!(user.delete(&path).await.status, 404);
            let of = format!("{CREDENTIALS}/{}/application", credential.credential.get());
            assert_eq!(get(user, &of).await["status"], "inactive");
        }
        assert_eq!(get(&alice, APPLICATIONS).await, json!([alice.application.get()]));
        let journal = app.journal(alice.account).await;
        assert!(journal.last().unwrap().starts_with("application.revoke"), "{journal:?}");
    })
    .await;
}

#[tokio::test]
async fn an_application_of_somebody_else_only_loses_what_it_may_do_here() {
    each_app(async |app| {
        let [alice, bob, hers, his] = shared(app).await;
        let path = format!("{APPLICATIONS}/{}", his.application.get());
        assert_eq!(bob.delete(&path).await.ok(), json!(null));
        assert_eq!(outcome(&his).await, "403 INVALID_CREDENTIAL");
        assert_eq!(outcome(&hers).await, "200 granted");
        assert_eq!(get(&bob, APPLICATIONS).await, json!([bob.application.get()]));
        assert_eq!(get(&alice, &path).await["status"], "active");
        assert_eq!(app.unchanged(async || bob.delete(&path).await).await.status, 404);
        let journal = app.journal(bob.account).await;
        assert!(journal.last().unwrap().contains("1 credentials ended"), "{journal:?}");
        // Whoever lets it call again sees it again.
        let again = hers.granted_by(app, bob.account, &request(&[("GET", "/me")], &[])).await;
        assert_eq!(outcome(&again).await, "200 granted");
        assert_eq!(get(&bob, &path).await["status"], "active");
    })
    .await;
}
