//! The books after each kind of settlement: what is posted, and that it agrees with bills and balances.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use perennial_core::payment::Choice;
use perennial_core::{Currency, Money};
use perennial_testkit::{Customer, Holding, TestApp, card, each_app, money, paypal, points};

/// What the ledger holds by account, and its sums by currency.
async fn balances(app: &TestApp, customer: &Customer) -> BTreeMap<String, Money> {
    let mut sums = BTreeMap::new();
    for posted in app.engine.store().ledger(customer.account).await.unwrap() {
        let amount = posted.entry.amount;
        let sum = sums.entry(posted.entry.account.code()).or_insert(Money::zero(amount.currency()));
        *sum = sum.checked_add(amount).unwrap();
    }
    sums
}

async fn posted_by(choice: Choice, expected: Expect) {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let before = balances(app, &alice).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        assert_eq!(
            balances(app, &alice).await,
            before,
            "an order alone is no business of the books"
        );
        alice.pay(order, choice).await.unwrap();
        let after = balances(app, &alice).await;
        let changed: Vec<String> = after
            .iter()
            .filter(|(code, sum)| before.get(*code) != Some(sum))
            .map(|(code, sum)| format!("{code}: {sum}"))
            .collect();
        expected.assert_eq(&changed.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn paypal_is_collected_by_the_gateway() {
    posted_by(
        paypal(),
        expect![[r#"
        clearing:paypal: 45.44 €
        customer: 0.00 €
        revenue: -37.87 €
        tax:2000: -7.57 €"#]],
    )
    .await;
}

#[tokio::test]
async fn a_card_is_collected_by_the_gateway() {
    posted_by(
        card(),
        expect![[r#"
        clearing:creditCard: 45.44 €
        customer: 0.00 €
        revenue: -37.87 €
        tax:2000: -7.57 €"#]],
    )
    .await;
}

#[tokio::test]
async fn the_prepaid_account_is_ours_to_use_up() {
    posted_by(
        Choice::Prepaid,
        expect![[r#"
        customer: 0.00 €
        prepaid: -4.56 €
        revenue: -37.87 €
        tax:2000: -7.57 €"#]],
    )
    .await;
}

/// Points are counted beside the money that they stand for.
#[tokio::test]
async fn fidelity_points_are_a_cost() {
    posted_by(
        Choice::Fidelity,
        expect![[r#"
        customer: 0.00 €
        fidelity: 45.44 €
        points: -5456 points
        pointsIssued: 5456 points
        revenue: -37.87 €
        tax:2000: -7.57 €"#]],
    )
    .await;
}

#[tokio::test]
async fn an_order_of_nothing_posts_nothing() {
    each_app(async |app| {
        let mut holding = Holding::many_vps(1);
        holding.services[0].3 = "free";
        let alice = app.customer("alice", &holding).await;
        let before = app.engine.store().ledger(alice.account).await.unwrap();
        let order = alice.order(1, "P1M", &[]).await.unwrap().id;
        alice.pay(order, Choice::Prepaid).await.unwrap();
        assert_eq!(app.engine.store().ledger(alice.account).await.unwrap(), before);
        let bills = app.engine.store().bills(alice.account).await.unwrap();
        assert_eq!((bills.len(), bills[0].gross), (1, money("0")));
    })
    .await;
}

#[tokio::test]
async fn after_many_renewals_the_books_agree_with_bills_and_balances() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.prepaid = "1000";
        let alice = app.customer("alice", &holding).await;
        let with_option: &[i64] = &[112_233, 112_234];
        let renewals = [
            ("P1M", with_option, paypal()),
            ("P3M", with_option, Choice::Prepaid),
            ("P6M", &[], Choice::Fidelity),
            ("P1M", &[], card()),
            ("P1Y", &[], paypal()),
            ("P1M", &[], Choice::Prepaid),
        ];
        for (period, services, choice) in renewals {
            let order = alice.order(112_233, period, services).await.unwrap().id;
            alice.pay(order, choice).await.unwrap();
        }
        let bills = app.engine.store().bills(alice.account).await.unwrap();
        let total = |amount: fn(&perennial_core::Bill) -> Money| {
            Money::checked_sum(bills.iter().map(amount), Currency::Eur).unwrap()
        };
        let books = balances(app, &alice).await;
        let minus = |amount: Money| amount.checked_neg().unwrap();
        assert_eq!(books["customer"], money("0"));
        assert_eq!(books["revenue"], minus(total(|bill| bill.net)));
        assert_eq!(books["tax:2000"], minus(total(|bill| bill.tax)));
        let held = app.engine.store().account(alice.account).await.unwrap().unwrap().balances;
        assert_eq!(
            (books["prepaid"], books["points"]),
            (minus(held.prepaid), minus(held.fidelity))
        );
        let received =
            ["clearing:paypal", "clearing:creditCard", "fidelity"].map(|code| books[code]);
        let from_prepaid = money("1000").checked_sub(held.prepaid).unwrap();
        let received =
            Money::checked_sum(received.into_iter().chain([from_prepaid]), Currency::Eur);
        assert_eq!(received.unwrap(), total(|bill| bill.gross));
        for currency in [Currency::Eur, Currency::Points] {
            let of_currency = books.values().copied().filter(|sum| sum.currency() == currency);
            assert!(Money::checked_sum(of_currency, currency).unwrap().is_zero(), "{currency}");
        }
        assert_ne!(held.fidelity, points("10000"));
    })
    .await;
}
