//! What a mail says, piece by piece: sentences of one language around a table of services. How it looks is not here.

use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeItem, NoticeKind};
use perennial_core::{Means, Money};
use serde::Serialize;

use super::clean::{one_line, web_address};
use super::language::Language;
use super::{ComposeError, Letterhead, Reader, format};

/// The most services that one mail lists.
const ROWS_MAX: usize = 100;
/// What stands in a column for a service of which it is not known.
const UNKNOWN: &str = "–";
/// What a sentence is told when there is no such fact.
const NONE: &str = "none";

/// A mail before it has a form.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    lang: &'static str,
    pub(super) subject: String,
    greeting: String,
    lead: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// How many services are not listed.
    more: Option<String>,
    total: Option<Cell>,
    paragraphs: Vec<String>,
    manage: Option<Manage>,
    closing: String,
    provider: String,
    account: String,
    automatic: String,
}

#[derive(Debug, Serialize)]
struct Column {
    title: String,
    align: &'static str,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    detail: Option<String>,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    label: String,
    text: String,
    align: &'static str,
    /// Label and text; none where there is nothing to tell.
    line: Option<String>,
}

#[derive(Debug, Serialize)]
struct Manage {
    label: String,
    url: String,
    line: String,
}

/// Something that is told of each service, and the key of its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Expiry(&'static str),
    On(&'static str),
    Price,
}

impl Fact {
    const fn key(self) -> &'static str {
        match self {
            Self::Expiry(key) | Self::On(key) => key,
            Self::Price => "column-price",
        }
    }

    const fn align(self) -> &'static str {
        match self {
            Self::Expiry(_) | Self::On(_) => "left",
            Self::Price => "right",
        }
    }

    fn is_known(self, item: &NoticeItem) -> bool {
        match self {
            Self::Expiry(_) => true,
            Self::On(_) => item.on.is_some(),
            Self::Price => item.amount.is_some(),
        }
    }

    fn text(self, language: Language, item: &NoticeItem) -> Result<Option<String>, ComposeError> {
        match self {
            Self::Expiry(_) => Ok(Some(format::date(language, item.expires_on))),
            Self::On(_) => Ok(item.on.map(|on| format::date(language, on))),
            Self::Price => item.amount.map(|price| format::money(language, price)).transpose(),
        }
    }
}

/// The key under which the sentences of a kind stand.
pub(super) const fn key(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::RenewalAhead => "renewal-ahead",
        NoticeKind::ExpiryAhead => "expiry-ahead",
        NoticeKind::Renewed => "renewed",
        NoticeKind::PaymentFailed => "payment-failed",
        NoticeKind::NotRenewable => "not-renewable",
        NoticeKind::Suspended => "suspended",
        NoticeKind::Deleted => "deleted",
    }
}

/// What is told of each service.
const fn facts(kind: NoticeKind) -> &'static [Fact] {
    const EXPIRES: Fact = Fact::Expiry("column-expires");
    const EXPIRED: Fact = Fact::Expiry("column-expired");
    match kind {
        NoticeKind::RenewalAhead => &[EXPIRES, Fact::On("column-renewal"), Fact::Price],
        NoticeKind::ExpiryAhead | NoticeKind::NotRenewable => &[EXPIRES],
        NoticeKind::Renewed => &[Fact::Expiry("column-new-expiry"), Fact::Price],
        NoticeKind::PaymentFailed => &[EXPIRES, Fact::On("column-suspension")],
        NoticeKind::Suspended => &[EXPIRED, Fact::On("column-deletion")],
        NoticeKind::Deleted => &[EXPIRED],
    }
}

/// What follows the table, by the ends of the keys.
fn paragraphs(notice: &Notice) -> &'static [&'static str] {
    match notice.kind {
        NoticeKind::Renewed if notice.amount.is_some_and(|amount| !amount.is_zero()) => {
            &["paid", "note"]
        }
        NoticeKind::Renewed => &["note"],
        NoticeKind::Suspended => &["advice"],
        _ => &["advice", "note"],
    }
}

impl Page {
    /// Says what a notice says.
    ///
    /// # Errors
    ///
    /// [`ComposeError`] when it is about nothing, or a sentence is not there.
    pub(super) fn of(
        notice: &Notice,
        reader: &Reader<'_>,
        letterhead: &Letterhead<'_>,
    ) -> Result<Self, ComposeError> {
        let language = Language::of(reader.language);
        let args = arguments(language, notice)?;
        let say = |key: &str| language.say(key, &args);
        let of_kind = |end: &str| say(&format!("{}-{end}", key(notice.kind)));
        let known = |fact: &Fact| notice.items.iter().any(|item| fact.is_known(item));
        let facts: Vec<Fact> = facts(notice.kind).iter().copied().filter(known).collect();
        let mut columns = vec![Column { title: say("column-service")?, align: "left" }];
        for fact in &facts {
            columns.push(Column { title: say(fact.key())?, align: fact.align() });
        }
        let listed = notice.items.iter().take(ROWS_MAX);
        let rows = listed.map(|item| row(language, item, &facts)).collect::<Result<_, _>>()?;
        let paragraphs = paragraphs(notice).iter().map(|end| of_kind(end));
        Ok(Self {
            lang: language.code(),
            subject: one_line(&of_kind("subject")?),
            greeting: greeting(language, reader)?,
            lead: of_kind("lead")?,
            columns,
            rows,
            more: more(language, notice)?,
            total: total(language, notice, &facts)?,
            paragraphs: paragraphs.collect::<Result<_, _>>()?,
            manage: letterhead.url.map(|url| manage(language, url)).transpose()?.flatten(),
            closing: say("closing")?,
            provider: one_line(letterhead.provider),
            account: pair(language, &say("account")?, &one_line(reader.nichandle))?,
            automatic: say("automatic")?,
        })
    }
}

