//! Cards: what may be kept of one, and how a number is checked.
//!
//! A number is read here and nowhere else, and is gone when this is done: its brand and its last four digits are all that
//! is left of it (PCI DSS allows four). No message repeats it.

use jiff::civil::Date;

/// How many years ahead a card may end.
const YEARS_MAX: i16 = 20;

/// The brand of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardBrand {
    /// American Express.
    AmericanExpress,
    /// Diners Club.
    DinersClub,
    /// Discover.
    Discover,
    /// JCB.
    Jcb,
    /// Maestro.
    Maestro,
    /// Mastercard.
    Mastercard,
    /// Visa.
    Visa,
    /// Another one.
    Unlisted,
}

impl CardBrand {
    /// All brands.
    pub const ALL: [Self; 8] = [
        Self::AmericanExpress,
        Self::DinersClub,
        Self::Discover,
        Self::Jcb,
        Self::Maestro,
        Self::Mastercard,
        Self::Visa,
        Self::Unlisted,
    ];

    /// The API's name of the brand.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AmericanExpress => "AMERICAN_EXPRESS",
            Self::DinersClub => "DINERS_CLUB",
            Self::Discover => "DISCOVER",
            Self::Jcb => "JCB",
            Self::Maestro => "MAESTRO",
            Self::Mastercard => "MASTERCARD",
            Self::Visa => "VISA",
            Self::Unlisted => "NONE",
        }
    }

    /// The brand with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|brand| brand.code() == code)
    }

    /// The brand that issues numbers which begin with these four digits (ISO/IEC 7812 ranges, as the brands publish them).
    const fn of_prefix(prefix: u32) -> Self {
        match prefix {
            3000..=3059 | 3095 | 3600..=3699 | 3800..=3999 => Self::DinersClub,
            3400..=3499 | 3700..=3799 => Self::AmericanExpress,
            3528..=3589 => Self::Jcb,
            4000..=4999 => Self::Visa,
            2221..=2720 | 5100..=5599 => Self::Mastercard,
            6011 | 6440..=6599 => Self::Discover,
            5000..=5099 | 5600..=5899 | 6000..=6999 => Self::Maestro,
            _ => Self::Unlisted,
        }
    }
}

/// What is kept of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// Its brand.
    pub brand: CardBrand,
    /// The last four digits of its number.
    last_four: u16,
    /// Its last day.
    pub expires_on: Date,
}

/// Why something is not taken for a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    /// The number has something else than digits in it.
    #[error("the card number may have digits, spaces and hyphens only")]
    NotDigits,
    /// The number is too short or too long.
    #[error("the card number has {digits} digits; card numbers have 12 to 19")]
    Length {
        /// How many digits it has.
        digits: usize,
    },
    /// The last digit does not fit the others.
    #[error("the card number is mistyped: its last digit does not fit the others")]
    Checksum,
    /// The month cannot be read.
    #[error("the expiry of the card must be a month and a year as on the card, such as 05/28")]
    Month,
    /// The card has ended.
    #[error("the card ended on {last}; register one that is still valid")]
    Over {
        /// Its last day.
        last: Date,
    },
    /// The card ends in a time that no card has.
    #[error("the card would end on {last}, which is too far ahead: check its expiry")]
    TooFar {
        /// Its last day.
        last: Date,
    },
}

impl Card {
    /// Reads number and expiry as they stand on a card.
    ///
    /// # Errors
    ///
    /// [`CardRefusal`] for the first thing that is wrong.
    pub fn parse(number: &str, expiry: &str, today: Date) -> Result<Self, CardRefusal> {
        let spaced = |c: &char| !matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}');
        let digits = number.trim().chars().filter(spaced).map(|c| c.to_digit(10));
        let digits: Option<Vec<u32>> = digits.collect();
        let digits = digits.ok_or(CardRefusal::NotDigits)?;
        if !(12..=19).contains(&digits.len()) {
            return Err(CardRefusal::Length { digits: digits.len() });
        }
        if !passes_luhn(&digits) {
            return Err(CardRefusal::Checksum);
        }
        let expires_on = parse_expiry(expiry).ok_or(CardRefusal::Month)?;
        check_expiry(expires_on, today)?;
        let number_of = |digits: &[u32]| {
            digits.iter().fold(0_u32, |all, d| all.saturating_mul(10).saturating_add(*d))
        };
        let (first, last) = (digits.first_chunk::<4>(), digits.last_chunk::<4>());
        let prefix = first.map_or(0, |four| number_of(four));
        let last_four = last.map_or(0, |four| number_of(four));
        Ok(Self {
            brand: CardBrand::of_prefix(prefix),
            last_four: u16::try_from(last_four).unwrap_or(0),
            expires_on,
        })
    }

    /// What people recognise it by: `**** **** **** 4242`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("**** **** **** {:04}", self.last_four)
    }
}

