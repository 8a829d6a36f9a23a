//! The books of an account are read from one state of the database, whoever writes meanwhile.

use std::sync::Arc;

use perennial_core::journal::Head;
use perennial_store::testing::each_database;
use perennial_store::{Store, WriteSet};

use crate::samples::*;

/// What an account has after so many write sets: the same number of everything.
async fn counts(store: &Store) -> [usize; 5] {
    let books = store.books(ALICE).await.unwrap().unwrap();
    let version = usize::try_from(books.head.version).unwrap();
    let lines: usize = books.orders.iter().map(|order| order.terms.lines.len()).sum();
    // The first entry made the account, and each order has two lines.
    [version, books.journal.len(), books.orders.len() + 1, books.payments.len() + 1, lines / 2 + 1]
}

async fn write(store: &Store, mut head: Head, count: i64) {
    for id in 1..=count {
        let entry = next(head);
        let mut set = WriteSet::of_account(&entry);
        set.insert_order(ALICE, &order(id, &[1]));
        set.insert_payment(ALICE, &payment(id, id));
        store.commit(set).await.unwrap();
        head = entry.head();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn they_agree_while_somebody_writes() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let store = Arc::new(store);
        assert_eq!(counts(&store).await, [1; 5]);
        let (writing, count) = (Arc::clone(&store), 200);
        let writer = tokio::spawn(async move { write(&writing, head, count).await });
        let mut seen = 0;
        while !writer.is_finished() {
            let counts = counts(&store).await;
            assert_eq!(counts, [counts[0]; 5]);
            assert!(counts[0] >= seen, "nothing is unwritten");
            seen = counts[0];
        }
        writer.await.unwrap();
        assert_eq!(counts(&store).await, [201; 5]);
    })
    .await;
}
