//! Payments without an outcome: since when, for what, how much; and asking the gateway again.

use std::sync::Arc;

use axum::extract::{Path, State};
use perennial_core::PaymentId;
use perennial_core::payment::PaymentState;
use perennial_engine::EngineError;

use super::board::{Board, Cell};
use super::desk::{Desk, Guest};
use super::done::Done;
use super::one::{account, state};
use super::tables::{ask_form, payment_state, section};
use super::{ACCOUNTS, DOUBTS};
use crate::App;
use crate::sent::Sent;
use crate::web::page::Answer;

/// How many payments are shown, the oldest first.
const SHOWN: i64 = 100;

/// `GET /operator/payments`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let doubts = app.engine.doubts(SHOWN).await.map_err(EngineError::from)?;
    let heads = [
        "operator-payment",
        "operator-name-of-account",
        "operator-started",
        "site-state",
        "#operator-gross",
        "operator-action",
    ];
    let mut table = desk.table("operator-longest-first", &heads)?;
    for doubt in doubts {
        let payment = &doubt.payment;
        let stored = app.engine.store().account(doubt.account).await.map_err(EngineError::from)?;
        let form = match &stored {
            Some(stored) => ask_form(&desk, doubt.account, payment, &state(stored))?,
            None => None,
        };
        let since = match payment.state {
            PaymentState::Unknown { since } => {
                Some(desk.say_of("operator-since-when", &[("when", desk.minute(since).into())])?)
            }
            _ => None,
        };
        table.rows.push(vec![
            Cell::text(&payment.id).with_note(&payment.order),
            Cell::link(&doubt.nichandle, format!("{ACCOUNTS}/{}", doubt.account)),
            Cell::text(&desk.minute(payment.created_at)).with_note(&payment.means.name()),
            Cell { note: since, ..Cell::state(payment_state(&desk, payment)?) },
            Cell::amount(desk.words, payment.amount),
            Cell::form(form),
        ]);
    }
    let mut section = section(&desk, "operator-doubts", table)?;
    section.text = vec![desk.say("operator-doubts-text")?];
    section.title = None;
    let (title, done) = (desk.say("operator-doubts")?, desk.was_done()?);
    desk.page(&Board { title, done, sections: vec![section], ..Board::default() })
}

/// `POST /operator/accounts/{account}/payments/{payment}`.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    guest: Guest,
    Path((id, payment)): Path<(String, String)>,
    sent: Sent,
) -> Answer {
    let desk = Desk::acting(&app, &guest)?;
    let stored = account(&desk, &id).await?;
    desk.must_be_sent_once(&sent, &state(&stored))?;
    let payment = payment.parse().ok().and_then(|id| PaymentId::try_new(id).ok());
    let payment = payment.ok_or_else(|| desk.unknown())?;
    let asked = app.engine.ask_payment(&desk.context(stored.account.id), payment).await;
    asked.map_err(|error| desk.refusal(error))?;
    Ok(desk.done(DOUBTS, Done::Asked))
}
