//! Ends of services that were asked for: of services that are there, confirmed in time, and each with a letter whose token
//! is the one that confirms it.

use std::collections::BTreeMap;

use perennial_core::automatic::NoticeKind;
use perennial_core::termination::{Termination, TerminationState};
use perennial_documents::mail;
use perennial_store::{Books, StoredNotice, StoredTermination};

use super::Found;
use crate::engine::Engine;
use crate::vault::Purpose;

impl Engine {
    pub(super) fn termination_violations(&self, books: &Books) -> Vec<Found> {
        let letters = letters(books);
        let mut found = Vec::new();
        for StoredTermination { termination, token_hash } in &books.terminations {
            let id = termination.id;
            found.extend(facts(books, termination).map(|text| ("ends", text)));
            let letter = letters.get(&id.get());
            let token = letter.and_then(|letter| self.token_of(letter).ok().flatten());
            let confirms = token.is_some_and(|token| {
                self.vault.has_hash(Purpose::ConfirmationToken, &token, token_hash)
            });
            if !confirms {
                let text = format!("no letter has the token that confirms termination {id}");
                found.push(("I11", text));
            }
        }
        found
    }
}

/// The letters that ask for a confirmation, by what is confirmed.
fn letters(books: &Books) -> BTreeMap<i64, &StoredNotice> {
    let asks = |notice: &&StoredNotice| notice.kind == NoticeKind::TerminationAsked;
    let request = |notice: &StoredNotice| mail::decode(notice.kind, &notice.data).ok()?.request;
    let letters = books.notices.iter().filter(asks);
    letters.filter_map(|notice| Some((request(notice)?.id, notice))).collect()
}

fn facts(books: &Books, termination: &Termination) -> Option<String> {
    let Termination { id, service, asked_at, valid_until, .. } = termination;
    if !books.services.iter().any(|held| held.id == *service) {
        return Some(format!("termination {id} is of service {service}, which is not there"));
    }
    match &termination.state {
        TerminationState::Confirmed { at, .. } if at < asked_at || at > valid_until => {
            Some(format!("termination {id} was confirmed out of time"))
        }
        _ if valid_until <= asked_at => Some(format!("termination {id} could never be confirmed")),
        _ => None,
    }
}
