//! Documents as they are read.

use expect_test::{Expect, expect, expect_file};

use super::*;

/// What stands on a document, line by line; spaces that do not break are written `_`.
fn read(document: &Document) -> String {
    let Sheet {
        title,
        status,
        seller,
        customer,
        facts,
        head,
        rows,
        totals,
        gross,
        notes,
        foot,
        ..
    } = sheet(document);
    let mut lines = vec![title, format!("[{}] {}", status.label, status.text)];
    for block in [seller, customer] {
        let text = [vec![block.label, block.name], block.lines].concat();
        lines.push(text.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / "));
    }
    lines.extend(facts.into_iter().map(|fact| format!("{}: {}", fact.label, fact.value)));
    lines.push([head.item, head.quantity, head.unit_price, head.tax_rate, head.net].join(" | "));
    lines.extend(rows.into_iter().map(|row| {
        let item = [vec![row.name], row.details].concat().join(" / ");
        [item, row.quantity, row.unit_price, row.tax_rate, row.net].join(" | ")
    }));
    let sums = totals.into_iter().chain([gross]);
    lines.extend(sums.map(|fact| format!("{}: {}", fact.label, fact.value)));
    lines.extend(notes);
    lines.push(foot);
    lines.join("\n").replace(['\u{a0}', '\u{202f}'], "_") + "\n"
}

fn check(document: &Document, expected: &Expect) {
    expected.assert_eq(&read(document));
}

#[test]
fn an_order_to_pay() {
    check(
        &order_paper(&guide(), "en_GB"),
        &expect![[r#"
            Order 7091314438
            [Not paid] €45.44 can be paid until 24_November 2026, 14:00. After that the order is cancelled by itself, and nothing is owed.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / VAT number_FI12345671 / Register number_1234567-1 / billing@hosting.example / https://hosting.example
            Ordered by / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / VAT number_FR40303265045
            Order number: 7091314438
            Date of order: 23_November 2026
            Account: ab12345-ovh
            Service | Quantity | Unit price | VAT | Net amount
            example-hosting.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €35.88 | 20% | €35.88
            example.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €1.99 | 20% | €1.99
            Total without VAT: €37.87
            VAT 20% of €37.87: €7.57
            To pay, VAT included: €45.44
            This is an order, not a bill. The bill is issued once the order is paid.
            Perennial Hosting · VAT number_FI12345671 · Register number_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
}

#[test]
fn a_bill_in_each_language() {
    check(
        &paid_bill(guide(), card(), "en_GB"),
        &expect![[r#"
            Bill FR00000042
            [Paid] €45.44 was paid on 23_November 2026 by card. Nothing more is to be paid.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / VAT number_FI12345671 / Register number_1234567-1 / billing@hosting.example / https://hosting.example
            Billed to / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / VAT number_FR40303265045
            Bill number: FR00000042
            Date of issue: 23_November 2026
            Order number: 7091314438
            Account: ab12345-ovh
            Payment reference: sandbox-9
            Service | Quantity | Unit price | VAT | Net amount
            example-hosting.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €35.88 | 20% | €35.88
            example.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €1.99 | 20% | €1.99
            Total without VAT: €37.87
            VAT 20% of €37.87: €7.57
            Total, VAT included: €45.44
            Perennial Hosting · VAT number_FI12345671 · Register number_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
    check(
        &paid_bill(guide(), Means::Prepaid, "fi_FI"),
        &expect![[r#"
            Lasku FR00000042
            [Maksettu] 45,44_€ on maksettu 23.11.2026 ennakkotililtä. Maksettavaa ei ole jäljellä.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / ALV-tunniste_FI12345671 / Rekisterinumero_1234567-1 / billing@hosting.example / https://hosting.example
            Laskun saaja / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / ALV-tunniste_FR40303265045
            Laskun numero: FR00000042
            Laskun päiväys: 23.11.2026
            Tilausnumero: 7091314438
            Asiakastili: ab12345-ovh
            Maksun viite: sandbox-9
            Palvelu | Määrä | Yksikköhinta | ALV | Veroton hinta
            example-hosting.ovh / Hosting Perso 2014 / 1 vuosi: 15.1.2027 – 14.1.2028 | 1 | 35,88_€ | 20_% | 35,88_€
            example.ovh / Hosting Perso 2014 / 1 vuosi: 15.1.2027 – 14.1.2028 | 1 | 1,99_€ | 20_% | 1,99_€
            Veroton yhteensä: 37,87_€
            ALV 20_%, veron peruste 37,87_€: 7,57_€
            Yhteensä (sis. ALV): 45,44_€
            Perennial Hosting · ALV-tunniste_FI12345671 · Rekisterinumero_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
    let paypal = Means::Method(PaymentMethodId::try_new(1).unwrap(), MethodKind::Paypal);
    check(
        &paid_bill(guide(), paypal, "fr_FR"),
        &expect![[r#"
            Facture FR00000042
            [Payée] 45,44_€ payés le 23_novembre 2026 par PayPal. Plus rien n’est à payer.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / N°_de TVA_FI12345671 / N°_d’immatriculation_1234567-1 / billing@hosting.example / https://hosting.example
            Facturé à / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / N°_de TVA_FR40303265045
            N°_de facture: FR00000042
            Date d’émission: 23_novembre 2026
            N°_de commande: 7091314438
            Compte client: ab12345-ovh
            Référence du paiement: sandbox-9
            Service | Quantité | Prix unitaire | TVA | Montant HT
            example-hosting.ovh / Hosting Perso 2014 / 1 an_: du 15_janvier 2027 au 14_janvier 2028 | 1 | 35,88_€ | 20_% | 35,88_€
            example.ovh / Hosting Perso 2014 / 1 an_: du 15_janvier 2027 au 14_janvier 2028 | 1 | 1,99_€ | 20_% | 1,99_€
            Total HT: 37,87_€
            TVA 20_% sur 37,87_€: 7,57_€
            Total TTC: 45,44_€
            Perennial Hosting · N°_de TVA_FI12345671 · N°_d’immatriculation_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
}

#[test]
fn several_rates_fees_and_months() {
    let mut lines = vec![
        line("vps112233.ovh.net", "13.30", Some("P1M"), "25.5"),
        line("vps112233.ovh.net", "39.90", Some("P3M"), "25.5"),
        line("example.fi", "1234.00", Some("P2Y"), "0"),
        line("restored.example", "40.00", None, "10"),
    ];
    lines[0].quantity = Quantity::try_new(3).unwrap();
    lines[0].unit_price = eur("4.43333");
    check(
        &order_paper(&order(lines), "en_GB"),
        &expect![[r#"
            Order 7091314438
            [Not paid] €1,344.77 can be paid until 24_November 2026, 14:00. After that the order is cancelled by itself, and nothing is owed.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / VAT number_FI12345671 / Register number_1234567-1 / billing@hosting.example / https://hosting.example
            Ordered by / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / VAT number_FR40303265045
            Order number: 7091314438
            Date of order: 23_November 2026
            Account: ab12345-ovh
            Service | Quantity | Unit price | VAT | Net amount
            vps112233.ovh.net / Hosting Perso 2014 / 1 month: 15_January 2027 to 14_February 2027 | 3 | €4.43333 | 25.5% | €13.30
            vps112233.ovh.net / Hosting Perso 2014 / 3 months: 15_January 2027 to 14_April 2027 | 1 | €39.90 | 25.5% | €39.90
            example.fi / Hosting Perso 2014 / 2 years: 15_January 2027 to 14_January 2029 | 1 | €1,234.00 | 0% | €1,234.00
            restored.example / Hosting Perso 2014 | 1 | €40.00 | 10% | €40.00
            Total without VAT: €1,327.20
            VAT 0% of €1,234.00: €0.00
            VAT 10% of €40.00: €4.00
            VAT 25.5% of €53.20: €13.57
            To pay, VAT included: €1,344.77
            This is an order, not a bill. The bill is issued once the order is paid.
            Perennial Hosting · VAT number_FI12345671 · Register number_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
}

/// The rate of a country says which one; what is not taxed says why, in the words of the law.
#[test]
fn the_ground_of_tax() {
    let tax = |ground: fn(CountryCode) -> TaxGround, country: &str, rate: &str| Tax {
        ground: ground(CountryCode::parse(country).unwrap()),
        rate: TaxRate::parse(rate).unwrap(),
    };
    let said = |language: &str| {
        let mut lines = vec![line("example.ovh", "1.99", Some("P1Y"), "0"); 4];
        lines[0].tax = tax(TaxGround::Country, "FI", "25.5");
        lines[1].tax = tax(TaxGround::ReverseCharge, "DE", "0");
        lines[2].tax = tax(TaxGround::Outside, "US", "0");
        lines[3].tax = tax(TaxGround::ReverseCharge, "SE", "0");
        let sheet = sheet(&paid_bill(order(lines), Means::Prepaid, language));
        let totals = sheet.totals.into_iter().map(|fact| format!("{}: {}", fact.label, fact.value));
        let said = totals.chain(sheet.notes).collect::<Vec<_>>().join("\n");
        said.replace(['\u{a0}', '\u{202f}'], "_") + "\n"
    };
    expect![[r#"
        Total without VAT: €7.96
        VAT 25.5% (FI) of €1.99: €0.51
        VAT 0% (DE) of €1.99: €0.00
        VAT 0% (SE) of €1.99: €0.00
        VAT 0% (US) of €1.99: €0.00
        Reverse charge: the customer is liable for the VAT (Article 196 of Directive 2006/112/EC).
        The supply is outside the scope of the VAT of the European Union (Articles 44 and 59 of Directive 2006/112/EC).
    "#]].assert_eq(&said("en_GB"));
    expect![[r#"
        Veroton yhteensä: 7,96_€
        ALV 25,5_% (FI), veron peruste 1,99_€: 0,51_€
        ALV 0_% (DE), veron peruste 1,99_€: 0,00_€
        ALV 0_% (SE), veron peruste 1,99_€: 0,00_€
        ALV 0_% (US), veron peruste 1,99_€: 0,00_€
        Käännetty verovelvollisuus: ostaja on verovelvollinen (direktiivin 2006/112/EY 196 artikla).
        Myynti ei kuulu Euroopan unionin arvonlisäveron soveltamisalaan (direktiivin 2006/112/EY 44 ja 59 artikla).
    "#]].assert_eq(&said("fi_FI"));
    expect![[r#"
        Total HT: 7,96_€
        TVA 25,5_% (FI) sur 1,99_€: 0,51_€
        TVA 0_% (DE) sur 1,99_€: 0,00_€
        TVA 0_% (SE) sur 1,99_€: 0,00_€
        TVA 0_% (US) sur 1,99_€: 0,00_€
        Autoliquidation : la TVA est due par le client (article 196 de la directive 2006/112/CE).
        Opération hors du champ de la TVA de l’Union européenne (articles 44 et 59 de la directive 2006/112/CE).
    "#]].assert_eq(&said("fr_FR"));
}

#[test]
fn a_customer_of_whom_little_is_known() {
    let mut account = account("de_DE");
    let profile = &mut account.profile;
    for name in [&mut profile.organisation, &mut profile.first_name, &mut profile.last_name] {
        *name = None;
    }
    for name in [&mut profile.address, &mut profile.zip, &mut profile.city, &mut profile.vat] {
        *name = None;
    }
    let seller = Seller::default();
    let state = OrderState::Cancelled {
        at: at("2026-11-24T12:00:00Z"),
        reason: CancelReason::NotPaidInTime,
    };
    let document =
        Document::of_order(&Order { state, ..guide() }, None, &account, &seller, &zone());
    check(
        &document,
        &expect![[r#"
        Order 7091314438
        [Cancelled] The order was cancelled. It can no longer be paid, and nothing is owed.
        Perennial
        Ordered by / ab12345-ovh / FR
        Order number: 7091314438
        Date of order: 23_November 2026
        Account: ab12345-ovh
        Service | Quantity | Unit price | VAT | Net amount
        example-hosting.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €35.88 | 20% | €35.88
        example.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €1.99 | 20% | €1.99
        Total without VAT: €37.87
        VAT 20% of €37.87: €7.57
        Total, VAT included: €45.44
        This is an order, not a bill. The bill is issued once the order is paid.
        Perennial
    "#]],
    );
}

#[test]
fn a_page_as_it_is_sent() {
    let page = paid_bill(guide(), card(), "en_GB")
        .to_page(&[(Form::Pdf, "pdf?a=1&b=2".to_owned())])
        .unwrap();
    expect_file!["./bill.html"].assert_eq(&page.html);
    expect!["default-src 'none'; style-src 'sha256-s53XYnVEJdwIRQcXD3QOyU5PJuATO0gr/OnlmNEIxEs='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"].assert_eq(&page.policy);
}

#[test]
fn a_credit_note_in_each_language() {
    check(
        &credit_note(card(), returned(), "en_GB"),
        &expect![[r#"
            Credit note CN-FR00000007
            [Given back] €14.39 was given back on 1_December 2026 to the card. The services of the bill stay as they are.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / VAT number_FI12345671 / Register number_1234567-1 / billing@hosting.example / https://hosting.example
            Credited to / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / VAT number_FR40303265045
            Credit note number: CN-FR00000007
            Date of issue: 1_December 2026
            Original bill: FR00000042
            Order number: 7091314438
            Account: ab12345-ovh
            Reason: Two days without service
            Payment reference: sandbox-10
            Service | Quantity | Unit price | VAT | Net amount
            example-hosting.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €10.00 | 20% | €10.00
            example.ovh / Hosting Perso 2014 / 1 year: 15_January 2027 to 14_January 2028 | 1 | €1.99 | 20% | €1.99
            Total without VAT: €11.99
            VAT 20% of €11.99: €2.40
            Total given back, VAT included: €14.39
            Perennial Hosting · VAT number_FI12345671 · Register number_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
    check(
        &credit_note(card(), PaymentState::Pending, "fi_FI"),
        &expect![[r#"
            Hyvityslasku CN-FR00000007
            [Palautus kesken] 14,39_€ on matkalla takaisin kortille. Laskun palvelut pysyvät ennallaan.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / ALV-tunniste_FI12345671 / Rekisterinumero_1234567-1 / billing@hosting.example / https://hosting.example
            Hyvityksen saaja / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / ALV-tunniste_FR40303265045
            Hyvityslaskun numero: CN-FR00000007
            Hyvityslaskun päiväys: 1.12.2026
            Hyvitettävä lasku: FR00000042
            Tilausnumero: 7091314438
            Asiakastili: ab12345-ovh
            Syy: Two days without service
            Palvelu | Määrä | Yksikköhinta | ALV | Veroton hinta
            example-hosting.ovh / Hosting Perso 2014 / 1 vuosi: 15.1.2027 – 14.1.2028 | 1 | 10,00_€ | 20_% | 10,00_€
            example.ovh / Hosting Perso 2014 / 1 vuosi: 15.1.2027 – 14.1.2028 | 1 | 1,99_€ | 20_% | 1,99_€
            Veroton yhteensä: 11,99_€
            ALV 20_%, veron peruste 11,99_€: 2,40_€
            Hyvitys yhteensä (sis. ALV): 14,39_€
            Perennial Hosting · ALV-tunniste_FI12345671 · Rekisterinumero_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
    let voided = PaymentState::Voided { at: at("2026-12-01T12:00:00Z") };
    check(
        &credit_note(card(), voided, "fr_FR"),
        &expect![[r#"
            Avoir CN-FR00000007
            [Remboursé] Le moyen de paiement a refusé le remboursement. 14,39_€ ont été portés au compte prépayé le 1er_décembre 2026. Les services de la facture restent inchangés.
            Perennial Hosting / Kalevankatu 12 B / 00100 Helsinki / FI / N°_de TVA_FI12345671 / N°_d’immatriculation_1234567-1 / billing@hosting.example / https://hosting.example
            Crédité à / Atelier Lefèvre SARL / Élodie Lefèvre / 8 rue des Écoles / 75005 Paris / FR / N°_de TVA_FR40303265045
            N°_d’avoir: CN-FR00000007
            Date d’émission: 1er_décembre 2026
            Facture d’origine: FR00000042
            N°_de commande: 7091314438
            Compte client: ab12345-ovh
            Motif: Two days without service
            Service | Quantité | Prix unitaire | TVA | Montant HT
            example-hosting.ovh / Hosting Perso 2014 / 1 an_: du 15_janvier 2027 au 14_janvier 2028 | 1 | 10,00_€ | 20_% | 10,00_€
            example.ovh / Hosting Perso 2014 / 1 an_: du 15_janvier 2027 au 14_janvier 2028 | 1 | 1,99_€ | 20_% | 1,99_€
            Total HT: 11,99_€
            TVA 20_% sur 11,99_€: 2,40_€
            Total crédité TTC: 14,39_€
            Perennial Hosting · N°_de TVA_FI12345671 · N°_d’immatriculation_1234567-1 · billing@hosting.example · https://hosting.example
        "#]],
    );
}
