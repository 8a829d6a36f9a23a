//! From the canvas to the bytes of a PDF file.

use std::num::NonZeroU16;

use jiff::civil::Date;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use super::canvas::{Canvas, Colour, PAGE, Piece, Role};
use super::face::Face;
use crate::paper::PaperError;
use crate::paper::sheet::Sheet;

/// Writes a document as PDF/A-3a.
pub(super) fn draw(canvas: &Canvas, sheet: &Sheet, dated: Date) -> Result<Vec<u8>, PaperError> {
    let configuration =
        ConfigurationBuilder::new().with_archival_validator(Archival::A3_A).finish();
    let configuration = configuration.map_err(|error| unfit(&error))?;
    let mut pdf =
        Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    pdf.set_metadata(metadata(sheet, dated));
    // What has been drawn for each group, in order.
    let mut drawn: Vec<Vec<Identifier>> = canvas.groups.iter().map(|_| Vec::new()).collect();
    for pieces in &canvas.pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| unfit(&"page"))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for piece in pieces {
            let (group, identifier) = put(&mut surface, piece)?;
            if let Some(drawn) = group.and_then(|group| drawn.get_mut(group)) {
                drawn.push(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    pdf.set_tag_tree(tree(canvas, drawn).with_lang(Some(sheet.language.to_owned())));
    pdf.finish().map_err(|error| unfit(&error))
}

fn metadata(sheet: &Sheet, dated: Date) -> Metadata {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(dated.year()).unwrap_or(1970);
    let date = DateTime::new(year).month(part(dated.month())).day(part(dated.day()));
    Metadata::new()
        .title(format!("{} · {}", sheet.title, sheet.seller.name))
        .authors(vec![sheet.seller.name.clone()])
        .creator("Perennial".to_owned())
        .language(sheet.language.to_owned())
        .creation_date(date)
}

/// Draws a piece; answers the group it belongs to and what it is called there.
fn put(
    surface: &mut Surface<'_>,
    piece: &Piece,
) -> Result<(Option<usize>, Identifier), PaperError> {
    match piece {
        Piece::Text { group, x, y, style, run } => {
            let tag = match group {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let font = Face::of(style.weight)?.font.clone();
            let identifier = surface.start_tagged(tag);
            surface.set_fill(Some(fill(style.colour)));
            let start = Point::from_xy(*x, *y);
            surface.draw_glyphs(start, &run.glyphs, font, &run.text, style.size, false);
            surface.end_tagged();
            Ok((group.map(|group| group.0), identifier))
        }
        Piece::Rule { x, y, width, height, colour } => {
            let kind = ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout));
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(*x, *y, *width, *height).ok_or_else(|| unfit(&"rule"))?);
            let path = path.finish().ok_or_else(|| unfit(&"rule"))?;
            let identifier = surface.start_tagged(kind);
            surface.set_fill(Some(fill(*colour)));
            surface.draw_path(&path);
            surface.end_tagged();
            Ok((None, identifier))
        }
    }
}

fn fill([red, green, blue]: Colour) -> Fill {
    let paint = rgb::Color::new(red, green, blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// The tag tree. Parents stand before their children, so that going backwards every group is whole when its parent
/// takes it.
fn tree(canvas: &Canvas, drawn: Vec<Vec<Identifier>>) -> TagTree {
    let mut inner: Vec<Vec<Node>> = canvas.groups.iter().map(|_| Vec::new()).collect();
    let mut outermost = Vec::new();
    let groups = canvas.groups.iter().zip(drawn).enumerate().rev();
    for (index, (group, drawn)) in groups {
        let below = inner.get_mut(index).map(std::mem::take).unwrap_or_default();
        let mut children: Vec<Node> = drawn.into_iter().map(Node::from).collect();
        children.extend(below.into_iter().rev());
        let node = Node::from(TagGroup::with_children(kind(group.role), children));
        match group.parent.and_then(|parent| inner.get_mut(parent.0)) {
            Some(siblings) => siblings.push(node),
            None => outermost.push(node),
        }
    }
    outermost.reverse();
    TagTree::from(outermost)
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Section => Tag::Section.into(),
        Role::Title => Tag::Hn(NonZeroU16::MIN, None).into(),
        Role::Heading => Tag::Hn(NonZeroU16::MIN.saturating_add(1), None).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}

fn unfit(error: &dyn std::fmt::Debug) -> PaperError {
    PaperError::Layout(format!("{error:?}"))
}