/// The check digit of ISO/IEC 7812-1: every second digit from the right counts twice.
fn passes_luhn(digits: &[u32]) -> bool {
    let value = |(place, digit): (usize, &u32)| {
        let doubled = digit.saturating_mul(2);
        match place.is_multiple_of(2) {
            true => *digit,
            false if doubled > 9 => doubled.saturating_sub(9),
            false => doubled,
        }
    };
    digits.iter().rev().enumerate().map(value).fold(0, u32::saturating_add).is_multiple_of(10)
}

/// The last day of a month such as `05/28`, `05/2028` or `2028-05`.
fn parse_expiry(text: &str) -> Option<Date> {
    let text = text.trim();
    let (month, year) = match (text.split_once('/'), text.split_once('-')) {
        (Some((month, year)), _) => (month.trim(), year.trim()),
        (None, Some((year, month))) => (month.trim(), year.trim()),
        _ => return None,
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(month) || !is_number(year) || month.len() > 2 {
        return None;
    }
    let year: i16 = match year.len() {
        2 => year.parse::<i16>().ok()?.checked_add(2000)?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    last_day(month.parse().ok()?, year)
}

/// The last day of a month.
#[must_use]
pub fn last_day(month: i8, year: i16) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

fn check_expiry(last: Date, today: Date) -> Result<(), CardRefusal> {
    if last < today {
        return Err(CardRefusal::Over { last });
    }
    if last.year() > today.year().saturating_add(YEARS_MAX) {
        return Err(CardRefusal::TooFar { last });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn read(number: &str, expiry: &str) -> Result<String, CardRefusal> {
        let card = Card::parse(number, expiry, TODAY)?;
        Ok(format!("{} {} {}", card.brand.code(), card.label(), card.expires_on))
    }

    #[test]
    fn a_card_leaves_its_brand_and_four_digits() {
        for (number, brand, last) in [
            ("4242 4242 4242 4242", "VISA", "4242"),
            ("4970100000000154", "VISA", "0154"),
            ("5555-5555-5555-4444", "MASTERCARD", "4444"),
            ("2223003122003222", "MASTERCARD", "3222"),
            ("378282246310005", "AMERICAN_EXPRESS", "0005"),
            ("30569309025904", "DINERS_CLUB", "5904"),
            ("6011111111111117", "DISCOVER", "1117"),
            ("3530111333300000", "JCB", "0000"),
            ("6759649826438453", "MAESTRO", "8453"),
        ] {
            let expected = format!("{brand} **** **** **** {last} 2028-05-31");
            assert_eq!(read(number, "05/28"), Ok(expected));
        }
        let card = Card::parse("4242424242424242", "05/28", TODAY).unwrap();
        assert!(!format!("{card:?}").contains("42424"), "nothing shows more");
    }

    #[test]
    fn one_digit_wrong_or_two_swapped_are_noticed() {
        let number = "4970100000000154";
        for place in 0..number.len() {
            for digit in '0'..='9' {
                let mut other: Vec<char> = number.chars().collect();
                if other[place] == digit {
                    continue;
                }
                other[place] = digit;
                let other: String = other.into_iter().collect();
                assert_eq!(read(&other, "05/28"), Err(CardRefusal::Checksum), "{other}");
            }
        }
        assert_eq!(read("4790100000000154", "05/28"), Err(CardRefusal::Checksum));
        assert_eq!(read("4242 4242 4242 424x", "05/28"), Err(CardRefusal::NotDigits));
        assert_eq!(read("42424242424", "05/28"), Err(CardRefusal::Length { digits: 11 }));
        assert_eq!(read("", "05/28"), Err(CardRefusal::Length { digits: 0 }));
    }

    #[test]
    fn an_expiry_is_a_month_that_is_not_over() {
        for expiry in ["11/26", "11/2026", "2026-11", " 11 / 26 "] {
            assert!(read("4242424242424242", expiry).unwrap().ends_with("2026-11-30"));
        }
        for expiry in ["", "13/28", "0/28", "05.28", "05/028", "5/8", "may/28", "-5/28", "05/-1"] {
            assert_eq!(read("4242424242424242", expiry), Err(CardRefusal::Month), "{expiry:?}");
        }
        let last = date(2026, 10, 31);
        assert_eq!(read("4242424242424242", "10/26"), Err(CardRefusal::Over { last }));
        let last = date(2047, 1, 31);
        assert_eq!(read("4242424242424242", "01/47"), Err(CardRefusal::TooFar { last }));
    }

    #[test]
    fn codes_are_inverse_of_brands() {
        for brand in CardBrand::ALL {
            assert_eq!(CardBrand::from_code(brand.code()), Some(brand));
        }
    }
}
