//! The style of a page, with a seller's colour and font, and the policy that lets a browser use it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::Look;
use crate::templates;

/// What stands in the head of a page.
#[derive(Debug)]
pub(crate) struct PageStyle {
    pub(crate) css: String,
    /// The value of `Content-Security-Policy`: the style by its hash, what stands in the page itself, and nothing else.
    pub(crate) policy: String,
}

impl PageStyle {
    pub(super) fn of(look: &Look) -> Self {
        let mut css = templates::text(templates::PAPER_CSS).to_owned();
        if let Some(colour) = look.colour {
            let dark = colour.on_dark();
            css.push_str(&format!(
                ":root {{ --accent: {colour}; }}\n@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n\
                 @media print {{ :root {{ --accent: {colour}; }} }}\n"
            ));
        }
        if let Some(font) = &look.font {
            let data = BASE64_STANDARD.encode(font.bytes);
            css.push_str(&format!(
                "@font-face {{ font-family: Seller; src: url(data:font/sfnt;base64,{data}); font-weight: 1 1000; }}\n\
                 body {{ font-family: Seller, system-ui, sans-serif; }}\n"
            ));
        }
        let hash = BASE64_STANDARD.encode(Sha256::digest(&css));
        let images = if look.logo.is_some() { "; img-src data:" } else { "" };
        let fonts = if look.font.is_some() { "; font-src data:" } else { "" };
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{hash}'{images}{fonts}; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        Self { css, policy }
    }
}
