//! What one process changes, another one notices at once.

use perennial_store::testing::each_database;
use perennial_store::{Store, WriteSet};

use crate::samples::*;

#[tokio::test]
async fn a_change_by_another_process_is_seen_at_the_next_look() {
    each_database(async |database| {
        let (here, head) = store_with_alice(database).await;
        // Another open store is to this one what another process is.
        let (there, _) = Store::open(database.database(), at(0)).await.unwrap();

        let before = here.freshness(ALICE).await.unwrap();
        assert_eq!((before.credential_epoch, before.head.version), (10, 1));
        assert_eq!(here.freshness(ALICE).await.unwrap(), before, "nothing has changed");

        there.commit(WriteSet::of_account(&next(head))).await.unwrap();
        assert_eq!(here.freshness(ALICE).await.unwrap().head.version, 2);

        let mut set = WriteSet::without_account();
        set.forget_credentials(11);
        set.forget_price_list(12);
        there.commit(set).await.unwrap();
        let after = here.freshness(ALICE).await.unwrap();
        assert_eq!((after.credential_epoch, after.price_list_epoch), (11, 12));
        assert_eq!(there.freshness(ALICE).await.unwrap(), after);
    })
    .await;
}

#[tokio::test]
async fn many_readers_never_see_less_than_what_was_answered() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let store = std::sync::Arc::new(store);
        for _ in 0..50 {
            let entry = next(head);
            store.commit(WriteSet::of_account(&entry)).await.unwrap();
            head = entry.head();
            let looks = (0..8).map(|_| {
                let store = std::sync::Arc::clone(&store);
                tokio::spawn(async move { store.freshness(ALICE).await.unwrap().head.version })
            });
            for seen in futures_util::future::join_all(looks).await {
                assert_eq!(seen.unwrap(), head.version);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_that_is_not_there_has_version_zero() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        assert_eq!(store.freshness(account_id(8)).await.unwrap().head.version, 0);
    })
    .await;
}
