//! Crashes on command, for tests: the database dies before or after the n-th write and stays dead.
//!
//! Without the feature `testing` nothing can be ordered and every check is empty.

use crate::error::StoreError;

#[cfg(feature = "testing")]
pub use ordered::{CrashPoint, Faults};

/// No faults.
#[cfg(not(feature = "testing"))]
#[derive(Debug, Clone, Default)]
pub struct Faults {}

#[cfg(not(feature = "testing"))]
impl Faults {
    #[expect(clippy::unused_self, reason = "the same signature as with the feature")]
    pub(crate) const fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }

    #[expect(clippy::unused_self, reason = "the same signature as with the feature")]
    pub(crate) const fn before_write(&self) -> Result<(), StoreError> {
        Ok(())
    }

    #[expect(clippy::unused_self, reason = "the same signature as with the feature")]
    pub(crate) const fn after_write(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(feature = "testing")]
mod ordered {
    use std::sync::{Arc, Mutex, PoisonError};

    use super::StoreError;

    /// Where the process dies.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum CrashPoint {
        /// Before the n-th write from now, counted from 1.
        BeforeWrite(u32),
        /// After the n-th write from now has become durable, and before anybody hears of it.
        AfterWrite(u32),
    }

    #[derive(Debug, Default)]
    struct State {
        crash: Option<CrashPoint>,
        writes: u32,
        dead: bool,
    }

    /// The faults of one open database; clones share them.
    #[derive(Debug, Clone, Default)]
    pub struct Faults(Arc<Mutex<State>>);

    impl Faults {
        /// Orders a crash, counting writes from now.
        pub fn crash_at(&self, point: CrashPoint) {
            *self.lock() = State { crash: Some(point), ..State::default() };
        }

        /// How many writes were begun since the last order.
        #[must_use]
        pub fn writes(&self) -> u32 {
            self.lock().writes
        }

        /// Whether the crash has happened.
        #[must_use]
        pub fn is_dead(&self) -> bool {
            self.lock().dead
        }

        pub(crate) fn check(&self) -> Result<(), StoreError> {
            if self.lock().dead { Err(dead()) } else { Ok(()) }
        }

        pub(crate) fn before_write(&self) -> Result<(), StoreError> {
            let mut state = self.lock();
            state.writes = state.writes.saturating_add(1);
            state.dead |= state.crash == Some(CrashPoint::BeforeWrite(state.writes));
            if state.dead { Err(dead()) } else { Ok(()) }
        }

        pub(crate) fn after_write(&self) -> Result<(), StoreError> {
            let mut state = self.lock();
            state.dead |= state.crash == Some(CrashPoint::AfterWrite(state.writes));
            if state.dead { Err(dead()) } else { Ok(()) }
        }

        fn lock(&self) -> std::sync::MutexGuard<'_, State> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    fn dead() -> StoreError {
        StoreError::unavailable("the process died, by order of a test")
    }
}
