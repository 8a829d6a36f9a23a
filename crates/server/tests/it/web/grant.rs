//! Letting an application use an account.

use perennial_core::journal::Action;
use perennial_testkit::{TestApp, User, each_app};
use serde_json::{Value, json};

use super::browser::{Browser, add_person, error, html, location};

/// What an application asks for, and gets an address for.
async fn ask(app: &TestApp, program: &User, redirection: Option<&str>) -> Value {
    let rules = json!([{"method": "GET", "path": "/*"}, {"method": "POST", "path": "/me/order/*"}]);
    let body =
        json!({"accessRules": rules, "redirection": redirection, "allowedIPs": ["192.0.2.0/24"]});
    let call = app.request("POST", "/1.0/auth/credential").json(&body);
    let call = call.header("x-ovh-application", &program.credentials.application_key);
    call.send().await.ok()
}

/// The program with the key that it was given.
fn with(program: &User, asked: &Value) -> User {
    let mut program = program.clone();
    program.credentials.consumer_key = asked["consumerKey"].as_str().unwrap().to_owned();
    program
}

async fn outcome(program: &User, path: &str) -> String {
    let reply =
        program.request("GET", &format!("/1.0{path}")).from_address("192.0.2.7").send().await;
    format!("{} {}", reply.status, reply.error_code().unwrap_or("granted"))
}

#[tokio::test]
async fn an_application_is_let_in_and_the_browser_goes_back_to_it() {
    each_app(async |app| {
        let program = app.add_user("shop", &perennial_testkit::Holding::guide()).await;
        let alice = add_person(app, "alice").await;
        let asked = ask(app, &program, Some("https://shop.example/back?a=1")).await;
        let url = asked["validationUrl"].as_str().unwrap();
        let granted = with(&program, &asked);
        assert_eq!(outcome(&granted, "/me").await, "403 INVALID_CREDENTIAL");

        let mut browser = Browser::new(app);
        assert!(location(&browser.get(url).await).starts_with("/auth/sign-in?next=%2Fauth%2F%3F"));
        let mut browser = Browser::of(app, "alice").await;
        let page = browser.get(url).await;
        for said in [
            "test program asks to do this",
            "read everything",
            "do or add: /me/order/*",
            "192.0.2.0/24",
            "30 days",
            "until it is taken back",
        ] {
            assert!(html(&page).contains(&said.replace('/', "&#x2f;")), "{said}: {}", page.shown());
        }
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("form-action 'self' https://shop.example;"), "{policy}");

        let reply = browser.fill(url, &[("validity", "30")]).await;
        assert_eq!(location(&reply), "https://shop.example/back?a=1");
        assert_eq!(outcome(&granted, "/me").await, "200 granted");
        let me = granted.request("GET", "/1.0/me").from_address("192.0.2.7").send().await;
        assert_eq!(me.body["nichandle"], "alice-ovh");
        let current = granted.request("GET", "/1.0/auth/currentCredential");
        let current = current.from_address("192.0.2.7").send().await.ok();
        assert_eq!(current["status"], "validated");
        assert!(current["expiration"].as_str().is_some(), "{current}");
        // It was decided: there is nothing left at the address.
        let again = browser.get(url).await;
        assert_eq!(again.status, 404);
        assert!(html(&again).contains("Nothing to decide"));
        let journal = app.engine.store().journal_after(alice.account, 0, 100).await.unwrap();
        let decided = journal.iter().rfind(|one| one.entry.action == Action::ValidateCredential);
        assert_eq!(decided.map(|one| one.entry.actor.as_str()), Some("signed in"));
    })
    .await;
}

#[tokio::test]
async fn an_application_is_refused() {
    each_app(async |app| {
        let program = app.add_user("shop", &perennial_testkit::Holding::guide()).await;
        add_person(app, "alice").await;
        let asked = ask(app, &program, None).await;
        let url = asked["validationUrl"].as_str().unwrap();
        let mut browser = Browser::of(app, "alice").await;
        let odd = browser.fill(url, &[("validity", "1000000")]).await;
        assert!(error(&odd).starts_with("400 This form was sent already"), "{}", odd.shown());
        let reply = browser.fill(url, &[("do", "refuse"), ("validity", "0")]).await;
        assert!(html(&reply).contains("The application may not use your account."));
        assert_eq!(outcome(&with(&program, &asked), "/me").await, "403 INVALID_CREDENTIAL");
        assert_eq!(browser.get("/auth/?credentialToken=abc").await.status, 404);
        assert_eq!(browser.get("/auth/").await.status, 404);
    })
    .await;
}
