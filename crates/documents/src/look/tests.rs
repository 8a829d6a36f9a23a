//! Logos, fonts and words: what is taken, what is refused, and what becomes of it.

use super::*;
use crate::paper::Document;
use crate::paper::tests::{guide, order_paper};

const SHAPES: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><g transform="scale(2)"><rect width="20" height="20" fill="#2456b3"/><path d="M30 2 q8 0 8 8 c0 4 -4 8 -8 8 z" fill="none" stroke="#c00" stroke-width="2" stroke-linecap="round"/></g></svg>"##;

/// A PNG of two by one pixels, half transparent.
pub(crate) fn png() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000002000000010806000000f4227f8a0000000e49444154789c63f8cfc000420d000f7a037e77e97f970000000049454e44ae426082";
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits
        .chunks(2)
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}

fn svg(inner: &str) -> Result<Logo, LogoError> {
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\">{inner}</svg>"
    );
    Logo::read(text.into_bytes())
}

fn in_look(look: Look) -> Document {
    let mut document = order_paper(&guide(), "fr_FR");
    document.seller.look = std::sync::Arc::new(look);
    document
}

#[test]
fn an_svg_is_drawn_and_shown() {
    let logo = Logo::read(SHAPES.into()).unwrap();
    assert_eq!(logo.size(), (120.0, 40.0));
    assert_eq!(logo.fitted(60.0, 60.0), (60.0, 20.0));
    let document = in_look(Look::default().with_logo(logo));
    let pdf = document.to_pdf().unwrap();
    assert!(pdf == document.to_pdf().unwrap(), "the same bytes");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("/Figure") && text.contains("/Alt(Perennial Hosting)"), "it is named");
    let page = document.to_page(&[]).unwrap();
    assert!(page.html.contains("<img class=\"logo\" src=\"data:image/svg+xml;base64,PHN2"));
    assert!(page.html.contains("width=\"192\" height=\"64\" alt=\"Perennial Hosting\""));
    assert!(page.policy.contains("; img-src data:;"), "{}", page.policy);
}

#[test]
fn a_png_is_drawn_and_shown() {
    let document = in_look(Look::default().with_logo(Logo::read(png()).unwrap()));
    let text = String::from_utf8_lossy(&document.to_pdf().unwrap()).into_owned();
    assert!(text.contains("/Subtype/Image") && text.contains("/SMask"));
    assert!(document.to_page(&[]).unwrap().html.contains("src=\"data:image/png;base64,iVBOR"));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let refused = |logo: Result<Logo, LogoError>| logo.unwrap_err().to_string();
    for (inner, what) in [
        ("<text>a</text>", "text"),
        ("<image href=\"a.png\" width=\"1\" height=\"1\"/>", "a picture within it"),
        (
            "<linearGradient id=\"a\"><stop offset=\"0\"/><stop offset=\"1\" stop-color=\"red\"/></linearGradient>\
             <rect width=\"9\" height=\"9\" fill=\"url(#a)\"/>",
            "a gradient",
        ),
        (
            "<g opacity=\".5\"><rect width=\"9\" height=\"9\"/><rect width=\"5\" height=\"9\"/></g>",
            "a group that",
        ),
        (
            "<clipPath id=\"a\"><circle r=\"3\"/></clipPath><rect width=\"9\" height=\"9\" clip-path=\"url(#a)\"/>",
            "a clipping path",
        ),
    ] {
        let text = refused(svg(inner));
        assert!(text.starts_with(&format!("the SVG has {what}")), "{text}");
        assert!(text.contains("give a PNG"), "{text}");
    }
    assert_eq!(refused(svg("")), "the SVG shows nothing");
    assert!(refused(svg("<rect")).starts_with("the SVG cannot be read: "));
    assert_eq!(refused(Logo::read(vec![0xff, 0xd8])), "this is neither a PNG nor an SVG file");
    let mut cut = png();
    cut.truncate(40);
    assert!(refused(Logo::read(cut)).starts_with("the PNG cannot be read: "));
    let large = vec![b' '; LOGO_BYTES_MAX + 1];
    assert_eq!(refused(Logo::read(large)), "the file has 262145 bytes; at most 262144 are allowed");
    let mut wide = png();
    wide[16..20].copy_from_slice(&70_000_u32.to_be_bytes());
    let text = refused(Logo::read(wide));
    assert!(text.starts_with("the PNG has 70000 by 1 pixels"), "{text}");
}

#[test]
fn a_font_is_that_of_page_and_pdf() {
    let inter = include_bytes!("../../fonts/Inter-Regular.otf").to_vec();
    let document = in_look(Look::default().with_font(inter).unwrap());
    let page = document.to_page(&[]).unwrap();
    assert!(page.html.contains("src: url(data:font/sfnt;base64,T1RUT"));
    assert!(page.policy.contains("; font-src data:;"), "{}", page.policy);
    let pdf = String::from_utf8_lossy(&document.to_pdf().unwrap()).into_owned();
    assert!(pdf.contains("Inter-Regular") && !pdf.contains("Inter-SemiBold"));
    assert_eq!(Look::default().with_font(vec![1; 100]).unwrap_err(), FontError::NoFont);
    let large = Look::default().with_font(vec![0; FONT_BYTES_MAX + 1]).unwrap_err();
    assert!(matches!(large, FontError::TooLarge { .. }));
}

#[test]
fn a_colour_is_that_of_the_page_in_both_themes() {
    let look = Look::default().with_colour(Colour::parse("#800000").unwrap());
    let document = in_look(look);
    let page = document.to_page(&[]).unwrap();
    let dark = Colour::parse("#800000").unwrap().on_dark();
    let [light, dark] =
        [":root { --accent: #800000; }".to_owned(), format!("--accent: {dark}; }} }}")];
    assert!(page.html.contains(&light) && page.html.contains(&dark), "{}", page.html);
    assert_ne!(page.policy, order_paper(&guide(), "fr_FR").to_page(&[]).unwrap().policy);
}

#[test]
fn words_stand_in_their_language_only() {
    let words = || Texts {
        before: Some("Merci.\n\n<b>Deux</b>".to_owned()),
        after: Some("TVA sur les encaissements".to_owned()),
    };
    let mut document = in_look(Look::default().with_texts("fr", words()).unwrap());
    let page = document.to_page(&[]).unwrap().html;
    for part in
        ["<p>Merci.</p>\n<p>&lt;b&gt;Deux&lt;&#x2f;b&gt;</p>", "<p>TVA sur les encaissements</p>"]
    {
        assert!(page.contains(part), "{page}");
    }
    assert!(document.to_pdf().is_ok());
    document.language = "fi_FI".to_owned();
    assert!(!document.to_page(&[]).unwrap().html.contains("Merci"));
    let error = Look::default().with_texts("de", words()).unwrap_err();
    assert_eq!(error.to_string(), "`de` is not a language of papers; there are en, fi and fr");
}
