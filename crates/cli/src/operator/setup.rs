//! Which database, which key, which time zone: the arguments that every command on a database has, and opening it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use jiff::tz::TimeZone;
use perennial_engine::clock::Clock;
use perennial_engine::ids::Ids;
use perennial_engine::sandbox::Sandbox;
use perennial_engine::vault::MasterKey;
use perennial_engine::{Database, Engine, OpenError, Settings};
use perennial_store::{Migrated, MigrationError, SchemaStatus, Store};

use super::config::Config;
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// What says which database to work on, and how.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Database")]
pub(crate) struct DatabaseArgs {
    /// An SQLite file (serve and import make it when it is not there), or postgres://user:password@host/database
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "perennial.db",
        value_name = "FILE|URL"
    )]
    pub(crate) database: String,
    /// The configuration (`perennial config` prints one); the same for every command on a database
    /// [default: what is built in]
    #[arg(long, env = "PERENNIAL_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// What says how secrets are sealed and when days begin.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Database")]
pub(crate) struct KeyArgs {
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

/// More partitions at once than this would keep the database from those who wait.
const RUN_WORKERS_MAX: usize = 4;

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

    /// The database as people may be told of it: without the password in a URL.
    pub(crate) fn name(&self) -> String {
        match self.database() {
            Database::Sqlite { path, .. } => path.display().to_string(),
            Database::Postgres { url, .. } => {
                let address = url.rsplit_once('@').map_or(url.as_str(), |(_, address)| address);
                let address = address.split('?').next().unwrap_or_default();
                let address = address.rsplit_once("://").map_or(address, |(_, address)| address);
                format!("PostgreSQL at {address}")
            }
        }
    }

    /// Opens the engine on the database, bringing the database up to date first.
    pub(crate) async fn open(&self) -> Result<Arc<Engine>, Failure> {
        self.open_with(|_, _| Ok(())).await
    }

    /// The same for a database that is there already. Whoever misspells its name does not get a new one.
    pub(crate) async fn open_existing(&self) -> Result<Arc<Engine>, Failure> {
        if self.schema_status().await?.version == 0 {
            let text = format!("{}: there is no database of perennial", self.name());
            let hint = "name it with --database (or DATABASE_URL); serve, migrate, import, account create and clock start \
                        make a new one";
            return Err(Failure::failed(text).with_hint(hint));
        }
        self.open().await
    }

    /// Tells whoever looks ahead, or schedules, by another calendar than services are scheduled by.
    pub(crate) async fn note_other_calendar(
        &self,
        engine: &Engine,
        output: &Output,
    ) -> Result<(), Failure> {
        if !engine.has_calendar_of_database().await.map_err(Failure::failed)? {
            output.note(
                "services of this database are scheduled by another calendar than this command has: give the same \
                 --config (or PERENNIAL_CONFIG) as to the server",
            );
        }
        Ok(())
    }

    /// Where the schema of the database stands. Nothing is made or changed.
    pub(crate) async fn schema_status(&self) -> Result<SchemaStatus, Failure> {
        let status = Store::schema_status(&self.database()).await;
        status.map_err(|error| self.not_opened(&error.into(), &KeyOrigin::Argument))
    }

    /// Brings the schema of the database up to date, and does nothing else.
    pub(crate) async fn migrate(&self) -> Result<Migrated, Failure> {
        let migrated = Store::open(&self.database(), self.clock()?.at()).await;
        let (_, migrated) =
            migrated.map_err(|error| self.not_opened(&error.into(), &KeyOrigin::Argument))?;
        Ok(migrated)
    }

    /// The clock, in the zone of the contracts.
    pub(crate) fn clock(&self) -> Result<Clock, Failure> {
        let zone = TimeZone::get(&self.key.time_zone).map_err(|_| {
            let text =
                format!("{} is no time zone; write one such as Europe/Paris", self.key.time_zone);
            Failure::new(Exit::Usage, text)
        })?;
        Ok(Clock::real(zone))
    }

