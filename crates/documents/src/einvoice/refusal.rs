//! Why a document is no e-invoice.

/// Why a document is not written as an e-invoice. Its paper is written all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EInvoiceRefusal {
    /// An order is no invoice.
    #[error("an order is no invoice: only bills and credit notes are e-invoices")]
    Order,
    /// Points are no money.
    #[error("an e-invoice is over money, and {code} is no currency of ISO 4217")]
    Currency {
        /// The currency.
        code: &'static str,
    },
    /// EN 16931 knows hundredths and no finer amounts (BR-DEC).
    #[error("amounts in {code} have more than the two decimals that EN 16931 allows")]
    Decimals {
        /// The currency.
        code: &'static str,
    },
    /// There is nothing on it (BR-16).
    #[error("an e-invoice has at least one line, and this document has none")]
    NoLines,
    /// A price is below nothing (BR-27).
    #[error("line {number} has a price below nothing, which EN 16931 does not allow")]
    NegativePrice {
        /// The line, counted from 1.
        number: usize,
    },
    /// Nobody knows where the seller is (BR-08, BR-09).
    #[error(
        "an e-invoice names the seller's address: give `city` and `country` under [seller] of the configuration"
    )]
    SellerAddress,
    /// Tax is charged or shifted by a seller without a number (BR-S-02, BR-Z-02, BR-AE-02).
    #[error(
        "an e-invoice with VAT names the seller's VAT number: give `vatNumber` under [seller] of the configuration"
    )]
    SellerVat,
    /// Outside the scope of VAT no VAT number is named, so another one is needed (BR-O-02, BR-CO-26).
    #[error(
        "an e-invoice outside the scope of VAT names no VAT number, so the seller is known by another: give \
         `registerNumber` under [seller] of the configuration"
    )]
    SellerRegister,
    /// The buyer owes the tax, and has no number (BR-AE-02).
    #[error(
        "reverse charge is for a buyer with a VAT number, and this bill has none in the form of the buyer's country"
    )]
    BuyerVat,
    /// What is outside the scope of VAT stands alone (BR-O-11).
    #[error("what is outside the scope of VAT cannot be on one e-invoice with what is within it")]
    MixedScope,
    /// Finvoice names an account to pay to.
    #[error(
        "Finvoice names the account to pay to: give `iban` under [seller] of the configuration; the other forms do \
         without it"
    )]
    NoAccount,
}
