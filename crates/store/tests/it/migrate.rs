//! A database is opened only if its schema is exactly one that this program knows.

use jiff::Timestamp;
use jiff::civil::date;
use perennial_core::order::OrderState;
use perennial_core::service::{ServiceState, StateKind};
use perennial_store::Database;
use perennial_store::testing::{TestDatabase, each_database};
use perennial_store::{Migrated, MigrationError, SchemaStatus, Store};
use sha2::Digest as _;

use crate::samples::*;

async fn open(database: &TestDatabase) -> Result<Migrated, MigrationError> {
    Store::open(database.database(), Timestamp::UNIX_EPOCH).await.map(|(_, migrated)| migrated)
}

async fn status(database: &TestDatabase) -> Result<SchemaStatus, MigrationError> {
    Store::schema_status(database.database()).await
}

/// The migrations, the first one first.
pub(crate) const NAMES: [&str; 21] = [
    "base",
    "automatic renewal",
    "terminations",
    "tax",
    "contact changes",
    "payment methods",
    "buyers of bills",
    "balances",
    "details",
    "closures",
    "account details",
    "oauth2",
    "told ends",
    "credit notes",
    "debts",
    "engagements",
    "calls",
    "exports",
    "sign in",
    "sellers",
    "operators",
];
pub(crate) const LAST: i64 = 21;

#[tokio::test]
async fn the_status_of_a_schema_is_told_and_nothing_is_done() {
    each_database(async |database| {
        let pending = (1..).zip(NAMES).collect();
        let nothing = SchemaStatus { version: 0, pending };
        assert_eq!(status(database).await.unwrap(), nothing);
        assert_eq!(status(database).await.unwrap(), nothing, "it was not made");
        assert_eq!(std::fs::read_dir(database.folder()).unwrap().count(), 0);
        open(database).await.unwrap();
        let done = SchemaStatus { version: LAST, pending: vec![] };
        assert_eq!(status(database).await.unwrap(), done);

        database.alter("ALTER TABLE plan ADD COLUMN colour TEXT").await;
        let error = status(database).await.unwrap_err();
        assert!(matches!(error, MigrationError::SchemaAltered { .. }), "{error}");
        database.alter("UPDATE schema_migration SET checksum = 'x' WHERE number = 1").await;
        assert!(matches!(status(database).await, Err(MigrationError::Altered { number: 1 })));
        database
            .alter(&format!(
                "UPDATE schema_migration SET number = {} WHERE number = {LAST}; \
                   DELETE FROM schema_migration WHERE number = 1",
                LAST + 1
            ))
            .await;
        let newer = status(database).await;
        assert!(matches!(newer, Err(MigrationError::Newer { found, known: LAST }) if found > LAST));
    })
    .await;
}

