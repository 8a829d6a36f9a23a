//! Prints what the date rules of the domain come to, line by line, for another program to compute again.
//!
//! ```text
//! extend START ANCHOR PERIOD COUNT   the expiry after so many periods, one after the other
//! debit EXPIRY RENEW_DAY             the day on which it is debited
//! after DATE DAYS                    days later
//! before DATE DAYS                   days earlier
//! suspend SINCE DAYS EXPIRY          the day on which an unpaid service is suspended
//! delete SINCE RETENTION REDEMPTION  the day on which a suspended service is deleted
//! moved DELETE_ON FROM TO            that day, when the expiry has moved
//! horizon START ANCHOR PERIOD TODAY  the renewed expiry, or `beyond`
//! day ZONE SECOND                    the day of an instant in the time zone of a contract
//! ```
//!
//! Each line ends with the result. Dates are drawn from a seed, most of them near the ends of months. Nothing is
//! checked here: `crates/sim/dates/compare.py` does that.

use std::io::Write as _;

use anyhow::Context as _;
use clap::Parser;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use perennial_core::calendar::{RenewDay, Rules, days_after, days_before};
use perennial_core::limits::{CALENDAR_DAYS_MAX, PERIOD_MONTHS_MAX};
use perennial_core::renew::{RenewMode, RenewSettings};
use perennial_core::service::{Agenda, Contacts, ProductLine, Quantity, ServiceState, Suspension};
use perennial_core::text::Name;
use perennial_core::{Expiry, Period, Service, ServiceId};
use perennial_engine::clock::Clock;

/// Prints results of date rules, for another program to compute again.
#[derive(Debug, Parser)]
struct Arguments {
    /// What the dates are drawn from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many lines are printed.
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
}

/// Zones with summer time, with none, with half hours, and with a day that never was.
const ZONES: [&str; 10] = [
    "Europe/Paris",
    "Europe/Helsinki",
    "America/New_York",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "UTC",
];

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut draw = Draw(arguments.seed);
    let zones = ZONES.map(TimeZone::get).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut service = service()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for number in 0..arguments.count {
        let line = match number % 9 {
            0 => extend(&mut draw)?,
            1 => debit(&mut draw)?,
            2 => days(&mut draw, "after", days_after),
            3 => days(&mut draw, "before", days_before),
            4 => suspend(&mut draw),
            5 => delete(&mut draw),
            6 => moved(&mut draw),
            7 => horizon(&mut draw, &mut service)?,
            _ => day(&mut draw, &zones)?,
        };
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// Numbers from a seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below a limit.
    fn below(&mut self, limit: u64) -> i64 {
        i64::try_from(self.next() % limit.max(1)).unwrap_or_default()
    }

    /// A date of four hundred years: every second one near the end of a month, every eighth near that of February.
    fn date(&mut self) -> Date {
        let any = date(1990, 1, 1).saturating_add(Span::new().days(self.below(146_097)));
        let near = match self.below(8) {
            0..=3 => return any,
            4..=6 => any.last_of_month(),
            _ => any.with().month(2).day(28).build().unwrap_or(any),
        };
        near.saturating_add(Span::new().days(self.below(7) - 3))
    }

    fn days(&mut self) -> u16 {
        u16::try_from(self.below(u64::from(CALENDAR_DAYS_MAX) + 1)).unwrap_or_default()
    }

    fn period(&mut self) -> anyhow::Result<Period> {
        let usual = [1, 3, 6, 12, 24, 36];
        let months = match self.below(2) {
            0 => *usual.get(usize::try_from(self.below(6))?).context("a period")?,
            _ => 1 + self.below(u64::from(PERIOD_MONTHS_MAX)),
        };
        Ok(Period::from_months(months)?)
    }

    /// An expiry: on its anchor day, or clamped to the end of a short month.
    fn expiry(&mut self) -> anyhow::Result<Expiry> {
        let on = self.date();
        let is_last = on == on.last_of_month();
        let beyond = i64::from(31 - on.day());
        let later = if is_last { self.below(u64::try_from(beyond + 1)?) } else { 0 };
        Ok(Expiry::try_new(on, i64::from(on.day()) + later)?)
    }
}

