//! One service: what it is, how to renew it now, and what is to become of it.
//!
//! What a renewal would cost is asked of the engine as a dry run each time something else is chosen, so that no price is made up
//! here. An order is placed for the price that was shown, or not at all.

mod offer;
mod settings;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use perennial_core::ServiceId;
use perennial_core::text::Name;
use perennial_engine::{PlaceOrder, Placed, ServiceUpdate, ServiceView};
use serde::Serialize;

use self::offer::{Offer, Wanted};
use self::settings::Settings;
use super::orders::ORDERS;
use super::page::{Answer, Page, see};
use super::refused::{reason, unfound};
use super::services::{renewal, state};
use super::site::{Badge, SERVICES};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;

const TEMPLATE: &str = "service.html";

/// The page.
#[derive(Serialize)]
struct Content {
    url: String,
    once: String,
    error: Option<String>,
    name: String,
    called: Option<String>,
    product: String,
    plan: String,
    quantity: u32,
    state: Badge,
    begun: String,
    expires: String,
    engaged: Option<String>,
    renewal: String,
    contacts: Vec<String>,
    options: Vec<Related>,
    parent: Option<Related>,
    offer: Option<Offer>,
    settings: Option<Settings>,
}

/// Another service.
#[derive(Serialize)]
struct Related {
    url: String,
    name: String,
}

impl Related {
    fn of(service: &perennial_core::Service) -> Self {
        let name = service.display_name.as_ref().unwrap_or(&service.name).to_string();
        Self { url: format!("{SERVICES}/{}", service.id), name }
    }
}

/// `GET /services/{serviceId}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let wanted = Wanted::asked(&visitor);
    page.site(TEMPLATE, &content(&page, id_of(&page, &id)?, &wanted, None).await?)
}

/// `POST /services/{serviceId}`.
pub(super) async fn take(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    visitor: Visitor,
    sent: Sent,
) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let id = id_of(&page, &id)?;
    let done = if page.is_sent_once(&sent) {
        match sent.field("do") {
            "order" => order(&page, id, &sent).await?,
            "name" => rename(&page, id, &sent).await?,
            _ => arrange(&page, id, &sent).await?,
        }
    } else {
        Err(page.say("web-sent-before")?)
    };
    match done {
        Ok(response) => Ok(response),
        Err(problem) => {
            let content = content(&page, id, &Wanted::sent(&sent), Some(problem)).await?;
            page.site_again(TEMPLATE, &content)
        }
    }
}

/// What came of a form: where to go on, or what was wrong.
type Done = Result<Response, String>;

/// Places the order that was shown.
async fn order(page: &Page<'_>, service: ServiceId, sent: &Sent) -> Result<Done, Trouble> {
    let wanted = Wanted::sent(sent);
    let Some(period) = wanted.period else { return Ok(Err(page.say("site-renew-nothing")?)) };
    let (engine, context) = (&page.app.engine, page.me.context(page.app));
    let mut command = PlaceOrder { service, period, services: wanted.services, dry_run: true };
    let shown = match engine.place_renewal_order(&context, &command, None).await {
        Ok(Placed::DryRun(terms)) => terms.totals.gross.to_decimal(),
        Ok(Placed::Order(order)) => order.terms.totals.gross.to_decimal(),
        Err(error) => return Ok(Err(reason(error)?)),
    };
    if shown != sent.field("gross") {
        return Ok(Err(page.say("site-renew-other-price")?));
    }
    command.dry_run = false;
    Ok(match engine.place_renewal_order(&context, &command, None).await {
        Ok(Placed::Order(order)) => Ok(see(&format!("{ORDERS}/{}", order.id))),
        Ok(Placed::DryRun(_)) => Err(page.say("site-renew-nothing")?),
        Err(error) => Err(reason(error)?),
    })
}

async fn rename(page: &Page<'_>, service: ServiceId, sent: &Sent) -> Result<Done, Trouble> {
    let text = sent.field("name").trim();
    let name = if text.is_empty() { Ok(None) } else { Name::parse(text).map(Some) };
    let name = match name {
        Ok(name) => name,
        Err(problem) => return Ok(Err(problem.to_string())),
    };
    update(page, service, &ServiceUpdate { display_name: Some(name), renewal: None }).await
}

async fn arrange(page: &Page<'_>, service: ServiceId, sent: &Sent) -> Result<Done, Trouble> {
    let renewal = match settings::wish(sent) {
        Ok(wish) => Some(perennial_engine::Renewal::Wish(wish)),
        Err(problem) => return Ok(Err(problem)),
    };
    update(page, service, &ServiceUpdate { display_name: None, renewal }).await
}

async fn update(
    page: &Page<'_>,
    service: ServiceId,
    update: &ServiceUpdate,
) -> Result<Done, Trouble> {
    let done = page.app.engine.update_service(&page.me.context(page.app), service, update).await;
    Ok(match done {
        Ok(()) => Ok(see(&format!("{SERVICES}/{service}"))),
        Err(error) => Err(reason(error)?),
    })
}

fn id_of(page: &Page<'_>, text: &str) -> Result<ServiceId, Unfit> {
    let id = text.parse().ok().and_then(|id| ServiceId::try_new(id).ok());
    id.ok_or_else(|| Unfit::nothing(page.me.words))
}

async fn content(
    page: &Page<'_>,
    id: ServiceId,
    wanted: &Wanted,
    error: Option<String>,
) -> Result<Content, Unfit> {
    let (app, me) = (page.app, page.me);
    let view = app.engine.view_service(me.session.account, &me.fresh, id).await;
    let view = view.map_err(|error| unfound(me.words, error))?;
    let offer = Offer::of(page, &view, wanted).await?;
    Ok(Content { error, offer, ..described(page, &view)? })
}

fn described(page: &Page<'_>, view: &ServiceView) -> Result<Content, Trouble> {
    let (service, words) = (view.service(), page.me.words);
    let contacts = &service.contacts;
    Ok(Content {
        url: format!("{SERVICES}/{}", service.id),
        once: page.token(),
        error: None,
        name: service.name.to_string(),
        called: service.display_name.as_ref().map(ToString::to_string),
        product: service.product.to_string(),
        plan: view.plan().map_or_else(|| service.plan.to_string(), |plan| plan.name.to_string()),
        quantity: service.quantity.get(),
        state: state(page, view)?,
        begun: words.date(service.created_on),
        expires: words.date(service.expiry.on()),
        engaged: service.engaged_until.map(|last| words.date(last)),
        renewal: renewal(page, view)?,
        contacts: [&contacts.admin, &contacts.billing, &contacts.tech]
            .map(ToString::to_string)
            .to_vec(),
        options: view.options().map(Related::of).collect(),
        parent: view.parent().map(Related::of),
        offer: None,
        settings: Settings::of(page, view)?,
    })
}
