//! Rows as the auditor reads them: plain values under the names of their columns. They know nothing of each other.
#![expect(missing_docs, reason = "fields are columns, under their own names")]

use std::collections::BTreeSet;

use crate::auditor::date::Day;

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    pub plan: String,
    pub quantity: i64,
    pub expires: Day,
    pub anchor: i64,
    pub state: String,
    pub since: Option<Day>,
    pub attempts: Option<i64>,
    pub attempts_before: Option<i64>,
    pub unpaid_order: Option<i64>,
    pub redemption_from: Option<Day>,
    pub delete_on: Option<Day>,
    pub mode: String,
    pub months: Option<i64>,
    pub stop: Option<String>,
    pub held_by: Option<i64>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub category: String,
    pub run_on: Option<Day>,
    pub currency: String,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub placed_at: i64,
    pub valid_until: i64,
    pub state: String,
    pub payment: Option<i64>,
    pub settled_at: Option<i64>,
    pub reason: Option<String>,
    pub lines: Vec<LineRow>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    pub service: i64,
    pub quantity: i64,
    pub unit_price: i64,
    pub amount: i64,
    pub tax: i64,
    /// Months, first day, first day after.
    pub term: Option<(i64, Day, Day)>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    pub order: i64,
    pub means: String,
    pub method: Option<i64>,
    pub amount: i64,
    pub created_at: i64,
    pub state: String,
    pub decline: Option<String>,
}

/// A bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillRow {
    pub series: String,
    pub category: String,
    pub currency: String,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub settled_at: i64,
    pub number: Option<i64>,
    pub issued_at: Option<i64>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub transaction: i64,
    pub number: i64,
    pub order: Option<i64>,
    pub account: String,
    pub currency: String,
    pub amount: i64,
}

/// A payment method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodRow {
    pub status: String,
    pub is_default: bool,
    pub expires: Option<Day>,
    pub refused: bool,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    pub topic: String,
    pub kind: String,
    pub recipient: String,
    pub data: String,
    pub state: String,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    pub id: i64,
    pub day: Day,
    pub planned_at: i64,
    pub state: String,
    pub finished_at: Option<i64>,
    /// Those that had anything to do when it was planned.
    pub partitions: BTreeSet<i64>,
}
