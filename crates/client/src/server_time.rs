//! How far the server's clock is ahead of ours, asked for when it is first needed.
//!
//! A request is signed with the time, and the server refuses one whose time is not its own. So the difference is kept,
//! and asked for again only when the server says that it is wrong. Measuring it to better than a second, or correcting
//! for the way there, is not needed: servers allow minutes.

use tokio::sync::Mutex;

/// The difference, once it is known.
#[derive(Debug, Default)]
pub(crate) struct ServerTime {
    ahead_s: Mutex<Option<i64>>,
}

impl ServerTime {
    /// By how many seconds the server is ahead. Asks if it is not known, or if what is known is the `refused` one.
    ///
    /// Calls that need the answer at the same time wait for one of them to ask.
    pub(crate) async fn ahead_s<E>(
        &self,
        refused: Option<i64>,
        ask: impl AsyncFnOnce() -> Result<i64, E>,
    ) -> Result<i64, E> {
        let mut known = self.ahead_s.lock().await;
        match *known {
            Some(ahead_s) if refused != Some(ahead_s) => Ok(ahead_s),
            _ => {
                let ahead_s = ask().await?;
                *known = Some(ahead_s);
                Ok(ahead_s)
            }
        }
    }
}
