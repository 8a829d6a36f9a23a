//! What somebody means badly: forged and replayed forms, scripts, other hosts, cookies of their own making; and the same pages
//! in every language.

use perennial_core::text::Name;
use perennial_testkit::{TestApp, User, each_app};
use serde_json::json;

use super::browser::{Browser, PASSWORD, add_person, error, html, location, once};

const FORMS: [&str; 5] =
    ["/createApp/", "/createToken/", "/auth/password", "/auth/factor", "/auth/everywhere"];

async fn count(app: &TestApp) -> usize {
    app.engine.store().applications_after(None, 100).await.unwrap().len()
}

#[tokio::test]
async fn a_form_of_somebody_else_does_nothing() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let before = count(app).await;
        let filled = [("name", "Evil"), ("rights", "GET /*"), ("validity", "0"), ("do", "send")];
        for url in FORMS {
            let once = once(&browser.get(url).await);
            let all = [&filled[..], &[("once", &once)]].concat();
            for (header, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("origin", "https://evil.example"),
                ("origin", "null"),
            ] {
                let reply = browser.post(url, &all, &[(header, value)]).await;
                assert_eq!(reply.status, 403, "{url} {value}: {}", reply.shown());
                assert!(html(&reply).contains("sent from a page of somebody else"));
            }
            let guessed =
                browser.post(url, &[&filled[..], &[("once", "aaaa")]].concat(), &[]).await;
            assert!(error(&guessed).starts_with("400 This form was sent already"), "{url}");
        }
        let signed_in = [("account", "alice-ovh"), ("password", PASSWORD)];
        let reply =
            browser.post("/auth/sign-in", &signed_in, &[("origin", "https://evil.example")]);
        assert_eq!(reply.await.status, 403);
        let reply = browser.post("/auth/sign-out", &[("once", "aaaa")], &[]).await;
        assert_eq!(reply.status, 403);
        assert_eq!(browser.get("/auth/account").await.status, 200);
        assert_eq!(count(app).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_form_is_sent_once_and_by_its_session_alone() {
    each_app(async |app| {
        add_person(app, "alice").await;
        add_person(app, "bob").await;
        let mut alice = Browser::of(app, "alice").await;
        let mut bob = Browser::of(app, "bob").await;
        let before = count(app).await;
        let token = once(&alice.get("/createApp/").await);
        let fields = [("name", "Shop"), ("do", "send"), ("once", token.as_str())];
        assert_eq!(bob.post("/createApp/", &fields, &[]).await.status, 400);
        assert_eq!(alice.post("/createToken/", &fields, &[]).await.status, 400, "another page");
        assert_eq!(alice.post("/createApp/", &fields, &[]).await.status, 200);
        let replayed = alice.post("/createApp/", &fields, &[]).await;
        assert!(error(&replayed).starts_with("400 This form was sent already"));
        assert_eq!(count(app).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_away_and_no_cookie_is_believed() {
    each_app(async |app| {
        add_person(app, "alice").await;
        for next in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
        {
            let mut browser = Browser::new(app);
            let url = format!("/auth/sign-in?next={}", next.replace('/', "%2F"));
            let fields = [("account", "alice-ovh"), ("password", PASSWORD)];
            assert_eq!(location(&browser.post(&url, &fields, &[]).await), "/services", "{next}");
        }
        let browser = Browser::of(app, "alice").await;
        let (name, value) = browser.cookie.as_deref().unwrap().split_once('=').unwrap();
        let (token, proof) = value.split_once('.').unwrap();
        for forged in [
            token.to_owned(),
            format!("{token}."),
            format!("{token}.{}", proof.chars().rev().collect::<String>()),
            format!("x{token}.{proof}"),
            "' OR 1=1".to_owned(),
            "a".repeat(5000),
        ] {
            let mut thief = Browser::new(app);
            thief.cookie = Some(format!("{name}={forged}"));
            assert_eq!(thief.get("/auth/account").await.status, 303, "{forged}");
        }
        let mut browser = Browser::new(app);
        let huge = "a".repeat(20_000);
        let reply = browser.post("/auth/sign-in", &[("account", &huge)], &[]).await;
        assert_eq!(reply.status, 413);
    })
    .await;
}

/// A program whose name and description are meant badly asks for leave.
async fn hostile_grant(app: &TestApp, shop: &User) -> String {
    let name = Name::parse("<script>alert(1)</script>").unwrap();
    let context = perennial_testkit::operator(shop.account);
    let made = app.engine.create_application(&context, &name, Some(&name)).await.unwrap();
    let rules = json!({"accessRules": [{"method": "GET", "path": "/<b>"}, {"method": "PUT", "path": "/*"}]});
    let call = app.request("POST", "/1.0/auth/credential").json(&rules);
    let asked = call.header("x-ovh-application", &made.application.key).send().await.ok();
    asked["validationUrl"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_page_is_there_in_every_language_and_runs_nothing() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let grant = hostile_grant(app, &alice).await;
        let pages = [FORMS.as_slice(), &["/auth/account", grant.as_str()]].concat();
        for (language, signed_in) in
            [("en_GB", "Signed in as"), ("fi_FI", "Kirjautuneena"), ("fr_FR", "Connecté en tant")]
        {
            let tag = language.split('_').next().unwrap();
            assert_eq!(alice.put("/me", json!({ "language": language })).await.status, 200);
            let mut browser = Browser::of(app, "alice").await;
            browser.language = match tag {
                "fi" => "fi",
                "fr" => "fr",
                _ => "en",
            };
            for url in &pages {
                let page = browser.get(url).await;
                assert_eq!(page.status, 200, "{url}: {}", page.shown());
                let html = html(&page);
                assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{url}");
                assert!(html.contains(signed_in) && !html.contains("<script"), "{url}: {html}");
                assert!(!html.contains("<b>"), "{url}: {html}");
                let again = browser.post(url, &[("once", "x")], &[]).await;
                assert!(matches!(again.status, 400 | 405), "{url}: {}", again.shown());
            }
            for url in ["/auth/sign-in", "/auth/?credentialToken=x"] {
                let page = browser.get(url).await;
                assert!(self::html(&page).contains(&format!("<html lang=\"{tag}\">")), "{url}");
            }
        }
    })
    .await;
}
