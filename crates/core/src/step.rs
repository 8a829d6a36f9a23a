//! The result of a transition that may already have happened.

/// What a transition did to a value.
///
/// A repeat of what has happened is not an error: it changes nothing, and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<T> {
    /// The value after the transition.
    Changed(T),
    /// It had happened before, or its time has not come; there is nothing to store.
    Unchanged,
}

impl<T> Step<T> {
    /// The changed value, if there is one.
    #[must_use]
    pub fn changed(self) -> Option<T> {
        match self {
            Self::Changed(value) => Some(value),
            Self::Unchanged => None,
        }
    }
}
