//! Letters about what renewals are paid with: payment methods that end, and balances that fall.

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::PaymentMethodId;
use perennial_core::account::Threshold;
use perennial_core::automatic::{NoticeKind, NoticeSubject};
use perennial_core::order::CreditOf;
use perennial_core::payment::Choice;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_documents::mail;
use perennial_engine::AlertOf;
use perennial_testkit::{Customer, Holding, TestApp, card, each_app};

use crate::balance::{with_bank, withdraw};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

/// What a customer was told of a kind, the first letter first.
async fn told(app: &TestApp, customer: &Customer, kind: NoticeKind) -> Vec<NoticeSubject> {
    let stored = app.engine.store().notices(customer.account).await.unwrap();
    let of_kind = stored.into_iter().filter(|notice| notice.kind == kind);
    of_kind.map(|n| mail::decode(kind, &n.data).unwrap().subject.unwrap()).collect()
}

async fn alert(app: &TestApp, customer: &Customer, of: AlertOf, units: i64) {
    let threshold = Some(Threshold::try_new(units).unwrap());
    app.engine.set_alert(&customer.context(), of, threshold).await.unwrap();
}

/// What is left on a balance, as far as it was told.
async fn left(app: &TestApp, customer: &Customer) -> Vec<String> {
    let told = told(app, customer, NoticeKind::BalanceLow).await.into_iter();
    told.map(|subject| match subject {
        NoticeSubject::Balance { of, amount, threshold } => {
            format!("{} {amount} < {threshold}", of.name())
        }
        NoticeSubject::Method { .. }
        | NoticeSubject::Papers { .. }
        | NoticeSubject::Password { .. } => format!("{subject:?}"),
    })
    .collect()
}

#[tokio::test]
async fn a_balance_is_told_of_each_time_it_falls_below_its_threshold() {
    each_app(async |app| {
        // 50.00 on the prepaid account.
        let alice = app.customer("alice", &with_bank(&[])).await;
        let bob = app.customer("bob", &Holding::guide()).await;
        alert(app, &alice, AlertOf::Prepaid, 50).await;
        assert_eq!(left(app, &alice).await, [""; 0], "it is not below it");
        let order = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        alice.pay(order, Choice::Prepaid).await.unwrap();
        let first = left(app, &alice).await;
        assert_eq!(first, ["ovhAccount 46.41 € < 50.00 €"]);
        let order = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        alice.pay(order, Choice::Prepaid).await.unwrap();
        assert_eq!(left(app, &alice).await, first, "it was below it before");

        // Up, and down again.
        let context = alice.context();
        let credit = alice.engine().order_credit(&context, CreditOf::Prepaid, 10, None);
        let credit = credit.await.unwrap().id;
        alice.pay(credit, card()).await.unwrap();
        withdraw(&alice, 10).await.unwrap();
        let second = "ovhAccount 42.82 € < 50.00 €".to_owned();
        assert_eq!(left(app, &alice).await, [&first[..], &[second]].concat());

        // Whoever does not want to be told is not.
        let order = bob.order(112_233, "P1M", &[]).await.unwrap().id;
        bob.pay(order, Choice::Prepaid).await.unwrap();
        assert_eq!(left(app, &bob).await, [""; 0]);
        let letters = app.engine.notice_ids(alice.account).await.unwrap();
        let (_, (subject, text)) =
            app.engine.require_notice(alice.account, letters[0]).await.unwrap();
        assert_eq!(subject.replace('\u{a0}', " "), "Votre compte prépayé est passé sous 50,00 €");
        assert!(text.replace('\u{a0}', " ").contains("46,41 €"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn points_are_told_of_as_well_and_so_is_what_the_calendar_takes() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.modes.push((112_233, V2012));
        let alice = app.customer("alice", &holding).await;
        alert(app, &alice, AlertOf::Points, 10_000).await;
        alert(app, &alice, AlertOf::Prepaid, 50).await;
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        alice.pay(order, Choice::Fidelity).await.unwrap();
        while app.engine.clock().now().today < date(2027, 1, 2) {
            app.advance(SignedDuration::from_hours(24));
            app.engine.reconcile().await;
        }
        let expected =
            ["fidelityAccount 9761 points < 10000 points", "ovhAccount 1.56 € < 50.00 €"];
        assert_eq!(left(app, &alice).await, expected);
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_card_is_told_once_whoever_looks() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.modes.push((112_233, V2012));
        let alice = app.customer("alice", &holding).await;
        let other = app.restarted().await;
        let visa = PaymentMethodId::try_new(5002).unwrap();
        let context = alice.context();
        app.engine.choose_default_method(&context, visa, None).await.unwrap();
        app.engine.set_method_expiry(&context, visa, Some(date(2026, 12, 31))).await.unwrap();
        let ends = async || told(app, &alice, NoticeKind::MethodEnds).await;
        while app.engine.clock().now().today < date(2026, 11, 30) {
            app.engine.reconcile().await;
            app.advance(SignedDuration::from_hours(24));
        }
        assert_eq!(ends().await, []);
        app.advance(SignedDuration::from_hours(24));
        for _ in 0..2 {
            tokio::join!(app.engine.reconcile(), other.engine.reconcile());
        }
        let restarted = app.restarted().await;
        restarted.engine.reconcile().await;
        let told = ends().await;
        assert!(
            matches!(&told[..], [NoticeSubject::Method { id, ends_on, .. }]
                if *id == visa && *ends_on == date(2026, 12, 31)),
            "{told:?}"
        );
        let journal = app.journal(alice.account).await;
        let entry = journal.iter().find(|entry| entry.starts_with("method.tellOfEnd")).unwrap();
        assert!(entry.contains("its last day is 2026-12-31"), "{entry}");
    })
    .await;
}
