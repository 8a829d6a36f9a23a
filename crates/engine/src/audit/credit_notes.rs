//! I4 and I6 of credit notes: no more was given back than was billed, and every number has its paper.
//!
//! Amounts are computed again in plain integers. Credit notes of one bill are taken in the order in which the journal has
//! them: several may have been written in one instant.

use std::collections::BTreeMap;

use jiff::Timestamp;
use perennial_core::account::Subsidiary;
use perennial_core::bill::Bill;
use perennial_core::journal::Action;
use perennial_core::{CreditNote, Order, OrderId, Tax};
use perennial_store::{Books, RegisteredNote, StoreError};

use super::{Found, Report};
use crate::engine::Engine;
use crate::journal;

/// Numbers of a register read at once.
const BATCH: i64 = 10_000;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let mut given = BTreeMap::<OrderId, Given>::new();
    for note in in_order(books) {
        let name = format!("refund {}", note.id());
        let bill = books.bills.iter().find(|bill| bill.order == note.order());
        let order = books.orders.iter().find(|order| order.id == note.order());
        let (Some(bill), Some(order)) = (bill, order) else {
            found.push(("I6", format!("{name} is of order {}, which has no bill", note.order())));
            continue;
        };
        if !is_of(note, bill) {
            found.push(("I6", format!("{name} is not of the bill of order {}", order.id)));
        }
        if note.seal != Some(journal::seal_of_credit_note(note)) {
            found.push((
                "I6",
                format!("the credit note of {name} was altered after it was written"),
            ));
        }
        let given = given.entry(order.id).or_default();
        found.extend(given.take(note, order).map(|wrong| ("I4", format!("{name}: {wrong}"))));
    }
    found
}

/// The credit notes in the order of the journal; those that it does not know come last.
fn in_order(books: &Books) -> Vec<&CreditNote> {
    let started = books.journal.iter().filter(|one| one.entry.action == Action::StartRefund);
    let versions: BTreeMap<&str, i64> =
        started.map(|one| (one.entry.subject.as_str(), one.entry.version)).collect();
    let mut notes: Vec<&CreditNote> = books.credit_notes.iter().collect();
    let version = |note: &&CreditNote| {
        let subject = format!("refund {}", note.id());
        versions.get(subject.as_str()).copied().unwrap_or(i64::MAX)
    };
    notes.sort_by_key(version);
    notes
}

/// Number and buyer are those of the bill.
fn is_of(note: &CreditNote, bill: &Bill) -> bool {
    let number = bill.issue.as_ref().map(|issue| &issue.number);
    number == Some(&note.bill) && note.buyer == bill.buyer
}

/// What was given back of a bill so far, in micro-cents.
#[derive(Debug, Default)]
struct Given {
    /// Per line.
    lines: BTreeMap<usize, i128>,
    /// Per tax: net, and tax.
    taxes: BTreeMap<Tax, [i128; 2]>,
}

impl Given {
    /// Adds a credit note. Answers what is wrong with it.
    fn take(&mut self, note: &CreditNote, order: &Order) -> Option<&'static str> {
        let lines = &order.terms.lines;
        let (mut net, mut bases) = (0, BTreeMap::<Tax, i128>::new());
        for taken in &note.lines {
            let line = taken.number.checked_sub(1).and_then(|index| lines.get(index));
            let Some(line) = line else { return Some("it takes back a line that was not billed") };
            let amount = i128::from(taken.amount.ucents());
            let sum = self.lines.entry(taken.number).or_default();
            *sum += amount;
            if amount <= 0 || *sum > i128::from(line.amount.ucents()) {
                return Some("more of a line is given back than was billed");
            }
            net += amount;
            *bases.entry(line.tax).or_default() += amount;
        }
        let unit = i128::from(note.totals.net.currency().minor_unit_ucents());
        let mut taxes = BTreeMap::new();
        for (of, base) in bases {
            let billed = order.terms.totals.parts.iter().find(|part| part.of == of);
            let billed =
                billed.map_or([0, 0], |part| [part.base, part.tax].map(|m| i128::from(m.ucents())));
            let given = self.taxes.entry(of).or_default();
            let [base_left, tax_left] = [billed[0] - given[0], billed[1] - given[1]];
            let divisor = 10_000 * unit;
            let rounded = 2 * base * i128::from(of.rate.basis_points()) + divisor;
            let rounded = rounded.div_euclid(2 * divisor) * unit;
            let tax = if base == base_left { tax_left } else { rounded.min(tax_left) };
            *given = [given[0] + base, given[1] + tax];
            taxes.insert(of, [base, tax]);
        }
        let stored = note.totals.parts.iter();
        let stored =
            stored.map(|part| (part.of, [part.base, part.tax].map(|m| i128::from(m.ucents()))));
        let tax: i128 = taxes.values().map(|[_, tax]| tax).sum();
        let totals = [note.totals.net, note.totals.tax, note.totals.gross];
        let is_so = stored.collect::<BTreeMap<_, _>>() == taxes
            && totals.map(|amount| i128::from(amount.ucents())) == [net, tax, net + tax];
        (!is_so).then_some("net, tax and gross are not those of its lines")
    }
}

