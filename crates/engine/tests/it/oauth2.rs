//! OAuth2 clients without HTTP: who may get a token, and what the audit finds.

use jiff::SignedDuration;
use perennial_core::credential::Verb;
use perennial_core::limits::TOKENS_MAX;
use perennial_core::oauth2::{About, Grant};
use perennial_core::text::Name;
use perennial_engine::access::{AccessRefusal, Asked, NewClient, TokenRefusal};
use perennial_store::{StoredClient, WriteSet};
use perennial_testkit::{Customer, Holding, TestApp, each_app, each_database};

use crate::keys::request;

/// A client of an account, which may read who that is.
pub(crate) async fn client(app: &TestApp, customer: &Customer) -> NewClient {
    let name = Name::parse("Nightly").unwrap();
    let about = About { name, description: None, callback_urls: Vec::new() };
    let rules = request(&["GET /me"], &[]).rules;
    let grant = Grant { rules, allowed_ips: Vec::new(), expires_at: None };
    app.engine.create_client(&customer.context(), &about, &grant, None).await.unwrap()
}

#[tokio::test]
async fn a_token_ends_with_its_client_in_memory_and_in_the_database() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::default()).await;
        let NewClient { client, secret } = client(app, &alice).await;
        let given = app.engine.give_token(client.id, &secret).await.unwrap();
        let asked = Asked { verb: Verb::Get, path: "/me", address: None };
        for _ in 0..2 {
            let caller = app.engine.authenticate_bearer(&given.token, &asked).await.unwrap();
            assert_eq!(caller.account, alice.account);
        }
        app.engine.delete_client(&alice.context(), &client.id.to_text()).await.unwrap();
        for _ in 0..2 {
            let refused = app.engine.authenticate_bearer(&given.token, &asked).await;
            assert!(matches!(refused, Err(AccessRefusal::UnknownToken)), "{refused:?}");
        }
        let refused = app.engine.give_token(client.id, &secret).await;
        assert!(matches!(refused, Err(TokenRefusal::UnknownClient)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_client_has_only_so_many_tokens_at_once() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::default()).await;
        let NewClient { client, secret } = client(app, &alice).await;
        for _ in 0..TOKENS_MAX {
            app.engine.give_token(client.id, &secret).await.unwrap();
        }
        let refused = app.engine.give_token(client.id, &secret).await;
        assert!(matches!(refused, Err(TokenRefusal::TooMany)), "{refused:?}");
        app.advance(SignedDuration::from_hours(1));
        app.engine.give_token(client.id, &secret).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_audit_finds_a_secret_that_was_not_given_out() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let alice = app.customer("alice", &Holding::default()).await;
        let NewClient { mut client, .. } = client(&app, &alice).await;
        app.audit().await;
        client.id = app.engine.ids().client();
        let id = client.id.to_text();
        let mut set = WriteSet::without_account();
        set.insert_oauth2_client(&StoredClient { client, secret_hash: [7; 32] });
        app.engine.store().commit(set).await.unwrap();
        let told = format!("{:?}", app.engine.audit().await.unwrap());
        let expected = format!("the secret of OAuth2 client {id} is not");
        assert!(told.contains("I11") && told.contains(&expected), "{told}");
    })
    .await;
}
