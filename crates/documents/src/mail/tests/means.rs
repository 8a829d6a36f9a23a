//! Whole mails about what renewals are paid with.

use expect_test::expect;

use super::read::check;
use super::*;

#[test]
fn a_card_that_ends_in_english() {
    check(
        &mail(&notice(NoticeKind::MethodEnds, 1), "en_GB"),
        &expect![[r#"
        Subject: Your card ends on 31·January 2027

        Hello Anna Virtanen,

        Your service is renewed automatically, and debited from a payment method
        that can be used until 31·January 2027. After that nothing can be debited
        from it.

          vps112233.ovh.net
            Service number   12345
            Display name     Club
            Plan             VPS SSD 1
            Expiry date      15·January 2027
            Debit date       1·February 2027

          Payment method     card **** **** **** 4242
          Last day of use    31·January 2027

        The expiry date is the first day that is no longer paid for.

        What you can do

        - Register the new card or another payment method before then, and make it
          the default.
        - Or put money on your prepaid account: renewals are paid from it as long as
          it covers them.
        - If nothing can be debited, the renewal fails, and the service is suspended
          later.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn cards_that_end_in_finnish() {
    check(
        &mail(&notice(NoticeKind::MethodEnds, 3), "fi_FI"),
        &expect![[r#"
        Subject: Korttisi voimassaolo päättyy 31.1.2027

        Hei Anna Virtanen,

        3 palveluasi uusitaan automaattisesti, ja maksut veloitetaan maksutavalta,
        jota voi käyttää 31.1.2027 saakka. Sen jälkeen siltä ei voida veloittaa
        mitään.

          vps112233.ovh.net
            Palvelun numero        12345
            Näyttönimi             Club
            Tuote                  VPS SSD 1
            Päättymispäivä         15.1.2027
            Veloituspäivä          1.2.2027

          example.fi
            Palvelun numero        678
            Näyttönimi             Club
            Tuote                  VPS SSD 1
            Päättymispäivä         15.1.2027
            Veloituspäivä          1.2.2027

          cloud-web-2.hosting.example
            Palvelun numero        9007199
            Näyttönimi             Club
            Tuote                  VPS SSD 1
            Päättymispäivä         15.1.2027
            Veloituspäivä          1.2.2027

          Maksutapa                kortti **** **** **** 4242
          Viimeinen käyttöpäivä    31.1.2027

        Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

        Näin voit toimia

        - Lisää uusi kortti tai muu maksutapa ennen sitä ja aseta se oletukseksi.
        - Tai siirrä rahaa ennakkotilille: uusimiset maksetaan siltä niin kauan kuin
          saldo riittää.
        - Jos maksuja ei voida veloittaa, uusimiset epäonnistuvat ja palvelut
          keskeytetään myöhemmin.

        Palvelujen hallinta
        https://manager.example/services

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn a_balance_that_is_low_in_french_and_english() {
    check(
        &mail(&notice(NoticeKind::BalanceLow, 1), "fr_FR"),
        &expect![[r#"
        Subject: Votre compte prépayé est passé sous 10,00·€

        Bonjour Anna Virtanen,

        Le 1er·janvier 2027, votre compte prépayé est passé sous 10,00·€, seuil que
        vous avez choisi. Il y reste 9,50·€.

          Solde             9,50·€
          Seuil d’alerte    10,00·€

        Ce que vous pouvez faire

        - Si vous souhaitez continuer à payer avec votre compte prépayé,
          approvisionnez-le.
        - Les renouvellements automatiques qu’il ne couvre pas sont prélevés sur
          votre moyen de paiement par défaut.
        - Vous pouvez modifier ce seuil dans votre espace client, ou le supprimer.

        Gérer vos services
        https://manager.example/services

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
    let mut points = notice(NoticeKind::BalanceLow, 1);
    let pts = |text| Money::parse(text, Currency::Points).unwrap();
    points.subject = Some(NoticeSubject::Balance {
        of: Means::Fidelity,
        amount: pts("412"),
        threshold: pts("1000"),
    });
    check(
        &mail(&points, "en_GB"),
        &expect![[r#"
        Subject: Your fidelity points have fallen below 1,000·pts

        Hello Anna Virtanen,

        On 1·January 2027 your fidelity points fell below 1,000·pts, which you asked
        to be told of. You have 412·pts left.

          Balance           412·pts
          Your threshold    1,000·pts

        What you can do

        - If you want to go on paying with points, order some more.
        - Automatic renewals are not affected: points are never debited by
          themselves.
        - You can change this threshold in your customer account, or take it away.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}
