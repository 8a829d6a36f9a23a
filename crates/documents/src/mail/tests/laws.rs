//! What holds for every mail: each kind in each language, with each fact there or missing, whatever names are like.

use std::collections::BTreeSet;

use super::super::language::Language;
use super::super::{language, wrap};
use super::*;

const LANGUAGES: [&str; 3] = ["en_GB", "fi_FI", "fr_FR"];

/// Every kind of notice, with each fact that may be missing there or not: for one service, for several with the same
/// days, for several with different ones, and for more than are listed.
fn all_notices() -> Vec<Notice> {
    let method = |kind| Means::Method(PaymentMethodId::try_new(5001).unwrap(), kind);
    let mut means: Vec<_> = MethodKind::ALL.map(|kind| Some(method(kind))).to_vec();
    means.extend([Some(Means::Prepaid), Some(Means::Fidelity), None]);
    let mut all = Vec::new();
    for kind in NoticeKind::ALL {
        for bits in 0..64_u8 {
            let has = |bit: u8| bits & (1 << bit) != 0;
            let counts: &[usize] = if bits == 63 { &[1, 2, 3, 150] } else { &[1, 2, 3] };
            for &count in counts {
                let mut notice = notice(kind);
                let known = notice.items[1].clone();
                notice.order = has(0).then(|| OrderId::try_new(7).unwrap());
                notice.amount = has(1).then(|| eur("1234.50"));
                notice.means = means[usize::from(bits) % means.len()];
                notice.items = vec![known; count];
                for (index, item) in notice.items.iter_mut().enumerate() {
                    let apart = u16::try_from(index).unwrap();
                    let days = if count == 3 { apart } else { 0 };
                    let day = perennial_core::calendar::days_after(date(2026, 12, 31), days);
                    item.on = has(2).then_some(day);
                    item.expires_on = day;
                    item.amount = has(3).then(|| eur("35.88"));
                    item.display_name = item.display_name.take().filter(|_| has(4));
                    item.plan_name = item.plan_name.take().filter(|_| has(5));
                }
                all.push(notice);
            }
        }
    }
    all
}

fn readers(language: &str) -> [Reader<'_>; 3] {
    let alice = reader(language);
    let company =
        Reader { first_name: None, last_name: None, organisation: Some("Esimerkki Oy"), ..alice };
    [alice, company, Reader { organisation: None, ..company }]
}

#[test]
fn every_notice_can_be_said_in_every_language() {
    for notice in all_notices() {
        for language in LANGUAGES {
            let readers = readers(language).into_iter().enumerate();
            for (index, reader) in readers.take(if notice.items.len() == 1 { 3 } else { 1 }) {
                let url = LETTERHEAD.url.filter(|_| index > 0);
                let mail = compose(&notice, &reader, &Letterhead { url, ..LETTERHEAD }).unwrap();
                for part in [&mail.subject, &mail.text] {
                    let holes = ["{", "}", "none", "undefined", "()"];
                    assert!(
                        !part.is_empty() && holes.iter().all(|hole| !part.contains(hole)),
                        "{part}"
                    );
                }
                let holes = ["{{", "{%", "undefined", ">none"];
                assert!(holes.iter().all(|hole| !mail.html.contains(hole)), "{}", mail.html);
                let is_short = |line: &str| line.chars().count() <= wrap::COLUMNS;
                assert!(mail.text.lines().all(is_short), "{}", mail.text);
                assert!(
                    !mail.text.contains("\n\n\n") && !mail.text.contains(" \n"),
                    "{}",
                    mail.text
                );
            }
        }
    }
}

#[test]
fn what_is_asked_for_is_said_with_its_day_and_its_place() {
    for (language, day) in
        LANGUAGES.into_iter().zip(["15\u{a0}January 2027", "15.1.2027", "15\u{a0}janvier 2027"])
    {
        for kind in [NoticeKind::ExpiryAhead, NoticeKind::PaymentFailed, NoticeKind::NotRenewable] {
            let mail = mail(&single(kind), language);
            let (_, after_table) = mail.text.split_once("Domain .ovh\n").unwrap();
            assert!(after_table.replace('\n', " ").contains(day), "{}", mail.text);
            for part in [&mail.text, &mail.html] {
                assert!(
                    part.contains("https:&#x2f;&#x2f;renew.example.com")
                        || part.contains("https://renew.example.com")
                );
                assert!(part.contains("mypersonaldomain.ovh"));
            }
        }
    }
}