fn extend(draw: &mut Draw) -> anyhow::Result<String> {
    let (start, period) = (draw.expiry()?, draw.period()?);
    let count = 1 + draw.below(24);
    let end = (0..count).try_fold(start, |expiry, _| expiry.extended(period))?;
    Ok(format!("extend {} {} {period} {count} {}", start.on(), start.anchor_day(), end.on()))
}

fn debit(draw: &mut Draw) -> anyhow::Result<String> {
    let (expires_on, renew_day) = (draw.date(), RenewDay::try_new(1 + draw.below(31))?);
    Ok(format!("debit {expires_on} {} {}", renew_day.get(), renew_day.debit_on(expires_on)))
}

fn days(draw: &mut Draw, rule: &str, apply: fn(Date, u16) -> Date) -> String {
    let (from, days) = (draw.date(), draw.days());
    format!("{rule} {from} {days} {}", apply(from, days))
}

fn suspend(draw: &mut Draw) -> String {
    let (since, unpaid_days, ahead) = (draw.date(), draw.days(), draw.days());
    let expires_on = days_after(since, ahead);
    let rules = Rules { unpaid_days, ..Rules::default() };
    let on = rules.suspend_unpaid_on(since, expires_on);
    format!("suspend {since} {unpaid_days} {expires_on} {on}")
}

fn delete(draw: &mut Draw) -> String {
    let (since, retention_days, redemption_days) = (draw.date(), draw.days(), draw.days());
    let rules = Rules { retention_days, redemption_days, ..Rules::default() };
    let on = rules.suspension(since).delete_on;
    format!("delete {since} {retention_days} {redemption_days} {on}")
}

fn moved(draw: &mut Draw) -> String {
    let from = draw.date();
    let (to, delete_on) = (days_after(from, draw.days()), days_after(from, draw.days()));
    let suspension = Suspension { since: from, redemption_from: None, delete_on };
    format!("moved {delete_on} {from} {to} {}", suspension.moved(from, to).delete_on)
}

fn horizon(draw: &mut Draw, service: &mut Service) -> anyhow::Result<String> {
    let (start, period) = (draw.expiry()?, draw.period()?);
    // About the day on which it begins to be possible.
    let ahead = Span::new().months(i64::from(period.months()) - 120).days(draw.below(9) - 4);
    let today = start.on().saturating_add(ahead);
    service.expiry = start;
    let renewed = service.renewed_expiry(period, today);
    let renewed = renewed.map_or_else(|_| "beyond".to_owned(), |renewed| renewed.on().to_string());
    Ok(format!("horizon {} {} {period} {today} {renewed}", start.on(), start.anchor_day()))
}

fn day(draw: &mut Draw, zones: &[TimeZone]) -> anyhow::Result<String> {
    let zone = zones.get(usize::try_from(draw.below(10))?).context("a zone")?;
    // From 2000 to 2035, to a quarter of an hour.
    let at = Timestamp::from_second(946_684_800 + 900 * draw.below(36 * 365 * 96))?;
    let (clock, _) = Clock::manual(at, zone.clone());
    let name = zone.iana_name().unwrap_or("UTC");
    Ok(format!("day {name} {} {}", at.as_second(), clock.now().today))
}

/// A service that can be renewed.
fn service() -> anyhow::Result<Service> {
    let name = Name::parse("vps-1")?;
    let (admin, billing, tech) = (name.clone(), name.clone(), name.clone());
    Ok(Service {
        id: ServiceId::MIN,
        group: ServiceId::MIN,
        product: ProductLine::parse("vps")?,
        display_name: None,
        plan: name.clone(),
        name,
        quantity: Quantity::ONE,
        created_on: date(2000, 1, 1),
        expiry: Expiry::anchored_on(date(2026, 1, 1)),
        state: ServiceState::Active,
        renew: RenewSettings::try_new(RenewMode::Manual, None, None)?,
        engaged_until: None,
        terms: None,
        request: None,
        contacts: Contacts { admin, billing, tech },
        held_by: None,
        closure: None,
        agenda: Agenda::default(),
    })
}