impl Engine {
    /// Every issued credit note of an account is in the register under its number.
    pub(super) async fn unregistered_notes(&self, books: &Books) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        for note in &books.credit_notes {
            let Some(issue) = &note.issue else { continue };
            let registered = self.store.credit_note_key(&issue.number).await?;
            if registered != Some((books.account.id, note.id())) {
                let (number, refund) = (&issue.number, note.id());
                let text = match registered {
                    Some((_, other)) => format!(
                        "{number} is on the credit note of refund {refund}, and in the register for refund {other}"
                    ),
                    None => format!(
                        "{number} is on the credit note of refund {refund}, and not in the register"
                    ),
                };
                found.push(("I6", text));
            }
        }
        Ok(found)
    }

    /// Each register of credit notes counts 1, 2, 3, …, each of its numbers is on the credit note it names, and dates rise
    /// with numbers.
    pub(super) async fn audit_note_registers(&self, report: &mut Report) -> Result<(), StoreError> {
        // While it is read, a series may go on; it never goes back.
        let before: BTreeMap<Subsidiary, i64> =
            self.store.note_series().await?.into_iter().collect();
        let ends = self.read_note_registers(report).await?;
        let after: BTreeMap<Subsidiary, i64> =
            self.store.note_series().await?.into_iter().collect();
        let last = |of: &BTreeMap<Subsidiary, i64>, series| of.get(series).copied().unwrap_or(0);
        let all: std::collections::BTreeSet<&Subsidiary> =
            before.keys().chain(ends.keys()).collect();
        for series in all {
            let end = last(&ends, series);
            for (wrong, at) in [
                (end < last(&before, series), last(&before, series)),
                (end > last(&after, series), last(&after, series)),
            ] {
                if wrong {
                    let text = format!(
                        "credit notes of {series}: the register ends at {end}, the series at {at}"
                    );
                    report.violate("I6", None, text);
                }
            }
        }
        Ok(())
    }

    /// Answers the last number of each register.
    async fn read_note_registers(
        &self,
        report: &mut Report,
    ) -> Result<BTreeMap<Subsidiary, i64>, StoreError> {
        let mut ends = BTreeMap::new();
        let mut issued_at = Timestamp::MIN;
        let mut last: Option<RegisteredNote> = None;
        loop {
            let batch = self.store.registered_notes_after(last.as_ref(), BATCH).await?;
            if batch.is_empty() {
                return Ok(ends);
            }
            for registered in batch {
                let RegisteredNote { series, number, account, .. } = &registered;
                let before = ends.insert(series.clone(), *number).unwrap_or(0);
                if before == 0 {
                    issued_at = Timestamp::MIN;
                }
                let mut wrong = |text: String| report.violate("I6", Some(*account), text);
                if *number != before + 1 {
                    wrong(format!(
                        "credit notes of {series}: number {before} is followed by {number}"
                    ));
                }
                match self.note_issued_at(&registered).await? {
                    None => wrong(format!(
                        "credit notes of {series}: number {number} is not on its credit note"
                    )),
                    Some(at) if at < issued_at => wrong(format!(
                        "credit notes of {series}: number {number} has an earlier date than the number before"
                    )),
                    Some(at) => issued_at = at,
                }
                last = Some(registered);
            }
        }
    }

    /// When the credit note that has a registered number was issued; none if it does not have it.
    async fn note_issued_at(
        &self,
        registered: &RegisteredNote,
    ) -> Result<Option<Timestamp>, StoreError> {
        let note = match self.store.credit_note(registered.account, registered.refund).await {
            // The account's own audit says what is wrong with the row.
            Err(StoreError::Corrupt { .. }) => None,
            note => note?,
        };
        let number = u64::try_from(registered.number).unwrap_or(0);
        let issue = note.and_then(|note| note.issue).filter(|issue| {
            *issue.number.series() == registered.series && issue.number.number() == number
        });
        Ok(issue.map(|issue| issue.at))
    }
}
