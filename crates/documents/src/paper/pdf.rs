//! Documents as PDF: to keep, to send, to read aloud.
//!
//! They are tagged and conform to PDF/A-3a: the fonts are in the file, cut to the glyphs that are used, and nothing is
//! taken from outside. The same document gives the same bytes; there is no time of making in them.

mod canvas;
mod draw;
mod face;
mod flow;
mod table;

use super::sheet::Sheet;
use super::{Document, PaperError};

impl Document {
    /// The document as a PDF file.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PaperError> {
        let sheet = Sheet::of(self)?;
        let canvas = flow::lay_out(&sheet)?;
        draw::draw(&canvas, &sheet, self.dated)
    }
}

#[cfg(test)]
mod tests;
