//! Dates, amounts and rates, as they are written in a language.
//!
//! Amounts are exact: all the decimals they have are shown, and nothing is computed. What belongs together is held
//! together by spaces at which no line is broken.

use jiff::civil::{Date, Time};
use perennial_core::{Currency, Money, TaxRate};

use crate::language::Language;

const NO_BREAK: &str = "\u{a0}";
const NO_BREAK_NARROW: &str = "\u{202f}";

const MONTHS_ENGLISH: [&str; 12] = [
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
const MONTHS_FRENCH: [&str; 12] = [
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

/// A date: `15 January 2027`, `15.1.2027`, `1er janvier 2027`.
pub(crate) fn date(date: Date, language: Language) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match language {
        Language::English => format!("{day}{NO_BREAK}{} {year}", month_of(date, &MONTHS_ENGLISH)),
        Language::Finnish => format!("{day}.{month}.{year}"),
        Language::French => {
            let first = if day == 1 { "er" } else { "" };
            format!("{day}{first}{NO_BREAK}{} {year}", month_of(date, &MONTHS_FRENCH))
        }
    }
}

/// A month in short: `Jan 27`, `1/2027`, `01/2027`.
pub(crate) fn month(date: Date, language: Language) -> String {
    let (month, year) = (date.month(), date.year());
    match language {
        Language::English => {
            let name: String = month_of(date, &MONTHS_ENGLISH).chars().take(3).collect();
            format!("{name}{NO_BREAK}{year}")
        }
        Language::Finnish => format!("{month}/{year}"),
        Language::French => format!("{month:02}/{year}"),
    }
}

fn month_of(date: Date, names: &[&'static str; 12]) -> &'static str {
    let index = usize::try_from(date.month()).unwrap_or(0).wrapping_sub(1);
    names.get(index).copied().unwrap_or_default()
}

/// A time of day: `09:30`, `9.30`, `9 h 30`.
pub(crate) fn time(time: Time, language: Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        Language::English => format!("{hour:02}:{minute:02}"),
        Language::Finnish => format!("{hour}.{minute:02}"),
        Language::French => format!("{hour}{NO_BREAK}h{NO_BREAK}{minute:02}"),
    }
}

/// A rate of tax: `25.5%`, `25,5 %`.
pub(crate) fn rate(rate: TaxRate, language: Language) -> String {
    let text = rate.to_string();
    let digits = text.trim_end_matches(['%', ' ']);
    let space = if language == Language::English { "" } else { NO_BREAK };
    format!("{}{space}%", number(digits, language))
}

/// An amount: `€1,045.44`, `1 045,44 €`.
pub(crate) fn amount(money: Money, language: Language) -> String {
    let decimal = money.to_decimal();
    let (sign, digits) = match decimal.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", decimal.as_str()),
    };
    let number = number(digits, language);
    let currency = money.currency();
    match (language, currency) {
        (Language::English, Currency::Eur | Currency::Gbp | Currency::Inr | Currency::Usd) => {
            format!("{sign}{}{number}", currency.symbol())
        }
        (Language::English, Currency::Points) => format!("{sign}{number}{NO_BREAK}pts"),
        (Language::English, _) => format!("{sign}{}{NO_BREAK}{number}", currency.code()),
        (_, _) => format!("{sign}{number}{NO_BREAK}{}", unit(currency, language)),
    }
}

/// What stands behind the number.
fn unit(currency: Currency, language: Language) -> &'static str {
    match (currency, language) {
        // Abbreviated, so that one point and several are written alike.
        (Currency::Points, Language::Finnish) => "p",
        (Currency::Points, _) => "pts",
        // Readers of French have other dollars as well.
        (Currency::Usd, Language::French) => "$US",
        (Currency::Xof, Language::French) => "F\u{a0}CFA",
        _ => currency.symbol(),
    }
}

/// A decimal number with its thousands apart.
fn number(digits: &str, language: Language) -> String {
    let (thousands, decimals) = match language {
        Language::English => (",", "."),
        Language::Finnish => (NO_BREAK, ","),
        Language::French => (NO_BREAK_NARROW, ","),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            number.push_str(thousands);
        }
        number.push(digit);
    }
    if !fraction.is_empty() {
        number.push_str(decimals);
        number.push_str(fraction);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_is_customary() {
        let written =
            |y, m, d| Language::ALL.map(|language| date(jiff::civil::date(y, m, d), language));
        assert_eq!(
            written(2027, 1, 15),
            ["15\u{a0}January 2027", "15.1.2027", "15\u{a0}janvier 2027"]
        );
        assert_eq!(written(2028, 8, 1), ["1\u{a0}August 2028", "1.8.2028", "1er\u{a0}août 2028"]);
        assert_eq!(
            written(2028, 12, 31),
            ["31\u{a0}December 2028", "31.12.2028", "31\u{a0}décembre 2028"]
        );
    }

    #[test]
    fn months_are_written_in_short() {
        let written = Language::ALL.map(|l| month(jiff::civil::date(2027, 1, 15), l));
        assert_eq!(written, ["Jan\u{a0}2027", "1/2027", "01/2027"]);
    }

    #[test]
    fn times_and_rates_are_written_as_is_customary() {
        let at = |hour, minute| {
            Language::ALL.map(|language| time(jiff::civil::time(hour, minute, 59, 0), language))
        };
        assert_eq!(at(9, 5), ["09:05", "9.05", "9\u{a0}h\u{a0}05"]);
        assert_eq!(at(0, 0), ["00:00", "0.00", "0\u{a0}h\u{a0}00"]);
        let written = |text| {
            let of = TaxRate::parse(text).unwrap();
            Language::ALL.map(|language| rate(of, language))
        };
        assert_eq!(written("25.5"), ["25.5%", "25,5\u{a0}%", "25,5\u{a0}%"]);
        assert_eq!(written("100"), ["100%", "100\u{a0}%", "100\u{a0}%"]);
        assert_eq!(written("0"), ["0%", "0\u{a0}%", "0\u{a0}%"]);
    }

    #[test]
    fn amounts_are_written_as_is_customary() {
        let written = |text, currency| {
            let money = Money::parse(text, currency).unwrap();
            // So that the expectations can be read: `_` and the narrow `'` are spaces that do not break.
            Language::ALL
                .map(|l| amount(money, l).replace(NO_BREAK, "_").replace(NO_BREAK_NARROW, "'"))
        };
        assert_eq!(written("45.44", Currency::Eur), ["€45.44", "45,44_€", "45,44_€"]);
        assert_eq!(written("13.30", Currency::Usd), ["$13.30", "13,30_$", "13,30_$US"]);
        assert_eq!(written("13.30", Currency::Cad), ["CAD_13.30", "13,30_CAD", "13,30_CAD"]);
        assert_eq!(written("25000", Currency::Xof), ["XOF_25,000", "25_000_XOF", "25'000_F_CFA"]);
        assert_eq!(written("7.125", Currency::Tnd), ["TND_7.125", "7,125_TND", "7,125_TND"]);
        assert_eq!(written("1", Currency::Points), ["1_pts", "1_p", "1_pts"]);
        assert_eq!(
            written("1234567.891", Currency::Eur),
            ["€1,234,567.891", "1_234_567,891_€", "1'234'567,891_€"]
        );
        assert_eq!(written("-0.50", Currency::Eur), ["-€0.50", "-0,50_€", "-0,50_€"]);
    }
}
