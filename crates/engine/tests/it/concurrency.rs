//! Many at once: on one order, on one account, on one series of bills, in one process and in two.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use perennial_core::OrderId;
use perennial_core::order::OrderState;
use perennial_core::payment::Choice;
use perennial_engine::EngineError;
use perennial_testkit::{Customer, Holding, TestApp, each_app, money, paypal};

use crate::support::{all_means, told};

/// A reasonable crowd.
const CROWD: i64 = 32;

/// Does all of it at once, each in a task of its own.
async fn at_once<T, F>(work: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

async fn paying(customer: Customer, order: OrderId, choice: Choice) -> Result<(), EngineError> {
    customer.pay(order, choice).await
}

async fn crowd(app: &TestApp) -> Customer {
    app.customer("crowd", &Holding::many_vps(CROWD)).await
}

async fn orders_of_all(customer: &Customer) -> Vec<OrderId> {
    let orders = at_once((1..=CROWD).map(|service| {
        let customer = customer.clone();
        async move { customer.order(service, "P1M", &[]).await.unwrap().id }
    }));
    orders.await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_order_many_times_is_one_order() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let other = alice.at(&app.restarted().await);
        let customers =
            [&alice, &alice.with_key("key"), &other, &other.with_key("key")].map(Clone::clone);
        let placed = at_once((0..CROWD).zip(customers.iter().cycle()).map(|(_, customer)| {
            let customer = customer.clone();
            async move { customer.order(12345, "P1Y", &[67890, 12345]).await.unwrap() }
        }));
        let ids: BTreeSet<OrderId> = placed.await.into_iter().map(|order| order.id).collect();
        assert_eq!(ids.len(), 1);
        assert_eq!(alice.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_on_one_account_is_served() {
    each_app(async |app| {
        let customer = crowd(app).await;
        let orders = orders_of_all(&customer).await;
        assert_eq!(orders.iter().collect::<BTreeSet<_>>().len(), orders.len());
        let other = customer.at(&app.restarted().await);
        let customers = [&customer, &other];
        let paid = at_once(
            orders
                .iter()
                .zip(customers.iter().cycle())
                .map(|(order, customer)| paying((*customer).clone(), *order, paypal())),
        );
        for (order, paid) in orders.iter().zip(paid.await) {
            paid.unwrap_or_else(|error| panic!("order {order}: {error}"));
        }
        app.engine.reconcile().await;
        let bills = app.engine.store().bills(customer.account).await.unwrap();
        let numbers: BTreeSet<u64> =
            bills.iter().map(|bill| bill.issue.as_ref().unwrap().number.number()).collect();
        assert_eq!(numbers, (1..=CROWD.unsigned_abs()).collect());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_is_paid_once_however_many_pay_it() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        let other = alice.at(&app.restarted().await);
        let ways: Vec<_> = [&alice, &other]
            .into_iter()
            .flat_map(|customer| all_means().map(|means| (customer.clone(), means)))
            .collect();
        let crowd = (0..CROWD).zip(ways.iter().cloned().cycle());
        let answers = at_once(crowd.map(|(_, (customer, means))| paying(customer, order, means))).await;
        let mut told: Vec<String> = answers.iter().map(told).collect();
        told.sort();
        assert_eq!(told.pop().as_deref(), Some("done"));
        let expected = [
            "Conflict: order … is paid already; nothing is charged again",
            "Conflict: order … has a payment whose outcome is not known yet; it is settled by asking the payment \
             provider, and nothing is charged meanwhile",
        ];
        assert!(told.iter().all(|told| expected.contains(&told.as_str())), "{told:?}");
        assert_eq!(alice.payments().await.len(), 1);
        assert_eq!(alice.expiry(12345).await.to_string(), "2028-01-15");
    })
    .await;
}

/// The same key: everybody is told the same as soon as it is known.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_payment_repeated_at_once_is_one_payment() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await.with_key("key");
        let order = alice.with_key("order").order(12345, "P1Y", &[]).await.unwrap().id;
        let answers = at_once((0..CROWD).map(|_| paying(alice.clone(), order, paypal()))).await;
        let mut done = 0;
        for answer in &answers {
            match answer {
                Ok(()) => done += 1,
                Err(error) => assert!(matches!(error, EngineError::InDoubt { .. }), "{error}"),
            }
        }
        assert!(done >= 1);
        alice.pay(order, paypal()).await.unwrap();
        assert_eq!(alice.charges().await, [("captured".to_owned(), money("2.39"))]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn orders_for_the_same_period_are_not_both_paid() {
    each_app(async |app| {
        for (name, choice) in [("prepaid", Choice::Prepaid), ("paypal", paypal())] {
            let alice = app.customer(name, &Holding::guide()).await;
            let mut orders = Vec::new();
            for (period, services) in
                [("P1Y", &[67890, 12345][..]), ("P1Y", &[12345]), ("P2Y", &[12345])]
            {
                orders.push(alice.order(12345, period, services).await.unwrap().id);
            }
            let crowd = orders.iter().cycle().take(12);
            let answers = at_once(crowd.map(|order| paying(alice.clone(), *order, choice))).await;
            assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
            let mut settled = 0;
            for order in orders {
                settled +=
                    u32::from(matches!(alice.order_state(order).await, OrderState::Settled { .. }));
            }
            assert_eq!(settled, 1);
            let sold = app.engine.store().sold_periods(alice.account).await.unwrap();
            assert_eq!(sold.iter().filter(|period| period.service.get() == 12345).count(), 1);
        }
    })
    .await;
}

/// 2.99 and tax are 3.59: eleven euros are enough for three.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_balance_is_not_spent_twice() {
    each_app(async |app| {
        let mut holding = Holding::many_vps(CROWD);
        holding.prepaid = "11";
        let customer = app.customer("crowd", &holding).await;
        let orders = orders_of_all(&customer).await;
        let answers =
            at_once(orders.iter().map(|order| paying(customer.clone(), *order, Choice::Prepaid))).await;
        let (paid, refused): (Vec<_>, Vec<_>) = answers.iter().map(told).partition(|told| told == "done");
        assert_eq!(paid.len(), 3);
        let low = "PaymentRequired: the balance of ovhAccount is 0.23 €, the order is 3.59 €; accepted here: \
                   paypal (paymentMeanId 1234, paymentMethodId 5001), fidelityAccount";
        assert!(refused.iter().all(|told| told == low), "{refused:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn bills_of_many_accounts_are_numbered_without_gaps() {
    each_app(async |app| {
        let mut customers = Vec::new();
        for n in 0..8 {
            customers.push(app.customer(&format!("customer{n}"), &Holding::many_vps(2)).await);
        }
        let other = app.restarted().await;
        let both: Vec<Customer> =
            customers.iter().flat_map(|c| [c.clone(), c.at(&other)]).collect();
        let renewals = (1..).zip(both).map(|(n, customer)| async move {
            customer.renew(2 - n % 2, "P1M").await;
        });
        at_once(renewals).await;
        // Whoever has paid has a bill with a number; that does not wait for the reconciler.
        let report = app.audit().await;
        assert_eq!((report.bills, report.bills_unnumbered), (16, 0));
        assert_eq!(app.engine.store().series().await.unwrap()[0].1, 16);
    })
    .await;
}
