//! A body that is sent piece by piece, as somebody makes it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use tokio::sync::mpsc;

/// Pieces that wait to be sent.
const WAITING: usize = 2;
/// How long the reader of a file may keep a piece waiting.
const PIECE_WITHIN: Duration = Duration::from_secs(60);

/// A piece of a file, or the word that there is no more.
pub(super) enum Piece {
    Bytes(Bytes),
    End,
}

/// The body of an answer, as its pieces come. One that just stops is broken off: nobody takes a part for the whole.
pub(super) struct Pieces {
    coming: mpsc::Receiver<Piece>,
    ended: bool,
}

impl Pieces {
    /// A body, and where its pieces are sent.
    pub(super) fn new() -> (mpsc::Sender<Piece>, Self) {
        let (pieces, coming) = mpsc::channel(WAITING);
        (pieces, Self { coming, ended: false })
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        self.coming.poll_recv(context).map(|piece| match piece {
            Some(Piece::Bytes(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Piece::End) => {
                self.ended = true;
                None
            }
            None => {
                self.ended = true;
                Some(Err(std::io::Error::other("the file was not made to its end")))
            }
        })
    }
}

/// Nobody reads any more, or too slowly.
#[derive(Debug)]
pub(super) struct Unread;

/// Sends a piece as soon as there is room for it.
pub(super) async fn send(pieces: &mpsc::Sender<Piece>, piece: Piece) -> Result<(), Unread> {
    pieces.send_timeout(piece, PIECE_WITHIN).await.map_err(|_| Unread)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_file_that_is_not_ended_is_broken_off() {
        for is_ended in [true, false] {
            let (pieces, body) = Pieces::new();
            let made = tokio::spawn(async move {
                for _ in 0..5 {
                    assert!(send(&pieces, Piece::Bytes(Bytes::from_static(b"ab"))).await.is_ok());
                }
                if is_ended {
                    assert!(send(&pieces, Piece::End).await.is_ok());
                }
            });
            let read = body.collect().await.map(http_body_util::Collected::to_bytes);
            assert!(made.await.is_ok());
            assert_eq!(read.is_ok(), is_ended);
            assert!(read.is_err() || read.is_ok_and(|bytes| *bytes == b"ababababab"[..]));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_nothing_is_not_waited_for_for_ever() {
        let (pieces, unread) = Pieces::new();
        for place in 0..=WAITING {
            let sent = send(&pieces, Piece::Bytes(Bytes::from_static(b"ab"))).await;
            assert_eq!(sent.is_ok(), place < WAITING);
        }
        drop(unread);
        assert!(send(&pieces, Piece::End).await.is_err());
    }
}
