//! What stands on a page of an operator: sections with facts, tables and forms. One template shows them all.

use perennial_core::Money;
use perennial_documents::form::{Button, Field, Hidden, Link};
use serde::Serialize;

use crate::web::site::Badge;

/// A page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Board {
    pub(super) title: String,
    /// A word beside the title.
    pub(super) badge: Option<Badge>,
    pub(super) lead: Option<String>,
    /// What was done with the last form.
    pub(super) done: Option<String>,
    /// What was wrong with it.
    pub(super) problem: Option<String>,
    pub(super) search: Option<Search>,
    pub(super) sections: Vec<Section>,
}

/// A field to look for something with.
#[derive(Debug, Serialize)]
pub(super) struct Search {
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    pub(super) button: String,
}

/// A part of a page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Section {
    pub(super) title: Option<String>,
    pub(super) text: Vec<String>,
    pub(super) facts: Vec<(String, Cell)>,
    pub(super) table: Option<Table>,
    /// What is said instead of a table that would have no rows.
    pub(super) empty: Option<String>,
    pub(super) forms: Vec<Act>,
    pub(super) links: Vec<Link>,
}

/// A table.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<Head>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) text: String,
    pub(super) is_number: bool,
}

/// What stands in a place.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Something smaller below it.
    pub(super) note: Option<String>,
    pub(super) url: Option<String>,
    /// The colour of a word about a state.
    pub(super) tone: Option<&'static str>,
    pub(super) is_number: bool,
    pub(super) form: Option<Act>,
}

/// A form.
#[derive(Debug, Default, Serialize)]
pub(super) struct Act {
    /// What tells its fields from those of other forms of the page.
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) action: String,
    pub(super) once: String,
    pub(super) hidden: Vec<Hidden>,
    pub(super) fields: Vec<Field>,
    pub(super) buttons: Vec<Button>,
}

impl Cell {
    pub(super) fn text(text: &(impl ToString + ?Sized)) -> Self {
        Self { text: text.to_string(), ..Self::default() }
    }

    pub(super) fn number(number: &(impl ToString + ?Sized)) -> Self {
        Self { is_number: true, ..Self::text(number) }
    }

    pub(super) fn link(text: &(impl ToString + ?Sized), url: String) -> Self {
        Self { url: Some(url), ..Self::text(text) }
    }

    pub(super) fn state(Badge { tone, text }: Badge) -> Self {
        Self { tone: Some(tone), ..Self::text(&text) }
    }

    pub(super) fn amount(words: perennial_documents::PageWords, amount: Money) -> Self {
        Self::number(&words.amount(amount))
    }

    pub(super) fn form(form: Option<Act>) -> Self {
        Self { form, ..Self::default() }
    }

    pub(super) fn with_note(self, note: &(impl ToString + ?Sized)) -> Self {
        Self { note: Some(note.to_string()), ..self }
    }
}
