//! Finding services: all of an account, and the one that somebody means by a name.

use futures_util::stream::{self, StreamExt, TryStreamExt};
use perennial_api::catalogue::{LINES, ProductLine};
use perennial_api::model::Service;
use perennial_client::Client;
use serde::Serialize;

use super::failures::words;
use super::words::{list, plan, product};
use crate::failure::{Exit, Failure};
use crate::output::{Output, plain};

/// A service with its id, which the wire type does not have.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    /// Its id.
    pub(super) service_id: i64,
    /// What the server says of it.
    #[serde(flatten)]
    pub(super) service: Service,
}

/// Lookups at once: enough to be quick with hundreds of services, few enough for a server that counts calls.
const AT_ONCE: usize = 8;

/// Looks up each item, several at once, and keeps their order.
pub(super) async fn each<I, U, E, F: Future<Output = Result<U, E>>>(
    items: impl IntoIterator<Item = I>,
    look_up: impl Fn(I) -> F,
) -> Result<Vec<U>, E> {
    stream::iter(items).map(look_up).buffered(AT_ONCE).try_collect().await
}

/// All services of the account, in the server's order.
pub(super) async fn all(client: &Client, output: &Output) -> Result<Vec<Found>, Failure> {
    let ids = client.services().await?;
    let look_up = async |service_id| match client.service(service_id).await {
        Ok(service) => Ok(Some(Found { service_id, service })),
        // One that is gone since it was listed, or is shown no longer, must not hide the others.
        Err(error) if error.is_not_found() || error.is_expired() => {
            let reason = error.refusal().map(words).unwrap_or_default();
            output.note(format!("service {service_id} is left out: {reason}"));
            Ok(None)
        }
        Err(error) => Err(Failure::from(error)),
    };
    Ok(each(ids, look_up).await?.into_iter().flatten().collect())
}

/// The services with these ids.
pub(super) async fn by_ids(client: &Client, ids: &[i64]) -> Result<Vec<Found>, Failure> {
    let look_up = async |service_id: i64| {
        let service = client.service(service_id).await?;
        Ok(Found { service_id, service })
    };
    each(ids.iter().copied(), look_up).await
}

