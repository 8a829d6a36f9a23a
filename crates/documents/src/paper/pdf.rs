//! Documents as PDF: to keep, to send, to read aloud.
//!
//! They are tagged and conform to PDF/A-3a: the fonts are in the file, cut to the glyphs that are used, and nothing is
//! taken from outside. The same document gives the same bytes; there is no time of making in them.

mod attach;
mod canvas;
mod draw;
mod face;
mod flow;
mod table;

pub(crate) use face::Fonts;

use super::sheet::Sheet;
use super::{Document, PaperError};

impl Document {
    /// The document as a PDF file. A bill or a credit note has its e-invoice in it, as Factur-X, if it can be one.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PaperError> {
        let sheet = Sheet::of(self)?;
        let look = &self.seller.look;
        let canvas = flow::lay_out(&sheet, look)?;
        let attached = self.to_einvoice()?.ok().map(|invoice| invoice.to_cii());
        draw::draw(&canvas, &sheet, look, self.dated, attached)
    }
}

#[cfg(test)]
mod tests;
