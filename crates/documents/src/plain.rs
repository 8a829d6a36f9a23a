//! Plain text: texts from outside made harmless, names shortened, sentences broken into lines.
//!
//! A width is counted in characters, which is right for the languages of mails; a name in another script may stand out
//! of line, and nothing worse.

/// The longest name in a sentence or in a subject, in characters.
const NAME_MAX: usize = 48;
/// Columns of a line.
const WIDTH: usize = 76;

/// A text from outside, in one line and without marks that change how the rest of the line is read.
pub(crate) fn harmless(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_mark(*c));
    let spaced = shown.map(|c| if is_break(c) { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a character is there only to turn the direction of others, or to hide.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// A name for a sentence or a subject: its beginning, if it is long.
pub(crate) fn shorten(name: &str) -> String {
    match name.char_indices().nth(NAME_MAX) {
        None => name.to_owned(),
        Some(_) => name.chars().take(NAME_MAX.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// Breaks a text into lines of at most 76 columns, at spaces only: a word that is longer stands alone. The
/// first line begins with one text, the others with another of the same width.
pub(crate) fn wrap(text: &str, first: &str, others: &str) -> String {
    let mut wrapped = String::with_capacity(text.len().saturating_add(16));
    wrapped.push_str(first);
    let indent = first.chars().count();
    let mut column = indent;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let width = word.chars().count();
        if column > indent {
            if column.saturating_add(width) < WIDTH {
                wrapped.push(' ');
                column = column.saturating_add(1);
            } else {
                wrapped.push('\n');
                wrapped.push_str(others);
                column = indent;
            }
        }
        wrapped.push_str(word);
        column = column.saturating_add(width);
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_from_outside_stay_in_their_line() {
        assert_eq!(harmless("a\r\nBcc: b\u{85}c\u{2028}d\t"), "a  Bcc: b c d");
        assert_eq!(harmless("\u{202e}moc.elpmaxe\u{2066}\u{feff}"), "moc.elpmaxe");
        assert_eq!(harmless("\u{1b}[31mété 日本"), "[31mété 日本");
    }

    #[test]
    fn long_names_are_shortened_between_characters() {
        assert_eq!(shorten("vps112233.ovh.net"), "vps112233.ovh.net");
        assert_eq!(shorten(&"ä".repeat(NAME_MAX)), "ä".repeat(NAME_MAX));
        let short = shorten(&"ä".repeat(NAME_MAX + 1));
        assert_eq!(short, "ä".repeat(NAME_MAX - 1) + "…");
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        let word = "x".repeat(36);
        assert_eq!(wrap(&format!("{word} {word}xxx"), "", ""), format!("{word} {word}xxx"));
        assert_eq!(wrap(&format!("{word} {word}xxxx"), "", ""), format!("{word}\n{word}xxxx"));
        assert_eq!(wrap(&format!("{word} {word}xx"), "- ", "  "), format!("- {word}\n  {word}xx"));
        let long = "x".repeat(100);
        assert_eq!(wrap(&format!("a {long} b"), "- ", "  "), format!("- a\n  {long}\n  b"));
        assert_eq!(wrap("15\u{a0}January 2027", "", ""), "15\u{a0}January 2027");
        assert_eq!(wrap("", "- ", "  "), "- ");
    }
}
