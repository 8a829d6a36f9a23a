//! Every operation of the catalogue, tried the same way: it is there under both versions, answers what its schema says,
//! asks for a signature, does not show one account what another has, and takes no harm from garbage.
//!
//! Nothing here names an operation that needs no special care, so a new one is covered as soon as it stands in the
//! catalogue. One with a variable or a body that is not known here fails the test until somebody says what to put there.

mod bodies;
mod requests;
mod states;
mod world;

use perennial_api::catalogue::{ITEMS, LINES, Location, Method, Operation, operations};
use perennial_testkit::{Call, Holding, Reply, each_app};
use serde_json::{Value, json};

use self::bodies::body;
pub(crate) use self::bodies::{bank_account, registration};
pub(crate) use self::world::take_back;
use self::world::{OWED, World, gone, order};

const VERSIONS: [&str; 2] = ["/1.0", "/v1"];

/// The path of an operation with its variables filled in.
fn filled(operation: &Operation, mut value: impl FnMut(&str) -> String) -> String {
    let segments = operation.path.split('/').map(|segment| {
        let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        name.map_or_else(|| segment.to_owned(), &mut value)
    });
    segments.collect::<Vec<_>>().join("/")
}

fn variables(operation: &Operation) -> Vec<&'static str> {
    let of_path = operation.parameters.iter().filter(|p| p.location == Location::Path);
    of_path.filter_map(|parameter| parameter.name).collect()
}

/// The call of an operation on a path.
fn call(
    world: &World,
    make: impl Fn(&str, &str) -> Call,
    version: &str,
    operation: &Operation,
    path: &str,
) -> Call {
    let call = make(operation.method.as_str(), &format!("{version}{path}"));
    body(world, operation).into_iter().fold(call, |call, body| call.json(&body))
}

/// Every operation. A renew day is chosen for the first time before it is asked for, a service is suspended before it is
/// reopened and deleted after all that is done to it, and the credential is ended last.
fn all() -> Vec<&'static Operation> {
    let mut all: Vec<_> = operations().collect();
    all.sort_by_key(|operation| match (operation.method, operation.path) {
        (Method::Post, "/me/autorenew") => 0,
        (Method::Post, "/service/{serviceId}/suspend") => 0,
        (Method::Delete, "/services/{serviceId}") => 2,
        (Method::Delete, path) if path.starts_with("/me/api/") => 2,
        (_, "/auth/logout") => 3,
        _ => 1,
    });
    assert!(all.len() > 100, "the catalogue is not empty");
    all
}

/// What an operation is answered that can be called: some are there to say why nothing comes of them.
pub(crate) fn answered(operation: &Operation) -> u16 {
    let is_refused = ["/me/order/{orderId}/retraction", "/me/order/{orderId}/waiveRetraction"];
    if is_refused.contains(&operation.path) { 409 } else { 200 }
}

fn without(reply: &Reply, value: &str) -> String {
    format!("{} {:?}", reply.status, String::from_utf8_lossy(&reply.bytes).replace(value, "…"))
}

#[tokio::test]
async fn each_operation_answers_its_owner_under_both_versions() {
    for version in VERSIONS {
        each_app(async |app| {
            let world = World::new(app).await;
            for operation in all() {
                let make = |method: &str, target: &str| {
                    let call = world.alice.request(method, target);
                    // An application asks for a credential with its key alone, or with everything it has.
                    call.header("x-forwarded-for", "203.0.113.9")
                };
                let reply =
                    call(&world, make, version, operation, &world.path(operation)).send().await;
                // That the body is what the schema says was checked on its way.
                let expected = answered(operation);
                assert_eq!(reply.status, expected, "{version} {operation:?}: {}", reply.shown());
            }
            assert_eq!(app.request("GET", "/1.0/me").send().await.status, 401);
        })
        .await;
    }
}

