//! `perennial services`: what the account holds, and when it expires.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use perennial_client::Client;

use super::connect::ConnectArgs;
use super::find::{Found, all};
use super::words::{self, list};
use crate::failure::Failure;
use crate::output::{Align, Output};

/// What `services` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = constcat())]
pub(crate) struct ServicesArgs {
    /// Only those that expire within this time, and those that have expired: days, or a period such as P1M; the soonest
    /// first
    #[arg(long, value_name = "DAYS|PERIOD")]
    expiring_within: Option<Within>,
    /// Only those of a product line, as paths of the API have it: vps, hosting/web
    #[arg(long, value_name = "LINE")]
    product: Option<String>,
    #[command(flatten)]
    connect: ConnectArgs,
}

/// The example and the JSON form, for the help text.
fn constcat() -> String {
    format!(
        "\
Example:
  perennial services --expiring-within 30

With --output json, an array of what GET /service/{{serviceId}} answers, each with its serviceId.

{}",
        super::connect::KEYS
    )
}

/// A stretch of days from today.
#[derive(Debug, Clone, Copy)]
struct Within(Span);

impl FromStr for Within {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const PROBLEM: &str = "write a number of days such as 30, or a period such as P1M or P2W";
        let days = text.parse::<u16>().ok().map(|days| Span::new().days(i64::from(days)));
        let period = || text.parse::<Span>().ok().filter(is_of_days);
        days.or_else(period).map(Self).ok_or(PROBLEM)
    }
}

/// Whether the span is made of whole days and longer, and does not go backwards.
fn is_of_days(span: &Span) -> bool {
    let days = Span::new()
        .years(span.get_years())
        .months(span.get_months())
        .weeks(span.get_weeks())
        .days(span.get_days());
    !span.is_negative() && days.fieldwise() == span.fieldwise()
}

/// Lists services.
pub(super) async fn run(args: &ServicesArgs, output: &Output) -> Result<(), Failure> {
    let client = args.connect.connect()?.client;
    let last = match &args.expiring_within {
        Some(within) => Some(today(&client).await?.saturating_add(within.0)),
        None => None,
    };
    let all = all(&client, output).await?;
    let lines: BTreeSet<String> =
        all.iter().map(|found| words::product(&found.service).to_owned()).collect();
    let services = select(all, args.product.as_deref(), last);
    if services.is_empty() {
        output.text(nothing(args, &lines));
    } else {
        output.table(0, COLUMNS, services.iter().map(row));
    }
    output.json(&services);
    Ok(())
}

/// The day it is at the server, in UTC: what counts is when it will take a service away.
async fn today(client: &Client) -> Result<Date, Failure> {
    let now = Timestamp::from_second(client.time().await?).map_err(Failure::failed)?;
    Ok(jiff::tz::Offset::UTC.to_datetime(now).date())
}

/// The services of the line that expire up to the last day.
fn select(services: Vec<Found>, line: Option<&str>, last: Option<Date>) -> Vec<Found> {
    let line = line.map(|line| line.trim_matches('/'));
    let mut selected: Vec<Found> = services
        .into_iter()
        .filter(|found| line.is_none_or(|line| words::product(&found.service) == line))
        .filter(|found| match (last, found.service.expiration_date) {
            (None, _) => true,
            (Some(last), Some(expiry)) => expiry <= last,
            (Some(_), None) => false,
        })
        .collect();
    if last.is_some() {
        selected.sort_by_key(|found| found.service.expiration_date);
    }
    selected
}

/// What to say when there is nothing to list.
fn nothing(args: &ServicesArgs, lines: &BTreeSet<String>) -> String {
    match (&args.product, lines.is_empty()) {
        (_, true) => "The account has no services.".to_owned(),
        (Some(line), false) if !lines.contains(line.trim_matches('/')) => {
            format!("The account has no services of {line}; it has some of {}.", list(lines))
        }
        _ => "No service expires within this time.".to_owned(),
    }
}

const COLUMNS: [(&str, Align); 6] = [
    ("id", Align::Right),
    ("service", Align::Left),
    ("product", Align::Left),
    ("state", Align::Left),
    ("expires", Align::Left),
    ("renewed", Align::Left),
];

fn row(found: &Found) -> [String; 6] {
    let service = &found.service;
    [
        found.service_id.to_string(),
        words::name(service),
        words::product(service).to_owned(),
        words::state(service),
        words::expiry(service),
        words::renewal(service.renew.as_ref()),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn service(service_id: i64, line: &str, expires: Option<&str>) -> Found {
        let service = serde_json::from_value(json!({
            "creationDate": "2020-01-15", "details": [], "quantity": 1, "state": "ok",
            "expirationDate": expires, "plan": {"product": {}},
            "renew": {"mode": "manual", "possibleModes": []},
            "resource": {"displayName": "mine", "name": "example", "state": "ok"},
            "route": {"path": format!("/{line}/{{x}}"), "vars": []},
        }));
        Found { service_id, service: service.unwrap() }
    }

    fn selected(line: Option<&str>, last: Option<Date>) -> Vec<i64> {
        let services = vec![
            service(1, "vps", Some("2027-01-31")),
            service(2, "hosting/web", Some("2027-01-15")),
            service(3, "vps", Some("2026-11-01")),
            service(4, "vps", None),
        ];
        select(services, line, last).into_iter().map(|found| found.service_id).collect()
    }

    #[test]
    fn services_are_selected_by_line_and_by_expiry() {
        assert_eq!(selected(None, None), [1, 2, 3, 4]);
        assert_eq!(selected(Some("/vps/"), None), [1, 3, 4]);
        assert_eq!(selected(None, Some(date(2027, 1, 15))), [3, 2], "the soonest first");
        assert_eq!(selected(Some("vps"), Some(date(2027, 1, 30))), [3]);
        assert_eq!(selected(Some("domain"), None), [0; 0]);
    }

    #[test]
    fn a_row_tells_what_matters() {
        let expected = ["7", "example (mine)", "vps", "ok", "2027-01-31", "by hand"];
        assert_eq!(row(&service(7, "vps", Some("2027-01-31"))), expected);
    }

    #[test]
    fn the_time_is_given_in_days_or_as_a_period() {
        let start = date(2027, 1, 31);
        let cases = [
            ("30", date(2027, 3, 2)),
            ("0", start),
            ("P1M", date(2027, 2, 28)),
            ("P2W", date(2027, 2, 14)),
            ("P1Y2M3D", date(2028, 4, 3)),
        ];
        for (text, expected) in cases {
            assert_eq!(start + text.parse::<Within>().unwrap().0, expected, "{text}");
        }
        for text in ["", "-1", "1.5", "P", "-P1M", "PT12H", "P1DT1H", "70000", "soon"] {
            assert!(text.parse::<Within>().is_err(), "{text}");
        }
    }
}
