//! The table of papers, as CSV (RFC 4180): numbers, dates and amounts, and no text of anybody.

use super::name;
use crate::paper::Document;

/// The names of the columns.
pub(super) const HEADER: &str = "number,date,order,net,tax,gross,currency\r\n";

/// The line of a paper. Amounts have the decimals of the currency after a point; what is given back is more than nothing.
pub(super) fn row(paper: &Document) -> String {
    let totals = &paper.totals;
    let [net, tax, gross] =
        [totals.net, totals.tax, totals.gross].map(perennial_core::Money::to_decimal);
    let (number, dated, order) = (name(paper), paper.dated, paper.order);
    format!("{number},{dated},{order},{net},{tax},{gross},{}\r\n", totals.gross.currency().code())
}
