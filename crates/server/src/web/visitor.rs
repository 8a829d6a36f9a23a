//! Who asks for a page: a browser, with a session or without one.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::Response;
use form_urlencoded::{Serializer, parse};
use hyper::header::{ACCEPT_LANGUAGE, COOKIE, HOST, HeaderMap, ORIGIN};
use hyper::http::request::Parts;
use perennial_documents::PageWords;
use perennial_engine::{Actor, Context, Customer, EngineError, Freshness, Session, Stage};

use super::page::{SIGN_IN, see};
use super::trouble::Trouble;
use crate::App;
use crate::error::Unfit;
use crate::gate::{Peer, header_text};

/// What the cookie of a browser leads to.
pub(super) trait Seat: Sized + Send {
    /// The name of the cookie; and that over an encrypted connection, where a browser binds it to this host.
    const COOKIE: [&'static str; 2];

    /// What it leads to now, if to anything.
    fn find(
        app: &App,
        cookie: &str,
    ) -> impl Future<Output = Result<Option<Self>, EngineError>> + Send;
}

/// The holder of an account, or an operator who reads their pages.
impl Seat for Session {
    const COOKIE: [&'static str; 2] = ["perennial_session", "__Host-perennial_session"];

    async fn find(app: &App, cookie: &str) -> Result<Option<Self>, EngineError> {
        app.engine.session(cookie).await
    }
}

/// A browser.
#[derive(Debug)]
pub(super) struct Visitor<S = Session> {
    /// The session, however far it has come.
    pub(super) session: Option<S>,
    /// The words of its language.
    pub(super) words: PageWords,
    /// Where it is.
    pub(super) address: Option<IpAddr>,
    /// The path it asks for.
    pub(super) path: String,
    /// What stands after it.
    query: String,
    is_secure: bool,
    is_sent_from_here: bool,
}

/// A browser of somebody who has signed in.
#[derive(Debug)]
pub(super) struct SignedIn {
    pub(super) session: Session,
    pub(super) customer: Arc<Customer>,
    pub(super) fresh: Freshness,
    /// The words of the account's language.
    pub(super) words: PageWords,
    pub(super) path: String,
}

impl<S: Seat> FromRequestParts<Arc<App>> for Visitor<S> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let is_secure = app.is_secure(parts);
        let session = app.seat(parts).await?;
        let languages = header_text(&parts.headers, ACCEPT_LANGUAGE.as_str()).unwrap_or_default();
        let language = languages.split([',', ';']).next().unwrap_or_default().trim();
        Ok(Self {
            session,
            words: PageWords::of(language),
            address: app.address(parts),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            is_secure,
            is_sent_from_here: is_sent_from_here(&parts.headers),
        })
    }
}

impl<S: Seat> Visitor<S> {
    /// A value in the address; empty if it is not there.
    pub(super) fn asked(&self, name: &str) -> String {
        self.all_asked(name).next().unwrap_or_default()
    }

    /// All values in the address under a name.
    pub(super) fn all_asked(&self, name: &str) -> impl Iterator<Item = String> {
        let pairs = parse(self.query.as_bytes()).filter(move |(one, _)| one == name);
        pairs.map(|(_, value)| value.into_owned())
    }

    /// The way to a door, and back here.
    pub(super) fn to_door(&self, door: &str) -> Response {
        let here = match self.query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        };
        let next = Serializer::new(String::new()).append_pair("next", &here).finish();
        see(&format!("{door}?{next}"))
    }

    /// Refuses a form that was sent from a page of somebody else.
    pub(super) fn must_be_from_here(&self) -> Result<(), Unfit> {
        if self.is_sent_from_here { Ok(()) } else { Err(Unfit::foreign(self.words)) }
    }

    /// The header that has a browser hold a session for so many seconds; at 0 it forgets it.
    pub(super) fn cookie(&self, value: &str, seconds: i64) -> String {
        self.cookie_of::<S>(value, seconds)
    }

    /// The same for a session of another kind.
    pub(super) fn cookie_of<T: Seat>(&self, value: &str, seconds: i64) -> String {
        let name = cookie_name::<T>(self.is_secure);
        let secure = if self.is_secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }
}

