//! The layout of a document: where its parts stand, page by page.

use super::canvas::{At, Canvas, Colour, GroupId, INK, LEFT, PAGE, RIGHT, RULE, Role, SOFT, Style};
use super::face::Weight;
use super::table::table;
use crate::look::Look;
use crate::paper::PaperError;
use crate::paper::sheet::{Block, Fact, Sheet};

/// The lowest line that anything but the foot may stand on.
pub(super) const BOTTOM: f32 = PAGE.1 - 76.0;
/// The first line of the foot.
const FOOT: f32 = PAGE.1 - 44.0;
/// The first line of a page that is not the first.
const TOP: f32 = 84.0;
/// Where the right half begins.
const MIDDLE: f32 = 318.0;
/// The most that a logo takes.
const LOGO: (f32, f32) = (165.0, 48.0);
/// The most that a value beside its name takes.
const VALUE: f32 = 150.0;

pub(super) const SMALL: Style = style(Weight::Regular, 8.5, SOFT);
pub(super) const TEXT: Style = style(Weight::Regular, 9.5, INK);
pub(super) const LABEL: Style = style(Weight::Strong, 8.0, SOFT);
const SOFT_TEXT: Style = style(Weight::Regular, 9.5, SOFT);
pub(super) const STRONG: Style = style(Weight::Strong, 9.5, INK);
const NAME: Style = style(Weight::Strong, 12.0, INK);
const TITLE: Style = style(Weight::Strong, 19.0, INK);
const SUM: Style = style(Weight::Strong, 12.0, INK);

const fn style(weight: Weight, size: f32, colour: Colour) -> Style {
    Style { weight, size, colour }
}

/// Lays out a document.
pub(super) fn lay_out(sheet: &Sheet, look: &Look) -> Result<Canvas, PaperError> {
    let mut canvas = Canvas::of(look)?;
    canvas.turn();
    canvas.rule((LEFT, RIGHT), 42.0, 2.5, canvas.accent);
    let y = head(&mut canvas, sheet, look);
    let y = about(&mut canvas, sheet, y + 26.0);
    let y = words(&mut canvas, sheet, &sheet.before, y + 20.0);
    let y = table(&mut canvas, sheet, y + 30.0);
    let y = sum(&mut canvas, sheet, y + 22.0);
    words(&mut canvas, sheet, &sheet.after, y + 16.0);
    feet(&mut canvas, sheet)?;
    Ok(canvas)
}

/// What the seller wants said, from edge to edge; answers the line after it.
fn words(canvas: &mut Canvas, sheet: &Sheet, words: &[String], top: f32) -> f32 {
    let mut y = top;
    for paragraph in words {
        let group = canvas.group(Role::Paragraph, None);
        for line in canvas.wrap(paragraph, SOFT_TEXT, RIGHT - LEFT) {
            if y > BOTTOM {
                y = turn(canvas, sheet);
            }
            canvas.text(Some(group), At::From(LEFT), y, SOFT_TEXT, &line);
            y += 14.0;
        }
        y += 5.0;
    }
    // Nothing takes no place.
    if words.is_empty() { top - 20.0 } else { y - 14.0 }
}

/// Begins another page, and answers its first line.
pub(super) fn turn(canvas: &mut Canvas, sheet: &Sheet) -> f32 {
    canvas.turn();
    for line in canvas.wrap(&sheet.seller.name, SMALL, MIDDLE - LEFT).iter().take(1) {
        canvas.text(None, At::From(LEFT), 52.0, SMALL, line);
    }
    canvas.text(None, At::UpTo(RIGHT), 52.0, SMALL, &sheet.title);
    canvas.rule((LEFT, RIGHT), 60.0, 0.5, RULE);
    TOP
}

/// The seller, and what the document is.
fn head(canvas: &mut Canvas, sheet: &Sheet, look: &Look) -> f32 {
    let top = look.logo().map_or(76.0, |logo| {
        let (width, height) = logo.fitted(LOGO.0, LOGO.1);
        let edges = [LEFT, 58.0, LEFT + width, 58.0 + height];
        let group = canvas.group(Role::Picture { text: sheet.seller.name.clone(), edges }, None);
        canvas.logo(group, (LEFT, 58.0), (width, height));
        58.0 + height + 22.0
    });
    let title = canvas.group(Role::Title, None);
    canvas.text(Some(title), At::UpTo(RIGHT), 78.0, TITLE, &sheet.title);
    let tone = match sheet.status.tone {
        "paid" => [0x17, 0x69, 0x3c],
        "cancelled" => SOFT,
        _ => [0x7c, 0x4a, 0x00],
    };
    let status = canvas.group(Role::Paragraph, None);
    let look = Style { colour: tone, ..STRONG };
    canvas.text(Some(status), At::UpTo(RIGHT), 96.0, look, &sheet.status.label);
    let y = block(canvas, &sheet.seller, NAME, top);
    y.max(112.0)
}