#[tokio::test]
async fn migrations_are_applied_once() {
    each_database(async |database| {
        assert_eq!(open(database).await.unwrap(), Migrated { applied: NAMES.len(), version: LAST });
        assert_eq!(open(database).await.unwrap(), Migrated { applied: 0, version: LAST });
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_not_touched() {
    each_database(async |database| {
        open(database).await.unwrap();
        let newer = format!(
            "INSERT INTO schema_migration (number, name, checksum, applied_at) \
             VALUES ({}, 'future', 'x', 0)",
            LAST + 1
        );
        database.alter(&newer).await;
        let error = open(database).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the database has schema {}, this program knows up to {LAST}: use a newer program",
                LAST + 1
            )
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_else_s_migration_is_not_ours() {
    each_database(async |database| {
        open(database).await.unwrap();
        database.alter("UPDATE schema_migration SET checksum = 'x' WHERE number = 1").await;
        assert!(matches!(open(database).await, Err(MigrationError::Altered { number: 1 })));
    })
    .await;
}

#[tokio::test]
async fn an_altered_schema_is_not_touched() {
    let changes = [
        (
            "DROP INDEX payment_live",
            "it lacks `payment has unique (account_id, order_id) of some rows`",
        ),
        ("ALTER TABLE plan ADD COLUMN colour TEXT", "it has `plan.colour: text or null`"),
        ("DROP TABLE lease", "it lacks `lease has unique (name)`"),
    ];
    for (change, what) in changes {
        each_database(async |database| {
            open(database).await.unwrap();
            database.alter(change).await;
            let error = open(database).await.unwrap_err();
            let expected = format!(
                "the schema was altered: {what}; restore it, this program does not touch it"
            );
            assert_eq!(error.to_string(), expected);
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_not_ours_may_be_there() {
    each_database(async |database| {
        open(database).await.unwrap();
        database
            .alter("CREATE TABLE notes (text TEXT); CREATE INDEX more ON bill (settled_at)")
            .await;
        open(database).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let database = TestDatabase::sqlite();
    let path = database.folder().join("perennial.db");
    std::fs::write(
        &path,
        "this is a text, and a long one: longer than any header could be. ".repeat(40),
    )
    .unwrap();
    let error = open(&database).await.unwrap_err().to_string();
    assert!(error.contains("not a database"), "{error}");
}

/// A database as the first release left it, with a renewal in flight.
async fn first_release(database: &TestDatabase) {
    let (text, integer, suffix, hash) = match database.database() {
        Database::Sqlite { .. } => {
            let text = include_str!("../../migrations/sqlite/0001_base.sql");
            (text, "INTEGER", "STRICT, WITHOUT ROWID", "zeroblob(32)")
        }
        Database::Postgres { .. } => {
            let text = include_str!("../../migrations/postgres/0001_base.sql");
            (text, "BIGINT", "", "decode(repeat('00', 32), 'hex')")
        }
    };
    let checksum: String = sha2::Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect();
    database
        .alter(&format!(
            "CREATE TABLE schema_migration (number {integer} NOT NULL PRIMARY KEY, name TEXT NOT NULL, \
             checksum TEXT NOT NULL, applied_at {integer} NOT NULL) {suffix}; \
             INSERT INTO schema_migration VALUES (1, 'base', '{checksum}', 0); {text}"
        ))
        .await;
    database.alter(&include_str!("first_release.sql").replace("HASH", hash)).await;
}

#[tokio::test]
async fn a_database_of_the_first_release_opens_with_its_renewal_in_flight() {
    each_database(async |database| {
        first_release(database).await;
        let (store, migrated) =
            Store::open(database.database(), Timestamp::UNIX_EPOCH).await.unwrap();
        assert_eq!(migrated, Migrated { applied: NAMES.len() - 1, version: LAST });
        let stored = store.account(ALICE).await.unwrap().unwrap();
        assert_eq!((stored.account.autorenew, stored.head.version), (None, 1));
        let services = store.services(ALICE).await.unwrap();
        let kinds: Vec<StateKind> = services.iter().map(|service| service.state.kind()).collect();
        let expected =
            [StateKind::Active, StateKind::Suspended, StateKind::Unpaid, StateKind::Deleted];
        assert_eq!(kinds, expected);
        assert_eq!(services[0].held_by, Some(order_id(5)));
        let ServiceState::Suspended(kept) = services[1].state else { panic!("it is suspended") };
        assert_eq!(
            (kept.since, kept.delete_on),
            (date(2026, 11, 1), date(9999, 12, 31)),
            "nobody said when it would be deleted"
        );
        let order = store.order(ALICE, order_id(5)).await.unwrap().unwrap();
        assert_eq!(order.state, OrderState::Paying { payment: payment_id(6) });
        let term = order.terms.lines[0].term.unwrap();
        assert_eq!(
            (term.period.to_string(), term.starts_on, term.ends_on),
            ("P1M".to_owned(), date(2026, 12, 1), date(2027, 1, 1))
        );
        let load = store.load_settlement(ALICE, order_id(5), payment_id(6)).await.unwrap().unwrap();
        assert!(load.payment.is_some());
    })
    .await;
}
