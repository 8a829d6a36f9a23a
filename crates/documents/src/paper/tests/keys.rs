//! The messages: each language has those that documents are made of, and no others.

use std::collections::BTreeSet;

use super::*;
use crate::language::Language;

/// The keys of the messages of a language, as they stand in its file.
fn keys(language: Language) -> BTreeSet<&'static str> {
    let lines = language.paper_messages().lines();
    let messages = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.map(|line| line.split_once(" = ").unwrap().0).collect()
}

/// The keys that stand in the program, as they are written there.
fn used() -> BTreeSet<&'static str> {
    let sources = [
        include_str!("../page.rs"),
        include_str!("../sheet.rs"),
        include_str!("../sheet/parties.rs"),
        include_str!("../sheet/rows.rs"),
    ];
    let literals = sources.into_iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let is_file = |key: &str| key.contains('.');
    literals.filter(|text| text.starts_with("paper-") && !is_file(text)).collect()
}

#[test]
fn every_language_has_the_messages_that_are_used_and_no_others() {
    for language in Language::ALL {
        assert_eq!(keys(language), used(), "{language:?}");
    }
}

#[test]
fn every_document_can_be_written_and_says_what_it_should() {
    for (tag, document) in
        LANGUAGES.iter().flat_map(|tag| documents(tag).into_iter().map(move |d| (tag, d)))
    {
        let page = document.to_page(&[]).unwrap().html;
        let context = format!("{tag} {document:?}\n{page}");
        assert!(
            page.contains(&format!("<html lang=\"{}\"", tag.split('_').next().unwrap())),
            "{context}"
        );
        assert!(!page.contains("{$") && !page.contains("{ $"), "{context}");
        assert!(!page.contains('\u{2068}'), "a mark of direction: {context}");
        assert!(!page.contains("<script") && !page.contains("style="), "{context}");
        let language = Language::of(tag);
        let totals = &document.totals;
        for amount in [totals.net, totals.tax, totals.gross] {
            assert!(page.contains(&crate::print::amount(amount, language)), "{amount}: {context}");
        }
        assert!(page.contains(&document.order.to_string()), "{context}");
    }
}

#[test]
fn a_closed_document_is_said_in_each_language() {
    for tag in LANGUAGES {
        for reason in [Closed::Unknown, Closed::Throttled, Closed::Trouble] {
            let page = Page::closed(reason, tag).unwrap().html;
            let (_, body) = page.split_once("</style>").unwrap();
            assert!(body.contains("<h1>") && !body.contains("{"), "{body}");
        }
    }
    assert!(Page::closed(Closed::Unknown, "fr").unwrap().html.contains("ne peut pas"));
}
