//! Values that leave out what can be null, made whole.

use serde_json::Value;

use crate::catalogue::{DataType, Shape, find_model};

/// The same value with `null` for each field that can be null and is left out, at every depth. Nothing is checked.
pub fn with_nulls(data_type: &str, resource: &str, mut value: Value) -> Value {
    fill(data_type, resource, &mut value);
    value
}

fn fill(data_type: &str, resource: &str, value: &mut Value) {
    match (DataType::parse(data_type), value) {
        (DataType::Array(item), Value::Array(values)) => {
            values.iter_mut().for_each(|value| fill(item, resource, value));
        }
        (DataType::Model { name, argument: None }, Value::Object(fields)) => {
            let Some(Shape::Fields(properties)) =
                find_model(resource, name).map(|model| model.shape)
            else {
                return;
            };
            for property in properties {
                match fields.get_mut(property.name) {
                    Some(value) => fill(property.data_type, resource, value),
                    None if property.nullable => {
                        fields.insert(property.name.to_owned(), Value::Null);
                    }
                    None => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_can_be_null_is_and_nothing_else() {
        let told = json!({"routing": {"ipv4": {"ip": "192.0.2.1"}}});
        let network = "dedicated.server.NetworkSpecifications";
        let whole = with_nulls(network, "/dedicated/server", told);
        let routing =
            json!({"ipv4": {"gateway": null, "ip": "192.0.2.1", "network": null}, "ipv6": null});
        assert_eq!(whole["routing"], routing);
        assert_eq!((&whole["ola"], whole.get("vmac")), (&Value::Null, None));
        let list = with_nulls(
            "services.expanded.technical.nutanixCluster.License[]",
            "/services",
            json!([{}, 1]),
        );
        assert_eq!(list, json!([{"features": null}, 1]));
    }
}
