//! Rules, bodies and queries of every operation, taken from the catalogue.

use perennial_api::catalogue::{Location, Operation};
use perennial_testkit::{User, each_app};
use serde_json::{Value, json};

use super::{World, all, answered, body};

#[tokio::test]
async fn each_operation_is_granted_by_its_own_rule_and_by_no_other() {
    each_app(async |app| {
        let world = World::new(app).await;
        let account = world.alice.account;
        for operation in all().into_iter().filter(|operation| operation.authentication) {
            let (method, path) = (operation.method.as_str(), world.path(operation));
            let others = ["GET", "POST", "PUT", "DELETE"].into_iter().filter(|one| *one != method);
            let other_path = format!("{path}x");
            let rules: Vec<_> =
                others.map(|one| (one, "/*")).chain([(method, other_path.as_str())]).collect();
            let barred = User::with_rules(app, account, &rules).await;
            let reply = app
                .unchanged(async || barred.call(method, &path, body(&world, operation)).await)
                .await;
            assert_eq!(reply.status, 403, "{operation:?}: {}", reply.shown());
            assert_eq!(reply.body["details"]["missingRule"], format!("{method} {path}"));

            let template: Vec<_> = operation
                .path
                .split('/')
                .map(|segment| if segment.starts_with('{') { "*" } else { segment })
                .collect();
            let granted = User::with_rules(app, account, &[(method, &template.join("/"))]).await;
            let reply = granted.call(method, &path, body(&world, operation)).await;
            let expected = answered(operation);
            assert_eq!(reply.status, expected, "{operation:?}: {}", reply.shown());
        }
    })
    .await;
}

/// The body with one of its fields changed, for each field at every depth: how, and the result.
fn spoilt(body: &Value) -> Vec<(String, Value)> {
    let mut spoilt = vec![];
    for (name, value) in body.as_object().into_iter().flatten() {
        let with = |value: Value| {
            let mut body = body.clone();
            body[name] = value;
            body
        };
        let wrong = if value.is_object() { json!("text") } else { json!({"a": 1}) };
        spoilt.push((format!("{name} of another type"), with(wrong)));
        spoilt.extend(self::spoilt(value).into_iter().map(|(how, value)| (how, with(value))));
    }
    if body.is_object() {
        let mut body = body.clone();
        body["unheardOf"] = json!(1);
        spoilt.push(("unheardOf given".to_owned(), body));
    }
    spoilt
}

#[tokio::test]
async fn each_body_is_held_against_its_type() {
    each_app(async |app| {
        let world = World::new(app).await;
        for operation in all() {
            let Some(body) = body(&world, operation) else { continue };
            let mut cases = spoilt(&body);
            for name in required(operation) {
                let mut without = body.clone();
                without.as_object_mut().unwrap().remove(name);
                cases.push((format!("{name} left out"), without));
            }
            assert!(cases.len() > 1, "{operation:?}");
            let target = format!("/1.0{}", world.path(operation));
            let key = &world.alice.credentials.application_key;
            for (how, body) in cases {
                let call = match operation.authentication {
                    true => world.alice.request(operation.method.as_str(), &target),
                    false => app.request("POST", &target).header("x-ovh-application", key),
                };
                let call = call.json(&body);
                let reply = app.unchanged(async || call.send().await).await;
                let (status, message) = reply.error();
                let name = how.split(' ').next().unwrap();
                assert_eq!(status, 400, "{target} with {how}: {message}");
                assert!(message.contains(name), "{target} with {how}: {message}");
            }
        }
    })
    .await;
}

/// The fields that a body must have, where they are parameters of their own.
fn required(operation: &Operation) -> impl Iterator<Item = &'static str> {
    let of_body =
        operation.parameters.iter().filter(|p| p.location == Location::Body && p.required);
    of_body.filter_map(|parameter| parameter.name)
}

#[tokio::test]
async fn each_filter_is_held_against_its_type() {
    each_app(async |app| {
        let world = World::new(app).await;
        let mut checked = 0;
        for operation in all() {
            for parameter in operation.parameters.iter().filter(|p| p.location == Location::Query) {
                let name = parameter.name.unwrap();
                let path = world.path(operation);
                let nonsense = world.alice.get(&format!("{path}?{name}=%00nonsense")).await;
                // Whatever is not a text of its own choice is one of some values, or of one form.
                if parameter.data_type == "string" && !["orderBy", "sort"].contains(&name) {
                    assert_eq!(nonsense.status, 200, "{path}?{name}");
                } else {
                    let (status, message) = nonsense.error();
                    assert_eq!(status, 400, "{path}?{name}: {message}");
                    assert!(
                        message.starts_with(&format!("{name}: `\\u{{0}}nonsense`")),
                        "{message}"
                    );
                    checked += 1;
                }
                assert_eq!(world.alice.get(&format!("{path}?{name}=")).await.status, 200);
            }
        }
        assert!(checked >= 5, "{checked}");
    })
    .await;
}
