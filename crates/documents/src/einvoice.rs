//! E-invoices: bills and credit notes as the business terms of EN 16931, in the three forms that are sent in Europe.
//!
//! Terms are made from a [`Document`](crate::paper::Document), and every amount is one that was computed when the order was
//! placed: nothing is added up or rounded here. What the standard forbids is refused with a sentence that says what to do,
//! and then there is the paper alone. The same document gives the same bytes.

mod cii;
mod finvoice;
mod refusal;
mod terms;
mod ubl;
mod vat;
mod xml;

use jiff::civil::Date;
use perennial_core::account::CountryCode;

pub use refusal::EInvoiceRefusal;
pub use vat::VatCategory;

/// An invoice or a credit note in the terms of EN 16931. The numbers of the terms stand in its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EInvoice {
    /// BT-1: its number.
    pub number: String,
    /// BT-2: the day it was issued.
    pub issued_on: Date,
    /// BT-3: what it is.
    pub kind: Kind,
    /// BT-5: the code of its currency.
    pub currency: &'static str,
    /// BT-10: what the buyer is known by.
    pub buyer_reference: String,
    /// BT-14: the order.
    pub order: String,
    /// BT-22: notes.
    pub notes: Vec<String>,
    /// BT-25: the invoice that a credit note takes back of.
    pub preceding: Option<String>,
    /// BG-4: who sells.
    pub seller: Trader,
    /// BG-7: who buys.
    pub buyer: Trader,
    /// BG-16: how it was paid, or is given back.
    pub payment: PaymentMeans,
    /// BT-20: what there is to pay, in words.
    pub terms: String,
    /// BG-22: what it adds up to.
    pub sums: Sums,
    /// BG-23: the tax of each category and rate.
    pub taxes: Vec<TaxSum>,
    /// BG-25: its lines.
    pub lines: Vec<InvoiceLine>,
    /// The account that is paid into, which Finvoice wants to know.
    pub account: Option<Account>,
}

/// What it is (UNTDID 1001).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Commercial invoice.
    Invoice,
    /// Credit note.
    CreditNote,
}

impl Kind {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "380",
            Self::CreditNote => "381",
        }
    }
}

/// A party to the sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trader {
    /// BT-27, BT-44: the name.
    pub name: String,
    /// BT-30, BT-47: the number in a register of companies.
    pub register: Option<String>,
    /// BT-31, BT-48: the VAT identifier. Nobody has one on an invoice that is outside the scope of VAT.
    pub vat: Option<String>,
    /// BT-35 and on: the lines of the address before the city, three at most.
    pub street: Vec<String>,
    /// BT-37, BT-52: the city.
    pub city: Option<String>,
    /// BT-38, BT-53: the postal code.
    pub zip: Option<String>,
    /// BT-40, BT-55: the country.
    pub country: CountryCode,
    /// BT-41, BT-56: whom to ask for.
    pub person: Option<String>,
    /// BT-42: where to call.
    pub phone: Option<String>,
    /// BT-43: where to write.
    pub email: Option<String>,
}

/// How it was paid (UNTDID 4461), or is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentMeans {
    /// BT-81: the code.
    pub code: &'static str,
    /// BT-82: the means by the name that the API gives it.
    pub name: &'static str,
}

/// What it adds up to: decimal amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// BT-106 and BT-109: the sum of the lines, which is the total without tax.
    pub net: String,
    /// BT-110: the tax.
    pub tax: String,
    /// BT-112: the total with tax.
    pub gross: String,
    /// BT-113: what is paid.
    pub paid: String,
    /// BT-115: what is still due.
    pub due: String,
}

/// The tax of a category and rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxSum {
    /// BT-116: the sum of its lines.
    pub base: String,
    /// BT-117: the tax on it.
    pub tax: String,
    /// BT-118, BT-119: which it is.
    pub of: VatCategory,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    /// BT-126: its place, counted from 1.
    pub number: usize,
    /// BT-153: what the service is called.
    pub name: String,
    /// BT-154: what is sold.
    pub description: String,
    /// BT-129: how many.
    pub quantity: String,
    /// BT-146: the price of one, possibly finer than a cent.
    pub price: String,
    /// BT-131: the net amount.
    pub net: String,
    /// BT-151, BT-152: its tax.
    pub of: VatCategory,
    /// BT-134, BT-135: the first and the last day that are sold.
    pub period: Option<(Date, Date)>,
}

/// An account that is paid into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// BT-84.
    pub iban: String,
    /// BT-86.
    pub bic: Option<String>,
}

/// A year, a month and a day without anything between them.
fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
pub(crate) mod tests;
