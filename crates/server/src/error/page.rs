//! Pages that are not what was hoped for, with their HTTP statuses.

use axum::response::{IntoResponse, Response};
use hyper::StatusCode;
use hyper::header::{HeaderValue, RETRY_AFTER};
use perennial_documents::PageWords;

use super::Private;
use crate::web::{self, Trouble};

/// A page that is not what was hoped for.
#[derive(Debug)]
pub(crate) struct Unfit(Box<Response>);

impl Unfit {
    fn new(response: impl IntoResponse) -> Self {
        Self(Box::new(response.into_response()))
    }

    /// There is nothing to show.
    pub(crate) fn unknown(page: Response) -> Self {
        Self::new((StatusCode::NOT_FOUND, page))
    }

    /// There is nothing of that name.
    pub(crate) fn nothing(words: PageWords) -> Self {
        match web::tell(words, "site-nothing-title", "site-nothing-text") {
            Ok(page) => Self::unknown(page),
            Err(trouble) => trouble.into(),
        }
    }

    /// A form was filled in wrong, and is shown again.
    pub(crate) fn refilled(page: Response) -> Self {
        Self::new((StatusCode::BAD_REQUEST, page))
    }

    /// Somebody was wrong too often, and has to wait for so many seconds.
    pub(crate) fn throttled(page: Response, seconds: u16) -> Self {
        let wait = [(RETRY_AFTER, HeaderValue::from(seconds))];
        Self::new((StatusCode::TOO_MANY_REQUESTS, wait, page))
    }

    /// A form was sent from a page of somebody else.
    pub(crate) fn foreign(words: PageWords) -> Self {
        match web::tell(words, "web-foreign-title", "web-foreign-text") {
            Ok(page) => Self::new((StatusCode::FORBIDDEN, page)),
            Err(trouble) => trouble.into(),
        }
    }

    /// Whoever sent it may not do that.
    pub(crate) fn forbidden(page: Response) -> Self {
        Self::new((StatusCode::FORBIDDEN, page))
    }

    /// The browser is sent to another page first.
    pub(crate) fn elsewhere(response: Response) -> Self {
        Self::new(response)
    }
}

impl IntoResponse for Unfit {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl<E: Into<Trouble>> From<E> for Unfit {
    fn from(error: E) -> Self {
        Self::new(error.into())
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let words = PageWords::of("en");
        let told = web::tell(words, "web-trouble-title", "web-trouble-text");
        let page = told.unwrap_or_else(|_| "Something went wrong".into_response());
        let mut response = (StatusCode::SERVICE_UNAVAILABLE, page).into_response();
        response.extensions_mut().insert(Private(self.0));
        response
    }
}
