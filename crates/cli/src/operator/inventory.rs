//! Inventories: files from which plans, accounts and what they hold are imported. `docs/inventory.md` describes them.
//!
//! A file is first a [`Document`], whose parts know where they stand; then it is read, field by field, and everything
//! that is wrong with it is found before anything is given up. What of it does not go together, with itself or with what
//! is in the database, the engine says; a [`Document`] knows where that stands, too.

mod account;
mod document;
mod fields;
mod holding;
mod json;
mod plan;
mod scalar;
mod toml;

use std::fs;
use std::path::Path;

use perennial_engine::import::{Inventory, Part, Place};
use sha2::{Digest, Sha256};

use self::document::{Document, Node};
use self::fields::{Fields, Problems};
use crate::failure::{Exit, Failure, Problem};

/// The longest message about a place, in characters.
const LONGEST: usize = 500;

/// An inventory as it was in a file.
#[derive(Debug)]
pub(super) struct Source {
    /// The file's name, as it was given.
    name: String,
    text: String,
    format: Format,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Toml,
    Json,
}

impl Source {
    /// Reads a file. Its name says how it is written.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => Format::Toml,
            Some("json") => Format::Json,
            _ => {
                let text = format!("{name}: an inventory is a .toml or a .json file");
                return Err(Failure::new(Exit::Usage, text));
            }
        };
        let bytes = fs::read(path).map_err(|error| Failure::failed(format!("{name}: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let lines = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count();
            let text = format!("{name}:{}: the file is not UTF-8 text", lines.saturating_add(1));
            Failure::new(Exit::Refused, text)
        })?;
        Ok(Self { name, text, format })
    }

    /// A hash by which the same content is recognised.
    pub(super) fn content_hash(&self) -> [u8; 32] {
        Sha256::digest(self.text.as_bytes()).into()
    }

    /// The inventory, and where each part of it stands.
    pub(super) fn read(&self) -> Result<(Inventory, Places<'_>), Failure> {
        let parsed = match self.format {
            Format::Toml => toml::parse(&self.text),
            Format::Json => json::parse(&self.text),
        };
        let problems = Problems::default();
        match parsed {
            Ok(document) => {
                if let Some(inventory) = inventory(&document.root, &problems) {
                    return Ok((inventory, Places { source: self, document }));
                }
            }
            Err(found) => found.into_iter().for_each(|(at, text)| problems.add(at, text)),
        }
        Err(self.refused(problems.into_inner()))
    }

    fn refused(&self, mut found: Vec<(usize, String)>) -> Failure {
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
        Failure::new(Exit::Refused, format!("{}: {count}, nothing was imported", self.name))
            .with_problems(problems)
    }
}

/// Where the parts of an inventory stand in its file.
#[derive(Debug)]
pub(super) struct Places<'t> {
    source: &'t Source,
    document: Document<'t>,
}

impl Places<'_> {
    /// What the engine found, where it stands in the file.
    pub(super) fn refused(&self, problems: &[perennial_engine::import::Problem]) -> Failure {
        let found = problems.iter().map(|problem| {
            let at = self.find(problem.place, problem.part);
            (at.unwrap_or_default(), problem.text.clone())
        });
        self.source.refused(found.collect())
    }

    fn find(&self, place: Place, part: Part) -> Option<usize> {
        let root = &self.document.root;
        let account = |index| root.get("accounts")?.item(index);
        let node = match place {
            Place::Plan(index) => root.get("plans")?.item(index)?,
            Place::Account(index) => account(index)?,
            Place::Service(index, number) => account(index)?.get("services")?.item(number)?,
            Place::Link(index, number) => account(index)?.get("links")?.item(number)?,
            Place::Method(index, number) => account(index)?.get("paymentMethods")?.item(number)?,
        };
        let field = match part {
            Part::Whole => None,
            Part::Name if matches!(place, Place::Plan(_)) => Some("code"),
            Part::Name if matches!(place, Place::Account(_)) => Some("nichandle"),
            Part::Name => Some("name"),
            Part::Product => Some("product"),
            Part::Plan => Some("plan"),
            Part::Id => Some("id"),
            Part::MeanId => Some("meanId"),
            Part::Default => Some("default"),
            Part::From => Some("from"),
            Part::To => Some("to"),
            Part::Prepaid => Some("prepaid"),
            Part::Fidelity => Some("fidelity"),
        };
        let field = field.and_then(|name| node.get(name));
        Some(field.map_or(node.at, |field| field.at))
    }
}

/// Nothing when there was anything to complain about.
fn inventory(root: &Node<'_>, problems: &Problems) -> Option<Inventory> {
    let mut fields = Fields::open("an inventory", root, problems)?;
    let plans = fields.list("plans");
    let accounts = fields.list("accounts");
    fields.close();
    if plans.is_empty() && accounts.is_empty() && problems.is_empty() {
        problems.add(root.at, "there is nothing to import: give `plans` or `accounts`".to_owned());
    }
    let plans: Vec<_> = plans.iter().map(|node| plan::read(node, problems)).collect();
    let accounts: Vec<_> = accounts.iter().map(|node| account::read(node, problems)).collect();
    let inventory = Inventory {
        plans: plans.into_iter().collect::<Option<_>>()?,
        accounts: accounts.into_iter().collect::<Option<_>>()?,
    };
    problems.is_empty().then_some(inventory)
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
