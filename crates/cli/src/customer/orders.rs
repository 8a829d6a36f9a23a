//! `perennial orders`: the orders of an account, or one of them with everything that belongs to it.

use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::{Span, tz::Offset};
use perennial_api::model::{DateTime, Order, OrderDetail, OrderStatus, Payment};
use perennial_client::{Client, DateRange, Error};
use serde::Serialize;

use super::connect::{ConnectArgs, KEYS};
use super::find::each;
use super::means::Accepted;
use super::pay::{bill, tell_accepted};
use super::words::{self, moment};
use crate::failure::{Exit, Failure};
use crate::output::{Align, BOLD, Output, plain};

/// What `orders` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct OrdersArgs {
    /// One order, to be shown with its lines, its payment and its bill; without it, all are listed
    #[arg(value_name = "ORDER")]
    order: Option<i64>,
    /// Only orders of this day and later
    #[arg(long, value_name = "DATE", conflicts_with = "order")]
    from: Option<Day>,
    /// Only orders of this day and before
    #[arg(long, value_name = "DATE", conflicts_with = "order")]
    to: Option<Day>,
    #[command(flatten)]
    connect: ConnectArgs,
}

fn help() -> String {
    format!(
        "\
Days are those of the dates that are shown, in the offset in which the server writes them.

Examples:
  perennial orders --from 2026-11-01
  perennial orders 7091314438

With --output json, an array of what GET /me/order/{{orderId}} answers, each with its status.
For one order: order, status, details, payment, associatedObject, and accepted, which is null
unless the order waits to be paid.

{KEYS}"
    )
}

/// A day, as an argument.
#[derive(Debug, Clone, Copy)]
struct Day(Date);

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Jiff reads a date with a time as well, and drops the time.
        let is_short = text.len() == "2026-11-23".len();
        let date = text.parse().ok().filter(|_| is_short);
        date.map(Self).ok_or("write a day such as 2026-11-23")
    }
}

/// Lists orders, or shows one.
pub(super) async fn run(args: &OrdersArgs, output: &Output) -> Result<(), Failure> {
    let client = args.connect.connect()?.client;
    match args.order {
        Some(id) => show(&Whole::of(&client, id).await?, output),
        None => {
            let (from, to) = (args.from.map(|day| day.0), args.to.map(|day| day.0));
            list(&orders(&client, from, to).await?, output);
        }
    }
    Ok(())
}

/// An order with its status, which the wire type does not have.
#[derive(Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    order: Order,
    status: OrderStatus,
}

/// The orders of some days, the oldest first.
async fn orders(
    client: &Client,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Vec<Listed>, Failure> {
    let ids = client.orders(range(from, to)?).await?;
    let look_up = async |id| -> Result<_, Error> {
        Ok(Listed { order: client.order(id).await?, status: client.order_status(id).await? })
    };
    let mut orders = each(ids, look_up).await?;
    orders.retain(|listed| is_within(listed.order.date, from, to));
    orders.sort_by_key(|listed| listed.order.date.map(DateTime::instant));
    Ok(orders)
}

/// The instants that can be on these days somewhere on earth: offsets reach from -12 to +14 hours.
fn range(from: Option<Date>, to: Option<Date>) -> Result<DateRange, Failure> {
    let instant = |day: Date, hours: i32| -> Result<_, Failure> {
        let midnight = Offset::UTC.to_timestamp(day.to_datetime(Time::midnight()));
        let instant = midnight.and_then(|midnight| midnight.checked_add(Span::new().hours(hours)));
        let instant = instant.map_err(|_| Failure::new(Exit::Usage, "the day is too far away"))?;
        Ok(DateTime::new(instant, Offset::UTC))
    };
    Ok(DateRange {
        from: from.map(|day| instant(day, -14)).transpose()?,
        to: to.map(|day| instant(day, 24 + 12)).transpose()?,
    })
}

/// Whether a date is on one of the days, as it is written.
fn is_within(at: Option<DateTime>, from: Option<Date>, to: Option<Date>) -> bool {
    let day = at.map(|at| at.offset().to_datetime(at.instant()).date());
    let fits = |bound: Option<Date>, fits: fn(&Date, &Date) -> bool| match (bound, day) {
        (Some(bound), Some(day)) => fits(&day, &bound),
        (Some(_), None) => false,
        (None, _) => true,
    };
    fits(from, Date::ge) && fits(to, Date::le)
}

fn list(orders: &[Listed], output: &Output) {
    output.json(&orders);
    if orders.is_empty() {
        output.text("There are no orders.");
    } else {
        output.table(0, COLUMNS, orders.iter().map(row));
    }
}

const COLUMNS: [(&str, Align); 6] = [
    ("order", Align::Right),
    ("date", Align::Left),
    ("status", Align::Left),
    ("net", Align::Right),
    ("total", Align::Right),
    ("to be paid until", Align::Left),
];

fn row(listed: &Listed) -> [String; 6] {
    let Listed { order, status } = listed;
    let until = order.expiration_date.filter(|_| *status == OrderStatus::NotPaid);
    [
        order.order_id.to_string(),
        order.date.map(moment).unwrap_or_default(),
        words::status(status).to_owned(),
        order.price_without_tax.text.clone(),
        order.price_with_tax.text.clone(),
        until.map(moment).unwrap_or_default(),
    ]
}

/// An order with everything that belongs to it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    order: Order,
    status: OrderStatus,
    details: Vec<OrderDetail>,
    payment: Option<Payment>,
    associated_object: Option<perennial_api::model::AssociatedObject>,
    /// What can pay it, while it waits to be paid.
    accepted: Option<Accepted>,
}

