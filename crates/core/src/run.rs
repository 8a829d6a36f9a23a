//! A run: one day of the calendar, for all accounts.
//!
//! ```text
//! running   -> done       every partition is through
//! waiting   -> running    a person has approved it
//! waiting   -> cancelled  a person has not; the day is planned anew
//! ```
//!
//! A run that is within its budget begins as running, one that is not as waiting.

use jiff::{Timestamp, civil::Date};

use crate::budget::Tally;
use crate::id::RunId;

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// The day of the calendar that it does.
    pub day: Date,
    /// When it was planned.
    pub planned_at: Timestamp,
    /// The day on which it was planned: the day it does, unless that was missed.
    pub planned_on: Date,
    /// How far it is.
    pub state: RunState,
    /// What it would do.
    pub planned: Tally,
    /// The limits that this exceeds, in words.
    pub excesses: Vec<String>,
    /// Who has approved or cancelled it, and when.
    pub decision: Option<(String, Timestamp)>,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunState {
    /// It exceeds its budget: a person decides.
    Waiting,
    /// It is being done.
    Running,
    /// It is done.
    Done,
    /// It was not approved.
    Cancelled,
}

impl RunState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Cancelled];

    /// The code under which the state is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
