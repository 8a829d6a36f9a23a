//! The orders of an account, and one of them: what it is for, how far it has come, and paying it.

use std::sync::Arc;

use axum::extract::{Path, State};
use jiff::Timestamp;
use perennial_core::order::{Line, Order, OrderState};
use perennial_core::payment::{Accepted, Choice};
use perennial_core::{OrderId, PaymentMethodId};
use perennial_engine::MeansForOrder;
use serde::Serialize;

use super::means::{in_words, method_in_words};
use super::page::{Answer, Page, see};
use super::refused::{reason, unfound};
use super::site::{Badge, SERVICES, Turn};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::convert;
use crate::error::Unfit;
use crate::sent::Sent;

pub(super) const ORDERS: &str = "/orders";
const SHOWN: usize = 25;
const TEMPLATE: &str = "order.html";

#[derive(Serialize)]
struct List {
    orders: Vec<Row>,
    turn: Turn,
}

#[derive(Serialize)]
struct Row {
    url: String,
    id: i64,
    placed: String,
    about: String,
    state: Badge,
    gross: String,
}

/// The page of an order.
#[derive(Serialize)]
struct Content {
    url: String,
    once: String,
    error: Option<String>,
    id: i64,
    placed: String,
    state: Badge,
    /// What there is to know or to do.
    told: String,
    lines: Vec<LineRow>,
    net: String,
    tax: String,
    gross: String,
    page_url: String,
    pdf_url: String,
    bill: Option<Paper>,
    means: Vec<Payable>,
    is_open: bool,
}

#[derive(Serialize)]
struct LineRow {
    url: Option<String>,
    name: String,
    description: String,
    quantity: u32,
    from: Option<String>,
    until: Option<String>,
    amount: String,
}

#[derive(Serialize)]
struct Paper {
    number: String,
    url: String,
    pdf_url: String,
}

#[derive(Serialize)]
struct Payable {
    code: String,
    text: String,
    is_chosen: bool,
}

/// `GET /orders`.
pub(super) async fn list(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let account = me.session.account;
    let mut ids = app.engine.order_ids(account, Timestamp::MIN, Timestamp::MAX).await?;
    ids.reverse();
    let at: usize = visitor.asked("page").parse().unwrap_or(0);
    let mut orders = Vec::new();
    for id in ids.iter().skip(at.saturating_mul(SHOWN)).take(SHOWN) {
        orders.push(row(&page, &*app.engine.order(&me.fresh, *id).await?)?);
    }
    let turn = Turn::of(&page, ORDERS, &[], at, SHOWN, ids.len())?;
    page.site("orders.html", &List { orders, turn })
}

/// `GET /orders/{orderId}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    page.site(TEMPLATE, &content(&page, &id, None).await?)
}

/// `POST /orders/{orderId}`: paying it.
pub(super) async fn pay(
    State(app): State<Arc<App>>,
    Path(text): Path<String>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let id = id_of(&page, &text)?;
    let problem = match (page.is_sent_once(&sent), choice(sent.field("means"))) {
        (false, _) => page.say("web-sent-before")?,
        (true, None) => page.say("site-pay-choose")?,
        (true, Some(choice)) => {
            match app.engine.pay_order(&me.context(&app), id, choice, None).await {
                Ok(()) => return Ok(see(&format!("{ORDERS}/{id}"))),
                Err(error) => reason(error)?,
            }
        }
    };
    // What was tried has changed the account: the page and its form are those of now.
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    page.site_again(TEMPLATE, &content(&page, &text, Some(problem)).await?)
}

/// What a form says to pay with.
fn choice(code: &str) -> Option<Choice> {
    match code {
        "prepaid" => Some(Choice::Prepaid),
        "points" => Some(Choice::Fidelity),
        id => id.parse().ok().and_then(|id| PaymentMethodId::try_new(id).ok()).map(Choice::Method),
    }
}

fn id_of(page: &Page<'_>, text: &str) -> Result<OrderId, Unfit> {
    let id = text.parse().ok().and_then(|id| OrderId::try_new(id).ok());
    id.ok_or_else(|| Unfit::nothing(page.me.words))
}

fn row(page: &Page<'_>, order: &Order) -> Result<Row, Trouble> {
    let words = page.me.words;
    let first = order.terms.lines.first().map(|line| line.name.to_string()).unwrap_or_default();
    let others = order.terms.lines.len().saturating_sub(1);
    let about = match i64::try_from(others) {
        Ok(0) | Err(_) => first,
        Ok(count) => {
            words.say("site-and-more", &[("name", first.into()), ("count", count.into())])?
        }
    };
    Ok(Row {
        url: format!("{ORDERS}/{}", order.id),
        id: order.id.get(),
        placed: day(page, order.terms.placed_at),
        about,
        state: state(page, order)?,
        gross: words.amount(order.terms.totals.gross),
    })
}

