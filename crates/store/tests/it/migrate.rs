//! A database is opened only if its schema is exactly one that this program knows.

use jiff::Timestamp;
use perennial_store::testing::{TestDatabase, each_database};
use perennial_store::{Migrated, MigrationError, SchemaStatus, Store};

async fn open(database: &TestDatabase) -> Result<Migrated, MigrationError> {
    Store::open(database.database(), Timestamp::UNIX_EPOCH).await.map(|(_, migrated)| migrated)
}

async fn status(database: &TestDatabase) -> Result<SchemaStatus, MigrationError> {
    Store::schema_status(database.database()).await
}

#[tokio::test]
async fn the_status_of_a_schema_is_told_and_nothing_is_done() {
    each_database(async |database| {
        let nothing = SchemaStatus { version: 0, pending: vec![(1, "base")] };
        assert_eq!(status(database).await.unwrap(), nothing);
        assert_eq!(status(database).await.unwrap(), nothing, "it was not made");
        assert_eq!(std::fs::read_dir(database.folder()).unwrap().count(), 0);
        open(database).await.unwrap();
        let done = SchemaStatus { version: 1, pending: vec![] };
        assert_eq!(status(database).await.unwrap(), done);

        database.alter("ALTER TABLE plan ADD COLUMN colour TEXT").await;
        let error = status(database).await.unwrap_err();
        assert!(matches!(error, MigrationError::SchemaAltered { .. }), "{error}");
        database.alter("UPDATE schema_migration SET checksum = 'x' WHERE number = 1").await;
        assert!(matches!(status(database).await, Err(MigrationError::Altered { number: 1 })));
        database.alter("UPDATE schema_migration SET number = 2").await;
        assert!(matches!(
            status(database).await,
            Err(MigrationError::Newer { found: 2, known: 1 })
        ));
    })
    .await;
}

#[tokio::test]
async fn migrations_are_applied_once() {
    each_database(async |database| {
        assert_eq!(open(database).await.unwrap(), Migrated { applied: 1, version: 1 });
        assert_eq!(open(database).await.unwrap(), Migrated { applied: 0, version: 1 });
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_not_touched() {
    each_database(async |database| {
        open(database).await.unwrap();
        let newer = "INSERT INTO schema_migration (number, name, checksum, applied_at) \
                     VALUES (2, 'future', 'x', 0)";
        database.alter(newer).await;
        let error = open(database).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the database has schema 2, this program knows up to 1: use a newer program"
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
