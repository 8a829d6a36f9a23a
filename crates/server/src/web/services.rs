//! The services of an account: what it holds, and what will become of each.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use jiff::Span;
use jiff::civil::Date;
use perennial_core::automatic::Intent;
use perennial_core::service::ServiceState;
use perennial_documents::chart::{Bar, bars};
use perennial_engine::{BriefService, ServiceView};
use serde::Serialize;

use super::page::{Answer, Page};
use super::site::{Badge, SERVICES, Turn};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::error::Unfit;

/// How many services a page shows.
const SHOWN: usize = 25;
/// How many months the picture shows.
const MONTHS: i64 = 12;

/// The page.
#[derive(Serialize)]
struct Content {
    /// How many services there are, and how many fit what was asked for.
    count: usize,
    fitting: usize,
    /// How many expire within a month, and how many already have.
    soon: usize,
    over: usize,
    search: String,
    product: String,
    products: Vec<Product>,
    due: &'static str,
    services: Vec<Row>,
    turn: Turn,
    /// How many expire in each month, as a picture and in words.
    chart: String,
    months: String,
}

#[derive(Serialize)]
struct Product {
    code: String,
    count: usize,
}

#[derive(Serialize)]
struct Row {
    url: String,
    name: String,
    called: Option<String>,
    product: String,
    expires: String,
    state: Badge,
    renewal: String,
    price: Option<String>,
}

/// `GET /services`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let all = app.engine.services_in_brief(me.session.account).await.map_err(Trouble::from)?;
    let wanted = Wanted::of(&visitor, app.engine.clock().now().today);
    let content = wanted.content(&page, all).await?;
    page.site("services.html", &content)
}

/// What is looked for.
struct Wanted {
    search: String,
    product: String,
    due: &'static str,
    page: usize,
    today: Date,
    soon: Date,
}

impl Wanted {
    fn of(visitor: &Visitor, today: Date) -> Self {
        let due = match visitor.asked("due").as_str() {
            "soon" => "soon",
            "over" => "over",
            _ => "",
        };
        Self {
            search: visitor.asked("search").trim().to_lowercase(),
            product: visitor.asked("product"),
            due,
            page: visitor.asked("page").parse().unwrap_or(0),
            today,
            soon: today.checked_add(Span::new().months(1)).unwrap_or(Date::MAX),
        }
    }

    fn is_over(&self, service: &BriefService) -> bool {
        service.expires_on <= self.today
    }

    fn is_soon(&self, service: &BriefService) -> bool {
        !self.is_over(service) && service.expires_on <= self.soon
    }

    fn fits(&self, service: &BriefService) -> bool {
        let has = |text: &str| text.to_lowercase().contains(&self.search);
        let is_due = match self.due {
            "soon" => self.is_soon(service),
            "over" => self.is_over(service),
            _ => true,
        };
        is_due
            && (self.product.is_empty() || service.product.as_str() == self.product)
            && (self.search.is_empty()
                || has(service.name.as_str())
                || service.display_name.as_ref().is_some_and(|name| has(name.as_str())))
    }

    async fn content(self, page: &Page<'_>, all: Vec<BriefService>) -> Result<Content, Unfit> {
        let (count, products) = (all.len(), products(&all));
        let months = months(page, &all, self.today);
        let told = months.iter().filter(|month| !month.text.is_empty());
        let told = told.map(|month| format!("{}: {}", month.label, month.text)).collect::<Vec<_>>();
        let soon = all.iter().filter(|service| self.is_soon(service)).count();
        let over = all.iter().filter(|service| self.is_over(service)).count();
        let mut fitting: Vec<_> = all.into_iter().filter(|service| self.fits(service)).collect();
        fitting.sort_by_key(|service| (service.expires_on, service.id));
        let turn = self.turn(page, fitting.len())?;
        let first = self.page.saturating_mul(SHOWN);
        let mut services = Vec::new();
        for service in fitting.iter().skip(first).take(SHOWN) {
            let (account, fresh) = (page.me.session.account, &page.me.fresh);
            // One that has gone since is not shown.
            if let Ok(view) = page.app.engine.view_service(account, fresh, service.id).await {
                services.push(Row::of(page, &view)?);
            }
        }
        let fitting = fitting.len();
        let Self { search, product, due, .. } = self;
        Ok(Content {
            count,
            fitting,
            soon,
            over,
            search,
            product,
            products,
            due,
            services,
            turn,
            chart: bars(&months).map_err(Trouble::from)?,
            months: told.join(", "),
        })
    }

