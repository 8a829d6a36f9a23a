//! Databases for tests: a new one each time, on every engine there is.
//!
//! SQLite is always there. PostgreSQL is used when `DATABASE_URL` names a server; each test then has a schema of
//! its own, dropped at the end.

use std::path::Path;

use futures_util::future::FutureExt as _;
use tempfile::TempDir;

pub use crate::db::{Recorded, RecordedValue};

use crate::db::Database;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;

/// A database that is gone when this value is.
#[derive(Debug)]
pub struct TestDatabase {
    database: Database,
    folder: TempDir,
    schema: Option<(String, String)>,
}

impl TestDatabase {
    /// A SQLite file in a temporary folder.
    ///
    /// # Panics
    ///
    /// When there is no temporary folder to be had.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = folder();
        let path = folder.path().join("perennial.db");
        Self { database: Database::Sqlite { path, durable: false }, folder, schema: None }
    }

    /// A schema of the server that `DATABASE_URL` names, if it names one.
    ///
    /// # Panics
    ///
    /// When the server cannot be used.
    pub async fn postgres() -> Option<Self> {
        let server = server()?;
        let folder = folder();
        let name = folder.path().file_name()?.to_str()?.to_lowercase().replace('.', "test_");
        execute(&server, &format!("CREATE SCHEMA {name}")).await;
        let separator = if server.contains('?') { '&' } else { '?' };
        let options = format!("options=-c%20search_path%3D{name}%20-c%20synchronous_commit%3Doff");
        let url = format!("{server}{separator}{options}");
        let database = Database::Postgres { url, connections: 4 };
        Some(Self { database, folder, schema: Some((server, name)) })
    }

    /// How to open it.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// A folder that lives as long as the database.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Changes it behind the program's back.
    ///
    /// # Panics
    ///
    /// When the database does not take the statements.
    pub async fn alter(&self, sql: &str) {
        match &self.database {
            Database::Sqlite { path, .. } => {
                #[expect(clippy::expect_used, reason = "a test whose change fails cannot go on")]
                rusqlite::Connection::open(path)
                    .and_then(|connection| connection.execute_batch(sql))
                    .expect("the database takes the statements");
            }
            Database::Postgres { url, .. } => execute(url, sql).await,
        }
    }

    /// Takes it away.
    pub async fn remove(self) {
        if let Some((server, name)) = self.schema {
            execute(&server, &format!("DROP SCHEMA {name} CASCADE")).await;
        }
    }
}

/// Runs a test on each database engine there is, each time on a new database. When it fails, says on which.
///
/// # Panics
///
/// When the test does.
pub async fn each_database(test: impl AsyncFn(&TestDatabase)) {
    let mut databases = vec![("SQLite", TestDatabase::sqlite())];
    databases.extend(TestDatabase::postgres().await.map(|database| ("PostgreSQL", database)));
    for (engine, database) in databases {
        let result = std::panic::AssertUnwindSafe(test(&database)).catch_unwind().await;
        database.remove().await;
        if let Err(panic) = result {
            #[expect(clippy::print_stderr, reason = "the reader of a failed test wants to know")]
            {
                eprintln!("the test failed on {engine}");
            }
            std::panic::resume_unwind(panic);
        }
    }
}

impl Store {
    /// Begins to keep every write set.
    pub fn start_recording(&self) {
        self.db.recorder.start();
    }

    /// The write sets since the beginning, in the order in which they were sent.
    #[must_use]
    pub fn stop_recording(&self) -> Vec<Vec<Recorded>> {
        self.db.recorder.stop()
    }

    /// How many arguments and columns a statement has on this database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database does not understand it.
    pub async fn prepare(&self, sql: &'static Sql) -> Result<(usize, usize), StoreError> {
        self.db.prepare(sql).await
    }
}

fn folder() -> TempDir {
    #[expect(clippy::expect_used, reason = "a test that has no folder cannot go on")]
    tempfile::Builder::new().prefix(".perennial").tempdir().expect("a temporary folder")
}

fn server() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests learn from it whether there is a server")]
    let url = std::env::var("DATABASE_URL").ok()?;
    url.starts_with("postgres").then_some(url)
}

async fn execute(server: &str, sql: &str) {
    #[expect(clippy::expect_used, reason = "a test whose server is not usable cannot go on")]
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .expect("the server that DATABASE_URL names is reachable");
    let connection = tokio::spawn(connection);
    #[expect(clippy::expect_used, reason = "a test whose server is not usable cannot go on")]
    client.batch_execute(sql).await.expect("the database takes the statements");
    drop(client);
    drop(connection.await);
}
