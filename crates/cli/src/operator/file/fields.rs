//! Reading a table field by field: whatever is wrong is noted with its place, and the reading goes on.

use std::cell::RefCell;

use super::document::{Field, Node, Value};

/// What is wrong with a file, each with its offset.
#[derive(Debug, Default)]
pub(in crate::operator) struct Problems(RefCell<Vec<(usize, String)>>);

impl Problems {
    pub(in crate::operator) fn add(&self, at: usize, text: String) {
        self.0.borrow_mut().push((at, text));
    }

    /// The same, unless it is known. What several readers find is told once.
    pub(in crate::operator) fn add_once(&self, at: usize, text: String) {
        let mut known = self.0.borrow_mut();
        if !known.iter().any(|(place, known)| *place == at && *known == text) {
            known.push((at, text));
        }
    }

    pub(in crate::operator) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// All of them, in the order in which they were found.
    pub(in crate::operator) fn into_inner(self) -> Vec<(usize, String)> {
        self.0.into_inner()
    }
}

/// The fields of a table whose names are values themselves: name, where it stands, value.
pub(in crate::operator) fn entries<'n>(
    what: &str,
    node: &'n Node<'n>,
    problems: &Problems,
) -> Option<impl Iterator<Item = (&'n str, usize, &'n Node<'n>)> + use<'n>> {
    let Value::Table(fields) = &node.value else {
        problems.add(node.at, format!("{what} is a table, not {}", node.described()));
        return None;
    };
    Some(fields.iter().map(|field| (field.name.as_ref(), field.at, &field.node)))
}

/// A table that is being read.
#[derive(Debug)]
pub(in crate::operator) struct Fields<'d> {
    /// What the table is: `a plan`.
    what: &'static str,
    at: usize,
    fields: &'d [Field<'d>],
    /// The fields that were asked for: those that there are.
    known: Vec<&'static str>,
    problems: &'d Problems,
}

impl<'d> Fields<'d> {
    /// Begins to read a table.
    pub(in crate::operator) fn open(
        what: &'static str,
        node: &'d Node<'d>,
        problems: &'d Problems,
    ) -> Option<Self> {
        match &node.value {
            Value::Table(fields) => {
                Some(Self { what, at: node.at, fields, known: Vec::new(), problems })
            }
            _ => {
                problems.add(node.at, format!("{what} is a table, not {}", node.described()));
                None
            }
        }
    }

    /// The value of a field; JSON's `null` is none.
    pub(in crate::operator) fn node(&mut self, name: &'static str) -> Option<&'d Node<'d>> {
        self.known.push(name);
        let field = self.fields.iter().find(|field| field.name == name)?;
        (!matches!(field.node.value, Value::Nothing)).then_some(&field.node)
    }

    /// A field that must be there; nothing if it is not, or is wrong.
    pub(in crate::operator) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Node<'_>) -> Result<T, String>,
    ) -> Option<T> {
        let read = self.optional(name, read)?;
        if read.is_none() {
            self.problems.add(self.at, format!("{} needs `{name}`", self.what));
        }
        read
    }

    /// A field that may be there; nothing at all if it is wrong.
    pub(in crate::operator) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Node<'_>) -> Result<T, String>,
    ) -> Option<Option<T>> {
        let Some(node) = self.node(name) else { return Some(None) };
        match read(node) {
            Ok(value) => Some(Some(value)),
            Err(text) => {
                self.problems.add(node.at, format!("`{name}`: {text}"));
                None
            }
        }
    }

    /// A field that has a value also where it is not given.
    pub(in crate::operator) fn or<T>(
        &mut self,
        name: &'static str,
        otherwise: T,
        read: impl FnOnce(&Node<'_>) -> Result<T, String>,
    ) -> Option<T> {
        Some(self.optional(name, read)?.unwrap_or(otherwise))
    }

    /// The values of a list; none where it is not given.
    pub(in crate::operator) fn list(&mut self, name: &'static str) -> &'d [Node<'d>] {
        let Some(node) = self.node(name) else { return &[] };
        match &node.value {
            Value::List(items) => items,
            _ => {
                let text = format!("`{name}` is a list, not {}", node.described());
                self.problems.add(node.at, text);
                &[]
            }
        }
    }

    /// Has fields known that are not read.
    pub(in crate::operator) fn know(&mut self, names: &[&'static str]) {
        self.known.extend(names);
    }

    /// Whether any of these fields is there.
    pub(in crate::operator) fn has_any(&self, names: &[&str]) -> bool {
        self.fields.iter().any(|field| names.contains(&field.name.as_ref()))
    }

    /// Notes something about the table itself.
    pub(in crate::operator) fn complain(&self, text: String) {
        self.problems.add(self.at, text);
    }

    /// Ends the reading: fields that nobody has asked for, and fields that stand twice, are wrong.
    pub(in crate::operator) fn close(self) {
        for (index, field) in self.fields.iter().enumerate() {
            let name = &field.name;
            if self.fields.iter().take(index).any(|before| before.name == *name) {
                self.problems.add(field.at, format!("`{name}` stands twice"));
            } else if !self.known.contains(&name.as_ref()) {
                let text =
                    format!("{} has no `{name}`; it has {}", self.what, self.known.join(", "));
                self.problems.add(field.at, text);
            }
        }
    }
}
