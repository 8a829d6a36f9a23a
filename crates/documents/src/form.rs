//! Pages with a form, for a browser without scripts.
//!
//! A page asks for nothing from outside and runs nothing; its form goes to where the page came from, and from there to
//! addresses that are named to the browser beforehand. Whatever is shown is escaped.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::paper::PaperError;
use crate::templates::{self, Templates};

/// A page with a form, or with a text alone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Form {
    /// The tag of its language; English where there is none.
    pub language: Option<&'static str>,
    /// Who is signed in, and how to sign out.
    pub who: Option<Who>,
    /// What it is about.
    pub title: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// What is told in words and values.
    pub facts: Vec<Fact>,
    /// A picture, as SVG of our own making.
    pub picture: Option<Picture>,
    /// What was wrong with the form as it was sent.
    pub error: Option<String>,
    /// The token of this step.
    pub once: Option<String>,
    /// What is sent along unseen.
    pub hidden: Vec<Hidden>,
    /// What is to be filled in.
    pub fields: Vec<Field>,
    /// What can be done; none where there is no form.
    pub buttons: Vec<Button>,
    /// Where to go on, where nothing is to be sent.
    pub links: Vec<Link>,
}

/// Who is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct Who {
    /// The sentence that says so.
    pub text: String,
    /// Where the form that signs out goes to.
    pub action: &'static str,
    /// Its token.
    pub once: String,
    /// What its button says.
    pub label: String,
}

/// A word and its values.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The word.
    pub label: String,
    /// What there is, one below the other.
    pub values: Vec<String>,
    /// Whether the values are to be copied as they stand.
    pub is_code: bool,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// SVG, of our own making: it is not escaped.
    pub svg: String,
    /// What it says, for whoever does not see it.
    pub text: String,
}

/// A value that is sent along.
#[derive(Debug, Clone, Serialize)]
pub struct Hidden {
    /// Its name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

/// A field of a form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Field {
    /// Its name as it is sent.
    pub name: &'static str,
    /// What people call it.
    pub label: String,
    /// How it is written.
    pub hint: String,
    /// What a browser may fill in, such as `cc-number`.
    pub autocomplete: &'static str,
    /// What is in it now.
    pub value: String,
    /// How it is filled in.
    pub kind: FieldKind,
    /// What can be chosen, where it is a choice.
    pub choices: Vec<Choice>,
    /// Whether it may be empty.
    pub is_optional: bool,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// With text.
    #[default]
    Text,
    /// With digits mostly.
    Number,
    /// With what nobody is to read from a screen.
    Password,
    /// With several lines.
    Lines,
    /// By choosing.
    Choice,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What it is called.
    pub label: String,
}

/// A button of a form.
#[derive(Debug, Clone, Serialize)]
pub struct Button {
    /// What is sent when it is pressed, under the name `do`.
    pub value: &'static str,
    /// What it says.
    pub label: String,
    /// Whether the fields count.
    pub sends: bool,
}

/// Where to go on.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The address.
    pub url: String,
    /// What it says.
    pub label: String,
}

/// A page, and what a browser may do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPage {
    /// The page.
    pub html: String,
    /// The value of its `Content-Security-Policy`.
    pub policy: String,
}

impl Form {
    /// The page. `origins` are those that the browser may be sent to after the form: scheme, host and port.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_page(&self, origins: &[&str]) -> Result<FormPage, PaperError> {
        static LAYOUTS: LazyLock<Result<Environment<'static>, PaperError>> =
            LazyLock::new(|| read(templates::chosen()).map_err(|error| unfit(&error)));
        static HASH: LazyLock<String> = LazyLock::new(|| {
            BASE64_STANDARD.encode(Sha256::digest(templates::text(templates::FORM_CSS)))
        });
        let layouts = LAYOUTS.as_ref().map_err(Clone::clone)?;
        let html = self.render(layouts, templates::chosen());
        let origins: BTreeSet<&str> = origins.iter().copied().collect();
        let targets = origins.iter().fold("'self'".to_owned(), |all, one| format!("{all} {one}"));
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action {targets}; frame-ancestors 'none'",
            *HASH
        );
        Ok(FormPage { html: html.map_err(|error| unfit(&error))?, policy })
    }

    fn render(&self, layouts: &Environment<'_>, texts: &Templates) -> Result<String, Error> {
        let style = texts.text(templates::FORM_CSS);
        let layout = layouts.get_template(templates::FORM_HTML)?;
        layout.render(context! { style, form => Serde(self) })
    }
}

