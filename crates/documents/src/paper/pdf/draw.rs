//! From the canvas to the bytes of a PDF file.

use std::num::NonZeroU16;

use jiff::civil::Date;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use super::attach;
use super::canvas::{Canvas, Colour, PAGE, Piece, Role};
use crate::look::{Art, Logo, Look};
use crate::paper::PaperError;
use crate::paper::sheet::Sheet;

/// Writes a document as PDF/A-3a.
pub(super) fn draw(
    canvas: &Canvas,
    sheet: &Sheet,
    look: &Look,
    dated: Date,
    attached: Option<String>,
) -> Result<Vec<u8>, PaperError> {
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
            let (group, identifier) = put(&mut surface, piece, canvas, look)?;
            if let Some(drawn) = group.and_then(|group| drawn.get_mut(group)) {
                drawn.push(identifier);
            }
        }
        surface.finish();
        page.finish();
    }
    pdf.set_tag_tree(tree(canvas, drawn).with_lang(Some(sheet.language.to_owned())));
    let is_invoice = attached.is_some();
    if let Some(xml) = attached {
        attach::embed(&mut pdf, xml, date(dated))?;
    }
    let bytes = pdf.finish().map_err(|error| unfit(&error))?;
    if is_invoice { attach::announce(&bytes) } else { Ok(bytes) }
}

fn date(dated: Date) -> DateTime {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(dated.year()).unwrap_or(1970);
    DateTime::new(year).month(part(dated.month())).day(part(dated.day()))
}

fn metadata(sheet: &Sheet, dated: Date) -> Metadata {
    Metadata::new()
        .title(format!("{} · {}", sheet.title, sheet.seller.name))
        .authors(vec![sheet.seller.name.clone()])
        .creator("Perennial".to_owned())
        .language(sheet.language.to_owned())
        .creation_date(date(dated))
}

/// Draws a piece; answers the group it belongs to and what it is called there.
fn put(
    surface: &mut Surface<'_>,
    piece: &Piece,
    canvas: &Canvas,
    look: &Look,
) -> Result<(Option<usize>, Identifier), PaperError> {
    match piece {
        Piece::Text { group, x, y, style, run } => {
            let tag = match group {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let font = canvas.fonts.face(style.weight).font.clone();
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
        Piece::Logo { group, x, y, width, height } => {
            let identifier = surface.start_tagged(ContentTag::Other);
            if let Some(logo) = look.logo() {
                draw_logo(surface, logo, (*x, *y), (*width, *height));
            }
            surface.end_tagged();
            Ok((Some(group.0), identifier))
        }
    }
}

fn draw_logo(surface: &mut Surface<'_>, logo: &Logo, at: (f32, f32), size: (f32, f32)) {
    surface.push_transform(&Transform::from_translate(at.0, at.1));
    match &logo.art {
        Art::Png(image) => {
            if let Some(size) = Size::from_wh(size.0, size.1) {
                surface.draw_image(image.clone(), size);
            }
        }
        Art::Svg(shapes) => {
            let (width, height) = logo.size();
            surface.push_transform(&Transform::from_scale(size.0 / width, size.1 / height));
            for shape in shapes.iter() {
                surface.push_transform(&shape.transform);
                surface.set_fill(shape.fill.clone());
                surface.set_stroke(shape.stroke.clone());
                surface.draw_path(&shape.path);
                surface.pop();
            }
            surface.set_stroke(None);
            surface.pop();
        }
    }
    surface.pop();
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
        let node = Node::from(TagGroup::with_children(kind(&group.role), children));
        match group.parent.and_then(|parent| inner.get_mut(parent.0)) {
            Some(siblings) => siblings.push(node),
            None => outermost.push(node),
        }
    }
    outermost.reverse();
    TagTree::from(outermost)
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Picture { text, edges: [left, top, right, bottom] } => {
            let edges = Rect::from_ltrb(*left, *top, *right, *bottom);
            Tag::Figure(Some(text.clone())).with_bbox(edges.map(|edges| BBox::new(0, edges))).into()
        }
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
