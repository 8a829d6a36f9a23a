//! The life of applications and credentials.

use futures_util::future::join;
use jiff::SignedDuration;
use perennial_core::credential::CredentialState;
use perennial_core::{ApplicationId, CredentialId};
use perennial_engine::access::Decision;
use perennial_engine::{EngineError, Idempotency};
use perennial_testkit::{Customer, Holding, TestApp, each_app};

use crate::keys::{Keys, application, request, said, stored};
use crate::support::told;

const GOOD: Decision = Decision::Validate { expires_at: None };

async fn customer(app: &TestApp, name: &str) -> Customer {
    app.customer(name, &Holding::default()).await
}

async fn pending(app: &TestApp, customer: &Customer) -> Keys {
    Keys::pending(app, customer, &request(&["GET /me"], &[])).await
}

async fn state(app: &TestApp, id: CredentialId) -> CredentialState {
    app.engine.store().credential(id).await.unwrap().unwrap().credential.state
}

#[tokio::test]
async fn a_credential_is_good_from_its_validation_to_its_end() {
    each_app(async |app| {
        let (alice, bob) = (customer(app, "alice").await, customer(app, "bob").await);
        // Alice made the program; Bob lets it use his account.
        let keys = pending(app, &alice).await;
        assert_eq!(said(&keys.call(app).await), "the credential is pendingValidation");
        let found = app.engine.credential_by_token(&keys.token).await.unwrap();
        assert_eq!((found.id, found.account), (keys.credential.id, None));
        let end = app.engine.credential_end(Some(SignedDuration::from_hours(48))).unwrap();
        let decision = Decision::Validate { expires_at: Some(end) };
        app.engine.decide_credential(&bob.context(), found.id, decision).await.unwrap();
        assert_eq!(keys.call(app).await.unwrap().account, bob.account);
        app.clock.set(end - SignedDuration::from_secs(1));
        assert_eq!(keys.call(app).await.unwrap().account, bob.account);
        app.clock.set(end);
        for _ in 0..2 {
            assert_eq!(said(&keys.call(app).await), "the credential is expired");
        }
        let journal = app.journal(bob.account).await;
        let entry = format!("credential.validate credential {}: GET /me, until {end}", found.id);
        assert_eq!(journal.last(), Some(&entry));
    })
    .await;
}

#[tokio::test]
async fn a_credential_waits_for_a_day() {
    each_app(async |app| {
        let alice = customer(app, "alice").await;
        let keys = pending(app, &alice).await;
        app.advance(SignedDuration::from_hours(24));
        let refused =
            told(&app.engine.decide_credential(&alice.context(), keys.credential.id, GOOD).await);
        let expected =
            "Conflict: credential … is expired, only a pending one can be validated or refused";
        assert_eq!(refused, expected);
        assert_eq!(said(&keys.call(app).await), "the credential is expired");
    })
    .await;
}

#[tokio::test]
async fn what_was_decided_stays_decided() {
    each_app(async |app| {
        let alice = customer(app, "alice").await;
        let (good, refused) = (pending(app, &alice).await, pending(app, &alice).await);
        let decide = async |keys: &Keys, decision| {
            told(&app.engine.decide_credential(&alice.context(), keys.credential.id, decision).await)
        };
        assert_eq!(decide(&good, GOOD).await, "done");
        assert_eq!(decide(&refused, Decision::Refuse).await, "done");
        assert_eq!(said(&refused.call(app).await), "the credential is refused");
        for (keys, state) in [(&good, "validated"), (&refused, "refused")] {
            for decision in [GOOD, Decision::Refuse] {
                let expected = format!(
                    "Conflict: credential … is {state}, only a pending one can be validated or refused"
                );
                assert_eq!(decide(keys, decision).await, expected);
            }
        }
        assert!(good.call(app).await.is_ok());
    })
    .await;
}

/// Each of them may decide, but not both.
#[tokio::test]
async fn two_accounts_do_not_both_get_one_credential() {
    each_app(async |app| {
        let (alice, bob) = (customer(app, "alice").await, customer(app, "bob").await);
        let keys = pending(app, &alice).await;
        let id = keys.credential.id;
        let (a, b) = (alice.context(), bob.context());
        let decided = join(
            app.engine.decide_credential(&a, id, GOOD),
            app.engine.decide_credential(&b, id, GOOD),
        );
        let decided = <[_; 2]>::from(decided.await);
        let (good, refused): (Vec<_>, Vec<_>) = decided.iter().partition(|decided| decided.is_ok());
        let expected =
            "Conflict: credential … is validated, only a pending one can be validated or refused";
        assert_eq!((good.len(), refused.len(), told(refused[0]).as_str()), (1, 1, expected));
        let account = good[0].as_ref().unwrap().account;
        assert_eq!(keys.call(app).await.ok().map(|caller| caller.account), account);
    })
    .await;
}

