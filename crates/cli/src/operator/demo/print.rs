//! How each scene of the play is printed: a heading, the call that was made, and what came of it.

use jiff::civil::Date;
use perennial_api::model::{
    Bill, BillDetail, DateTime, OrderDetail, OrderStatus, Payment, RegisteredPaymentMean,
    RenewDescription, RenewOrder, RenewStrategy, Service,
};
use perennial_core::Money;
use perennial_core::ledger::LedgerAccount;
use perennial_engine::audit::Report;
use perennial_store::Posted;

use super::holding::{DOMAIN, HOSTING};
use crate::output::{Align, BOLD, DIM, GREEN, Output};

/// How far everything below a heading stands to the right.
const INDENT: usize = 3;

fn scene(output: &Output, title: &str, call: &str) {
    output.text(format!("\n{BOLD}{title}{BOLD:#}"));
    if !call.is_empty() {
        note(output, call);
    }
}

fn line(output: &Output, text: impl std::fmt::Display) {
    output.text(format!("{:INDENT$}{text}", ""));
}

fn note(output: &Output, text: &str) {
    output.text(format!("{:INDENT$}{DIM}{text}{DIM:#}", ""));
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "-".to_owned(), |date| date.to_string())
}

/// An instant as a clock on the wall of its time zone shows it.
fn minute(instant: DateTime) -> String {
    let local = instant.offset().to_datetime(instant.instant());
    format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

/// A number of things: `1 order`, `2 orders`.
fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What a service is, for people.
fn product(service: &Service) -> String {
    service.plan.product.name.clone().unwrap_or_default()
}

pub(super) fn services(output: &Output, today: Date, services: &[(i64, Service)]) {
    scene(output, "1. What is due", "GET /service, GET /service/{serviceId}");
    let columns = [
        ("service", Align::Right),
        ("product", Align::Left),
        ("name", Align::Left),
        ("expires", Align::Left),
        ("in", Align::Right),
        ("renewal", Align::Left),
    ];
    let rows = services.iter().map(|(id, service)| {
        let left = service.expiration_date.and_then(|date| today.until(date).ok());
        [
            id.to_string(),
            product(service),
            service.resource.display_name.clone(),
            day(service.expiration_date),
            left.map_or_else(String::new, |left| format!("{} days", left.get_days())),
            service.renew.as_ref().map_or("-", |renew| renew.mode.as_str()).to_owned(),
        ]
    });
    output.table(INDENT, columns, rows);
}

pub(super) fn strategies(output: &Output, descriptions: &[RenewDescription]) {
    let call = format!("GET /service/{DOMAIN}/renew?includeOptions=true");
    scene(output, "2. The ways to renew the domain, with what belongs to it", &call);
    let columns = [("period", Align::Left), ("net", Align::Right), ("services", Align::Left)];
    let rows = descriptions.iter().flat_map(|description| {
        let strategies = description.strategies.iter().enumerate();
        strategies.map(|(index, strategy)| {
            // The period stands at the first way only, so that the eye finds the groups.
            let period =
                if index == 0 { description.renew_period.to_string() } else { String::new() };
            [period, strategy.price.text.clone(), members(strategy)]
        })
    });
    output.table(INDENT, columns, rows);
}

fn members(strategy: &RenewStrategy) -> String {
    let members = strategy.services_details.iter();
    let members = members.map(|one| format!("{} {}", one.service_id, one.service_type));
    members.collect::<Vec<_>>().join(" + ")
}

pub(super) fn dry_run(output: &Output, order: &RenewOrder, orders: usize) {
    let call = format!(
        "POST /service/{DOMAIN}/renew {{\"dryRun\":true,\"duration\":\"P1Y\",\"services\":[{HOSTING},{DOMAIN}]}}"
    );
    scene(output, "3. What domain and hosting would cost for a year", &call);
    let RenewOrder { price_without_tax, tax, price_with_tax, .. } = order;
    line(
        output,
        format!(
            "{} net, {} tax, {} to pay; nothing was stored (the account has {})",
            price_without_tax.text,
            tax.text,
            price_with_tax.text,
            count(orders as u64, "order", "orders"),
        ),
    );
}

pub(super) fn order(output: &Output, order: &RenewOrder, details: &[OrderDetail]) {
    let title = format!("4. Order {}", order.order_id);
    scene(output, &title, &format!("POST /service/{DOMAIN}/renew, this time without dryRun"));
    let columns = [("line", Align::Left), ("name", Align::Left), ("amount", Align::Right)];
    let lines = details.iter().map(|detail| {
        [detail.description.clone(), detail.domain.clone(), detail.total_price.text.clone()]
    });
    let total = |what: &str, price: &str| [what.to_owned(), String::new(), price.to_owned()];
    let totals = [
        total("net", &order.price_without_tax.text),
        total("tax", &order.tax.text),
        total("to pay", &order.price_with_tax.text),
    ];
    output.table(INDENT, columns, lines.chain(totals));
    if let Some(until) = order.expiration_date {
        line(output, format!("It can be paid until {}.", minute(until)));
    }
}

pub(super) fn payment(
    output: &Output,
    order: i64,
    means: &[RegisteredPaymentMean],
    payment: &Payment,
    status: &OrderStatus,
) {
    let call = format!(
        "POST /me/order/{order}/payWithRegisteredPaymentMean {{\"paymentMean\":\"paypal\",\"paymentMeanId\":1234}}"
    );
    scene(output, "5. Payment", &call);
    let means: Vec<&str> = means.iter().map(|mean| mean.payment_mean.as_str()).collect();
    line(output, format!("accepted   {}", means.join(", ")));
    let reference = payment.payment_identifier.as_deref().unwrap_or("-");
    line(output, format!("paid with  {}, reference {reference}", payment.payment_type.as_str()));
    line(output, format!("order is   {GREEN}{}{GREEN:#}", status.as_str()));
    line(
        output,
        "sent a second time with the same Idempotency-Key: the same answer, no second charge",
    );
}

pub(super) fn extended(output: &Output, before: &[Service], after: &[Service]) {
    scene(output, "6. Expiry", &format!("GET /service/{DOMAIN}, GET /service/{HOSTING}"));
    let columns = [
        ("product", Align::Left),
        ("name", Align::Left),
        ("before", Align::Left),
        ("after", Align::Left),
    ];
    let rows = before.iter().zip(after).map(|(before, after)| {
        let name = before.resource.display_name.clone();
        [product(before), name, day(before.expiration_date), day(after.expiration_date)]
    });
    output.table(INDENT, columns, rows);
}

pub(super) fn bill(output: &Output, bill: &Bill, details: &[BillDetail]) {
    let title = format!("7. Bill {}", bill.bill_id);
    scene(output, &title, &format!("GET /me/bill/{}", bill.bill_id));
    let columns = [
        ("line", Align::Left),
        ("name", Align::Left),
        ("from", Align::Left),
        ("to", Align::Left),
        ("amount", Align::Right),
    ];
    let lines = details.iter().map(|detail| {
        [
            detail.description.clone(),
            detail.domain.clone(),
            day(detail.period_start),
            day(detail.period_end),
            detail.total_price.text.clone(),
        ]
    });
    let none = String::new;
    let total =
        |what: &str, price: &str| [what.to_owned(), none(), none(), none(), price.to_owned()];
    let totals = [
        total("net", &bill.price_without_tax.text),
        total("tax", &bill.tax.text),
        total("total", &bill.price_with_tax.text),
    ];
    output.table(INDENT, columns, lines.chain(totals));
}

pub(super) fn ledger(output: &Output, posted: &[Posted]) {
    scene(output, "8. The books of the seller", "");
    let columns = [
        ("transaction", Align::Left),
        ("account", Align::Left),
        ("debit", Align::Right),
        ("credit", Align::Right),
    ];
    let is_sale = |one: &Posted| matches!(one.entry.account, LedgerAccount::Revenue(_));
    let sale = posted.iter().find(|one| is_sale(one)).map(|one| one.transaction);
    let (sold, paid): (Vec<&Posted>, Vec<&Posted>) =
        posted.iter().partition(|one| Some(one.transaction) == sale);
    let rows = [("sale", sold), ("payment", paid)].into_iter().flat_map(|(name, entries)| {
        entries.into_iter().enumerate().map(move |(index, one)| {
            let name = if index == 0 { name.to_owned() } else { String::new() };
            let (debit, credit) = sides(one.entry.amount);
            [name, one.entry.account.code(), debit, credit]
        })
    });
    output.table(INDENT, columns, rows);
}

/// An amount in the column where a bookkeeper looks for it.
fn sides(amount: Money) -> (String, String) {
    if amount.is_negative() {
        let credit = amount.checked_neg().unwrap_or(amount);
        (String::new(), credit.to_string())
    } else {
        (amount.to_string(), String::new())
    }
}

pub(super) fn audit(output: &Output, report: &Report) {
    scene(output, "9. Audit of the whole database", "");
    crate::operator::audit::print(output, INDENT, report);
}
