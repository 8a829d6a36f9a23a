//! Pages with a form, for a browser without scripts.
//!
//! A page asks for nothing from outside and runs nothing; its form goes to where the page came from, and from there to
//! addresses that are named to the browser beforehand. Whatever is shown is escaped.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::paper::PaperError;

const STYLE: &str = include_str!("../templates/form.css");
const FORM: &str = "form.html";

/// A page with a form, or with a text alone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Form<'a> {
    /// What it is about.
    pub title: &'a str,
    /// Paragraphs.
    pub text: Vec<String>,
    /// What was wrong with the form as it was sent.
    pub error: Option<String>,
    /// The token of this step.
    pub once: Option<String>,
    /// What is to be filled in.
    pub fields: Vec<Field<'a>>,
    /// What can be done; none where there is no form.
    pub buttons: Vec<Button<'a>>,
    /// Where to go on, where nothing is to be sent.
    pub link: Option<Link<'a>>,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field<'a> {
    /// Its name as it is sent.
    pub name: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// How it is written.
    pub hint: &'a str,
    /// What a browser may fill in, such as `cc-number`.
    pub autocomplete: &'a str,
    /// Whether it has digits mostly.
    pub is_number: bool,
    /// Whether it may be empty.
    pub is_optional: bool,
}

/// A button of a form.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Button<'a> {
    /// What is sent when it is pressed, under the name `do`.
    pub value: &'a str,
    /// What it says.
    pub label: &'a str,
    /// Whether the fields count.
    pub sends: bool,
}

/// Where to go on.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Link<'a> {
    /// The address.
    pub url: &'a str,
    /// What it says.
    pub label: &'a str,
}

/// A page, and what a browser may do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPage {
    /// The page.
    pub html: String,
    /// The value of its `Content-Security-Policy`.
    pub policy: String,
}

impl Form<'_> {
    /// The page. `origins` are those that the browser may be sent to after the form: scheme, host and port.
    ///
    /// # Errors
    ///
    /// [`PaperError`], which is a fault of what is built in.
    pub fn to_page(&self, origins: &[&str]) -> Result<FormPage, PaperError> {
        static LAYOUTS: LazyLock<Result<Environment<'static>, PaperError>> = LazyLock::new(read);
        static HASH: LazyLock<String> =
            LazyLock::new(|| BASE64_STANDARD.encode(Sha256::digest(STYLE)));
        let layouts = LAYOUTS.as_ref().map_err(Clone::clone)?;
        let layout = layouts.get_template(FORM).map_err(|error| unfit(&error))?;
        let html = layout.render(context! { style => STYLE, form => Serde(self) });
        let origins: BTreeSet<&str> = origins.iter().copied().collect();
        let targets = origins.iter().fold("'self'".to_owned(), |all, one| format!("{all} {one}"));
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action {targets}; frame-ancestors 'none'",
            *HASH
        );
        Ok(FormPage { html: html.map_err(|error| unfit(&error))?, policy })
    }
}

fn read() -> Result<Environment<'static>, PaperError> {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    layouts.set_auto_escape_callback(|_| AutoEscape::Html);
    let added = layouts.add_template(FORM, include_str!("../templates/form.html"));
    added.map(|()| layouts).map_err(|error| unfit(&error))
}

fn unfit(error: &minijinja::Error) -> PaperError {
    PaperError::Layout(format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_escaped_and_the_page_runs_nothing() {
        let hostile = "<script>alert('x')</script>\"";
        let form = Form {
            title: hostile,
            text: vec![hostile.to_owned()],
            error: Some(hostile.to_owned()),
            once: Some(hostile.to_owned()),
            fields: vec![Field {
                name: "number",
                label: hostile,
                hint: hostile,
                autocomplete: "cc-number",
                is_number: true,
                is_optional: false,
            }],
            buttons: vec![Button { value: "send", label: hostile, sends: true }],
            link: Some(Link { url: "https://example.com/?a=1&b=2", label: hostile }),
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
        let form = Form { title: "Done", ..Form::default() };
        let page = form.to_page(&[]).unwrap();
        assert!(!page.html.contains("<form"), "{}", page.html);
        assert!(page.policy.contains("form-action 'self';"));
    }
}
