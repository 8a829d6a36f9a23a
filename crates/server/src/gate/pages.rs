//! `X-Pagination-Mode: CachedObjectList-Pages`: a list of objects instead of their ids, page by page, sorted and
//! filtered. Heeded wherever a list of ids stands beside a route that reads one of them.
//!
//! Without order and filter only the objects of the page are read; with them all of the list, so there is a bound.

use axum::response::{IntoResponse, Response};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use perennial_api::catalogue::{Method, Operation, Shape, find_model, item_of, matching};
use serde_json::Value;

use super::filter::{Filter, compare, field};
use super::header_text;
use super::within::Within;
use crate::error::ApiError;
use crate::reply::Json;

const MODE: &str = "x-pagination-mode";
const PAGES: &str = "CachedObjectList-Pages";
const SIZE: &str = "x-pagination-size";
const NUMBER: &str = "x-pagination-number";
const SORT: &str = "x-pagination-sort";
const SORT_ORDER: &str = "x-pagination-sort-order";
const FILTER: &str = "x-pagination-filter";
const ELEMENTS: &str = "x-pagination-elements";

/// What is encoded in a path; the rest is as clients write it, and as rules name it.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Objects on a page, unless the request says how many.
const SIZE_USUAL: usize = 25;
/// The most objects on a page.
const SIZE_MAX: usize = 5000;
/// The longest list that is sorted or filtered.
const SEARCHED_MAX: usize = 10_000;

/// What the request asks for.
#[derive(Debug)]
pub(super) struct Pages {
    path: String,
    size: usize,
    number: usize,
    sort: Option<String>,
    descending: bool,
    filters: Vec<Filter>,
}

impl Pages {
    /// What the request asks for, if it asks for pages of something that has them.
    pub(super) fn asked(parts: &Parts, path: &str) -> Result<Option<Self>, ApiError> {
        let headers = &parts.headers;
        let Some(mode) = text(headers, MODE)? else { return Ok(None) };
        if mode != PAGES {
            let problem = format!("`{mode}` is unknown; it can be {PAGES}");
            return Err(ApiError::bad_parameter("X-Pagination-Mode", problem));
        }
        let Some(item) = matching(Method::Get, path).and_then(item_of) else { return Ok(None) };
        let sort = text(headers, SORT)?.map(str::to_owned);
        let descending = match text(headers, SORT_ORDER)? {
            None | Some("ASC") => false,
            Some("DESC") => true,
            Some(other) => {
                let problem = format!("`{other}` is unknown; it can be ASC, DESC");
                return Err(ApiError::bad_parameter("X-Pagination-Sort-Order", problem));
            }
        };
        let filters = text(headers, FILTER)?.map(Filter::read_all).transpose()?.unwrap_or_default();
        let named = filters.iter().map(|filter| (filter.field.as_str(), "X-Pagination-Filter"));
        for (name, header) in named.chain(sort.as_deref().map(|name| (name, "X-Pagination-Sort"))) {
            check_field(item, name, header)?;
        }
        Ok(Some(Self {
            path: path.to_owned(),
            size: number(headers, SIZE, "X-Pagination-Size", SIZE_MAX)?.unwrap_or(SIZE_USUAL),
            number: number(headers, NUMBER, "X-Pagination-Number", usize::MAX)?.unwrap_or(1),
            sort,
            descending,
            filters,
        }))
    }

    /// The page.
    pub(super) async fn answer(self, within: Within<'_>) -> Response {
        match self.page(within).await {
            Ok((objects, elements)) => {
                let mut response = Json(objects).into_response();
                self.describe(response.headers_mut(), elements);
                within.finish(response)
            }
            Err(response) => response,
        }
    }

