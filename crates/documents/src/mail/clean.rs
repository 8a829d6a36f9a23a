//! Texts of others, made harmless for one line of a letter. Escaping for HTML belongs to the template.

/// A text on one line, without what is not seen: control characters, and marks that turn the direction of what follows.
pub(super) fn one_line(text: &str) -> String {
    let visible = |c: char| match c {
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let text: String = text.chars().filter(|c| !is_direction(*c)).map(visible).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// An address that a reader may be sent to: of the web, and without spaces.
pub(super) fn web_address(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || is_direction(c));
    (is_web && is_plain).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one() {
        assert_eq!(one_line("a\r\nBcc: b\u{2028}c\u{202e}d\u{0}"), "a Bcc: b cd");
        assert_eq!(one_line("1\u{a0}€"), "1\u{a0}€");
    }

    #[test]
    fn addresses_are_of_the_web() {
        assert!(web_address("https://renew.example.com/?a=1&b=2").is_some());
        for url in ["javascript:alert(1)", "https://a b", "https://a\nb", "renew.example.com"] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }
}
