//! Details: what a service technically is, as its product line tells it. Facts by the name of a field, written in a
//! form that is not read here: renewal decides nothing by them.
//!
//! A plan has details that hold for all of its services; a service has its own beside them. What a field may hold is
//! known where it is served.

use std::collections::BTreeMap;

use crate::limits::{DETAIL_BYTES_MAX, DETAILS_MAX};
use crate::text::Name;

/// Why something cannot be kept as a detail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DetailError {
    /// The value is longer than [`DETAIL_BYTES_MAX`].
    #[error("{field} has {bytes} bytes; a detail has at most {DETAIL_BYTES_MAX}")]
    TooLong {
        /// The name of the detail.
        field: Name,
        /// The length of its value, as it is written.
        bytes: usize,
    },
    /// There are more than [`DETAILS_MAX`] of them.
    #[error("there are {DETAILS_MAX} details already; that is the most that can be kept")]
    TooMany,
}

/// Facts by the name of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details(BTreeMap<Name, String>);

impl Details {
    /// Sets a detail, in place of what it was.
    ///
    /// # Errors
    ///
    /// [`DetailError`] when the value is too long, or there are too many.
    pub fn set(&mut self, field: Name, value: String) -> Result<(), DetailError> {
        if value.len() > DETAIL_BYTES_MAX {
            return Err(DetailError::TooLong { field, bytes: value.len() });
        }
        if self.0.len() >= DETAILS_MAX && !self.0.contains_key(&field) {
            return Err(DetailError::TooMany);
        }
        self.0.insert(field, value);
        Ok(())
    }

    /// A detail.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name.as_str() == field);
        found.map(|(_, value)| value.as_str())
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &str)> {
        self.0.iter().map(|(field, value)| (field, value.as_str()))
    }

    /// How many bytes their values have together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.values().map(String::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of `wanted` that are not so already: what would have to be written.
    #[must_use]
    pub fn missing(&self, wanted: &Self) -> Self {
        let differs = |(field, value): &(&Name, &String)| self.0.get(*field) != Some(*value);
        let missing = wanted.0.iter().filter(differs);
        Self(missing.map(|(field, value)| (field.clone(), value.clone())).collect())
    }

    /// How many there would be with those of `added`.
    #[must_use]
    pub fn count_with(&self, added: &Self) -> usize {
        let new = added.0.keys().filter(|field| !self.0.contains_key(*field)).count();
        self.0.len().saturating_add(new)
    }
}

/// What an inventory tells of a service beside what it is sold as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its details.
    pub details: Details,
    /// Tags by which lists can be filtered.
    pub tags: BTreeMap<Name, Name>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(pairs: &[(&str, &str)]) -> Details {
        let mut details = Details::default();
        for (field, value) in pairs {
            details.set(Name::parse(field).unwrap(), (*value).to_owned()).unwrap();
        }
        details
    }

    #[test]
    fn only_what_differs_is_missing() {
        let held = details(&[("zone", "1"), ("rack", "2")]);
        let wanted = details(&[("zone", "1"), ("rack", "3"), ("os", "4")]);
        assert_eq!(held.missing(&wanted), details(&[("rack", "3"), ("os", "4")]));
        assert_eq!(held.count_with(&wanted), 3);
        assert_eq!(held.get("rack"), Some("2"));
        assert_eq!(held.get("os"), None);
    }

    #[test]
    fn details_are_bounded() {
        let field = |n: usize| Name::parse(&n.to_string()).unwrap();
        let mut held = Details::default();
        let bytes = DETAIL_BYTES_MAX + 1;
        let too_long = held.set(field(0), "x".repeat(bytes));
        assert_eq!(too_long, Err(DetailError::TooLong { field: field(0), bytes }));
        (0..DETAILS_MAX).for_each(|n| held.set(field(n), String::new()).unwrap());
        assert_eq!(held.set(field(DETAILS_MAX), String::new()), Err(DetailError::TooMany));
        assert_eq!(held.set(field(0), "again".to_owned()), Ok(()));
    }
}
