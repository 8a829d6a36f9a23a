//! Texts that were written to do harm, and documents that are very long.

use super::*;

#[test]
fn texts_from_outside_are_text() {
    let evil = "<script>alert(1)</script>\"'&{{ 7 * 7 }}\u{202e}gpj";
    let mut account = account("en_GB");
    let profile = &mut account.profile;
    for text in
        [&mut profile.organisation, &mut profile.address, &mut profile.city, &mut profile.vat]
    {
        *text = Some(name(evil));
    }
    let mut order = guide();
    order.terms.lines[0].name = name(evil);
    order.terms.lines[0].description = name(evil);
    let mut seller = seller();
    seller.identity.name = name(evil);
    seller.identity.street = vec![name(evil)];
    let document = Document::of_order(&order, None, &account, &seller, &zone());
    let page = document.to_page(&[(Form::Pdf, "x\"><script>".to_owned())]).unwrap().html;
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains('\u{202e}') && page.contains("{{ 7 * 7 }}"), "{page}");
    assert_eq!(page.matches("&lt;script&gt;alert").count(), 9 + 1, "{page}");
}

#[test]
fn five_thousand_lines_are_a_document_too() {
    let lines = (0..5000).map(|_| line("vps112233.ovh.net", "1.99", Some("P1M"), "20")).collect();
    let page = order_paper(&order(lines), "fi_FI").to_page(&[]).unwrap().html;
    assert_eq!(page.matches("<tr>").count(), 5001);
}
