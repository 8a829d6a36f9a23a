//! What the tables of the catalogue must be among one another.

use std::collections::BTreeSet;

use super::*;

/// The variables of a path template.
fn variables(path: &str) -> Vec<&str> {
    path.split('/').filter_map(|s| s.strip_prefix('{')?.strip_suffix('}')).collect()
}

/// Follows a type name down to primitives, and collects the models it passes.
fn resolve(resource: &str, data_type: &str, seen: &mut BTreeSet<&'static str>) {
    match DataType::parse(data_type) {
        DataType::Primitive(_) => {}
        DataType::Array(item) | DataType::Map(item) => resolve(resource, item, seen),
        DataType::Model { name, argument } => {
            let id = if argument.is_some() { format!("{name}<T>") } else { name.to_owned() };
            let model = find_model(resource, &id);
            let model = model.unwrap_or_else(|| panic!("{resource} has no model {id}"));
            if let Some(argument) = argument {
                resolve(resource, argument, seen);
            }
            if seen.insert(model.id)
                && let Shape::Fields(properties) = model.shape
            {
                for property in properties {
                    if Some(property.data_type) != model.generic() {
                        resolve(resource, property.data_type, seen);
                    }
                }
            }
        }
    }
}

#[test]
fn every_type_is_known_in_its_file_and_every_model_is_used() {
    for resource in resources() {
        let mut seen = BTreeSet::new();
        for operation in operations().filter(|operation| operation.resource.path == resource.path) {
            resolve(resource.path, operation.response, &mut seen);
            for parameter in operation.parameters {
                resolve(resource.path, parameter.data_type, &mut seen);
            }
        }
        let models: BTreeSet<_> = models_of(resource.path).map(|model| model.id).collect();
        assert_eq!(seen, models, "{}", resource.path);
        assert_eq!(models.len(), models_of(resource.path).count(), "{}", resource.path);
    }
}

#[test]
fn no_operation_stands_twice() {
    let mut seen = BTreeSet::new();
    for operation in operations() {
        assert!(seen.insert((operation.path, operation.method)), "{operation:?}");
        assert_eq!(find(operation.method, operation.path), Some(operation));
    }
    assert_eq!(find(Method::Delete, "/me"), None);
}

#[test]
fn variables_of_a_path_are_its_path_parameters() {
    for operation in operations() {
        let declared: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Path)
            .filter_map(|parameter| parameter.name)
            .collect();
        assert_eq!(declared, variables(operation.path), "{}", operation.path);
    }
}

#[test]
fn operations_of_a_path_stand_together_and_below_their_resource() {
    let mut seen = BTreeSet::new();
    for operations in operations().collect::<Vec<_>>().chunk_by(|a, b| a.path == b.path) {
        assert!(seen.insert(operations[0].path), "{} stands in two places", operations[0].path);
        for operation in operations {
            assert!(operation.path.starts_with(operation.resource.path), "{}", operation.path);
            assert!(operation.path.ends_with(|c| c != '/'), "{}", operation.path);
        }
    }
}

#[test]
fn a_body_is_one_value_or_named_fields_and_only_of_writes() {
    for operation in operations() {
        let body: Vec<_> =
            operation.parameters.iter().filter(|p| p.location == Location::Body).collect();
        let whole = body.iter().filter(|parameter| parameter.name.is_none()).count();
        assert!(whole == 0 || body.len() == 1, "{}", operation.path);
        assert!(body.is_empty() || operation.method != Method::Get, "{}", operation.path);
    }
}

#[test]
fn names_of_fields_and_values_of_enums_are_sorted_and_unique() {
    for resource in resources() {
        for model in models_of(resource.path) {
            let names: Vec<_> = match model.shape {
                Shape::Fields(properties) => properties.iter().map(|p| p.name).collect(),
                Shape::Enum(values) => values.to_vec(),
            };
            assert!(names.is_sorted_by(|a, b| a < b), "{}", model.id);
        }
    }
}

#[test]
fn product_lines_are_those_of_the_published_example_and_domain() {
    assert_eq!(LINES.len(), 40);
    assert!(LINES.is_sorted_by_key(|line| line.path));
    for line in LINES {
        let [list, infos, change] = line.operations;
        assert_eq!(list.path, format!("/{}", line.path));
        assert_eq!(infos.path, format!("/{}/{{{}}}/serviceInfos", line.path, line.parameter));
        assert_eq!((change.path, change.method), (infos.path, Method::Put));
    }
}

#[test]
fn errors_follow_from_parameters() {
    let errors = |method, path| find(method, path).unwrap().errors().collect::<Vec<_>>().join(" ");
    assert_eq!(errors(Method::Get, "/service"), "");
    assert_eq!(errors(Method::Get, "/me/order/{orderId}"), "Client::NotFound");
    assert_eq!(errors(Method::Get, "/me/order"), "Client::BadRequest");
    assert_eq!(
        errors(Method::Post, "/service/{serviceId}/renew"),
        "Client::NotFound Client::BadRequest Client::Conflict Client::ServiceExpired"
    );
}

#[test]
fn methods_are_read_as_they_are_written() {
    for method in [Method::Get, Method::Post, Method::Put, Method::Delete] {
        assert_eq!(method.to_string().parse(), Ok(method));
    }
    assert_eq!("get".parse::<Method>(), Err(UnknownMethod));
    assert_eq!("PATCH".parse::<Method>(), Err(UnknownMethod));
}

#[test]
fn a_list_of_ids_leads_to_its_objects() {
    let item = |path| item_of(find(Method::Get, path).unwrap()).map(|item| item.path);
    assert_eq!(item("/service"), Some("/service/{serviceId}"));
    assert_eq!(item("/me/bill/{billId}/details"), Some("/me/bill/{billId}/details/{billDetailId}"));
    assert_eq!(item("/me"), None);
    assert_eq!(item("/me/order/{orderId}"), None);
}

#[test]
fn a_call_is_of_the_operation_with_the_fewest_variables() {
    let path = |method, path| matching(method, path).map(|operation| operation.path);
    assert_eq!(path(Method::Get, "/me"), Some("/me"));
    assert_eq!(path(Method::Get, "/me/bill/FR1"), Some("/me/bill/{billId}"));
    assert_eq!(path(Method::Delete, "/me"), None);
    assert_eq!(path(Method::Get, "/me/"), None);
    assert_eq!(path(Method::Get, ""), None);
}

#[test]
fn each_operation_is_found_by_its_path() {
    for operation in operations() {
        let filled = |segment: &'static str| if segment.starts_with('{') { "x1" } else { segment };
        let path: Vec<_> = operation.path.split('/').map(filled).collect();
        assert_eq!(matching(operation.method, &path.join("/")), Some(operation));
    }
    for path in ["", "/", "me", "/me/", "//me", "/me/order/1/nothing", "/{productLine}"] {
        assert_eq!(matching(Method::Post, path), None, "{path}");
    }
}
