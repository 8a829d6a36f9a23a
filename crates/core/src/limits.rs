//! Every bound of the domain, in one place, with the relations between them checked at compile time.
//!
//! A bound is here so that a value inside it can never overflow later: an order of the most lines, each of
//! the highest amount, still has a total that fits.

use jiff::SignedDuration;

/// The largest id: the largest integer that every JSON reader keeps exactly (RFC 8259 section 6), 2⁵³ − 1.
pub const ID_MAX: i64 = (1 << 53) - 1;

/// The longest period that a price may be given for, in months.
pub const PERIOD_MONTHS_MAX: u16 = 120;

/// How far ahead of today a service may run, in months. Registries allow ten years (RFC 5731 section 3.3.3).
pub const HORIZON_MONTHS: u16 = 120;

/// The most services in one linked group, and so in one strategy and in one order.
pub const GROUP_SERVICES_MAX: usize = 64;

/// The most strategies that one answer lists. Above it the caller is told how to narrow the question.
pub const STRATEGIES_LISTED_MAX: u64 = 10_000;

/// The largest number of units of one service.
pub const QUANTITY_MAX: u32 = 100_000;

/// The largest amount of one price or one order line, in micro-cents: a thousand million units.
pub const AMOUNT_UCENTS_MAX: i64 = 1_000_000_000 * 100_000_000;

/// The longest name of a service, plan, account or description, in bytes.
pub const TEXT_BYTES_MAX: usize = 255;

/// The most that one order puts on a balance or takes from it, in whole units of its currency or in points.
pub const CREDIT_UNITS_MAX: u32 = QUANTITY_MAX;

/// The highest balance that an alert can be set to, in whole units.
pub const BALANCE_UNITS_MAX: i64 = 1_000_000_000;

/// The longest detail of a service, in bytes as it is written.
pub const DETAIL_BYTES_MAX: usize = 16_384;

/// The most details of one service.
pub const DETAILS_MAX: usize = 100;

/// How long an unpaid order can be paid.
pub const ORDER_VALIDITY: SignedDuration = SignedDuration::from_hours(24);

/// How many days a customer has to pay what was taken back, before it is overdue.
pub const DEBT_DUE_DAYS: i64 = 7;

/// How long the end of a service can be confirmed after it was asked for: a weekend, at least.
pub const TERMINATION_VALIDITY: SignedDuration = SignedDuration::from_hours(72);

/// How long a change of contacts can be answered after it was asked for.
pub const CONTACT_CHANGE_VALIDITY: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The longest commentary on the end of a service, in bytes.
pub const COMMENTARY_BYTES_MAX: usize = 4000;

/// The longest address of a page, in bytes.
pub const ADDRESS_BYTES_MAX: usize = 2000;

/// The most payment methods of one account, without those that were given up.
pub const METHODS_MAX: usize = 50;

/// The longest time that a rule of the calendar may count, in days.
pub const CALENDAR_DAYS_MAX: u16 = 366;

/// The most notices, and the most retries, of one rule of the calendar.
pub const CALENDAR_LIST_MAX: usize = 20;

/// The most days on which something happens in one forecast.
pub const FORECAST_DAYS_MAX: usize = 5_000;

/// The most access rules of one credential.
pub const ACCESS_RULES_MAX: usize = 100;

/// The most address blocks of one credential.
pub const IP_BLOCKS_MAX: usize = 100;

/// The most OAuth2 clients of one account.
pub const CLIENTS_MAX: usize = 100;

/// The most addresses to which an OAuth2 client would send browsers.
pub const CALLBACKS_MAX: usize = 10;

/// The most access tokens of one OAuth2 client that are good at once.
pub const TOKENS_MAX: i64 = 1000;

/// As much of the path of a call as is kept, in bytes.
pub const CALL_PATH_BYTES_MAX: usize = 255;

/// The most calls that a list of them has: the newest.
pub const CALLS_LISTED_MAX: usize = 10_000;

/// The most papers in one file.
pub const EXPORT_PAPERS_MAX: usize = 1000;

/// How long the file of an export can be fetched.
pub const EXPORT_VALIDITY: SignedDuration = SignedDuration::from_hours(72);

/// The most exports of an account whose files can be fetched at a time.
pub const EXPORTS_MAX: usize = 20;

const _: () = {
    assert!(GROUP_SERVICES_MAX == 64, "a set of services is one machine word");
    assert!(AMOUNT_UCENTS_MAX <= i64::MAX / 65, "the total of 64 lines fits, and so does one more");
    assert!(BALANCE_UNITS_MAX <= i64::MAX / 100_000_000, "a threshold is an amount");
    assert!(HORIZON_MONTHS >= 12, "a yearly renewal is always possible at expiry");
};

/// Days before the last day of a payment method on which its holder is told that it ends.
pub const METHOD_END_DAYS: u16 = 30;
