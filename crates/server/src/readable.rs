//! Texts that may repeat what somebody sent.

/// The longest text of an error, in characters.
const TEXT_MAX: usize = 1000;

/// A text that may repeat what somebody sent: bounded, and harmless to the terminal or the log it ends up in.
pub(crate) fn readable(text: &str) -> String {
    let is_plain = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut readable = String::with_capacity(text.len().min(TEXT_MAX));
    for (count, c) in text.chars().enumerate() {
        if count == TEXT_MAX {
            readable.push('…');
            break;
        }
        if is_plain(c) { readable.push(c) } else { readable.extend(c.escape_unicode()) }
    }
    readable
}
