//! The configuration: a TOML file that says who the seller is, when what happens, and how much may happen by itself.
//!
//! Everything in it is optional; what is not said is as it is built in. Nothing else in the workspace reads it: the engine
//! is given values. `docs/calendar.md` and `perennial config` describe the fields.

mod budget;
mod calendar;
pub(super) mod mail;
mod print;
mod seller;
mod tax;
mod templates;

use std::path::Path;

use perennial_core::budget::Budget;
use perennial_core::{Calendar, TaxRules};
use perennial_documents::templates::Templates;
use perennial_engine::{Seller, Settings};

use self::mail::MailConfig;
use super::file::document::Node;
use super::file::fields::{Fields, Problems};
use super::file::{Format, Source};
use crate::failure::Failure;
use crate::output::Output;

/// What is printed for whoever wants to write one.
const DEFAULT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config.default.toml"));

const EXAMPLE: &str = "\
Examples:
  perennial config > perennial.toml            a file to begin with: every field with its default
  perennial config --check perennial.toml      what is wrong with it, or what it comes to
  perennial serve --config perennial.toml

Other commands take --config (or PERENNIAL_CONFIG) as well. Give all of them the same file.
docs/calendar.md tells what the calendar does, with examples.";

/// What `config` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct ConfigArgs {
    /// Look at a file instead, and say what is wrong with it, or what it comes to
    #[arg(long, value_name = "FILE")]
    check: Option<std::path::PathBuf>,
}

/// Prints the default, or checks a file.
pub(super) fn run(args: &ConfigArgs, output: &Output) -> Result<(), Failure> {
    match &args.check {
        Some(file) => print::checked(output, file, &Config::read(file)?),
        None => print::default(output, DEFAULT),
    }
    Ok(())
}

/// What is configured; by default, what is built in.
#[derive(Debug, Clone, Default)]
pub(super) struct Config {
    pub(super) seller: Seller,
    pub(super) calendar: Calendar,
    pub(super) budget: Budget,
    pub(super) taxes: TaxRules,
    /// Layouts and styles.
    pub(super) templates: Templates,
    /// How letters are sent; they are kept where nothing is said.
    pub(super) mail: Option<MailConfig>,
}

impl Config {
    /// Reads a file; what is built in where none is named.
    pub(super) fn read_or_default(path: Option<&Path>) -> Result<Self, Failure> {
        path.map_or_else(|| Ok(Self::default()), Self::read)
    }

    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let source = Source::open(path, Format::Toml)?;
        Self::of(&source, path.parent().unwrap_or(Path::new("")))
    }

    /// Reads a text. Names of files in it are relative to the folder.
    fn of(source: &Source, folder: &Path) -> Result<Self, Failure> {
        let problems = Problems::default();
        if let Some(document) = source.document(&problems)
            && let Some(config) = config(&document.root, folder, &problems)
        {
            return Ok(config);
        }
        Err(source.refused(problems.into_inner(), "so nothing was done"))
    }

    /// Has an engine work by it, and the program use its templates.
    pub(super) fn apply_to(&self, settings: &mut Settings) -> Result<(), Failure> {
        self.templates.clone().choose().map_err(Failure::failed)?;
        settings.seller = self.seller.clone();
        settings.calendar = self.calendar.clone();
        settings.budget = self.budget.clone();
        settings.taxes = self.taxes.clone();
        Ok(())
    }
}

/// Nothing when there was anything to complain about.
fn config(root: &Node<'_>, folder: &Path, problems: &Problems) -> Option<Config> {
    let mut fields = Fields::open("a configuration", root, problems)?;
    let seller = fields.node("seller");
    let calendar = fields.node("calendar");
    let budget = fields.node("budget");
    let taxes = fields.node("tax");
    let mail = fields.node("mail");
    let templates = fields.node("templates");
    fields.close();
    let seller = seller.map(|node| self::seller::read(node, folder, problems));
    let templates = templates.map(|node| self::templates::read(node, folder, problems));
    let calendar = calendar.map(|node| self::calendar::read(node, problems));
    let budget = budget.map(|node| self::budget::read(node, problems));
    let taxes = taxes.map(|node| self::tax::read(node, problems));
    let mail = mail.map(|node| self::mail::read(node, folder, problems));
    let built_in = Config::default();
    let config = Config {
        seller: seller.unwrap_or(Some(built_in.seller))?,
        calendar: calendar.unwrap_or(Some(built_in.calendar))?,
        budget: budget.unwrap_or(Some(built_in.budget))?,
        taxes: taxes.unwrap_or(Some(built_in.taxes))?,
        templates: templates.unwrap_or_else(|| Some(Templates::default()))?,
        mail: match mail {
            Some(mail) => Some(mail?),
            None => None,
        },
    };
    problems.is_empty().then_some(config)
}

#[cfg(test)]
mod tests;
