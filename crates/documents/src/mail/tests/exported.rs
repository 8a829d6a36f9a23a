//! Letters that bring the address of a file.

use expect_test::expect;

use super::*;
use crate::mail::tests::read::check;

#[test]
fn bills_in_english() {
    check(&mail(&notice(NoticeKind::PapersExported, 1), "en_GB"), &expect![[""]]);
}

#[test]
fn bills_in_finnish() {
    check(&mail(&notice(NoticeKind::PapersExported, 1), "fi_FI"), &expect![[""]]);
}

#[test]
fn credit_notes_in_french() {
    let mut notice = notice(NoticeKind::PapersExported, 1);
    if let Some(NoticeSubject::Papers { kind, archive, .. }) = &mut notice.subject {
        (*kind, *archive) = (PaperKind::CreditNote, Archive::Csv);
    }
    check(&mail(&notice, "fr_FR"), &expect![[""]]);
}

#[test]
fn without_its_token_there_is_no_letter() {
    let notice = notice(NoticeKind::PapersExported, 1);
    assert_eq!(compose(&notice, &reader("en"), &HEAD, None), Err(ComposeError::NoToken));
}
