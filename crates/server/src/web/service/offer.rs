//! What a renewal of a service can be, and what the chosen one costs.

use perennial_core::order::OrderTerms;
use perennial_core::strategy::{Candidate, Options, Space};
use perennial_core::{Period, ServiceId};
use perennial_engine::{PlaceOrder, Placed, ServiceView};
use serde::Serialize;

use super::super::page::Page;
use super::super::refused::reason;
use super::super::trouble::Trouble;
use super::super::visitor::Visitor;
use crate::sent::Sent;

/// What somebody wants to renew.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) period: Option<Period>,
    /// The services, beside the one of the page.
    pub(super) services: Vec<ServiceId>,
}

/// The renewals there are, and the one that is chosen.
#[derive(Serialize)]
pub(super) struct Offer {
    periods: Vec<PeriodChoice>,
    members: Vec<Member>,
    /// The ids of the chosen services, as they are sent.
    services: String,
    period: String,
    problem: Option<String>,
    sums: Option<Sums>,
}

#[derive(Serialize)]
struct PeriodChoice {
    code: String,
    text: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct Member {
    id: i64,
    name: String,
    product: String,
    price: String,
    from: String,
    until: String,
    is_chosen: bool,
    /// Whether it is the service of the page, which is in every set.
    is_asked: bool,
}

#[derive(Serialize)]
struct Sums {
    net: String,
    tax: String,
    gross: String,
    /// The gross total as it is sent, so that nothing is ordered for another.
    exact: String,
    valid_until: String,
}

impl Wanted {
    /// What the address says.
    pub(super) fn asked(visitor: &Visitor) -> Self {
        let services = visitor.all_asked("with").filter_map(|id| id_of(&id)).collect();
        Self { period: Period::parse(&visitor.asked("period")).ok(), services }
    }

    /// What a form says.
    pub(super) fn sent(sent: &Sent) -> Self {
        let services = sent.field("services").split(',').filter_map(id_of).collect();
        Self { period: Period::parse(sent.field("period")).ok(), services }
    }
}

fn id_of(text: &str) -> Option<ServiceId> {
    text.parse().ok().and_then(|id| ServiceId::try_new(id).ok())
}

impl Offer {
    /// What can be renewed with a service; nothing if it cannot be.
    pub(super) async fn of(
        page: &Page<'_>,
        view: &ServiceView,
        wanted: &Wanted,
    ) -> Result<Option<Self>, Trouble> {
        let (engine, me) = (&page.app.engine, page.me);
        let (account, service) = (me.session.account, view.service().id);
        let quote = engine.quote_strategies(account, &me.fresh, service, Options::Included).await?;
        let periods = quote.periods();
        let usual = view.next_quote().map(|(period, _)| period);
        let chosen = [wanted.period, usual].into_iter().flatten().find(|one| periods.contains(one));
        let Some(period) = chosen.or_else(|| periods.first().copied()) else { return Ok(None) };
        let Some(space) = quote.space(period) else { return Ok(None) };
        let chosen = space.complete(&wanted.services);
        let services: Vec<ServiceId> = space.services(chosen).map(|one| one.id).collect();
        let command = PlaceOrder { service, period, services: services.clone(), dry_run: true };
        let tried = engine.place_renewal_order(&me.context(page.app), &command, None).await;
        let (sums, problem) = match tried {
            Ok(Placed::DryRun(terms)) => (Some(Sums::of(page, &terms)), None),
            Ok(Placed::Order(_)) => (None, None),
            Err(error) => (None, Some(reason(error)?)),
        };
        let choice = |one: &Period| {
            let text = in_words(page, *one)?;
            Ok(PeriodChoice { code: one.to_string(), text, is_chosen: *one == period })
        };
        Ok(Some(Self {
            periods: periods.iter().map(choice).collect::<Result<_, Trouble>>()?,
            members: members(page, &space, &services, service),
            services: services.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
            period: period.to_string(),
            problem,
            sums,
        }))
    }
}

/// The services that can be renewed together, the one of the page first.
fn members(
    page: &Page<'_>,
    space: &Space<'_>,
    chosen: &[ServiceId],
    asked: ServiceId,
) -> Vec<Member> {
    let words = page.me.words;
    let member = |Candidate { service, price, expires_on }| Member {
        id: service.id.get(),
        name: service.display_name.as_ref().unwrap_or(&service.name).to_string(),
        product: service.product.to_string(),
        price: words.amount(price),
        from: words.date(service.expiry.on()),
        until: words.date(expires_on),
        is_chosen: chosen.contains(&service.id),
        is_asked: service.id == asked,
    };
    let mut members: Vec<Member> = space.candidates().map(member).collect();
    members.sort_by_key(|member| !member.is_asked);
    members
}

impl Sums {
    fn of(page: &Page<'_>, terms: &OrderTerms) -> Self {
        let (words, totals) = (page.me.words, &terms.totals);
        let zone = page.app.engine.clock().zone();
        Self {
            net: words.amount(totals.net),
            tax: words.amount(totals.tax),
            gross: words.amount(totals.gross),
            exact: totals.gross.to_decimal(),
            valid_until: words.date(zone.to_datetime(terms.valid_until).date()),
        }
    }
}

/// A period in the words of the reader.
pub(super) fn in_words(page: &Page<'_>, period: Period) -> Result<String, Trouble> {
    let months = i64::from(period.months());
    let (key, count) = match months.checked_rem(12) {
        Some(0) => ("site-period-years", months.checked_div(12).unwrap_or(1)),
        _ => ("site-period-months", months),
    };
    Ok(page.me.words.say(key, &[("count", count.into())])?)
}
