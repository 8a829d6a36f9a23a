//! Pages as answers, and where they are.

use axum::response::{IntoResponse, Redirect, Response};
use hyper::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use perennial_documents::form::{Button, Field, Form, Link, Who};
use perennial_documents::{PageWords, WordsError};

use super::site::SERVICES;
use super::trouble::Trouble;
use super::visitor::{SignedIn, Visitor};
use crate::App;
use crate::error::Unfit;
use crate::sent::Sent;

pub(super) const SIGN_IN: &str = "/auth/sign-in";
pub(super) const CODE: &str = "/auth/code";
pub(super) const SIGN_OUT: &str = "/auth/sign-out";
pub(super) const ACCOUNT: &str = "/auth/account";

/// What a handler answers.
pub(super) type Answer = Result<Response, Unfit>;

/// A page of somebody who has signed in.
pub(super) struct Page<'a> {
    pub(super) app: &'a App,
    pub(super) me: &'a SignedIn,
}

impl Page<'_> {
    /// A message without facts.
    pub(super) fn say(&self, key: &'static str) -> Result<String, Trouble> {
        Ok(self.me.words.say(key, &[])?)
    }

    /// Who is signed in.
    pub(super) fn who(&self) -> Result<Who, Trouble> {
        let account = self.me.customer.account.nichandle.as_str();
        let is_reader = self.me.session.reader.is_some();
        let text = if is_reader { "site-reading" } else { "web-signed-in" };
        Ok(Who {
            text: self.me.words.say(text, &[("account", account.into())])?,
            action: SIGN_OUT,
            once: self.app.engine.vault().page_token(&[&self.me.session.hash, SIGN_OUT.as_bytes()]),
            label: self.say("web-sign-out")?,
        })
    }

    /// A form that begins with a title.
    pub(super) fn form(&self, title: &'static str) -> Result<Form, Trouble> {
        Ok(Form {
            language: Some(self.me.words.tag()),
            who: Some(self.who()?),
            title: self.say(title)?,
            once: Some(self.token()),
            ..Form::default()
        })
    }

    /// What a form is sent with: good for this session, this page, and for the account as it is now.
    pub(super) fn token(&self) -> String {
        let version = self.me.fresh.head.version.to_be_bytes();
        self.app.engine.vault().page_token(&[
            &self.me.session.hash,
            self.me.path.as_bytes(),
            &version,
        ])
    }

    /// Whether a form was sent with that.
    pub(super) fn is_sent_once(&self, sent: &Sent) -> bool {
        let version = self.me.fresh.head.version.to_be_bytes();
        let good_for: [&[u8]; 3] = [&self.me.session.hash, self.me.path.as_bytes(), &version];
        self.app.engine.vault().is_page_token(&good_for, sent.field("once"))
    }

    /// A field to fill in.
    pub(super) fn field(&self, name: &'static str, label: &'static str) -> Result<Field, Trouble> {
        Ok(field(self.me.words, name, label)?)
    }

    /// A button.
    pub(super) fn button(
        &self,
        value: &'static str,
        label: &'static str,
    ) -> Result<Button, Trouble> {
        Ok(button(self.me.words, value, label)?)
    }

    /// A way to another page.
    pub(super) fn link(&self, url: &str, label: &'static str) -> Result<Link, Trouble> {
        Ok(Link { url: url.to_owned(), label: self.say(label)? })
    }
}

pub(super) fn field(
    words: PageWords,
    name: &'static str,
    label: &'static str,
) -> Result<Field, WordsError> {
    Ok(Field { name, label: words.say(label, &[])?, ..Field::default() })
}

pub(super) fn button(
    words: PageWords,
    value: &'static str,
    label: &'static str,
) -> Result<Button, WordsError> {
    Ok(Button { value, label: words.say(label, &[])?, sends: value == "send" })
}

/// A page as an answer.
pub(super) fn show(form: &Form) -> Answer {
    Ok(show_before(form, &[])?)
}

/// A page from which the browser goes on to one of these origins.
pub(super) fn show_before(form: &Form, origins: &[&str]) -> Result<Response, Trouble> {
    let page = form.to_page(origins)?;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, page.policy.as_str()),
        // To ourselves alone: so browsers say in `Origin` that a form is ours.
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, page.html).into_response())
}

/// A form that was filled in wrong, again.
pub(super) fn refill(form: &Form) -> Answer {
    Err(Unfit::refilled(show(form)?))
}

/// A last word, on a page of its own.
pub(crate) fn tell(
    words: PageWords,
    title: &'static str,
    text: &'static str,
) -> Result<Response, Trouble> {
    let (title, text) = (words.say(title, &[])?, vec![words.say(text, &[])?]);
    show_before(&Form { language: Some(words.tag()), title, text, ..Form::default() }, &[])
}

/// Sends the browser to another page.
pub(super) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Where to go on after signing in: a page of ours, whatever the address says.
pub(super) fn next_of(visitor: &Visitor) -> String {
    let next = visitor.asked("next");
    if is_of_here(&next) { next } else { SERVICES.to_owned() }
}

/// Whether a browser takes an address for one of this host: browsers read `//host` and `/\\host` as other hosts.
pub(super) fn is_of_here(address: &str) -> bool {
    let rest = address.strip_prefix('/');
    rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_host() {
        for good in ["/auth/account", "/createToken/?GET=/me&POST=/me/*", "/a//b"] {
            assert!(is_of_here(good), "{good}");
        }
        for bad in [
            "",
            "auth",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\\b",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "/ä",
        ] {
            assert!(!is_of_here(bad), "{bad}");
        }
    }
}
