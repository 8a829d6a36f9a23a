//! Documents to look at: `PAPER_SAMPLES=folder cargo test -p perennial-documents look` writes them there.

use super::*;

#[test]
fn look() {
    let Some(folder) = std::env::var_os("PAPER_SAMPLES").map(std::path::PathBuf::from) else {
        return;
    };
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
        ("bill_en", bill_paper(guide(), card(), "en_GB")),
        ("bill_fi", bill_paper(order(rates), Means::Prepaid, "fi_FI")),
        ("order_fr", order_paper(&guide(), "fr_FR")),
        ("many_en", bill_paper(order(many(60).collect()), Means::Prepaid, "en_GB")),
    ];
    for (name, document) in documents {
        let page = document.to_page(Some("pdf")).unwrap().html;
        std::fs::write(folder.join(name).with_extension("html"), page).unwrap();
    }
}
