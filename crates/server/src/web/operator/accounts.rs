//! Accounts: all of them page by page in the order of their names, or those that a text is the beginning of.

use std::sync::Arc;

use axum::extract::State;
use form_urlencoded::Serializer;
use perennial_core::text::Name;
use perennial_documents::form::Link;
use perennial_engine::Accounts;
use perennial_engine::StoredAccount;

use super::ACCOUNTS;
use super::board::{Board, Cell, Search, Section};
use super::desk::{Desk, Guest};
use crate::App;
use crate::web::page::Answer;
use crate::web::trouble::Trouble;

/// How many accounts a page shows.
const SHOWN: usize = 50;

/// `GET /operator/accounts`.
pub(super) async fn show(State(app): State<Arc<App>>, guest: Guest) -> Answer {
    let desk = Desk::of(&app, &guest)?;
    let (search, after) = (guest.asked("search"), guest.asked("after"));
    let search = search.trim();
    let found = if search.is_empty() {
        app.engine.accounts_after_name(&after, SHOWN).await
    } else {
        app.engine.find_accounts(search, SHOWN).await
    };
    let found = found.map_err(|error| Trouble(error.to_string()))?;
    desk.page(&board(&desk, search, &after, &found)?)
}

fn board(desk: &Desk<'_>, search: &str, after: &str, found: &Accounts) -> Result<Board, Trouble> {
    let heads = [
        "operator-name-of-account",
        "operator-customer",
        "operator-email",
        "operator-country",
        "#operator-prepaid",
    ];
    let mut table = desk.table("operator-accounts", &heads)?;
    table.rows = found.accounts.iter().map(|stored| row(desk, stored)).collect();
    let mut text = Vec::new();
    let mut links = Vec::new();
    if search.is_empty() {
        if !after.is_empty() {
            links.push(desk.link(ACCOUNTS, "operator-first-page")?);
        }
        if let Some(last) = found.accounts.last().filter(|_| found.has_more) {
            let mut query = Serializer::new(String::new());
            let query = query.append_pair("after", last.account.nichandle.as_str()).finish();
            links.push(Link {
                url: format!("{ACCOUNTS}?{query}"),
                label: desk.say("site-turn-on")?,
            });
        }
    } else if found.has_more {
        text.push(desk.say("operator-more-letters")?);
    }
    Ok(Board {
        title: desk.say("operator-accounts")?,
        search: Some(Search {
            label: desk.say("operator-search")?,
            hint: desk.say("operator-search-hint")?,
            value: search.to_owned(),
            button: desk.say("site-find")?,
        }),
        sections: vec![Section {
            text,
            table: Some(table).filter(|table| !table.rows.is_empty()),
            empty: Some(desk.say("operator-no-accounts")?),
            links,
            ..Section::default()
        }],
        ..Board::default()
    })
}

fn row(desk: &Desk<'_>, StoredAccount { account, balances, .. }: &StoredAccount) -> Vec<Cell> {
    let url = format!("{ACCOUNTS}/{}", account.id);
    vec![
        Cell::link(&account.nichandle, url),
        Cell::text(&called(account)),
        Cell::text(&account.profile.email),
        Cell::text(&account.profile.country.to_string()),
        Cell::amount(desk.words, balances.prepaid),
    ]
}

/// What a customer is called beside the name of the account.
pub(super) fn called(account: &perennial_core::Account) -> String {
    let profile = &account.profile;
    let person = [&profile.first_name, &profile.last_name];
    let person: Vec<&str> = person.into_iter().flatten().map(Name::as_str).collect();
    let parts = [profile.organisation.as_ref().map(ToString::to_string), Some(person.join(" "))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
