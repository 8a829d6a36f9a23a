//! Whole mails about papers and money, to be read.

use expect_test::expect;

use super::read::check;
use super::*;

#[test]
fn a_refund_in_english() {
    check(
        &mail(&notice(NoticeKind::Refunded, 1), "en_GB"),
        &expect![[r#"
        Subject: Refund for your bill FR00000042

        Hello Anna Virtanen,

        We have given back money of your bill FR00000042. The details are below.

          vps112233.ovh.net
            Service number            12345
            Display name              Club
            Plan                      VPS SSD 1
            Expiry date               15·January 2028
            Given back without tax    €37.87

          Order number                204157
          Given back, tax included    €45.44
          Goes to                     prepaid account
          Bill number                 FR00000042
          Reason                      Not as promised

        The expiry date is the first day that is no longer paid for.

        What you can do

        - You do not need to do anything: your services stay as they are.
        - You will find the credit note in your customer account.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn a_refund_in_finnish() {
    check(
        &mail(&notice(NoticeKind::Refunded, 1), "fi_FI"),
        &expect![[r#"
        Subject: Palautus laskusta FR00000042

        Hei Anna Virtanen,

        Olemme palauttaneet rahaa laskusta FR00000042. Tiedot ovat alla.

          vps112233.ovh.net
            Palvelun numero         12345
            Näyttönimi              Club
            Tuote                   VPS SSD 1
            Päättymispäivä          15.1.2028
            Palautettu ilman veroa  37,87·€

          Tilausnumero              204157
          Palautettu (sis. vero)    45,44·€
          Palautetaan               ennakkotilille
          Laskun numero             FR00000042
          Syy                       Not as promised

        Päättymispäivä on ensimmäinen päivä, jota maksu ei enää kata.

        Näin voit toimia

        - Sinun ei tarvitse tehdä mitään: palvelusi pysyvät ennallaan.
        - Hyvityslasku löytyy asiakastililtä.

        Palvelujen hallinta
        https://manager.example/services

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn a_refund_in_french() {
    check(
        &mail(&notice(NoticeKind::Refunded, 1), "fr_FR"),
        &expect![[r#"
        Subject: Remboursement sur votre facture FR00000042

        Bonjour Anna Virtanen,

        Nous vous avons remboursé sur votre facture FR00000042. Vous trouverez les
        détails ci-dessous.

          vps112233.ovh.net
            N°·de service      12345
            Nom affiché        Club
            Offre              VPS SSD 1
            Date d’expiration  15·janvier 2028
            Remboursé HT       37,87·€

          N°·de commande       204157
          Remboursé TTC        45,44·€
          Remboursement        sur le compte prépayé
          N°·de facture        FR00000042
          Motif                Not as promised

        La date d’expiration est le premier jour qui n’est plus couvert par un
        paiement.

        Ce que vous pouvez faire

        - Vous n’avez rien à faire·: vos services restent inchangés.
        - Vous trouverez l’avoir dans votre espace client.

        Gérer vos services
        https://manager.example/services

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
}

#[test]
fn a_refund_that_was_refused() {
    check(
        &mail(&notice(NoticeKind::Refunded, 3), "en_GB"),
        &expect![[r#"
        Subject: Refund for your bill FR00000042

        Hello Anna Virtanen,

        We have given back money of your bill FR00000042. Your payment method did
        not take it, so it was put on your prepaid account instead. You can pay with
        it, or have it paid out.

          vps112233.ovh.net
            Service number            12345
            Display name              Club
            Plan                      VPS SSD 1
            Expiry date               15·January 2028
            Given back without tax    €37.87

          example.fi
            Service number            678
            Display name              Club
            Plan                      VPS SSD 1
            Expiry date               15·January 2028
            Given back without tax    €8.00

          cloud-web-2.hosting.example
            Service number            9007199
            Display name              Club
            Plan                      VPS SSD 1
            Expiry date               15·January 2028
            Given back without tax    €1,234.50

          Order number                204157
          Given back, tax included    €45.44
          Goes to                     prepaid account
          Bill number                 FR00000042
          Reason                      Not as promised

        The expiry date is the first day that is no longer paid for.

        What you can do

        - You do not need to do anything: your services stay as they are.
        - You will find the credit note in your customer account.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}
