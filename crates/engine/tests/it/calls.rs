//! Calls that are noted: in their order, without end, and not without bound.

use perennial_core::api_call::{CallPath, CallTarget};
use perennial_core::credential::Verb;
use perennial_engine::CallsOf;
use perennial_testkit::{Holding, each_app};

fn target(about_services: bool) -> CallTarget {
    let path = CallPath::cut("/me/autorenew");
    CallTarget { verb: Verb::Put, path, route: "/me/autorenew".to_owned(), about_services }
}

#[tokio::test]
async fn ids_rise_and_the_newest_are_listed() {
    each_app(async |app| {
        let alice = app.add_account("alice", &Holding::default()).await;
        let bob = app.add_account("bob", &Holding::default()).await;
        for number in 0..20_001 {
            app.engine.note_call(alice, target(number % 2 == 0), None);
        }
        // More than may wait: what came last was not kept.
        let waiting = app.engine.call_ids(alice, CallsOf::Account).await.unwrap();
        app.engine.record_calls().await;
        let listed = app.engine.call_ids(alice, CallsOf::Account).await.unwrap();
        assert_eq!((listed.len(), &listed), (10_000, &waiting));
        assert!(listed.is_sorted());
        let services = app.engine.call_ids(alice, CallsOf::Services).await.unwrap();
        assert_eq!(services.len(), 10_000);
        assert!(services.is_sorted() && services[0] < listed[0]);
        assert_eq!(app.engine.call_ids(bob, CallsOf::Account).await.unwrap(), []);
        // There is room again, and nothing is written twice.
        app.engine.note_call(bob, target(false), None);
        let one = app.engine.call_ids(bob, CallsOf::Account).await.unwrap();
        assert_eq!(app.writes_of(app.engine.record_calls()).await, 1);
        assert_eq!(app.writes_of(app.engine.record_calls()).await, 0);
        assert_eq!(app.engine.call_ids(bob, CallsOf::Account).await.unwrap(), one);
    })
    .await;
}

#[tokio::test]
async fn each_process_writes_what_it_has_noted_itself() {
    each_app(async |app| {
        let alice = app.add_account("alice", &Holding::default()).await;
        let other = app.restarted().await;
        assert!(app.engine.work_once().await.is_some());
        other.engine.note_call(alice, target(false), None);
        let noted = other.engine.call_ids(alice, CallsOf::Account).await.unwrap();
        let known = async || app.engine.call_ids(alice, CallsOf::Account).await.unwrap();
        assert_eq!((noted.len(), known().await), (1, vec![]));
        assert!(other.engine.work_once().await.is_none(), "the first one has the lease");
        assert_eq!(known().await, noted);
        // And when it stops.
        other.engine.note_call(alice, target(false), None);
        other.engine.finish().await;
        assert_eq!(known().await.len(), 2);
    })
    .await;
}
