//! Placing orders: what stands, what contradicts, what is refused, and what a dry run leaves behind: nothing.

use jiff::SignedDuration;
use perennial_core::PaymentMethodId;
use perennial_core::means::MethodKind;
use perennial_core::order::OrderState;
use perennial_core::payment::Choice;
use perennial_engine::EngineError;
use perennial_testkit::{Customer, Holding, TestApp, card, each_app, money, paypal, service_id};

use crate::support::{all_means, told};

async fn alice(app: &TestApp) -> Customer {
    app.customer("alice", &Holding::guide()).await
}

#[tokio::test]
async fn an_order_has_the_guides_figures() {
    each_app(async |app| {
        let order = alice(app).await.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        let totals = &order.terms.totals;
        assert_eq!(
            [totals.net, totals.tax, totals.gross],
            [money("37.87"), money("7.57"), money("45.44")]
        );
        let validity = order.terms.valid_until.duration_since(order.terms.placed_at);
        assert_eq!(validity, SignedDuration::from_hours(24));
        assert_eq!(order.state, OrderState::Unpaid);
        let services: Vec<_> = order.terms.lines.iter().map(|line| line.service.unwrap()).collect();
        assert_eq!(services, [67890, 12345].map(service_id));
    })
    .await;
}

#[tokio::test]
async fn the_same_order_is_answered_again_while_it_can_be_paid() {
    each_app(async |app| {
        let alice = alice(app).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        app.advance(SignedDuration::from_hours(23));
        let journal = app.journal(alice.account).await;
        let writes = app.writes_of(async {
            // In any order, by any other way to say the same.
            for (service, period) in [(12345, "P1Y"), (67890, "P12M")] {
                let again = alice.order(service, period, &[12345, 67890]).await.unwrap();
                assert_eq!(again, order);
            }
        });
        assert_eq!(writes.await, 0);
        assert_eq!(app.journal(alice.account).await, journal);
        // Less, more and longer are other orders.
        let less = alice.order(12345, "P1Y", &[]).await.unwrap();
        let longer = alice.order(12345, "P2Y", &[]).await.unwrap();
        assert_ne!(less.id, order.id);
        assert_ne!(longer.id, less.id);
        // A day later it is another order, even if nobody has cancelled the first one yet.
        app.advance(SignedDuration::from_hours(1));
        let new = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        assert_ne!(new.id, order.id);
        assert_eq!(alice.orders().await.len(), 4);
    })
    .await;
}

/// Whoever was quoted a price has it for the order's day; a new order has the new price.
#[tokio::test]
async fn a_new_price_makes_another_order_and_leaves_the_old_one_payable() {
    each_app(async |app| {
        let alice = alice(app).await;
        let old = alice.order(12345, "P1Y", &[]).await.unwrap();
        app.set_price("domain-ovh", "P1Y", "2.49").await;
        let new = alice.order(12345, "P1Y", &[]).await.unwrap();
        assert_eq!([old.terms.totals.net, new.terms.totals.net], [money("1.99"), money("2.49")]);
        assert_ne!(old.id, new.id);
        alice.pay(old.id, paypal()).await.unwrap();
        assert_eq!(alice.charges().await, [("captured".to_owned(), money("2.39"))]);
    })
    .await;
}

#[tokio::test]
async fn of_two_orders_for_one_period_one_can_be_paid() {
    each_app(async |app| {
        let alice = alice(app).await;
        let both = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        let domain = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        let longer = alice.order(12345, "P2Y", &[]).await.unwrap().id;
        alice.pay(domain, paypal()).await.unwrap();
        let picture = alice.picture().await;
        let expected = "Conflict: the order renews service 12345 from 2027-01-15, but it runs until 2028-01-15 \
                        now; place a new order";
        for means in all_means() {
            for order in [both, longer] {
                assert_eq!(told(&alice.pay(order, means).await), expected);
            }
        }
        assert_eq!(alice.picture().await, picture);
        let next = alice.order(12345, "P1Y", &[]).await.unwrap();
        assert_eq!(next.terms.lines[0].term.unwrap().ends_on.to_string(), "2029-01-15");
    })
    .await;
}

/// Invariant I8.
#[tokio::test]
async fn a_dry_run_writes_nothing() {
    each_app(async |app| {
        // Two processes that draw the same ids.
        let (trying, idle) = (app.restarted().await, app.restarted().await);
        let alice = alice(app).await.at(&trying);
        let (picture, journal) = (alice.picture().await, app.journal(alice.account).await);
        let mut tried = Vec::new();
        let writes = trying.writes_of(async {
            for services in [&[67890, 12345][..], &[12345], &[]] {
                for customer in [alice.clone(), alice.with_key("key")] {
                    tried.push(customer.dry_run(12345, "P1Y", services).await.unwrap());
                }
            }
            alice.dry_run(12345, "P1M", &[]).await.unwrap_err();
        });
        assert_eq!(writes.await, 0);
        assert_eq!((alice.picture().await, app.journal(alice.account).await), (picture, journal));
        assert_eq!(trying.engine.ids().order(), idle.engine.ids().order(), "no id was used up");
        // The terms are those of the order that can be placed now, and the key is as good as new.
        let order = alice.with_key("key").order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        assert_eq!(order.terms, tried[0]);
    })
    .await;
}

