//! Which database, which key, which time zone: the arguments that every command on a database has, and opening it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use perennial_engine::clock::Clock;
use perennial_engine::ids::Ids;
use perennial_engine::vault::MasterKey;
use perennial_engine::{Database, Engine, Settings};

use crate::failure::{Exit, Failure};

/// What says which database to work on, and how.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Database")]
pub(crate) struct DatabaseArgs {
    /// An SQLite file (made when it is not there), or postgres://user:password@host/database
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "perennial.db",
        value_name = "FILE|URL"
    )]
    pub(crate) database: String,
    /// The file with the key that seals secrets, made at the first start
    /// [default: perennial.db.key beside perennial.db, perennial.key for PostgreSQL]
    #[arg(long, env = "PERENNIAL_KEY_FILE", value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// The key itself, 64 hexadecimal digits, instead of a file; better in the variable than in an argument
    #[arg(
        long,
        env = "PERENNIAL_KEY",
        hide_env_values = true,
        value_name = "HEX",
        conflicts_with = "key_file"
    )]
    pub(crate) key: Option<String>,
    /// The time zone in which days begin: that of the contracts
    #[arg(long, env = "PERENNIAL_TIME_ZONE", default_value = "Europe/Paris", value_name = "ZONE")]
    pub(crate) time_zone: String,
}

/// Connections to PostgreSQL. More than this only wait for each other there.
const CONNECTIONS: usize = 8;

impl DatabaseArgs {
    /// Which database is meant.
    pub(crate) fn database(&self) -> Database {
        let text = self.database.as_str();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Database::Postgres { url: text.to_owned(), connections: CONNECTIONS };
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        Database::Sqlite { path: PathBuf::from(path), durable: true }
    }

    /// Opens the engine on the database, bringing the database up to date first.
    pub(crate) async fn open(&self) -> Result<Arc<Engine>, Failure> {
        Engine::open(self.settings()?).await.map_err(Failure::failed)
    }

    /// What the engine is made of.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        let zone = TimeZone::get(&self.time_zone).map_err(|_| {
            let text =
                format!("{} is no time zone; write one such as Europe/Paris", self.time_zone);
            Failure::new(Exit::Usage, text)
        })?;
        let ids = Ids::from_entropy().map_err(Failure::failed)?;
        let key = self.master_key(&ids)?;
        Ok(Settings::new(self.database(), key, Clock::real(zone), ids))
    }

    fn master_key(&self, ids: &Ids) -> Result<MasterKey, Failure> {
        if let Some(text) = &self.key {
            return MasterKey::parse(text).map_err(Failure::failed);
        }
        let file = self.key_file.clone().unwrap_or_else(|| match self.database() {
            Database::Sqlite { path, .. } => {
                let mut name = path.into_os_string();
                name.push(".key");
                PathBuf::from(name)
            }
            Database::Postgres { .. } => PathBuf::from("perennial.key"),
        });
        let failure = |error: &dyn std::fmt::Display| {
            Failure::failed(format!("the key file {}: {error}", file.display()))
        };
        if let Some(key) = read_key(&file).map_err(|error| failure(&error))? {
            return MasterKey::parse(&key).map_err(|error| failure(&error));
        }
        let key = MasterKey::generate(ids);
        match write_key(&file, &key.to_text()) {
            Ok(()) => Ok(key),
            // Another process was first.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let key = fs::read_to_string(&file).map_err(|error| failure(&error))?;
                MasterKey::parse(&key).map_err(|error| failure(&error))
            }
            Err(error) => Err(failure(&error)),
        }
    }
}

fn read_key(file: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a new file that only its owner can read, complete from the moment it has its name.
fn write_key(file: &Path, key: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Made with mode 0600.
    let mut temporary = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    writeln!(temporary, "{key}")?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(file)?;
    // The name must last as the secrets do that are sealed with it.
    OpenOptions::new().read(true).open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Runs a command on a runtime of its own.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Failure::failed)?.block_on(future)
}
