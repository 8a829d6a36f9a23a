//! Engagements: what plans offer, what services are bound by and wait for, what lines of orders say.

use jiff::civil::date;
use perennial_core::engagement::{Binding, Clause, EndRule, Kind, Offer, Request, Terms};
use perennial_core::{Currency, Order, Period, Service};
use perennial_store::WriteSet;
use perennial_store::testing::each_database;

use crate::samples::*;

fn offer(mode: &str, kind: Kind, end_rule: EndRule) -> Offer {
    let length = Period::parse("P1Y").unwrap();
    let monthly = Period::parse("P1M").unwrap();
    let period = if kind == Kind::Upfront { length } else { monthly };
    Offer { mode: name(mode), kind, length, period, price: eur("2.4999"), end_rule }
}

#[tokio::test]
async fn plans_have_their_engagements() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut sold = plan("vps-1");
        for end_rule in EndRule::ALL {
            sold.set_engagement(offer(end_rule.code(), Kind::Periodic, end_rule)).unwrap();
        }
        let once = offer("once", Kind::Upfront, EndRule::GoOn);
        let dollars = perennial_core::Money::parse("3", Currency::Usd).unwrap();
        sold.set_engagement(Offer { price: dollars, ..once.clone() }).unwrap();
        sold.set_engagement(once).unwrap();
        let mut set = set_after(&mut head);
        set.put_plan(&sold);
        store.commit(set).await.unwrap();
        let listed = store.price_list().await.unwrap();
        assert_eq!(listed.get(&sold.code), Some(&sold));
        // In place of it comes one that has none.
        let mut set = set_after(&mut head);
        set.put_plan(&plan("vps-1"));
        store.commit(set).await.unwrap();
        assert_eq!(store.price_list().await.unwrap().iter().next(), Some(&plan("vps-1")));
    })
    .await;
}

#[tokio::test]
async fn services_are_bound_and_wait() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let terms = Terms {
            offer: offer("year", Kind::Periodic, EndRule::KeepPrice),
            starts_on: date(2026, 2, 28),
        };
        let request = |order| Request {
            offer: offer("once", Kind::Upfront, EndRule::Cancel),
            requested_on: date(2026, 12, 1),
            order,
        };
        let bound = Service {
            engaged_until: Some(date(2027, 2, 27)),
            terms: Some(terms.clone()),
            request: Some(request(None)),
            ..service(2)
        };
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        set.insert_service(ALICE, &bound);
        store.commit(set).await.unwrap();
        let found = async |id| store.service(ALICE, service_id(id)).await.unwrap().unwrap();
        assert_eq!((found(1).await, found(2).await), (service(1), bound.clone()));

        let binding = Binding {
            request: Some(request(Some(order_id(5)))),
            terms: Some(terms),
            ..Binding::of(&service(1))
        };
        for binding in [binding, Binding::of(&service(1))] {
            let change = binding.change(service_id(1));
            let mut set = WriteSet::of_account(&next(head));
            head = next(head).head();
            set.change_service(ALICE, &change);
            store.commit(set).await.unwrap();
            let mut after = found(1).await;
            let read = after.clone();
            after.apply(&change);
            assert_eq!(read, after);
        }
        assert_eq!((found(1).await, found(2).await), (service(1), bound));
    })
    .await;
}

#[tokio::test]
async fn lines_say_what_begins_and_what_is_paid_off() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let begins = |mut order: Order| {
            let line = &mut order.terms.lines[0];
            let (period, price) = (line.term.unwrap().period, line.unit_price);
            let year = offer("year", Kind::Periodic, EndRule::Reactivate);
            line.clause = Some(Clause::Begins(Offer { period, price, ..year }));
            order
        };
        let flushes = |mut order: Order, ends| {
            order.terms.lines[0].clause = Some(Clause::Flushes { ends });
            order
        };
        let orders =
            [begins(order(1, &[1])), flushes(order(2, &[1]), true), flushes(order(3, &[1]), false)];
        let mut set = set_after(&mut head);
        orders.iter().for_each(|order| set.insert_order(ALICE, order));
        store.commit(set).await.unwrap();
        for order in &orders {
            assert_eq!(store.order(ALICE, order.id).await.unwrap().as_ref(), Some(order));
        }
        assert_eq!(store.unpaid_orders(ALICE).await.unwrap(), orders);
    })
    .await;
}
