//! Mails in full, and what holds for all of them.

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use perennial_core::automatic::{NoticeItem, NoticeKind};
use perennial_core::text::Name;
use perennial_core::{Currency, Money, OrderId, ServiceId};

use super::*;

const LETTERHEAD: Letterhead<'_> =
    Letterhead { provider: "Example Hosting", url: Some("https://renew.example.com") };

fn reader(language: &str) -> Reader<'_> {
    let (first_name, last_name) = (Some("Alice"), Some("Example"));
    Reader { nichandle: "ab12345-ovh", first_name, last_name, organisation: None, language }
}

fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

fn item(id: i64, name: &str, on: Option<Date>, price: Option<&str>) -> NoticeItem {
    NoticeItem {
        service: ServiceId::try_new(id).unwrap(),
        name: Name::parse(name).unwrap(),
        expires_on: date(2027, 1, 15),
        on,
        amount: price.map(eur),
    }
}

/// A notice of a kind with all that notices of the kind have.
fn notice(kind: NoticeKind) -> Notice {
    let day = date(2026, 12, 1);
    let price = matches!(kind, NoticeKind::RenewalAhead | NoticeKind::Renewed);
    let on = matches!(
        kind,
        NoticeKind::RenewalAhead | NoticeKind::PaymentFailed | NoticeKind::Suspended
    );
    let paid = matches!(kind, NoticeKind::Renewed | NoticeKind::PaymentFailed);
    let on = on.then_some(date(2027, 1, 1));
    let items = vec![
        item(12345, "mypersonaldomain.ovh", on, price.then_some("1.99")),
        item(112_233, "vps112233.ovh.net", on, price.then_some("35.88")),
    ];
    let order = paid.then(|| OrderId::try_new(2_021_267_867).unwrap());
    Notice { kind, day, order, amount: paid.then(|| eur("45.44")), items }
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
          Expires on: 15 January 2027
          Renewal on: 1 January 2027
          Price before tax: €1.99

        * vps112233.ovh.net
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
          Expires on: 15 January 2027

        * vps112233.ovh.net
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
          New expiry date: 15 January 2027
          Price before tax: €1.99

        * vps112233.ovh.net
          New expiry date: 15 January 2027
          Price before tax: €35.88

        Total including tax: €45.44

        We have charged €45.44, including tax.

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
          Expires on: 15 January 2027
          Suspension on: 1 January 2027

        * vps112233.ovh.net
          Expires on: 15 January 2027
          Suspension on: 1 January 2027

        Please pay order 2021267867 (€45.44, including tax), or register a payment
        method that can be charged, before 1 January 2027.

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
          Expires on: 15 January 2027

        * vps112233.ovh.net
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
          Expired on: 15 January 2027
          Deletion on: 1 January 2027

        * vps112233.ovh.net
          Expired on: 15 January 2027
          Deletion on: 1 January 2027

        To use them again, please renew them before 1 January 2027. Otherwise they
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
          Expired on: 15 January 2027

        * vps112233.ovh.net
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
