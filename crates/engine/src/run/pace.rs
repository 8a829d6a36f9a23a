//! How many accounts a run looks at together: many while nobody waits for an answer, few while somebody does.
//!
//! A batch is one transaction, and on SQLite whoever comes meanwhile waits for its end. It is not told here who that is:
//! that there was a command is enough.

use std::sync::atomic::{AtomicU64, Ordering};

/// How much smaller batches are while somebody waits.
const SHARE: i64 = 8;

/// Counts the commands that people wait for.
#[derive(Debug, Default)]
pub(crate) struct Commands(AtomicU64);

impl Commands {
    /// There is one more.
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// The size of the next batch of a sweep.
#[derive(Debug)]
pub(super) struct Pace<'a> {
    commands: &'a Commands,
    seen: u64,
    size: i64,
    most: i64,
}

impl<'a> Pace<'a> {
    /// The first batch is the largest there is.
    pub(super) fn new(commands: &'a Commands, most: i64) -> Self {
        let seen = commands.0.load(Ordering::Relaxed);
        Self { commands, seen, size: most, most }
    }

    /// The size of the next batch: the smallest if there was a command since the last one, else twice as much as before.
    pub(super) fn next(&mut self) -> i64 {
        let now = self.commands.0.load(Ordering::Relaxed);
        self.size = if now == self.seen {
            self.size.saturating_mul(2).min(self.most)
        } else {
            (self.most / SHARE).max(1)
        };
        self.seen = now;
        self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_small_while_somebody_waits_and_grow_afterwards() {
        let commands = Commands::default();
        let mut pace = Pace::new(&commands, 1000);
        assert_eq!([pace.next(), pace.next()], [1000, 1000]);
        commands.count();
        assert_eq!([0; 5].map(|_| pace.next()), [125, 250, 500, 1000, 1000]);
        commands.count();
        assert_eq!(pace.next(), 125);
        assert_eq!(Pace::new(&commands, 1).next(), 1);
    }
}
