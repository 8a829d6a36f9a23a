//! What was seen before, and may not change: terms of orders, outcomes of payments, entries of the ledger, issued bills,
//! what was told.

use std::collections::BTreeMap;

use crate::auditor::books::{
    AccountRows, BillRow, Books, EntryRow, NoticeRow, OrderRow, PaymentRow,
};
use crate::auditor::date::Day;
use crate::auditor::{ChargeRecord, Truth, Violation};

/// What was seen.
#[derive(Debug, Clone, Default)]
pub(in crate::auditor) struct Memory {
    /// The expiry and the anchor that services came with.
    began: BTreeMap<i64, BTreeMap<i64, (Day, i64)>>,
    orders: BTreeMap<(i64, i64), OrderRow>,
    payments: BTreeMap<(i64, i64), PaymentRow>,
    bills: BTreeMap<(i64, i64), BillRow>,
    entries: BTreeMap<(i64, i64, i64), EntryRow>,
    notices: BTreeMap<(i64, i64), NoticeRow>,
    periods: BTreeMap<(i64, i64, Day), (Day, i64)>,
    journals: BTreeMap<i64, i64>,
    charges: BTreeMap<(i64, i64), Truth>,
}

impl Memory {
    pub(super) fn began(&self, account: i64) -> Option<&BTreeMap<i64, (Day, i64)>> {
        self.began.get(&account)
    }

    /// A service came with an expiry and an anchor.
    pub(in crate::auditor) fn begin(
        &mut self,
        account: i64,
        service: i64,
        expires: Day,
        anchor: i64,
    ) {
        self.began.entry(account).or_default().insert(service, (expires, anchor));
    }

    pub(super) fn check(
        &mut self,
        books: &Books,
        gateway: &[ChargeRecord],
        found: &mut Vec<Violation>,
    ) {
        let mut say = |rule, text| found.push(Violation::new(rule, text));
        for (id, rows) in &books.accounts {
            self.check_account(*id, rows, &mut say);
        }
        for record in gateway {
            let key = (record.account, record.payment);
            if self.charges.insert(key, record.truth).is_some_and(|before| before != record.truth) {
                say("I3", format!("the gateway has changed its record: {record:?}"));
            }
        }
        let lost = self.charges.len() - gateway.len().min(self.charges.len());
        if lost > 0 {
            say("I3", format!("{lost} charges are gone from the gateway's record"));
        }
    }

    fn check_account(
        &mut self,
        id: i64,
        rows: &AccountRows,
        say: &mut impl FnMut(&'static str, String),
    ) {
        let journal = self.journals.insert(id, rows.journal).unwrap_or(0);
        if journal > rows.journal {
            say("journal", format!("entries of account {id} are gone"));
        }
        keep(&mut self.orders, id, &rows.orders, after_order, |what| say("orders", what));
        keep(&mut self.payments, id, &rows.payments, after_payment, |what| say("I3", what));
        keep(&mut self.bills, id, &rows.bills, after_bill, |what| say("I6", what));
        keep(&mut self.notices, id, &rows.notices, after_notice, |what| say("notices", what));
        let mut entries = 0;
        for entry in &rows.ledger {
            let key = (id, entry.transaction, entry.number);
            let before = self.entries.insert(key, entry.clone());
            entries += 1;
            if before.is_some_and(|before| before != *entry) {
                say("I5", format!("an entry of the ledger has changed: {entry:?}"));
            }
        }
        let known = self.entries.range((id, i64::MIN, i64::MIN)..=(id, i64::MAX, i64::MAX)).count();
        if known != entries {
            say("I5", format!("the ledger has {entries} entries, and {known} are known"));
        }
        let mut periods = 0;
        for (service, starts, ends, order) in &rows.periods {
            let before = self.periods.insert((id, *service, *starts), (*ends, *order));
            periods += 1;
            if before.is_some_and(|before| before != (*ends, *order)) {
                say("I1", format!("a sold period of service {service} has changed"));
            }
        }
        let all = (id, i64::MIN, i64::MIN)..=(id, i64::MAX, i64::MAX);
        let known = self.periods.range(all).count();
        if known != periods {
            say("I1", format!("{periods} periods are sold, and {known} different ones are known"));
        }
    }
}

/// Rows are only ever added, and change only as they may.
fn keep<T: Clone + std::fmt::Debug>(
    memory: &mut BTreeMap<(i64, i64), T>,
    account: i64,
    rows: &BTreeMap<i64, T>,
    may_follow: impl Fn(&T, &T) -> bool,
    mut say: impl FnMut(String),
) {
    for (id, row) in rows {
        if let Some(before) = memory.insert((account, *id), row.clone())
            && !may_follow(&before, row)
        {
            say(format!("{id} has changed\n    from {before:?}\n    to   {row:?}"));
        }
    }
    let known = memory.range((account, i64::MIN)..=(account, i64::MAX));
    for ((_, id), row) in known.filter(|((_, id), _)| !rows.contains_key(id)) {
        say(format!("{id} is gone: {row:?}"));
    }
}

fn after_order(before: &OrderRow, after: &OrderRow) -> bool {
    let terms = |order: &OrderRow| OrderRow {
        state: String::new(),
        payment: None,
        settled_at: None,
        reason: None,
        ..order.clone()
    };
    let is_final = matches!(before.state.as_str(), "settled" | "cancelled");
    terms(before) == terms(after) && (!is_final || before == after)
}

fn after_payment(before: &PaymentRow, after: &PaymentRow) -> bool {
    let facts = |payment: &PaymentRow| PaymentRow {
        state: String::new(),
        decline: None,
        ..payment.clone()
    };
    let is_final = !matches!(before.state.as_str(), "pending" | "unknown");
    let goes_back = before.state == "unknown" && after.state == "pending";
    facts(before) == facts(after) && (!is_final || before == after) && !goes_back
}

fn after_bill(before: &BillRow, after: &BillRow) -> bool {
    let unnumbered = BillRow { number: None, issued_at: None, ..after.clone() };
    before == after || (before.number.is_none() && *before == unnumbered)
}

fn after_notice(before: &NoticeRow, after: &NoticeRow) -> bool {
    let is_final = matches!(before.state.as_str(), "sent" | "kept" | "failed");
    let with_state = |notice: &NoticeRow| NoticeRow { state: String::new(), ..notice.clone() };
    with_state(before) == with_state(after) && (!is_final || before == after)
}
