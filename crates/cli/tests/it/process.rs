//! The program as a process.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use perennial_client::{Client, Credentials, RetryPolicy, Settings};
use perennial_store::Database;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(100);

/// The program, running. It is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    stderr: JoinHandle<String>,
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Done {
    /// Its exit code; none if a signal killed it.
    pub(crate) code: Option<i32>,
    /// What it answered, apart from what was read before.
    pub(crate) stdout: String,
    /// What it said besides.
    pub(crate) stderr: String,
}

/// The program with these arguments, and without the variables of whoever runs the tests.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perennial"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text == "DATABASE_URL" || text.starts_with("PERENNIAL_") || text.starts_with("OVH_") {
            command.env_remove(&name);
        }
    }
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// Runs the program to its end.
pub(crate) async fn run(arguments: &[&str]) -> Done {
    Program::start(program(arguments)).end().await
}

impl Program {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut errors = child.stderr.take().unwrap();
        let stderr = tokio::spawn(async move {
            let mut text = String::new();
            errors.read_to_string(&mut text).await.unwrap();
            text
        });
        Self { child, stdout, stderr }
    }

    /// Starts a server, and waits until it says where it is: the line that it answers.
    pub(crate) async fn serving(arguments: &[&str]) -> (Self, Value) {
        let mut server = Self::start(program(&[arguments, &["--output", "json"]].concat()));
        let line = timeout(PATIENCE, server.stdout.next_line()).await.expect("a line in time");
        match line.unwrap() {
            Some(line) => (server, serde_json::from_str(&line).unwrap()),
            None => panic!("the server ended: {:?}", server.end().await),
        }
    }

    /// Reads its answer up to a line with this text, which is read too.
    pub(crate) async fn read_until(&mut self, text: &str) -> String {
        let read = async {
            let mut seen = String::new();
            while let Some(line) = self.stdout.next_line().await.unwrap() {
                seen.push_str(&line);
                seen.push('\n');
                if line.contains(text) {
                    return seen;
                }
            }
            panic!("the program ended before {text:?}: {seen}");
        };
        timeout(PATIENCE, read).await.expect("the text in time")
    }

    /// Waits for its end.
    pub(crate) async fn end(mut self) -> Done {
        let end = async {
            let mut stdout = String::new();
            while let Some(line) = self.stdout.next_line().await.unwrap() {
                stdout.push_str(&line);
                stdout.push('\n');
            }
            let code = self.child.wait().await.unwrap().code();
            Done { code, stdout, stderr: self.stderr.await.unwrap() }
        };
        timeout(PATIENCE, end).await.expect("the program ends")
    }

    /// Tells it to stop.
    pub(crate) async fn signal(&self) {
        let pid = self.child.id().expect("it has not ended");
        // The shell knows how to send a signal on every system.
        let status = Command::new("sh").arg("-c").arg(format!("kill -TERM {pid}")).status().await;
        assert!(status.unwrap().success());
    }

    /// Ends it without giving it any time.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// The database as an argument of the program.
pub(crate) fn argument(database: &Database) -> String {
    match database {
        Database::Sqlite { path, .. } => path.to_str().unwrap().to_owned(),
        Database::Postgres { url, .. } => url.clone(),
    }
}

/// A file in a folder, as an argument of the program.
pub(crate) fn file(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// A client of the server that answered this line. It repeats nothing by itself.
pub(crate) fn client(line: &Value, root_certificates: Option<Vec<u8>>) -> Client {
    let text = |name: &str| line[name].as_str().unwrap_or_else(|| panic!("no {name} in {line}"));
    let credentials = Credentials::signing(
        text("applicationKey"),
        text("applicationSecret"),
        text("consumerKey"),
    );
    let endpoint = text("endpoint").parse().unwrap();
    let retry = RetryPolicy::never();
    let settings = Settings { credentials, root_certificates, retry, ..Settings::new(endpoint) };
    Client::try_new(settings).unwrap()
}
