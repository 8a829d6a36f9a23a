//! The table of results.

use std::fmt;

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// The figure.
    pub(crate) measured: String,
    /// What it is compared with, and its figure.
    pub(crate) reference: String,
    /// The figure over the reference, or whether it is within the bound.
    pub(crate) ratio: String,
    /// What it should be.
    pub(crate) target: String,
}

/// All results.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    pub(crate) fn add(&mut self, row: Row) {
        eprintln!("{}: {} ({}; {})", row.what, row.measured, row.reference, row.ratio);
        self.0.push(row);
    }
}

/// As Markdown.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | measured | reference | ratio | target |")?;
        writeln!(f, "|---|---|---|---|---|")?;
        for Row { what, measured, reference, ratio, target } in &self.0 {
            writeln!(f, "| {what} | {measured} | {reference} | {ratio} | {target} |")?;
        }
        Ok(())
    }
}

/// The middle one of several values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The value that so many percent of the values are below.
pub(crate) fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * percent / 100).copied().unwrap_or(0.0)
}

/// A rate with its unit: `12.3 k/s`.
pub(crate) fn rate(per_second: f64) -> String {
    if per_second >= 1000.0 {
        format!("{:.1} k/s", per_second / 1000.0)
    } else {
        format!("{per_second:.0} /s")
    }
}

/// A ratio as a percentage.
pub(crate) fn percent(ratio: f64) -> String {
    format!("{:.0} %", ratio * 100.0)
}