/// The keys of a file of sentences.
fn keys(language: Language) -> BTreeSet<String> {
    let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    let lines = language.source().lines().filter(is_key);
    lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

#[test]
fn sentences_are_there_in_every_language_and_all_are_used() {
    for notice in all_notices() {
        mail(&notice, "en");
    }
    let mut points = notice(NoticeKind::Renewed);
    points.amount = Some(Money::parse("4544", Currency::Points).unwrap());
    mail(&points, "en");
    let used = language::said();
    for language in Language::ALL {
        assert_eq!(keys(language), used, "{language:?}");
    }
}

#[test]
fn languages_fall_back_to_their_own_and_then_to_english() {
    for (tag, language) in [
        ("fi_FI", Language::Finnish),
        ("fi", Language::Finnish),
        ("FI-fi", Language::Finnish),
        ("fr_CA", Language::French),
        ("fr_FR.UTF-8", Language::French),
        ("en_US", Language::English),
        ("sv_FI", Language::English),
        ("fil_PH", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(Language::of(tag), language, "{tag}");
    }
}

#[test]
fn french_has_its_spaces() {
    let sentences = Language::French.source();
    for wrong in [" :\n", " : ", "« ", " »", " ?", " !", "'"] {
        assert!(!sentences.contains(wrong), "{wrong:?}");
    }
    for language in Language::ALL {
        let sentences = language.source();
        let sentences = sentences.lines().filter(|line| !line.starts_with('#'));
        assert!(sentences.clone().all(|line| !line.contains('!')), "{language:?} shouts");
    }
}

#[test]
fn names_cannot_become_html() {
    let hostile = "<script>alert(1)</script>\"'&<img src=x onerror=y>";
    let mut notice = notice(NoticeKind::Renewed);
    notice.items[0].name = name(hostile);
    notice.items[1].display_name = Some(name(hostile));
    notice.items[1].plan_name = Some(name(hostile));
    let reader = Reader {
        nichandle: hostile,
        first_name: Some(hostile),
        last_name: None,
        organisation: Some(hostile),
        language: "fr_FR",
    };
    let company = Reader { first_name: None, ..reader };
    let letterhead = Letterhead { provider: hostile, url: Some("https://a.example/\"><script>") };
    for reader in [reader, company] {
        let html = compose(&notice, &reader, &letterhead).unwrap().html;
        let markup = ["<script", "<img", "onerror=y>", "example/\">"];
        assert!(markup.iter().all(|markup| !html.contains(markup)), "{html}");
        assert!(html.contains("&lt;script&gt;"));
    }
}

#[test]
fn a_place_that_is_not_of_the_web_is_not_linked() {
    let letterhead = Letterhead { url: Some("javascript:alert(1)"), ..LETTERHEAD };
    let mail = compose(&notice(NoticeKind::Deleted), &reader("en"), &letterhead).unwrap();
    assert!(!mail.html.contains("javascript") && !mail.text.contains("javascript"));
}

#[test]
fn a_subject_is_one_line_whatever_is_in_it() {
    // Names have no control characters, so these are the only lines that can be in them.
    for kind in NoticeKind::ALL {
        let mut notice = single(kind);
        notice.items[0].name = name("a\u{2028}Bcc: b@example.com\u{2029}c\u{202e}d");
        for language in LANGUAGES {
            let subject = mail(&notice, language).subject;
            assert!(subject.contains("a Bcc: b@example.com cd"), "{subject}");
            let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            assert!(!subject.contains(breaks), "{subject:?}");
        }
    }
    let letterhead = Letterhead { provider: "Example\r\nBcc: b@example.com", url: None };
    let mail = compose(&notice(NoticeKind::Renewed), &reader("en"), &letterhead).unwrap();
    assert!(mail.text.contains("\nExample Bcc: b@example.com\n"), "{}", mail.text);
}

#[test]
fn a_long_list_is_cut() {
    let mut notice = single(NoticeKind::Deleted);
    notice.items = vec![notice.items[0].clone(); 150];
    let mail = mail(&notice, "en");
    assert_eq!(mail.text.matches("\n* ").count(), 100);
    assert!(mail.text.contains("\nand 50 more\n"));
    assert!(mail.subject.starts_with("150 services"));
}

#[test]
fn a_notice_about_nothing_is_no_mail() {
    let notice = Notice { items: vec![], ..notice(NoticeKind::Deleted) };
    let error = compose(&notice, &reader("en"), &LETTERHEAD).unwrap_err();
    assert_eq!(error.to_string(), "a notice cannot be put into words: it is about no service");
}
