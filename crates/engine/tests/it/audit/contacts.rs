//! Contacts that were changed behind the program's back.

use perennial_testkit::{Holding, TestApp, each_database};

use crate::contacts::{accept, ask};
use crate::support::without_ids;

#[tokio::test]
async fn the_audit_finds_contacts_that_nobody_has_agreed_to() {
    for (change, expected) in [
        (
            "UPDATE contact_change SET to_accepted_at = NULL",
            "contacts task … is done, and not both have accepted in time",
        ),
        (
            "UPDATE contact_change SET from_accepted_at = valid_until + 1",
            "contacts task … is done, and not both have accepted in time",
        ),
        (
            "UPDATE contact_change SET service_id = 999",
            "contacts task … is about service 999, which is not there",
        ),
    ] {
        each_database(async |database| {
            let app = TestApp::on(database.database()).await;
            let alice = app.customer("alice", &Holding::guide()).await;
            let bob = app.customer("bob", &Holding::default()).await;
            let task = ask(&alice, "bob-ovh").await.unwrap();
            accept(&app, &bob, task).await.unwrap();
            accept(&app, &alice, task).await.unwrap();
            app.audit().await;
            database.alter(change).await;
            let report = app.engine.audit().await.unwrap();
            let found: Vec<String> = report
                .violations
                .iter()
                .map(|one| format!("{} {}", one.invariant, without_ids(&one.text)))
                .collect();
            assert_eq!(found, [expected]);
        })
        .await;
    }
}
