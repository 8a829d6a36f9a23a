//! Files that people write: inventories and configurations, read so that every mistake is told with its place.
//!
//! A file is first a [`Document`], whose parts know where they stand; then it is read, field by field, and everything
//! that is wrong with it is found before anything is given up. What the fields mean is not known here.

pub(super) mod document;
pub(super) mod fields;
mod json;
pub(super) mod scalar;
mod toml;

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use self::document::Document;
use self::fields::Problems;
use crate::failure::{Exit, Failure, Problem};

/// The longest message about a place, in characters.
const LONGEST: usize = 500;

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Source {
    /// Its name, as it was given.
    name: String,
    text: String,
    format: Format,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Toml,
    Json,
}

impl Format {
    /// The format that a file's name tells.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Source {
    /// Reads a file.
    pub(super) fn open(path: &Path, format: Format) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Failure::failed(format!("{name}: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let lines = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count();
            let text = format!("{name}:{}: the file is not UTF-8 text", lines.saturating_add(1));
            Failure::new(Exit::Refused, text)
        })?;
        Ok(Self { name, text, format })
    }

    /// A text that is in no file.
    #[cfg(test)]
    pub(super) fn of_text(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), format: Format::Toml }
    }

    /// A hash by which the same content is recognised.
    pub(super) fn content_hash(&self) -> [u8; 32] {
        Sha256::digest(self.text.as_bytes()).into()
    }

    /// The file as a tree; nothing, and what is wrong noted, if it is none.
    pub(super) fn document(&self, problems: &Problems) -> Option<Document<'_>> {
        let parsed = match self.format {
            Format::Toml => toml::parse(&self.text),
            Format::Json => json::parse(&self.text),
        };
        let noted = |found: Vec<(usize, String)>| {
            found.into_iter().for_each(|(at, text)| problems.add(at, text));
        };
        parsed.map_err(noted).ok()
    }

    /// Why the file is of no use: everything that is wrong, by its place, and what was therefore not done.
    pub(super) fn refused(&self, mut found: Vec<(usize, String)>, consequence: &str) -> Failure {
        found.sort_by_key(|(at, _)| *at);
        let problem = |(at, text): (usize, String)| {
            let (line, column) = document::position(&self.text, at);
            Problem { file: self.name.clone(), line, column, text: printable(&text) }
        };
        let problems: Vec<Problem> = found.into_iter().map(problem).collect();
        let count = match problems.len() {
            1 => "1 problem".to_owned(),
            count => format!("{count} problems"),
        };
        Failure::new(Exit::Refused, format!("{}: {count}, {consequence}", self.name))
            .with_problems(problems)
    }
}

/// A message with texts of the file in it, for a terminal: without control characters, and not endless.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            printable.push('…');
            break;
        }
        if character.is_control() {
            printable.extend(character.escape_default());
        } else {
            printable.push(character);
        }
    }
    printable
}
