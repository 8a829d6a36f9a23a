//! How papers look: logo, colour, font, and words around the table.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use perennial_documents::look::{Colour, FONT_BYTES_MAX, LOGO_BYTES_MAX, Logo, Look, Texts};

use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// The most bytes of a text around the table.
const TEXT_BYTES_MAX: usize = 2000;

/// Reads the fields of the look. Names of files are relative to the folder.
pub(super) fn read(fields: &mut Fields<'_>, folder: &Path, problems: &Problems) -> Option<Look> {
    let logo = fields.optional("logo", |node| {
        let (file, bytes) = file(node, folder, LOGO_BYTES_MAX)?;
        Logo::read(bytes).map_err(|error| format!("{file}: {error}"))
    });
    let colour = fields.optional("colour", scalar::parsed(Colour::parse));
    let font = fields.optional("font", |node| {
        let (file, bytes) = file(node, folder, FONT_BYTES_MAX)?;
        Look::default().with_font(bytes).map_err(|error| format!("{file}: {error}"))
    });
    let texts = fields.node("texts").map(|node| texts(node, problems));
    let mut look = font?.unwrap_or_default();
    for (code, at, texts) in texts.unwrap_or_else(|| Some(Vec::new()))? {
        match look.with_texts(&code, texts) {
            Ok(with) => look = with,
            Err(error) => {
                problems.add(at, error.to_string());
                return None;
            }
        }
    }
    if let Some(logo) = logo? {
        look = look.with_logo(logo);
    }
    Some(match colour? {
        Some(colour) => look.with_colour(colour),
        None => look,
    })
}

/// A file that is named, with its name. No more of it is read than it takes to see that it is too large.
fn file(node: &Node<'_>, folder: &Path, bytes_max: usize) -> Result<(String, Vec<u8>), String> {
    let path = folder.join(scalar::name(node)?.as_str());
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(&path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| format!("{name} cannot be read: {error}"))?;
    Ok((name, bytes))
}

/// Words by language, each with where it stands.
fn texts(node: &Node<'_>, problems: &Problems) -> Option<Vec<(String, usize, Texts)>> {
    let mut all = Vec::new();
    for (code, at, node) in entries("`texts`", node, problems)? {
        let mut fields = Fields::open("the texts of a language", node, problems)?;
        let before = fields.optional("before", text);
        let after = fields.optional("after", text);
        fields.close();
        all.push((code.to_owned(), at, Texts { before: before?, after: after? }));
    }
    Some(all)
}

/// A text of several lines.
fn text(node: &Node<'_>) -> Result<String, String> {
    let text = scalar::text(node)?;
    if text.len() > TEXT_BYTES_MAX {
        return Err(format!("{} bytes; at most {TEXT_BYTES_MAX} are allowed", text.len()));
    }
    Ok(text.to_owned())
}
