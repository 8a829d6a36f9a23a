//! Letters about payments that were taken back, which need not be about services.

use super::*;
use crate::mail::tests::read::check;
use expect_test::expect;

#[test]
fn a_payment_taken_back_in_english() {
    check(
        &mail(&notice(NoticeKind::PaymentReversed, 1), "en_GB"),
        &expect![[r#"
        Subject: Your payment of order 204157 was taken back

        Hello Anna Virtanen,

        On 1·January 2027 we learned that your bank or payment service has taken
        back what you paid for order 204157. What you ordered stays as it is, so the
        amount is owed to us.

          vps112233.ovh.net
            Service number        12345
            Display name          Club
            Plan                  VPS SSD 1
            Expiry date           15·January 2027

          Order number            204157
          To pay, tax included    €45.44
          Paid with               prepaid account

        The expiry date is the first day that is no longer paid for.

        What you can do

        - Pay it by 8·January 2027, with any of your payment methods or from your
          prepaid account: it stands among the debts of your account.
        - If you did not ask for this, ask your bank or payment service why it was
          done. The amount has to be paid again all the same.
        - While it is unpaid, how the services of the order are renewed cannot be
          changed.

        Manage your services
        https://manager.example/services

        Perennial Hosting
        This message is about your account ab12345-ovh.
    "#]],
    );
}

#[test]
fn money_for_no_service_taken_back_in_finnish() {
    let notice = Notice { items: vec![], ..notice(NoticeKind::PaymentReversed, 1) };
    check(
        &mail(&notice, "fi_FI"),
        &expect![[r#"
        Subject: Tilauksen 204157 maksu on peruttu

        Hei Anna Virtanen,

        Saimme 1.1.2027 tiedon, että pankkisi tai maksupalvelusi on perunut
        tilauksen 204157 maksun. Tilatut palvelut säilyvät ennallaan, joten summa on
        meille velkaa.

          Tilausnumero               204157
          Maksettavaa (sis. vero)    45,44·€
          Maksutapa                  ennakkotili

        Näin voit toimia

        - Maksa summa viimeistään 8.1.2027 millä tahansa maksutavallasi tai
          ennakkotililtäsi. Se näkyy asiakastilisi veloissa.
        - Jos et ole itse pyytänyt peruutusta, kysy sen syytä pankiltasi tai
          maksupalvelultasi. Summa on joka tapauksessa maksettava uudelleen.
        - Niin kauan kuin summa on maksamatta, tilauksen palvelujen uusimistapaa ei
          voi muuttaa.

        Palvelujen hallinta
        https://manager.example/services

        Perennial Hosting
        Tämä viesti koskee asiakastiliä ab12345-ovh.
    "#]],
    );
}

#[test]
fn money_for_no_service_taken_back_in_french() {
    let notice = Notice { items: vec![], ..notice(NoticeKind::PaymentReversed, 1) };
    check(
        &mail(&notice, "fr_FR"),
        &expect![[r#"
        Subject: Votre paiement de la commande n°·204157 a été repris

        Bonjour Anna Virtanen,

        Le 1er·janvier 2027, nous avons appris que votre banque ou votre service de
        paiement a repris ce que vous aviez payé pour la commande n°·204157. Ce que
        vous avez commandé reste inchangé·; ce montant nous est donc dû.

          N°·de commande         204157
          Montant à payer TTC    45,44·€
          Moyen de paiement      compte prépayé

        Ce que vous pouvez faire

        - Réglez-le au plus tard le 8·janvier 2027, avec l’un de vos moyens de
          paiement ou depuis votre compte prépayé·: il figure parmi les dettes de
          votre compte.
        - Si vous n’êtes pas à l’origine de cette reprise, demandez-en la raison à
          votre banque ou à votre service de paiement. Le montant doit de toute
          façon être réglé de nouveau.
        - Tant qu’il n’est pas réglé, le mode de renouvellement des services de la
          commande ne peut pas être modifié.

        Gérer vos services
        https://manager.example/services

        Perennial Hosting
        Ce message concerne votre compte ab12345-ovh.
    "#]],
    );
}
