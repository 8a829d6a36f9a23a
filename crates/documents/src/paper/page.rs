//! Documents as HTML pages: to read on a screen of any width, and to print.
//!
//! A page asks for nothing from outside and runs nothing. Its style stands in it, and its policy allows that style by its
//! hash and nothing else.

use std::sync::LazyLock;

use fluent_bundle::FluentArgs;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::sheet::Sheet;
use super::{Document, PaperError};
use crate::language::Language;
use crate::look::{Logo, Look};
use crate::templates::{self, CLOSED_HTML, PAPER_HTML, Templates};
use crate::words::Words;

/// A page, and what a browser may do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The page.
    pub html: String,
    /// The value of its `Content-Security-Policy`.
    pub policy: String,
}

/// A form that a document has beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PDF.
    Pdf,
    /// UBL 2.1.
    Ubl,
    /// Cross Industry Invoice, as Factur-X has it.
    Cii,
    /// Finvoice 3.0.
    Finvoice,
}

impl Form {
    /// What a link to it says.
    const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "paper-download",
            Self::Ubl => "paper-ubl",
            Self::Cii => "paper-facturx",
            Self::Finvoice => "paper-finvoice",
        }
    }
}

/// Where a document is in another form.
#[derive(Debug, Serialize)]
struct Link {
    url: String,
    label: String,
}

/// A logo on a page.
#[derive(Debug, Serialize)]
struct PageLogo {
    url: String,
    /// In pixels of the page, so that nothing moves when it is shown.
    width: u32,
    height: u32,
}

/// The most that a logo takes of a page, in pixels.
const LOGO_BOX: (f32, f32) = (220.0, 64.0);

impl PageLogo {
    fn of(logo: &Logo) -> Self {
        let (width, height) = logo.fitted(LOGO_BOX.0, LOGO_BOX.1);
        Self { url: logo.data_url(), width: whole(width), height: whole(height) }
    }
}

/// A length that is within [`LOGO_BOX`], in whole pixels.
fn whole(length: f32) -> u32 {
    (1..=256u16).find(|pixels| f32::from(*pixels) >= length).map_or(256, u32::from)
}

/// Why a document is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// There is none, or the password is not its own; nobody is told which.
    Unknown,
    /// There were too many attempts.
    Throttled,
    /// It is there, and cannot be written as an e-invoice.
    NoInvoice,
    /// It cannot be shown just now.
    Trouble,
}

impl Document {
    /// The document as a page, with where the same is in other forms.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_page(&self, links: &[(Form, String)]) -> Result<Page, PaperError> {
        let sheet = Sheet::of(self)?;
        let words = Words::try_new(Language::of(&self.language), FluentArgs::new())?;
        let link = |(form, url): &(Form, String)| {
            Ok(Link { url: url.clone(), label: words.say(form.label())? })
        };
        let links = links.iter().map(link).collect::<Result<Vec<_>, PaperError>>()?;
        let look = &self.seller.look;
        let logo = look.logo().map(PageLogo::of);
        let style = look.page();
        let css = &style.css;
        let content = context! { style => css, sheet => Serde(&sheet), logo => Serde(&logo), links => Serde(&links) };
        render(PAPER_HTML, content, &style.policy)
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
            Closed::NoInvoice => ("paper-no-invoice", "paper-no-invoice-text"),
            Closed::Trouble => ("paper-trouble", "paper-trouble-text"),
        };
        let (title, text) = (words.say(title)?, words.say(text)?);
        let look = Look::default();
        let style = look.page();
        let css = &style.css;
        let content = context! { style => css, language => language.tag(), title, text };
        render(CLOSED_HTML, content, &style.policy)
    }
}

fn render(name: &str, content: Value, policy: &str) -> Result<Page, PaperError> {
    static LAYOUTS: LazyLock<Result<Environment<'static>, PaperError>> =
        LazyLock::new(|| read(templates::chosen()).map_err(|error| unfit(&error)));
    let layouts = LAYOUTS.as_ref().map_err(Clone::clone)?;
    let html = layouts.get_template(name).and_then(|layout| layout.render(content));
    Ok(Page { html: html.map_err(|error| unfit(&error))?, policy: policy.to_owned() })
}

/// Makes a page of everything that there can be on one, and one of as little as there can be.
pub(crate) fn try_out(texts: &Templates, name: &str) -> Result<(), Error> {
    let layouts = read(texts)?;
    let layout = layouts.get_template(name)?;
    let style = texts.text(templates::PAPER_CSS);
    if name == CLOSED_HTML {
        return layout
            .render(context! { style, language => "en", title => "x", text => "x" })
            .map(|_| ());
    }
    let sheet = Sheet::full();
    let logo = PageLogo { url: "data:".to_owned(), width: 1, height: 1 };
    let links = [Link { url: "x".to_owned(), label: "x".to_owned() }];
    let full =
        context! { style, sheet => Serde(&sheet), logo => Serde(&logo), links => Serde(&links) };
    layout.render(full)?;
    let bare = Sheet { before: Vec::new(), after: Vec::new(), notes: Vec::new(), ..sheet };
    let (logo, links): (Option<PageLogo>, [Link; 0]) = (None, []);
    let bare =
        context! { style, sheet => Serde(&bare), logo => Serde(&logo), links => Serde(&links) };
    layout.render(bare).map(|_| ())
}

fn read(texts: &Templates) -> Result<Environment<'static>, Error> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    // Lines with a tag alone leave nothing behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).keep_trailing_newline(true).build()?;
    layouts.set_syntax(syntax);
    layouts.set_auto_escape_callback(|_| AutoEscape::Html);
    templates::add(&mut layouts, texts, PAPER_HTML)?;
    templates::add(&mut layouts, texts, CLOSED_HTML)?;
    Ok(layouts)
}

fn unfit(error: &Error) -> PaperError {
    PaperError::Layout(format!("{error:#}"))
}
