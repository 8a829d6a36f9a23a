//! A document in words: every text that stands on it, in its language, for the page and for the PDF alike.
//!
//! Texts from outside are made harmless here. Where they stand and how they look is not known.

mod made_up;
mod parties;
mod rows;

use fluent_bundle::FluentArgs;
use perennial_core::Means;
use serde::Serialize;

use super::{Document, PaperError, PaymentStatus, Title};
use crate::language::Language;
use crate::plain::harmless;
use crate::print;
use crate::words::Words;
use parties::{buyer, seller};
use rows::{Head, exemptions, rows, totals};

pub(super) use rows::Row;

/// What stands on a document.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    /// The tag of its language.
    pub(super) language: &'static str,
    /// What it is, such as `Bill`.
    pub(super) kind: String,
    /// What it is, with its number.
    pub(super) title: String,
    /// Whether it is paid.
    pub(super) status: Status,
    pub(super) seller: Block,
    pub(super) customer: Block,
    /// Numbers and dates.
    pub(super) facts: Vec<Fact>,
    /// What the seller wants said above the table, in paragraphs.
    pub(super) before: Vec<String>,
    /// And what below the totals.
    pub(super) after: Vec<String>,
    /// What the columns are called.
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
    /// Net total, and the tax of each rate.
    pub(super) totals: Vec<Fact>,
    pub(super) gross: Fact,
    pub(super) notes: Vec<String>,
    /// What stands at the foot: who sells, in one line.
    pub(super) foot: String,
}

/// Whether a document is paid.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    /// `due`, `paying`, `paid` or `cancelled`: how it looks.
    pub(super) tone: &'static str,
    pub(super) label: String,
    pub(super) text: String,
}

/// Somebody, with an address.
#[derive(Debug, Serialize)]
pub(super) struct Block {
    /// Why they are named; nothing for the seller.
    pub(super) label: String,
    pub(super) name: String,
    pub(super) lines: Vec<String>,
}

/// Something with its name.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// The words of a document, and how it prints numbers.
pub(super) struct Voice<'a> {
    pub(super) words: Words<'a>,
    pub(super) language: Language,
}

impl Voice<'_> {
    /// Something with its name.
    fn fact(&self, label: &'static str, value: String) -> Result<Fact, PaperError> {
        Ok(Fact { label: self.words.say(label)?, value })
    }
}

impl Sheet {
    /// A document in words.
    pub(super) fn of(document: &Document) -> Result<Self, PaperError> {
        let language = Language::of(&document.language);
        let mut facts = FluentArgs::with_capacity(1);
        facts.set("number", number(document));
        let voice = Voice { words: Words::try_new(language, facts)?, language };
        let say = |key| voice.words.say(key);
        let is_due = matches!(document.payment, PaymentStatus::Due { .. });
        let (kind, title, gross) = match &document.title {
            Title::CreditNote { .. } => {
                ("paper-credit-note", "paper-credit-note-title", "paper-gross-credited")
            }
            Title::Bill(_) => ("paper-bill", "paper-bill-title", "paper-gross-total"),
            Title::Order if is_due => ("paper-order", "paper-order-title", "paper-gross-due"),
            Title::Order => ("paper-order", "paper-order-title", "paper-gross-total"),
        };
        let mut notes = exemptions(&document.totals, &voice)?;
        if let Title::Order = document.title {
            notes.push(say("paper-order-note")?);
        }
        let (seller, foot) = seller(&document.seller, &voice)?;
        let texts = document.seller.look.texts(language);
        Ok(Self {
            language: language.tag(),
            kind: say(kind)?,
            title: say(title)?,
            status: status(document, &voice)?,
            seller,
            customer: buyer(document, &voice)?,
            facts: numbers(document, &voice)?,
            before: paragraphs(texts.and_then(|texts| texts.before.as_deref())),
            after: paragraphs(texts.and_then(|texts| texts.after.as_deref())),
            head: Head::of(&voice)?,
            rows: rows(&document.lines, &voice)?,
            totals: totals(&document.totals, &voice)?,
            gross: voice.fact(gross, print::amount(document.totals.gross, language))?,
            notes,
            foot,
        })
    }
}

