//! Whose request it is, and whether it is granted. Every answer is the same from the database (the first call) and
//! from memory (the second one).

use jiff::SignedDuration;
use perennial_core::credential::Verb::{Delete, Get, Post, Put};
use perennial_engine::access::{AccessRefusal, Claim, Program};
use perennial_testkit::{Holding, TestApp, each_app};

use crate::keys::{Keys, request, said};

async fn program(app: &TestApp, name: &str, rules: &[&str], blocks: &[&str]) -> Keys {
    let customer = app.customer(name, &Holding::default()).await;
    Keys::good(app, &customer, &request(rules, blocks), None).await
}

#[tokio::test]
async fn a_request_is_that_of_the_credentials_account() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::default()).await;
        let keys = Keys::good(app, &alice, &request(&["GET /me"], &[]), None).await;
        for _ in 0..2 {
            let caller = keys.call(app).await.unwrap();
            assert_eq!(caller.account, alice.account);
            assert_eq!(caller.authority.program(), Program::Credential(keys.credential.id));
        }
    })
    .await;
}

#[tokio::test]
async fn requests_are_signed_within_five_minutes() {
    each_app(async |app| {
        let keys = program(app, "alice", &["GET /me"], &[]).await;
        let now = app.engine.wall().at().as_second();
        for _ in 0..2 {
            for off_by in [-300, 0, 300] {
                assert!(keys.claim(app, keys.signed_at(now + off_by)).await.is_ok(), "{off_by}");
            }
            for off_by in [-301, 301, i64::MIN / 2, i64::MAX / 2] {
                let refused = keys.claim(app, keys.signed_at(now.saturating_add(off_by))).await;
                let Err(AccessRefusal::OutOfTime { server_time, off_by: told }) = refused else {
                    panic!("{off_by}: {refused:?}");
                };
                assert_eq!(server_time, now);
                assert!(told > 300);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn blocks_of_addresses_hold_for_every_request() {
    each_app(async |app| {
        let blocks = ["192.0.2.0/24", "2001:db8::/32"];
        let keys = program(app, "alice", &["GET /me"], &blocks).await;
        for _ in 0..2 {
            for address in ["192.0.2.255", "::ffff:192.0.2.7", "2001:db8::1"] {
                assert!(keys.call_from(app, address).await.is_ok(), "{address}");
            }
            for address in ["192.0.3.1", "2001:db9::1", "::1"] {
                let refused = said(&keys.call_from(app, address).await);
                assert_eq!(refused, format!("the credential may not be used from {address}"));
            }
            let unknown = said(&keys.call(app).await);
            assert_eq!(unknown, "the credential may not be used from there");
        }
        let anywhere = program(app, "bob", &["GET /me"], &[]).await;
        assert!(anywhere.call_from(app, "203.0.113.9").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn rules_grant_what_they_match_and_nothing_else() {
    each_app(async |app| {
        let rules = ["GET /me", "GET /service/*", "POST /service/*/renew", "PUT /vps*"];
        let keys = program(app, "alice", &rules, &[]).await;
        let cases = [
            (Get, "/me", true),
            (Get, "/me/bill", false),
            (Post, "/me", false),
            (Get, "/service/12345", true),
            (Get, "/service/12345/renew", true),
            (Get, "/service", false),
            (Post, "/service/12345/renew", true),
            (Post, "/service/12345/renew/more", false),
            (Post, "/service/12345", false),
            (Put, "/vps", true),
            (Put, "/vps/vps112233.ovh.net/serviceInfos", true),
            (Delete, "/vps/vps112233.ovh.net", false),
        ];
        for _ in 0..2 {
            for (verb, path, granted) in cases {
                let answer = said(&keys.call_to(app, verb, path).await);
                let refused = format!("no rule of the credential covers {} {path}", verb.name());
                assert_eq!(answer, if granted { "granted".to_owned() } else { refused });
            }
        }
    })
    .await;
}

/// A client is told the first thing that is wrong, in the order in which it can do something about it.
#[tokio::test]
async fn checks_have_an_order() {
    each_app(async |app| {
        let alice = program(app, "alice", &["GET /me"], &["192.0.2.0/24"]).await;
        let bob = program(app, "bob", &["GET /me"], &[]).await;
        let now = app.engine.wall().at().as_second();
        for _ in 0..2 {
            // Everything is wrong, and is put right one by one.
            let mut claim = Claim { path: "/other", timestamp: now - 400, ..alice.signed_at(now) };
            claim.application_key = "nobodys";
            claim.consumer_key = "nobodys";
            assert_eq!(said(&bob.claim(app, claim).await), "no active application has this key");
            claim.application_key = &alice.application.key;
            let late = "the request was signed 400 seconds away from the server's time";
            assert_eq!(said(&bob.claim(app, claim).await), late);
            claim.timestamp = now;
            let unknown = "no credential of this application has this consumer key";
            assert_eq!(said(&bob.claim(app, claim).await), unknown);
            // A key of another application is as good as none.
            claim.consumer_key = &bob.consumer_key;
            assert_eq!(said(&bob.claim(app, claim).await), unknown);
            claim.consumer_key = &alice.consumer_key;
            let unsigned = "the signature is not that of the request";
            assert_eq!(said(&bob.claim(app, claim).await), unsigned);
            let address = "the credential may not be used from there";
            assert_eq!(said(&alice.claim(app, claim).await), address);
            claim.address = Some([192, 0, 2, 1].into());
            let rule = "no rule of the credential covers GET /other";
            assert_eq!(said(&alice.claim(app, claim).await), rule);
            claim.path = "/me";
            assert_eq!(said(&alice.claim(app, claim).await), "granted");
        }
        // Both are known by now, and still nobody is taken for somebody else.
        assert!(bob.call(app).await.is_ok());
        let mixed = Claim { consumer_key: &alice.consumer_key, ..bob.signed_at(now) };
        assert!(bob.claim(app, mixed).await.is_err());
    })
    .await;
}

/// Taken away while a request is being checked for the first time: the request may pass, the next one does not.
#[tokio::test(flavor = "multi_thread")]
async fn an_application_revoked_in_this_very_moment_is_not_remembered() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::default()).await;
        let keys = Keys::good(app, &alice, &request(&["GET /me"], &[]), None).await;
        let claim = keys.signed_at(app.engine.wall().at().as_second());
        let revoke = || {
            let (context, id) = (alice.context(), keys.application.id);
            let revoked = app.engine.revoke_application(&context, id);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(revoked))
                .unwrap();
        };
        let signed = |secret: &str| {
            revoke();
            secret == keys.secret
        };
        app.engine.authenticate(&claim, signed).await.ok();
        assert_eq!(said(&keys.call(app).await), "no active application has this key");
    })
    .await;
}

/// A write for every request would be too dear.
#[tokio::test]
async fn uses_are_recorded_to_the_minute() {
    each_app(async |app| {
        let keys = program(app, "alice", &["GET /me"], &[]).await;
        let used = async || {
            let stored = app.engine.store().credential(keys.credential.id).await.unwrap();
            stored.unwrap().credential.last_used_at
        };
        let calls = async |seconds: &[i64]| {
            for seconds in seconds {
                app.advance(SignedDuration::from_secs(*seconds));
                keys.call(app).await.unwrap();
            }
        };
        assert_eq!(used().await, None);
        let first = app.engine.wall().at();
        assert_eq!(app.writes_of(calls(&[0, 10, 10])).await, 0);
        assert_eq!(app.writes_of(app.engine.flush_last_used()).await, 1);
        assert_eq!(used().await, Some(first));
        assert_eq!(app.writes_of(app.engine.flush_last_used()).await, 0, "there is nothing new");
        calls(&[39]).await;
        assert_eq!(app.writes_of(app.engine.flush_last_used()).await, 0, "the same minute");
        calls(&[1]).await;
        // A stop and the reconcilers do it as well.
        app.engine.finish().await;
        assert_eq!(used().await, Some(app.engine.wall().at()));
        calls(&[60]).await;
        app.engine.reconcile().await;
        assert_eq!(used().await, Some(app.engine.wall().at()));
    })
    .await;
}
