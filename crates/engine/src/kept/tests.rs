//! What is kept is used while its account stands still, and not a version longer.

use std::cell::Cell;

use perennial_core::journal::Head;

use super::*;

fn at(version: i64) -> Freshness {
    let account = AccountId::try_new(7).unwrap();
    let head = Head { version, ..Head::empty(account) };
    Freshness { credential_epoch: 0, price_list_epoch: 0, sandbox_at: None, head }
}

/// Asks for a thing, and says how often it was read so far.
async fn ask(shelf: &Shelf<i64, String>, reads: &Cell<usize>, version: i64, found: &str) -> String {
    let read = async || {
        reads.set(reads.get() + 1);
        Ok::<_, StoreError>((!found.is_empty()).then(|| found.to_owned()))
    };
    let thing = shelf.get(&at(version), 1, read).await.unwrap();
    format!("{} {}", thing.map_or("nothing".to_owned(), |thing| (*thing).clone()), reads.get())
}

#[tokio::test]
async fn a_thing_is_read_once_for_each_version() {
    let (shelf, reads) = (Shelf::new(10, |_| 1), Cell::new(0));
    assert_eq!(ask(&shelf, &reads, 1, "one").await, "one 1");
    assert_eq!(ask(&shelf, &reads, 1, "two").await, "one 1");
    assert_eq!(ask(&shelf, &reads, 2, "two").await, "two 2");
    // Who began before the change reads again, and may see what came later.
    assert_eq!(ask(&shelf, &reads, 1, "two").await, "two 3");
}

#[tokio::test]
async fn what_is_not_there_is_asked_for_again() {
    let (shelf, reads) = (Shelf::new(10, |_| 1), Cell::new(0));
    assert_eq!(ask(&shelf, &reads, 1, "").await, "nothing 1");
    assert_eq!(ask(&shelf, &reads, 1, "one").await, "one 2");
}

#[tokio::test]
async fn without_room_nothing_is_kept_and_what_is_too_large_is_not() {
    for shelf in [Shelf::new(0, |_| 1), Shelf::new(10, |_| 11)] {
        let reads = Cell::new(0);
        assert_eq!(ask(&shelf, &reads, 1, "one").await, "one 1");
        assert_eq!(ask(&shelf, &reads, 1, "one").await, "one 2");
    }
}
