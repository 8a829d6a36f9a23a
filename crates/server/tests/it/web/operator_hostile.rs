//! What somebody means badly at the operators' pages: other people's cookies, forms of other sites, forged and replayed ones, a
//! role that may not, guessing, and names that are scripts.

use jiff::civil::date;
use perennial_core::operator::Role;
use perennial_core::text::Name;
use perennial_engine::NewAccount;
use perennial_engine::Settings;
use perennial_engine::sandbox::Sandbox;
use perennial_server::{OperatorForm, operator_pages};
use perennial_testkit::{Holding, TestApp, account, each_app, each_app_with};

use super::browser::{Browser, add_person, error, html, location, once_for};
use super::operator::{SECRET, account_url, add_operator, at_the_command_line, operator, sign_in};
use crate::support::{import, vps};

/// The paths of pages, with something that is there in each place.
async fn pages(app: &TestApp) -> Vec<(String, OperatorForm)> {
    let url = account_url(app, "alice").await;
    let id = url.rsplit('/').next().unwrap().to_owned();
    let filled =
        |path: &str| path.replace("{account}", &id).replace("{run}", "1").replace("{payment}", "1");
    operator_pages().map(|(path, form)| (filled(path), form)).collect()
}

fn played(settings: &mut Settings) {
    settings.sandbox = Sandbox::Always;
    settings.budget.renewals_max = 0;
}

/// Somebody who holds something, and a run that waits.
async fn world(app: &TestApp) {
    let mode = perennial_core::renew::AutomaticKind::V2012;
    let mode = perennial_core::renew::RenewMode::Automatic(mode);
    app.add_user("alice", &vps(&[mode], date(2027, 1, 31))).await;
    app.engine.advance_sandbox("2027-01-02T00:00:00Z".parse().unwrap()).await.unwrap();
}

