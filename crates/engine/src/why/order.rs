//! An order: who placed it and why on that day, what it sells, how it was paid, its bill.

use perennial_core::calendar::RenewDay;
use perennial_core::journal::Action;
use perennial_core::order::{CancelReason, Category, Order, OrderState};
use perennial_core::run::{Run, RunState};

use super::{Evidence, Fact, Section, Why, line, payment, refund, words};

/// `runs` are those of the day that placed the order, if it was a day of the calendar.
pub(super) fn why(evidence: &Evidence, order: &Order, runs: &[Run]) -> Why {
    let mut sections = vec![Section::new("Who ordered it", origin(evidence, order, runs))];
    let lines = order.terms.lines.iter();
    sections.extend((1..).zip(lines).map(|(number, line)| line::section(evidence, number, line)));
    sections.push(line::totals(order));
    sections.push(payment::section(evidence, order));
    sections.extend(bill(evidence, order));
    sections.extend(refund::sections(evidence, order));
    sections.push(Section::new("Journal", journal(evidence, order)));
    let title = format!("Order {} of {}", order.id, evidence.books.account.nichandle);
    Why { title, sections }
}

fn origin(evidence: &Evidence, order: &Order, runs: &[Run]) -> Vec<Fact> {
    let subject = format!("order {}", order.id);
    let placed = evidence.entry(&subject, Action::PlaceOrder);
    let placed = placed.map_or_else(
        || {
            format!(
                "{}, and the journal does not say by whom",
                evidence.minute(order.terms.placed_at)
            )
        },
        |entry| evidence.who(entry),
    );
    let category = match order.terms.category {
        Category::AutoRenew => "the calendar started it",
        Category::EarlyRenewal => "a customer started it",
        Category::PrepaidCredit => "the customer puts money on the prepaid account",
        Category::PointsCredit => "the customer buys fidelity points",
        Category::Withdrawal => "money of the prepaid account goes back to the customer",
        Category::Debt => "the customer pays what was taken back",
    };
    let mut facts = vec![
        Fact::new("placed", placed),
        Fact::new("category", format!("{}: {category}", order.terms.category.code())),
    ];
    facts.extend(day(evidence, order));
    // Runs that were cancelled have placed nothing; of several that did the day, it was the last one before the order.
    let before =
        |run: &&Run| run.state != RunState::Cancelled && run.planned_at <= order.terms.placed_at;
    facts.extend(runs.iter().rfind(before).map(|run| Fact::new("run", decided(evidence, run))));
    facts.push(Fact::new("state", state(evidence, order)));
    facts
}

/// A run, and who let it go on if that was a person.
fn decided(evidence: &Evidence, run: &Run) -> String {
    let planned = format!("run {}, planned {}", run.id, evidence.minute(run.planned_at));
    match &run.decision {
        None => format!("{planned}, within its budget"),
        Some((by, at)) => format!(
            "{planned}, over its budget ({}), and approved {} by {by}",
            run.excesses.join("; "),
            evidence.minute(*at)
        ),
    }
}

/// The day of the calendar that placed the order, and why it was that one.
fn day(evidence: &Evidence, order: &Order) -> Vec<Fact> {
    let Some(day) = order.terms.run_on else { return Vec::new() };
    let placed_at = order.terms.placed_at.to_zoned_datetime(evidence.clock.zone().clone());
    let mut text = format!("{day}, the day of the calendar that placed it");
    if placed_at.date() > day {
        text.push_str(": it was missed, and made up for later");
    }
    let renew_day = evidence.books.account.renew_day(&evidence.calendar);
    let debits = order.terms.renewals().map(|(_, term)| renew_day.debit_on(term.starts_on));
    let by_rule = debits.max().is_some_and(|debit_on| debit_on == day);
    let why = if by_rule {
        debit_rule(renew_day)
    } else {
        format!(
            "the first day on which it could be ordered. By the settings of today: {}",
            debit_rule(renew_day)
        )
    };
    vec![Fact::new("day", text), Fact::new("why then", why)]
}

/// How the day of a debit follows from an expiry.
pub(super) fn debit_rule(renew_day: RenewDay) -> String {
    let day = renew_day.get();
    let which = words::ordinal(day);
    let short = if day > 28 { " (of a shorter month: its last day)" } else { "" };
    format!("renewDay = {day}: the last {which} of a month{short} that is not after the expiry")
}

fn state(evidence: &Evidence, order: &Order) -> String {
    let minute = |at| evidence.minute(at);
    match order.state {
        OrderState::Unpaid => {
            format!("unpaid; it can be paid until {}", minute(order.terms.valid_until))
        }
        OrderState::Paying { payment } => format!("being paid by payment {payment}"),
        OrderState::Settled { payment, at } => {
            format!("settled {} by payment {payment}", minute(at))
        }
        OrderState::Cancelled { at, reason } => {
            let reason = match reason {
                CancelReason::NotPaidInTime => "it was not paid in time",
                CancelReason::Superseded => "something of it was renewed otherwise",
                CancelReason::Withdrawn => "the customer took back what it was for",
                CancelReason::NotPaidOut => {
                    "the money could not be paid out and is on the account again"
                }
            };
            format!("cancelled {}: {reason}", minute(at))
        }
    }
}

fn bill(evidence: &Evidence, order: &Order) -> Option<Section> {
    let bill = evidence.books.bills.iter().find(|bill| bill.order == order.id)?;
    let number = match &bill.issue {
        Some(issue) => {
            let at = evidence.minute(issue.at);
            format!("{}, issued {at}: the next one of the series {}", issue.number, bill.series)
        }
        None => "none yet; it is numbered at the next pass of a server".to_owned(),
    };
    let totals = &order.terms.totals;
    let text = format!("{} + {} = {}, as the order has it", bill.net, bill.tax, bill.gross);
    let is_same = (bill.net, bill.tax) == (totals.net, totals.tax);
    let computed = totals.net.checked_add(totals.tax).ok().filter(|_| is_same);
    let amounts = Fact::checked("amounts", text, &bill.gross, computed);
    Some(Section::new("Bill", vec![Fact::new("number", number), amounts]))
}

/// Everything that the journal has about the order and its payments.
fn journal(evidence: &Evidence, order: &Order) -> Vec<Fact> {
    let payments = evidence.books.payments.iter().filter(|payment| payment.order == order.id);
    let mut subjects = vec![format!("order {}", order.id)];
    subjects.extend(payments.map(|payment| format!("payment {}", payment.id)));
    let refunds = evidence.books.credit_notes.iter().filter(|note| note.order() == order.id);
    subjects.extend(refunds.map(|note| format!("refund {}", note.id())));
    let mut entries: Vec<_> =
        subjects.iter().flat_map(|subject| evidence.entries(subject)).collect();
    entries.sort_by_key(|entry| entry.version);
    let fact = |entry: &&perennial_core::journal::Entry| {
        let (action, actor) = (entry.action.code(), words::actor(&entry.actor));
        Fact::new(evidence.minute(entry.at), format!("{action} by {actor}: {}", entry.detail))
    };
    entries.iter().map(fact).collect()
}
