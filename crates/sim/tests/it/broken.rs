//! That the auditor bites: books that are deliberately wrong in one place, and the rule that must say so.
//!
//! A world is played in which nothing is wrong. Then what the auditor reads is damaged, one place at a time, in ways that
//! no constraint of a database would notice or that only a mistake in one could bring about.

use perennial_sim::auditor::books::{AccountRows, Books, OrderRow};
use perennial_sim::auditor::{ChargeRecord, Truth};
use perennial_sim::fault::Log;
use perennial_sim::workload::parse_steps;
use perennial_sim::world::World;

/// Two customers: one renews by itself with a card, one by hand or not at all, and one order waits to be paid.
const LIFE: &str = "
    a customer of country 0 joins
    customer 0 registers a card, default 1, usable for 0 days
    customer 0 gets 1 of plan 0, until 40 days from now with anchor 31, automatic for 1 months
    a customer of country 1 joins
    customer 1 registers a paypal, default 1, usable for 0 days
    customer 1 puts 900 on the prepaid account
    customer 1 gets 1 of plan 0, until 200 days from now with anchor 31, manual for 1 months
    customer 1 gets 2 of plan 1, until 12 days from now with anchor 0, manual for 1 months
    31 days pass, one by one
    customer 1 orders service 0 for 1 months, with linked 0, key 0
    customer 1 pays order 0 with prepaid, key 0
    customer 1 orders service 0 for 3 months, with linked 0, key 0
    customer 1 pays order 0 with default, key 0
    31 days pass, one by one
    31 days pass, one by one
    customer 1 orders service 0 for 1 months, with linked 0, key 0
";

type Damage = fn(&mut Books, &mut Vec<ChargeRecord>);

/// What is broken, how, and the rule that must say so.
const DAMAGES: [(&str, &str, Damage); 24] = [
    ("an entry of the ledger is altered", "I5", |books, _| {
        payer(books).ledger[0].amount += 1;
    }),
    ("a transaction of the ledger is gone", "I5", |books, _| {
        let first = payer(books).ledger[0].transaction;
        payer(books).ledger.retain(|entry| entry.transaction != first);
    }),
    ("the prepaid account has a cent too many", "I5", |books, _| {
        holder(books).prepaid += 1_000_000;
    }),
    ("a period is sold twice", "I1", |books, _| {
        let first = payer(books).periods[0];
        payer(books).periods.insert(1, first);
    }),
    ("a day lies between two periods", "I1", |books, _| {
        payer(books).periods[1].1 += 1;
    }),
    ("a sold period is gone", "I1", |books, _| {
        payer(books).periods.pop();
    }),
    ("an order is settled that has extended nothing", "I2", |books, _| {
        let (service, starts, ..) = payer(books).periods.pop().unwrap();
        payer(books).services.get_mut(&service).unwrap().expires = starts;
    }),
    ("a service is extended without an order", "I2", |books, _| {
        let (service, _, ends, _) = *payer(books).periods.last().unwrap();
        payer(books).periods.push((service, ends, ends + 31, 1));
        payer(books).services.get_mut(&service).unwrap().expires = ends + 31;
    }),
    ("an expiry has moved", "I2", |books, _| {
        first(&mut payer(books).services).expires += 1;
    }),
    ("an anchor day is another one", "I7", |books, _| {
        first(&mut payer(books).services).anchor = 28;
    }),
    ("a renewal ends on another day than the anchor", "I7", |books, _| {
        let last = payer(books).periods.last_mut().unwrap();
        last.2 -= 1;
        let (service, _, ends, _) = *last;
        payer(books).services.get_mut(&service).unwrap().expires = ends;
    }),
    ("the tax of an order is a cent off", "I4", |books, _| {
        let order = settled(payer(books));
        order.tax += 1_000_000;
        order.gross += 1_000_000;
    }),
    ("a bill number is skipped", "I6", |books, _| {
        let last = books.numbers.iter().filter(|number| number.0 == "FR").count();
        let number = books.numbers.iter_mut().rfind(|number| number.0 == "FR").unwrap();
        number.1 += 1;
        let order = number.3;
        payer(books).bills.get_mut(&order).unwrap().number.iter_mut().for_each(|one| *one += 1);
        books.series.get_mut("FR").unwrap().0 = i64::try_from(last).unwrap() + 1;
    }),
    ("an issued bill has changed", "I6", |books, _| {
        first(&mut payer(books).bills).net += 1_000_000;
    }),
    ("a settled order has no bill", "I6", |books, _| {
        payer(books).bills.pop_first();
    }),
    ("the gateway was asked to charge what nobody ordered", "I3", |_, gateway| {
        let payment = 1;
        gateway.push(ChargeRecord { payment, ..gateway[0].clone() });
    }),
    ("an order was charged twice", "I3", |books, gateway| {
        let again = ChargeRecord { payment: 1, ..gateway[0].clone() };
        let rows = books.accounts.get_mut(&again.account).unwrap();
        rows.payments.insert(1, rows.payments[&gateway[0].payment].clone());
        gateway.push(again);
    }),
    ("what was declined is taken for paid", "I3", |_, gateway| {
        gateway[0].truth = Truth::Declined { hard: false };
    }),
    ("a service is held by an order that nobody pays", "I3", |books, _| {
        let order = *payer(books).orders.keys().next().unwrap();
        first(&mut payer(books).services).held_by = Some(order);
    }),
    ("two orders that sell the same wait to be paid", "I9", |books, _| {
        let unpaid = holder(books).orders.values().find(|order| order.state == "unpaid").cloned();
        holder(books).orders.insert(1, unpaid.unwrap());
    }),
    ("a notice is sent twice", "notices", |books, _| {
        let notice = first(&mut payer(books).notices).clone();
        payer(books).notices.insert(1, notice);
    }),
    ("an entry of the journal is gone", "journal", |books, _| payer(books).journal -= 1),
    ("a renewal by hand is done by itself", "prediction", |books, _| {
        // Settled, extended, paid and billed as it should be; only nobody has asked for it.
        let order = holder(books).orders.values_mut().find(|order| order.state == "settled");
        let order = order.unwrap();
        (order.category, order.run_on) = ("autorenew".to_owned(), Some(20_900));
    }),
    ("what is deleted runs on", "prediction", |books, _| {
        let gone = holder(books).services.values_mut().find(|service| service.state == "deleted");
        gone.unwrap().state = "active".to_owned();
    }),
];

