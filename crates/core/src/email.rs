//! E-mail addresses: whether a text can be one.
//!
//! The rule is that of HTML (`input type=email`), which every mailbox in use satisfies: a name, one `@`, and a domain of
//! labels. Whether anybody reads what is sent there is not asked.

use crate::text::Name;

/// The longest name before the `@` (RFC 5321 section 4.5.3.1.1), and the longest label of a domain.
const PART_BYTES_MAX: usize = 64;

/// Reads an address, if the text is one.
///
/// ```
/// use perennial_core::email;
///
/// assert!(email::parse("alice+bills@example.com").is_some());
/// assert!(email::parse("alice@localhost").is_none());
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Name> {
    let name = Name::parse(text).ok()?;
    let (local, domain) = name.as_str().split_once('@')?;
    let of_local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    let is_local = (1..=PART_BYTES_MAX).contains(&local.len()) && local.bytes().all(of_local);
    let is_label = |label: &str| {
        let of_label = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        (1..PART_BYTES_MAX).contains(&label.len())
            && label.bytes().all(of_label)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_domain = domain.contains('.') && domain.split('.').all(is_label);
    (is_local && is_domain).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_name_and_a_domain() {
        for text in ["a@b.co", " alice.martin+x@mail.example.com ", "o'hara@xn--bcher-kva.example"]
        {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "alice",
            "@example.com",
            "alice@",
            "alice@example",
            "alice@@example.com",
            "alice@example..com",
            "alice@-example.com",
            "alice martin@example.com",
            "alice@example.com\r\nBcc: x@example.com",
            "<alice@example.com>",
            "alice@exämple.com",
        ] {
            assert!(parse(text).is_none(), "{text:?}");
        }
    }
}
