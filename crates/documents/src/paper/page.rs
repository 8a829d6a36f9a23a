//! Documents as HTML pages: to read on a screen of any width, and to print.
//!
//! A page asks for nothing from outside and runs nothing. Its style stands in it, and its policy allows that style by its
//! hash and nothing else.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fluent_bundle::FluentArgs;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use super::sheet::Sheet;
use super::{Document, PaperError};
use crate::language::Language;
use crate::words::Words;

const STYLE: &str = include_str!("../../templates/paper.css");
const PAPER: &str = "paper.html";
const CLOSED: &str = "closed.html";

/// A page, and what a browser may do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The page.
    pub html: String,
    /// The value of its `Content-Security-Policy`.
    pub policy: &'static str,
}

/// Why a document is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// There is none, or the password is not its own; nobody is told which.
    Unknown,
    /// There were too many attempts.
    Throttled,
    /// It cannot be shown just now.
    Trouble,
}

impl Document {
    /// The document as a page. `pdf_url` is where the same is as PDF, if it is anywhere.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_page(&self, pdf_url: Option<&str>) -> Result<Page, PaperError> {
        let sheet = Sheet::of(self)?;
        let words = Words::try_new(Language::of(&self.language), FluentArgs::new())?;
        let download = words.say("paper-download")?;
        render(PAPER, context! { style => STYLE, sheet => Serde(&sheet), download, pdf_url })
    }
}

impl Page {
    /// The page that stands in for a document that is not shown, in a language such as `fi_FI`.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn closed(reason: Closed, language: &str) -> Result<Self, PaperError> {
        let language = Language::of(language);
        let words = Words::try_new(language, FluentArgs::new())?;
        let (title, text) = match reason {
            Closed::Unknown => ("paper-closed", "paper-closed-text"),
            Closed::Throttled => ("paper-throttled", "paper-throttled-text"),
            Closed::Trouble => ("paper-trouble", "paper-trouble-text"),
        };
        let (title, text) = (words.say(title)?, words.say(text)?);
        render(CLOSED, context! { style => STYLE, language => language.tag(), title, text })
    }
}

fn render(name: &str, content: Value) -> Result<Page, PaperError> {
    static LAYOUTS: LazyLock<Result<Environment<'static>, PaperError>> =
        LazyLock::new(|| read().map_err(|error| unfit(&error)));
    static POLICY: LazyLock<String> = LazyLock::new(policy);
    let layouts = LAYOUTS.as_ref().map_err(Clone::clone)?;
    let html = layouts.get_template(name).and_then(|layout| layout.render(content));
    Ok(Page { html: html.map_err(|error| unfit(&error))?, policy: &POLICY })
}

fn read() -> Result<Environment<'static>, Error> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    // Lines with a tag alone leave nothing behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).keep_trailing_newline(true).build()?;
    layouts.set_syntax(syntax);
    layouts.set_auto_escape_callback(|_| AutoEscape::Html);
    layouts.add_template(PAPER, include_str!("../../templates/paper.html"))?;
    layouts.add_template(CLOSED, include_str!("../../templates/closed.html"))?;
    Ok(layouts)
}

fn policy() -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

fn unfit(error: &Error) -> PaperError {
    PaperError::Layout(format!("{error:#}"))
}
