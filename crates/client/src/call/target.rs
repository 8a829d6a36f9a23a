//! The target of a request: encoding what goes into it, and checking the whole.
//!
//! The rules are those of RFC 3986, and a little narrower: what some library between here and the server might change
//! (a fragment, a path with dots, a character outside ASCII) is refused, because a changed target has another
//! signature.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes a text so that it means itself in any part of a target.
pub(super) fn encode(text: &str) -> String {
    let encoded: PercentEncode<'_> = utf8_percent_encode(text, RESERVED);
    encoded.to_string()
}

/// The target cannot stand in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTarget {
    /// It is not a path from the root.
    #[error("its path does not begin with a slash, as in /me/bill")]
    Slash,
    /// A variable was not filled in.
    #[error("its path has a variable without a value: replace what stands in braces")]
    Variable,
    /// A character that has to be percent-encoded.
    #[error("its path or query has {0:?}, which must be percent-encoded there")]
    Character(char),
    /// A percent sign that encodes nothing.
    #[error(
        "its path or query has a % without two hexadecimal digits: write %25 for a percent sign"
    )]
    Percent,
    /// A segment that means another path.
    #[error("its path has a segment of dots, which would make it another path")]
    Dots,
    /// More than a request line can hold.
    #[error("its path and query are longer than 64 KiB: ask for less at once")]
    Length,
}

/// Checks a path, perhaps with a query, that is percent-encoded already.
pub(crate) fn check_target(target: &str) -> Result<(), InvalidTarget> {
    let path = target.split('?').next().unwrap_or_default();
    if !path.starts_with('/') {
        return Err(InvalidTarget::Slash);
    }
    if path.contains(['{', '}']) {
        return Err(InvalidTarget::Variable);
    }
    let wrong = |c: char| !c.is_ascii_graphic() || "\"#<>\\^`{|}".contains(c);
    if let Some(c) = target.chars().find(|c| wrong(*c)) {
        return Err(InvalidTarget::Character(c));
    }
    let is_encoded = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !target.split('%').skip(1).all(is_encoded) {
        return Err(InvalidTarget::Percent);
    }
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(InvalidTarget::Dots);
    }
    Ok(())
}
