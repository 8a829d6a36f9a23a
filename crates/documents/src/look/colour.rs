//! A colour that can be read: on white as it is, and on a dark page after it was made lighter.

/// What text needs against what it stands on (WCAG 2.2, 1.4.3).
const CONTRAST_MIN: f64 = 4.5;
/// What stands below it on paper, and on a page in dark colours.
const WHITE: [u8; 3] = [0xff; 3];
const DARK: [u8; 3] = [0x1a, 0x21, 0x2b];

/// A colour that stands out from white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Why a colour is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    /// It is not written as a colour.
    #[error("`{text}` is not a colour; write red, green and blue in hexadecimal, such as #2456b3")]
    Form {
        /// What was given.
        text: String,
    },
    /// It is too light to be read on white.
    #[error(
        "{text} on white has a contrast of {contrast}:1, and links in it could not be read by everybody: take a darker \
         one, with at least 4.5:1 (WCAG 2.2, AA), such as {instead}"
    )]
    Contrast {
        /// What was given.
        text: String,
        /// Its contrast.
        contrast: String,
        /// The nearest darker one that would do.
        instead: Colour,
    },
}

impl Colour {
    /// Reads `#rrggbb`.
    ///
    /// # Errors
    ///
    /// [`ColourError`] when it is something else, or could not be read on white.
    pub fn parse(text: &str) -> Result<Self, ColourError> {
        let form = || ColourError::Form { text: text.to_owned() };
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(form)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex).ok_or_else(form)?;
        let [_, red, green, blue] = number.to_be_bytes();
        let rgb = [red, green, blue];
        let found = contrast(rgb, WHITE);
        if found >= CONTRAST_MIN {
            return Ok(Self(rgb));
        }
        let instead = Self(towards(rgb, [0; 3], WHITE));
        // Rounded down, so that nobody reads 4.50 and wonders.
        let contrast = format!("{:.2}", (found * 100.0).floor() / 100.0);
        Err(ColourError::Contrast { text: text.to_owned(), contrast, instead })
    }

    /// Red, green and blue.
    #[must_use]
    pub const fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// The same for a dark page: as much lighter as it has to be.
    #[must_use]
    pub fn on_dark(self) -> Self {
        Self(towards(self.0, WHITE, DARK))
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// A colour moved towards another, as far as it takes to be read on a ground.
fn towards(from: [u8; 3], to: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let mixed = |part: u16| {
        let mix = |from: u8, to: u8| {
            let sum = u16::from(from) * (100 - part) + u16::from(to) * part;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        let ([r, g, b], [to_r, to_g, to_b]) = (from, to);
        [mix(r, to_r), mix(g, to_g), mix(b, to_b)]
    };
    let found = (0..=100).map(mixed).find(|colour| contrast(*colour, ground) >= CONTRAST_MIN);
    found.unwrap_or(to)
}

/// How much two colours differ in lightness, from 1 to 21 (WCAG 2.2, contrast ratio).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_can_be_read_on_white_or_is_refused_with_one_that_can() {
        for text in ["#2456b3", "#000000", "#767676", "#C00000"] {
            assert_eq!(Colour::parse(text).unwrap().to_string(), text.to_lowercase());
        }
        for text in ["", "2456b3", "#24b", "#2456b3ff", "#2456bg", "#+12345", "red", "#24é56"] {
            assert!(matches!(Colour::parse(text), Err(ColourError::Form { .. })), "{text}");
        }
        let error = Colour::parse("#ff9900").unwrap_err();
        assert_eq!(
            error.to_string(),
            "#ff9900 on white has a contrast of 2.14:1, and links in it could not be read by everybody: take a darker \
             one, with at least 4.5:1 (WCAG 2.2, AA), such as #aa6600"
        );
        let ColourError::Contrast { instead, .. } = error else { panic!() };
        assert_eq!(Colour::parse(&instead.to_string()), Ok(instead));
    }

    #[test]
    fn on_a_dark_page_every_colour_is_light_enough() {
        for text in ["#000000", "#0000ff", "#2456b3", "#767676", "#800000", "#004d00"] {
            let dark = Colour::parse(text).unwrap().on_dark();
            assert!(contrast(dark.rgb(), DARK) >= CONTRAST_MIN, "{text} became {dark}");
        }
    }
}
