//! Changes of contacts: of services that are there, and done only when both had accepted.

use perennial_core::contact::{ContactChange, ContactChangeState, Party};
use perennial_store::{Books, StoredContactChange};

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    for StoredContactChange { change, .. } in &books.contact_changes {
        let id = change.id;
        if !books.services.iter().any(|held| held.id == change.service) {
            let text = format!("task {id} is about service {}, which is not there", change.service);
            found.push(("contacts", text));
        }
        let is_done = matches!(change.state, ContactChangeState::Done { .. });
        if is_done && !(agrees(change, &change.from) && agrees(change, &change.to)) {
            let text = format!("task {id} is done, and not both have accepted in time");
            found.push(("contacts", text));
        }
    }
    found
}

/// Whether a side has accepted in time, or could not be asked.
fn agrees(change: &ContactChange, party: &Party) -> bool {
    match (party.account, party.accepted_at) {
        (None, _) => true,
        (Some(_), accepted_at) => {
            accepted_at.is_some_and(|at| change.asked_at <= at && at <= change.valid_until)
        }
    }
}
