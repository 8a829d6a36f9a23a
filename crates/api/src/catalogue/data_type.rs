//! The notation of types: `long`, `string[]`, `map[string]T`, `order.Price`, `complexType.SafeKeyValue<string>`,
//! and `alias:base` for a type that is published under two names.

/// A type name, one step taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataType<'a> {
    Primitive(Primitive),
    /// An array of this type.
    Array(&'a str),
    /// A JSON object whose values all have this type.
    Map(&'a str),
    /// A model, with its argument if the name has one.
    Model {
        name: &'a str,
        argument: Option<&'a str>,
    },
}

/// The types that need no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Primitive {
    Long,
    Double,
    Boolean,
    /// Also `text` and `password`, which differ only for a form.
    String,
    Date,
    DateTime,
    Duration,
    /// An address of either version.
    Ip,
    Ipv4,
    Ipv6,
    IpBlock,
    Uuid,
    Void,
}

impl<'a> DataType<'a> {
    /// Takes a type name apart. What is not a primitive, an array or a map is taken for the name of a model.
    pub(crate) fn parse(full: &'a str) -> Self {
        let name = base(full);
        if let Some(value) = name.strip_prefix("map[string]") {
            return Self::Map(value);
        }
        // OVHcloud writes the lists of a map with their brackets in front: `map[string][]T`.
        if let Some(item) = name.strip_prefix("[]").or_else(|| name.strip_suffix("[]")) {
            return Self::Array(item);
        }
        if let Some(primitive) = Primitive::parse(name) {
            return Self::Primitive(primitive);
        }
        match name.strip_suffix('>').and_then(|open| open.split_once('<')) {
            Some((name, argument)) => Self::Model { name, argument: Some(argument) },
            None => Self::Model { name, argument: None },
        }
    }
}

impl Primitive {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "long" => Self::Long,
            "double" => Self::Double,
            "boolean" => Self::Boolean,
            "string" | "text" | "password" => Self::String,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "duration" => Self::Duration,
            "ip" => Self::Ip,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "ipBlock" | "ipv4Block" | "ipv6Block" => Self::IpBlock,
            "uuid" => Self::Uuid,
            "void" => Self::Void,
            _ => return None,
        })
    }
}

/// The base of an aliased type: `long` of `coreTypes.ServiceId:long`. Any other type is its own base.
pub(crate) fn base(full: &str) -> &str {
    full.rsplit_once(':').map_or(full, |(_, base)| base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_type_names_apart() {
        let cases = [
            ("long", DataType::Primitive(Primitive::Long)),
            ("password", DataType::Primitive(Primitive::String)),
            ("coreTypes.ServiceId:long", DataType::Primitive(Primitive::Long)),
            ("coreTypes.ServiceId[]:long[]", DataType::Array("long")),
            ("map[string]order.Price[]", DataType::Map("order.Price[]")),
            ("[]order.Price", DataType::Array("order.Price")),
            ("order.Price", DataType::Model { name: "order.Price", argument: None }),
            (
                "complexType.SafeKeyValue<string>",
                DataType::Model { name: "complexType.SafeKeyValue", argument: Some("string") },
            ),
        ];
        for (name, expected) in cases {
            assert_eq!(DataType::parse(name), expected, "{name}");
        }
    }
}
