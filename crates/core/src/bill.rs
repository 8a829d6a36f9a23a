//! A bill: written once when an order is settled, numbered and dated once when it is issued, never changed.
//!
//! Bills of one subsidiary form a series with consecutive numbers; numbers and issue dates rise together, as
//! tax law wants it (Directive 2006/112/EC, article 226). The lines of a bill are those of its order. Who bought is copied
//! from the account when the bill is written, and a seal over all that stands on it shows whether it was altered since.
//! The hash function is not here: this module says which bytes are sealed.

use jiff::Timestamp;

use crate::account::Subsidiary;
use crate::buyer::Buyer;
use crate::id::{OrderId, ServiceId};
use crate::journal::Hash;
use crate::money::Money;
use crate::order::{Category, Line, Order};

/// A bill, issued or about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// The order it bills. One order has one bill.
    pub order: OrderId,
    /// The series that numbers it.
    pub series: Subsidiary,
    /// Who started the renewal.
    pub category: Category,
    /// Net total.
    pub net: Money,
    /// Tax.
    pub tax: Money,
    /// Gross total.
    pub gross: Money,
    /// Who bought.
    pub buyer: Buyer,
    /// The key of who sold; none on bills that are older than that is kept.
    pub seller: Option<Hash>,
    /// When the order was settled.
    pub settled_at: Timestamp,
    /// The hash of its [`Bill::sealed_bytes`]; none on bills that are older than seals.
    pub seal: Option<Hash>,
    /// Number and date, once it is issued.
    pub issue: Option<Issue>,
}

/// The number and the date of an issued bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its number in the series.
    pub number: BillNumber,
    /// When it was issued.
    pub at: Timestamp,
}

impl Bill {
    /// The bill of an order that is settled now, without a seller, a seal and a number yet.
    #[must_use]
    pub const fn written(
        order: &Order,
        series: Subsidiary,
        buyer: Buyer,
        settled_at: Timestamp,
    ) -> Self {
        let totals = &order.terms.totals;
        Self {
            order: order.id,
            series,
            category: order.terms.category,
            net: totals.net,
            tax: totals.tax,
            gross: totals.gross,
            buyer,
            seller: None,
            settled_at,
            seal: None,
            issue: None,
        }
    }

    /// The bytes whose hash seals the bill: everything that stands on it but its number and date, which the register
    /// keeps. Each text has its length before it, so that no two different bills have the same bytes. Bills that name no
    /// seller have the bytes that all had before sellers were kept.
    #[must_use]
    pub fn sealed_bytes(&self, lines: &[Line]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        match &self.seller {
            None => bytes.extend_from_slice(b"perennial bill 1"),
            Some(seller) => {
                bytes.extend_from_slice(b"perennial bill 2");
                bytes.extend_from_slice(seller);
            }
        }
        let amounts = [self.net, self.tax, self.gross].map(Money::ucents);
        for number in
            [self.order.get(), self.settled_at.as_microsecond()].into_iter().chain(amounts)
        {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        let codes = [self.series.as_str(), self.category.code(), self.gross.currency().code()];
        codes.iter().for_each(|code| put(&mut bytes, code));
        self.buyer.texts().iter().for_each(|text| put(&mut bytes, text));
        lines.iter().for_each(|line| put_line(&mut bytes, line));
        bytes
    }
}

pub(crate) fn put(bytes: &mut Vec<u8>, text: &str) {
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

fn put_line(bytes: &mut Vec<u8>, line: &Line) {
    let numbers = [
        line.service.map_or(0, ServiceId::get),
        line.quantity.get().into(),
        line.unit_price.ucents(),
        line.amount.ucents(),
        line.tax.rate.basis_points().into(),
    ];
    numbers.iter().for_each(|number| bytes.extend_from_slice(&number.to_be_bytes()));
    put(bytes, line.name.as_str());
    put(bytes, line.description.as_str());
    put(bytes, &line.tax.ground.code());
    let term = line.term.map(|term| format!("{} {} {}", term.period, term.starts_on, term.ends_on));
    put(bytes, &term.unwrap_or_default());
}

/// The number of a bill: its series and its place in it, such as `FR00000042`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BillNumber {
    series: Subsidiary,
    number: u64,
}

impl BillNumber {
    /// The number of a bill in a series, from 1.
    #[must_use]
    pub const fn new(series: Subsidiary, number: u64) -> Self {
        Self { series, number }
    }

