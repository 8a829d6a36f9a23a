//! Changes of contacts without HTTP: there and back.

use perennial_core::contact::{ContactChangeState, ContactKind};
use perennial_core::text::Name;
use perennial_core::{AccountId, ContactChangeId};
use perennial_engine::{ContactAnswer, EngineError};
use perennial_testkit::{Customer, Holding, TestApp, each_app, service_id};

use crate::support::told;

/// Asks for somebody as technical contact of the domain.
pub(crate) async fn ask(alice: &Customer, to: &str) -> Result<ContactChangeId, EngineError> {
    let wanted = [(ContactKind::Tech, Name::parse(to).unwrap())];
    let context = alice.context();
    let asked = alice.engine().change_contacts(&context, service_id(12345), &wanted, None).await?;
    Ok(asked[0])
}

/// Accepts a change with the token that an account has got.
pub(crate) async fn accept(
    app: &TestApp,
    by: &Customer,
    task: ContactChangeId,
) -> Result<(), EngineError> {
    let token = app.contact_token(by.account, task.get()).await;
    let (context, yes) = (by.context(), ContactAnswer::Accept);
    app.engine.answer_contact_change(&context, task, &token, yes, None).await
}

async fn tech(app: &TestApp, account: AccountId) -> String {
    let service = app.engine.require_service(account, service_id(12345)).await.unwrap();
    service.contacts.tech.to_string()
}

#[tokio::test]
async fn a_contact_is_changed_there_and_back() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let bob = app.customer("bob", &Holding::default()).await;
        let refused = told(&ask(&alice, "ghost-ovh").await);
        assert_eq!(refused, "Invalid: contactTech: there is no account `ghost-ovh`");
        let first = ask(&alice, "bob-ovh").await.unwrap();
        accept(app, &alice, first).await.unwrap();
        accept(app, &bob, first).await.unwrap();
        assert_eq!(tech(app, alice.account).await, "bob-ovh");
        // Back again: now Bob is the one that is to be it no longer.
        let back = ask(&alice, "alice-ovh").await.unwrap();
        accept(app, &bob, back).await.unwrap();
        assert_eq!(tech(app, alice.account).await, "bob-ovh", "Alice is asked as well");
        accept(app, &alice, back).await.unwrap();
        assert_eq!(tech(app, alice.account).await, "alice-ovh");
        let again = accept(app, &alice, back).await;
        assert_eq!(told(&again), "Conflict: task … is done: nothing can be changed about it");
        let changes = app.engine.contact_changes(bob.account).await.unwrap();
        let is_done = |state| matches!(state, ContactChangeState::Done { .. });
        assert!(changes.len() == 2 && changes.iter().all(|change| is_done(change.state)));
    })
    .await;
}
