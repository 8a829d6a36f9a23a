//! The operation catalogue: every operation and every model that this version speaks, as data.
//!
//! Routes, published schemas, coverage tests and the console are made from this table, so that they cannot disagree.
//! The tables stand in one file per family of paths; this file only joins them.
//!
//! It describes the wire and nothing else: no handler, no HTTP status, no rule of business.
//!
//! ```
//! use perennial_api::catalogue::{self, Method};
//!
//! let renew = catalogue::find(Method::Get, "/service/{serviceId}/renew").unwrap();
//! assert_eq!(renew.response, "service.renew.RenewDescription[]");
//! assert!(renew.authentication);
//! ```

mod access;
mod account;
mod auth;
mod autorenew;
mod bill;
mod contact;
mod country;
mod credit;
mod data_type;
mod debt;
mod engagement;
mod fidelity;
mod follow_up;
mod form;
mod item;
mod log;
mod notation;
mod notification;
mod oauth2;
mod operation;
mod order;
mod ovh_account;
mod payment;
mod payment_mean;
mod price;
mod product;
mod refund;
mod service;
mod services;
mod shape;
mod technical;
mod termination;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use self::item::{ITEMS, ProductItem, View};
pub use self::operation::{
    Location, Method, Operation, Parameter, Resource, Status, UnknownMethod,
};
pub use self::product::{LINES, ProductLine};
pub use self::shape::{Model, Property, Shape};

pub(crate) use self::data_type::{DataType, Primitive, base};

/// Every operation, grouped by family, in the order in which a reader would look for it.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let tables = [
        auth::OPERATIONS,
        account::OPERATIONS,
        access::OPERATIONS,
        log::OPERATIONS,
        oauth2::OPERATIONS,
        autorenew::OPERATIONS,
        service::OPERATIONS,
        services::OPERATIONS,
        engagement::OPERATIONS,
        technical::OPERATIONS,
        order::OPERATIONS,
        bill::OPERATIONS,
        refund::OPERATIONS,
        ovh_account::OPERATIONS,
        fidelity::OPERATIONS,
        debt::OPERATIONS,
        credit::OPERATIONS,
        follow_up::OPERATIONS,
        payment::OPERATIONS,
        payment_mean::OPERATIONS,
        notification::OPERATIONS,
        contact::OPERATIONS,
    ];
    let lines = LINES.iter().flat_map(ProductLine::all_operations);
    let items = ITEMS.iter().flat_map(ProductItem::operations);
    tables.into_iter().flatten().chain(lines).chain(items)
}

/// The operation with this method and this path template, such as `/service/{serviceId}/renew`.
pub fn find(method: Method, path: &str) -> Option<&'static Operation> {
    operations().find(|operation| operation.method == method && operation.path == path)
}

/// The operation that a call is of: its path, without version, fits the template. A constant segment goes before a
/// variable.
///
/// ```
/// use perennial_api::catalogue::{self, Method};
///
/// let renew = catalogue::matching(Method::Get, "/service/12345/renew").unwrap();
/// assert_eq!(renew.path, "/service/{serviceId}/renew");
/// assert_eq!(catalogue::matching(Method::Get, "/service/12345/nothing"), None);
/// ```
pub fn matching(method: Method, path: &str) -> Option<&'static Operation> {
    let fits = |template: &str| {
        let (mut segments, mut given) = (template.split('/'), path.split('/'));
        loop {
            match (segments.next(), given.next()) {
                (None, None) => return true,
                (Some(segment), Some(text)) if segment == text || segment.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let beside = BY_PLACE.get(&place(method, path))?.iter();
    let candidates = beside.copied().filter(|one| fits(one.path));
    candidates.min_by_key(|one| one.path.matches('{').count())
}

/// What two paths have in common if one may be the template of the other: the method, how deep they are, and the first
/// segment, which no operation has a variable for.
type Place<'p> = (Method, usize, &'p str);

fn place(method: Method, path: &str) -> Place<'_> {
    let first = path.split('/').nth(1).unwrap_or_default();
    (method, path.matches('/').count(), first)
}

/// The operations by their places: which of them a call is of is asked often.
static BY_PLACE: LazyLock<HashMap<Place<'static>, Vec<&'static Operation>>> = LazyLock::new(|| {
    let mut by_place = HashMap::<_, Vec<_>>::new();
    for operation in operations() {
        by_place.entry(place(operation.method, operation.path)).or_default().push(operation);
    }
    by_place
});

/// The operation that reads one object of a list of ids: `GET /service/{serviceId}` of `GET /service`.
pub fn item_of(list: &Operation) -> Option<&'static Operation> {
    let is_list = list.method == Method::Get && list.response.ends_with("[]");
    let is_item = |template: &str| {
        let rest = template.strip_prefix(list.path).and_then(|rest| rest.strip_prefix("/{"));
        rest.and_then(|rest| rest.strip_suffix('}')).is_some_and(|name| !name.contains('/'))
    };
    operations().find(|one| is_list && one.method == Method::Get && is_item(one.path))
}

/// The resources, one per schema file, sorted by path.
pub fn resources() -> Vec<Resource> {
    let mut resources: Vec<_> = operations().map(|operation| operation.resource).collect();
    resources.sort_by_key(|resource| resource.path); // stable: the first description of a path is kept
    resources.dedup_by_key(|resource| resource.path);
    resources
}

/// The models of the schema file of `resource`, such as `/me`. None if there is no such resource.
pub fn models_of(resource: &str) -> impl Iterator<Item = &'static Model> {
    let lines = || LINES.iter().filter(|line| line.resource.path == resource);
    let tables: &'static [&'static [Model]] = match resource {
        "/auth" => &[auth::MODELS, auth::CREDENTIAL],
        "/me" => &[
            account::MODELS,
            access::MODELS,
            log::MODELS,
            oauth2::MODELS,
            auth::CREDENTIAL,
            autorenew::MODELS,
            notification::MODELS,
            contact::MODELS,
            order::MODELS,
            bill::MODELS,
            refund::MODELS,
            ovh_account::MODELS,
            fidelity::MODELS,
            debt::MODELS,
            credit::MODELS,
            follow_up::MODELS,
            payment::MODELS,
            payment_mean::MODELS,
            price::MODELS_WITH_UCENTS,
            price::LONG_MODELS,
        ],
        "/service" => &[service::MODELS, price::MODELS],
        "/services" => &[
            services::MODELS,
            engagement::MODELS,
            engagement::ORDER_MODELS,
            form::MODELS,
            technical::MODELS,
            termination::MODELS,
            termination::MODELS_OF_SERVICES,
            price::MODELS_WITH_UCENTS,
        ],
        "/vps" => &[product::MODELS, termination::MODELS, item::IAM, item::VPS],
        "/domain" => &[product::MODELS, termination::MODELS, item::IAM, item::DOMAIN],
        "/dedicated/server" => {
            &[product::MODELS, termination::MODELS, item::IAM, item::DEDICATED_SERVER]
        }
        "/hosting/web" => &[
            product::MODELS,
            termination::MODELS,
            item::IAM,
            item::WEB_HOSTING,
            price::MODELS_WITH_UCENTS,
        ],
        _ if lines().any(|line| line.termination.is_some()) => {
            &[product::MODELS, termination::MODELS]
        }
        _ if lines().next().is_some() => &[product::MODELS],
        _ => &[],
    };
    tables.iter().copied().flatten()
}

/// The model called `id` in the schema file of `resource`.
pub fn find_model(resource: &str, id: &str) -> Option<&'static Model> {
    models_of(resource).find(|model| model.id == id)
}
