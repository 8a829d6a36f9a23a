//! One account: what it holds, orders, pays and owes, and what its journal says; and the way to its own pages.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use hyper::header::SET_COOKIE;
use perennial_core::AccountId;
use perennial_engine::{EngineError, Session};
use perennial_engine::{Parked, StoredAccount};

use super::accounts::called;
use super::board::{Board, Cell, Section};
use super::desk::{Desk, Guest};
use super::tables;
use super::{ACCOUNTS, sandbox};
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;
use crate::web::page::{Answer, see};
use crate::web::site::SERVICES;
use crate::web::trouble::Trouble;

/// The account that a path names, as it stands.
pub(super) async fn account(desk: &Desk<'_>, id: &str) -> Result<StoredAccount, Unfit> {
    let id = id.parse().ok().and_then(|id| AccountId::try_new(id).ok());
    let Some(id) = id else { return Err(desk.unknown()) };
    let found = desk.app.engine.store().account(id).await;
    found.map_err(|error| Trouble(error.to_string()))?.ok_or_else(|| desk.unknown())
}

/// What a form about an account is good for: the account as it stands.
pub(super) fn state(stored: &StoredAccount) -> String {
    stored.head.version.to_string()
}

/// `GET /operator/accounts/{account}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let stored = account(&desk, &id).await?;
    let parked = app.engine.parked_accounts().await.map_err(EngineError::from)?;
    let parked = parked.into_iter().find(|one| one.account == stored.account.id);
    let mut sections = vec![facts(&desk, &stored, parked.as_ref()).await?];
    sections.push(tables::services(&desk, stored.account.id).await?);
    sections.push(tables::orders(&desk, stored.account.id).await?);
    sections.push(tables::payments(&desk, &stored).await?);
    sections.push(tables::bills(&desk, stored.account.id).await?);
    sections.push(tables::debts(&desk, stored.account.id).await?);
    sections.extend(sandbox::outcomes(&desk, &stored).await?);
    sections.push(tables::journal(&desk, &stored).await?);
    let badge = match parked {
        Some(_) => Some(desk.badge("off", "operator-is-parked")?),
        None => None,
    };
    let title = stored.account.nichandle.to_string();
    let (lead, done) = (Some(called(&stored.account)), desk.was_done()?);
    let lead = lead.filter(|lead| !lead.is_empty());
    desk.page(&Board { title, badge, lead, done, sections, ..Board::default() })
}

async fn facts(
    desk: &Desk<'_>,
    stored: &StoredAccount,
    parked: Option<&Parked>,
) -> Result<Section, Unfit> {
    let StoredAccount { account, balances, head } = stored;
    let how = desk.app.engine.how_to_sign_in(account.id).await?;
    let signs_in = match how {
        None => "operator-signs-in-not",
        Some((_, false)) => "operator-signs-in-password",
        Some((_, true)) => "operator-signs-in-factor",
    };
    let mut facts = vec![
        (desk.say("operator-email")?, Cell::text(&account.profile.email)),
        (desk.say("operator-country")?, Cell::text(&account.profile.country.to_string())),
        (desk.say("operator-language")?, Cell::text(&account.profile.language)),
        (desk.say("operator-created")?, Cell::text(&desk.minute(account.created_at))),
        (desk.say("operator-prepaid")?, Cell::text(&desk.words.amount(balances.prepaid))),
        (desk.say("operator-points")?, Cell::text(&balances.fidelity.to_decimal())),
        (desk.say("operator-signs-in")?, Cell::text(&desk.say(signs_in)?)),
        (desk.say("operator-id")?, Cell::text(&account.id)),
        (desk.say("operator-version")?, Cell::text(&head.version)),
    ];
    if let Some(parked) = parked {
        let since = desk.minute(parked.at);
        facts.push((desk.say("operator-is-parked")?, Cell::text(&parked.reason).with_note(&since)));
    }
    let at = format!("{ACCOUNTS}/{}", account.id);
    let open = format!("{at}/open");
    let mut forms = vec![super::board::Act {
        once: desk.token(&open, &state(stored)),
        action: open,
        buttons: vec![desk.button("send", "operator-open-pages")?],
        ..Default::default()
    }];
    if parked.is_some() {
        let button = ("send", "operator-unpark");
        forms.extend(desk.act(&format!("{at}/unpark"), &state(stored), button)?);
    }
    Ok(Section { facts, forms, ..Section::default() })
}

/// `POST /operator/accounts/{account}/open`: the customer's own pages, to be read.
pub(super) async fn open_pages(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let desk = Desk::sender(&app, &guest)?;
    let stored = account(&desk, &id).await?;
    desk.must_be_sent_once(&sent, &state(&stored))?;
    let context = desk.context(stored.account.id);
    let started = app.engine.open_pages(&context, &desk.operating.operator).await?;
    let lasts = started.session.ends_at.duration_since(started.session.created_at);
    let cookie = guest.cookie_of::<Session>(&started.cookie, lasts.as_secs());
    Ok(([(SET_COOKIE, cookie)], see(SERVICES)).into_response())
}
