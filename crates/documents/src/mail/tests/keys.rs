//! The messages: each language has those that mails are made of, and no others.

use std::collections::BTreeSet;

use super::*;
use crate::mail::content::Script;

/// The keys of the messages of a language, as they stand in its file.
fn keys(language: Language) -> BTreeSet<&'static str> {
    let lines = language.mail_messages().lines();
    let messages = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.map(|line| line.split_once(" = ").unwrap().0).collect()
}

/// The keys that mails are made of.
fn used() -> BTreeSet<&'static str> {
    let always = ["hello", "advice", "account", "expiry-note"];
    let labels = [
        "service-label",
        "plan-label",
        "display-name-label",
        "order-label",
        "bill-label",
        "reason-label",
        "refunded-to-label",
        "refunded-to",
        "means-label",
        "means",
        "request-label",
        "token-label",
        "contact-label",
        "from-label",
        "to-label",
        "contact-admin",
        "contact-billing",
        "contact-tech",
        "method-label",
        "last-day-label",
        "balance-label",
        "threshold-label",
        "papers-label",
        "archive-label",
    ];
    let mut used: BTreeSet<_> = always.into_iter().chain(labels).collect();
    for script in NoticeKind::ALL.map(Script::of) {
        used.extend([script.subject, script.opening, script.expiry, script.event, script.gross]);
        used.extend([script.place, script.net]);
        used.extend(script.advice);
    }
    used
}

#[test]
fn every_language_has_the_messages_that_are_used_and_no_others() {
    for language in Language::ALL {
        assert_eq!(keys(language), used(), "{language:?}");
    }
}

#[test]
fn every_language_has_all_cases_of_a_message() {
    for language in Language::ALL {
        // A message that chooses has an answer for one service and for several.
        let (one, other) = ("[one]", "*[other]");
        let chosen = |text: &str| language.mail_messages().matches(text).count();
        assert_eq!(chosen(one), chosen("$count ->"), "{language:?}");
        assert_eq!(chosen(other), chosen(" ->"), "{language:?}");
    }
}

#[test]
fn every_mail_can_be_composed_and_says_what_it_should() {
    for (notice, language, mail) in mails() {
        let context = format!("{language:?} {notice:?}\n{}", mail.text);
        assert!(mail.html.starts_with("<!doctype html>"), "{context}");
        assert!(mail.html.contains(&format!("<html lang=\"{}\"", language.tag())), "{context}");
        for text in [&mail.subject, &mail.text, &mail.html] {
            assert!(!text.contains("{$") && !text.contains("{ $"), "{context}");
            assert!(!text.contains('\u{2068}'), "a mark of direction: {context}");
        }
        for item in &notice.items {
            let dates = [Some(item.expires_on), item.on].into_iter().flatten();
            let dates = dates.map(|date| print::date(date, language));
            let amounts = [item.amount, notice.amount].into_iter().flatten();
            let amounts = amounts.map(|amount| print::amount(amount, language));
            let ids = notice.order.map(|id| id.to_string());
            let facts = [item.service.to_string(), item.name.to_string()];
            for fact in facts.into_iter().chain(dates).chain(amounts).chain(ids) {
                assert!(mail.text.contains(&fact), "no {fact} in the text: {context}");
                assert!(mail.html.contains(&fact), "no {fact} in the page: {context}");
            }
        }
    }
}

#[test]
fn the_text_fits_a_terminal() {
    for (_, _, mail) in mails() {
        for line in mail.text.lines() {
            // An address is never broken.
            assert!(
                line.chars().count() <= 76 || line.starts_with("https://"),
                "{line}\n{}",
                mail.text
            );
            assert_eq!(line.trim_end(), line, "{}", mail.text);
        }
        assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
        assert!(mail.text.ends_with(".\n"), "{}", mail.text);
    }
}

#[test]
fn french_signs_stand_after_spaces_that_do_not_break() {
    let is_french = |language| language == Language::French;
    for (_, _, mail) in mails().filter(|(_, language, _)| is_french(*language)) {
        // The signs of an address have no space, of course.
        let lines = mail.text.lines().filter(|line| !line.starts_with("https:"));
        let text = lines.collect::<Vec<_>>().join("\n");
        let pairs = text.chars().zip(text.chars().skip(1));
        for (space, _) in pairs.filter(|(_, sign)| ":;!?".contains(*sign)) {
            assert_eq!(space, '\u{a0}', "{text}");
        }
        for wrong in ["n° ", "N° ", "'"] {
            assert!(!text.contains(wrong), "`{wrong}`: {text}");
        }
    }
}
