//! Signing in without HTTP: what somebody who signs in gets hold of, what is used once, and what the audit finds.

use futures_util::future::join_all;
use jiff::SignedDuration;
use perennial_core::operator::Role;
use perennial_core::text::Name;
use perennial_engine::access::password::Password;
use perennial_engine::access::{NewOperator, SignInRefusal, factor};
use perennial_engine::{Actor, EngineError, OperatorContext, Stage};
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
    let secrets = [PASSWORD.to_owned(), new.secret.to_string()].into_iter().chain(cookies);
    secrets.chain(live_as_operator(app).await).collect()
}

const DESK: &str = "a desk of four legs";

fn at_the_command_line() -> OperatorContext {
    OperatorContext { actor: Actor::Operator, query_id: "test".to_owned() }
}

/// The same for an operator.
pub(crate) async fn live_as_operator(app: &TestApp) -> Vec<String> {
    let engine = &app.engine;
    let (name, password) = (Name::parse("anna").unwrap(), Password::parse(DESK, "anna").unwrap());
    let new = NewOperator { name, role: Role::Operator, password };
    let added = engine.add_operator(&at_the_command_line(), new).await.unwrap();
    let new = engine.new_factor();
    let code = |app: &TestApp| factor::code(&new.secret, app.engine.wall().at()).unwrap();
    let context = at_the_command_line();
    engine.set_operator_factor(&context, added.id, &new.sealed, &code(app)).await.unwrap();
    app.advance(SignedDuration::from_secs(30));
    let started = engine.sign_operator_in("anna", DESK).await.unwrap();
    let inside = engine.pass_operator_code(&started.session, &code(app)).await.unwrap();
    assert!(engine.session(&inside.cookie).await.unwrap().is_none(), "it is no customer's");
    assert!(engine.operator_session(&inside.cookie).await.unwrap().is_some());
    assert!(engine.operator_session(&started.cookie).await.unwrap().is_none());
    let refused = engine.pass_operator_code(&started.session, &code(app)).await;
    assert!(matches!(refused, Err(SignInRefusal::WrongCode)), "a code is used once");
    let token = |cookie: &str| cookie.split('.').next().unwrap().to_owned();
    vec![DESK.to_owned(), new.secret.to_string(), token(&started.cookie), token(&inside.cookie)]
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
async fn what_operators_do_at_once_is_done_one_after_the_other() {
    each_app(async |app| {
        let command = at_the_command_line();
        let add = async |number: usize| {
            let name = Name::parse(&format!("person {number}")).unwrap();
            let password = Password::parse(DESK, name.as_str()).unwrap();
            app.engine
                .add_operator(&command, NewOperator { name, role: Role::ReadOnly, password })
                .await
        };
        let added = join_all((0..8).map(add)).await;
        assert!(added.iter().all(Result::is_ok), "{added:?}");
        assert_eq!(app.engine.store().operator_head().await.unwrap().number, 8);
        // Of several who are given one name, one has it.
        let added = join_all((0..4).map(|_| add(100))).await;
        assert_eq!(added.iter().filter(|one| one.is_ok()).count(), 1, "{added:?}");
        let everybody = app.engine.store().operators().await.unwrap();
        assert_eq!(everybody.len(), 9);
        let first = &everybody[0].operator;
        let same = app.engine.set_operator_role(&command, first, Role::ReadOnly).await.unwrap_err();
        assert_eq!(same.to_string(), "person 0 has the role read-only already");
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
