//! The present, as a parameter.
//!
//! What happened is told by an instant; what is sold is told by civil dates, in the time zone of the contract
//! (rule: an instant never decides which day it is twice). Both are taken once, where a command starts.

use jiff::{Timestamp, civil::Date};

/// One moment, as an instant and as the day it is in the contract's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The civil date of that instant in the contract's time zone.
    pub today: Date,
}
