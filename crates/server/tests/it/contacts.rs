//! Changes of contacts: asked for by one account, accepted by two.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_core::limits::CONTACT_CHANGE_VALIDITY;
use perennial_testkit::{Holding, TestApp, User, each_app};
use serde_json::{Value, json};

use crate::support::{brief, refusal};

const VPS: &str = "/vps/vps112233.ovh.net";
const LIST: &str = "/me/task/contactChange";

/// Alice, who holds services, and Bob, who is to look after one.
async fn people(app: &TestApp) -> [User; 2] {
    let alice = app.add_user("alice", &Holding::guide()).await;
    [alice, app.add_user("bob", &Holding::default()).await]
}

/// Asks for Bob as technical contact, and answers the id of the task.
async fn ask(alice: &User) -> i64 {
    let asked =
        alice.post(&format!("{VPS}/changeContact"), json!({"contactTech": "bob-ovh"})).await;
    asked.ok()[0].as_i64().unwrap()
}

async fn contacts(alice: &User) -> String {
    let infos = alice.get(&format!("{VPS}/serviceInfos")).await.ok();
    brief(&infos, &["contactAdmin", "contactBilling", "contactTech"])
}

/// What a user says to a task with a token.
async fn say(user: &User, task: i64, answer: &str, token: &str) -> Result<Value, String> {
    let reply = user.post(&format!("{LIST}/{task}/{answer}"), json!({ "token": token })).await;
    if reply.status == 200 { Ok(reply.body) } else { Err(refusal(&reply)) }
}

async fn state(user: &User, task: i64) -> Value {
    user.get(&format!("{LIST}/{task}")).await.ok()["state"].clone()
}

#[tokio::test]
async fn the_contact_changes_when_both_have_accepted() {
    each_app(async |app| {
        let [alice, bob] = people(app).await;
        let task = ask(&alice).await;
        let shown = alice.get(&format!("{LIST}/{task}")).await.ok();
        assert_eq!(bob.get(&format!("{LIST}/{task}")).await.ok(), shown);
        assert_eq!(
            shown,
            json!({
                "askingAccount": "alice-ovh",
                "contactTypes": ["contactTech"],
                "dateDone": null,
                "dateRequest": "2026-11-23T13:00:00+01:00",
                "fromAccount": "alice-ovh",
                "id": task,
                "serviceDomain": "vps112233.ovh.net",
                "state": "validatingByCustomers",
                "toAccount": "bob-ovh",
            })
        );
        let hers = app.contact_token(alice.account, task).await;
        let his = app.contact_token(bob.account, task).await;
        assert_ne!(hers, his);
        assert_eq!(say(&bob, task, "accept", &his).await, Ok(json!(null)));
        let before =
            "contactAdmin=\"alice-ovh\" contactBilling=\"alice-ovh\" contactTech=\"alice-ovh\"";
        assert_eq!(contacts(&alice).await, before, "one is not enough");
        let again = app.unchanged(async || say(&bob, task, "accept", &his).await).await;
        assert_eq!(again, Ok(json!(null)), "it was said before");
        assert_eq!(say(&alice, task, "accept", &hers).await, Ok(json!(null)));
        let after =
            "contactAdmin=\"alice-ovh\" contactBilling=\"alice-ovh\" contactTech=\"bob-ovh\"";
        assert_eq!(contacts(&alice).await, after);
        assert_eq!(state(&bob, task).await, "done");
        let closed = say(&alice, task, "refuse", &hers).await.unwrap_err();
        assert_eq!(closed, format!("409 task {task} is done: nothing can be changed about it"));
        // The service stays where it was, and so do its bills.
        assert_eq!(bob.get("/service").await.ok(), json!([]));
        let journal = app.journal(alice.account).await;
        let told: Vec<&str> = journal
            .iter()
            .filter(|line| line.starts_with("contacts."))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        let service = "service 112233";
        let expected = ["ask", "accept", "change"].map(|what| format!("contacts.{what} {service}"));
        assert_eq!(told, expected);
    })
    .await;
}

