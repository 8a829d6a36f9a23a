//! The layouts: the content of a mail as plain text and as an HTML page.
//!
//! The page escapes everything that is put into it. Both layouts are read once in the life of the program, and one that
//! names something there is not is an error, never a gap.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};

use super::ComposeError;
use super::content::Content;
use crate::plain;
use crate::templates::{self, MAIL_HTML, MAIL_TEXT, Templates};

/// Lays out a mail: as text, and as HTML.
pub(super) fn lay_out(content: &Content) -> Result<(String, String), ComposeError> {
    static LAYOUTS: LazyLock<Result<Environment<'static>, ComposeError>> =
        LazyLock::new(|| read(templates::chosen()).map_err(|error| unfit(&error)));
    let layouts = LAYOUTS.as_ref().map_err(Clone::clone)?;
    let content = Value::from(Serde(content));
    let render = |name| layouts.get_template(name)?.render(content.clone());
    let rendered = render(MAIL_TEXT).and_then(|text| Ok((text, render(MAIL_HTML)?)));
    rendered.map_err(|error| unfit(&error))
}

/// Makes a mail of everything that there can be in one, and one of as little as there can be.
pub(crate) fn try_out(texts: &Templates, name: &str) -> Result<(), Error> {
    let layouts = read(texts)?;
    let layout = layouts.get_template(name)?;
    for content in [Content::full(), Content::bare()] {
        layout.render(Value::from(Serde(&content)))?;
    }
    Ok(())
}

fn read(texts: &Templates) -> Result<Environment<'static>, Error> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    // Lines with a tag alone leave nothing behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).keep_trailing_newline(true).build()?;
    layouts.set_syntax(syntax);
    layouts.set_auto_escape_callback(|name| match name {
        MAIL_TEXT => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    layouts.add_filter("wrap", |text: &str| plain::wrap(text, "", ""));
    layouts.add_filter("bullet", |text: &str| plain::wrap(text, "- ", "  "));
    layouts.add_filter("pad", |text: &str, width: usize| format!("{text:<width$}"));
    templates::add(&mut layouts, texts, MAIL_TEXT)?;
    templates::add(&mut layouts, texts, MAIL_HTML)?;
    Ok(layouts)
}

fn unfit(error: &Error) -> ComposeError {
    ComposeError::Layout(error.to_string())
}