    /// The same as [`DatabaseArgs::open`], with other settings than the usual ones.
    pub(crate) async fn open_with(
        &self,
        change: impl FnOnce(&mut Settings, &Config) -> Result<(), Failure>,
    ) -> Result<Arc<Engine>, Failure> {
        self.check_scheme()?;
        let config = Config::read_or_default(self.config.as_deref())?;
        let clock = self.clock()?;
        let ids = Ids::from_entropy().map_err(Failure::failed)?;
        let (key, origin) = self.master_key(&ids)?;
        let mut settings = Settings::new(self.database(), key, clock, ids);
        settings.sandbox = Sandbox::AsFound;
        settings.run_workers = run_workers();
        config.apply_to(&mut settings)?;
        change(&mut settings, &config)?;
        Engine::open(settings).await.map_err(|error| self.not_opened(&error, &origin))
    }

    /// A URL of some other database is not the name of a file, and no name is none: SQLite would take it for a
    /// database that is gone at the end.
    fn check_scheme(&self) -> Result<(), Failure> {
        let Database::Sqlite { path, .. } = self.database() else { return Ok(()) };
        let name = path.to_string_lossy();
        if name.is_empty() || name.contains("://") {
            let text = "--database (or DATABASE_URL) is neither an SQLite file nor a URL that begins with postgres://";
            return Err(Failure::new(Exit::Usage, text));
        }
        Ok(())
    }

    /// Why the engine was not opened, and what to do.
    fn not_opened(&self, error: &OpenError, origin: &KeyOrigin) -> Failure {
        let hint = match error {
            OpenError::Database(MigrationError::Store(_)) => {
                "check --database (or DATABASE_URL) and that the database can be reached and written".to_owned()
            }
            OpenError::Database(MigrationError::Newer { .. }) => {
                format!("this is perennial {}", env!("CARGO_PKG_VERSION"))
            }
            OpenError::IsSandbox => "serve it with --sandbox, or name another database with --database".to_owned(),
            OpenError::NoSandbox => "name a new database with --database".to_owned(),
            OpenError::Database(_) => {
                "nothing was changed; restore a backup, or name another database with --database"
                    .to_owned()
            }
            OpenError::OtherKey => match origin {
                KeyOrigin::Argument => "give the key that the database was made with".to_owned(),
                KeyOrigin::File(file) => format!(
                    "the key in {} is another one; give the right file with --key-file",
                    file.display()
                ),
                KeyOrigin::Made(file) => {
                    // It would only be mistaken for the right one.
                    let _ = fs::remove_file(file);
                    format!("there is no {}; give the key's file with --key-file", file.display())
                }
            },
        };
        Failure::failed(format!("{}: {error}", self.name())).with_hint(hint)
    }

    fn master_key(&self, ids: &Ids) -> Result<(MasterKey, KeyOrigin), Failure> {
        if let Some(text) = &self.key.key {
            let key = MasterKey::parse(text).map_err(|error| {
                Failure::new(Exit::Usage, format!("--key (or PERENNIAL_KEY): {error}"))
            })?;
            return Ok((key, KeyOrigin::Argument));
        }
        let file = self.key.key_file.clone().unwrap_or_else(|| match self.database() {
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
            let key = MasterKey::parse(&key).map_err(|error| failure(&error))?;
            return Ok((key, KeyOrigin::File(file)));
        }
        let key = MasterKey::generate(ids);
        match write_private(&file, &[&key.to_text(), "\n"]) {
            Ok(()) => Ok((key, KeyOrigin::Made(file))),
            // Another process was first.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let key = fs::read_to_string(&file).map_err(|error| failure(&error))?;
                let key = MasterKey::parse(&key).map_err(|error| failure(&error))?;
                Ok((key, KeyOrigin::File(file)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(failure(&"its folder does not exist"))
            }
            Err(error) => Err(failure(&error)),
        }
    }
}

/// How many partitions of a run are worked on at once: as many as there are cores, within reason.
fn run_workers() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(RUN_WORKERS_MAX)
}

/// Where the key comes from.
#[derive(Debug)]
enum KeyOrigin {
    /// It was given itself.
    Argument,
    /// A file that was there.
    File(PathBuf),
    /// A file that was made now.
    Made(PathBuf),
}

fn read_key(file: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a new file that only its owner can read, complete from the moment it has its name.
pub(super) fn write_private(file: &Path, parts: &[&str]) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Made with mode 0600.
    let mut temporary = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    for part in parts {
        temporary.write_all(part.as_bytes())?;
    }
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