impl Whole {
    async fn of(client: &Client, id: i64) -> Result<Self, Failure> {
        let order = client.order(id).await?;
        let status = client.order_status(id).await?;
        let details = client.order_details(id).await?;
        let is_unpaid = status == OrderStatus::NotPaid;
        Ok(Self {
            details: each(details, |detail| client.order_detail(id, detail)).await?,
            payment: if_there(client.order_payment(id).await)?,
            associated_object: if_there(client.order_associated_object(id).await)?,
            accepted: if is_unpaid { Some(Accepted::of(client, id).await?) } else { None },
            order,
            status,
        })
    }
}

/// What an order may be without.
fn if_there<T>(answer: Result<T, Error>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn show(whole: &Whole, output: &Output) {
    output.json(whole);
    let Whole { order, status, details, payment, associated_object, accepted } = whole;
    let date = order.date.map(|date| format!(", {}", moment(date))).unwrap_or_default();
    let status = words::status(status);
    output.text(format!("{BOLD}Order {}{date}: {status}{BOLD:#}", order.order_id));
    output.table(0, LINES, details.iter().map(line));
    let (net, tax, total) = (&order.price_without_tax, &order.tax, &order.price_with_tax);
    output.text(format!("{BOLD}Net {}, tax {}, total {}{BOLD:#}", net.text, tax.text, total.text));
    if let Some(payment) = payment {
        let (date, mean) = (moment(payment.payment_date), &payment.payment_type);
        let reference = payment.payment_identifier.as_ref();
        let reference = reference.map(|text| format!(", reference {text}")).unwrap_or_default();
        output.text(plain(&format!("Paid {date} with {mean}{reference}")));
    }
    if let Some(id) = associated_object.clone().and_then(bill) {
        let kind = associated_object.as_ref().and_then(|object| object.kind.as_ref());
        let kind = kind.map_or_else(|| "Bill".to_owned(), ToString::to_string);
        output.text(plain(&format!("{kind} {id}")));
    }
    if let Some(accepted) = accepted {
        if let Some(until) = order.expiration_date {
            output.text(format!("To be paid until {}", moment(until)));
        }
        tell_accepted(order.order_id, accepted, output);
    }
}

const LINES: [(&str, Align); 5] = [
    ("service", Align::Left),
    ("description", Align::Left),
    ("quantity", Align::Right),
    ("each", Align::Right),
    ("net", Align::Right),
];

fn line(detail: &OrderDetail) -> [String; 5] {
    [
        detail.domain.clone(),
        detail.description.clone(),
        detail.quantity.clone(),
        detail.unit_price.text.clone(),
        detail.total_price.text.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_those_that_are_shown() {
        let day = |text: &str| Some(text.parse::<Day>().unwrap().0);
        let at = |text: &str| Some(text.parse::<DateTime>().unwrap());
        let cases = [
            ("2026-11-23T00:00:00+01:00", true),
            ("2026-11-22T23:59:59+01:00", false),
            ("2026-11-24T23:59:59.999999+14:00", true),
            ("2026-11-25T00:00:00-12:00", false),
        ];
        let range = range(day("2026-11-23"), day("2026-11-24")).unwrap();
        for (text, expected) in cases {
            let at = at(text);
            assert_eq!(is_within(at, day("2026-11-23"), day("2026-11-24")), expected, "{text}");
            let instant = at.unwrap().instant();
            let asked =
                range.from.unwrap().instant() <= instant && instant <= range.to.unwrap().instant();
            assert!(asked || !expected, "{text} is asked for");
        }
        assert!(is_within(None, None, None) && !is_within(None, day("2026-11-23"), None));
    }

    #[test]
    fn a_day_is_a_date_and_nothing_else() {
        assert_eq!("2026-11-23".parse::<Day>().unwrap().0, date(2026, 11, 23));
        for text in
            ["", "2026-11-31", "23.11.2026", "20261123", "2026-11-23T10:00:00", "+002026-11-23"]
        {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert!(range(Some(Date::MIN), None).is_err());
    }
}
