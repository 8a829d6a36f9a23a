//! The table of a document: rows that stay whole, and a head that is repeated on every page.

use super::canvas::{At, Canvas, GroupId, INK, LEFT, RIGHT, RULE, Role};
use super::flow::{BOTTOM, LABEL, SMALL, STRONG, TEXT, turn};
use crate::paper::sheet::{Row, Sheet};

/// The right edges of the columns of numbers.
const COLUMNS: [f32; 4] = [330.0, 414.0, 458.0, RIGHT];
/// How wide the column of names is.
const ITEM: f32 = 226.0;

/// Puts the table on as many pages as it needs; answers the line after it.
pub(super) fn table(canvas: &mut Canvas, sheet: &Sheet, top: f32) -> f32 {
    let table = canvas.group(Role::Table, None);
    let head_group = canvas.group(Role::Head, Some(table));
    let head_row = canvas.group(Role::Row, Some(head_group));
    let mut y = head(canvas, sheet, Some(head_row), top);
    let body = canvas.group(Role::Body, Some(table));
    for row in &sheet.rows {
        let lines = lines(canvas, row);
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let height = f32::from(count) * 12.5 + 14.0;
        if y + height > BOTTOM {
            y = turn(canvas, sheet);
            // It was read once, at its first place.
            y = head(canvas, sheet, None, y);
        }
        let group = canvas.group(Role::Row, Some(body));
        put(canvas, group, row, &lines, y + 16.0);
        y += height;
        canvas.rule((LEFT, RIGHT), y, 0.5, RULE);
    }
    y
}

/// The head; `row` is what it belongs to, if it is to be read aloud.
fn head(canvas: &mut Canvas, sheet: &Sheet, row: Option<GroupId>, y: f32) -> f32 {
    let head = &sheet.head;
    let labels = [&head.quantity, &head.unit_price, &head.tax_rate, &head.net];
    let places = COLUMNS.map(At::UpTo).into_iter().zip(labels);
    for (at, label) in std::iter::once((At::From(LEFT), &head.item)).chain(places) {
        let group = row.map(|row| canvas.group(Role::ColumnHead, Some(row)));
        canvas.text(group, at, y, LABEL, label);
    }
    canvas.rule((LEFT, RIGHT), y + 7.0, 1.0, INK);
    y + 8.0
}

/// What stands in the first column, line by line: how many of the name, and all of it.
fn lines(canvas: &Canvas, row: &Row) -> Lines {
    let name = canvas.wrap(&row.name, STRONG, ITEM);
    let mut details = Vec::new();
    for detail in &row.details {
        details.extend(canvas.wrap(detail, SMALL, ITEM));
    }
    Lines { name, details }
}

struct Lines {
    name: Vec<String>,
    details: Vec<String>,
}

impl Lines {
    fn len(&self) -> usize {
        self.name.len().saturating_add(self.details.len())
    }
}

fn put(canvas: &mut Canvas, group: GroupId, row: &Row, lines: &Lines, top: f32) {
    let item = canvas.group(Role::RowHead, Some(group));
    let names = lines.name.iter().map(|line| (line, STRONG));
    let details = lines.details.iter().map(|line| (line, SMALL));
    let mut y = top;
    for (line, style) in names.chain(details) {
        canvas.text(Some(item), At::From(LEFT), y, style, line);
        y += 12.5;
    }
    let values = [&row.quantity, &row.unit_price, &row.tax_rate, &row.net];
    for (edge, value) in COLUMNS.into_iter().zip(values) {
        let cell = canvas.group(Role::Cell, Some(group));
        canvas.text(Some(cell), At::UpTo(edge), top, TEXT, value);
    }
}
