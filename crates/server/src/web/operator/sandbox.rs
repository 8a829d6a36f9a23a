//! A sandbox: its clock, and what its gateway does with the payment methods of an account.

use std::sync::Arc;

use axum::extract::{Path, State};
use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan};
use perennial_core::{OrderId, PaymentMethod, PaymentMethodId, RunId};
use perennial_documents::form::{Choice, Field, FieldKind, Hidden};
use perennial_engine::EngineError;
use perennial_engine::StoredAccount;
use perennial_engine::gateway::sandbox::Order;

use super::board::{Act, Board, Cell, Section};
use super::desk::{Desk, Guest};
use super::done::Done;
use super::one::{account, state};
use super::{ACCOUNTS, CLOCK, RUNS};
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;
use crate::web::page::{Answer, field};
use crate::web::trouble::Trouble;

/// How far the clock is moved at once, in years: it does not go back, so a slip of the keyboard is refused.
const YEARS_MAX: i64 = 10;
/// By how much it can be advanced, and what that is called.
const STEPS: [(&str, &str); 5] = [
    ("P1D", "operator-step-day"),
    ("P1W", "operator-step-week"),
    ("P1M", "operator-step-month"),
    ("P3M", "operator-step-quarter"),
    ("P1Y", "operator-step-year"),
];

/// `GET /operator/clock`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let (now, waiting) = clock(&desk).await?;
    let mut facts = vec![(desk.say("operator-clock-shows")?, Cell::text(&desk.minute(now)))];
    let next = app.engine.next_moment().await.map_err(EngineError::from)?;
    if let Some(next) = next {
        facts.push((desk.say("operator-clock-next")?, Cell::text(&desk.minute(next))));
    }
    if let Some(run) = waiting {
        let cell = Cell::link(&desk.say("operator-clock-waits")?, format!("{RUNS}/{run}"));
        facts.push((desk.say("operator-run")?, cell));
    }
    let forms = if desk.may_act() { forms(&desk, now)? } else { Vec::new() };
    let section = Section { facts, forms, ..Section::default() };
    let (title, lead) = (desk.say("operator-clock")?, Some(desk.say("operator-clock-text")?));
    let done = desk.was_done()?;
    desk.page(&Board { title, lead, done, sections: vec![section], ..Board::default() })
}

/// `POST /operator/clock`.
pub(super) async fn advance(State(app): State<Arc<App>>, guest: Guest, sent: Sent) -> Answer {
    let desk = Desk::acting(&app, &guest)?;
    let (now, _) = clock(&desk).await?;
    desk.must_be_sent_once(&sent, &now.to_string())?;
    let until = match sent.field("do") {
        "advance" => later(&desk, now, sent.field("by"))?,
        "set" => start_of(&desk, sent.field("to"))?,
        _ => return Err(desk.unknown()),
    };
    let zone = app.engine.clock().zone().clone();
    if now
        .to_zoned_datetime(zone)
        .checked_add(YEARS_MAX.years())
        .is_ok_and(|most| until > most.timestamp())
    {
        return Err(
            desk.refuse(&desk.say_of("operator-clock-far", &[("years", YEARS_MAX.into())])?)
        );
    }
    let moved = app.engine.move_clock_as(&desk.deed(), until).await;
    moved.map_err(|error| desk.refusal(error))?;
    Ok(desk.done(CLOCK, Done::Advanced))
}

/// What the clock shows, and the run that waits. There is no such page where time is real.
async fn clock(desk: &Desk<'_>) -> Result<(Timestamp, Option<RunId>), Unfit> {
    match desk.app.engine.sandbox_clock().await {
        Err(EngineError::NoSandbox) => Err(desk.unknown()),
        shown => Ok(shown?),
    }
}

fn forms(desk: &Desk<'_>, now: Timestamp) -> Result<Vec<Act>, Trouble> {
    let choice =
        |&(value, key): &(&'static str, &'static str)| Ok(Choice { value, label: desk.say(key)? });
    let by = Field {
        kind: FieldKind::Choice,
        choices: STEPS.iter().map(choice).collect::<Result<_, Trouble>>()?,
        value: "P1M".to_owned(),
        ..field(desk.words, "by", "operator-clock-by")?
    };
    let to =
        Field { hint: "2027-01-31".to_owned(), ..field(desk.words, "to", "operator-clock-to")? };
    let form = |id: &str, field, button: (&'static str, &'static str)| {
        Ok::<Act, Trouble>(Act {
            id: id.to_owned(),
            once: desk.token(CLOCK, &now.to_string()),
            action: CLOCK.to_owned(),
            fields: vec![field],
            buttons: vec![desk.button(button.0, button.1)?],
            ..Act::default()
        })
    };
    Ok(vec![
        form("advance", by, ("advance", "operator-clock-advance"))?,
        form("set", to, ("set", "operator-clock-set"))?,
    ])
}

/// The instant some time later: months as in a calendar, where the last day of a month may stand for a later one.
fn later(desk: &Desk<'_>, now: Timestamp, by: &str) -> Result<Timestamp, Unfit> {
    let known = STEPS.iter().find(|(value, _)| *value == by).ok_or_else(|| desk.unknown())?;
    let now = now.to_zoned_datetime(desk.app.engine.clock().zone().clone());
    let later = known.0.parse::<Span>().and_then(|span| now.checked_add(span));
    later.map(|later| later.timestamp()).map_err(|error| desk.refuse(&error))
}

