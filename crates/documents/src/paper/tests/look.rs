//! Documents to look at: after the tests they are in the folder `target/paper`.

use std::path::Path;

use super::*;

#[test]
fn look() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/paper"));
    std::fs::create_dir_all(folder).unwrap();
    let rates = vec![
        line("vps112233.ovh.net", "13.30", Some("P1M"), "25.5"),
        line(
            "a-rather-long-name-of-a-service.with-many-labels.hosting.example",
            "1234.00",
            Some("P2Y"),
            "0",
        ),
        line("restored.example", "40.00", None, "10"),
    ];
    let many = |count: i64| {
        (0..count).map(|n| line(&format!("vps{n}.example"), "13.30", Some("P3M"), "20"))
    };
    let documents = [
        ("bill_en", paid_bill(guide(), card(), "en_GB")),
        ("bill_fi", paid_bill(order(rates), Means::Prepaid, "fi_FI")),
        ("credit_note_en", credit_note(card(), returned(), "en_GB")),
        ("credit_note_fi", credit_note(card(), PaymentState::Pending, "fi_FI")),
        (
            "credit_note_fr",
            credit_note(card(), PaymentState::Voided { at: at("2026-12-01T12:00:00Z") }, "fr_FR"),
        ),
        ("order_fr", order_paper(&guide(), "fr_FR")),
        ("many_en", paid_bill(order(many(60).collect()), Means::Prepaid, "en_GB")),
    ];
    for (name, document) in documents {
        let page = document.to_page(Some("pdf")).unwrap().html;
        std::fs::write(folder.join(name).with_extension("html"), page).unwrap();
        let pdf = document.to_pdf().unwrap();
        std::fs::write(folder.join(name).with_extension("pdf"), pdf).unwrap();
    }
}
