//! Mails in full, and what holds for all of them.

use expect_test::{Expect, expect};
use jiff::civil::date;
use perennial_core::automatic::{NoticeItem, NoticeKind};
use perennial_core::means::MethodKind;
use perennial_core::text::Name;
use perennial_core::{Currency, Means, Money, OrderId, PaymentMethodId, ServiceId};

use super::*;

mod laws;

const LETTERHEAD: Letterhead<'_> =
    Letterhead { provider: "Example Hosting", url: Some("https://renew.example.com") };

fn reader(language: &str) -> Reader<'_> {
    let (first_name, last_name) = (Some("Alice"), Some("Example"));
    Reader { nichandle: "ab12345-ovh", first_name, last_name, organisation: None, language }
}

fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// A notice of a kind about a domain and a hosting that its holder calls something else, with all that notices of the
/// kind have.
fn notice(kind: NoticeKind) -> Notice {
    let is_priced = matches!(kind, NoticeKind::RenewalAhead | NoticeKind::Renewed);
    let is_of_order = matches!(kind, NoticeKind::Renewed | NoticeKind::PaymentFailed);
    let on = match kind {
        NoticeKind::RenewalAhead => Some(date(2027, 1, 1)),
        NoticeKind::PaymentFailed => Some(date(2027, 1, 15)),
        NoticeKind::Suspended => Some(date(2027, 2, 14)),
        _ => None,
    };
    let item = |id, display_name, plan: &str, price: &str| NoticeItem {
        service: ServiceId::try_new(id).unwrap(),
        name: name("mypersonaldomain.ovh"),
        display_name,
        plan_name: Some(name(plan)),
        expires_on: date(if kind == NoticeKind::Renewed { 2028 } else { 2027 }, 1, 15),
        on,
        amount: is_priced.then(|| eur(price)),
    };
    Notice {
        kind,
        day: date(2026, 12, 1),
        order: is_of_order.then(|| OrderId::try_new(2_021_267_867).unwrap()),
        amount: is_of_order.then(|| eur("45.44")),
        means: (kind == NoticeKind::Renewed).then_some(card()),
        items: vec![
            item(12345, None, "Domain .ovh", "1.99"),
            item(67890, Some(name("Club website")), "Hosting Perso 2014", "35.88"),
        ],
    }
}

fn card() -> Means {
    Means::Method(PaymentMethodId::try_new(5002).unwrap(), MethodKind::CreditCard)
}

/// The same about the first service alone.
fn single(kind: NoticeKind) -> Notice {
    let mut notice = notice(kind);
    notice.items.truncate(1);
    notice
}

fn mail(notice: &Notice, language: &str) -> Mail {
    compose(notice, &reader(language), &LETTERHEAD).unwrap()
}

fn check(kind: NoticeKind, language: &str, expected: &Expect) {
    let mail = mail(&notice(kind), language);
    expected.assert_eq(&format!("Subject: {}\n\n{}", mail.subject, mail.text));
}