/// The first moment of a day.
fn start_of(desk: &Desk<'_>, day: &str) -> Result<Timestamp, Unfit> {
    let parsed: Result<Date, _> = day.trim().parse();
    let zone = desk.app.engine.clock().zone().clone();
    let start = parsed.and_then(|day| day.to_zoned_datetime(zone));
    match start {
        Ok(start) => Ok(start.timestamp()),
        Err(_) => Err(desk.refuse(&desk.say("operator-no-day")?)),
    }
}

/// Forms that order what becomes of the charges of each payment method, where the gateway is one that can be ordered.
pub(super) async fn outcomes(
    desk: &Desk<'_>,
    stored: &StoredAccount,
) -> Result<Option<Section>, Unfit> {
    if !desk.app.engine.is_sandbox() || !desk.may_act() {
        return Ok(None);
    }
    let methods = desk.app.engine.payment_methods(stored.account.id).await?;
    if methods.is_empty() {
        return Ok(None);
    }
    let number = desk.app.engine.store().operator_head().await.map_err(EngineError::from)?.number;
    let state = format!("{} {number}", state(stored));
    let mut forms = Vec::new();
    for method in &methods {
        forms.push(outcome_form(desk, stored, method, &state)?);
    }
    let title = Some(desk.say("operator-outcomes")?);
    let text = vec![desk.say("operator-outcomes-text")?];
    Ok(Some(Section { title, text, forms, ..Section::default() }))
}

fn outcome_form(
    desk: &Desk<'_>,
    stored: &StoredAccount,
    method: &PaymentMethod,
    state: &str,
) -> Result<Act, Trouble> {
    let action = format!("{ACCOUNTS}/{}/outcomes", stored.account.id);
    let label = method.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
    let optional = |name, key, hint: &str| {
        let (hint, is_optional) = (hint.to_owned(), true);
        Ok::<Field, Trouble>(Field { hint, is_optional, ..field(desk.words, name, key)? })
    };
    Ok(Act {
        id: format!("method-{}", method.id),
        title: Some(format!("{} ({}{label})", method.id, method.kind.mean())),
        once: desk.token(&action, state),
        action,
        hidden: vec![Hidden { name: "method", value: method.id.to_string() }],
        fields: vec![
            optional("outcomes", "operator-next-charges", "declineSoft,approve")?,
            optional("expires", "operator-last-day", "2027-05-31, never")?,
            optional("order", "operator-takes-back", "")?,
        ],
        buttons: vec![desk.button("send", "operator-do-order")?],
    })
}

/// What is ordered of a payment method.
struct Wanted {
    method: PaymentMethodId,
    outcomes: Vec<Order>,
    expires: Option<Option<Date>>,
    order: Option<OrderId>,
}

/// `POST /operator/accounts/{account}/outcomes`.
pub(super) async fn order_outcomes(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let desk = Desk::acting(&app, &guest)?;
    let stored = account(&desk, &id).await?;
    let number = app.engine.store().operator_head().await.map_err(EngineError::from)?.number;
    desk.must_be_sent_once(&sent, &format!("{} {number}", state(&stored)))?;
    let wanted = wanted(&desk, &sent)?;
    let done = carry_out(&desk, &stored, wanted).await;
    done.map_err(|error| desk.refusal(error))?;
    Ok(desk.done(&format!("{ACCOUNTS}/{}", stored.account.id), Done::Ordered))
}

async fn carry_out(
    desk: &Desk<'_>,
    stored: &StoredAccount,
    wanted: Wanted,
) -> Result<(), EngineError> {
    let (engine, id) = (&desk.app.engine, stored.account.id);
    let Wanted { method, outcomes, expires, order } = wanted;
    if !outcomes.is_empty() {
        engine.order_outcomes_as(&desk.deed(), id, method, &outcomes).await?;
    }
    if let Some(expires) = expires {
        engine.end_method_as(&desk.context(id), method, expires).await?;
    }
    if let Some(order) = order {
        engine.order_reversal_as(&desk.deed(), id, method, order).await?;
    }
    Ok(())
}

fn wanted(desk: &Desk<'_>, sent: &Sent) -> Result<Wanted, Unfit> {
    let method = sent.field("method").parse().ok();
    let method = method.and_then(|id| PaymentMethodId::try_new(id).ok());
    let method = method.ok_or_else(|| desk.unknown())?;
    let outcomes =
        Order::parse_list(sent.field("outcomes")).map_err(|error| desk.refuse(&error))?;
    let expires = match sent.field("expires").trim() {
        "" => None,
        "never" => Some(None),
        day => match day.parse() {
            Ok(day) => Some(Some(day)),
            Err(_) => return Err(desk.refuse(&desk.say("operator-no-day")?)),
        },
    };
    let order = match sent.field("order").trim() {
        "" => None,
        order => {
            let id = order.parse().ok().and_then(|id| OrderId::try_new(id).ok());
            Some(id.ok_or_else(|| desk.unknown())?)
        }
    };
    if outcomes.is_empty() && expires.is_none() && order.is_none() {
        return Err(desk.refuse(&desk.say("operator-nothing-ordered")?));
    }
    Ok(Wanted { method, outcomes, expires, order })
}
