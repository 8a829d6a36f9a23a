//! Signing in without HTTP: what somebody who signs in gets hold of, what is used once, and what the audit finds.

use futures_util::future::join_all;
use jiff::SignedDuration;
use perennial_engine::access::password::Password;
use perennial_engine::access::{SignInRefusal, factor};
use perennial_engine::{EngineError, Stage};
use perennial_store::testing::each_database;
use perennial_store::{Factor, WriteSet};
use perennial_testkit::{Customer, Holding, TestApp, each_app};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Sets a password and a second factor, and signs in with both: what nobody else may know of it.
pub(crate) async fn live(app: &TestApp, customer: &Customer, nichandle: &str) -> Vec<String> {
    let engine = &app.engine;
    let password = Password::parse(PASSWORD, nichandle).unwrap();
    engine.set_password(&customer.context(), password).await.unwrap();
    let new = engine.new_factor();
    let code = factor::code(&new.secret, engine.wall().at()).unwrap();
    engine.set_factor(&customer.context(), &new.sealed, &code).await.unwrap();
    app.advance(SignedDuration::from_secs(30));
    let started = engine.sign_in(nichandle, PASSWORD).await.unwrap();
    let code = factor::code(&new.secret, engine.wall().at()).unwrap();
    let inside = engine.pass_code(&started.session, &code).await.unwrap();
    assert_eq!(inside.session.stage, Stage::SignedIn);
    let token = |cookie: &str| cookie.split('.').next().unwrap().to_owned();
    let cookies = [token(&started.cookie), token(&inside.cookie)];
    [PASSWORD.to_owned(), new.secret.to_string()].into_iter().chain(cookies).collect()
}

#[tokio::test]
async fn a_code_is_used_once_even_by_many_at_once() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::default()).await;
        let secret = live(app, &alice, "alice-ovh").await.remove(1);
        app.advance(SignedDuration::from_secs(30));
        let code = factor::code(&secret, app.engine.wall().at()).unwrap();
        let mut sessions = Vec::new();
        for _ in 0..5 {
            sessions.push(app.engine.sign_in("alice-ovh", PASSWORD).await.unwrap().session);
        }
        let tried = join_all(sessions.iter().map(|one| app.engine.pass_code(one, &code))).await;
        let (inside, refused): (Vec<_>, Vec<_>) = tried.into_iter().partition(Result::is_ok);
        assert_eq!((inside.len(), refused.len()), (1, 4));
        for refusal in refused {
            assert!(matches!(refusal, Err(SignInRefusal::WrongCode)), "{refusal:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_floods_the_door_is_turned_away() {
    each_app(async |app| {
        let tries = (0..80).map(|_| app.engine.sign_in("nobody", PASSWORD));
        let outcomes = join_all(tries).await;
        let busy =
            |one: &Result<_, _>| matches!(one, Err(SignInRefusal::Engine(EngineError::Busy)));
        assert_eq!(outcomes.iter().filter(|one| busy(one)).count(), 80 - 64);
        assert!(matches!(app.engine.sign_in("nobody", PASSWORD).await, Err(SignInRefusal::Wrong)));
    })
    .await;
}

#[tokio::test]
async fn the_audit_finds_what_is_not_kept_as_it_must_be() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let alice = app.customer("alice", &Holding::default()).await;
        live(&app, &alice, "alice-ovh").await;
        app.audit().await;
        let store = app.engine.store();
        let mut stored = store.sign_in(alice.account).await.unwrap().unwrap();
        stored.password_hash = PASSWORD.to_owned();
        stored.factor = stored.factor.map(|one| Factor { sealed_secret: vec![1; 64], ..one });
        let mut set = WriteSet::without_account();
        set.set_sign_in(&stored);
        store.commit(set).await.unwrap();
        let told = format!("{:?}", app.engine.audit().await.unwrap());
        for expected in ["the password is not kept as a hash", "second factor does not open"] {
            assert!(told.contains("I11") && told.contains(expected), "{told}");
        }
    })
    .await;
}