impl Visitor {
    /// Who has signed in; whoever has not is sent to do so, and comes back here.
    pub(super) async fn signed_in(&self, app: &App) -> Result<SignedIn, Unfit> {
        let session = self.session.clone().filter(|one| one.stage == Stage::SignedIn);
        let Some(session) = session else { return Err(Unfit::elsewhere(self.to_door(SIGN_IN))) };
        let fresh = app.engine.freshness(session.account).await;
        let fresh = fresh.map_err(|error| Trouble::from(EngineError::from(error)))?;
        let customer = app.engine.customer(&fresh).await.map_err(Trouble::from)?;
        let words = PageWords::of(customer.account.profile.language.as_str());
        Ok(SignedIn { session, customer, fresh, words, path: self.path.clone() })
    }

    /// Who has sent a form, from a page of ours.
    pub(super) async fn sender(&self, app: &App) -> Result<SignedIn, Unfit> {
        self.must_be_from_here()?;
        self.signed_in(app).await
    }
}

impl SignedIn {
    /// The circumstances of a command.
    pub(super) fn context(&self, app: &App) -> Context {
        let query_id = app.engine.ids().query();
        Context { account: self.session.account, actor: Actor::SignedIn, query_id }
    }
}

impl App {
    /// What the cookie of a browser leads to.
    pub(super) async fn seat<S: Seat>(&self, parts: &Parts) -> Result<Option<S>, EngineError> {
        match cookie(&parts.headers, cookie_name::<S>(self.is_secure(parts))) {
            Some(cookie) => S::find(self, cookie).await,
            None => Ok(None),
        }
    }

    /// Whether a browser's connection is encrypted, to us or to our own proxy.
    fn is_secure(&self, parts: &Parts) -> bool {
        let published =
            self.base_url().starts_with("https://") && !self.settings.public_urls.is_empty();
        let forwarded = self.settings.trust_forwarded_for
            && header_text(&parts.headers, "x-forwarded-proto") == Some("https");
        published || forwarded || parts.extensions.get::<Peer>().is_some_and(|peer| peer.tls)
    }
}

const fn cookie_name<S: Seat>(is_secure: bool) -> &'static str {
    let [plain, secure] = S::COOKIE;
    if is_secure { secure } else { plain }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|text| text.to_str().ok());
    let pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find_map(|(one, value)| (one.trim() == name).then_some(value.trim()))
}

/// Whether a form was sent from a page of ours: browsers say from where, in `Sec-Fetch-Site` or in `Origin`. One that says
/// neither is none that pages of others could use.
fn is_sent_from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = header_text(headers, "sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header_text(headers, ORIGIN.as_str()) else { return true };
    let host = header_text(headers, "x-forwarded-host").or(header_text(headers, HOST.as_str()));
    origin.split_once("://").is_some_and(|(_, from)| Some(from) == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (hyper::header::HeaderName::from_static(name), value.parse().unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_session_is_found_among_cookies() {
        let jar = headers(&[("cookie", "a=1; perennial_session=abc.def ;b=2")]);
        assert_eq!(cookie(&jar, cookie_name::<Session>(false)), Some("abc.def"));
        assert_eq!(cookie(&jar, "session"), None);
        assert_eq!(cookie(&HeaderMap::new(), "perennial_session"), None);
    }

    #[test]
    fn a_form_of_another_site_is_recognised() {
        let here = ("host", "renew.example:8443");
        for (pairs, expected) in [
            (vec![here], true),
            (vec![here, ("origin", "https://renew.example:8443")], true),
            (vec![here, ("origin", "https://evil.example")], false),
            (vec![here, ("origin", "null")], false),
            (vec![here, ("origin", "https://renew.example")], false),
            (vec![here, ("sec-fetch-site", "same-origin")], true),
            (vec![here, ("sec-fetch-site", "same-site")], false),
            (vec![here, ("sec-fetch-site", "cross-site")], false),
            (
                vec![
                    ("host", "inside"),
                    ("x-forwarded-host", "a.example"),
                    ("origin", "https://a.example"),
                ],
                true,
            ),
        ] {
            assert_eq!(is_sent_from_here(&headers(&pairs)), expected, "{pairs:?}");
        }
    }
}