impl Document {
    /// Whether it is paid, in a sentence of its language.
    pub(crate) fn status_in_words(&self) -> Result<String, PaperError> {
        let language = Language::of(&self.language);
        let mut facts = FluentArgs::with_capacity(1);
        facts.set("number", number(self));
        let voice = Voice { words: Words::try_new(language, facts)?, language };
        Ok(status(self, &voice)?.text)
    }
}

impl Sheet {
    /// The number of a page of several.
    pub(super) fn page_label(&self, page: usize, pages: usize) -> Result<String, PaperError> {
        let mut facts = FluentArgs::with_capacity(2);
        facts.set("page", page);
        facts.set("pages", pages);
        Ok(Words::try_new(Language::of(self.language), facts)?.say("paper-page")?)
    }
}

/// A text of the seller, line by line.
fn paragraphs(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines().map(harmless);
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// The number that a document is known by.
pub(super) fn number(document: &Document) -> String {
    match &document.title {
        Title::Bill(number) => number.to_string(),
        Title::CreditNote { number, .. } => number.to_string(),
        Title::Order => document.order.to_string(),
    }
}

/// Numbers and dates.
fn numbers(document: &Document, voice: &Voice<'_>) -> Result<Vec<Fact>, PaperError> {
    let (number_label, date_label) = match &document.title {
        Title::CreditNote { .. } => ("paper-credit-note-number", "paper-credit-note-date"),
        Title::Bill(_) => ("paper-bill-number", "paper-bill-date"),
        Title::Order => ("paper-order-number", "paper-order-date"),
    };
    let mut facts = vec![
        voice.fact(number_label, number(document))?,
        voice.fact(date_label, print::date(document.dated, voice.language))?,
    ];
    if let Title::CreditNote { bill, .. } = &document.title {
        facts.push(voice.fact("paper-credited-bill", bill.to_string())?);
    }
    if !matches!(document.title, Title::Order) {
        facts.push(voice.fact("paper-order-number", document.order.to_string())?);
    }
    facts.push(voice.fact("paper-account", harmless(document.customer.nichandle.as_str()))?);
    if let Title::CreditNote { reason, .. } = &document.title {
        facts.push(voice.fact("paper-reason", harmless(reason.as_str()))?);
    }
    if let PaymentStatus::Paid { reference: Some(reference), .. }
    | PaymentStatus::Returned { reference: Some(reference), .. } = &document.payment
    {
        facts.push(voice.fact("paper-reference", harmless(reference.as_str()))?);
    }
    Ok(facts)
}

fn status(document: &Document, voice: &Voice<'_>) -> Result<Status, PaperError> {
    let mut facts = FluentArgs::with_capacity(5);
    facts.set("amount", print::amount(document.totals.gross, voice.language));
    let (tone, label, text) = match &document.payment {
        PaymentStatus::Due { until } => {
            facts.set("date", print::date(until.date(), voice.language));
            facts.set("time", print::time(until.time(), voice.language));
            ("due", "paper-due", "paper-due-text")
        }
        PaymentStatus::Paying => ("paying", "paper-paying", "paper-paying-text"),
        PaymentStatus::Paid { on, means, .. } => {
            facts.set("date", print::date(*on, voice.language));
            facts.set("means", means.map_or("none", Means::name));
            ("paid", "paper-paid", "paper-paid-text")
        }
        PaymentStatus::Cancelled => ("cancelled", "paper-cancelled", "paper-cancelled-text"),
        PaymentStatus::Returning { means } => {
            facts.set("means", means.name());
            ("paying", "paper-returning", "paper-returning-text")
        }
        PaymentStatus::Returned { on, means, was_refused, .. } => {
            facts.set("date", print::date(*on, voice.language));
            facts.set("means", means.name());
            facts.set("refused", if *was_refused { "yes" } else { "no" });
            ("paid", "paper-returned", "paper-returned-text")
        }
    };
    Ok(Status { tone, label: voice.words.say(label)?, text: voice.words.say_of(text, &facts)? })
}