#[tokio::test]
async fn each_operation_asks_for_a_signature_unless_it_is_open() {
    each_app(async |app| {
        let world = World::new(app).await;
        for operation in all() {
            for version in VERSIONS {
                let make = |method: &str, target: &str| app.request(method, target);
                let call = call(&world, make, version, operation, &world.path(operation));
                let reply = app.unchanged(async || call.send().await).await;
                let told = serde_json::from_slice::<Value>(&reply.bytes).unwrap();
                let login =
                    json!({"class": "Client::Unauthorized", "message": "You must login first"});
                match (operation.authentication, operation.path) {
                    // Open, but it has to be known which application asks.
                    (true, _) | (false, "/auth/credential") => {
                        assert_eq!((reply.status, told), (401, login), "{operation:?}");
                    }
                    (false, _) => assert_eq!(reply.status, 200, "{operation:?}"),
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_another_account_has_does_not_exist() {
    each_app(async |app| {
        let world = World::new(app).await;
        let journal = app.journal(world.alice.account).await;
        let mallory = app.add_user("mallory", &Holding::default()).await;
        let make = |method: &str, target: &str| mallory.request(method, target);
        for operation in all().into_iter().filter(|operation| operation.path != "/auth/logout") {
            let names = variables(operation);
            let path = world.path(operation);
            let foreign = call(&world, make, "/1.0", operation, &path);
            if names.is_empty() {
                let reply = foreign.send().await;
                let text = String::from_utf8_lossy(&reply.bytes).into_owned();
                let leaked = world.secrets().into_iter().find(|secret| text.contains(secret));
                assert_eq!(leaked, None, "{operation:?}");
                continue;
            }
            // The first variable says whose the object is.
            let (hers, nobodys) = (world.value_for(operation, names[0]), "987654321");
            let never =
                call(&world, make, "/1.0", operation, &filled(operation, |_| nobodys.to_owned()));
            let (foreign, never) =
                app.unchanged(async || (foreign.send().await, never.send().await)).await;
            assert_eq!(foreign.status, 404, "{operation:?}: {}", foreign.shown());
            assert_eq!(without(&foreign, &hers), without(&never, nobodys), "{operation:?}");
            let names = |reply: &Reply| {
                reply.headers.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
            };
            assert_eq!(names(&foreign), names(&never));
        }
        assert_eq!(app.journal(world.alice.account).await, journal);
    })
    .await;
}

/// Texts that are no id and no name of anything.
fn garbage() -> Vec<String> {
    let fixed = [
        "0",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "0x10",
        "9007199254740992",
        "9223372036854775808",
        "340282366920938463463374607431768211456",
        "abc",
        "null",
        "true",
        ".",
        "..",
        "*",
        "%00",
        "a%00b",
        "%0d%0aX-Injected:%201",
        "%FF",
        "%F0%9F%92%A9",
        "%2F",
        "..%2F..%2Fetc%2Fpasswd",
        "'%20OR%20''='",
        "%25",
        "1%20",
        "{serviceId}",
        "%E2%80%AE",
    ];
    fixed.iter().map(|&text| text.to_owned()).chain(["x".repeat(8000), "9".repeat(8000)]).collect()
}

#[tokio::test]
async fn garbage_in_a_path_is_refused_and_nothing_happens() {
    each_app(async |app| {
        let world = World::new(app).await;
        let make = |method: &str, target: &str| world.alice.request(method, target);
        for operation in all() {
            for name in variables(operation) {
                for garbage in garbage() {
                    let path = filled(operation, |variable| {
                        let value = world.value_for(operation, variable);
                        if variable == name { garbage.clone() } else { value }
                    });
                    // A brace may not stand in a request line: what a client forgot to fill in arrives encoded.
                    let path = path.replace('{', "%7B").replace('}', "%7D");
                    let call = call(&world, make, "/1.0", operation, &path);
                    let reply = app.unchanged(async || call.send().await).await;
                    let (status, message) = reply.error();
                    assert!(matches!(status, 400 | 404), "{} {path}: {status}", operation.method);
                    assert!(!message.chars().any(char::is_control), "{path}: {message:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_path_has_the_methods_of_the_catalogue_and_no_others() {
    each_app(async |app| {
        let world = World::new(app).await;
        let known = |method: &str, path: &str| {
            let method = if method == "HEAD" { "GET" } else { method };
            operations().any(|one| one.path == path && one.method.as_str() == method)
        };
        for operation in all() {
            let path = format!("/1.0{}", world.path(operation));
            let methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"];
            for method in methods.into_iter().filter(|method| !known(method, operation.path)) {
                let reply = world.alice.request(method, &path).send().await;
                let status = if method == "OPTIONS" { 200 } else { 405 };
                assert_eq!(reply.status, status, "{method} {path}: {}", reply.shown());
                let allowed = reply.header("allow").unwrap_or_else(|| panic!("{method} {path}"));
                assert!(allowed.split([',', ' ']).any(|one| one == operation.method.as_str()));
            }
        }
    })
    .await;
}
