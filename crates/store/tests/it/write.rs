//! Write sets: whole or not at all, serial on one account, and durable when they are answered.

use futures_util::future::join_all;
use perennial_core::journal::Head;
use perennial_store::testing::each_database;
use perennial_store::{CrashPoint, Faults, Store, StoreError, WriteSet};

use crate::samples::*;

#[tokio::test]
async fn of_two_commands_from_the_same_version_one_is_refused_whole() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let mut first = WriteSet::of_account(&next(head));
        first.insert_order(ALICE, &order(1, &[5]));
        let mut second = WriteSet::of_account(&next(head));
        second.insert_order(ALICE, &order(2, &[5]));
        store.commit(first).await.unwrap();
        assert!(matches!(store.commit(second).await, Err(StoreError::Conflict)));
        assert_eq!(store.order(ALICE, order_id(2)).await.unwrap(), None);
        assert_eq!(store.account(ALICE).await.unwrap().unwrap().head.version, 2);
    })
    .await;
}

#[tokio::test]
async fn a_write_set_that_fails_at_its_end_leaves_nothing() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let mut set = WriteSet::of_account(&next(head));
        set.insert_order(ALICE, &order(1, &[5]));
        set.insert_order(ALICE, &order(1, &[6]));
        let error = store.commit(set).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Duplicate { table } if table == "sales_order"),
            "{error}"
        );
        assert_eq!(store.order(ALICE, order_id(1)).await.unwrap(), None);
        assert_eq!(store.account(ALICE).await.unwrap().unwrap().head, head);
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_must_change_a_row_and_finds_none_stops_everything() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let mut set = WriteSet::of_account(&next(head));
        set.set_order_state(ALICE, &order(404, &[5]));
        let error = store.commit(set).await.unwrap_err();
        assert!(matches!(error, StoreError::RowCount { expected: 1, changed: 0, .. }), "{error}");
        assert_eq!(store.account(ALICE).await.unwrap().unwrap().head, head);
    })
    .await;
}

#[tokio::test]
async fn one_that_fails_does_not_take_its_neighbours_along() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        // All are sent at once, so SQLite commits them as one group.
        let attempts = (1..=40).map(|n| {
            let mut set = WriteSet::without_account();
            set.add_meta(&format!("fact {}", n / 2), &[1]);
            store.commit(set)
        });
        let refused = join_all(attempts).await.into_iter().filter(Result::is_err).count();
        assert_eq!(refused, 19, "each of 21 facts is stored once");
        assert_eq!(store.meta("fact 20").await.unwrap(), Some(vec![1]));
    })
    .await;
}

#[tokio::test]
async fn an_order_has_one_live_payment() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let mut set = WriteSet::of_account(&next(head));
        set.insert_payment(ALICE, &payment(1, 9));
        store.commit(set).await.unwrap();
        let mut again = WriteSet::of_account(&next(Head { version: 2, ..head }));
        again.insert_payment(ALICE, &payment(2, 9));
        let error = store.commit(again).await.unwrap_err();
        assert!(matches!(&error, StoreError::Duplicate { table } if table == "payment"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_crash_and_what_was_not_may_be() {
    each_database(async |database| {
        for (point, stored) in
            [(CrashPoint::BeforeWrite(1), false), (CrashPoint::AfterWrite(1), true)]
        {
            let faults = Faults::default();
            let (store, _) =
                Store::open_with_faults(database.database(), at(0), faults.clone()).await.unwrap();
            let fact = format!("{point:?}");
            faults.crash_at(point);
            let mut set = WriteSet::without_account();
            set.add_meta(&fact, &[1]);
            assert!(matches!(store.commit(set).await, Err(StoreError::Unavailable { .. })));
            assert!(faults.is_dead());
            assert!(store.meta(&fact).await.is_err(), "what is dead does not answer");
            let (reopened, _) = Store::open(database.database(), at(0)).await.unwrap();
            assert_eq!(reopened.meta(&fact).await.unwrap().is_some(), stored);
        }
    })
    .await;
}