#[test]
fn a_renewal_to_come() {
    check(
        NoticeKind::RenewalAhead,
        "en_GB",
        &expect![[r#"
        Subject: 2 services will be renewed on 1 January 2027

        Dear Alice Example,

        The following 2 services will be renewed automatically on 1 January 2027:

        * mypersonaldomain.ovh
          Domain .ovh
          Expires on: 15 January 2027
          Renewal on: 1 January 2027
          Price before tax: €1.99

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expires on: 15 January 2027
          Renewal on: 1 January 2027
          Price before tax: €35.88

        Total before tax: €37.87

        You do not have to do anything. The price, with tax, will be charged on the
        day of the renewal: to your prepaid account if its balance is sufficient,
        and otherwise to your default payment method.

        If you do not wish to renew one of these services, please switch off its
        automatic renewal before then.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn an_expiry_to_come() {
    check(
        NoticeKind::ExpiryAhead,
        "en_GB",
        &expect![[r#"
        Subject: 2 services expire on 15 January 2027

        Dear Alice Example,

        The following 2 services are not renewed automatically, and expire soon:

        * mypersonaldomain.ovh
          Domain .ovh
          Expires on: 15 January 2027

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expires on: 15 January 2027

        If you wish to keep them, please renew them before 15 January 2027.
        Otherwise they will be suspended on that day and deleted later.

        If you no longer need them, you do not have to do anything.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn a_renewal_that_was_paid() {
    check(
        NoticeKind::Renewed,
        "en_GB",
        &expect![[r#"
        Subject: 2 services have been renewed

        Dear Alice Example,

        The following 2 services have been renewed automatically:

        * mypersonaldomain.ovh
          Domain .ovh
          New expiry date: 15 January 2028
          Price before tax: €1.99

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          New expiry date: 15 January 2028
          Price before tax: €35.88

        Total including tax: €45.44

        We have charged €45.44, including tax, to your card.

        You will find the bill in your customer account. The order has the number
        2021267867.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn a_payment_that_failed() {
    check(
        NoticeKind::PaymentFailed,
        "en_GB",
        &expect![[r#"
        Subject: Payment failed for the renewal of 2 services

        Dear Alice Example,

        The automatic renewal of the following 2 services could not be paid, because
        no payment method was available or the payment was declined:

        * mypersonaldomain.ovh
          Domain .ovh
          Expires on: 15 January 2027
          Suspension on: 15 January 2027

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expires on: 15 January 2027
          Suspension on: 15 January 2027

        Please pay order 2021267867 (€45.44, including tax), or register a payment
        method that can be charged, before 15 January 2027.

        Otherwise the services will be suspended. We may try the payment again
        before then.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn services_that_cannot_be_renewed() {
    check(
        NoticeKind::NotRenewable,
        "en_GB",
        &expect![[r#"
        Subject: 2 services cannot be renewed automatically

        Dear Alice Example,

        The following 2 services are set to be renewed automatically, but that is
        not possible:

        * mypersonaldomain.ovh
          Domain .ovh
          Expires on: 15 January 2027

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expires on: 15 January 2027

        If you wish to keep them, please renew each of them yourself before its
        expiry date. Otherwise it will be suspended on that day.

        If that does not succeed either, please contact us.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn a_suspension() {
    check(
        NoticeKind::Suspended,
        "en_GB",
        &expect![[r#"
        Subject: 2 services have been suspended

        Dear Alice Example,

        The following 2 services were not renewed in time and have been suspended:

        * mypersonaldomain.ovh
          Domain .ovh
          Expired on: 15 January 2027
          Deletion on: 14 February 2027

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expired on: 15 January 2027
          Deletion on: 14 February 2027

        To use them again, please renew them before 14 February 2027. Otherwise they
        will be deleted for good on that day.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn a_deletion() {
    check(
        NoticeKind::Deleted,
        "en_GB",
        &expect![[r#"
        Subject: 2 services have been deleted

        Dear Alice Example,

        The following 2 services expired without being renewed and have been
        deleted:

        * mypersonaldomain.ovh
          Domain .ovh
          Expired on: 15 January 2027

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Expired on: 15 January 2027

        They cannot be restored. If you need them again, please place a new order.

        If you did not expect this, please contact us.

        Manage your services: https://renew.example.com

        Kind regards,
        Example Hosting

        Account: ab12345-ovh
        This message was sent automatically, because it concerns your services.
    "#]],
    );
}

#[test]
fn one_service_in_finnish() {
    let expected = expect![[r#"
        Subject: mypersonaldomain.ovh: uusimisen maksu epäonnistui

        Hei Alice Example,

        Seuraavan palvelun automaattista uusimista ei voitu maksaa, koska maksutapaa
        ei ollut käytettävissä tai maksu hylättiin:

        * mypersonaldomain.ovh
          Domain .ovh
          Päättyy: 15.1.2027
          Keskeytetään: 15.1.2027

        Maksa tilaus 2021267867 (45,44 €, verot mukaan lukien) tai lisää toimiva
        maksutapa ennen keskeytyspäivää 15.1.2027.

        Muuten palvelu keskeytetään. Saatamme yrittää veloitusta uudelleen ennen
        sitä.

        Hallitse palvelujasi: https://renew.example.com

        Ystävällisin terveisin
        Example Hosting

        Asiakastunnus: ab12345-ovh
        Tämä viesti lähetettiin automaattisesti, koska se koskee palvelujasi.
    "#]];
    let mail = mail(&single(NoticeKind::PaymentFailed), "fi_FI");
    expected.assert_eq(&format!("Subject: {}\n\n{}", mail.subject, mail.text));
}

#[test]
fn a_renewal_that_was_paid_in_finnish() {
    check(
        NoticeKind::Renewed,
        "fi_FI",
        &expect![[r#"
        Subject: 2 palvelua on uusittu

        Hei Alice Example,

        Seuraavat 2 palvelua on uusittu automaattisesti:

        * mypersonaldomain.ovh
          Domain .ovh
          Uusi päättymispäivä: 15.1.2028
          Veroton hinta: 1,99 €

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Uusi päättymispäivä: 15.1.2028
          Veroton hinta: 35,88 €

        Yhteensä veroineen: 45,44 €

        Veloitimme kortiltasi 45,44 €, verot mukaan lukien.

        Lasku on nähtävissä asiakastililläsi. Tilauksen numero on 2021267867.

        Hallitse palvelujasi: https://renew.example.com

        Ystävällisin terveisin
        Example Hosting

        Asiakastunnus: ab12345-ovh
        Tämä viesti lähetettiin automaattisesti, koska se koskee palvelujasi.
    "#]],
    );
}

#[test]
fn one_service_in_french() {
    let expected = expect![[r#"
        Subject: mypersonaldomain.ovh : échec du paiement du renouvellement

        Bonjour Alice Example,

        Le renouvellement automatique du service suivant n’a pas pu être payé, faute
        de moyen de paiement utilisable ou parce que le paiement a été refusé :

        * mypersonaldomain.ovh
          Domain .ovh
          Expiration : 15 janvier 2027
          Suspension : 15 janvier 2027

        Veuillez payer la commande 2021267867 (45,44 € toutes taxes comprises), ou
        enregistrer un moyen de paiement valide, avant le 15 janvier 2027.

        À défaut, le service sera suspendu. Une nouvelle tentative de paiement peut
        avoir lieu d’ici là.

        Gérer vos services : https://renew.example.com

        Cordialement,
        Example Hosting

        Identifiant client : ab12345-ovh
        Ce message vous a été envoyé automatiquement, car il concerne vos services.
    "#]];
    let mail = mail(&single(NoticeKind::PaymentFailed), "fr_FR");
    expected.assert_eq(&format!("Subject: {}\n\n{}", mail.subject, mail.text));
}

#[test]
fn a_renewal_that_was_paid_in_french() {
    check(
        NoticeKind::Renewed,
        "fr_CA",
        &expect![[r#"
        Subject: 2 services ont été renouvelés

        Bonjour Alice Example,

        Les 2 services suivants ont été renouvelés automatiquement :

        * mypersonaldomain.ovh
          Domain .ovh
          Nouvelle échéance : 15 janvier 2028
          Prix hors taxes : 1,99 €

        * Club website
          Hosting Perso 2014 · mypersonaldomain.ovh
          Nouvelle échéance : 15 janvier 2028
          Prix hors taxes : 35,88 €

        Total toutes taxes comprises : 45,44 €

        Un montant de 45,44 € toutes taxes comprises a été débité de votre carte
        bancaire.

        La facture est disponible dans votre espace client. La commande porte le
        numéro 2021267867.

        Gérer vos services : https://renew.example.com

        Cordialement,
        Example Hosting

        Identifiant client : ab12345-ovh
        Ce message vous a été envoyé automatiquement, car il concerne vos services.
    "#]],
    );
}

fn subjects(language: &str) -> String {
    let mut lines = String::new();
    for kind in NoticeKind::ALL {
        let several = notice(kind);
        let mut apart = notice(kind);
        let later = apart.items[0].on.and_then(|on| on.tomorrow().ok());
        apart.items[0].on = later;
        apart.items[0].expires_on = date(2028, 2, 29);
        for notice in [single(kind), several, apart] {
            let subject = mail(&notice, language).subject;
            if !lines.ends_with(&format!("{subject}\n")) {
                lines.push_str(&subject);
                lines.push('\n');
            }
        }
    }
    lines
}

#[test]
fn subjects_in_english() {
    expect![[r#"
        mypersonaldomain.ovh will be renewed on 1 January 2027
        2 services will be renewed on 1 January 2027
        2 services will be renewed, the first on 1 January 2027
        mypersonaldomain.ovh expires on 15 January 2027
        2 services expire on 15 January 2027
        2 services expire soon, the first on 15 January 2027
        mypersonaldomain.ovh has been renewed until 15 January 2028
        2 services have been renewed
        Payment failed for the renewal of mypersonaldomain.ovh
        Payment failed for the renewal of 2 services
        mypersonaldomain.ovh cannot be renewed automatically
        2 services cannot be renewed automatically
        mypersonaldomain.ovh has been suspended
        2 services have been suspended
        mypersonaldomain.ovh has been deleted
        2 services have been deleted
    "#]]
    .assert_eq(&subjects("en"));
}

#[test]
fn subjects_in_finnish() {
    expect![[r#"
        mypersonaldomain.ovh uusitaan 1.1.2027
        2 palvelua uusitaan 1.1.2027
        2 palvelua uusitaan, ensimmäinen 1.1.2027
        mypersonaldomain.ovh päättyy 15.1.2027
        2 palvelua päättyy 15.1.2027
        2 palvelua päättyy pian, ensimmäinen 15.1.2027
        mypersonaldomain.ovh on uusittu, uusi päättymispäivä 15.1.2028
        2 palvelua on uusittu
        mypersonaldomain.ovh: uusimisen maksu epäonnistui
        2 palvelun uusimisen maksu epäonnistui
        mypersonaldomain.ovh: palvelua ei voida uusia automaattisesti
        2 palvelua ei voida uusia automaattisesti
        mypersonaldomain.ovh: palvelu on keskeytetty
        2 palvelua on keskeytetty
        mypersonaldomain.ovh: palvelu on poistettu
        2 palvelua on poistettu
    "#]]
    .assert_eq(&subjects("fi_FI"));
}

#[test]
fn subjects_in_french() {
    expect![[r#"
        mypersonaldomain.ovh : renouvellement le 1er janvier 2027
        2 services seront renouvelés le 1er janvier 2027
        2 services seront renouvelés à partir du 1er janvier 2027
        mypersonaldomain.ovh : expiration le 15 janvier 2027
        2 services expirent le 15 janvier 2027
        2 services expirent à partir du 15 janvier 2027
        mypersonaldomain.ovh : renouvellement effectué jusqu’au 15 janvier 2028
        2 services ont été renouvelés
        mypersonaldomain.ovh : échec du paiement du renouvellement
        Échec du paiement du renouvellement de 2 services
        mypersonaldomain.ovh : renouvellement automatique impossible
        2 services ne peuvent pas être renouvelés automatiquement
        mypersonaldomain.ovh : service suspendu
        2 services ont été suspendus
        mypersonaldomain.ovh : service supprimé
        2 services ont été supprimés
    "#]]
    .assert_eq(&subjects("fr_FR"));
}
