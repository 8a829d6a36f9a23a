//! Instants, with the offset of the contract's time zone on that day.

use jiff::Timestamp;
use perennial_api::model::DateTime;

use super::Wire;

/// An instant as the API writes it.
pub(crate) fn datetime(wire: Wire<'_>, at: Timestamp) -> DateTime {
    DateTime::new(at, wire.zone().to_offset(at))
}