/// The customer, and numbers and dates beside.
fn about(canvas: &mut Canvas, sheet: &Sheet, top: f32) -> f32 {
    let left = block(canvas, &sheet.customer, STRONG, top);
    let mut y = top + 14.0;
    for fact in &sheet.facts {
        y = pair(canvas, (MIDDLE, SOFT_TEXT, TEXT), y, fact);
    }
    left.max(y)
}

/// Somebody with an address, in the left half.
fn block(canvas: &mut Canvas, block: &Block, name: Style, top: f32) -> f32 {
    let section = canvas.group(Role::Section, None);
    let mut y = top;
    if !block.label.is_empty() {
        let label = canvas.group(Role::Heading, Some(section));
        canvas.text(Some(label), At::From(LEFT), y, LABEL, &block.label);
        y += 14.0;
    }
    let address = canvas.group(Role::Paragraph, Some(section));
    y = lines(canvas, Some(address), &block.name, name, y, 15.0);
    for line in &block.lines {
        y = lines(canvas, Some(address), line, SMALL, y, 12.5);
    }
    y
}

/// A text in the left half, in as many lines as it needs; answers the line after it.
fn lines(
    canvas: &mut Canvas,
    group: Option<GroupId>,
    text: &str,
    style: Style,
    top: f32,
    height: f32,
) -> f32 {
    let mut y = top;
    for line in canvas.wrap(text, style, MIDDLE - LEFT - 28.0) {
        canvas.text(group, At::From(LEFT), y, style, &line);
        y += height;
    }
    y
}

/// Something with its name, in the right half; answers the line after it.
fn pair(
    canvas: &mut Canvas,
    (from, label, value): (f32, Style, Style),
    y: f32,
    fact: &Fact,
) -> f32 {
    let group = canvas.group(Role::Paragraph, None);
    let values = canvas.wrap(&fact.value, value, VALUE);
    let widths = values.iter().map(|line| canvas.width(line, value));
    let widest = widths.fold(0.0, f32::max);
    let labels = canvas.wrap(&fact.label, label, RIGHT - from - widest - 12.0);
    let after = |lines: usize| y + 15.5 * f32::from(u16::try_from(lines).unwrap_or(u16::MAX));
    for (index, line) in labels.iter().enumerate() {
        canvas.text(Some(group), At::From(from), after(index), label, &format!("{line} "));
    }
    for (index, line) in values.iter().enumerate() {
        canvas.text(Some(group), At::UpTo(RIGHT), after(index), value, line);
    }
    after(labels.len().max(values.len()))
}

/// What is to be paid, and whether it is.
fn sum(canvas: &mut Canvas, sheet: &Sheet, top: f32) -> f32 {
    let notes = std::iter::once(&sheet.status.text).chain(&sheet.notes);
    let mut text = Vec::new();
    for note in notes {
        text.push(canvas.wrap(note, SMALL, MIDDLE - LEFT - 40.0));
    }
    let rows = u16::try_from(sheet.totals.len().max(text.iter().map(Vec::len).sum::<usize>() + 1));
    let height = f32::from(rows.unwrap_or(u16::MAX)) * 15.5 + 30.0;
    let top = if top + height > BOTTOM { turn(canvas, sheet) } else { top };
    let mut y = top;
    for fact in &sheet.totals {
        y = pair(canvas, (MIDDLE - 18.0, SOFT_TEXT, TEXT), y, fact);
    }
    canvas.rule((MIDDLE - 18.0, RIGHT), y - 6.0, 1.0, INK);
    let below = pair(canvas, (MIDDLE - 18.0, SUM, SUM), y + 14.0, &sheet.gross);
    let mut y = top;
    for note in text {
        let group = canvas.group(Role::Paragraph, None);
        for line in note {
            canvas.text(Some(group), At::From(LEFT), y, SMALL, &line);
            y += 12.5;
        }
        y += 5.0;
    }
    below.max(y)
}

/// The foot of every page, once it is known how many there are.
fn feet(canvas: &mut Canvas, sheet: &Sheet) -> Result<(), PaperError> {
    let pages = std::mem::take(&mut canvas.pages);
    let count = pages.len();
    for (index, page) in pages.into_iter().enumerate() {
        canvas.pages.push(page);
        canvas.rule((LEFT, RIGHT), FOOT - 14.0, 0.5, RULE);
        let number = sheet.page_label(index.saturating_add(1), count)?;
        canvas.text(None, At::UpTo(RIGHT), FOOT, SMALL, &number);
        let mut y = FOOT;
        for line in canvas.wrap(&sheet.foot, SMALL, RIGHT - LEFT - 90.0).iter().take(3) {
            // What stands between two things does not end a line.
            let line = line.trim_end_matches([' ', '·']);
            canvas.text(None, At::From(LEFT), y, SMALL, line);
            y += 11.0;
        }
    }
    Ok(())
}
