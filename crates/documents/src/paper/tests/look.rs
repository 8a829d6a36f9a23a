//! Documents to look at: after the tests they are in the folder `target/paper`.

use std::path::Path;

use super::*;
use crate::einvoice::tests::every_kind;
use crate::look::{Colour, Logo, Look, Texts};

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
    let documents = documents.map(|(name, document)| (name.to_owned(), document));
    let own =
        documents.clone().map(|(name, document)| (format!("own_{name}"), in_own_look(document)));
    for (name, document) in documents.into_iter().chain(own) {
        let page = document.to_page(&[(Form::Pdf, "pdf".to_owned())]).unwrap().html;
        std::fs::write(folder.join(&name).with_extension("html"), page).unwrap();
        let pdf = document.to_pdf().unwrap();
        std::fs::write(folder.join(&name).with_extension("pdf"), pdf).unwrap();
    }
}

/// The document as a seller with a logo, a colour and words of their own has it.
fn in_own_look(mut document: Document) -> Document {
    let logo = include_str!("logo.svg").as_bytes().to_vec();
    let words = |before: &str, after: &str| Texts {
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    };
    let look = Look::default()
        .with_logo(Logo::read(logo).unwrap())
        .with_colour(Colour::parse("#0b6b57").unwrap())
        .with_texts("en", words("Thank you for staying with us.", "We answer on working days."))
        .unwrap()
        .with_texts("fi", words("Kiitos, että olet asiakkaamme.", "Vastaamme arkisin."))
        .unwrap()
        .with_texts("fr", words("Merci de votre confiance.", "Nous répondons les jours ouvrés."))
        .unwrap();
    document.seller.look = std::sync::Arc::new(look);
    document.seller.iban = Some("FI2112345600000785".to_owned());
    document.seller.bic = Some("NDEAFIHH".to_owned());
    document.seller.phone = Some("+358 9 123 4567".to_owned());
    document
}

/// Bills and credit notes of every kind for validators, in `target/paper/einvoice`: as PDF, and in three forms of XML.
#[test]
fn for_validators() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/paper/einvoice"));
    // What an earlier run left there is not to be validated.
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).unwrap();
    for (name, document) in every_kind() {
        let invoice = document.to_einvoice().unwrap().unwrap();
        let write = |kind: &str, bytes: &[u8]| {
            std::fs::write(folder.join(format!("{name}.{kind}")), bytes).unwrap();
        };
        let document = if name.starts_with("one_rate") { in_own_look(document) } else { document };
        write("pdf", &document.to_pdf().unwrap());
        write("cii.xml", invoice.to_cii().as_bytes());
        write("ubl.xml", invoice.to_ubl().as_bytes());
        write("finvoice.xml", invoice.to_finvoice().unwrap().as_bytes());
    }
}
