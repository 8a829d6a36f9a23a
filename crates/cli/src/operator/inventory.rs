//! Inventories: files from which plans, accounts and what they hold are imported. `docs/inventory.md` describes them.
//!
//! What of an inventory does not go together, with itself or with what is in the database, the engine says; a
//! [`Document`] knows where that stands, too.

mod account;
mod details;
mod engagement;
mod holding;
mod plan;

use std::path::Path;

use perennial_engine::import::{Inventory, Part, Place};

use super::file::document::{Document, Node};
use super::file::fields::{Fields, Problems};
use super::file::{self, Format};
use crate::failure::{Exit, Failure};

/// An inventory as it was in a file.
#[derive(Debug)]
pub(super) struct Source(file::Source);

impl Source {
    /// Reads a file. Its name says how it is written.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let format = Format::of(path).ok_or_else(|| {
            let text = format!("{}: an inventory is a .toml or a .json file", path.display());
            Failure::new(Exit::Usage, text)
        })?;
        file::Source::open(path, format).map(Self)
    }

    /// A hash by which the same content is recognised.
    pub(super) fn content_hash(&self) -> [u8; 32] {
        self.0.content_hash()
    }

    /// The inventory, and where each part of it stands.
    pub(super) fn read(&self) -> Result<(Inventory, Places<'_>), Failure> {
        let problems = Problems::default();
        if let Some(document) = self.0.document(&problems)
            && let Some(inventory) = inventory(&document.root, &problems)
        {
            return Ok((inventory, Places { source: self, document }));
        }
        Err(self.refused(problems.into_inner()))
    }

    fn refused(&self, found: Vec<(usize, String)>) -> Failure {
        self.0.refused(found, "nothing was imported")
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
