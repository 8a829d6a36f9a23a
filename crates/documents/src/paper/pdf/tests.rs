//! PDF files: what stands on their pages, and what holds for their bytes.

use std::collections::BTreeSet;

use super::canvas::{Canvas, LEFT, PAGE, Piece, RIGHT};
use super::*;
use crate::paper::tests::{LANGUAGES, card, documents, guide, line, order, order_paper, paid_bill};

fn canvas(document: &Document) -> Canvas {
    flow::lay_out(&Sheet::of(document).unwrap(), &document.seller.look).unwrap()
}

/// What is written on a page, piece by piece.
fn texts(page: &[Piece]) -> Vec<&str> {
    let mut texts = Vec::new();
    for piece in page {
        if let Piece::Text { run, .. } = piece {
            texts.push(run.text.trim_end());
        }
    }
    texts
}

fn long(count: i64) -> Document {
    let lines = (0..count).map(|n| line(&format!("vps{n}.example"), "13.30", Some("P3M"), "20"));
    paid_bill(order(lines.collect()), card(), "en_GB")
}

#[test]
fn all_that_is_on_the_sheet_is_on_the_pages() {
    for document in LANGUAGES.into_iter().flat_map(documents) {
        let sheet = Sheet::of(&document).unwrap();
        let canvas = canvas(&document);
        assert_eq!(canvas.pages.len(), 1);
        let written: BTreeSet<&str> = texts(&canvas.pages[0]).into_iter().collect();
        let facts = sheet.facts.iter().chain(&sheet.totals).chain([&sheet.gross]);
        let facts = facts.flat_map(|fact| [&fact.label, &fact.value]);
        let rows = sheet.rows.iter().flat_map(|row| {
            [&row.name, &row.quantity, &row.unit_price, &row.net].into_iter().chain(&row.details)
        });
        for text in facts.chain(rows).chain([&sheet.title, &sheet.status.label]) {
            assert!(written.contains(text.as_str()), "`{text}` is not in {written:?}");
        }
    }
}

#[test]
fn every_page_has_the_head_of_the_table_and_its_number() {
    let canvas = canvas(&long(60));
    let pages: Vec<Vec<&str>> = canvas.pages.iter().map(|page| texts(page)).collect();
    assert_eq!(pages.len(), 6);
    for (index, page) in pages.iter().enumerate() {
        let number = format!("Page {} of 6", index + 1);
        assert!(page.contains(&number.as_str()), "{page:?}");
        let rows = page
            .iter()
            .filter(|text| text.ends_with(".example") && text.starts_with("vps"))
            .count();
        assert_eq!(page.contains(&"Net amount"), rows > 0, "{page:?}");
    }
    assert!(pages[5].contains(&"Total, VAT included"));
    let rows = pages.iter().flatten().filter(|text| text.starts_with("vps")).count();
    assert_eq!(rows, 60);
}

#[test]
fn nothing_stands_beyond_the_edges() {
    let wide = "w".repeat(255);
    let wide_name = perennial_core::text::Name::parse(&wide).unwrap();
    let mut hostile = order(vec![line(&wide, "12345678.90", Some("P1Y"), "20")]);
    hostile.terms.lines[0].description = hostile.terms.lines[0].name.clone();
    let mut document = order_paper(&hostile, "fr_FR");
    document.seller.identity.street = vec![wide_name.clone(), wide_name.clone()];
    document.seller.identity.name = wide_name;
    for page in canvas(&document).pages.iter().chain(&canvas(&long(60)).pages) {
        for piece in page {
            let (from, to, y, text) = match piece {
                Piece::Text { x, y, style, run, .. } => {
                    (*x, x + run.width * style.size, *y, run.text.as_str())
                }
                Piece::Rule { x, y, width, .. } => (*x, x + width, *y, "rule"),
                Piece::Logo { x, y, width, .. } => (*x, x + width, *y, "logo"),
            };
            assert!(from >= LEFT - 0.1 && to <= RIGHT + 4.0, "{from} to {to}: {text}");
            assert!(y > 30.0 && y < PAGE.1 - 15.0, "{y}: {text}");
        }
    }
    assert!(document.to_pdf().is_ok());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in LANGUAGES.into_iter().flat_map(documents) {
        let bytes = document.to_pdf().unwrap();
        assert!(bytes == document.to_pdf().unwrap());
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() < 40_000, "{}", bytes.len());
        let text = String::from_utf8_lossy(&bytes);
        for mark in ["<pdfaid:part>3", "<pdfaid:conformance>A", "/MarkInfo", "/StructTreeRoot"] {
            assert!(text.contains(mark), "no {mark}");
        }
    }
}

#[test]
fn characters_that_the_fonts_do_not_have_are_written_so_that_it_is_seen() {
    let order = order(vec![line("日本.example Ωмега ﷽", "1", None, "20")]);
    let document = order_paper(&order, "en_GB");
    let canvas = canvas(&document);
    let texts = texts(&canvas.pages[0]);
    assert!(texts.contains(&"??.example Ωмега ?"), "{texts:?}");
    assert!(document.to_pdf().is_ok());
}

#[test]
fn five_thousand_lines_are_a_file_too() {
    assert_eq!(canvas(&long(5000)).pages.len(), 386);
    assert!(long(500).to_pdf().is_ok() && guide().terms.lines.len() == 2);
}

/// Where the file says that its objects are.
fn offsets(pdf: &[u8]) -> Vec<usize> {
    let text = String::from_utf8_lossy(&pdf[pdf.len() - 40..]).into_owned();
    let start: usize =
        text.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    let table = std::str::from_utf8(&pdf[start..]).unwrap();
    assert!(table.starts_with("xref\n0 "), "{table}");
    let lines = table.lines().filter(|line| line.trim_end().ends_with(" n"));
    lines.map(|line| line.get(..10).unwrap().parse().unwrap()).collect()
}

#[test]
fn a_bill_has_its_e_invoice_in_it_and_every_offset_is_right() {
    for document in [guide_bill("en_GB"), long(60), guide_bill("fi_FI")] {
        let pdf = document.to_pdf().unwrap();
        for (number, offset) in (1..).zip(offsets(&pdf)) {
            let object = format!("{number} 0 obj\n");
            assert!(pdf[offset..].starts_with(object.as_bytes()), "{object} is not at {offset}");
        }
        let text = String::from_utf8_lossy(&pdf);
        for mark in [
            "/AFRelationship/Alternative",
            "(factur-x.xml)",
            "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
            "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
        ] {
            assert_eq!(
                text.matches(mark).count(),
                1 + 2 * usize::from(mark.starts_with('(')),
                "{mark}"
            );
        }
    }
}

fn guide_bill(language: &str) -> Document {
    paid_bill(guide(), card(), language)
}

#[test]
fn an_order_has_no_e_invoice_in_it() {
    let pdf = order_paper(&guide(), "en_GB").to_pdf().unwrap();
    assert!(!String::from_utf8_lossy(&pdf).contains("factur-x"));
}