/// Everything that sentences may use.
fn arguments(language: Language, notice: &Notice) -> Result<FluentArgs<'static>, ComposeError> {
    let Some(first) = notice.items.first() else {
        return Err(ComposeError("it is about no service".to_owned()));
    };
    let day = |day: Option<&Date>| {
        day.map_or_else(|| NONE.to_owned(), |day| format::date(language, *day))
    };
    let days: BTreeSet<Date> = notice.items.iter().filter_map(|item| item.on).collect();
    let expiries: BTreeSet<Date> = notice.items.iter().map(|item| item.expires_on).collect();
    let amount = notice.amount.map(|amount| format::money(language, amount)).transpose()?;
    let mut args = FluentArgs::new();
    args.set("count", notice.items.len());
    args.set("name", name(first));
    args.set("on", day(days.first()));
    args.set("days", days.len());
    args.set("expires", day(expiries.first()));
    args.set("expiries", expiries.len());
    args.set("order", notice.order.map_or_else(|| NONE.to_owned(), |order| order.to_string()));
    args.set("amount", amount.unwrap_or_else(|| NONE.to_owned()));
    args.set("means", notice.means.map_or(NONE, Means::name));
    Ok(args)
}

/// The name that its holder knows a service by.
fn name(item: &NoticeItem) -> String {
    one_line(item.display_name.as_ref().unwrap_or(&item.name).as_str())
}

/// What else it is known by: its plan, and its own name if the holder gave it another.
fn detail(item: &NoticeItem) -> Option<String> {
    let own = item.display_name.as_ref().map(|_| &item.name);
    let known = item.plan_name.iter().chain(own).map(|name| one_line(name.as_str()));
    let detail = known.collect::<Vec<_>>().join(" · ");
    (!detail.is_empty()).then_some(detail)
}

fn row(language: Language, item: &NoticeItem, facts: &[Fact]) -> Result<Row, ComposeError> {
    let mut cells = Vec::new();
    for fact in facts {
        let label = language.say(fact.key(), &FluentArgs::new())?;
        let text = fact.text(language, item)?;
        let line = text.as_ref().map(|text| pair(language, &label, text)).transpose()?;
        let text = text.unwrap_or_else(|| UNKNOWN.to_owned());
        cells.push(Cell { label, text, align: fact.align(), line });
    }
    Ok(Row { name: name(item), detail: detail(item), cells })
}

/// The last line of the table: what was charged, or what the prices come to if each is known.
fn total(
    language: Language,
    notice: &Notice,
    facts: &[Fact],
) -> Result<Option<Cell>, ComposeError> {
    if !facts.contains(&Fact::Price) {
        return Ok(None);
    }
    let prices: Option<Vec<Money>> = notice.items.iter().map(|item| item.amount).collect();
    let sum = prices.filter(|prices| prices.len() > 1).and_then(|prices| {
        let currency = prices.first()?.currency();
        Money::checked_sum(prices, currency).ok()
    });
    let (key, amount) = match (notice.amount, sum) {
        (Some(gross), _) => ("total-with-tax", gross),
        (None, Some(net)) => ("total-before-tax", net),
        (None, None) => return Ok(None),
    };
    let label = language.say(key, &FluentArgs::new())?;
    let text = format::money(language, amount)?;
    let line = Some(pair(language, &label, &text)?);
    Ok(Some(Cell { label, text, align: Fact::Price.align(), line }))
}

fn greeting(language: Language, reader: &Reader<'_>) -> Result<String, ComposeError> {
    let names = [reader.first_name, reader.last_name].into_iter().flatten().map(one_line);
    let person = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    let company = || reader.organisation.map(one_line).filter(|name| !name.is_empty());
    let name = if person.is_empty() { company() } else { Some(person) };
    let mut args = FluentArgs::new();
    args.set("reader", name.unwrap_or_else(|| NONE.to_owned()));
    language.say("greeting", &args)
}

fn more(language: Language, notice: &Notice) -> Result<Option<String>, ComposeError> {
    let rest = notice.items.len().saturating_sub(ROWS_MAX);
    let mut args = FluentArgs::new();
    args.set("rest", rest);
    (rest > 0).then(|| language.say("more", &args)).transpose()
}

fn manage(language: Language, url: &str) -> Result<Option<Manage>, ComposeError> {
    let Some(url) = web_address(url) else { return Ok(None) };
    let label = language.say("manage", &FluentArgs::new())?;
    let line = pair(language, &label, &url)?;
    Ok(Some(Manage { label, url, line }))
}

fn pair(language: Language, label: &str, value: &str) -> Result<String, ComposeError> {
    let mut args = FluentArgs::new();
    args.set("label", label.to_owned());
    args.set("value", value.to_owned());
    language.say("pair", &args)
}