/// The day of an instant where the contract is.
pub(super) fn day(page: &Page<'_>, at: Timestamp) -> String {
    page.me.words.date(page.app.engine.clock().zone().to_datetime(at).date())
}

fn state(page: &Page<'_>, order: &Order) -> Result<Badge, Trouble> {
    let is_over = order.terms.valid_until <= page.app.engine.clock().at();
    let (tone, key) = match order.state {
        OrderState::Unpaid if is_over => ("", "site-order-over"),
        OrderState::Unpaid => ("wait", "site-order-unpaid"),
        OrderState::Paying { .. } => ("wait", "site-order-paying"),
        OrderState::Settled { .. } => ("good", "site-order-paid"),
        OrderState::Cancelled { .. } => ("", "site-order-cancelled"),
    };
    Ok(Badge { tone, text: page.say(key)? })
}

async fn content(page: &Page<'_>, id: &str, error: Option<String>) -> Result<Content, Unfit> {
    let (app, me) = (page.app, page.me);
    let (id, account, words) = (id_of(page, id)?, me.session.account, me.words);
    let order = app.engine.order(&me.fresh, id).await;
    let order = order.map_err(|error| unfound(words, error))?;
    let wire = app.wire(account);
    let papers = convert::order(wire, &order);
    let bill = app.engine.order_bill(&me.fresh, id).await?;
    let issued = bill.as_ref().and_then(|bill| Some((bill, bill.issue.as_ref()?)));
    let bill = issued.map(|(bill, issue)| {
        let told = convert::bill(wire, bill, issue);
        Paper { number: issue.number.to_string(), url: told.url, pdf_url: told.pdf_url }
    });
    let means = payable(page, &app.engine.means_for_order(account, id).await?)?;
    let totals = &order.terms.totals;
    Ok(Content {
        url: format!("{ORDERS}/{id}"),
        once: page.token(),
        error,
        id: id.get(),
        placed: day(page, order.terms.placed_at),
        state: state(page, &order)?,
        told: told(page, &order, &means)?,
        lines: order.terms.lines.iter().map(|line| line_row(page, line)).collect(),
        net: words.amount(totals.net),
        tax: words.amount(totals.tax),
        gross: words.amount(totals.gross),
        page_url: papers.url,
        pdf_url: papers.pdf_url,
        bill,
        is_open: order.state == OrderState::Unpaid,
        means,
    })
}

/// What is to be known of an order, or done about it.
fn told(page: &Page<'_>, order: &Order, means: &[Payable]) -> Result<String, Trouble> {
    let say = |key, at| page.me.words.say(key, &[("day", day(page, at).into())]);
    let now = page.app.engine.clock().at();
    Ok(match order.state {
        OrderState::Unpaid if order.terms.valid_until <= now => page.say("site-order-over-text")?,
        OrderState::Unpaid if means.is_empty() => page.say("site-order-no-means")?,
        OrderState::Unpaid => say("site-order-unpaid-text", order.terms.valid_until)?,
        OrderState::Paying { .. } => page.say("site-order-paying-text")?,
        OrderState::Settled { at, .. } => say("site-order-paid-text", at)?,
        OrderState::Cancelled { at, .. } => say("site-order-cancelled-text", at)?,
    })
}

fn line_row(page: &Page<'_>, line: &Line) -> LineRow {
    let words = page.me.words;
    LineRow {
        url: line.service.map(|service| format!("{SERVICES}/{service}")),
        name: line.name.to_string(),
        description: line.description.to_string(),
        quantity: line.quantity.get(),
        from: line.term.as_ref().map(|term| words.date(term.starts_on)),
        until: line.term.as_ref().map(|term| words.date(term.ends_on)),
        amount: words.amount(line.amount),
    }
}

/// What an order can be paid with, what automatic renewal charges first.
fn payable(page: &Page<'_>, found: &MeansForOrder) -> Result<Vec<Payable>, Trouble> {
    use perennial_core::means::Means;
    let one = |accepted: &Accepted| {
        let (code, text, is_chosen) = match accepted.means {
            Means::Prepaid => ("prepaid".to_owned(), in_words(page, accepted.means)?, false),
            Means::Fidelity => ("points".to_owned(), in_words(page, accepted.means)?, false),
            Means::Method(id, _) => {
                let method = found.methods.iter().find(|method| method.id == id);
                let text = match method {
                    Some(method) => method_in_words(page, method)?,
                    None => in_words(page, accepted.means)?,
                };
                (id.to_string(), text, method.is_some_and(|method| method.is_default))
            }
        };
        Ok(Payable { code, text, is_chosen })
    };
    let mut means = found.accepted.iter().map(one).collect::<Result<Vec<_>, Trouble>>()?;
    means.sort_by_key(|one| !one.is_chosen);
    if let Some(first) = means.first_mut() {
        first.is_chosen = true;
    }
    Ok(means)
}
