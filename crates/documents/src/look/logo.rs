//! A logo: a PNG as it is, or an SVG of plain shapes.
//!
//! In a page it stands as the file it was, which a browser shows without running anything in it; on paper an SVG is drawn
//! shape by shape, sharp at every size.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use krilla::image::Image;

use super::shapes::{self, Shape, ShapesError};

/// The most bytes that a logo may have: it is part of every page.
pub const LOGO_BYTES_MAX: usize = 256 << 10;
/// The most pixels that a PNG may have at each side.
const PIXELS_MAX: f32 = 4096.0;

/// A logo.
#[derive(Clone)]
pub struct Logo {
    bytes: Vec<u8>,
    size: (f32, f32),
    pub(crate) art: Art,
}

/// What is drawn.
#[derive(Clone)]
pub(crate) enum Art {
    Png(Image),
    Svg(Arc<[Shape]>),
}

/// Why a file is no logo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// It is too large.
    #[error("the file has {bytes} bytes; at most {LOGO_BYTES_MAX} are allowed")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// It is neither of the two.
    #[error("this is neither a PNG nor an SVG file")]
    Kind,
    /// The PNG cannot be read.
    #[error("the PNG cannot be read: {0}")]
    Png(String),
    /// It has too many pixels.
    #[error("the PNG has {width} by {height} pixels; at most 4096 at each side are allowed")]
    Pixels {
        /// From left to right.
        width: u32,
        /// From top to bottom.
        height: u32,
    },
    /// The SVG cannot be read, or has more than shapes.
    #[error(transparent)]
    Svg(#[from] ShapesError),
}

impl Logo {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`LogoError`] when it cannot be drawn.
    pub fn read(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if bytes.len() > LOGO_BYTES_MAX {
            return Err(LogoError::TooLarge { bytes: bytes.len() });
        }
        let (size, art) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png(&bytes)?
        } else if let Ok(text) = std::str::from_utf8(&bytes)
            && text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<')
        {
            let (size, shapes) = shapes::read(text)?;
            (size, Art::Svg(shapes.into()))
        } else {
            return Err(LogoError::Kind);
        };
        Ok(Self { bytes, size, art })
    }

    /// Its width and height as the file has them.
    #[must_use]
    pub const fn size(&self) -> (f32, f32) {
        self.size
    }

    /// Its width and height, as large as they may be within a box.
    pub(crate) fn fitted(&self, width: f32, height: f32) -> (f32, f32) {
        let scale = (width / self.size.0).min(height / self.size.1);
        (self.size.0 * scale, self.size.1 * scale)
    }

    /// The file as an address that needs nothing from outside.
    pub(crate) fn data_url(&self) -> String {
        let kind = match self.art {
            Art::Png(_) => "png",
            Art::Svg(_) => "svg+xml",
        };
        format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(&self.bytes))
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({} bytes, {} by {})", self.bytes.len(), self.size.0, self.size.1)
    }
}

impl PartialEq for Logo {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Logo {}

/// Reads a PNG: it is decoded once, so that it can be decoded later.
fn png(bytes: &[u8]) -> Result<((f32, f32), Art), LogoError> {
    let bad = |text: String| LogoError::Png(text);
    // Its size stands at the same place in every PNG; it is looked at before anything is decoded.
    let number = |at: usize| {
        let part = bytes.get(at..at.saturating_add(4));
        part.and_then(|part| <[u8; 4]>::try_from(part).ok()).map(u32::from_be_bytes)
    };
    let (width, height) =
        number(16).zip(number(20)).ok_or_else(|| bad("it is cut off".to_owned()))?;
    let pixels = |side: u32| u16::try_from(side).map_or(f32::MAX, f32::from);
    let size = (pixels(width), pixels(height));
    if size.0 > PIXELS_MAX || size.1 > PIXELS_MAX {
        return Err(LogoError::Pixels { width, height });
    }
    if width == 0 || height == 0 {
        return Err(bad("it has no pixels".to_owned()));
    }
    let image = Image::from_png(bytes.to_vec().into(), false).map_err(bad)?;
    try_out(&image).map_err(bad)?;
    Ok((size, Art::Png(image)))
}

/// Puts it into a document that nobody reads.
fn try_out(image: &Image) -> Result<(), String> {
    let text = |error: &dyn fmt::Debug| format!("{error:?}");
    let mut pdf = krilla::Document::new();
    let size = krilla::geom::Size::from_wh(1.0, 1.0).ok_or("no size")?;
    let mut page = pdf.start_page();
    let mut surface = page.surface();
    surface.draw_image(image.clone(), size);
    surface.finish();
    page.finish();
    pdf.finish().map(|_| ()).map_err(|error| text(&error))
}
