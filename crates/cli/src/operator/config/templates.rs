//! Layouts and styles of the operator's own: `[templates]`.

use std::fs;
use std::path::Path;

use perennial_documents::templates::{ALL, Templates};

use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems};
use crate::operator::file::scalar;

/// Reads the section: every file in the folder that is called like a template takes its place.
pub(super) fn read(node: &Node<'_>, folder: &Path, problems: &Problems) -> Option<Templates> {
    let mut fields = Fields::open("[templates]", node, problems)?;
    let own = fields.required("folder", scalar::name);
    fields.close();
    let (own, mut templates) = (folder.join(own?.as_str()), Templates::default());
    let at = node.get("folder").map_or(node.at, |field| field.at);
    let complain = |text: String| problems.add(at, format!("`folder`: {text}"));
    if !own.is_dir() {
        complain(format!("{} is not a folder that can be read", own.display()));
        return None;
    }
    let mut is_good = true;
    for (name, _) in ALL {
        let file = own.join(name);
        match fs::read_to_string(&file) {
            Ok(text) => {
                if let Err(error) = templates.replace(name, text) {
                    complain(own.join(error.to_string()).display().to_string());
                    is_good = false;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                complain(format!("{} cannot be read: {error}", file.display()));
                is_good = false;
            }
        }
    }
    is_good.then_some(templates)
}
