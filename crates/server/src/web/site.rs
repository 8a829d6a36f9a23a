//! The pages of whoever has signed in, with the ways between them.
//!
//! They run scripts of ours and nothing else, and ask no other host for anything. Without scripts they work as well.

use axum::response::{IntoResponse, Response};
use form_urlencoded::Serializer;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use perennial_documents::form::Link;
use perennial_documents::site::{self, Area, Frame};
use serde::Serialize;

use super::bills::BILLS;
use super::forecast::FORECAST;
use super::means::MEANS;
use super::notices::NOTICES;
use super::orders::ORDERS;
use super::page::{ACCOUNT, Answer, Page};
use super::programs::PROGRAMS;
use super::trouble::Trouble;
use crate::assets::{HTMX, ICON, STYLE};
use crate::error::Unfit;

pub(super) const SERVICES: &str = "/services";
/// The console, with the slash that its published addresses have.
pub(super) const CONSOLE: &str = "/console/";

/// The pages that there is a way to from everywhere, and what they are called.
const AREAS: [(&str, &str); 9] = [
    (SERVICES, "site-services"),
    (ORDERS, "site-orders"),
    (BILLS, "site-bills"),
    (MEANS, "site-means"),
    (FORECAST, "site-forecast"),
    (NOTICES, "site-notices"),
    (PROGRAMS, "site-programs"),
    (CONSOLE, "console-title"),
    (ACCOUNT, "site-sign-in"),
];

/// What a browser may do with a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

impl Page<'_> {
    /// A page of the site, by its template and what that is filled with.
    pub(super) fn site(&self, template: &str, content: &impl Serialize) -> Answer {
        let frame = self.frame()?;
        let html = site::page(template, self.me.words, &frame, content).map_err(Trouble::from)?;
        Ok(answer(html))
    }

    /// The same page with a form that was filled in wrong.
    pub(super) fn site_again(&self, template: &str, content: &impl Serialize) -> Answer {
        Err(Unfit::refilled(self.site(template, content)?))
    }

    fn frame(&self) -> Result<Frame, Trouble> {
        let area = |(url, label): &(&'static str, &'static str)| {
            let is_here = self.me.path.as_str() == *url
                || self.me.path.strip_prefix(*url).is_some_and(|rest| rest.starts_with('/'));
            Ok(Area { url, label: self.say(label)?, is_here })
        };
        Ok(Frame {
            language: self.me.words.tag(),
            seller: self.app.engine.seller().identity.name.to_string(),
            who: Some(self.who()?),
            areas: AREAS.iter().map(area).collect::<Result<_, Trouble>>()?,
            icon: ICON.url.clone(),
            style: STYLE.url.clone(),
            scripts: vec![HTMX.url.clone()],
            remark: self.me.session.reader.map(|_| self.say("site-read-only")).transpose()?,
        })
    }
}

/// A page as an answer: it runs scripts of ours alone, and is kept by nobody.
pub(super) fn answer(html: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        // What stands there is of one account, and is over when somebody signs out.
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, html).into_response()
}

/// A word about the state of something, in a colour: `good`, `wait`, `off` or none.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Badge {
    pub(super) tone: &'static str,
    pub(super) text: String,
}

/// The ways to the pages before and after one of a long list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Turn {
    label: String,
    text: String,
    newer: Option<Link>,
    older: Option<Link>,
}

impl Turn {
    /// Those of a page, counted from 0, of a list of so many, so many on each. The query stays what it is.
    pub(super) fn of(
        page: &Page<'_>,
        path: &str,
        query: &[(&str, &str)],
        at: usize,
        shown: usize,
        count: usize,
    ) -> Result<Self, Trouble> {
        let first = at.saturating_mul(shown).min(count);
        let after = first.saturating_add(shown).min(count);
        let link = |at: usize, label| {
            let mut pairs = Serializer::new(String::new());
            pairs.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
            let query = pairs.append_pair("page", &at.to_string()).finish();
            page.link(&format!("{path}?{query}"), label)
        };
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
        let facts = [
            ("first", number(first.saturating_add(1).min(count))),
            ("last", number(after)),
            ("count", number(count)),
        ];
        Ok(Self {
            label: page.say("site-turn")?,
            text: page.me.words.say("site-turn-shown", &facts)?,
            newer: (at > 0).then(|| link(at.saturating_sub(1), "site-turn-back")).transpose()?,
            older: (after < count)
                .then(|| link(at.saturating_add(1), "site-turn-on"))
                .transpose()?,
        })
    }
}
