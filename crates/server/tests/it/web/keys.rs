//! Applications and keys that people make for themselves.

use perennial_testkit::{Credentials, each_app};
use serde_json::json;

use super::browser::{Browser, add_person, codes, error, html};

#[tokio::test]
async fn a_script_gets_its_keys_in_one_step() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let url = "/createToken/?GET=/me&GET=/service*&POST=/me/order/*";
        let page = browser.get(url).await;
        let rights = "GET &#x2f;me\nGET &#x2f;service*\nPOST &#x2f;me&#x2f;order&#x2f;*</textarea>";
        assert!(html(&page).contains(rights), "{}", page.shown());
        let rights = "GET /me\r\n  get  /service*\r\n\r\n";
        let fields = [
            ("name", "Nightly"),
            ("description", ""),
            ("rights", rights),
            ("addresses", "192.0.2.0/24"),
        ];
        let made = browser.fill(url, &[&fields[..], &[("validity", "7")]].concat()).await;
        let [key, secret, consumer] = codes(&made).try_into().unwrap();
        let keys = Credentials {
            application_key: key,
            application_secret: secret,
            consumer_key: consumer,
        };
        let call = |path: &str| {
            app.request("GET", &format!("/1.0{path}")).with_keys(&keys).from_address("192.0.2.7")
        };
        assert_eq!(call("/me").send().await.ok()["nichandle"], "alice-ovh");
        assert_eq!(call("/service").send().await.status, 200);
        assert_eq!(call("/me/order").send().await.error_code(), Some("NOT_GRANTED_CALL"));
        let elsewhere = app.request("GET", "/1.0/me").with_keys(&keys).from_address("198.51.100.1");
        assert_eq!(elsewhere.send().await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn an_application_asks_others_with_its_key() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let made = browser.fill("/createApp/", &[("name", "Shop"), ("description", "sells")]).await;
        let [key, secret] = codes(&made).try_into().unwrap();
        assert_eq!((key.len(), secret.len()), (16, 32));
        let rules = json!({"accessRules": [{"method": "GET", "path": "/me"}]});
        let call = app.request("POST", "/1.0/auth/credential").json(&rules);
        let asked = call.header("x-ovh-application", &key).send().await.ok();
        assert_eq!(asked["state"], "pendingValidation");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_made_is_said_and_what_was_filled_in_stays() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let nothing = app.engine.store();
        let before = nothing.applications_after(None, 100).await.unwrap().len();
        for (rights, addresses, expected) in [
            ("", "", "Say what it may call"),
            ("/me", "", "“/me” is no right."),
            ("FETCH /me", "", "“FETCH /me” is no right."),
            ("GET /me", "here", "here"),
        ] {
            let fields = [("name", "Nightly"), ("rights", rights), ("addresses", addresses)];
            let all = [&fields[..], &[("validity", "7")]].concat();
            let reply = browser.fill("/createToken/", &all).await;
            let told = error(&reply).replace("&#x2f;", "/");
            assert!(told.starts_with("400 ") && told.contains(expected), "{told}");
            assert!(html(&reply).contains("value=\"Nightly\""), "{}", reply.shown());
        }
        let reply = browser.fill("/createApp/", &[("name", " ")]).await;
        assert_eq!(reply.status, 400, "{}", reply.shown());
        assert_eq!(nothing.applications_after(None, 100).await.unwrap().len(), before);
    })
    .await;
}
