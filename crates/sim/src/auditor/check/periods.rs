//! I1, I2 and I7: periods are sold once, follow one another on the anchor day, and belong to settled orders.

use std::collections::BTreeMap;

use crate::auditor::books::AccountRows;
use crate::auditor::date::{Day, months_later, print};

/// `began` are the expiry and the anchor that each service came with.
pub(super) fn check(
    rows: &AccountRows,
    began: Option<&BTreeMap<i64, (Day, i64)>>,
    say: &mut impl FnMut(&'static str, String),
) {
    for (id, service) in &rows.services {
        let Some((first, anchor)) = began.and_then(|began| began.get(id)) else {
            say("rows", format!("nobody gave the account service {id}"));
            continue;
        };
        if service.anchor != *anchor {
            say("I7", format!("service {id} has the anchor {}, not {anchor}", service.anchor));
        }
        let mut end = *first;
        let mut before = None;
        for (_, starts, ends, order) in rows.periods.iter().filter(|(of, ..)| of == id) {
            let (from, to) = (print(*starts), print(*ends));
            if before == Some(*starts) {
                say("I1", format!("the period of service {id} from {from} is sold twice"));
            } else if *starts != end {
                say(
                    "I1",
                    format!("service {id} is sold from {from}, but ran until {}", print(end)),
                );
            }
            let months = term(rows, *order, *id, *starts);
            match months {
                Some(months) if months_later(*starts, months, *anchor) == *ends => {}
                Some(months) => {
                    say("I7", format!("{months} months of service {id} from {from} end on {to}"));
                }
                None => say(
                    "I2",
                    format!(
                        "service {id} was extended by order {order}, which sells nothing like it"
                    ),
                ),
            }
            (end, before) = (*ends, Some(*starts));
        }
        if service.expires != end {
            let expires = print(service.expires);
            say(
                "I2",
                format!("service {id} expires on {expires}, but is paid until {}", print(end)),
            );
        }
    }
    for (id, order) in rows.orders.iter().filter(|(_, order)| order.state == "settled") {
        for line in &order.lines {
            let Some((_, starts, ends)) = line.term else { continue };
            if !rows.periods.contains(&(line.service, starts, ends, *id)) {
                let service = line.service;
                say(
                    "I2",
                    format!("order {id} is settled, but service {service} is not extended by it"),
                );
            }
        }
    }
}

/// The months for which a settled order sells a service from a day on.
fn term(rows: &AccountRows, order: i64, service: i64, starts: Day) -> Option<i64> {
    let order = rows.orders.get(&order).filter(|order| order.state == "settled")?;
    let mut lines = order.lines.iter().filter(|line| line.service == service);
    lines
        .find_map(|line| line.term.filter(|(_, from, _)| *from == starts))
        .map(|(months, ..)| months)
}
