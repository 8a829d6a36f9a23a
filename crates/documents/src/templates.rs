//! The layouts and styles of what customers read, which an operator can replace by files of the same names.
//!
//! They are chosen once, when the program starts, and hold for its life. A layout that is replaced is rendered beforehand
//! with values made up for it, so that a mistake in it is found at the start and not in front of a customer. `text` is the
//! one place that knows the text of a template by its name: whoever adds one adds it to [`ALL`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use minijinja::Environment;

pub(crate) const MAIL_HTML: &str = "mail.html";
pub(crate) const MAIL_TEXT: &str = "mail.txt";
pub(crate) const PAPER_HTML: &str = "paper.html";
pub(crate) const PAPER_CSS: &str = "paper.css";
pub(crate) const CLOSED_HTML: &str = "closed.html";
pub(crate) const FORM_HTML: &str = "form.html";
pub(crate) const FORM_CSS: &str = "form.css";

/// Every template there is, with the text that is built in.
pub const ALL: &[(&str, &str)] = &[
    (MAIL_HTML, include_str!("../templates/mail.html")),
    (MAIL_TEXT, include_str!("../templates/mail.txt")),
    (PAPER_HTML, include_str!("../templates/paper.html")),
    (PAPER_CSS, include_str!("../templates/paper.css")),
    (CLOSED_HTML, include_str!("../templates/closed.html")),
    (FORM_HTML, include_str!("../templates/form.html")),
    (FORM_CSS, include_str!("../templates/form.css")),
];

/// The most bytes that a template may have.
pub const TEMPLATE_BYTES_MAX: usize = 256 << 10;

static CHOSEN: OnceLock<Templates> = OnceLock::new();

/// The text of a template: the one that was put in its place, or the one that is built in.
pub(crate) fn text(name: &str) -> &'static str {
    CHOSEN.get_or_init(Templates::default).text(name)
}

/// The templates of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    replaced: BTreeMap<&'static str, String>,
}

/// Why a template is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// There is no template of this name.
    #[error("{name}: there is no such template; there are {}", names().join(", "))]
    Unknown {
        /// The name.
        name: String,
    },
    /// It is too large.
    #[error("{name}: the file has {bytes} bytes; at most {TEMPLATE_BYTES_MAX} are allowed")]
    TooLarge {
        /// The name.
        name: &'static str,
        /// Its length.
        bytes: usize,
    },
    /// It cannot be read, or names something that there is not.
    #[error("{name}, line {line}: {problem}")]
    Layout {
        /// The name.
        name: &'static str,
        /// Where.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A style that would end the element it stands in.
    #[error("{name}, line {line}: `</` ends the style of the page; leave it out")]
    Style {
        /// The name.
        name: &'static str,
        /// Where.
        line: usize,
    },
    /// A page was made already, with other templates.
    #[error("the templates were chosen already: they hold for the life of the program")]
    Late,
}

fn names() -> Vec<&'static str> {
    ALL.iter().map(|(name, _)| *name).collect()
}

impl Templates {
    /// Puts a text in the place of a template, after looking whether it can be used.
    ///
    /// # Errors
    ///
    /// [`TemplateError`] with the place of what is wrong.
    pub fn replace(&mut self, name: &str, text: String) -> Result<(), TemplateError> {
        let known = ALL.iter().find(|(known, _)| *known == name);
        let unknown = || TemplateError::Unknown { name: name.to_owned() };
        let (name, _) = *known.ok_or_else(unknown)?;
        if text.len() > TEMPLATE_BYTES_MAX {
            return Err(TemplateError::TooLarge { name, bytes: text.len() });
        }
        let mut tried = self.clone();
        tried.replaced.insert(name, text);
        tried.try_out(name)?;
        *self = tried;
        Ok(())
    }

    /// The names of those that are not as they are built in.
    pub fn replaced(&self) -> impl Iterator<Item = &'static str> {
        self.replaced.keys().copied()
    }

    /// Has the program use them, from its first page on.
    ///
    /// # Errors
    ///
    /// [`TemplateError::Late`] when others were chosen before.
    pub fn choose(self) -> Result<(), TemplateError> {
        if CHOSEN.get_or_init(|| self.clone()) == &self { Ok(()) } else { Err(TemplateError::Late) }
    }

    /// The text of a template; nothing under a name that there is not.
    pub(crate) fn text(&self, name: &str) -> &str {
        let built_in = || ALL.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        self.replaced.get(name).map(String::as_str).or_else(built_in).unwrap_or_default()
    }

    /// Uses a template once, with made-up values.
    fn try_out(&self, name: &'static str) -> Result<(), TemplateError> {
        let tried = match name {
            MAIL_HTML | MAIL_TEXT => crate::mail::try_out(self, name),
            PAPER_HTML | CLOSED_HTML => crate::paper::try_out(self, name),
            FORM_HTML => crate::form::try_out(self),
            _ => return self.try_style(name),
        };
        tried.map_err(|error| {
            let line = error.line().unwrap_or(1);
            let problem = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            TemplateError::Layout { name, line, problem: told(&error, &problem) }
        })
    }

    fn try_style(&self, name: &'static str) -> Result<(), TemplateError> {
        let mut lines = (1..).zip(self.text(name).lines());
        match lines.find(|(_, text)| text.contains("</")) {
            Some((line, _)) => Err(TemplateError::Style { name, line }),
            None => Ok(()),
        }
    }
}

/// What is wrong in words: that something is not there is said without the words of the library.
fn told(error: &minijinja::Error, problem: &str) -> String {
    match error.kind() {
        minijinja::ErrorKind::UndefinedError => {
            "it names something that there is not; `perennial templates` writes out the template that is built in, where \
             everything that there is can be seen"
                .to_owned()
        }
        kind if problem == kind.to_string() => problem.to_owned(),
        kind => format!("{kind}: {problem}"),
    }
}

/// Reads a template into an environment that can outlive the text.
pub(crate) fn add(
    layouts: &mut Environment<'static>,
    templates: &Templates,
    name: &'static str,
) -> Result<(), minijinja::Error> {
    layouts.add_template_owned(name, templates.text(name).to_owned())
}

/// The templates that the program has chosen.
pub(crate) fn chosen() -> &'static Templates {
    CHOSEN.get_or_init(Templates::default)
}

#[cfg(test)]
mod tests;
