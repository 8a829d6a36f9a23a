//! Registering payment methods, in both generations of routes.
//!
//! What tells a card or an account from others is read here, and goes no further than its check: neither into the log nor,
//! as it is, into what an `Idempotency-Key` remembers.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use jiff::civil::Date;
use perennial_api::model::{
    BankAccountCreation, CallbackUrl, Challenge, PaymentMeanCreation, PaymentMeanValidation,
    PaymentMethod as WireMethod, PaymentMethodCreation, PaymentMethodDetails,
    PaymentMethodFinalize, PaymentMethodValidation,
};
use perennial_core::means::card::last_day;
use perennial_core::means::registration::{Instrument, Request, Returns, registrable};
use perennial_core::means::{MethodKind, MethodRefusal};
use perennial_core::web::WebAddress;
use perennial_core::{Currency, PaymentMethodId};
use perennial_engine::vault::Purpose;
use perennial_engine::{EngineError, Reply};

use super::payment::description;
use super::payment_mean::require_mean;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `POST /me/payment/method`.
pub(super) async fn register_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(creation): Payload<PaymentMethodCreation>,
) -> Answer<PaymentMethodValidation> {
    let form_data = creation.form_data.as_deref().map(|text| app.covered(text));
    let remembered = PaymentMethodCreation { form_data, ..creation.clone() };
    let idempotency = caller.idempotency(&remembered)?;
    let request = parse_creation(&app, &creation)?;
    let method =
        app.engine.register_method(&caller.context(), &request, idempotency.as_ref()).await?;
    Ok(Json(convert::validation(app.wire(caller.account), &method)))
}

fn parse_creation(app: &App, creation: &PaymentMethodCreation) -> Result<Request, ApiError> {
    let kind = parse_kind(&creation.payment_type)?;
    if creation.register == Some(false) || creation.order_id.is_some() {
        let field = if creation.order_id.is_some() { "orderId" } else { "register" };
        let problem = "a method is registered here, and pays afterwards: pay the order with POST /me/order/{orderId}/pay";
        return Err(ApiError::bad_parameter(field, problem));
    }
    let filled = creation.form_data.as_deref().map(|form| parse_form(app, kind, form));
    Ok(Request {
        kind,
        description: creation.description.as_deref().map(description).transpose()?.flatten(),
        makes_default: creation.default.unwrap_or(false),
        returns: parse_returns(&creation.callback_url)?,
        instrument: filled.transpose()?,
    })
}

fn parse_kind(text: &str) -> Result<MethodKind, ApiError> {
    let kind = MethodKind::ALL.into_iter().find(|kind| kind.payment_type() == text);
    kind.ok_or_else(|| {
        let known = registrable(Currency::Eur).into_iter().map(MethodKind::payment_type);
        let known = known.collect::<Vec<_>>().join(", ");
        ApiError::bad_parameter("paymentType", format!("`{text}` is unknown; it can be {known}"))
    })
}

fn parse_returns(callback: &CallbackUrl) -> Result<Returns, ApiError> {
    let parse = |name: &str, text: &str| parse_address(&format!("callbackUrl.{name}"), text);
    Ok(Returns {
        success: Some(parse("success", &callback.success)?),
        pending: Some(parse("pending", &callback.pending)?),
        failure: Some(parse("failure", &callback.failure)?),
        error: Some(parse("error", &callback.error)?),
        cancel: Some(parse("cancel", &callback.cancel)?),
    })
}

fn parse_address(name: &str, text: &str) -> Result<WebAddress, ApiError> {
    WebAddress::parse(text).map_err(|error| ApiError::bad_parameter(name, error))
}

/// A form, as a browser would send that of the page.
fn parse_form(app: &App, kind: MethodKind, form: &str) -> Result<Instrument, EngineError> {
    let fields: HashMap<_, _> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    Ok(Instrument::parse(kind, field, app.engine.clock().now().today)?)
}

/// `POST /me/payment/method/{paymentMethodId}/details`.
pub(super) async fn give_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(details): Payload<PaymentMethodDetails>,
) -> Answer<PaymentMethodValidation> {
    let id = path.id("paymentMethodId")?;
    let covered = details.details.as_deref().map(|text| app.covered(text));
    let remembered = PaymentMethodDetails { details: covered, ..details.clone() };
    let idempotency = caller.idempotency(&remembered)?;
    let method = app.engine.require_method_by_id(caller.account, id).await?;
    no_session(id, "transactionId", details.transaction_id)?;
    let form = details.details.unwrap_or_default();
    let reply = Reply::Details(parse_form(&app, method.kind, &form)?);
    let context = caller.context();
    let method = app.engine.go_on_with_method(&context, id, &reply, idempotency.as_ref()).await?;
    Ok(Json(convert::validation(app.wire(caller.account), &method)))
}

/// Registrations have none of these here, so whatever is given belongs to something else.
fn no_session(
    method: PaymentMethodId,
    what: &'static str,
    given: Option<impl ToString>,
) -> Result<(), EngineError> {
    let Some(given) = given.map(|given| given.to_string()) else { return Ok(()) };
    Err(MethodRefusal::OtherSession { method, what, given }.into())
}