/// The ids of the services that are meant by these texts: ids, names, or product lines with names.
pub(super) async fn ids(
    client: &Client,
    output: &Output,
    texts: &[String],
) -> Result<Vec<i64>, Failure> {
    let mut services = None;
    let mut ids = Vec::with_capacity(texts.len());
    for text in texts {
        let id = match directly(client, text).await? {
            Some(id) => id,
            None => {
                let all = match services.take() {
                    Some(all) => all,
                    None => all(client, output).await?,
                };
                choose(text, services.insert(all))?
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

/// The id, where it takes at most one call to know it.
async fn directly(client: &Client, text: &str) -> Result<Option<i64>, Failure> {
    if let Some(id) = as_id(text) {
        return Ok(Some(id));
    }
    let Some((line, name)) = in_line(text) else { return Ok(None) };
    match client.service_infos(line, name).await {
        Ok(infos) => Ok(Some(infos.service_id)),
        // Under other names it may still be found, and names near this one can be told.
        Err(error) if error.is_not_found() || error.is_expired() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// An id. What begins with a zero is a name, such as that of a telephone line.
fn as_id(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && !text.starts_with('0') { text.parse().ok() } else { None }
}

/// The product line and the name in a text such as `hosting/web/example.com`.
fn in_line(text: &str) -> Option<(&'static ProductLine, &str)> {
    let text = text.trim_start_matches('/');
    let fitting = LINES.iter().filter_map(|line| {
        let name = text.strip_prefix(line.path)?.strip_prefix('/')?;
        (!name.is_empty()).then_some((line, name))
    });
    fitting.max_by_key(|(line, _)| line.path.len())
}

/// The one service that is called like this.
fn choose(text: &str, services: &[Found]) -> Result<i64, Failure> {
    let meant: Vec<&Found> = services.iter().filter(|found| is_called(found, text)).collect();
    match meant.as_slice() {
        [one] => Ok(one.service_id),
        [] => {
            let problem = format!("no service is called {}", plain(text));
            let near = near_names(text, services);
            let hint = if near.is_empty() {
                "`perennial services` lists those that there are".to_owned()
            } else {
                format!("near it: {}; `perennial services` lists all", list(near))
            };
            Err(Failure::new(Exit::Refused, problem).with_hint(hint))
        }
        several => {
            let problem = format!("{} services are called {}", several.len(), plain(text));
            let choice = several.iter().map(|found| {
                let resource = &found.service.resource;
                let name = resource.name.as_ref().unwrap_or(&resource.display_name);
                let line = product(&found.service);
                format!("\n    {} or {line}/{name} ({})", found.service_id, plan(&found.service))
            });
            let choice = choice.collect::<String>();
            let hint = format!("name one by its id, or by its product and name:{}", plain(&choice));
            Err(Failure::new(Exit::Refused, problem).with_hint(hint))
        }
    }
}

fn is_called(found: &Found, text: &str) -> bool {
    let resource = &found.service.resource;
    let url = found.service.route.url.as_deref().map(|url| url.trim_start_matches('/'));
    let names = [Some(resource.display_name.as_str()), resource.name.as_deref(), url];
    let text = text.trim_start_matches('/');
    names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(text))
}

/// How alike two names have to be for one to be offered instead of the other, from 0 to 1.
const NEAR: f64 = 0.8;
/// Names offered at once.
const NEAR_NAMES: usize = 3;

/// Names that are nearly the text, the nearest first.
fn near_names(text: &str, services: &[Found]) -> Vec<String> {
    let text = in_line(text).map_or(text, |(_, name)| name).to_lowercase();
    let mut names: Vec<(f64, String)> = services
        .iter()
        .flat_map(|found| {
            let resource = &found.service.resource;
            [resource.name.as_ref(), Some(&resource.display_name)].into_iter().flatten()
        })
        .map(|name| (strsim::jaro_winkler(&text, &name.to_lowercase()), plain(name)))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    names.dedup();
    names.into_iter().map(|(_, name)| name).take(NEAR_NAMES).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn services() -> Vec<Found> {
        let service = |service_id, line: &str, name: &str, display_name: &str| {
            let service = serde_json::from_value(json!({
                "creationDate": "2020-01-15", "details": [], "quantity": 1, "state": "ok",
                "plan": {"product": {"name": format!("A {line}")}},
                "resource": {"displayName": display_name, "name": name, "state": "ok"},
                "route": {"path": format!("/{line}/{{x}}"), "url": format!("/{line}/{name}"), "vars": []},
            }));
            Found { service_id, service: service.unwrap() }
        };
        vec![
            service(1, "domain", "example.com", "example.com"),
            service(2, "hosting/web", "example.com", "The Shop"),
            service(3, "vps", "vps112233.ovh.net", "vps112233.ovh.net"),
            service(4, "vps", "vps112234.ovh.net", "vps112234.ovh.net"),
        ]
    }

    #[test]
    fn a_service_is_meant_by_either_name_or_its_route() {
        let services = services();
        let cases = [
            ("vps112233.ovh.net", 3),
            ("VPS112233.ovh.net", 3),
            ("the shop", 2),
            ("hosting/web/example.com", 2),
            ("/domain/example.com", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(choose(text, &services).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn of_several_services_none_is_chosen() {
        let failure = choose("example.com", &services()).unwrap_err();
        assert_eq!(failure.message, "2 services are called example.com");
        assert_eq!(
            failure.hint.unwrap(),
            "name one by its id, or by its product and name:\n    1 or domain/example.com (A domain)\n    \
             2 or hosting/web/example.com (A hosting/web)"
        );
    }

    #[test]
    fn names_near_an_unknown_one_are_told() {
        let hint = |text| choose(text, &services()).unwrap_err().hint.unwrap();
        assert_eq!(
            hint("vps/vps11223.ovh.net"),
            "near it: vps112233.ovh.net, vps112234.ovh.net; `perennial services` lists all"
        );
        assert_eq!(hint("shop"), "`perennial services` lists those that there are");
    }

    #[test]
    fn ids_and_product_lines_are_told_from_names() {
        assert_eq!(
            (as_id("12345"), as_id("0033972101007"), as_id("12a")),
            (Some(12345), None, None)
        );
        assert_eq!((as_id("99999999999999999999"), as_id("0")), (None, None));
        let line = |text| in_line(text).map(|(line, name)| (line.path, name));
        assert_eq!(line("domain/zone/example.com"), Some(("domain/zone", "example.com")));
        assert_eq!(line("/domain/example.com"), Some(("domain", "example.com")));
        assert_eq!((line("example.com"), line("vps/"), line("vpsx/a")), (None, None, None));
    }
}
