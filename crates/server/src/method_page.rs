//! The page of the sandbox gateway on which the holder of a payment method says what it is, and proves to hold it.
//!
//! It stands in for the page of a payment provider, so it says itself which code a bank would have sent. It is plain HTML:
//! each step is a form that is sent once, because its token is good for that step alone. Afterwards the browser goes to the
//! addresses that were given at the registration, and nowhere else.

mod ask;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use hyper::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use perennial_core::means::registration::{Instrument, Registration, Wanted};
use perennial_core::means::{MethodRefusal, PaymentMethod};
use perennial_core::web::WebAddress;
use perennial_documents::form::Form;
use perennial_engine::{Actor, Context, EngineError, Reply};

use self::ask::Ask;
use crate::App;
use crate::error::{ApiError, Unfit};
use crate::sent::Sent;

/// Where the page is.
pub(crate) const PATH: &str = "/payment/method/register";

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router.route(PATH, get(show).post(take))
}

/// `GET /payment/method/register`.
async fn show(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ApiError> {
    let Some(step) = Step::open(&app, &ask).await? else { return unknown() };
    step.page(&app, None)
}

/// `POST /payment/method/register`.
async fn take(State(app): State<Arc<App>>, ask: Ask, sent: Sent) -> Result<Response, ApiError> {
    let Some(step) = Step::open(&app, &ask).await? else { return unknown() };
    let Some(registration) = &step.registration else { return step.page(&app, None) };
    let once = sent.field("once");
    if !app.engine.vault().is_form_token(ask.account, ask.method, &token_of(registration), once) {
        return step.page(&app, Some(words::SENT_BEFORE.to_owned()));
    }
    let context = ask.context(app.engine.ids().query());
    match sent.field("do") {
        "cancel" => {
            app.engine.remove_method(&context, ask.method).await?;
            Ok(go(registration.returns.cancel.as_ref(), words::CANCELED))
        }
        "later" => Ok(go(registration.returns.pending.as_ref(), words::LATER)),
        _ => step.go_on(&app, &context, registration, &sent).await,
    }
}

/// What a form of this step is sent with.
fn token_of(registration: &Registration) -> String {
    format!("{} {}", registration.wants.code(), registration.wrong_codes)
}

/// A method on its way.
struct Step {
    ask: Ask,
    method: PaymentMethod,
    registration: Option<Registration>,
}

impl Step {
    async fn open(app: &App, ask: &Ask) -> Result<Option<Self>, ApiError> {
        if !ask.is_open {
            return Ok(None);
        }
        let (method, registration) = app.engine.registration(ask.account, ask.method).await?;
        Ok(Some(Self { ask: *ask, method, registration }))
    }

    /// The form of this step, or what became of the method.
    fn page(&self, app: &App, error: Option<String>) -> Result<Response, ApiError> {
        let Some(registration) = &self.registration else {
            let status = self.method.status_on(app.engine.clock().now().today);
            return page(&words::over(status), &[], false);
        };
        let vault = app.engine.vault();
        let (account, method) = (self.ask.account, self.ask.method);
        let code = vault.method_code(account, method);
        let is_wrong = error.is_some();
        let mut form = match registration.wants {
            Wanted::Details => words::details(self.method.kind),
            Wanted::Code => words::code(&self.method, &code),
        };
        form.error = error;
        form.once = Some(vault.form_token(account, method, &token_of(registration)));
        let origins: Vec<&str> = registration.returns.all().map(WebAddress::origin).collect();
        page(&form, &origins, is_wrong)
    }

    /// Takes what was filled in.
    async fn go_on(
        &self,
        app: &App,
        context: &Context,
        registration: &Registration,
        sent: &Sent,
    ) -> Result<Response, ApiError> {
        let returns = &registration.returns;
        let reply = match registration.wants {
            Wanted::Code => Reply::Code(sent.field("code")),
            Wanted::Details => {
                let today = app.engine.clock().now().today;
                let kind = self.method.kind;
                match Instrument::parse(kind, |name| sent.field(name), today) {
                    Ok(instrument) => Reply::Details(instrument),
                    Err(refusal) => return self.page(app, Some(refusal.to_string())),
                }
            }
        };
        match app.engine.go_on_with_method(context, self.ask.method, &reply, None).await {
            Ok(_) if registration.wants == Wanted::Details => Ok(self.again()),
            Ok(_) => Ok(go(returns.success.as_ref(), words::VALID)),
            Err(EngineError::Method(MethodRefusal::Rejected { .. })) => {
                Ok(go(returns.failure.as_ref(), words::REJECTED))
            }
            Err(EngineError::Method(MethodRefusal::Lapsed { .. })) => {
                Ok(go(returns.error.as_ref(), words::LAPSED))
            }
            Err(EngineError::Method(refusal)) => match Self::open(app, &self.ask).await? {
                Some(step) => step.page(app, Some(refusal.to_string())),
                None => unknown(),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// The page once more, for the next step.
    fn again(&self) -> Response {
        Redirect::to(&format!("{PATH}?{}", self.ask.query())).into_response()
    }
}

/// To where the registration said; a page that says the same, if it said nothing.
fn go(address: Option<&WebAddress>, text: &str) -> Response {
    match address {
        Some(address) => Redirect::to(address.as_str()).into_response(),
        None => page(&words::closing(text), &[], false).unwrap_or_else(ApiError::into_response),
    }
}

fn unknown() -> Result<Response, ApiError> {
    let page = page(&words::closing(words::UNKNOWN), &[], false)?;
    Ok(Unfit::unknown(page).into_response())
}

fn page(form: &Form, origins: &[&str], is_wrong: bool) -> Result<Response, ApiError> {
    let page = form.to_page(origins).map_err(|error| ApiError::unwritable(&error))?;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, page.policy.as_str()),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let response = (headers, page.html).into_response();
    Ok(if is_wrong { Unfit::refilled(response).into_response() } else { response })
}

impl Ask {
    fn context(&self, query_id: String) -> Context {
        Context { account: self.account, actor: Actor::Holder, query_id }
    }
}