    /// The objects of the page, and how many there are on all pages.
    async fn page(&self, within: Within<'_>) -> Result<(Vec<Value>, usize), Response> {
        let list = within.get(&self.path, within.parts.uri.query()).await?.value;
        let Value::Array(mut ids) = list else { return Ok((Vec::new(), 0)) };
        if self.sort.is_none() && self.filters.is_empty() {
            if self.descending {
                ids.reverse();
            }
            let elements = ids.len();
            return Ok((self.read(within, self.cut(ids)).await?, elements));
        }
        if ids.len() > SEARCHED_MAX {
            let text = format!(
                "{} objects are too many to be sorted or filtered, {SEARCHED_MAX} are not; use the filters of the list",
                ids.len()
            );
            return Err(ApiError::bad_request(text).into_response());
        }
        let mut objects = self.read(within, ids.into_iter()).await?;
        objects.retain(|object| self.filters.iter().all(|filter| filter.fits(object)));
        if let Some(name) = &self.sort {
            objects.sort_by(|a, b| compare(field(a, name), field(b, name)));
        }
        if self.descending {
            objects.reverse();
        }
        let elements = objects.len();
        Ok((self.cut(objects).collect(), elements))
    }

    /// Those of the page.
    fn cut(&self, all: Vec<Value>) -> impl Iterator<Item = Value> {
        let before = self.number.saturating_sub(1).saturating_mul(self.size);
        all.into_iter().skip(before).take(self.size)
    }

    /// Reads objects by their ids. What has gone since the list was made is left out.
    async fn read(
        &self,
        within: Within<'_>,
        ids: impl Iterator<Item = Value>,
    ) -> Result<Vec<Value>, Response> {
        let mut objects = Vec::new();
        for id in ids {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            let path = format!("{}/{}", self.path, utf8_percent_encode(&id, ENCODED));
            match within.get(&path, None).await {
                Ok(object) => objects.push(object.value),
                Err(response) if ApiError::says_not_found(&response) => {}
                Err(response) => return Err(response),
            }
        }
        Ok(objects)
    }

    /// What the page is of.
    fn describe(&self, headers: &mut HeaderMap, elements: usize) {
        let order = if self.descending { "DESC" } else { "ASC" };
        let mut tell = |name, value| headers.insert(HeaderName::from_static(name), value);
        tell(ELEMENTS, elements.into());
        tell(NUMBER, self.number.into());
        tell(SIZE, self.size.into());
        tell(SORT_ORDER, HeaderValue::from_static(order));
        if let Some(Ok(sort)) = self.sort.as_deref().map(HeaderValue::from_str) {
            tell(SORT, sort);
        }
    }
}

/// A field of the objects, or of an object in them: `priceWithTax.value`.
fn check_field(item: &Operation, name: &str, header: &str) -> Result<(), ApiError> {
    let first = name.split('.').next().unwrap_or_default();
    let model = find_model(item.resource.path, item.response);
    let Some(Shape::Fields(fields)) = model.map(|model| model.shape) else { return Ok(()) };
    if fields.iter().any(|field| field.name == first) {
        return Ok(());
    }
    let known: Vec<_> = fields.iter().map(|field| field.name).collect();
    let problem = format!("`{name}` is no field; there are {}", known.join(", "));
    Err(ApiError::bad_parameter(header, problem))
}

/// A header that is there once, with what is percent-encoded left as it is.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, ApiError> {
    if !headers.contains_key(name) {
        return Ok(None);
    }
    let value = header_text(headers, name).map(str::trim).filter(|text| !text.is_empty());
    value.map(Some).ok_or_else(|| ApiError::bad_parameter(name, "give it a value in ASCII"))
}

fn number(
    headers: &HeaderMap,
    name: &str,
    shown: &str,
    most: usize,
) -> Result<Option<usize>, ApiError> {
    let Some(text) = text(headers, name)? else { return Ok(None) };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| digits && (1..=most).contains(number));
    number.map(Some).ok_or_else(|| {
        let bounds = if most == usize::MAX { "1".to_owned() } else { format!("1 to {most}") };
        let problem = format!("`{text}` is not a whole number from {bounds}");
        ApiError::bad_parameter(shown, problem)
    })
}
