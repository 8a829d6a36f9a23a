//! The schema of both databases is the one that the program expects, and no other is accepted.

use jiff::Timestamp;
use perennial_store::testing::each_database;
use perennial_store::{Migrated, Store};

use crate::migrate::{LAST, NAMES};

const EXPECTED: &str = include_str!("../../migrations/schema.txt");

#[tokio::test]
async fn both_databases_have_the_expected_schema() {
    each_database(async |database| {
        let (store, migrated) =
            Store::open(database.database(), Timestamp::UNIX_EPOCH).await.unwrap();
        assert_eq!(migrated, Migrated { applied: NAMES.len(), version: LAST });
        let found: Vec<String> = store.describe_schema().await.unwrap().into_iter().collect();
        assert_eq!(
            found.join("\n"),
            EXPECTED.trim_end(),
            "migrations/schema.txt is the right side"
        );
    })
    .await;
}
