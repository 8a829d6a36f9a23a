//! Dates and amounts as each language writes them. Nothing is rounded, and nothing is a floating-point number.

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use perennial_core::{Currency, Money};

use super::ComposeError;
use super::language::Language;

/// A space at which no line breaks.
const SPACE: char = '\u{a0}';
/// A narrow one, between the thousands of a French number.
const NARROW_SPACE: char = '\u{202f}';

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `1 December 2026`, `1.12.2026`, `1er décembre 2026`.
pub(super) fn date(language: Language, date: Date) -> String {
    let (year, day) = (date.year(), date.day());
    let month = |names: [&'static str; 12]| {
        let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
        names.get(index).copied().unwrap_or_default()
    };
    match language {
        Language::English => format!("{day}{SPACE}{} {year}", month(ENGLISH_MONTHS)),
        Language::Finnish => format!("{day}.{}.{year}", date.month()),
        Language::French => {
            let first = if day == 1 { "er" } else { "" };
            format!("{day}{first}{SPACE}{} {year}", month(FRENCH_MONTHS))
        }
    }
}

/// `€1.99`, `1,99 €`.
pub(super) fn money(language: Language, money: Money) -> Result<String, ComposeError> {
    let number = number(language, money);
    let currency = money.currency();
    if currency == Currency::Points {
        let mut args = FluentArgs::new();
        args.set("number", money.ucents() / perennial_core::money::UCENTS_PER_UNIT);
        args.set("text", number);
        return language.say("points", &args);
    }
    let sign = sign(language, currency);
    Ok(match language {
        Language::English => {
            let (minus, digits) = match number.strip_prefix('-') {
                Some(digits) => ("-", digits),
                None => ("", number.as_str()),
            };
            let is_code = sign.ends_with(|last: char| last.is_ascii_alphabetic());
            let space = if is_code { SPACE.to_string() } else { String::new() };
            format!("{minus}{sign}{space}{digits}")
        }
        Language::Finnish | Language::French => format!("{number}{SPACE}{sign}"),
    })
}

/// The number of an amount, with the marks of the language.
fn number(language: Language, money: Money) -> String {
    let (point, thousands, minus) = match language {
        Language::English => ('.', ',', '-'),
        Language::Finnish => (',', SPACE, '\u{2212}'),
        Language::French => (',', NARROW_SPACE, '-'),
    };
    let decimal = money.to_decimal();
    let (is_negative, digits) = match decimal.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, decimal.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number = String::new();
    if is_negative {
        number.push(minus);
    }
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left % 3 == 0 {
            number.push(thousands);
        }
        number.push(digit);
    }
    if !fraction.is_empty() {
        number.push(point);
        number.push_str(fraction);
    }
    number
}

/// What stands beside the number. A sign that several currencies share is not used for the rarer ones.
const fn sign(language: Language, currency: Currency) -> &'static str {
    match (language, currency) {
        (_, Currency::Eur) => "€",
        (_, Currency::Gbp) => "£",
        (_, Currency::Inr) => "₹",
        (Language::French, Currency::Usd) => "$US",
        (_, Currency::Usd) => "$",
        (Language::French, Currency::Xof) => "F\u{202f}CFA",
        (Language::Finnish, Currency::Czk) => "Kč",
        (Language::Finnish, Currency::Pln) => "zł",
        (_, other) => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_are_those_of_the_language() {
        for (language, first, last) in [
            (Language::English, "1\u{a0}December 2026", "31\u{a0}January 2027"),
            (Language::Finnish, "1.12.2026", "31.1.2027"),
            (Language::French, "1er\u{a0}décembre 2026", "31\u{a0}janvier 2027"),
        ] {
            assert_eq!(date(language, day(2026, 12, 1)), first);
            assert_eq!(date(language, day(2027, 1, 31)), last);
        }
    }

    #[test]
    fn amounts_are_those_of_the_language() {
        let cases = [
            ("1.99", Currency::Eur, "€1.99", "1,99\u{a0}€", "1,99\u{a0}€"),
            (
                "1234567.5",
                Currency::Eur,
                "€1,234,567.50",
                "1\u{a0}234\u{a0}567,50\u{a0}€",
                "1\u{202f}234\u{202f}567,50\u{a0}€",
            ),
            ("-0.5", Currency::Eur, "-€0.50", "\u{2212}0,50\u{a0}€", "-0,50\u{a0}€"),
            ("0.00125", Currency::Eur, "€0.00125", "0,00125\u{a0}€", "0,00125\u{a0}€"),
            ("13.3", Currency::Usd, "$13.30", "13,30\u{a0}$", "13,30\u{a0}$US"),
            (
                "1200",
                Currency::Xof,
                "XOF\u{a0}1,200",
                "1\u{a0}200\u{a0}XOF",
                "1\u{202f}200\u{a0}F\u{202f}CFA",
            ),
            ("1.5", Currency::Tnd, "TND\u{a0}1.500", "1,500\u{a0}TND", "1,500\u{a0}TND"),
            ("9", Currency::Pln, "PLN\u{a0}9.00", "9,00\u{a0}zł", "9,00\u{a0}PLN"),
            ("1", Currency::Points, "1 point", "1 piste", "1 point"),
            ("0", Currency::Points, "0 points", "0 pistettä", "0 point"),
            (
                "4544",
                Currency::Points,
                "4,544 points",
                "4\u{a0}544 pistettä",
                "4\u{202f}544 points",
            ),
        ];
        for (amount, currency, en, fi, fr) in cases {
            let amount = Money::parse(amount, currency).unwrap();
            let said = Language::ALL.map(|language| money(language, amount).unwrap());
            assert_eq!(said, [en, fi, fr].map(str::to_owned));
        }
    }
}
