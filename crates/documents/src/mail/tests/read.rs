//! Whole mails, to be read.

use expect_test::{Expect, expect, expect_file};

use super::*;

pub(super) fn check(mail: &Mail, expected: &Expect) {
    // A space at which no line is broken looks like any other: here it is seen.
    let shown = format!("Subject: {}\n\n{}", mail.subject, mail.text);
    expected.assert_eq(&shown.replace('\u{a0}', "·").replace('\u{202f}', "˙"));
}

#[test]
fn a_renewal_ahead_in_english() {
    check(
        &mail(&notice(NoticeKind::RenewalAhead, 3), "en_GB"),
        &expect![[r#"
            Subject: 3 of your services will be renewed on 1·January 2027

            Hello Anna Virtanen,

            3 of your services will be renewed automatically. The payment will be
            debited on 1·January 2027.

              vps112233.ovh.net
                Service number     12345
                Display name       Club
                Plan               VPS SSD 1
                Expiry date        15·January 2027
                Debit date         1·January 2027
                Price without tax  €37.87

              example.fi
                Service number     678
                Display name       Club
                Plan               VPS SSD 1
                Expiry date        15·January 2027
                Debit date         1·January 2027
                Price without tax  €8.00

              cloud-web-2.hosting.example
                Service number     9007199
                Display name       Club
                Plan               VPS SSD 1
                Expiry date        15·January 2027
                Debit date         1·January 2027
                Price without tax  €1,234.50

            The expiry date is the first day that is no longer paid for.

            What you can do

            - If you want to keep them, you do not need to do anything. Please just make
              sure that your payment method is valid.
            - If you do not want them to be renewed, change their renewal settings
              before 1·January 2027.

            Manage your services
            https://manager.example/services

            Perennial Hosting
            This message is about your account ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_failed_payment_in_finnish() {
    check(
        &mail(&notice(NoticeKind::PaymentFailed, 1), "fi_FI"),
        &expect![[r#"
            Subject: Maksu epäonnistui: palvelu vps112233.ovh.net on uusimatta

            Hei Anna Virtanen,

            Palvelu yritettiin uusia automaattisesti 1.1.2027, mutta maksu epäonnistui.
            Palvelu on toistaiseksi käytössä.

              vps112233.ovh.net
                Palvelun numero  12345
                Näyttönimi       Club
                Tuote            VPS SSD 1
                Päättymispäivä   15.1.2027
                Keskeytyspäivä   15.1.2027

              Tilausnumero       204157

            Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

            Näin voit toimia

            - Maksa tilaus 204157 ennen 15.1.2027.
            - Voit myös tarkistaa maksutavat: heti kun asiakastilille on lisätty
              voimassa oleva maksutapa, maksua yritetään automaattisesti uudelleen.
            - Jos uusimista ei makseta, palvelu keskeytetään 15.1.2027.

            Palvelujen hallinta
            https://manager.example/services

            Perennial Hosting
            Tämä viesti koskee asiakastiliä ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_renewal_in_french() {
    check(
        &mail(&notice(NoticeKind::Renewed, 3), "fr_FR"),
        &expect![[r#"
            Subject: 3 de vos services ont été renouvelés jusqu’au 15·janvier 2028

            Bonjour Anna Virtanen,

            3 de vos services ont été renouvelés et payés. Merci·! Vous n’avez rien à
            faire.

              vps112233.ovh.net
                N°·de service               12345
                Nom affiché                 Club
                Offre                       VPS SSD 1
                Nouvelle date d’expiration  15·janvier 2028
                Prix HT                     37,87·€

              example.fi
                N°·de service               678
                Nom affiché                 Club
                Offre                       VPS SSD 1
                Nouvelle date d’expiration  15·janvier 2028
                Prix HT                     8,00·€

              cloud-web-2.hosting.example
                N°·de service               9007199
                Nom affiché                 Club
                Offre                       VPS SSD 1
                Nouvelle date d’expiration  15·janvier 2028
                Prix HT                     1˙234,50·€

              N°·de commande                204157
              Montant payé TTC              45,44·€
              Moyen de paiement             compte prépayé

            La date d’expiration est le premier jour qui n’est plus couvert par un
            paiement.

            Ce que vous pouvez faire

            - Vous trouverez la facture dans votre espace client.
            - Si vous souhaitez modifier ou arrêter leur prochain renouvellement,
              changez leurs paramètres de renouvellement.

            Gérer vos services
            https://manager.example/services

            Perennial Hosting
            Ce message concerne votre compte ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_suspension_on_the_first_in_french() {
    check(
        &mail(&notice(NoticeKind::Suspended, 1), "fr_FR"),
        &expect![[r#"
            Subject: Votre service vps112233.ovh.net a été suspendu

            Bonjour Anna Virtanen,

            Votre service n’a pas été renouvelé à temps et a été suspendu le 1er·janvier
            2027. Il n’est plus actif, mais ses données sont encore conservées.

              vps112233.ovh.net
                N°·de service        12345
                Nom affiché          Club
                Offre                VPS SSD 1
                Date d’expiration    25·décembre 2026
                Date de suppression  31·janvier 2027

            La date d’expiration est le premier jour qui n’est plus couvert par un
            paiement.

            Ce que vous pouvez faire

            - Vous pouvez encore le renouveler avant le 31·janvier 2027. Il sera alors
              réactivé.
            - N’attendez pas trop·: pour certains services, comme les noms de domaine,
              des frais de restauration s’appliquent par la suite.
            - Sans renouvellement, il sera supprimé définitivement le 31·janvier 2027,
              avec ses données.

            Gérer vos services
            https://manager.example/services

            Perennial Hosting
            Ce message concerne votre compte ab12345-ovh.
        "#]],
    );
}

#[test]
fn a_failed_payment_as_a_page() {
    let mail = mail(&notice(NoticeKind::PaymentFailed, 1), "en_GB");
    expect_file!["payment_failed.html"].assert_eq(&mail.html);
}

#[test]
fn subjects_of_one_and_of_three() {
    let mut subjects = String::new();
    for language in Language::ALL {
        for (kind, count) in NoticeKind::ALL.into_iter().flat_map(|kind| [(kind, 1), (kind, 3)]) {
            let subject = mail(&notice(kind, count), language.tag()).subject;
            let subject = format!("{}\n", subject.replace('\u{a0}', "·"));
            // Some say the same of one and of three.
            if !subjects.ends_with(&subject) {
                subjects += &subject;
            }
        }
    }
    expect_file!["subjects.txt"].assert_eq(&subjects);
}

#[test]
fn dates_that_differ_stand_with_the_services() {
    let mut notice = notice(NoticeKind::RenewalAhead, 3);
    notice.items[2].on = Some(date(2027, 2, 1));
    let Mail { subject, text, .. } = mail(&notice, "en_GB");
    assert_eq!(subject, "3 of your services will soon be renewed");
    assert!(text.contains("The payments will be\ndebited on the dates below."), "{text}");
    assert!(text.contains("  1\u{a0}January 2027\n") && text.contains("  1\u{a0}February 2027\n"));

    // One order pays for all of them, so it is payable before the first.
    notice.kind = NoticeKind::PaymentFailed;
    notice.order = OrderId::try_new(204_157).ok();
    let Mail { text, .. } = mail(&notice, "en_GB");
    assert!(text.contains("- Pay order 204157 before 1\u{a0}January 2027.\n"), "{text}");
}

#[test]
fn other_languages_are_english() {
    let notice = notice(NoticeKind::Deleted, 3);
    assert_eq!(mail(&notice, "de_DE"), mail(&notice, "en_GB"));
    assert_ne!(mail(&notice, "fi_FI"), mail(&notice, "en_GB"));
}

#[test]
fn the_same_notice_is_the_same_mail() {
    for (notice, language, mail) in mails() {
        assert_eq!(super::mail(&notice, language.tag()), mail);
    }
}

#[test]
fn amounts_are_those_of_the_currency() {
    let check = |text, currency, language, shown: &str| {
        let mut notice = notice(NoticeKind::Renewed, 1);
        notice.amount = Some(Money::parse(text, currency).unwrap());
        let mail = mail(&notice, language);
        assert!(mail.text.contains(&format!("  {shown}\n")), "{}", mail.text);
        assert!(mail.html.contains(&format!(">{shown}</td>")), "{}", mail.html);
    };
    check("45.44", Currency::Eur, "en", "€45.44");
    check("45.44", Currency::Eur, "fi", "45,44\u{a0}€");
    check("1045.44", Currency::Usd, "en", "$1,045.44");
    check("1045.44", Currency::Usd, "fr", "1\u{202f}045,44\u{a0}$US");
    check("25000", Currency::Xof, "fr", "25\u{202f}000\u{a0}F\u{a0}CFA");
}

#[test]
fn the_end_of_a_service_to_confirm_in_english() {
    check(
        &mail(&notice(NoticeKind::TerminationAsked, 1), "en_GB"),
        &expect![[r#"
        Subject: Please confirm: your service vps112233.ovh.net is to end

        Hello Anna Virtanen,

        You have asked for the end of your service. Nothing has changed yet. If you
        confirm it within 72 hours, it will not be renewed any more, and will be
        deleted on 15·January 2027, along with its data.

          vps112233.ovh.net
            Service number  12345
            Display name    Club
            Plan            VPS SSD 1
            Expiry date     15·January 2027
            End date        15·January 2027

          Request number    17
          Token             Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        The expiry date is the first day that is no longer paid for.

        What you can do

        - If you want it to end, confirm that with the token. It can be used once.
        - If you want to keep it, you do not need to do anything.
        - If it was not you who asked, do not pass the token on, and please contact
          us.

        Confirm the end
        https://manager.example/services/#/billing/confirmTerminate?id=17&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn the_end_of_a_service_to_confirm_in_finnish() {
    check(
        &mail(&notice(NoticeKind::TerminationAsked, 1), "fi_FI"),
        &expect![[r#"
        Subject: Vahvista: palvelusi vps112233.ovh.net päättyy

        Hei Anna Virtanen,

        Olet pyytänyt palvelusi päättämistä. Mikään ei ole vielä muuttunut. Jos
        vahvistat pyynnön 72 tunnin kuluessa, palvelua ei enää uusita, ja se
        poistetaan tietoineen 15.1.2027.

          vps112233.ovh.net
            Palvelun numero  12345
            Näyttönimi       Club
            Tuote            VPS SSD 1
            Päättymispäivä   15.1.2027
            Päättyy          15.1.2027

          Pyynnön numero     17
          Tunniste           Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

        Näin voit toimia

        - Jos haluat palvelun päättyvän, vahvista se tunnisteella. Tunniste toimii
          kerran.
        - Jos haluat pitää palvelun, sinun ei tarvitse tehdä mitään.
        - Jos et ole itse pyytänyt päättämistä, älä anna tunnistetta kenellekään, ja
          ota meihin yhteyttä.

        Vahvista päättyminen
        https://manager.example/services/#/billing/confirmTerminate?id=17&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn the_end_of_a_service_to_confirm_in_french() {
    check(
        &mail(&notice(NoticeKind::TerminationAsked, 1), "fr_FR"),
        &expect![[r#"
        Subject: À confirmer·: la fin de votre service vps112233.ovh.net

        Bonjour Anna Virtanen,

        Vous avez demandé la fin de votre service. Rien n’a encore changé. Si vous
        la confirmez dans les 72 heures, il ne sera plus renouvelé et sera supprimé
        le 15·janvier 2027, avec ses données.

          vps112233.ovh.net
            N°·de service      12345
            Nom affiché        Club
            Offre              VPS SSD 1
            Date d’expiration  15·janvier 2027
            Date de fin        15·janvier 2027

          N°·de demande        17
          Jeton                Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        La date d’expiration est le premier jour qui n’est plus couvert par un
        paiement.

        Ce que vous pouvez faire

        - Si vous souhaitez qu’il prenne fin, confirmez-le avec le jeton. Il ne sert
          qu’une fois.
        - Si vous souhaitez le conserver, vous n’avez rien à faire.
        - Si cette demande ne vient pas de vous, ne transmettez le jeton à personne
          et contactez-nous.

        Confirmer la fin
        https://manager.example/services/#/billing/confirmTerminate?id=17&token=Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
}

#[test]
fn another_contact_in_english() {
    check(
        &mail(&notice(NoticeKind::ContactChangeAsked, 1), "en_GB"),
        &expect![[r#"
        Subject: Please answer: another contact for vps112233.ovh.net

        Hello Anna Virtanen,

        Another account is to be the contact for this service. Nothing has changed
        yet: the contact changes when both accounts have accepted it within 72
        hours. The bills stay with the account that holds the service.

          vps112233.ovh.net
            Service number  12345
            Display name    Club
            Plan            VPS SSD 1
            Expiry date     15·January 2027

          Contact           administrator, technical
          So far            ab12345-ovh
          From now on       cd67890-ovh
          Request number    17
          Token             Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        The expiry date is the first day that is no longer paid for.

        What you can do

        - If you agree, accept the change with the number of the request and the
          token.
        - If you do not agree, refuse it with the same token.
        - If you do nothing, everything stays as it is.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn another_contact_in_finnish() {
    check(
        &mail(&notice(NoticeKind::ContactChangeAsked, 1), "fi_FI"),
        &expect![[r#"
        Subject: Vastaa: palvelun vps112233.ovh.net yhteyshenkilö vaihtuu

        Hei Anna Virtanen,

        Palvelun yhteyshenkilöksi halutaan toinen asiakastili. Mikään ei ole vielä
        muuttunut: yhteyshenkilö vaihtuu, kun molemmat tilit ovat hyväksyneet
        vaihdon 72 tunnin kuluessa. Laskut tulevat edelleen tilille, jolla palvelu
        on.

          vps112233.ovh.net
            Palvelun numero  12345
            Näyttönimi       Club
            Tuote            VPS SSD 1
            Päättymispäivä   15.1.2027

          Yhteyshenkilö      hallinnollinen, tekninen
          Tähän asti         ab12345-ovh
          Tästä lähtien      cd67890-ovh
          Pyynnön numero     17
          Tunniste           Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

        Näin voit toimia

        - Jos suostut, hyväksy vaihto pyynnön numerolla ja tunnisteella.
        - Jos et suostu, hylkää vaihto samalla tunnisteella.
        - Jos et tee mitään, kaikki pysyy ennallaan.

        Palvelujen hallinta
        https://manager.example/services

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn another_contact_in_french() {
    check(
        &mail(&notice(NoticeKind::ContactChangeAsked, 1), "fr_FR"),
        &expect![[r#"
        Subject: Votre réponse est attendue·: un autre contact pour vps112233.ovh.net

        Bonjour Anna Virtanen,

        Un autre compte doit devenir le contact de ce service. Rien n’a encore
        changé·: le contact change quand les deux comptes l’ont accepté dans les 72
        heures. Les factures restent au compte qui détient le service.

          vps112233.ovh.net
            N°·de service      12345
            Nom affiché        Club
            Offre              VPS SSD 1
            Date d’expiration  15·janvier 2027

          Contact              administrateur, technique
          Jusqu’ici            ab12345-ovh
          Désormais            cd67890-ovh
          N°·de demande        17
          Jeton                Tk7Gq2mZx9Lw4Rb6Vn1Hs8Yd3Jf5Pc0A

        La date d’expiration est le premier jour qui n’est plus couvert par un
        paiement.

        Ce que vous pouvez faire

        - Si vous êtes d’accord, acceptez le changement avec le numéro de demande et
          le jeton.
        - Si vous n’êtes pas d’accord, refusez-le avec le même jeton.
        - Si vous ne faites rien, tout reste comme avant.

        Gérer vos services
        https://manager.example/services

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
}
