//! A forgotten password: the letter, its address, and what nobody can do with either.

use jiff::SignedDuration;
use perennial_engine::vault::Purpose;
use perennial_testkit::{Holding, TestApp, User, each_app};
use serde_json::json;

use super::browser::{Browser, PASSWORD, add_person, error, html, location, once};

const NEW: &str = "another horse battery";

/// The addresses that letters to an account bring, as its mailbox has them.
async fn letters(app: &TestApp, user: &User) -> Vec<String> {
    app.engine.reconcile().await;
    let notices = app.engine.store().notices(user.account).await.unwrap();
    let addresses = notices.into_iter().filter_map(|notice| {
        let (_, text) = notice.words?;
        let address = text.split_whitespace().find(|word| word.contains("/auth/new?"))?;
        let sealed = notice.sealed_token?;
        let token = app.engine.vault().open(Purpose::ConfirmationToken, &sealed).unwrap();
        Some(address.replace("{token}", &token))
    });
    addresses.collect()
}

async fn ask(browser: &mut Browser<'_>, name: &str) -> String {
    let page = browser.post("/auth/forgotten", &[("account", name)], &[]).await;
    html(&page).split("<p>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_letter_lets_its_reader_set_a_password_once() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut inside = Browser::of(app, "alice").await;
        let mut browser = Browser::new(app);
        let told = ask(&mut browser, "alice-ovh").await;
        assert!(told.starts_with("If there is such an account"), "{told}");
        assert_eq!(ask(&mut browser, "nobody-ovh").await, told);
        let [address] = letters(app, &alice).await.try_into().unwrap();
        let set = async |browser: &mut Browser<'_>, new: &str, again: &str| {
            let page = browser.get(&address).await;
            if page.status != 200 {
                return page;
            }
            let once = once(&page);
            browser.post(&address, &[("new", new), ("again", again), ("once", &once)], &[]).await
        };
        assert!(error(&set(&mut browser, NEW, "other").await).contains("passwords differ"));
        assert!(error(&set(&mut browser, "short", "short").await).contains("has 5 characters"));
        let done = set(&mut browser, NEW, NEW).await;
        assert_eq!(done.status, 200, "{}", done.shown());
        assert_eq!(set(&mut browser, NEW, NEW).await.status, 404, "it was used");
        assert!(location(&inside.get("/services").await).starts_with("/auth/sign-in"));
        assert!(error(&browser.sign_in("alice-ovh", PASSWORD).await).starts_with("400 "));
        assert_eq!(location(&browser.sign_in("alice-ovh", NEW).await), "/services");
    })
    .await;
}

#[tokio::test]
async fn the_address_of_a_letter_ends_and_is_of_one_account() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let bob = add_person(app, "bob").await;
        let mut browser = Browser::new(app);
        ask(&mut browser, "alice-ovh").await;
        let [address] = letters(app, &alice).await.try_into().unwrap();
        for forged in [
            address.replace(&alice.account.to_string(), &bob.account.to_string()),
            address.replace("until=1", "until=2"),
            format!("{address}a"),
            address.split_at(address.len() - 1).0.to_owned(),
            "/auth/new".to_owned(),
        ] {
            assert_eq!(browser.get(&forged).await.status, 404, "{forged}");
            let reply = browser.post(&forged, &[("new", NEW), ("again", NEW)], &[]).await;
            assert_eq!(reply.status, 404, "{forged}");
        }
        let evil = [("origin", "https://evil.example")];
        let reply = browser.post(&address, &[("new", NEW), ("again", NEW)], &evil).await;
        assert_eq!(reply.status, 403);
        assert_eq!(browser.get(&address).await.status, 200);
        app.advance(SignedDuration::from_mins(61));
        assert_eq!(browser.get(&address).await.status, 404);
        assert_eq!(location(&browser.sign_in("alice-ovh", PASSWORD).await), "/services");
    })
    .await;
}

#[tokio::test]
async fn whoever_had_no_password_gets_one_so_and_a_program_does_not_read_the_address() {
    each_app(async |app| {
        let user = app.add_user("carol", &Holding::guide()).await;
        assert_eq!(user.put("/me", json!({ "language": "en_GB" })).await.status, 200);
        let mut browser = Browser::new(app);
        ask(&mut browser, "carol-ovh").await;
        let [address] = letters(app, &user).await.try_into().unwrap();
        let ids = user.get("/me/notification/email/history").await.body;
        let mut seen = 0;
        for id in ids.as_array().unwrap() {
            let letter = user.get(&format!("/me/notification/email/history/{id}")).await.body;
            assert!(
                !letter.to_string().contains(address.split("token=").nth(1).unwrap()),
                "{letter}"
            );
            seen += usize::from(letter.to_string().contains("/auth/new?"));
        }
        assert_eq!(seen, 1);
        let once = once(&browser.get(&address).await);
        let fields = [("new", NEW), ("again", NEW), ("once", once.as_str())];
        assert_eq!(browser.post(&address, &fields, &[]).await.status, 200);
        assert_eq!(location(&browser.sign_in("carol-ovh", NEW).await), "/services");
    })
    .await;
}

#[tokio::test]
async fn nobody_fills_a_mailbox() {
    each_app(async |app| {
        let alice = add_person(app, "alice").await;
        let mut browser = Browser::new(app);
        for _ in 0..3 {
            ask(&mut browser, "alice-ovh").await;
        }
        let refused = browser.post("/auth/forgotten", &[("account", "alice-ovh")], &[]).await;
        assert!(error(&refused).starts_with("429 You have asked for this too often"));
        assert_eq!(letters(app, &alice).await.len(), 3);
        let mut foreign = Browser::at(app, "192.0.2.7");
        let evil = [("origin", "https://evil.example")];
        let reply = foreign.post("/auth/forgotten", &[("account", "alice-ovh")], &evil).await;
        assert_eq!(reply.status, 403);
        assert_eq!(letters(app, &alice).await.len(), 3);
    })
    .await;
}
