//! The pages of whoever has signed in: a frame with ways to all of them, and a content each.
//!
//! A content is a template and a value of its own; the words are in the template by their keys, as `say("web-…", name = value)`,
//! in the language of the reader. Whatever is shown is escaped. What a value or a language lacks is an error, never a gap.
//! Where pages are, and who may see them, is not known here.

use std::sync::LazyLock;

use jiff::civil::Date;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, context};
use perennial_core::Money;
use serde::Serialize;

use crate::form::Who;
use crate::paper::PaperError;
use crate::print;
use crate::words::{PageWords, Word};

/// The templates, by their names.
const TEMPLATES: [(&str, &str); 13] = [
    ("base.html", include_str!("../templates/site/base.html")),
    ("bills.html", include_str!("../templates/site/bills.html")),
    ("console.html", include_str!("../templates/site/console.html")),
    ("forecast.html", include_str!("../templates/site/forecast.html")),
    ("means.html", include_str!("../templates/site/means.html")),
    ("notices.html", include_str!("../templates/site/notices.html")),
    ("operator.html", include_str!("../templates/site/operator.html")),
    ("order.html", include_str!("../templates/site/order.html")),
    ("orders.html", include_str!("../templates/site/orders.html")),
    ("parts.html", include_str!("../templates/site/parts.html")),
    ("programs.html", include_str!("../templates/site/programs.html")),
    ("service.html", include_str!("../templates/site/service.html")),
    ("services.html", include_str!("../templates/site/services.html")),
];

/// What surrounds the content of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The tag of the language.
    pub language: &'static str,
    /// Whose pages these are.
    pub seller: String,
    /// Who is signed in, and how to sign out.
    pub who: Option<Who>,
    /// The ways to all pages.
    pub areas: Vec<Area>,
    /// The address of the icon.
    pub icon: String,
    /// The address of the stylesheet.
    pub style: String,
    /// The addresses of the scripts.
    pub scripts: Vec<String>,
    /// A remark above the content, such as that nothing can be changed.
    pub remark: Option<String>,
}

/// A way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Area {
    /// The address.
    pub url: &'static str,
    /// What it says.
    pub label: String,
    /// Whether this page is there.
    pub is_here: bool,
}

/// A page of the site.
///
/// # Errors
///
/// [`PaperError`], which is a fault of what is built in.
pub fn page(
    template: &str,
    words: PageWords,
    frame: &Frame,
    content: &impl Serialize,
) -> Result<String, PaperError> {
    let layout = layouts()?.get_template(template).map_err(|error| unfit(&error))?;
    let say = Value::from_function(sayer(words));
    let html = layout.render(context! { frame => Serde(frame), page => Serde(content), say });
    html.map_err(|error| unfit(&error))
}

impl PageWords {
    /// An amount, as it is written in the language.
    #[must_use]
    pub fn amount(self, money: Money) -> String {
        print::amount(money, self.language())
    }

    /// A date, as it is written in the language.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        print::date(date, self.language())
    }

    /// The month of a date, in short: `01/27`, `1/2027`.
    #[must_use]
    pub fn month(self, date: Date) -> String {
        print::month(date, self.language())
    }
}

type Said = Result<String, minijinja::Error>;

/// What says a message of a language in a template: by its key, with its facts.
fn sayer(words: PageWords) -> impl Fn(&str, Kwargs) -> Said + Send + Sync + 'static {
    move |key, given| {
        let mut facts = Vec::new();
        for name in given.args() {
            facts.push((name.to_owned(), word(name, &given.get::<Value>(name)?)?));
        }
        let facts = facts.iter().map(|(name, word)| (name.as_str(), word.clone()));
        let said = words.say_all(key, facts);
        said.map_err(|error| minijinja::Error::new(ErrorKind::InvalidOperation, error.to_string()))
    }
}

fn word(name: &str, value: &Value) -> Result<Word<'static>, minijinja::Error> {
    match value.kind() {
        ValueKind::Number => Ok(i64::try_from(value.clone())?.into()),
        ValueKind::String | ValueKind::Bool => Ok(value.to_string().into()),
        other => {
            let text = format!("the fact `{name}` is {other}, no number and no text");
            Err(minijinja::Error::new(ErrorKind::InvalidOperation, text))
        }
    }
}

fn layouts() -> Result<&'static Environment<'static>, PaperError> {
    static LAYOUTS: LazyLock<Result<Environment<'static>, PaperError>> = LazyLock::new(read);
    LAYOUTS.as_ref().map_err(Clone::clone)
}

fn read() -> Result<Environment<'static>, PaperError> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    layouts.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in TEMPLATES {
        layouts.add_template(name, text).map_err(|error| unfit(&error))?;
    }
    Ok(layouts)
}

fn unfit(error: &minijinja::Error) -> PaperError {
    PaperError::Layout(format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that a template says messages by.
    fn keys(template: &str) -> impl Iterator<Item = &str> {
        template.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next())
    }

    #[test]
    fn every_message_of_a_template_is_there() {
        let mut count = 0_usize;
        for (name, template) in TEMPLATES {
            for key in keys(template) {
                let messages = crate::language::Language::English.all_messages();
                let has = |one: &&str| one.contains(&format!("\n{key} ="));
                assert!(messages.iter().any(has), "{key} of {name}");
                count = count.saturating_add(1);
            }
        }
        assert!(count > 10);
    }

    #[test]
    fn what_is_shown_is_escaped_and_what_is_missing_is_an_error() {
        let words = PageWords::of("en");
        let frame = Frame { seller: "<script>".to_owned(), ..Frame::default() };
        let html = page("base.html", words, &frame, &()).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
        assert!(page("services.html", words, &frame, &()).is_err(), "it has no content");
        assert!(page("none.html", words, &frame, &()).is_err());
    }
}