#[tokio::test]
async fn sets_that_are_no_strategy_are_refused_with_the_nearest() {
    each_app(async |app| {
        let alice = alice(app).await;
        let cases: [(i64, &str, &[i64], &str); 7] = [
            (
                12345,
                "P1Y",
                &[67890],
                "Invalid: these services are not a strategy: 12345 missing from the set; nearest strategies: \
                 [67890, 12345]",
            ),
            (
                12345,
                "P1Y",
                &[12345, 112_233],
                "Invalid: these services are not a strategy: 112233 not linked with the service; nearest \
                 strategies: [12345]",
            ),
            (
                12345,
                "P1Y",
                &[12345, 12345],
                "Invalid: these services are not a strategy: 12345 given twice; nearest strategies: [12345]",
            ),
            (
                112_234,
                "P1M",
                &[112_234],
                "Invalid: these services are not a strategy: 112233 missing from the set; nearest strategies: \
                 [112233, 112234]",
            ),
            (
                112_233,
                "P1Y",
                &[112_233, 112_234],
                "Invalid: these services are not a strategy: 112234 cannot be renewed: its plan has no price for \
                 P1Y; nearest strategies: [112233]",
            ),
            (
                12345,
                "P1M",
                &[],
                "Invalid: service 12345 cannot be renewed for P1M: its plan has no price for P1M; it can be \
                 renewed for P1Y, P2Y",
            ),
            (12345, "P1Y", &[12345, 4_000_000_000_000], "Invalid: these services are not a strategy: … not linked \
                 with the service; nearest strategies: [12345]"),
        ];
        let writes = app.writes_of(async {
            for (service, period, services, expected) in cases {
                let answer = told(&alice.order(service, period, services).await);
                assert_eq!(answer, expected, "{service} {period} {services:?}");
            }
        });
        assert_eq!(writes.await, 0);
    })
    .await;
}

/// Somebody else's is as good as nobody's.
#[tokio::test]
async fn what_belongs_to_another_account_is_not_found() {
    each_app(async |app| {
        let alice = alice(app).await;
        let mut holding = Holding::many_vps(1);
        holding.services[0].0 = 777;
        let bob = app.customer("bob", &holding).await;
        let order = bob.order(777, "P1M", &[]).await.unwrap().id;
        let foreign = alice.order(777, "P1M", &[]).await.unwrap_err();
        assert_eq!(foreign.to_string(), "the requested object (serviceId = 777) does not exist");
        assert!(matches!(foreign, EngineError::NotFound { what: "serviceId", .. }));
        let nobodys = alice.order(778, "P1M", &[]).await.unwrap_err();
        assert_eq!(nobodys.to_string(), "the requested object (serviceId = 778) does not exist");
        let foreign = alice.pay(order, paypal()).await.unwrap_err();
        assert_eq!(
            foreign.to_string(),
            format!("the requested object (orderId = {order}) does not exist")
        );
        assert!(alice.charges().await.is_empty());
        assert_eq!(bob.order_state(order).await, OrderState::Unpaid);
        assert_eq!(
            bob.picture().await.lines().next(),
            Some("service 777: active until 2027-01-31")
        );
    })
    .await;
}

#[tokio::test]
async fn means_that_are_not_accepted_are_refused_with_those_that_are() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.prepaid = "45.43";
        holding.fidelity = "4543";
        let alice = app.customer("alice", &holding).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        let accepted = "accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard \
                        (paymentMeanId 4321, paymentMethodId 5002)";
        let method = |id| Choice::Method(PaymentMethodId::try_new(id).unwrap());
        let cases = [
            (Choice::Prepaid, "PaymentRequired: the balance of ovhAccount is 45.43 €, the order is 45.44 €"),
            (
                Choice::Fidelity,
                "PaymentRequired: the balance of fidelityAccount is 4543 points, the order is 45.44 €",
            ),
            (Choice::Mean(MethodKind::Paypal, None), "Invalid: paymentMeanId is required with 'paypal'"),
            (method(5003), "NotFound: paymentMethodId 5003 not found"),
            // Ids of one numbering mean nothing in the other.
            (method(1234), "NotFound: paymentMethodId 1234 not found"),
            (Choice::Mean(MethodKind::BankAccount, None), "Forbidden: This order can't be paid with 'bankAccount'"),
        ];
        let writes = app.writes_of(async {
            for (choice, expected) in cases {
                assert_eq!(told(&alice.pay(order, choice).await), format!("{expected}; {accepted}"));
            }
        });
        assert_eq!(writes.await, 0);
        assert!(alice.charges().await.is_empty());
    })
    .await;
}

/// The card of the guide can be used up to the last day of May 2028.
#[tokio::test]
async fn a_card_is_refused_the_day_after_its_last() {
    each_app(async |app| {
        let alice = alice(app).await;
        // Half an hour before midnight in the time zone of the contract.
        app.clock.set("2028-05-31T21:30:00Z".parse().unwrap());
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        app.advance(SignedDuration::from_mins(30));
        let expected = "Forbidden: This order can't be paid with 'creditCard'; accepted here: paypal \
                        (paymentMeanId 1234, paymentMethodId 5001), ovhAccount, fidelityAccount";
        assert_eq!(told(&alice.pay(order, card()).await), expected);
        app.clock.set("2028-05-31T21:59:59Z".parse().unwrap());
        alice.pay(order, card()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_order_of_nothing_is_settled_with_balances_only() {
    each_app(async |app| {
        let mut holding = Holding::many_vps(1);
        holding.services[0].3 = "free";
        let alice = app.customer("alice", &holding).await;
        let order = alice.order(1, "P1M", &[]).await.unwrap();
        assert_eq!(order.terms.totals.gross, money("0"));
        let expected = "Forbidden: This order can't be paid with 'paypal'; accepted here: ovhAccount, \
                        fidelityAccount";
        assert_eq!(told(&alice.pay(order.id, paypal()).await), expected);
        alice.pay(order.id, Choice::Fidelity).await.unwrap();
        assert_eq!(alice.expiry(1).await.to_string(), "2027-02-28");
        assert!(alice.charges().await.is_empty());
    })
    .await;
}
