//! The tables on the page of an account: the latest of each kind, as much as fits a page.

use jiff::Timestamp;
use perennial_core::debt::DebtState;
use perennial_core::order::OrderState;
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::service::StateKind;
use perennial_core::{AccountId, Order};
use perennial_documents::form::Link;
use perennial_engine::EngineError;
use perennial_engine::StoredAccount;

use super::ACCOUNTS;
use super::board::{Act, Cell, Section, Table};
use super::desk::Desk;
use super::one::state;
use crate::error::Unfit;
use crate::web::site::Badge;
use crate::web::trouble::Trouble;

/// How many services are shown, those that expire first.
const SERVICES: usize = 25;
/// How many orders, payments, bills and debts, the latest first.
const LATEST: usize = 10;
/// How many entries of a journal.
pub(super) const ENTRIES: i64 = 20;

/// A part that is a table, or says that there is nothing.
pub(super) fn section(
    desk: &Desk<'_>,
    title: &'static str,
    table: Table,
) -> Result<Section, Trouble> {
    Ok(Section {
        title: Some(desk.say(title)?),
        table: Some(table).filter(|table| !table.rows.is_empty()),
        empty: Some(desk.say("operator-nothing")?),
        ..Section::default()
    })
}

pub(super) async fn services(desk: &Desk<'_>, account: AccountId) -> Result<Section, Unfit> {
    let engine = &desk.app.engine;
    let mut all = engine.services_in_brief(account).await?;
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    all.sort_by_key(|service| (service.expires_on, service.id));
    let heads = ["site-service", "site-product", "site-state", "site-expires", "operator-mode"];
    let mut table = desk.table("operator-expire-first", &heads)?;
    for brief in all.into_iter().take(SERVICES) {
        // One that has gone since is not shown.
        let Ok(service) = engine.require_service(account, brief.id).await else { continue };
        let name = service.display_name.as_ref().unwrap_or(&service.name);
        table.rows.push(vec![
            Cell::text(&name).with_note(&service.id),
            Cell::text(&service.product),
            Cell::state(service_state(desk, service.state.kind())?),
            Cell::text(&desk.words.date(service.expiry.on())),
            Cell::text(&service.renew.mode().code()),
        ]);
    }
    let text = vec![desk.say_of("site-services-found", &[("count", count.into())])?];
    Ok(Section { text, ..section(desk, "site-services", table)? })
}

fn service_state(desk: &Desk<'_>, kind: StateKind) -> Result<Badge, Trouble> {
    match kind {
        StateKind::InCreation => desk.badge("wait", "site-state-creation"),
        StateKind::Active => desk.badge("good", "site-state-active"),
        StateKind::Unpaid => desk.badge("off", "site-state-unpaid"),
        StateKind::Suspended => desk.badge("off", "site-state-suspended"),
        StateKind::Deleted => desk.badge("", "site-state-deleted"),
    }
}

pub(super) async fn orders(desk: &Desk<'_>, account: AccountId) -> Result<Section, Unfit> {
    let engine = &desk.app.engine;
    let ids = engine.order_ids(account, Timestamp::MIN, Timestamp::MAX).await?;
    let heads = ["operator-order", "operator-placed", "site-state", "#operator-gross"];
    let mut table = desk.table("operator-latest", &heads)?;
    for id in ids.into_iter().rev().take(LATEST) {
        let order = engine.require_order(account, id).await?;
        table.rows.push(vec![
            Cell::text(&order.id).with_note(&order.terms.category.code()),
            Cell::text(&desk.minute(order.terms.placed_at)),
            Cell::state(order_state(desk, &order)?),
            Cell::amount(desk.words, order.terms.totals.gross),
        ]);
    }
    Ok(section(desk, "operator-orders", table)?)
}

fn order_state(desk: &Desk<'_>, order: &Order) -> Result<Badge, Trouble> {
    match order.state {
        OrderState::Unpaid => desk.badge("wait", "operator-order-unpaid"),
        OrderState::Paying { .. } => desk.badge("wait", "operator-order-paying"),
        OrderState::Settled { .. } => desk.badge("good", "operator-order-settled"),
        OrderState::Cancelled { .. } => desk.badge("", "operator-order-cancelled"),
    }
}

pub(super) async fn payments(desk: &Desk<'_>, stored: &StoredAccount) -> Result<Section, Unfit> {
    let account = stored.account.id;
    let all = desk.app.engine.store().payments(account).await;
    let mut all = all.map_err(EngineError::from)?;
    all.sort_by_key(|payment| (payment.created_at, payment.id));
    let heads =
        ["operator-payment", "operator-started", "operator-means", "site-state", "#operator-gross"];
    let mut table = desk.table("operator-latest", &heads)?;
    for payment in all.iter().rev().take(LATEST) {
        let form = ask_form(desk, account, payment, &state(stored))?;
        table.rows.push(vec![
            Cell::text(&payment.id).with_note(&payment.order),
            Cell::text(&desk.minute(payment.created_at)),
            Cell::text(&payment.means.name()),
            Cell { form, ..Cell::state(payment_state(desk, payment)?) },
            Cell::amount(desk.words, payment.amount),
        ]);
    }
    Ok(section(desk, "operator-payments", table)?)
}