#[tokio::test]
async fn each_side_has_its_own_token_and_one_refusal_is_enough() {
    each_app(async |app| {
        let [alice, bob] = people(app).await;
        let carol = app.add_user("carol", &Holding::default()).await;
        let task = ask(&alice).await;
        let hers = app.contact_token(alice.account, task).await;
        let his = app.contact_token(bob.account, task).await;
        let wrong = "403 Invalid token: it is not the one of the last e-mail about this task";
        for (user, token) in [(&alice, &his), (&bob, &hers), (&bob, &hers.to_lowercase())] {
            for answer in ["accept", "refuse"] {
                let said = app.unchanged(async || say(user, task, answer, token).await).await;
                assert_eq!(said, Err(wrong.to_owned()));
            }
        }
        let said = say(&carol, task, "accept", &his).await.unwrap_err();
        assert_eq!(said, format!("404 The requested object (id = {task}) does not exist"));
        assert_eq!(carol.get(LIST).await.ok(), json!([]));

        // Another letter, another token.
        app.advance(SignedDuration::from_secs(1));
        let resent = bob.request("POST", &format!("/1.0{LIST}/{task}/resendEmail"));
        assert_eq!(resent.send().await.ok(), json!(null));
        let new = app.contact_token(bob.account, task).await;
        assert_eq!(say(&bob, task, "accept", &his).await, Err(wrong.to_owned()));
        assert_eq!(say(&bob, task, "refuse", &new).await, Ok(json!(null)));
        assert_eq!(state(&alice, task).await, "refused");
        // It can be asked for again.
        assert_ne!(ask(&alice).await, task);
    })
    .await;
}

#[tokio::test]
async fn tasks_are_found_by_state_and_by_account_and_end_with_their_time() {
    each_app(async |app| {
        let [alice, bob] = people(app).await;
        let task = ask(&alice).await;
        let find = async |user: &User, query: &str| user.get(&format!("{LIST}?{query}")).await.ok();
        for (query, found) in [
            ("askingAccount=alice-ovh", true),
            ("askingAccount=bob-ovh", false),
            ("toAccount=bob-ovh", true),
            ("toAccount=alice-ovh", false),
            ("state=validatingByCustomers", true),
            ("state=done", false),
        ] {
            let expected = if found { json!([task]) } else { json!([]) };
            assert_eq!(find(&alice, query).await, expected, "{query}");
            assert_eq!(find(&bob, query).await, expected, "{query}");
        }
        let his = app.contact_token(bob.account, task).await;
        app.advance(CONTACT_CHANGE_VALIDITY + SignedDuration::from_secs(1));
        let late = bob.post(&format!("{LIST}/{task}/accept"), json!({ "token": his })).await;
        assert_eq!(state(&bob, task).await, "expired");
        let text = refusal(&late);
        assert!(text.starts_with(&format!("409 task {task} could be answered until ")), "{text}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_for_says_why() {
    each_app(async |app| {
        let [alice, _] = people(app).await;
        let task = ask(&alice).await;
        let mut told = String::new();
        for body in [
            json!({}),
            json!({"contactTech": "alice-ovh"}),
            json!({"contactAdmin": "nobody-ovh"}),
            json!({"contactAdmin": " "}),
            json!({"contactAdmin": "bob-ovh", "contactTech": "bob-ovh"}),
        ] {
            let path = format!("{VPS}/changeContact");
            let reply = app.unchanged(async || alice.post(&path, body).await).await;
            told.push_str(&format!("{}\n", refusal(&reply).replace(&task.to_string(), "…")));
        }
        expect![[r#"
            400 say who is to be contactAdmin, contactBilling or contactTech
            400 these are the contacts of the service already
            400 contactAdmin: there is no account `nobody-ovh`
            400 contactAdmin: the text is empty
            409 contactTech of the service is in task … already: accept it, refuse it, or wait until its time is over
        "#]].assert_eq(&told);
    })
    .await;
}
