//! Papers in one file: a table of them as CSV, or a ZIP archive with the papers as PDF and the table.
//!
//! A file is written piece by piece, as its papers come, so that it never has to be in memory as a whole. The same papers
//! give the same bytes. Where the papers come from, and where the bytes go, is not known here.

mod index;
mod zip;

use jiff::civil::Date;
use perennial_core::paper_export::Archive;

use crate::paper::{Document, PaperError, Title};
use index::{HEADER, row};
use zip::Zip;

/// Why a file of papers cannot be written on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// A paper cannot be written.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The file is larger than its form allows.
    #[error("the archive would be larger than 4 GiB; export fewer papers")]
    TooLarge,
}

/// A file of papers that is being written.
#[derive(Debug)]
pub struct PaperFile {
    /// The table so far.
    index: String,
    /// Where papers go, if they are in the file.
    zip: Option<Zip>,
    /// The day of the last paper.
    last: Date,
}

impl PaperFile {
    /// A file of a form, without papers.
    #[must_use]
    pub fn new(form: Archive) -> Self {
        let zip = matches!(form, Archive::Zip).then(Zip::default);
        Self { index: HEADER.to_owned(), zip, last: Date::new(1980, 1, 1).unwrap_or(Date::MIN) }
    }

    /// Adds a paper. Answers the bytes of the file that follow those before.
    ///
    /// # Errors
    ///
    /// [`ArchiveError`], after which the file cannot be brought to an end.
    pub fn add(&mut self, paper: &Document) -> Result<Vec<u8>, ArchiveError> {
        self.index.push_str(&row(paper));
        self.last = self.last.max(paper.dated);
        match &mut self.zip {
            Some(zip) => zip.add(&format!("{}.pdf", name(paper)), paper.dated, &paper.to_pdf()?),
            None => Ok(std::mem::take(&mut self.index).into_bytes()),
        }
    }

    /// Ends the file. Answers the last of its bytes.
    ///
    /// # Errors
    ///
    /// As [`PaperFile::add`].
    pub fn finish(self) -> Result<Vec<u8>, ArchiveError> {
        let Self { index, zip, last } = self;
        let Some(mut zip) = zip else { return Ok(index.into_bytes()) };
        let mut bytes = zip.add("index.csv", last, index.as_bytes())?;
        bytes.extend(zip.finish()?);
        Ok(bytes)
    }
}

/// The number of a paper.
fn name(paper: &Document) -> String {
    match &paper.title {
        Title::Order => paper.order.to_string(),
        Title::Bill(number) => number.to_string(),
        Title::CreditNote { number, .. } => number.to_string(),
    }
}

#[cfg(test)]
mod tests;
