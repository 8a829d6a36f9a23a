//! Orders, bills and credit notes on paper: what stands on one, before it is put into words.
//!
//! A [`Document`] is made of values of the domain and is the same for the page, the PDF and the e-invoice; nothing is
//! computed here that was not computed when the order was placed. Who may read it is not known here.

mod make;
mod page;
mod party;
mod pdf;
mod sheet;

use jiff::civil::Date;
use perennial_core::bill::BillNumber;
use perennial_core::order::{Line, Totals};
use perennial_core::refund::CreditNoteNumber;
use perennial_core::text::Name;
use perennial_core::{Means, OrderId};

pub(crate) use page::try_out;
pub use page::{Closed, Form, Page};
pub use party::{Party, Seller};
pub(crate) use pdf::Fonts;

use crate::words::WordsError;

/// An order, a bill or a credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is, with its number.
    pub title: Title,
    /// The order that it is, that it bills, or whose bill it takes back.
    pub order: OrderId,
    /// The day it was issued, or the order was placed.
    pub dated: Date,
    /// The language it is written in, such as `fi_FI`.
    pub language: String,
    /// Who sells.
    pub seller: Seller,
    /// Who buys.
    pub customer: Party,
    /// What is sold, or taken back.
    pub lines: Vec<Line>,
    /// What the lines add up to.
    pub totals: Totals,
    /// Whether it is paid.
    pub payment: PaymentStatus,
}

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Title {
    /// An order.
    Order,
    /// A bill that is issued.
    Bill(BillNumber),
    /// A credit note that is issued.
    CreditNote {
        /// Its number.
        number: CreditNoteNumber,
        /// The bill that it takes a part of back.
        bill: BillNumber,
        /// Why.
        reason: Name,
    },
}

/// Whether a document is paid, or what it gives back has been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentStatus {
    /// Not yet.
    Due {
        /// The last moment, in the contract's time zone.
        until: jiff::civil::DateTime,
    },
    /// A payment is under way.
    Paying,
    /// It is.
    Paid {
        /// When.
        on: Date,
        /// With what, if that is known.
        means: Option<Means>,
        /// What the payment is called by whoever carried it out.
        reference: Option<Name>,
    },
    /// It never will be.
    Cancelled,
    /// Money is on its way to the customer.
    Returning {
        /// Where to.
        means: Means,
    },
    /// Money has gone to the customer.
    Returned {
        /// When.
        on: Date,
        /// Where to.
        means: Means,
        /// Whether it went there because the payment method refused it.
        was_refused: bool,
        /// What the payment is called by whoever carried it out.
        reference: Option<Name>,
    },
}

/// Why a document was not put on paper: a fault of what is built in, which tests would have found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The words of a language are not as they must be.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The layout does not fit what is to be laid out.
    #[error("the document cannot be laid out: {0}")]
    Layout(String),
}

#[cfg(test)]
pub(crate) mod tests;