#[tokio::test]
async fn an_ended_credential_is_refused_at_once() {
    each_app(async |app| {
        let (alice, bob) = (customer(app, "alice").await, customer(app, "bob").await);
        let keys = Keys::good(app, &alice, &request(&["GET /me"], &[]), None).await;
        let id = keys.credential.id;
        assert!(keys.call(app).await.is_ok());
        let foreign = app.engine.revoke_credential(&bob.context(), id).await;
        assert!(matches!(foreign, Err(EngineError::NotFound { what: "credentialId", .. })));
        assert!(keys.call(app).await.is_ok());
        app.engine.revoke_credential(&alice.context(), id).await.unwrap();
        assert_eq!(said(&keys.call(app).await), "the credential is expired");
        assert_eq!(state(app, id).await, CredentialState::Expired);
        let again = app.writes_of(async {
            app.engine.revoke_credential(&alice.context(), id).await.unwrap();
        });
        assert_eq!(again.await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_application_takes_its_credentials_with_it() {
    each_app(async |app| {
        let (alice, bob) = (customer(app, "alice").await, customer(app, "bob").await);
        let keys = Keys::good(app, &alice, &request(&["GET /me"], &[]), None).await;
        let id = keys.application.id;
        assert!(keys.call(app).await.is_ok());
        let nobodys = ApplicationId::try_new(1).unwrap();
        for (customer, id) in [(&bob, id), (&alice, nobodys)] {
            let foreign = app.engine.revoke_application(&customer.context(), id).await;
            assert!(matches!(foreign, Err(EngineError::NotFound { what: "applicationId", .. })));
        }
        app.engine.revoke_application(&alice.context(), id).await.unwrap();
        for _ in 0..2 {
            assert_eq!(said(&keys.call(app).await), "no active application has this key");
        }
        assert!(app.engine.active_application(&keys.application.key).await.is_err());
        let again = app.writes_of(async {
            app.engine.revoke_application(&alice.context(), id).await.unwrap();
        });
        assert_eq!(again.await, 0);
    })
    .await;
}

/// Whoever repeats a request gets the same keys, so that none is made that nobody has.
#[tokio::test]
async fn a_repeated_request_is_answered_with_the_same_keys() {
    each_app(async |app| {
        let alice = customer(app, "alice").await;
        let (program, _) = application(app, &alice).await;
        let program = stored(&program);
        let asked = request(&["GET /me"], &[]);
        let key = Idempotency::new("key", b"GET /me");
        let first = app.engine.request_credential(&program, &asked, Some(&key)).await.unwrap();
        let next = app.restarted().await;
        for engine in [&app.engine, &next.engine] {
            let again = engine.request_credential(&program, &asked, Some(&key)).await.unwrap();
            assert_eq!(again.credential, first.credential);
            assert_eq!(*again.consumer_key, *first.consumer_key);
            assert_eq!(*again.validation_token, *first.validation_token);
        }
        let other = Idempotency::new("key", b"GET /*");
        let refused = app.engine.request_credential(&program, &asked, Some(&other)).await;
        assert!(matches!(refused, Err(EngineError::KeyReused)));
        let new = app.engine.request_credential(&program, &asked, None).await.unwrap();
        assert_ne!(*new.consumer_key, *first.consumer_key);
    })
    .await;
}

#[tokio::test]
async fn a_request_that_could_never_be_granted_is_refused() {
    each_app(async |app| {
        let alice = customer(app, "alice").await;
        let (program, _) = application(app, &alice).await;
        let writes = app.writes_of(async {
            let refused =
                app.engine.request_credential(&stored(&program), &request(&[], &[]), None).await;
            let expected = "Invalid: no access rule is given; name at least one method and path";
            assert_eq!(told(&refused), expected);
        });
        assert_eq!(writes.await, 0);
        let missing = CredentialId::try_new(1).unwrap();
        let missing = app.engine.decide_credential(&alice.context(), missing, GOOD).await;
        assert!(matches!(missing, Err(EngineError::NotFound { what: "credentialId", .. })));
        let missing = app.engine.credential_by_token("nobodys").await.unwrap_err().to_string();
        assert_eq!(missing, "the requested object (credentialToken = …) does not exist");
    })
    .await;
}
