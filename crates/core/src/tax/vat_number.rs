//! Numbers of businesses for value-added tax in the European Union.
//!
//! Only the form is looked at, country by country, as the VIES service of the European Commission publishes it (its
//! questions and answers, "What is the format of a VAT number?"). Whether a number is in force is known to VIES alone.

use crate::account::CountryCode;

/// The forms of a country's numbers after the two letters: `9` is a digit, `A` a letter, `X` either, `+` or `*` may stand
/// for themselves in Irish numbers.
const FORMS: &[(&str, &str, &[&str])] = &[
    ("AT", "AT", &["U99999999"]),
    ("BE", "BE", &["0999999999", "1999999999"]),
    ("BG", "BG", &["999999999", "9999999999"]),
    ("CY", "CY", &["99999999A"]),
    ("CZ", "CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", "DE", &["999999999"]),
    ("DK", "DK", &["99999999"]),
    ("EE", "EE", &["999999999"]),
    ("ES", "ES", &["A9999999A", "A99999999", "99999999A"]),
    ("FI", "FI", &["99999999"]),
    ("FR", "FR", &["XX999999999"]),
    ("GR", "EL", &["999999999"]),
    ("HR", "HR", &["99999999999"]),
    ("HU", "HU", &["99999999"]),
    ("IE", "IE", &["9X99999A", "9X99999AA", "9999999A", "9999999AA"]),
    ("IT", "IT", &["99999999999"]),
    ("LT", "LT", &["999999999", "999999999999"]),
    ("LU", "LU", &["99999999"]),
    ("LV", "LV", &["99999999999"]),
    ("MC", "FR", &["XX999999999"]),
    ("MT", "MT", &["99999999"]),
    ("NL", "NL", &["999999999B99"]),
    ("PL", "PL", &["9999999999"]),
    ("PT", "PT", &["999999999"]),
    (
        "RO",
        "RO",
        &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"],
    ),
    ("SE", "SE", &["999999999999"]),
    ("SI", "SI", &["99999999"]),
    ("SK", "SK", &["9999999999"]),
];

/// Whether a text has the form of a number that a country of the Union gives, its two letters included: `FI12345678`.
/// Spaces, points and dashes do not matter, nor does case.
#[must_use]
pub fn is_vat_number(country: CountryCode, text: &str) -> bool {
    let number: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let country = country.to_string();
    FORMS.iter().filter(|(code, _, _)| *code == country).any(|(_, prefix, forms)| {
        number.strip_prefix(prefix).is_some_and(|rest| forms.iter().any(|form| fits(form, rest)))
    })
}

/// How a country of the Union makes its numbers, in the notation of [`is_vat_number`]; none for other countries.
#[must_use]
pub fn vat_number_forms(country: CountryCode) -> Vec<String> {
    let country = country.to_string();
    let found = FORMS.iter().filter(|(code, _, _)| *code == country);
    found
        .flat_map(|(_, prefix, forms)| forms.iter().map(move |form| format!("{prefix}{form}")))
        .collect()
}

fn fits(form: &str, text: &str) -> bool {
    form.len() == text.len()
        && form.chars().zip(text.chars()).all(|(form, c)| match form {
            '9' => c.is_ascii_digit(),
            'A' => c.is_ascii_uppercase(),
            'X' => c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '+' | '*'),
            other => c == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_form_of_their_country() {
        let is =
            |country: &str, text: &str| is_vat_number(CountryCode::parse(country).unwrap(), text);
        for (country, text) in [
            ("AT", "ATU12345678"),
            ("FR", "FR 83 404 833 048"),
            ("FI", "fi12345678"),
            ("GR", "EL123456789"),
            ("NL", "NL123456789B01"),
            ("IE", "IE1234567FA"),
            ("IE", "IE1+12345A"),
            ("RO", "RO99"),
            ("MC", "FR12345678901"),
        ] {
            assert!(is(country, text), "{text}");
        }
        for (country, text) in [
            ("FI", "12345678"),
            ("FI", "SE12345678"),
            ("FI", "FI1234567"),
            ("AT", "AT12345678"),
            ("GR", "GR123456789"),
            ("RO", "RO1"),
            ("US", "US123456789"),
            ("FI", "FI1234567é"),
            ("FI", ""),
        ] {
            assert!(!is(country, text), "{text}");
        }
    }
}
