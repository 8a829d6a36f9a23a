//! The program itself: how large it is, how fast it starts on a database that is there, and what it takes when idle.

use std::env;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};
use perennial_store::Database;
use perennial_testkit::{TestApp, TestDatabase};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

use crate::table::{Row, Table, median};

/// Starts of each side.
const STARTS: usize = 20;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let program = build()?;
    let size = std::fs::metadata(&program)?.len();
    table.add(Row {
        what: "release binary".to_owned(),
        measured: megabytes(size),
        reference: "–".to_owned(),
        ratio: "–".to_owned(),
        target: "< 30 MB".to_owned(),
    });
    let runtime = Runtime::new()?;
    let database = TestDatabase::sqlite();
    let Database::Sqlite { path, .. } = database.database() else { return Ok(()) };
    // An existing file with an account in it.
    drop(runtime.block_on(async { TestApp::on(database.database()).await.user("alice").await }));
    let (mut starts, mut bare, mut resident) = (vec![], vec![], 0);
    for _ in 0..STARTS {
        let begun = Instant::now();
        let done = Command::new(&program).arg("--version").output()?;
        ensure!(done.status.success(), "the program does not run");
        bare.push(begun.elapsed().as_secs_f64() * 1e3);
        let (milliseconds, bytes) = runtime.block_on(start(&program, path))?;
        starts.push(milliseconds);
        resident = resident.max(bytes);
    }
    let (start, bare) = (median(starts), median(bare));
    table.add(Row {
        what: "`serve` on an existing file, from start to first answer".to_owned(),
        measured: format!("{start:.0} ms"),
        reference: format!("`--version`, from start to end: {bare:.0} ms"),
        ratio: format!("{:.1}", start / bare),
        target: "< 100 ms".to_owned(),
    });
    table.add(Row {
        what: "resident memory of the idle server".to_owned(),
        measured: megabytes(resident),
        reference: "–".to_owned(),
        ratio: "–".to_owned(),
        target: "< 40 MB".to_owned(),
    });
    Ok(())
}

/// Builds the program as it is released, and says where it is.
fn build() -> anyhow::Result<PathBuf> {
    let built =
        Command::new(env!("CARGO")).args(["build", "--release", "-p", "perennial"]).status()?;
    ensure!(built.success(), "the program is not built");
    let bench = env::current_exe()?;
    let folder = bench.parent().and_then(Path::parent).context("target/release")?;
    Ok(folder.join("perennial"))
}

/// Milliseconds to the first answer, and the bytes that are resident after it.
async fn start(program: &Path, database: &Path) -> anyhow::Result<(f64, u64)> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let begun = Instant::now();
    let server = Command::new(program)
        .args(["serve", "--listen", &address, "--database"])
        .arg(database)
        // The one that the testkit made the database with.
        .env("PERENNIAL_KEY", "07".repeat(32))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let server = Server(server);
    while ask(&address).await.is_err() {
        ensure!(begun.elapsed().as_secs() < 10, "the server does not answer");
        tokio::time::sleep(std::time::Duration::from_micros(200)).await;
    }
    let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok((milliseconds, kilobytes * 1024))
}

async fn ask(address: &str) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream
        .write_all(b"GET /1.0/auth/time HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Ok(())
}

/// Is stopped when it goes.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
