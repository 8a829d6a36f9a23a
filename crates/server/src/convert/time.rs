//! Instants, with the offset of the contract's time zone on that day.

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_api::model::DateTime;

use super::Wire;

/// An instant as the API writes it.
pub(crate) fn datetime(wire: Wire<'_>, at: Timestamp) -> DateTime {
    DateTime::new(at, wire.zone().to_offset(at))
}

/// The instant at which a day begins, where the API has an instant for what is a day.
pub(crate) fn midnight(wire: Wire<'_>, day: Date) -> DateTime {
    let begins = day.to_zoned_datetime(wire.zone().clone());
    datetime(wire, begins.map_or(Timestamp::MAX, |begins| begins.timestamp()))
}