    fn turn(&self, page: &Page<'_>, count: usize) -> Result<Turn, Trouble> {
        let query = [("search", &*self.search), ("product", &*self.product), ("due", self.due)];
        Turn::of(page, SERVICES, &query, self.page, SHOWN, count)
    }
}

/// How many services expire in each of the months to come.
fn months(page: &Page<'_>, all: &[BriefService], today: Date) -> Vec<Bar> {
    let first = today.first_of_month();
    let month = |at: i64| first.checked_add(Span::new().months(at)).unwrap_or(first);
    let bar = |at: i64| {
        let (from, until) = (month(at), month(at.saturating_add(1)));
        let expires = |one: &&BriefService| (from..until).contains(&one.expires_on);
        let count = all.iter().filter(expires).count();
        let text = if count == 0 { String::new() } else { count.to_string() };
        let height = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        Bar { label: page.me.words.month(from), height, text }
    };
    (0..MONTHS).map(bar).collect()
}

/// The product lines that there are services of.
fn products(all: &[BriefService]) -> Vec<Product> {
    let codes: BTreeSet<&str> = all.iter().map(|service| service.product.as_str()).collect();
    let count = |code: &str| all.iter().filter(|one| one.product.as_str() == code).count();
    codes.iter().map(|code| Product { code: (*code).to_owned(), count: count(code) }).collect()
}

impl Row {
    fn of(page: &Page<'_>, view: &ServiceView) -> Result<Self, Trouble> {
        let (service, words) = (view.service(), page.me.words);
        let quote = view.next_quote().filter(|_| view.outlook.intent != Intent::End);
        let price = quote.map(|(_, quote)| quote.price.amount);
        Ok(Self {
            url: format!("{SERVICES}/{}", service.id),
            name: service.name.to_string(),
            called: service.display_name.as_ref().map(ToString::to_string),
            product: service.product.to_string(),
            expires: words.date(service.expiry.on()),
            state: state(page, view)?,
            renewal: renewal(page, view)?,
            price: price.map(|price| words.amount(price)),
        })
    }
}

/// The state of a service.
pub(super) fn state(page: &Page<'_>, view: &ServiceView) -> Result<Badge, Trouble> {
    let service = view.service();
    let (tone, key) = match &service.state {
        ServiceState::InCreation => ("wait", "site-state-creation"),
        ServiceState::Active if service.is_expired(view.today) => ("off", "site-state-expired"),
        ServiceState::Active => ("good", "site-state-active"),
        ServiceState::Unpaid(_) => ("off", "site-state-unpaid"),
        ServiceState::Suspended(_) => ("off", "site-state-suspended"),
        ServiceState::Deleted => ("", "site-state-deleted"),
    };
    let (tone, key) =
        if service.closure.is_some() { ("wait", "site-state-closed") } else { (tone, key) };
    Ok(Badge { tone, text: page.say(key)? })
}

/// What becomes of a service at its expiry, as long as nobody changes anything.
pub(super) fn renewal(page: &Page<'_>, view: &ServiceView) -> Result<String, Trouble> {
    let say = |key, day: Date| page.me.words.say(key, &[("day", page.me.words.date(day).into())]);
    Ok(match (view.outlook.intent, view.outlook.debit_on, view.outlook.ends_on) {
        (Intent::Renew, Some(day), _) => say("site-renews-on", day)?,
        (Intent::End, _, Some(day)) => say("site-ends-on", day)?,
        (Intent::Lapse, _, _) => page.say("site-lapses")?,
        (Intent::Renew | Intent::End, _, _) => page.say("site-nothing-planned")?,
    })
}