/// The customer whose card is charged by itself.
fn payer(books: &mut Books) -> &mut AccountRows {
    named(books, "c1-ovh")
}

/// The customer who renews by hand.
fn holder(books: &mut Books) -> &mut AccountRows {
    named(books, "c2-ovh")
}

fn named<'a>(books: &'a mut Books, name: &str) -> &'a mut AccountRows {
    books.accounts.values_mut().find(|account| account.name == name).unwrap()
}

fn first<T>(rows: &mut std::collections::BTreeMap<i64, T>) -> &mut T {
    rows.values_mut().next().unwrap()
}

fn settled(rows: &mut AccountRows) -> &mut OrderRow {
    rows.orders.values_mut().find(|order| order.state == "settled").unwrap()
}

/// The life above, in which nothing is wrong, and its log.
async fn lived() -> (World, Log) {
    let log = Log::default();
    let mut world = World::new(0, 2, log.clone()).await;
    for step in parse_steps(LIFE).unwrap() {
        assert_eq!(world.step(&step).await, [], "{step}");
    }
    (world, log)
}

#[tokio::test]
async fn each_damage_is_found_by_its_rule() {
    let (world, _) = lived().await;
    assert_eq!(world.audit_after(|_, _| ()), []);
    for (what, rule, damage) in DAMAGES {
        let found = world.audit_after(damage);
        let rules: Vec<&str> = found.iter().map(|violation| violation.rule).collect();
        assert!(rules.contains(&rule), "{what}: {rule} says nothing, only {found:#?}");
    }
}

#[tokio::test]
async fn what_is_changed_in_the_database_is_found_there() {
    let (mut world, _) = lived().await;
    world.database().alter("UPDATE service SET renew_mode = 'manual'").await;
    let rules: Vec<&str> = world.end().await.iter().map(|violation| violation.rule).collect();
    assert!(rules.contains(&"prediction"), "{rules:?}");
}

#[tokio::test]
async fn a_secret_in_the_log_is_found() {
    let (mut world, log) = lived().await;
    log.during(|| tracing::info!(key = perennial_sim::world::MASTER_KEY, "this must not be"));
    let found = world.end().await;
    assert!(found.iter().any(|violation| violation.rule == "I11"), "{found:?}");
}
