//! The query of a request: filters, each with its own way to be wrong.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use axum::extract::FromRequestParts;
use hyper::http::request::Parts;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use perennial_api::model::{DateTime, TagFilters, TagOperator};
use perennial_core::id::IdOutOfRange;

use super::parse_id;
use crate::error::ApiError;

/// The parameters of the query. Those that the call does not have are ignored, as clients send filters of products
/// that are not sold here.
#[derive(Debug)]
pub(crate) struct QueryParams(HashMap<String, String>);

impl QueryParams {
    /// A text. What is empty, or `null` as one SDK writes it, is not there.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty() && *text != "null")
    }

    /// A boolean.
    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, ApiError> {
        self.text(name)
            .map(|text| match text {
                "true" | "1" => Ok(true),
                "false" | "0" => Ok(false),
                other => {
                    let problem = format!("`{other}` is not a boolean; write true or false");
                    Err(ApiError::bad_parameter(name, problem))
                }
            })
            .transpose()
    }

    /// An id.
    pub(crate) fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, ApiError> {
        self.text(name).map(|text| parse_id(name, text)).transpose()
    }

    /// A number within bounds.
    pub(crate) fn number(
        &self,
        name: &str,
        bounds: RangeInclusive<i64>,
    ) -> Result<Option<i64>, ApiError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && bounds.contains(number));
        number.map(Some).ok_or_else(|| {
            let (least, most) = bounds.into_inner();
            let problem = format!("`{text}` is not a whole number from {least} to {most}");
            ApiError::bad_parameter(name, problem)
        })
    }

    /// One of the values that the parameter can have.
    pub(crate) fn one_of<'v>(
        &self,
        name: &str,
        mut values: impl Iterator<Item = &'v str> + Clone,
    ) -> Result<Option<&'v str>, ApiError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let known = values.clone().find(|value| *value == text);
        known.map(Some).ok_or_else(|| {
            let first = values.next().unwrap_or_default();
            let others = values.fold(first.to_owned(), |list, value| format!("{list}, {value}"));
            ApiError::bad_parameter(name, format!("`{text}` is unknown; it can be {others}"))
        })
    }

    /// A filter by tags: a JSON object of lists of values.
    pub(crate) fn tag_filters(&self, name: &str) -> Result<Option<TagFilters>, ApiError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let filters: Result<TagFilters, _> = serde_json::from_str(text);
        let known = |filters: &TagFilters| {
            let operators = filters.values().flatten().filter_map(|one| one.operator.as_ref());
            operators.into_iter().all(|operator| *operator == TagOperator::Eq)
        };
        filters.ok().filter(known).map(Some).ok_or_else(|| {
            let example = r#"{"env":[{"operator":"EQ","value":"prod"}]}"#;
            let problem = format!("`{text}` is not a filter by tags; write it like {example}");
            ApiError::bad_parameter(name, problem)
        })
    }

    /// The instants of `date.from` and `date.to`, both included; everything when they are not given. A date alone is
    /// the whole day in a time zone.
    pub(crate) fn date_range(&self, zone: &TimeZone) -> Result<(Timestamp, Timestamp), ApiError> {
        let from = self.instant("date.from", |day| day.to_zoned_datetime(zone.clone()).ok())?;
        let to = self.instant("date.to", |day| {
            day.to_zoned_datetime(zone.clone()).ok()?.end_of_day().ok()
        })?;
        Ok((from.unwrap_or(Timestamp::MIN), to.unwrap_or(Timestamp::MAX)))
    }

    fn instant(
        &self,
        name: &str,
        of_day: impl Fn(Date) -> Option<ZonedDateTime>,
    ) -> Result<Option<Timestamp>, ApiError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        // In a query an unencoded `+` is a space.
        let plus = || text.rsplit_once(' ').map(|(time, offset)| format!("{time}+{offset}"));
        let datetime = text.parse::<DateTime>().ok().or_else(|| plus()?.parse().ok());
        let day = || {
            let day: Date = text.parse().ok()?;
            // A time without an offset reads as a date too, but is refused rather than guessed.
            if day.to_string() == text { of_day(day).map(|at| at.timestamp()) } else { None }
        };
        datetime.map(DateTime::instant).or_else(day).map(Some).ok_or_else(|| {
            let problem = format!(
                "`{text}` is not a datetime; write it like 2026-01-31T00:00:00Z, or a whole day like 2026-01-31"
            );
            ApiError::bad_parameter(name, problem)
        })
    }
}

impl<S: Sync> FromRequestParts<S> for QueryParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        let mut parameters = HashMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            let before = parameters.insert(name.clone(), value.clone());
            if let Some(before) = before.filter(|before| *before != value) {
                let problem = format!("it is `{before}` and `{value}`; give it once");
                return Err(ApiError::bad_parameter(&name, problem));
            }
        }
        Ok(Self(parameters))
    }
}