/// `POST /me/payment/method/{paymentMethodId}/challenge`.
pub(super) async fn challenge_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(challenge): Payload<Challenge>,
) -> Answer<()> {
    let id: PaymentMethodId = path.id("paymentMethodId")?;
    app.engine.require_method_by_id(caller.account, id).await?;
    answer_challenge(&app, &caller, id, challenge).await
}

async fn answer_challenge(
    app: &App,
    caller: &Caller,
    method: PaymentMethodId,
    challenge: Challenge,
) -> Answer<()> {
    let remembered = Challenge { challenge: app.covered(&challenge.challenge) };
    let idempotency = caller.idempotency(&remembered)?;
    let reply = Reply::Code(&challenge.challenge);
    let context = caller.context();
    app.engine.go_on_with_method(&context, method, &reply, idempotency.as_ref()).await?;
    Ok(VOID)
}

/// `POST /me/payment/method/{paymentMethodId}/finalize`: there is nothing left to do once the holder has confirmed.
pub(super) async fn finalize_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(known): Payload<PaymentMethodFinalize>,
) -> Answer<WireMethod> {
    let id = path.id("paymentMethodId")?;
    let idempotency = caller.idempotency(&known)?;
    app.engine.require_method_by_id(caller.account, id).await?;
    no_session(id, "formSessionId", known.form_session_id.as_ref())?;
    no_session(id, "registrationId", known.registration_id.as_ref())?;
    let ends = parse_month(&known)?;
    let method =
        app.engine.finish_method(&caller.context(), id, ends, idempotency.as_ref()).await?;
    Ok(Json(convert::method(app.wire(caller.account), &method)))
}

/// The last day of the month in which the card is said to end, if that is said.
fn parse_month(known: &PaymentMethodFinalize) -> Result<Option<Date>, ApiError> {
    let (month, year) = match (known.expiration_month, known.expiration_year) {
        (None, None) => return Ok(None),
        (month, year) => (month.unwrap_or(0), year.unwrap_or(0)),
    };
    let numbers = i8::try_from(month).ok().zip(i16::try_from(year).ok());
    let last = numbers.and_then(|(month, year)| last_day(month, year));
    let problem = "give a month from 1 to 12 and a year such as 2028, or neither";
    last.map(Some).ok_or_else(|| ApiError::bad_parameter("expirationMonth", problem))
}

/// `POST /me/paymentMean/bankAccount`.
pub(super) async fn register_bank_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(creation): Payload<BankAccountCreation>,
) -> Answer<PaymentMeanValidation> {
    let covered = BankAccountCreation { iban: app.covered(&creation.iban), ..creation.clone() };
    let field = |name: &str| match name {
        "iban" => creation.iban.as_str(),
        "bic" => &creation.bic,
        "ownerName" => &creation.owner_name,
        _ => &creation.owner_address,
    };
    let kind = MethodKind::BankAccount;
    let today = app.engine.clock().now().today;
    let instrument = Instrument::parse(kind, field, today).map_err(EngineError::from)?;
    let request = Request {
        kind,
        description: creation.description.as_deref().map(description).transpose()?.flatten(),
        makes_default: creation.set_default.unwrap_or(false),
        returns: Returns::default(),
        instrument: Some(instrument),
    };
    register_mean(&app, &caller, &request, &covered).await
}

/// `POST /me/paymentMean/creditCard`, `POST /me/paymentMean/paypal`.
pub(super) async fn register_with_return(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(creation): Payload<PaymentMeanCreation>,
    kind: MethodKind,
) -> Answer<PaymentMeanValidation> {
    let address = creation.return_url.as_deref().filter(|text| !text.is_empty());
    let address = address.map(|text| parse_address("returnUrl", text)).transpose()?;
    let request = Request {
        kind,
        description: creation.description.as_deref().map(description).transpose()?.flatten(),
        makes_default: creation.set_default.unwrap_or(false),
        returns: Returns::always(address),
        instrument: None,
    };
    register_mean(&app, &caller, &request, &creation).await
}

async fn register_mean(
    app: &App,
    caller: &Caller,
    request: &Request,
    remembered: &impl serde::Serialize,
) -> Answer<PaymentMeanValidation> {
    let idempotency = caller.idempotency(remembered)?;
    let context = caller.context();
    let method = app.engine.register_method(&context, request, idempotency.as_ref()).await?;
    Ok(Json(convert::mean_validation(app.wire(caller.account), &method)))
}

/// `POST /me/paymentMean/{kind}/{id}/challenge`.
pub(super) async fn challenge_mean(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(challenge): Payload<Challenge>,
    kind: MethodKind,
) -> Answer<()> {
    let method = require_mean(&app, &caller, &path, kind).await?.id;
    answer_challenge(&app, &caller, method, challenge).await
}

impl App {
    /// What stands for a text that must not be kept: without the key of the server nobody can try texts against it.
    fn covered(&self, text: &str) -> String {
        let hash = self.engine.vault().find(Purpose::Content, text);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
