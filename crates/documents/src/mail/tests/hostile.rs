//! Names that want to be more than names, and readers of whom little is known.

use super::*;

fn about(name: &str) -> Notice {
    let mut notice = notice(NoticeKind::PaymentFailed, 1);
    notice.items[0].name = Name::parse(name).unwrap();
    notice
}

#[test]
fn names_are_escaped_in_pages_and_stand_as_they_are_in_texts() {
    let name = r#"<script>alert("1")</script> & 'co'"#;
    let mail = mail(&about(name), "en");
    assert!(mail.subject.contains(name), "{}", mail.subject);
    assert!(mail.text.contains(name), "{}", mail.text);
    assert!(!mail.html.contains("<script"), "{}", mail.html);
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;&#x2f;script&gt; &amp; &#x27;co&#x27;";
    assert!(mail.html.contains(escaped), "{}", mail.html);
}

#[test]
fn names_are_no_words_of_ours() {
    let mail = mail(&about("{ $date } {{ subject }} {% raw %}"), "fi");
    assert!(mail.subject.contains("{ $date } {{ subject }} {% raw %}"), "{}", mail.subject);
    assert!(mail.html.contains("{ $date } {{ subject }} {% raw %}"), "{}", mail.html);
}

#[test]
fn nothing_breaks_the_subject() {
    let breaking = "a\r\nBcc: everybody@example.com\u{85}\u{2028}\u{2029}\u{b}\u{202e}b";
    let head = Letterhead { provider: breaking, url: Some(breaking), seller: None };
    let reader = Reader {
        nichandle: breaking,
        first_name: Some(breaking),
        last_name: Some("\n"),
        organisation: Some(breaking),
        language: breaking,
    };
    // The names of services have no control characters, but they may have these.
    let notice = about("a\u{2028}\u{2029}Bcc: everybody@example.com\u{202e}b");
    let mail = compose(&notice, &reader, &head, None).unwrap();
    assert_eq!(
        mail.subject,
        "Payment failed: your service a  Bcc: everybody@example.comb has not been renewed"
    );
    for text in [&mail.subject, &mail.text, &mail.html] {
        let is_harmless =
            |c: char| c == '\n' || !c.is_control() && !"\u{2028}\u{2029}\u{202e}".contains(c);
        assert!(text.chars().all(is_harmless), "{text:?}");
        assert!(text.lines().all(|line| !line.starts_with("Bcc")), "{text}");
    }
    for (_, _, mail) in mails() {
        assert!(!mail.subject.contains(char::is_control), "{:?}", mail.subject);
    }
}

#[test]
fn long_names_are_whole_in_the_list_and_short_in_the_subject() {
    let name = "x".repeat(255);
    for language in Language::ALL {
        let mail = mail(&about(&name), language.tag());
        assert!(mail.subject.chars().count() < 120, "{}", mail.subject);
        assert!(mail.text.contains(&name) && mail.html.contains(&name));
        let others = mail.text.lines().filter(|line| !line.contains(&name));
        assert!(others.clone().all(|line| line.chars().count() <= 76), "{}", mail.text);
    }
}

#[test]
fn only_addresses_of_the_web_become_links() {
    let notice = about("example.fi");
    let page = |url| {
        let head = Letterhead { url, ..HEAD };
        let Mail { text, html, .. } = compose(&notice, &reader("en"), &head, None).unwrap();
        (text, html)
    };
    let (text, html) = page(Some("https://manager.example/?a=\"b\"&c=<d>"));
    assert!(text.contains("Manage your services\nhttps://manager.example/?a=\"b\"&c=<d>\n"));
    assert!(html.contains(
        r#"href="https:&#x2f;&#x2f;manager.example&#x2f;?a=&quot;b&quot;&amp;c=&lt;d&gt;""#
    ));
    let (text, html) = page(Some("javascript:alert(1)"));
    assert!(text.contains("Manage your services\njavascript:alert(1)\n"));
    assert!(!html.contains("href"), "{html}");
    let (text, html) = page(None);
    assert!(!text.contains("Manage") && !html.contains("Manage"), "{text}");
}

#[test]
fn readers_are_addressed_by_what_is_known_of_them() {
    let notice = about("example.fi");
    let known = |first_name, last_name, organisation| {
        let reader = Reader { first_name, last_name, organisation, ..reader("fr_CA") };
        let mail = compose(&notice, &reader, &HEAD, None).unwrap();
        mail.text.lines().next().unwrap().to_owned()
    };
    assert_eq!(known(Some("Anna"), Some("Virtanen"), Some("Oy")), "Bonjour Anna Virtanen,");
    assert_eq!(known(None, Some("Virtanen"), None), "Bonjour Virtanen,");
    assert_eq!(known(Some(" "), None, Some("Verne & Cie")), "Bonjour Verne & Cie,");
    assert_eq!(known(None, None, None), "Bonjour ab12345-ovh,");
}

#[test]
fn a_notice_about_nothing_is_no_mail() {
    let notice = Notice { items: vec![], ..about("example.fi") };
    assert_eq!(compose(&notice, &reader("en"), &HEAD, None), Err(ComposeError::NoServices));
}

#[test]
fn a_notice_that_wants_a_confirmation_has_its_token() {
    let asked = notice(NoticeKind::TerminationAsked, 1);
    assert_eq!(compose(&asked, &reader("en"), &HEAD, None), Err(ComposeError::NoToken));
}