    /// The series.
    #[must_use]
    pub const fn series(&self) -> &Subsidiary {
        &self.series
    }

    /// The place in the series.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Reads a number in exactly the form it is printed in.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (series, number) = text.split_at_checked(digits)?;
        let parsed = Self { series: Subsidiary::parse(series).ok()?, number: number.parse().ok()? };
        (parsed.number > 0 && parsed.to_string() == text).then_some(parsed)
    }
}

impl std::fmt::Display for BillNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{:08}", self.series, self.number)
    }
}

/// Where a series stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The series.
    pub series: Subsidiary,
    /// The last number given, 0 when there is none.
    pub last_number: u64,
    /// The last issue date given.
    pub last_issued_at: Timestamp,
}

/// A series cannot count further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the series of bills is full")]
pub struct SeriesFull;

impl Register {
    /// Gives the next number. The date never falls behind that of the number before, even if the clock does.
    ///
    /// # Errors
    ///
    /// [`SeriesFull`] after the last number there is.
    pub fn issue(&mut self, at: Timestamp) -> Result<Issue, SeriesFull> {
        let number = self.last_number.checked_add(1).ok_or(SeriesFull)?;
        self.last_number = number;
        self.last_issued_at = self.last_issued_at.max(at);
        let number = BillNumber::new(self.series.clone(), number);
        Ok(Issue { number, at: self.last_issued_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{eur, guide_order, name};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn numbers_are_consecutive_and_dates_never_fall() {
        let series = Subsidiary::parse("FR").unwrap();
        let mut register = Register { series, last_number: 41, last_issued_at: at(100) };
        let issued: Vec<(String, i64)> = [at(90), at(110), at(105)]
            .into_iter()
            .map(|now| register.issue(now).unwrap())
            .map(|issue| (issue.number.to_string(), issue.at.as_second()))
            .collect();
        let expected = [("FR00000042", 100), ("FR00000043", 110), ("FR00000044", 110)];
        assert_eq!(issued, expected.map(|(number, second)| (number.to_owned(), second)));
    }

    #[test]
    fn a_seal_is_over_everything_that_stands_on_a_bill() {
        let order = guide_order(1);
        let account = crate::samples::account();
        let written = Bill::written(&order, account.subsidiary.clone(), Buyer::of(&account), at(9));
        let bytes = |bill: &Bill| bill.sealed_bytes(&order.terms.lines);
        let mut moved = written.clone();
        moved.buyer.city = Some(name("Lyon"));
        let mut taxed = written.clone();
        taxed.buyer.vat = moved.buyer.city.clone();
        let cheaper = Bill { net: eur("1"), ..written.clone() };
        let sold = Bill { seller: Some([1; 32]), ..written.clone() };
        let other_sold = Bill { seller: Some([2; 32]), ..written.clone() };
        assert_ne!(bytes(&sold), bytes(&other_sold));
        assert!(
            bytes(&written).starts_with(b"perennial bill 1\0\0\0\0"),
            "as before sellers were kept"
        );
        for other in [moved, taxed, cheaper, sold] {
            assert_ne!(bytes(&other), bytes(&written));
        }
        let mut lines = order.terms.lines.clone();
        lines[0].description = name("Something else");
        assert_ne!(written.sealed_bytes(&lines), bytes(&written));
        let issued = Issue { number: BillNumber::new(written.series.clone(), 1), at: at(10) };
        assert_eq!(bytes(&Bill { issue: Some(issued), ..written.clone() }), bytes(&written));
    }

    #[test]
    fn a_number_is_read_only_in_its_own_form() {
        for text in ["FR00000042", "ASIA00000001", "FR123456789012"] {
            assert_eq!(BillNumber::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "FR",
            "42",
            "FR42",
            "FR00000000",
            "FR0000004x",
            "fr00000042",
            "FR+0000042",
            "FR000000042",
        ] {
            assert_eq!(BillNumber::parse(text), None, "{text:?}");
        }
    }
}
