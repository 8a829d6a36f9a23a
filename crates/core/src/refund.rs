//! Refunds: money of a bill goes back, and a credit note says so.
//!
//! A credit note is written together with what gives the money back, numbered and dated once when it is issued, and never
//! changed. It takes back a part of the lines of one bill, with the tax that was on them; what was bought is left as it is.
//! Credit notes of one subsidiary form a series of their own, beside that of its bills.
//!
//! What goes back to a payment method is on its way until the gateway says what became of it. If it is refused, the money
//! is the customer's all the same: it goes to the prepaid account instead.

mod give_back;
mod posting;

pub use give_back::{
    Destination, LineRequest, Refund, RefundRefusal, RefundRequest, Refundable, refund,
};
pub use posting::{Arrival, arrive, reversal};

use jiff::Timestamp;

use crate::account::Subsidiary;
use crate::bill::{BillNumber, Issue, put};
use crate::buyer::Buyer;
use crate::id::{OrderId, PaymentId};
use crate::journal::Hash;
use crate::means::Means;
use crate::money::{Money, MoneyError};
use crate::order::{Line, Totals};
use crate::payment::{Contradiction, Outcome, Payment, PaymentState};
use crate::step::Step;
use crate::text::Name;

/// A credit note, issued or about to be, with the payment that gives the money back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNote {
    /// The bill that it takes a part of back.
    pub bill: BillNumber,
    /// Who bought, as it stands on the bill.
    pub buyer: Buyer,
    /// The key of who gives back; none before it is known, and on those that are older than that is kept.
    pub seller: Option<Hash>,
    /// Why.
    pub reason: Name,
    /// What of the bill's lines is taken back.
    pub lines: Vec<NoteLine>,
    /// What that adds up to, with the tax of each ground and rate.
    pub totals: Totals,
    /// The payment to the customer: of less than nothing, under the id of the refund, for the order of the bill.
    pub payment: Payment,
    /// The hash of its [`CreditNote::sealed_bytes`]; none before it is sealed.
    pub seal: Option<Hash>,
    /// Number and date, once it is issued.
    pub issue: Option<NoteIssue>,
}

/// What of a line of a bill is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteLine {
    /// The line of the bill, counted from 1.
    pub number: usize,
    /// The net amount, more than nothing.
    pub amount: Money,
}

/// The number and the date of an issued credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteIssue {
    /// Its number in the series.
    pub number: CreditNoteNumber,
    /// When it was issued.
    pub at: Timestamp,
}

impl From<Issue> for NoteIssue {
    fn from(Issue { number, at }: Issue) -> Self {
        Self { number: CreditNoteNumber(number), at }
    }
}

impl CreditNote {
    /// The id of the refund, which is also the key under which the gateway knows it.
    #[must_use]
    pub const fn id(&self) -> PaymentId {
        self.payment.id
    }

    /// The order whose bill it is about.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.payment.order
    }

    /// The series that numbers it: that of the bill, among credit notes.
    #[must_use]
    pub const fn series(&self) -> &Subsidiary {
        self.bill.series()
    }

    /// When it was written.
    #[must_use]
    pub const fn written_at(&self) -> Timestamp {
        self.payment.created_at
    }

    /// Where the money has gone, or is going: to the prepaid account, if the payment method refused it.
    #[must_use]
    pub const fn destination(&self) -> Means {
        if self.was_refused() { Means::Prepaid } else { self.payment.means }
    }

    /// Whether the payment method that the money was for has refused it.
    #[must_use]
    pub const fn was_refused(&self) -> bool {
        matches!(self.payment.state, PaymentState::Declined { .. } | PaymentState::Voided { .. })
    }

    /// Its lines with those of the order that they take back.
    pub fn lines_of<'a>(
        &'a self,
        lines: &'a [Line],
    ) -> impl Iterator<Item = (&'a NoteLine, &'a Line)> {
        let line = |number: usize| number.checked_sub(1).and_then(|index| lines.get(index));
        self.lines.iter().filter_map(move |note| line(note.number).map(|line| (note, line)))
    }

    /// The credit note after the gateway has said, or failed to say, what became of the money.
    ///
    /// # Errors
    ///
    /// [`Contradiction`] when the gateway has said something else before.
    pub fn resolved(self, outcome: Outcome, at: Timestamp) -> Result<Step<Self>, Contradiction> {
        let Self { payment, .. } = &self;
        Ok(match payment.clone().resolved(outcome, at)? {
            Step::Unchanged => Step::Unchanged,
            Step::Changed(payment) => Step::Changed(Self { payment, ..self }),
        })
    }

    /// The bytes whose hash seals the credit note: everything that stands on it but its number and date, which the
    /// register keeps, and what became of the money afterwards. Each text has its length before it.
    #[must_use]
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        match &self.seller {
            None => bytes.extend_from_slice(b"perennial credit note 1"),
            Some(seller) => {
                bytes.extend_from_slice(b"perennial credit note 2");
                bytes.extend_from_slice(seller);
            }
        }
        let Totals { net, tax, gross, parts } = &self.totals;
        let mut numbers = vec![
            self.id().get(),
            self.order().get(),
            i64::try_from(self.bill.number()).unwrap_or(i64::MAX),
            self.written_at().as_microsecond(),
            net.ucents(),
            tax.ucents(),
            gross.ucents(),
        ];
        numbers.extend(self.lines.iter().flat_map(|line| {
            [i64::try_from(line.number).unwrap_or(i64::MAX), line.amount.ucents()]
        }));
        numbers.iter().for_each(|number| bytes.extend_from_slice(&number.to_be_bytes()));
        let codes = [self.series().as_str(), gross.currency().code(), self.payment.means.name()];
        codes.iter().for_each(|code| put(&mut bytes, code));
        put(&mut bytes, self.reason.as_str());
        self.buyer.texts().iter().for_each(|text| put(&mut bytes, text));
        for part in parts {
            put(&mut bytes, &part.of.ground.code());
            let numbers =
                [part.of.rate.basis_points().into(), part.base.ucents(), part.tax.ucents()];
            numbers.iter().for_each(|number: &i64| bytes.extend_from_slice(&number.to_be_bytes()));
        }
        bytes
    }
}

/// What is left of each line of a bill after its credit notes, in the order of the lines.
///
/// # Errors
///
/// [`MoneyError`] when the amounts do not fit.
pub fn left_of(lines: &[Line], before: &[CreditNote]) -> Result<Vec<Money>, MoneyError> {
    let left = (1..).zip(lines).map(|(number, line): (usize, &Line)| {
        let taken = before.iter().flat_map(|note| &note.lines);
        let taken = taken.filter(|note| note.number == number);
        taken.map(|note| note.amount).try_fold(line.amount, Money::checked_sub)
    });
    left.collect()
}

/// The number of a credit note: `CN-`, and then its place in the series of its subsidiary as a bill's number has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditNoteNumber(BillNumber);

/// What tells the number of a credit note from that of a bill.
const PREFIX: &str = "CN-";

impl CreditNoteNumber {
    /// The number of a credit note in a series, from 1.
    #[must_use]
    pub const fn new(series: Subsidiary, number: u64) -> Self {
        Self(BillNumber::new(series, number))
    }

    /// The series.
    #[must_use]
    pub const fn series(&self) -> &Subsidiary {
        self.0.series()
    }

    /// The place in the series.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.0.number()
    }

    /// Reads a number in exactly the form it is printed in.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix(PREFIX).and_then(BillNumber::parse).map(Self)
    }
}

impl std::fmt::Display for CreditNoteNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{PREFIX}{}", self.0)
    }
}

#[cfg(test)]
mod tests;
