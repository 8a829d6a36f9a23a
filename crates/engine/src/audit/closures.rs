//! Services that their holders have closed: with what, and by which entry of the journal.

use std::collections::BTreeMap;

use perennial_core::journal::Action;
use perennial_core::link::LinkKind;
use perennial_core::{Service, ServiceId};
use perennial_store::Books;

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found: Vec<Found> = books.services.iter().filter_map(|one| with(books, one)).collect();
    found.extend(journal(books));
    found
}

/// What is closed with another service is an option of it, and that one is closed since the same day.
fn with(books: &Books, service: &Service) -> Option<Found> {
    let closure = service.closure?;
    let with = books.services.iter().find(|one| one.id == closure.with);
    let is_closed = with.is_some_and(|with| with.closure == Some(closure));
    if is_closed && is_with_options_of(books, service.id, closure.with) {
        return None;
    }
    let (id, with) = (service.id, closure.with);
    Some(("closures", format!("service {id} was closed with service {with}, which was not")))
}

/// Whether a service is another one, or an option of it, directly or not.
fn is_with_options_of(books: &Books, service: ServiceId, parent: ServiceId) -> bool {
    let parent_of = |id: &ServiceId| {
        let mut options = books.links.iter().filter(|link| link.kind == LinkKind::OptionOf);
        options.find(|link| link.from == *id).map(|link| link.to)
    };
    // However the links are, there are no more steps than links.
    let steps = books.links.len().saturating_add(1);
    std::iter::successors(Some(service), parent_of).take(steps).any(|id| id == parent)
}

/// A service is closed by itself exactly if the last that the journal tells of it is that it was closed.
fn journal(books: &Books) -> Vec<Found> {
    let mut told = BTreeMap::<&str, bool>::new();
    for sealed in &books.journal {
        match sealed.entry.action {
            Action::CloseService => told.insert(&sealed.entry.subject, true),
            Action::ReopenService => told.insert(&sealed.entry.subject, false),
            _ => None,
        };
    }
    let mut found = Vec::new();
    for service in &books.services {
        let subject = format!("service {}", service.id);
        let is_closed = service.closure.is_some_and(|closure| closure.with == service.id);
        let is_told = told.get(subject.as_str()).copied().unwrap_or(false);
        if is_closed && !is_told {
            found.push((
                "closures",
                format!("{subject} is closed, and the journal does not say so"),
            ));
        }
        if is_told && !is_closed {
            found
                .push(("closures", format!("{subject} is open, and by the journal it was closed")));
        }
    }
    found
}
