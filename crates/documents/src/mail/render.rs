//! The forms of a mail: a page as plain text and as HTML, by templates that are built in.

use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::page::Page;
use super::wrap::wrap;
use super::{ComposeError, Mail};

const TEXT: &str = "mail.txt";
const HTML: &str = "mail.html";

/// A page as a mail.
///
/// # Errors
///
/// [`ComposeError`] when a template wants something that the page does not have.
pub(super) fn render(page: Page) -> Result<Mail, ComposeError> {
    let subject = page.subject.clone();
    let page = Value::from(Serde(page));
    let text = wrap(&fill(TEXT, &page)?);
    Ok(Mail { subject, text, html: fill(HTML, &page)? })
}

fn fill(name: &str, page: &Value) -> Result<String, ComposeError> {
    static TEMPLATES: LazyLock<Result<Environment<'static>, minijinja::Error>> =
        LazyLock::new(templates);
    let wrong = |error: &minijinja::Error| ComposeError(format!("{error:#}"));
    let templates = TEMPLATES.as_ref().map_err(wrong)?;
    let template = templates.get_template(name).map_err(|error| wrong(&error))?;
    template.render(page).map_err(|error| wrong(&error))
}

fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|name| match name {
        HTML => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    templates.add_template(TEXT, include_str!("../../templates/mail.txt"))?;
    templates.add_template(HTML, include_str!("../../templates/mail.html"))?;
    Ok(templates)
}
