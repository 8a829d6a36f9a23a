//! Files of papers, byte by byte and as a whole.

use expect_test::expect;
use jiff::civil::date;

use super::*;
use crate::paper::tests::{card, credit_note as note, guide, paid_bill, returned};

fn bill() -> Document {
    paid_bill(guide(), card(), "en_GB")
}

fn credit_note() -> Document {
    note(card(), returned(), "fr_FR")
}

/// A file of two papers, in its pieces.
fn pieces(form: Archive) -> Vec<Vec<u8>> {
    let mut file = PaperFile::new(form);
    let mut pieces = vec![file.add(&bill()).unwrap(), file.add(&credit_note()).unwrap()];
    pieces.push(file.finish().unwrap());
    pieces
}

#[test]
fn a_table_has_a_line_for_each_paper() {
    let pieces = pieces(Archive::Csv);
    let text = String::from_utf8(pieces.concat()).unwrap();
    expect![[r#"
        number,date,order,net,tax,gross,currency
        FR00000042,2026-11-23,7091314438,37.87,7.57,45.44,EUR
        CN-FR00000007,2026-12-01,7091314438,11.99,2.40,14.39,EUR
    "#]]
    .assert_eq(&text.replace("\r\n", "\n"));
    assert_eq!(text.matches("\r\n").count(), text.lines().count());
    assert!(pieces[2].is_empty());
    let none = PaperFile::new(Archive::Csv).finish().unwrap();
    assert_eq!(none, HEADER.as_bytes());
}

/// A number in a place of an archive.
fn number(bytes: &[u8], place: usize, length: usize) -> usize {
    bytes[place..place + length].iter().rev().fold(0, |all, byte| all << 8 | usize::from(*byte))
}

/// What a reader of the directory finds: names, days and contents.
fn files(zip: &[u8]) -> Vec<(String, usize, Vec<u8>)> {
    let end = zip.len() - 22;
    assert_eq!(number(zip, end, 4), 0x0605_4b50);
    let (count, size, start) =
        (number(zip, end + 10, 2), number(zip, end + 12, 4), number(zip, end + 16, 4));
    assert_eq!(start + size, end);
    let mut place = start;
    let mut files = Vec::new();
    for _ in 0..count {
        assert_eq!(number(zip, place, 4), 0x0201_4b50);
        let (size, length) = (number(zip, place + 20, 4), number(zip, place + 28, 2));
        let name = &zip[place + 46..place + 46 + length];
        let local = number(zip, place + 42, 4);
        assert_eq!(number(zip, local, 4), 0x0403_4b50);
        assert_eq!(zip[local + 4..local + 30], zip[place + 6..place + 32], "both say the same");
        let content = &zip[local + 30 + length..local + 30 + length + size];
        assert_eq!(number(zip, place + 16, 4), usize::try_from(crc32fast::hash(content)).unwrap());
        files.push((
            String::from_utf8(name.to_vec()).unwrap(),
            number(zip, place + 14, 2),
            content.to_vec(),
        ));
        place += 46 + length;
    }
    assert_eq!(place, end);
    files
}

#[test]
fn an_archive_has_the_papers_and_the_table() {
    let zip = pieces(Archive::Zip).concat();
    let files = files(&zip);
    let names: Vec<_> = files.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["FR00000042.pdf", "CN-FR00000007.pdf", "index.csv"]);
    assert_eq!(files[0].2, bill().to_pdf().unwrap());
    assert_eq!(files[1].2, credit_note().to_pdf().unwrap());
    assert_eq!(files[2].2, pieces(Archive::Csv).concat());
    let day = |day: jiff::civil::Date| {
        usize::try_from(
            (day.year() - 1980) << 9 | i16::from(day.month()) << 5 | i16::from(day.day()),
        )
        .unwrap()
    };
    assert_eq!(files[0].1, day(bill().dated));
    assert_eq!(files[2].1, day(bill().dated.max(credit_note().dated)));
    assert_eq!(pieces(Archive::Zip).concat(), zip, "the same bytes each time");
}

#[test]
fn days_that_the_format_does_not_know_are_its_first_and_last_year() {
    let dated = |day| {
        let mut file = PaperFile::new(Archive::Zip);
        let paper = Document { dated: day, ..bill() };
        let mut zip = file.add(&paper).unwrap();
        zip.extend(file.finish().unwrap());
        files(&zip)[0].1 >> 9
    };
    assert_eq!((dated(date(1970, 1, 1)), dated(date(2200, 1, 1))), (0, 127));
}
