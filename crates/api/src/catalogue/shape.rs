//! What the catalogue says about a model: an object or an enum of the wire.

/// A named type of one schema file. Two files may give the same name different fields: `order.Price` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// The name with its namespace, and with its type parameter if it has one: `complexType.SafeKeyValue<T>`.
    pub id: &'static str,
    /// One line.
    pub description: &'static str,
    /// Fields or values.
    pub shape: Shape,
}

/// What a value of a model looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A JSON object with these fields.
    Fields(&'static [Property]),
    /// One of these strings.
    Enum(&'static [&'static str]),
}

/// One field of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// The name, case-sensitive.
    pub name: &'static str,
    /// The full type, with its alias if it has one: `coreTypes.ServiceId[]:long[]`.
    pub data_type: &'static str,
    /// Whether the value may be `null`. An answer has the field all the same.
    pub nullable: bool,
    /// Whether a write ignores the field.
    pub read_only: bool,
    /// Whether a request without the field is refused.
    pub required: bool,
    /// One line.
    pub description: &'static str,
}

impl Model {
    /// The type parameter of a generic model: `T` of `complexType.SafeKeyValue<T>`.
    pub fn generic(&self) -> Option<&'static str> {
        self.id.strip_suffix('>')?.split_once('<').map(|(_, parameter)| parameter)
    }
}
