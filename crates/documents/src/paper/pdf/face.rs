//! The fonts: which glyphs a text is, and how wide they are.
//!
//! Digits have one width, so that columns of amounts stand in line. A character that the fonts do not have is written
//! `?`, because a document that is kept for decades may have no gaps.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Feature, UnicodeBuffer, shape};

use crate::paper::PaperError;

static REGULAR: &[u8] = include_bytes!("../../../fonts/Inter-Regular.otf");
static STRONG: &[u8] = include_bytes!("../../../fonts/Inter-SemiBold.otf");

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Strong,
}

/// A font, for measuring and for drawing.
pub(super) struct Face {
    shapes: rustybuzz::Face<'static>,
    pub(super) font: Font,
}

/// A text as glyphs; widths are in units of the font's size.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

impl Face {
    /// The face of a weight, which is read once in the life of the program.
    pub(super) fn of(weight: Weight) -> Result<&'static Self, PaperError> {
        static FACES: LazyLock<[Option<Face>; 2]> =
            LazyLock::new(|| [REGULAR, STRONG].map(Face::read));
        let [regular, strong] = &*FACES;
        let face = match weight {
            Weight::Regular => regular,
            Weight::Strong => strong,
        };
        face.as_ref().ok_or_else(|| PaperError::Layout("a font cannot be read".to_owned()))
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let shapes = rustybuzz::Face::from_slice(bytes, 0)?;
        Some(Self { shapes, font: Font::new(bytes.into(), 0)? })
    }

    /// A text as glyphs.
    pub(super) fn run(&self, text: &str) -> Run {
        let text: String = text.chars().map(|c| self.known(c)).collect();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        // Ligatures are left out, so that every glyph is text that can be copied.
        let features = [(b"tnum", 1), (b"liga", 0), (b"calt", 0)]
            .map(|(tag, value)| Feature::new(Tag::from_bytes(tag), value, ..));
        let shaped = shape(&self.shapes, &features, buffer);
        let units = f32::from(i16::try_from(self.shapes.units_per_em()).unwrap_or(1000));
        let clusters: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .filter_map(|info| usize::try_from(info.cluster).ok())
            .collect();
        let mut width = 0.0;
        let mut glyphs = Vec::with_capacity(clusters.len());
        for ((info, position), start) in
            shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&clusters)
        {
            let end = clusters.iter().copied().filter(|end| end > start).min();
            let em = |units_of: i32| to_f32(units_of) / units;
            width += em(position.x_advance);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(position.x_advance),
                em(position.x_offset),
                em(position.y_offset),
                em(position.y_advance),
                *start..end.unwrap_or(text.len()),
                None,
            ));
        }
        Run { text, glyphs, width }
    }

    fn known(&self, c: char) -> char {
        if self.shapes.glyph_index(c).is_some() { c } else { '?' }
    }
}

/// Font units are few, so that the number is exact.
fn to_f32(units: i32) -> f32 {
    f32::from(i16::try_from(units).unwrap_or(i16::MAX))
}
