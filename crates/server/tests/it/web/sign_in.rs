//! Passwords, second factors, sessions.

use jiff::SignedDuration;
use perennial_engine::access::factor;
use perennial_testkit::{TestApp, each_app};

use super::browser::{Browser, PASSWORD, add_person, codes, error, hidden, html, location, once};

const WRONG: &str = "400 The account or the password is wrong. Nothing else is told, so that nobody can try out accounts.";

fn code(app: &TestApp, secret: &str) -> String {
    factor::code(&secret.replace(' ', ""), app.engine.wall().at()).unwrap()
}

#[tokio::test]
async fn who_signs_in_goes_to_where_they_wanted_and_out_again() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::new(app);
        let door = location(&browser.get("/createToken/?GET=/me").await);
        assert_eq!(door, "/auth/sign-in?next=%2FcreateToken%2F%3FGET%3D%2Fme");
        assert!(html(&browser.get(&door).await).contains("type=\"password\""));
        let fields = [("account", "alice-ovh"), ("password", PASSWORD)];
        let inside = location(&browser.fill(&door, &fields).await);
        assert_eq!(inside, "/createToken/?GET=/me");
        let page = browser.get("/auth/account").await;
        assert!(html(&page).contains("Signed in as alice-ovh"), "{}", page.shown());
        let out = browser.post("/auth/sign-out", &[("once", &hidden(&page, "once"))], &[]).await;
        assert_eq!(out.status, 200, "{}", out.shown());
        assert!(location(&browser.get("/auth/account").await).starts_with("/auth/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_not_told_and_guessing_is_slowed_down() {
    each_app(async |app| {
        add_person(app, "alice").await;
        app.add_user("bob", &perennial_testkit::Holding::guide()).await;
        let mut browser = Browser::new(app);
        // A wrong password, an account without one, no such account, no name at all.
        for name in ["alice-ovh", "bob-ovh", "nobody", ""] {
            let reply = browser.sign_in(name, "wrong horse battery").await;
            assert_eq!(error(&reply), WRONG, "{name}");
            assert_eq!(reply.header("set-cookie"), None);
        }
        for _ in 1..10 {
            assert_eq!(error(&browser.sign_in("alice-ovh", "wrong horse battery").await), WRONG);
        }
        let refused = browser.sign_in("alice-ovh", PASSWORD).await;
        assert!(
            error(&refused).starts_with("429 That was wrong too often."),
            "{}",
            refused.shown()
        );
        assert_eq!(refused.header("retry-after"), Some("60"));
        let mut elsewhere = Browser::at(app, "192.0.2.9");
        assert_eq!(location(&elsewhere.sign_in("alice-ovh", PASSWORD).await), "/services");
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_and_removed() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut browser = Browser::of(app, "alice").await;
        let page = browser.get("/auth/factor").await;
        assert!(html(&page).contains("<svg"), "the secret as a picture");
        let (secret, sealed, token) =
            (codes(&page).remove(0), hidden(&page, "sealed"), once(&page));
        let send =
            |code: String| [("once", token.clone()), ("sealed", sealed.clone()), ("code", code)];
        let wrong = send("000000".to_owned());
        let wrong: Vec<_> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = browser.post("/auth/factor", &wrong, &[]).await;
        assert!(error(&reply).starts_with("400 This code is wrong"), "{}", reply.shown());
        assert_eq!(codes(&reply), std::slice::from_ref(&secret), "the same secret again");
        let right = send(code(app, &secret));
        let right: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = browser.post("/auth/factor", &right, &[]).await;
        assert!(html(&reply).contains("The second factor is set up."), "{}", reply.shown());
        assert!(location(&browser.get("/auth/account").await).starts_with("/auth/sign-in"));

        // The code that set it up is used; the next one is not.
        let door = browser.sign_in("alice-ovh", PASSWORD).await;
        assert_eq!(location(&door), "/auth/code?next=%2Fservices");
        assert!(location(&browser.get("/auth/account").await).starts_with("/auth/sign-in"));
        let used = browser.fill("/auth/code", &[("code", &code(app, &secret))]).await;
        assert!(error(&used).starts_with("400 This code is wrong"), "{}", used.shown());
        app.advance(SignedDuration::from_secs(30));
        let before = browser.cookie.clone();
        let reply = browser.fill("/auth/code", &[("code", &code(app, &secret))]).await;
        assert_eq!(location(&reply), "/services");
        assert_ne!(browser.cookie, before, "what was held before is worth nothing");
        let mut thief = Browser::new(app);
        thief.cookie = before;
        assert!(location(&thief.get("/auth/account").await).starts_with("/auth/sign-in"));

        let refused = browser.fill("/auth/factor", &[("present", "wrong horse battery")]).await;
        assert_eq!(error(&refused), "400 The present password is wrong.");
        let removed = browser.fill("/auth/factor", &[("present", PASSWORD)]).await;
        assert!(html(&removed).contains("The second factor was removed."));
        Browser::of(app, "alice").await;
    })
    .await;
}

#[tokio::test]
async fn codes_cannot_be_guessed_for_long() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let new = app.engine.new_factor();
        let context = perennial_testkit::operator(alice.account);
        let first = code(app, &new.secret);
        app.engine.set_factor(&context, &new.sealed, &first).await.unwrap();
        app.advance(SignedDuration::from_secs(60));
        for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"] {
            let mut browser = Browser::at(app, address);
            browser.sign_in("alice-ovh", PASSWORD).await;
            let reply = browser.fill("/auth/code", &[("code", "000000")]).await;
            assert!(error(&reply).starts_with("400 "), "{}", reply.shown());
        }
        let mut browser = Browser::at(app, "192.0.2.6");
        browser.sign_in("alice-ovh", PASSWORD).await;
        let reply = browser.fill("/auth/code", &[("code", &code(app, &new.secret))]).await;
        assert!(error(&reply).starts_with("429 "), "{}", reply.shown());
        // Whoever gave the password waits for five minutes for the code, and not longer.
        let mut late = Browser::new(app);
        late.sign_in("alice-ovh", PASSWORD).await;
        app.advance(SignedDuration::from_mins(5));
        assert!(location(&late.get("/auth/code").await).starts_with("/auth/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn sessions_end_by_themselves_by_a_new_password_and_everywhere() {
    each_app(async |app| {
        add_person(app, "alice").await;
        add_person(app, "bob").await;
        let (mut one, mut two) = (Browser::of(app, "alice").await, Browser::of(app, "alice").await);
        let mut bob = Browser::of(app, "bob").await;
        let told = one.fill("/auth/everywhere", &[]).await;
        assert_eq!(told.status, 200, "{}", told.shown());
        for browser in [&mut one, &mut two] {
            assert_eq!(browser.get("/auth/account").await.status, 303);
        }
        assert_eq!(bob.get("/auth/account").await.status, 200);

        let mut browser = Browser::of(app, "alice").await;
        let change = |present, new, again| [("present", present), ("new", new), ("again", again)];
        for (fields, expected) in [
            (
                change("wrong", "staple battery horse", "staple battery horse"),
                "The present password",
            ),
            (
                change(PASSWORD, "staple battery horse", "staple battery hors"),
                "The two new passwords",
            ),
            (
                change(PASSWORD, "short", "short"),
                "The new password has 5 characters; it needs at least 12.",
            ),
            (
                change(PASSWORD, "alice-ovh alice-ovh", "alice-ovh alice-ovh"),
                "The name of the account",
            ),
        ] {
            let reply = browser.fill("/auth/password", &fields).await;
            assert!(error(&reply).contains(expected), "{}", reply.shown());
        }
        let new = "staple battery horse";
        let reply = browser.fill("/auth/password", &change(PASSWORD, new, new)).await;
        assert!(html(&reply).contains("The password was changed."), "{}", reply.shown());
        assert_eq!(browser.get("/auth/account").await.status, 303);
        assert_eq!(error(&Browser::new(app).sign_in("alice-ovh", PASSWORD).await), WRONG);
        let mut browser = Browser::new(app);
        assert_eq!(location(&browser.sign_in("alice-ovh", new).await), "/services");
        app.advance(SignedDuration::from_hours(12) - SignedDuration::from_secs(1));
        assert_eq!(browser.get("/auth/account").await.status, 200);
        app.advance(SignedDuration::from_secs(1));
        assert_eq!(browser.get("/auth/account").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn where_the_public_address_is_https_cookies_are_bound_to_it() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let public = app.served_with(|server| {
            server.public_urls = vec!["https://renew.example".parse().unwrap()];
        });
        let mut browser = Browser::new(&public);
        let reply = browser.sign_in("alice-ovh", PASSWORD).await;
        let set = reply.header("set-cookie").unwrap();
        assert!(set.starts_with("__Host-perennial_session=") && set.ends_with("; Secure"), "{set}");
        assert_eq!(browser.get("/auth/account").await.status, 200);
        let mut plain = Browser::of(app, "alice").await;
        plain.cookie = browser.cookie.clone();
        assert_eq!(plain.get("/auth/account").await.status, 303, "not over plain HTTP");
    })
    .await;
}
