//! The seller in a letter: how to reach them, and their colour.

use std::sync::Arc;

use super::*;
use crate::look::{Colour, Look};
use crate::paper::tests::seller;

#[test]
fn a_letter_says_where_the_seller_is_and_has_their_colour() {
    let mut seller = seller();
    seller.phone = Some("+358 9 123 4567".to_owned());
    seller.look = Arc::new(Look::default().with_colour(Colour::parse("#0b6b57").unwrap()));
    let head = Letterhead { seller: Some(&seller), ..HEAD };
    let notice = notice(NoticeKind::ExpiryAhead, 1);
    let mail = compose(&notice, &reader("fi_FI"), &head, None).unwrap();
    let lines = "Perennial Hosting\nKalevankatu 12 B, 00100 Helsinki, FI\nbilling@hosting.example · +358 9 123 4567\n";
    assert!(mail.text.contains(lines), "{}", mail.text);
    assert!(mail.html.contains("Helsinki, FI<br>billing@hosting.example"), "{}", mail.html);
    assert!(mail.html.contains("background-color: #0b6b57; color: #ffffff"), "{}", mail.html);
    let plain = compose(&notice, &reader("fi_FI"), &HEAD, None).unwrap();
    assert!(!plain.text.contains("Helsinki") && plain.html.contains("#2563c4"));
}
