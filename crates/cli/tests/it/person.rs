//! `perennial operator`: people of the seller.

use perennial_store::testing::each_database;
use perennial_testkit::TestApp;
use serde_json::{Value, json};

use crate::admin::Admin;

#[tokio::test]
async fn operators_are_made_changed_and_removed() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let admin = Admin::of(database);
        let none = "There are no operators. Make one: perennial operator add NAME\n";
        assert_eq!(admin.text(&["operator", "list"]).await, none);
        let anna = admin.json(&["operator", "add", "Anna"]).await;
        assert_eq!((&anna["name"], &anna["role"]), (&json!("anna"), &json!("operator")));
        let password = anna["password"].as_str().unwrap();
        assert_eq!(password.len(), 20);
        app.engine.sign_operator_in("anna", password).await.unwrap();
        let otto = admin.text(&["operator", "add", "otto", "--role", "read-only"]).await;
        assert!(otto.starts_with("added: otto, read-only\n  "), "{otto}");
        assert!(otto.ends_with("\nIt is not shown again.\n"), "{otto}");
        let changed = admin.text(&["operator", "role", "otto", "operator"]).await;
        assert_eq!(changed, "changed: otto is operator now\n");
        let set = admin.json(&["operator", "password", "anna"]).await;
        assert!(app.engine.sign_operator_in("anna", password).await.is_err());
        app.engine.sign_operator_in("anna", set["password"].as_str().unwrap()).await.unwrap();
        let removed = admin.text(&["operator", "password", "anna", "--remove-factor"]).await;
        assert_eq!(removed, "removed: the second factor of anna\n");
        assert_eq!(admin.text(&["operator", "remove", "otto"]).await, "removed: otto\n");
        let all = admin.json(&["operator", "list"]).await;
        let brief =
            |one: &Value| (one["name"].clone(), one["state"].clone(), one["secondFactor"].clone());
        assert_eq!(brief(&all[0]), (json!("anna"), json!("active"), json!(false)));
        assert_eq!(brief(&all[1]), (json!("otto"), json!("removed"), json!(false)));
        assert!(all[0]["signedInAt"].is_string() && all[1]["signedInAt"].is_null(), "{all}");
        app.audit().await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_database(async |database| {
        TestApp::on(database.database()).await;
        let admin = Admin::of(database);
        admin.text(&["operator", "add", "anna"]).await;
        for (command, code, text) in [
            (&["operator", "add", "ANNA"][..], 3, "anna is an operator already, or was one"),
            (&["operator", "role", "anna", "operator"], 3, "anna has the role operator already"),
            (&["operator", "role", "nobody", "operator"], 3, "there is no operator nobody"),
            (&["operator", "remove", "nobody"], 3, "there is no operator nobody"),
            (&["operator", "password", "nobody"], 3, "there is no operator nobody"),
            (&["operator", "add", " "], 2, "the text is empty"),
            (&["operator", "role", "anna", "king"], 2, "it can be operator, read-only"),
        ] {
            let refused = admin.refused(command, code).await;
            assert!(refused.contains(text), "{command:?}: {refused}");
        }
    })
    .await;
}
