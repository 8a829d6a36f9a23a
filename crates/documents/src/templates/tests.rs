//! Templates of an operator: what is taken, and what is refused with its place.

use super::*;

fn refused(name: &str, text: &str) -> String {
    let mut templates = Templates::default();
    let error = templates.replace(name, text.to_owned()).unwrap_err();
    assert_eq!(templates, Templates::default(), "a bad one changes nothing");
    error.to_string()
}

#[test]
fn what_is_built_in_can_be_put_in_its_own_place() {
    let mut templates = Templates::default();
    for (name, text) in ALL {
        templates.replace(name, (*text).to_owned()).unwrap();
        assert_eq!(templates.text(name), *text);
    }
    assert_eq!(templates.replaced().count(), ALL.len());
}

#[test]
fn a_bad_template_is_refused_with_its_place() {
    assert_eq!(
        refused("paper.html", "<p>\n{{ sheet.title }}\n{{ sheet.colour_of_the_sky }}"),
        "paper.html, line 3: it names something that there is not; `perennial templates` writes out the template that \
         is built in, where everything that there is can be seen"
    );
    let text = refused("mail.txt", "{{ hello }}\n{% for one in services %}");
    assert!(text.starts_with("mail.txt, line 2: syntax error: "), "{text}");
    let text = refused("mail.html", "{{ hello | shout }}");
    assert!(text.starts_with("mail.html, line 1: unknown filter: "), "{text}");
    let text = refused("form.html", "a\n\n{{ forms }}");
    assert!(text.starts_with("form.html, line 3: it names something"), "{text}");
    let text = refused("closed.html", "{{ sheet }}");
    assert!(text.starts_with("closed.html, line 1: it names something"), "{text}");
    assert_eq!(
        refused("paper.css", "p {}\n</style>"),
        "paper.css, line 2: `</` ends the style of the page; leave it out"
    );
    assert!(
        refused("bill.html", "").starts_with("bill.html: there is no such template; there are ")
    );
    let text = refused("paper.css", &" ".repeat(TEMPLATE_BYTES_MAX + 1));
    assert_eq!(text, "paper.css: the file has 262145 bytes; at most 262144 are allowed");
}