/// Makes a page of everything that a form can have, and one of nothing.
pub(crate) fn try_out(texts: &Templates) -> Result<(), Error> {
    let layouts = read(texts)?;
    let text = || "x".to_owned();
    let field = |kind| Field {
        kind,
        choices: vec![Choice { value: "x", label: text() }],
        ..Field::default()
    };
    let all = [FieldKind::Text, FieldKind::Number, FieldKind::Password, FieldKind::Lines];
    let form = Form {
        language: Some("en"),
        who: Some(Who { text: text(), action: "/", once: text(), label: text() }),
        title: text(),
        text: vec![text()],
        facts: [true, false]
            .map(|is_code| Fact { label: text(), values: vec![text()], is_code })
            .into(),
        picture: Some(Picture { svg: text(), text: text() }),
        error: Some(text()),
        once: Some(text()),
        hidden: vec![Hidden { name: "x", value: text() }],
        fields: all.into_iter().chain([FieldKind::Choice]).map(field).collect(),
        buttons: [true, false].map(|sends| Button { value: "x", label: text(), sends }).into(),
        links: vec![Link { url: text(), label: text() }],
    };
    form.render(&layouts, texts)?;
    Form::default().render(&layouts, texts).map(|_| ())
}

fn read(texts: &Templates) -> Result<Environment<'static>, Error> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    layouts.set_auto_escape_callback(|_| AutoEscape::Html);
    templates::add(&mut layouts, texts, templates::FORM_HTML)?;
    Ok(layouts)
}

fn unfit(error: &Error) -> PaperError {
    PaperError::Layout(format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_escaped_and_the_page_runs_nothing() {
        let hostile = "<script>alert('x')</script>\"";
        let text = || hostile.to_owned();
        let form = Form {
            who: Some(Who { text: text(), action: "/out", once: text(), label: text() }),
            title: text(),
            text: vec![text()],
            facts: vec![Fact { label: text(), values: vec![text()], is_code: true }],
            error: Some(text()),
            once: Some(text()),
            hidden: vec![Hidden { name: "hidden", value: text() }],
            fields: [FieldKind::Number, FieldKind::Lines, FieldKind::Choice]
                .map(|kind| Field {
                    name: "number",
                    label: text(),
                    hint: text(),
                    autocomplete: "cc-number",
                    value: text(),
                    kind,
                    choices: vec![Choice { value: "one", label: text() }],
                    is_optional: false,
                })
                .to_vec(),
            buttons: vec![Button { value: "send", label: text(), sends: true }],
            links: vec![Link { url: "https://example.com/?a=1&b=2".to_owned(), label: text() }],
            ..Form::default()
        };
        let page = form.to_page(&["https://example.com", "https://example.com"]).unwrap();
        assert!(!page.html.contains("<script"), "{}", page.html);
        assert!(page.html.contains("&lt;script&gt;"), "{}", page.html);
        assert!(page.policy.contains("form-action 'self' https://example.com;"), "{}", page.policy);
        assert!(page.policy.starts_with("default-src 'none'; style-src 'sha256-"));
        assert!(page.html.contains("method=\"post\""));
    }

    #[test]
    fn a_page_without_buttons_has_no_form() {
        let form = Form { title: "Done".to_owned(), ..Form::default() };
        let page = form.to_page(&[]).unwrap();
        assert!(!page.html.contains("<form"), "{}", page.html);
        assert!(page.policy.contains("form-action 'self';"));
    }
}
