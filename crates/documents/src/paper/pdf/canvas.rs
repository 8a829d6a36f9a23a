//! What stands where, on which page, and what it is: a document before it is written as PDF.
//!
//! Positions are in points from the upper left corner. Everything that is read belongs to a group of the tag tree, in the
//! order of reading; what is only seen, such as rules and repeated heads, belongs to none.

use std::sync::Arc;

use super::face::{Fonts, Run, Weight};
use crate::look::Look;
use crate::paper::PaperError;

/// The size of a page: A4.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// The left and the right edge of what stands on a page.
pub(super) const LEFT: f32 = 56.0;
pub(super) const RIGHT: f32 = PAGE.0 - LEFT;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];
pub(super) const INK: Colour = [0x1b, 0x24, 0x30];
pub(super) const SOFT: Colour = [0x5a, 0x66, 0x75];
pub(super) const RULE: Colour = [0xd9, 0xdf, 0xe7];
/// The colour of a seller who has none.
pub(super) const ACCENT: Colour = [0x24, 0x56, 0xb3];

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) colour: Colour,
}

/// Where a text stands: from its left edge, or up to its right edge.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    From(f32),
    UpTo(f32),
}

/// What is put on a page.
#[derive(Debug)]
pub(super) enum Piece {
    Text {
        group: Option<GroupId>,
        x: f32,
        y: f32,
        style: Style,
        run: Arc<Run>,
    },
    Rule {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// The seller's logo, with its upper left corner and its size.
    Logo {
        group: GroupId,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

/// What something is to whoever has it read aloud.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// A picture: what it says, and where it is.
    Picture {
        text: String,
        edges: [f32; 4],
    },
    Section,
    Title,
    Heading,
    Paragraph,
    Table,
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

/// A group by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GroupId(pub(super) usize);

/// A group of the tag tree. A parent stands before its children.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) role: Role,
    pub(super) parent: Option<GroupId>,
}

/// All pages.
pub(super) struct Canvas {
    /// What it is written in.
    pub(super) fonts: Fonts,
    /// The seller's colour.
    pub(super) accent: Colour,
    pub(super) pages: Vec<Vec<Piece>>,
    pub(super) groups: Vec<Group>,
}

impl Canvas {
    /// One without pages, in the look of a seller.
    pub(super) fn of(look: &Look) -> Result<Self, PaperError> {
        let fonts = look.fonts().map_or_else(Fonts::built_in, Ok)?;
        let accent = look.colour().map_or(ACCENT, crate::look::Colour::rgb);
        Ok(Self { fonts, accent, pages: Vec::new(), groups: Vec::new() })
    }

    /// Begins a page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Begins a group.
    pub(super) fn group(&mut self, role: Role, parent: Option<GroupId>) -> GroupId {
        self.groups.push(Group { role, parent });
        GroupId(self.groups.len().saturating_sub(1))
    }

    /// A line of text, on the page that was begun last.
    pub(super) fn text(
        &mut self,
        group: Option<GroupId>,
        at: At,
        y: f32,
        style: Style,
        text: &str,
    ) {
        let run = self.fonts.face(style.weight).run(text);
        let x = match at {
            At::From(x) => x,
            At::UpTo(x) => x - run.width * style.size,
        };
        self.put(Piece::Text { group, x, y, style, run });
    }

    /// A rule, from edge to edge of a part of the page.
    pub(super) fn rule(&mut self, (from, to): (f32, f32), y: f32, height: f32, colour: Colour) {
        self.put(Piece::Rule { x: from, y, width: to - from, height, colour });
    }

    /// The logo, at a corner and in a size.
    pub(super) fn logo(&mut self, group: GroupId, (x, y): (f32, f32), (width, height): (f32, f32)) {
        self.put(Piece::Logo { group, x, y, width, height });
    }

    fn put(&mut self, piece: Piece) {
        if let Some(page) = self.pages.last_mut() {
            page.push(piece);
        }
    }
}

impl Canvas {
    /// How wide a text is.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        self.fonts.face(style.weight).run(text).width * style.size
    }

    /// Breaks a text into lines of a width: at spaces, and within a word that is wider than a line.
    pub(super) fn wrap(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let face = self.fonts.face(style.weight);
        if self.width(text, style) <= width {
            return vec![text.to_owned()];
        }
        // Beginnings of lines are not kept: hardly any stands anywhere.
        let is_wide = |text: &str| face.shape(text).width * style.size > width;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_inclusive(' ') {
            if !line.is_empty() && is_wide(&format!("{line}{}", word.trim_end_matches(' '))) {
                lines.push(std::mem::take(&mut line));
            }
            if is_wide(word.trim_end_matches(' ')) {
                for c in word.chars() {
                    if !line.is_empty() && c != ' ' && is_wide(&format!("{line}{c}")) {
                        lines.push(std::mem::take(&mut line));
                    }
                    line.push(c);
                }
            } else {
                line.push_str(word);
            }
        }
        lines.push(line);
        lines
    }
}
