//! A load of HTTP: the same signed request over and over, on connections that stay open.
//!
//! The sender is as small as it can be, because it runs on the same cores as what it measures.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections that send at once.
pub(crate) const CONNECTIONS: usize = 16;

/// Answers per second, for a while.
pub(crate) async fn load(
    address: SocketAddr,
    request: &str,
    time: Duration,
) -> anyhow::Result<f64> {
    let stop = Arc::new(AtomicBool::new(false));
    let answers = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (stop, answers) = (Arc::clone(&stop), Arc::clone(&answers));
            let request = request.to_owned();
            tokio::spawn(async move { send(address, &request, &stop, &answers).await })
        })
        .collect();
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    let elapsed = start.elapsed().as_secs_f64();
    let count = answers.load(Ordering::Relaxed);
    for sender in senders {
        sender.await??;
    }
    Ok(count as f64 / elapsed)
}

async fn send(
    address: SocketAddr,
    request: &str,
    stop: &AtomicBool,
    answers: &AtomicU64,
) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 64 * 1024];
    while !stop.load(Ordering::Relaxed) {
        stream.write_all(request.as_bytes()).await?;
        read_answer(&mut stream, &mut buffer).await?;
        answers.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// One request and its whole answer.
pub(crate) async fn ask(address: SocketAddr, request: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut buffer = vec![0; 2 * 1024 * 1024];
    let length = read_answer(&mut stream, &mut buffer).await?;
    Ok(String::from_utf8_lossy(buffer.get(..length).unwrap_or_default()).into_owned())
}

async fn read_answer(stream: &mut TcpStream, buffer: &mut [u8]) -> anyhow::Result<usize> {
    let mut filled = 0;
    loop {
        let room = buffer.get_mut(filled..).filter(|room| !room.is_empty());
        let read = stream.read(room.context("the answer is too large")?).await?;
        ensure!(read > 0, "the server closed the connection");
        filled += read;
        let seen = buffer.get(..filled).unwrap_or_default();
        if let Some(whole) = answer_length(seen)? {
            ensure!(whole == filled, "more than one answer");
            return Ok(filled);
        }
    }
}

/// The length of the answer, once it is all there. One in chunks has JSON in them, which holds no line breaks.
fn answer_length(seen: &[u8]) -> anyhow::Result<Option<usize>> {
    let Some(head) = seen.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(seen.get(..head).unwrap_or_default())?;
    ensure!(text.starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(seen));
    if text.lines().any(|line| line == "transfer-encoding: chunked") {
        return Ok(seen.ends_with(b"\r\n0\r\n\r\n").then_some(seen.len()));
    }
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .context("no content-length")?;
    let whole = head + 4 + length.parse::<usize>()?;
    Ok((seen.len() >= whole).then_some(whole))
}
