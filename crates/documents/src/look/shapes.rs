//! The shapes of an SVG, as they are drawn on paper.
//!
//! What is drawn is filled and stroked paths in plain colours. Anything else is named and refused: a logo that looks
//! otherwise on paper than on a screen is worse than an error.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use usvg::tiny_skia_path::PathSegment;

/// A path with how it is painted.
pub(crate) struct Shape {
    pub(crate) transform: Transform,
    pub(crate) path: Path,
    pub(crate) fill: Option<Fill>,
    pub(crate) stroke: Option<Stroke>,
}

/// Why an SVG is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapesError {
    /// It cannot be read.
    #[error("the SVG cannot be read: {0}")]
    Unreadable(String),
    /// It has something that is not drawn on paper.
    #[error(
        "the SVG has {0}, which is not drawn on paper: turn it into plain shapes (in Inkscape: Path, Object to Path), or \
         give a PNG"
    )]
    NotPlain(&'static str),
    /// Nothing is to be seen in it.
    #[error("the SVG shows nothing")]
    Empty,
}

/// Reads the shapes of an SVG, with its width and height.
pub(super) fn read(text: &str) -> Result<((f32, f32), Vec<Shape>), ShapesError> {
    let unreadable = |error: &dyn std::fmt::Display| ShapesError::Unreadable(error.to_string());
    // Texts are left out silently by who reads the tree.
    let document = usvg::roxmltree::Document::parse(text).map_err(|error| unreadable(&error))?;
    for node in document.descendants().filter(usvg::roxmltree::Node::is_element) {
        match node.tag_name().name() {
            "text" => return Err(ShapesError::NotPlain("text")),
            "image" | "foreignObject" => return Err(ShapesError::NotPlain("a picture within it")),
            _ => {}
        }
    }
    let tree = usvg::Tree::from_xmltree(&document, &usvg::Options::default());
    let tree = tree.map_err(|error| unreadable(&error))?;
    let mut shapes = Vec::new();
    collect(tree.root(), &mut shapes)?;
    if shapes.is_empty() {
        return Err(ShapesError::Empty);
    }
    Ok(((tree.size().width(), tree.size().height()), shapes))
}

fn collect(group: &usvg::Group, shapes: &mut Vec<Shape>) -> Result<(), ShapesError> {
    let more = [
        (group.clip_path().is_some(), "a clipping path"),
        (group.mask().is_some(), "a mask"),
        (!group.filters().is_empty(), "a filter"),
        (group.opacity() != usvg::Opacity::ONE, "a group that is partly transparent"),
        (group.blend_mode() != usvg::BlendMode::Normal, "a blend mode"),
    ];
    if let Some((_, what)) = more.into_iter().find(|(is_so, _)| *is_so) {
        return Err(ShapesError::NotPlain(what));
    }
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => collect(inner, shapes)?,
            usvg::Node::Path(path) if path.is_visible() => shapes.extend(shape(path)?),
            usvg::Node::Path(_) => {}
            usvg::Node::Image(_) => return Err(ShapesError::NotPlain("a picture within it")),
            usvg::Node::Text(_) => return Err(ShapesError::NotPlain("text")),
        }
    }
    Ok(())
}

fn shape(from: &usvg::Path) -> Result<Option<Shape>, ShapesError> {
    let mut path = PathBuilder::new();
    for segment in from.data().segments() {
        match segment {
            PathSegment::MoveTo(p) => path.move_to(p.x, p.y),
            PathSegment::LineTo(p) => path.line_to(p.x, p.y),
            PathSegment::QuadTo(p1, p) => path.quad_to(p1.x, p1.y, p.x, p.y),
            PathSegment::CubicTo(p1, p2, p) => path.cubic_to(p1.x, p1.y, p2.x, p2.y, p.x, p.y),
            PathSegment::Close => path.close(),
        }
    }
    let Some(path) = path.finish() else { return Ok(None) };
    let t = from.abs_transform();
    let fill = from.fill().map(|fill| {
        let rule = match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        };
        let paint = colour(fill.paint())?.into();
        Ok::<_, ShapesError>(Fill { paint, opacity: opacity(fill.opacity()), rule })
    });
    let stroke = from.stroke().map(stroke);
    Ok(Some(Shape {
        transform: Transform::from_row(t.sx, t.ky, t.kx, t.sy, t.tx, t.ty),
        path,
        fill: fill.transpose()?,
        stroke: stroke.transpose()?,
    }))
}

fn stroke(from: &usvg::Stroke) -> Result<Stroke, ShapesError> {
    let line_cap = match from.linecap() {
        usvg::LineCap::Butt => LineCap::Butt,
        usvg::LineCap::Round => LineCap::Round,
        usvg::LineCap::Square => LineCap::Square,
    };
    let line_join = match from.linejoin() {
        usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
        usvg::LineJoin::Round => LineJoin::Round,
        usvg::LineJoin::Bevel => LineJoin::Bevel,
    };
    let dash = from
        .dasharray()
        .map(|array| StrokeDash { array: array.to_vec(), offset: from.dashoffset() });
    Ok(Stroke {
        paint: colour(from.paint())?.into(),
        width: from.width().get(),
        miter_limit: from.miterlimit().get(),
        line_cap,
        line_join,
        opacity: opacity(from.opacity()),
        dash,
    })
}

fn colour(paint: &usvg::Paint) -> Result<rgb::Color, ShapesError> {
    match paint {
        usvg::Paint::Color(c) => Ok(rgb::Color::new(c.red, c.green, c.blue)),
        usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) => {
            Err(ShapesError::NotPlain("a gradient"))
        }
        usvg::Paint::Pattern(_) => Err(ShapesError::NotPlain("a pattern")),
    }
}

fn opacity(of: usvg::Opacity) -> NormalizedF32 {
    NormalizedF32::new(of.get()).unwrap_or(NormalizedF32::ONE)
}
