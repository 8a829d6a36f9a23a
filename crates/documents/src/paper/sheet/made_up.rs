//! A sheet of a document that there is not: for trying out a layout.

use super::rows::{Head, Row};
use super::{Block, Fact, Sheet, Status};

impl Sheet {
    /// One with everything that there can be.
    pub(in crate::paper) fn full() -> Self {
        let block = || Block { label: text(), name: text(), lines: vec![text()] };
        let fact = || Fact { label: text(), value: text() };
        let row = Row {
            name: text(),
            details: vec![text()],
            quantity: text(),
            unit_price: text(),
            tax_rate: text(),
            net: text(),
        };
        let head = Head {
            item: text(),
            quantity: text(),
            unit_price: text(),
            tax_rate: text(),
            net: text(),
        };
        Self {
            language: "en",
            kind: text(),
            title: text(),
            status: Status { tone: "due", label: text(), text: text() },
            seller: block(),
            customer: block(),
            facts: vec![fact()],
            before: vec![text()],
            after: vec![text()],
            head,
            rows: vec![row],
            totals: vec![fact()],
            gross: fact(),
            notes: vec![text()],
            foot: text(),
        }
    }
}

fn text() -> String {
    "x".to_owned()
}
