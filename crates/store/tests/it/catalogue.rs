//! Every statement is valid SQL on every database, and means the same there as far as that can be counted.

use jiff::Timestamp;
use perennial_store::testing::each_database;
use perennial_store::{Sql, Store, catalogue};

#[tokio::test]
async fn every_statement_is_understood() {
    each_database(async |database| {
        let (store, _) = Store::open(database.database(), Timestamp::UNIX_EPOCH).await.unwrap();
        for sql in catalogue() {
            let text = sql.text();
            let (arguments, columns) =
                store.prepare(sql).await.unwrap_or_else(|e| panic!("{text}: {e}"));
            let highest = (1..=128).rev().find(|n| text.contains(&format!("${n}"))).unwrap_or(0);
            assert_eq!(arguments, highest, "{text}");
            assert_eq!(columns > 0, text.starts_with("SELECT"), "{text}");
        }
    })
    .await;
}

#[test]
fn no_statement_stands_twice() {
    let mut texts: Vec<&str> = catalogue().map(Sql::text).collect();
    assert!(texts.len() > 90, "the catalogue has {} statements", texts.len());
    texts.sort_unstable();
    let all = texts.len();
    texts.dedup();
    assert_eq!(texts.len(), all);
}
