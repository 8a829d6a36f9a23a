//! Engagements: what services are bound by is what was ordered, and what was sold within it cost what was agreed.

use perennial_core::engagement::{Clause, EndRule, Offer, Terms};
use perennial_core::order::{Line, OrderState};
use perennial_core::{Order, Service};
use perennial_store::Books;

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    for service in &books.services {
        found.extend(service.terms.as_ref().and_then(|terms| bound(books, service, terms)));
        found.extend(sold_within(books, service));
        found.extend(awaited(books, service));
    }
    found
}

fn lines<'b>(
    books: &'b Books,
    service: &'b Service,
) -> impl Iterator<Item = (&'b Order, &'b Line)> {
    let lines =
        books.orders.iter().flat_map(|order| order.terms.lines.iter().map(move |l| (order, l)));
    lines.filter(|(_, line)| line.service == Some(service.id) && line.term.is_some())
}

fn settled<'b>(books: &'b Books, service: &'b Service) -> impl Iterator<Item = &'b Line> {
    let is_settled = |order: &Order| matches!(order.state, OrderState::Settled { .. });
    lines(books, service).filter(move |(order, _)| is_settled(order)).map(|(_, line)| line)
}

/// Offers are the same, whatever was said later of what comes after them.
fn are_alike(one: &Offer, other: &Offer) -> bool {
    let end_rule = EndRule::GoOn;
    Offer { end_rule, ..one.clone() } == Offer { end_rule, ..other.clone() }
}

/// A settled line has begun the engagement, on its first day, for its length.
fn bound(books: &Books, service: &Service, terms: &Terms) -> Option<Found> {
    let begins = |line: &&Line| {
        let is_first = line.term.is_some_and(|term| term.starts_on == terms.starts_on);
        let is_its = |clause: &Clause| matches!(clause, Clause::Begins(offer) if are_alike(offer, &terms.offer));
        is_first && line.clause.as_ref().is_some_and(is_its)
    };
    let is_ordered = settled(books, service).any(|line| begins(&line));
    let until = service.engaged_until.and_then(|last| last.tomorrow().ok());
    let months = |day: jiff::civil::Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let lasts = until.map(|until| months(until) - months(terms.starts_on));
    let fits = lasts == Some(i32::from(terms.offer.length.months()));
    if is_ordered && fits {
        return None;
    }
    let (id, from) = (service.id, terms.starts_on);
    let text = if is_ordered {
        format!("the engagement of service {id} from {from} is not as long as was agreed")
    } else {
        format!("service {id} is engaged from {from}, and no settled order began that")
    };
    Some(("engagements", text))
}

/// Each period that begins within an engagement that was ordered cost what was agreed for it, or pays off the rest.
fn sold_within(books: &Books, service: &Service) -> Vec<Found> {
    let mut all: Vec<&Line> = settled(books, service).collect();
    all.sort_by_key(|line| line.term.map(|term| term.starts_on));
    let mut found = Vec::new();
    let mut agreed: Option<(&Offer, i32)> = None;
    for line in all {
        let Some(term) = line.term else { continue };
        if let Some(Clause::Begins(offer)) = &line.clause {
            agreed = Some((offer, i32::from(offer.length.months())));
        }
        let Some((offer, left)) = agreed.filter(|(_, left)| *left > 0) else { continue };
        let (sold, step) = (i32::from(term.period.months()), i32::from(offer.period.months()));
        let times = sold / step.max(1);
        let price = u32::try_from(times).ok().and_then(|times| offer.price.checked_mul(times).ok());
        let is_whole = sold == step || matches!(line.clause, Some(Clause::Flushes { .. }));
        if !is_whole || price != Some(line.unit_price) || sold > left {
            let (id, from) = (service.id, term.starts_on);
            let text =
                format!("service {id} was renewed from {from} otherwise than its engagement says");
            found.push(("engagements", text));
        }
        agreed = Some((offer, left.saturating_sub(sold)));
    }
    found
}

/// What waits for an order waits for one that begins it and can still be paid.
fn awaited(books: &Books, service: &Service) -> Option<Found> {
    let request = service.request.as_ref()?;
    let awaited = request.order?;
    let begins = |(order, line): (&Order, &Line)| {
        let is_open = matches!(order.state, OrderState::Unpaid | OrderState::Paying { .. });
        order.id == awaited && is_open && line.clause == Some(Clause::Begins(request.offer.clone()))
    };
    let is_there = lines(books, service).any(begins);
    let text = || {
        format!("service {} waits for an engagement by order {awaited}, which is over", service.id)
    };
    (!is_there).then(|| ("engagements", text()))
}
