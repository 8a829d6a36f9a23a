//! Routes of a sandbox, beside the API: its clock, and what its payment methods do and take back. For whoever serves it, and for tests.
//!
//! They are there only where time is played. Who calls them has no account: a token that is made from the server's key
//! opens them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::routing::{get, post};
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan, ZonedDateTime};
use perennial_api::model::{DateTime, IsoDuration};
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, PaymentMethodId, RunId};
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::{Actor, Context};
use serde::{Deserialize, Deserializer, Serialize};

use crate::App;
use crate::error::ApiError;
use crate::extract::Payload;
use crate::gate::header_text;
use crate::reply::Json;

/// How far the clock is moved at once, in years: it does not go back, so a slip of the keyboard is refused.
const YEARS_MAX: i64 = 10;

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/sandbox/clock", get(show_clock).post(move_clock))
        .route("/sandbox/paymentMethod", post(order_method))
}

/// The caller has the token.
struct Trusted;

impl FromRequestParts<Arc<App>> for Trusted {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let (scheme, token) = header_text(&parts.headers, AUTHORIZATION.as_str())
            .and_then(|value| value.split_once(' '))
            .unwrap_or_default();
        let is_trusted = scheme.eq_ignore_ascii_case("bearer")
            && app.engine.vault().is_sandbox_token(token.trim());
        if is_trusted { Ok(Self) } else { Err(ApiError::sandbox_token_missing()) }
    }
}

/// What the clock shows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    now: DateTime,
    /// At how many moments something was done on the way.
    steps: usize,
    /// The run that waits for a person: time stops there.
    waiting_run: Option<i64>,
}

impl Shown {
    fn of(app: &App, at: Timestamp, steps: usize, waiting: Option<RunId>) -> Json<Self> {
        let now = DateTime::new(at, app.engine.clock().zone().to_offset(at));
        Json(Self { now, steps, waiting_run: waiting.map(RunId::get) })
    }
}

/// `GET /sandbox/clock`.
async fn show_clock(State(app): State<Arc<App>>, _: Trusted) -> Result<Json<Shown>, ApiError> {
    let (at, waiting) = app.engine.sandbox_clock().await?;
    Ok(Shown::of(&app, at, 0, waiting))
}

/// By how much the clock is moved, or to when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
struct Move {
    advance: Option<IsoDuration>,
    set: Option<DateTime>,
}

/// `POST /sandbox/clock`.
async fn move_clock(
    State(app): State<Arc<App>>,
    _: Trusted,
    Payload(wanted): Payload<Move>,
) -> Result<Json<Shown>, ApiError> {
    let (now, _) = app.engine.sandbox_clock().await?;
    let now = now.to_zoned_datetime(app.engine.clock().zone().clone());
    let until = match wanted {
        Move { advance: Some(by), set: None } => after(&now, &by)?,
        Move { advance: None, set: Some(at) } => at.instant(),
        _ => return Err(ApiError::bad_request("give one of `advance` and `set`")),
    };
    if now.checked_add(YEARS_MAX.years()).is_ok_and(|latest| until > latest.timestamp()) {
        let text = format!("the clock is moved by {YEARS_MAX} years at most at once");
        return Err(ApiError::bad_request(text));
    }
    let advanced = app.engine.advance_sandbox(until).await?;
    Ok(Shown::of(&app, advanced.at, advanced.steps, advanced.waiting))
}

/// The instant some time later: months as in a calendar, where the last day of a month may stand for a later one.
fn after(now: &ZonedDateTime, by: &IsoDuration) -> Result<Timestamp, ApiError> {
    let span = by.as_str().parse::<Span>();
    let later = span.and_then(|span| now.checked_add(span));
    let later = later.map_err(|_| ApiError::bad_parameter("advance", "it is beyond all dates"))?;
    Ok(later.timestamp())
}

/// What a payment method is to do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
struct MethodOrder {
    nichandle: String,
    payment_method_id: i64,
    /// What becomes of its next charges; later ones are approved.
    outcomes: Option<Vec<String>>,
    /// Its last day; `null` for none.
    #[serde(default, deserialize_with = "said")]
    expires_on: Option<Option<String>>,
    /// An order: what the method was charged for it is taken back.
    takes_back: Option<i64>,
}

/// Tells `null` from nothing.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// `POST /sandbox/paymentMethod`.
async fn order_method(
    State(app): State<Arc<App>>,
    _: Trusted,
    Payload(order): Payload<MethodOrder>,
) -> Result<Json<()>, ApiError> {
    let method = PaymentMethodId::try_new(order.payment_method_id)
        .map_err(|error| ApiError::bad_parameter("paymentMethodId", error))?;
    let outcomes = order.outcomes.map(|words| Order::parse_list(&words.join(",")));
    let outcomes =
        outcomes.transpose().map_err(|error| ApiError::bad_parameter("outcomes", error))?;
    let expires_on =
        order.expires_on.map(|day| day.as_deref().map(parse_day).transpose()).transpose()?;
    let takes_back = order.takes_back.map(OrderId::try_new).transpose();
    let takes_back = takes_back.map_err(|error| ApiError::bad_parameter("takesBack", error))?;
    if outcomes.is_none() && expires_on.is_none() && takes_back.is_none() {
        let text = "give `outcomes`, `expiresOn`, `takesBack`, or several of them";
        return Err(ApiError::bad_request(text));
    }
    let account = require_nichandle(&app, &order.nichandle).await?;
    if let Some(outcomes) = outcomes {
        app.engine.order_sandbox_outcomes(account, method, &outcomes).await?;
    }
    if let Some(expires_on) = expires_on {
        let query_id = app.engine.ids().query();
        let context = Context { account, actor: Actor::Operator, query_id };
        app.engine.set_method_expiry(&context, method, expires_on).await?;
    }
    if let Some(order) = takes_back {
        app.engine.order_sandbox_reversal(account, method, order).await?;
    }
    Ok(Json(()))
}

fn parse_day(text: &str) -> Result<Date, ApiError> {
    text.parse().map_err(|_| {
        let problem = format!("`{text}` is not a day; write it like 2027-01-31");
        ApiError::bad_parameter("expiresOn", problem)
    })
}

async fn require_nichandle(app: &App, nichandle: &str) -> Result<AccountId, ApiError> {
    let not_found = || ApiError::object_not_found("nichandle", nichandle);
    let name = Name::parse(nichandle).map_err(|_| not_found())?;
    let found = app.engine.store().account_by_nichandle(&name).await;
    found.map_err(|error| ApiError::no_database(&error))?.ok_or_else(not_found)
}
