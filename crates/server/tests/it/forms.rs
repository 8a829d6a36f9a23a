//! `/services/{serviceId}/options` and `/form`: what belongs to a service, and questions about it.

use expect_test::expect;
use perennial_core::form::TERMINATION;
use perennial_core::service::StateKind;
use perennial_testkit::{Holding, each_app, service_id};
use serde_json::{Value, json};

use crate::support::refusal;

#[tokio::test]
async fn the_options_of_a_service_are_those_that_are_there() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let ids = async |service: i64| {
            let options = alice.get(&format!("/services/{service}/options")).await.ok();
            let options = options.as_array().unwrap().clone();
            let id = |option: &Value| option["serviceId"].as_i64().unwrap();
            assert!(options.iter().all(|option| option["parentServiceId"] == service));
            options.iter().map(id).collect::<Vec<_>>()
        };
        assert_eq!(ids(112_233).await, [112_234]);
        // Hosting belongs to a domain, and is no option of it.
        assert_eq!(ids(12345).await, [0; 0]);
        let whole = alice.get("/services/112233/options").await.ok();
        assert_eq!(whole[0], alice.get("/services/112234").await.ok());

        let mut holding = Holding::guide();
        holding.states.push((112_234, StateKind::Deleted));
        let bob = app.add_user("bob", &holding).await;
        assert_eq!(bob.get("/services/112233/options").await.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn who_ends_a_service_is_asked_why_and_may_answer() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let path = "/services/112233/form";
        assert_eq!(alice.get(path).await.ok(), json!([]), "nobody asks about what goes on");
        let missing = alice.get(&format!("{path}/termination")).await;
        let text = "404 The requested object (formName = termination) does not exist";
        assert_eq!(refusal(&missing), text);
        let body = json!({"renew": {"deleteAtExpiration": true}});
        let ended = alice.put("/vps/vps112233.ovh.net/serviceInfos", body).await;
        assert_eq!(ended.ok(), json!(null));
        let forms = alice.get(path).await.ok();
        let form = alice.get(&format!("{path}/termination")).await.ok();
        assert_eq!(forms, json!([form]));
        let questions = form["questions"].as_array().unwrap();
        let shown: Vec<String> = questions
            .iter()
            .map(|one| format!("{} {} {}", one["question"], one["type"], one["mandatory"]))
            .collect();
        expect![[r#"
            "reason" "enum" true
            "futureUse" "enum" false
            "commentary" "text" false"#]]
        .assert_eq(&shown.join("\n"));
        assert_eq!(questions[1]["answers"][1], json!({"key": "OTHER"}));
        assert_eq!(questions[2]["answers"], json!(null));

        let answer = async |answers: Value| {
            alice.post(&format!("{path}/termination/answer"), json!({ "answers": answers })).await
        };
        let given = json!([
            {"question": "reason", "value": "TOO_EXPENSIVE"},
            {"question": "commentary", "value": "Merci"},
        ]);
        let thanks = json!({"message": "Thank you: the answers are kept"});
        assert_eq!(answer(given).await.ok(), thanks);
        let kept = app.engine.store();
        let kept = kept.form_answers(alice.account, service_id(112_233), &TERMINATION).await;
        let pair = |question: &str, value: &str| (question.to_owned(), value.to_owned());
        assert_eq!(kept.unwrap(), [pair("commentary", "Merci"), pair("reason", "TOO_EXPENSIVE")]);
        let journal = app.journal(alice.account).await;
        assert!(journal.iter().any(|line| line.starts_with("form.answer service 112233")));
        assert!(!journal.iter().any(|line| line.contains("Merci")), "{journal:?}");
        let none = app.unchanged(async || answer(json!([])).await).await;
        assert_eq!(refusal(&none), "400 `reason` has to be answered");
    })
    .await;
}
