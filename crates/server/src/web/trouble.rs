//! Pages that cannot be made.

use perennial_documents::WordsError;
use perennial_documents::paper::PaperError;
use perennial_engine::EngineError;

/// A page that cannot be made: the log is told why.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

impl From<EngineError> for Trouble {
    fn from(error: EngineError) -> Self {
        Self(error.to_string())
    }
}

impl From<PaperError> for Trouble {
    fn from(error: PaperError) -> Self {
        Self(error.to_string())
    }
}

impl From<WordsError> for Trouble {
    fn from(error: WordsError) -> Self {
        Self(error.to_string())
    }
}