/// The form that asks the gateway again, where there is anything to ask.
pub(super) fn ask_form(
    desk: &Desk<'_>,
    account: AccountId,
    payment: &Payment,
    state: &str,
) -> Result<Option<Act>, Trouble> {
    if !payment.state.is_open() {
        return Ok(None);
    }
    let action = format!("{ACCOUNTS}/{account}/payments/{}", payment.id);
    desk.act(&action, state, ("send", "operator-ask"))
}

pub(super) fn payment_state(desk: &Desk<'_>, payment: &Payment) -> Result<Badge, Trouble> {
    match payment.state {
        PaymentState::Pending => desk.badge("wait", "operator-payment-pending"),
        PaymentState::Unknown { .. } => desk.badge("off", "operator-payment-unknown"),
        PaymentState::Captured { .. } => desk.badge("good", "operator-payment-captured"),
        PaymentState::Declined { .. } => desk.badge("off", "operator-payment-declined"),
        PaymentState::Voided { .. } => desk.badge("", "operator-payment-voided"),
    }
}

pub(super) async fn bills(desk: &Desk<'_>, account: AccountId) -> Result<Section, Unfit> {
    let all = desk.app.engine.store().bills(account).await;
    let mut all = all.map_err(EngineError::from)?;
    all.sort_by_key(|bill| (bill.settled_at, bill.order));
    let heads = ["operator-bill", "operator-order", "operator-settled", "#operator-gross"];
    let mut table = desk.table("operator-latest", &heads)?;
    for bill in all.iter().rev().take(LATEST) {
        let number = match &bill.issue {
            Some(issue) => Cell::text(&issue.number),
            None => Cell::state(desk.badge("wait", "operator-no-number")?),
        };
        table.rows.push(vec![
            number,
            Cell::text(&bill.order),
            Cell::text(&desk.minute(bill.settled_at)),
            Cell::amount(desk.words, bill.gross),
        ]);
    }
    Ok(section(desk, "operator-bills", table)?)
}

pub(super) async fn debts(desk: &Desk<'_>, account: AccountId) -> Result<Section, Unfit> {
    let mut all = desk.app.engine.debts(account).await?;
    all.sort_by_key(|debt| (debt.at, debt.id));
    let heads = ["operator-debt", "operator-due", "site-state", "#operator-gross"];
    let mut table = desk.table("operator-latest", &heads)?;
    for debt in all.iter().rev().take(LATEST) {
        let badge = match debt.state {
            DebtState::Open => desk.badge("off", "operator-debt-open")?,
            DebtState::BeingPaid { .. } => desk.badge("wait", "operator-order-paying")?,
            DebtState::Paid { .. } => desk.badge("good", "operator-order-settled")?,
            DebtState::WrittenOff { .. } => desk.badge("", "operator-debt-lost")?,
        };
        table.rows.push(vec![
            Cell::text(&debt.id).with_note(&debt.order),
            Cell::text(&desk.words.date(debt.due_on)),
            Cell::state(badge),
            Cell::amount(desk.words, debt.amount),
        ]);
    }
    Ok(section(desk, "operator-debts", table)?)
}

/// The journal of an account, the latest entries first.
pub(super) async fn journal(desk: &Desk<'_>, stored: &StoredAccount) -> Result<Section, Unfit> {
    let account = stored.account.id;
    let before = before(desk);
    let entries = desk.app.engine.store().journal_before(account, before, ENTRIES).await;
    let entries = entries.map_err(EngineError::from)?;
    let mut table = desk.table("operator-latest", &JOURNAL)?;
    table.rows = entries
        .iter()
        .map(|sealed| {
            let entry = &sealed.entry;
            let what = [entry.action.code(), &entry.subject, &entry.actor, &entry.detail];
            journal_row(desk, entry.version, entry.at, what)
        })
        .collect();
    let last = entries.last().map(|sealed| sealed.entry.version);
    let links = older(desk, &format!("{ACCOUNTS}/{account}"), last)?;
    Ok(Section { links, ..section(desk, "operator-journal", table)? })
}

/// The columns of a journal.
pub(super) const JOURNAL: [&str; 5] =
    ["#operator-number", "operator-when", "operator-what", "operator-by", "operator-detail"];

pub(super) fn journal_row(
    desk: &Desk<'_>,
    number: i64,
    at: Timestamp,
    [action, subject, actor, detail]: [&str; 4],
) -> Vec<Cell> {
    vec![
        Cell::number(&number),
        Cell::text(&desk.minute(at)),
        Cell::text(&action).with_note(&subject),
        Cell::text(&actor),
        Cell::text(&detail),
    ]
}

/// Before which entry of a journal is read.
pub(super) fn before(desk: &Desk<'_>) -> i64 {
    desk.guest.asked("before").parse().unwrap_or(i64::MAX)
}

/// The way to the entries before the last one shown.
pub(super) fn older(desk: &Desk<'_>, url: &str, last: Option<i64>) -> Result<Vec<Link>, Trouble> {
    let mut links = Vec::new();
    if before(desk) != i64::MAX {
        links.push(desk.link(url, "operator-first-page")?);
    }
    if let Some(last) = last.filter(|last| *last > 1) {
        let url = format!("{url}?before={last}");
        links.push(Link { url, label: desk.say("operator-older")? });
    }
    Ok(links)
}