#[tokio::test]
async fn nobody_sees_a_page_or_sends_a_form_without_signing_in() {
    each_app_with(played, async |app| {
        world(app).await;
        add_person(app, "carol").await;
        let customer = Browser::of(app, "carol").await;
        let (_, value) = customer.cookie.as_deref().unwrap().split_once('=').unwrap();
        let anna = operator(app, "anna", Role::Operator).await;
        let (_, desk) = anna.cookie.as_deref().unwrap().split_once('=').unwrap();
        let mut browser = Browser::new(app);
        // No cookie, that of a customer, the same under the name of the operators'.
        for cookie in [
            None,
            customer.cookie.clone(),
            Some(format!("perennial_operator={value}")),
            Some(format!("perennial_operator={}", value.split('.').next().unwrap())),
        ] {
            for (path, form) in pages(app).await {
                browser.cookie.clone_from(&cookie);
                let seen = browser.get(&path).await;
                match form {
                    OperatorForm::Door => assert!(matches!(seen.status, 200 | 303), "{path}"),
                    _ if seen.status == 405 => {}
                    _ => assert!(location(&seen).starts_with("/operator/"), "{path}"),
                }
                browser.cookie.clone_from(&cookie);
                let sent = browser.post(&path, &[("once", "x"), ("do", "approve")], &[]).await;
                match form {
                    OperatorForm::None => assert_eq!(sent.status, 405, "{path}"),
                    OperatorForm::Door | OperatorForm::Own => {
                        assert!(matches!(sent.status, 200 | 303 | 400), "{path}");
                    }
                    OperatorForm::Look | OperatorForm::Act => {
                        assert!(location(&sent).starts_with("/operator/sign-in"), "{path}");
                    }
                }
            }
        }
        // And an operator is no customer.
        for cookie in [anna.cookie.clone().unwrap(), format!("perennial_session={desk}")] {
            browser.cookie = Some(cookie);
            for path in ["/services", "/auth/account", "/createToken/"] {
                assert_eq!(browser.get(path).await.status, 303, "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_that_only_reads_changes_nothing_anywhere() {
    each_app_with(played, async |app| {
        world(app).await;
        let mut boss = operator(app, "boss", Role::Operator).await;
        let mut reader = operator(app, "otto", Role::ReadOnly).await;
        let command = at_the_command_line();
        let before = app.engine.store().operator_head().await.unwrap();
        let mut others = Vec::new();
        for (path, form) in pages(app).await {
            let seen = reader.get(&path).await;
            assert!(matches!(seen.status, 200 | 303 | 405), "{path}: {}", seen.shown());
            if form != OperatorForm::Act {
                others.push(path);
                continue;
            }
            for fields in
                [&[("once", "x"), ("do", "approve")][..], &[("do", "advance"), ("by", "P1M")], &[]]
            {
                let refused = reader.post(&path, fields, &[]).await;
                assert_eq!(refused.status, 403, "{path}: {}", refused.shown());
                assert!(html(&refused).contains("Your role sees everything and changes nothing."));
            }
        }
        // A form of somebody who may is none of theirs either.
        let run = boss.get("/operator/runs/1").await;
        let once = once_for(&run, "/operator/runs/1");
        let sent =
            reader.post("/operator/runs/1", &[("once", &once), ("do", "approve")], &[]).await;
        assert_eq!(sent.status, 403);
        assert_eq!(app.engine.store().operator_head().await.unwrap(), before);
        let url = account_url(app, "alice").await;
        for path in [url.as_str(), "/operator/runs/1", "/operator/clock", "/operator/payments"] {
            let page = reader.get(path).await;
            let forms = html(&page).matches("method=\"post\"").count();
            let expected = if path == url { 2 } else { 1 };
            assert_eq!(
                forms,
                expected,
                "{path}: signing out, and opening pages, are all: {}",
                page.shown()
            );
        }
        // Whoever adds a page to this list says that it changes nothing.
        others.sort();
        let mut known: Vec<String> = [
            "",
            "/",
            "/sign-in",
            "/code",
            "/sign-out",
            "/me",
            "/me/password",
            "/me/factor",
            "/me/everywhere",
            "/accounts",
            "/runs",
            "/parked",
            "/payments",
            "/health",
            "/people",
        ]
        .map(|path| format!("/operator{path}"))
        .into();
        known.extend([url.clone(), format!("{url}/open")]);
        known.sort();
        assert_eq!(others, known);
        drop(command);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing_and_each_is_sent_once() {
    each_app_with(played, async |app| {
        world(app).await;
        let mut anna = operator(app, "anna", Role::Operator).await;
        for (path, form) in pages(app).await {
            if form == OperatorForm::None {
                continue;
            }
            for (header, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("origin", "https://evil.example"),
                ("origin", "null"),
            ] {
                let sent = anna.post(&path, &[("do", "approve")], &[(header, value)]).await;
                assert_eq!(sent.status, 403, "{path} {value}: {}", sent.shown());
            }
            if matches!(form, OperatorForm::Act | OperatorForm::Look) {
                let forged = anna.post(&path, &[("once", "aaaa"), ("do", "approve")], &[]).await;
                assert!(matches!(forged.status, 400 | 404), "{path}: {}", forged.shown());
            }
        }
        // That of another session, and of another page, is worth nothing.
        let mut bert = operator(app, "bert", Role::Operator).await;
        let url = account_url(app, "alice").await;
        let open = format!("{url}/open");
        let of_bert = once_for(&bert.get(&url).await, &open);
        assert_eq!(anna.post(&open, &[("once", &of_bert)], &[]).await.status, 400);
        let outcomes = format!("{url}/outcomes");
        let fields = [("once", of_bert.as_str()), ("method", "5001"), ("outcomes", "approve")];
        assert_eq!(bert.post(&outcomes, &fields, &[]).await.status, 400);
        let page = bert.get(&url).await;
        let (token, ordered) = (once_for(&page, &open), once_for(&page, &outcomes));
        let fields = [("once", ordered.as_str()), ("method", "5001"), ("outcomes", "approve")];
        assert_eq!(bert.post(&outcomes, &fields, &[]).await.status, 303);
        assert_eq!(bert.post(&outcomes, &fields, &[]).await.status, 400, "a second time");
        let cookie = bert.cookie.clone();
        assert_eq!(bert.post(&open, &[("once", &token)], &[]).await.status, 303);
        bert.cookie = cookie;
        assert_eq!(bert.post(&open, &[("once", &token)], &[]).await.status, 400, "a second time");
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_tells_nothing() {
    each_app(async |app| {
        add_operator(app, "anna", Role::Operator).await;
        let mut browser = Browser::new(app);
        let wrong = "400 The name or the password is wrong. Nothing else is told.";
        let guess = async |browser: &mut Browser<'_>, name: &str| {
            let fields = [("account", name), ("password", "wrong horse battery")];
            browser.post("/operator/sign-in", &fields, &[]).await
        };
        for name in ["nobody", "", "alice-ovh", "' OR 1=1"] {
            assert_eq!(error(&guess(&mut browser, name).await), wrong, "{name}");
        }
        for number in 0..10 {
            let name = if number % 2 == 0 { "anna" } else { " ANNA" };
            assert_eq!(error(&guess(&mut browser, name).await), wrong);
        }
        let refused = sign_in(&mut browser, "anna").await;
        assert!(error(&refused).starts_with("429"), "{}", refused.shown());
        let mut elsewhere = Browser::at(app, "192.0.2.9");
        assert_eq!(location(&sign_in(&mut elsewhere, "anna").await), "/operator/accounts");
        for next in ["https://evil.example", "//evil.example", "/services", "/operator"] {
            let url = format!("/operator/sign-in?next={}", next.replace('/', "%2F"));
            let fields = [("account", "anna"), ("password", SECRET)];
            let inside = elsewhere.post(&url, &fields, &[]).await;
            assert_eq!(location(&inside), "/operator/accounts", "{next}");
        }
    })
    .await;
}

#[tokio::test]
async fn over_an_encrypted_connection_the_cookie_is_bound_to_this_host() {
    each_app(async |app| {
        add_operator(app, "anna", Role::Operator).await;
        let behind = app.served_with(|settings| settings.trust_forwarded_for = true);
        let mut browser = Browser::new(&behind);
        let fields = [("account", "anna"), ("password", SECRET)];
        let proxied = [("x-forwarded-proto", "https"), ("x-forwarded-for", "192.0.2.7")];
        let reply = browser.post("/operator/sign-in", &fields, &proxied).await;
        let cookie = reply.header("set-cookie").unwrap();
        assert!(cookie.starts_with("__Host-perennial_operator="), "{cookie}");
        assert!(
            cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"),
            "{cookie}"
        );
    })
    .await;
}

#[tokio::test]
async fn every_page_is_there_in_every_language_and_shows_scripts_as_text() {
    each_app_with(played, async |app| {
        world(app).await;
        let script = Name::parse("<script>alert(1)</script>").unwrap();
        let mut evil = account("evil", &Holding::guide());
        evil.nichandle = script.clone();
        let NewAccount { nichandle, profile, .. } = evil.new.as_mut().unwrap();
        *nichandle = script.clone();
        profile.organisation = Some(script.clone());
        profile.last_name = Some(script.clone());
        evil.services.iter_mut().for_each(|service| service.display_name = Some(script.clone()));
        let id = import(app, evil).await.account;
        let mut browser = operator(app, script.as_str(), Role::Operator).await;
        let mut paths = pages(app).await;
        paths.push((format!("/operator/accounts/{id}"), OperatorForm::None));
        paths.push(("/operator/accounts?search=%3Cscript".to_owned(), OperatorForm::None));
        paths.push(("/operator/accounts?after=%3Cscript%3E".to_owned(), OperatorForm::None));
        for (language, word) in
            [("en", "Sign out"), ("fi", "Kirjaudu ulos"), ("fr", "Se déconnecter")]
        {
            browser.language = language;
            let mut seen = 0;
            for (path, form) in &paths {
                let page = browser.get(path).await;
                if *form == OperatorForm::Door || page.status != 200 {
                    assert!(matches!(page.status, 200 | 303 | 405), "{path}: {}", page.shown());
                    continue;
                }
                seen += 1;
                let html = html(&page);
                assert!(html.contains(&format!("<html lang=\"{language}\">")), "{path}");
                assert!(html.contains(word), "{path}: {html}");
                assert!(!html.contains("<script>"), "{path}: {html}");
                assert!(html.contains("&lt;script&gt;"), "{path}: who is signed in");
            }
            assert!(seen > 14, "{seen}");
        }
        let nothing = browser.get("/operator/accounts/x").await;
        assert_eq!(nothing.status, 404);
        assert_eq!(browser.get("/operator/runs/99").await.status, 404);
        assert_eq!(browser.get("/operator/accounts/12").await.status, 404);
    })
    .await;
}
