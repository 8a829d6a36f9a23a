//! How answers are written: amounts, payments, orders and refusals in the names of the story.

use std::collections::HashMap;

use perennial_core::order::{Line, OrderState, Totals};
use perennial_core::payment::{Decline, Payment, PaymentState};
use perennial_core::renew::RenewSettings;
use perennial_core::service::ServiceState;
use perennial_core::{Means, Order, ServiceId};
use perennial_engine::EngineError;

use super::records;
use super::stage::Stage;

/// What something was paid with.
pub(super) fn means(stage: &Stage, owner: usize, means: Means) -> String {
    match means {
        Means::Method(id, _) => stage.method_name(owner, id),
        Means::Prepaid => "prepaid".to_owned(),
        Means::Fidelity => "points".to_owned(),
    }
}

/// A payment and what became of it.
pub(super) fn payment(stage: &Stage, owner: usize, payment: &Payment) -> String {
    let (amount, means) = (payment.amount, means(stage, owner, payment.means));
    match payment.state {
        PaymentState::Pending => format!("charging {amount} to {means}"),
        PaymentState::Unknown { .. } => format!("in doubt: {amount} by {means}"),
        PaymentState::Captured { .. } => format!("paid {amount} by {means}"),
        PaymentState::Declined { decline: Decline::Soft, .. } => {
            format!("declined {amount} by {means}")
        }
        PaymentState::Declined { decline: Decline::Hard, .. } => {
            format!("declined {amount} by {means} for good")
        }
        PaymentState::Voided { .. } => format!("never happened: {amount} by {means}"),
    }
}

/// Net, tax and gross.
pub(super) fn totals(totals: &Totals) -> String {
    format!("{} net + {} tax = {}", totals.net, totals.tax, totals.gross)
}

/// A position of an order or a bill.
pub(super) fn line(stage: &Stage, owner: usize, line: &Line) -> String {
    let name = line
        .service
        .map_or_else(|| line.name.to_string(), |service| stage.service_name(owner, service));
    match line.term {
        Some(term) => format!("{name} {} until {} {}", term.starts_on, term.ends_on, line.amount),
        None => format!("{name} restoration {}", line.amount),
    }
}

/// Where an order stands.
pub(super) fn order_state(order: &Order) -> &'static str {
    match order.state {
        OrderState::Unpaid => "unpaid",
        OrderState::Paying { .. } => "being paid",
        OrderState::Settled { .. } => "settled",
        OrderState::Cancelled { .. } => "cancelled",
    }
}

/// The state of a service, with the dates that belong to it.
pub(super) fn state(state: ServiceState) -> String {
    match state {
        ServiceState::Unpaid(unpaid) => format!("unpaid since {}", unpaid.since),
        ServiceState::Suspended(suspension) => {
            let fee = suspension.redemption_from;
            let fee = fee.map_or_else(String::new, |from| format!(", for a fee from {from}"));
            let (since, end) = (suspension.since, suspension.delete_on);
            format!("suspended since {since}, deleted on {end}{fee}")
        }
        other => other.kind().code().to_owned(),
    }
}

/// The renew settings of a service.
pub(super) fn settings(renew: RenewSettings) -> String {
    let period = renew.period().map_or_else(String::new, |period| format!(" {period}"));
    let stop = renew.stop().map_or_else(String::new, |stop| format!(" {}", stop.code()));
    format!("{}{period}{stop}", renew.mode().code())
}

/// A *no* of the engine, or what it was asked and could not do, in the names of the story.
///
/// # Errors
///
/// What went wrong inside is no answer.
pub(super) async fn refusal(
    stage: &Stage,
    owner: usize,
    error: EngineError,
) -> anyhow::Result<String> {
    use perennial_engine::Class;
    if matches!(error.class(), Class::Bug | Class::Unavailable) {
        return Err(error.into());
    }
    let person = stage.person(owner)?;
    let orders = records::orders(stage.engine()?, person.account).await?;
    let mut names = HashMap::from([(person.account.get(), person.name.clone())]);
    for order in &orders {
        names.insert(order.id.get(), records::number_of(&orders, order.id));
    }
    let text = named(&error.to_string(), &names, |id| {
        let id = ServiceId::try_new(id).ok()?;
        Some(stage.service_name(owner, id))
    });
    Ok(match error {
        EngineError::Declined { .. } | EngineError::InDoubt { .. } => text,
        _ => format!("refused: {text}"),
    })
}

/// Drawn ids are long numbers.
const DRAWN: i64 = 1_000_000;

/// A text in which ids are names. Those that are drawn are known; others are services where the text says so.
fn named(
    text: &str,
    drawn: &HashMap<i64, String>,
    service: impl Fn(i64) -> Option<String>,
) -> String {
    let (mut before, mut in_list) = ("", false);
    let mut words = Vec::new();
    for word in text.split(' ') {
        in_list |= word.starts_with('[');
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        let id = digits.parse::<i64>().ok();
        let says_so = in_list || matches!(before, "service" | "of" | "strategy:");
        let name = match id {
            Some(id) if id >= DRAWN => drawn.get(&id).cloned(),
            Some(id) if says_so || text.contains("are not a strategy") => service(id),
            _ => None,
        };
        in_list &= !word.contains(']');
        before = word;
        words.push(name.map_or_else(|| word.to_owned(), |name| word.replace(digits, &name)));
    }
    // Answers are separated by semicolons.
    words.join(" ").replace(';', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_refusals_are_names() {
        let drawn = HashMap::from([(1_234_567_890, "2".to_owned())]);
        let service = |id| Some(format!("vps{id}"));
        for (text, expected) in [
            ("service 7 is in order 1234567890; wait", "service vps7 is in order 2, wait"),
            (
                "these services are not a strategy: 1 missing; nearest: [1, 2] and [3]",
                "these services are not a strategy: vps1 missing, nearest: [vps1, vps2] and [vps3]",
            ),
            (
                "it runs until 2027-01-31, 120 months ahead",
                "it runs until 2027-01-31, 120 months ahead",
            ),
        ] {
            assert_eq!(named(text, &drawn, service), expected);
        }
    }
}
