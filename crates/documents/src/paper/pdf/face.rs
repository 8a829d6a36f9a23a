//! The fonts: which glyphs a text is, and how wide they are.
//!
//! Digits have one width, so that columns of amounts stand in line. A character that the fonts do not have is written
//! `?`, because a document that is kept for decades may have no gaps.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, Script, ShapePlan, UnicodeBuffer, script, shape_with_plan};

use crate::paper::PaperError;

static REGULAR: &[u8] = include_bytes!("../../../fonts/Inter-Regular.otf");
static STRONG: &[u8] = include_bytes!("../../../fonts/Inter-SemiBold.otf");

/// Texts of a face whose glyphs are kept: some hundred kilobytes.
const KNOWN_MAX: usize = 1024;

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Strong,
}

/// The two faces of a document, which are read once in the life of the program.
#[derive(Clone, Copy)]
pub(crate) struct Fonts {
    regular: &'static Face,
    strong: &'static Face,
}

impl Fonts {
    /// Those that are built in.
    pub(super) fn built_in() -> Result<Self, PaperError> {
        static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
            let [regular, strong] =
                [REGULAR, STRONG].map(|bytes| Some(&*Box::leak(Box::new(Face::read(bytes)?))));
            Some(Fonts { regular: regular?, strong: strong? })
        });
        (*FONTS).ok_or_else(|| PaperError::Layout("a font cannot be read".to_owned()))
    }

    /// One font for everything.
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Self> {
        let face: &'static Face = Box::leak(Box::new(Face::read(bytes)?));
        Some(Self { regular: face, strong: face })
    }

    /// Whether there is a glyph for a character.
    pub(crate) fn has(self, c: char) -> bool {
        self.regular.shapes.glyph_index(c).is_some()
    }

    /// The face of a weight.
    pub(super) const fn face(self, weight: Weight) -> &'static Face {
        match weight {
            Weight::Regular => self.regular,
            Weight::Strong => self.strong,
        }
    }
}

/// A font, for measuring and for drawing.
pub(super) struct Face {
    shapes: rustybuzz::Face<'static>,
    pub(super) font: Font,
    /// How texts are shaped in the scripts that nearly all are written in: making a plan takes longer than following it.
    plans: [(Option<Script>, ShapePlan); 2],
    /// What was shaped before: most texts of a document stand on others as well, or several times on it.
    known: Mutex<HashMap<String, Arc<Run>>>,
}

/// A text as glyphs; widths are in units of the font's size.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let shapes = rustybuzz::Face::from_slice(bytes, 0)?;
        let font = Font::new(bytes.into(), 0)?;
        let plans = [None, Some(script::LATIN)]
            .map(|script| (script, plan(&shapes, Direction::LeftToRight, script)));
        Some(Self { shapes, font, plans, known: Mutex::default() })
    }

    /// A text as glyphs, which are kept for the next time.
    pub(super) fn run(&self, text: &str) -> Arc<Run> {
        let known = self.known.lock().ok().and_then(|known| known.get(text).cloned());
        if let Some(run) = known {
            return run;
        }
        let run = Arc::new(self.shape(text));
        if let Ok(mut known) = self.known.lock() {
            if known.len() >= KNOWN_MAX {
                known.clear();
            }
            known.insert(text.to_owned(), Arc::clone(&run));
        }
        run
    }

    /// A text as glyphs.
    pub(super) fn shape(&self, text: &str) -> Run {
        let text: String = text.chars().map(|c| self.known(c)).collect();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let (direction, script) =
            (buffer.direction(), Some(buffer.script()).filter(|s| *s != script::UNKNOWN));
        let known =
            self.plans.iter().find(|(of, _)| *of == script && direction == Direction::LeftToRight);
        let shaped = match known {
            Some((_, plan)) => shape_with_plan(&self.shapes, plan, buffer),
            None => shape_with_plan(&self.shapes, &plan(&self.shapes, direction, script), buffer),
        };
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

/// Ligatures are left out, so that every glyph is text that can be copied.
fn plan(shapes: &rustybuzz::Face<'_>, direction: Direction, script: Option<Script>) -> ShapePlan {
    let features = [(b"tnum", 1), (b"liga", 0), (b"calt", 0)]
        .map(|(tag, value)| Feature::new(Tag::from_bytes(tag), value, ..));
    ShapePlan::new(shapes, direction, script, None, &features)
}

/// Font units are few, so that the number is exact.
fn to_f32(units: i32) -> f32 {
    f32::from(i16::try_from(units).unwrap_or(i16::MAX))
}
