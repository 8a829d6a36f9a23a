//! What can be paid with: registered methods and balances, in words; and the page about them.

use std::sync::Arc;

use axum::extract::State;
use perennial_core::PaymentMethodId;
use perennial_core::means::registration::{Request, Returns, registrable};
use perennial_core::means::{Means, MethodKind, MethodStatus, PaymentMethod};
use perennial_core::web::WebAddress;
use serde::Serialize;

use super::page::{Answer, Page, see};
use super::refused::reason;
use super::site::Badge;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::sent::Sent;

pub(super) const MEANS: &str = "/means";
const TEMPLATE: &str = "means.html";

#[derive(Serialize)]
struct Content {
    once: String,
    error: Option<String>,
    prepaid: String,
    points: String,
    owed: Option<String>,
    methods: Vec<Row>,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    text: String,
    note: Option<String>,
    state: Badge,
    is_default: bool,
    can_be_default: bool,
    /// Where its holder confirms it, while that is awaited.
    confirm: Option<String>,
    until: Option<String>,
}

#[derive(Serialize)]
struct Kind {
    code: &'static str,
    text: String,
}

/// `GET /means`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    page.site(TEMPLATE, &content(&page, None).await?)
}

/// `POST /means`.
pub(super) async fn take(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let problem = if page.is_sent_once(&sent) {
        match change(&page, &sent).await? {
            Ok(next) => return Ok(see(&next)),
            Err(problem) => problem,
        }
    } else {
        page.say("web-sent-before")?
    };
    page.site_again(TEMPLATE, &content(&page, Some(problem)).await?)
}

/// Does what a form asks for; answers where to go on, or what is wrong.
async fn change(page: &Page<'_>, sent: &Sent) -> Result<Result<String, String>, Trouble> {
    let (engine, context) = (&page.app.engine, page.me.context(page.app));
    if let Some(kind) = MethodKind::from_name(sent.field("kind")) {
        return register(page, kind).await;
    }
    let id = sent.field("method").parse().ok().and_then(|id| PaymentMethodId::try_new(id).ok());
    let Some(id) = id else { return Ok(Err(page.say("site-means-choose")?)) };
    let done = match sent.field("do") {
        "default" => engine.choose_default_method(&context, id, None).await,
        _ => engine.remove_method(&context, id).await.map(drop),
    };
    Ok(match done {
        Ok(()) => Ok(MEANS.to_owned()),
        Err(error) => Err(reason(error)?),
    })
}

/// Begins the registration of a method; its holder goes on at the page of the gateway, and comes back here.
async fn register(page: &Page<'_>, kind: MethodKind) -> Result<Result<String, String>, Trouble> {
    let back = WebAddress::parse(&format!("{}{MEANS}", page.app.base_url())).ok();
    let returns = Returns::always(back);
    let request =
        Request { kind, description: None, makes_default: false, returns, instrument: None };
    let done = page.app.engine.register_method(&page.me.context(page.app), &request, None).await;
    Ok(match done {
        Ok(method) => Ok(page.app.wire(page.me.session.account).method_path(method.id)),
        Err(error) => Err(reason(error)?),
    })
}

async fn content(page: &Page<'_>, error: Option<String>) -> Result<Content, Trouble> {
    let (engine, account, words) = (&page.app.engine, page.me.session.account, page.me.words);
    let balances = engine.balances(account).await?;
    let mut methods = engine.payment_methods(account).await?;
    methods.sort_by_key(|method| (!method.is_default, method.id));
    let owed = engine.owed(account).await?;
    let owed =
        [owed.overdue, owed.unmatured, owed.pending].into_iter().filter(|part| !part.is_zero());
    let owed: Vec<String> = owed.map(|part| words.amount(part)).collect();
    let kind = |kind: MethodKind| Ok(Kind { code: kind.mean(), text: kind_in_words(page, kind)? });
    let kinds = registrable(page.me.customer.account.currency).into_iter();
    Ok(Content {
        once: page.token(),
        error,
        prepaid: words.amount(balances.prepaid),
        points: words.amount(balances.fidelity),
        owed: (!owed.is_empty()).then(|| owed.join(" + ")),
        methods: methods.iter().map(|method| row(page, method)).collect::<Result<_, _>>()?,
        kinds: kinds.map(kind).collect::<Result<_, Trouble>>()?,
    })
}

fn row(page: &Page<'_>, method: &PaymentMethod) -> Result<Row, Trouble> {
    let status = method.status_on(page.app.engine.clock().now().today);
    let (tone, key) = match status {
        MethodStatus::Valid if method.refused_at.is_some() => ("off", "site-method-refused"),
        MethodStatus::Valid => ("good", "site-method-valid"),
        MethodStatus::Validating => ("wait", "site-method-validating"),
        MethodStatus::Expired => ("off", "site-method-expired"),
        MethodStatus::Failed => ("off", "site-method-failed"),
        MethodStatus::Canceled => ("", "site-method-canceled"),
        MethodStatus::Rejected => ("off", "site-method-rejected"),
    };
    // Whoever only reads these pages is not the one to confirm it.
    let confirm = status == MethodStatus::Validating && page.me.session.reader.is_none();
    let wire = page.app.wire(page.me.session.account);
    Ok(Row {
        id: method.id.get(),
        text: method_in_words(page, method)?,
        note: method.description.as_ref().map(ToString::to_string),
        state: Badge { tone, text: page.say(key)? },
        is_default: method.is_default,
        can_be_default: status == MethodStatus::Valid && !method.is_default,
        confirm: confirm.then(|| wire.method_path(method.id)),
        until: method.expires_on.map(|last| page.me.words.date(last)),
    })
}

/// A registered method: what it is, and what its holder knows it by.
pub(super) fn method_in_words(page: &Page<'_>, method: &PaymentMethod) -> Result<String, Trouble> {
    let kind = kind_in_words(page, method.kind)?;
    Ok(match &method.label {
        Some(label) => format!("{kind} {label}"),
        None => kind,
    })
}

/// What an order was paid with, or can be.
pub(super) fn in_words(page: &Page<'_>, means: Means) -> Result<String, Trouble> {
    match means {
        Means::Method(_, kind) => kind_in_words(page, kind),
        Means::Prepaid => page.say("site-prepaid"),
        Means::Fidelity => page.say("site-points"),
    }
}

fn kind_in_words(page: &Page<'_>, kind: MethodKind) -> Result<String, Trouble> {
    page.say(match kind {
        MethodKind::BankAccount => "site-kind-bank",
        MethodKind::CreditCard => "site-kind-card",
        MethodKind::DeferredPaymentAccount => "site-kind-deferred",
        MethodKind::Paypal => "site-kind-paypal",
    })
}
