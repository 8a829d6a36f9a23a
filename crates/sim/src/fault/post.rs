//! A post office that now and then takes no letters, and remembers those it has taken.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use perennial_engine::mail::{Letter, Mailer, SendError};

/// The post office.
#[derive(Debug, Default)]
pub struct PostOffice(Mutex<Counter>);

#[derive(Debug, Default)]
struct Counter {
    /// Letters that will not be taken.
    closed_for: i64,
    /// Letters that were not taken.
    refused: u64,
    /// How often each letter was taken, by its id.
    taken: BTreeMap<i64, u32>,
}

impl PostOffice {
    /// One that has seen nothing.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    fn counter(&self) -> MutexGuard<'_, Counter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next letters are not taken.
    pub fn close_for(&self, letters: i64) {
        self.counter().closed_for = letters;
    }

    /// Letters that were not taken.
    #[must_use]
    pub fn refusals(&self) -> u64 {
        self.counter().refused
    }

    /// How often each letter was taken.
    #[must_use]
    pub fn taken(&self) -> BTreeMap<i64, u32> {
        self.counter().taken.clone()
    }
}

impl Mailer for PostOffice {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendError>> {
        async move {
            let mut counter = self.counter();
            if counter.closed_for > 0 {
                counter.closed_for -= 1;
                counter.refused += 1;
                return Err(SendError::ForNow("closed".to_owned()));
            }
            *counter.taken.entry(letter.id.get()).or_default() += 1;
            Ok(())
        }
        .boxed()
    }
}
