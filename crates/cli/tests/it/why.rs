//! `perennial why`: how dates and amounts came about, and what comes next.

use perennial_store::testing::each_database;
use serde_json::{Value, json};

use crate::admin::Admin;
use crate::play::{BOB, INVENTORY, begin, each_sandbox};

/// The facts of an explanation, one line for each: section, label, sentence.
fn facts(told: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for section in told["sections"].as_array().unwrap() {
        for fact in section["facts"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let parts = [text(&section["title"]), text(&fact["label"]), text(&fact["value"])];
            let recomputed = match &fact["recomputed"]["equal"] {
                Value::Bool(true) => " =",
                Value::Bool(false) => " ≠",
                _ => "",
            };
            lines.push(parts.join(" | ") + recomputed);
        }
    }
    lines
}

/// Whether every one of these stands in an explanation, each in a line of its own, in this order.
fn assert_told(told: &Value, expected: &[&str]) {
    let lines = facts(told);
    let mut rest = lines.iter();
    for text in expected {
        assert!(
            rest.any(|line| line.contains(text)),
            "{text:?} is not (there) in:\n{}",
            lines.join("\n")
        );
    }
}

#[tokio::test]
async fn an_order_of_the_calendar_is_derived_to_the_last_cent() {
    each_sandbox(INVENTORY, async |admin| {
        admin.json(&["clock", "advance", "P2M"]).await;
        let told = admin.json(&["why", "FR00000003"]).await;
        assert_eq!((&told["kind"], &told["differs"]), (&json!("bill"), &json!(false)));
        assert_told(
            &told,
            &[
                "placed | 2030-03-01 00:00 by the engine (automatic renewal) (query id EU.perennial.",
                "category | autorenew: the calendar started it",
                "day | 2030-03-01, the day of the calendar that placed it",
                "why then | renewDay = 1: the last 1st of a month that is not after the expiry",
                "run | run 5, planned 2030-03-01 00:00, within its budget",
                "state | settled 2030-03-01 00:00 by payment ",
                "Line 1: VPS 1, renewal for 1 month | service | 71: vps vps71.example.net",
                "unit price | 2.99 € net, plan vps-1; the price list says the same today",
                "amount | 2.99 € × 1 = 2.99 € =",
                "from | 2030-03-31, its expiry before",
                "31 March 2030 + 1 month = 30 April 2030: the anchor day 31 is kept, and clamped to the length of April 2030 =",
                "15 March 2030 + 1 year = 15 March 2031: the anchor day is 15 =",
                "net | 2.99 € + 1.99 € = 4.98 € =",
                "tax | 20 % of 4.98 € = 0.996 €, rounded once, half up: 1.00 € (EN 16931, BR-CO-17); agreed with the account =",
                "to pay | 4.98 € + 1.00 € = 5.98 € =",
                "attempt 1 | 2030-03-01 00:00, 5.98 € with 5001 (paypal alice@example.com): captured, reference SANDBOX-",
                "why so | the prepaid account was empty; it is the default method",
                "number | FR00000003, issued 2030-03-01 00:00: the next one of the series FR",
                "Journal | 2030-03-01 00:00 | order.place by the engine (automatic renewal): day 2030-03-01: ",
            ],
        );
        let title = told["title"].as_str().unwrap();
        let order = title.split(' ').nth(1).unwrap();
        let by_id = admin.json(&["why", "order", order]).await;
        assert_eq!(by_id["sections"], told["sections"]);
        let text = admin.text(&["why", order]).await;
        assert!(text.contains("\n    to pay  4.98 € + 1.00 € = 5.98 €  recomputed: equal\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_means_is_explained_by_those_before_it() {
    each_sandbox(INVENTORY, async |admin| {
        admin.json(&["fault", "ab1-ovh", "5001", "--outcomes", "declineSoft,declineSoft"]).await;
        admin.json(&["fault", "ab1-ovh", "5002", "--outcomes", "declineSoft"]).await;
        admin.json(&["clock", "advance", "PT0S"]).await;
        let unpaid = admin.json(&["why", "71"]).await;
        let lines = facts(&unpaid);
        let state = lines.iter().find(|line| line.starts_with("State | state")).unwrap();
        assert!(state.contains("in service, and its renewal unpaid since 2030-01-01: order "), "{state}");
        assert!(state.ends_with("1 attempt in vain"), "{state}");
        assert_told(
            &unpaid,
            &[
                "2030-01-01 | to renew for P1M until 2030-02-28, 2.99 € net",
                "2030-01-02 | tried again, if it is not paid (retries = 1, 3, 5)",
                "2030-01-31 | suspended, not paid by then (unpaidDays = 7 would be 2030-01-08, but never before the \
                 expiry that was paid for)",
                "2030-02-05 | deleted (retentionDays = 5)",
            ],
        );
        let order = state.split("order ").nth(1).unwrap().split(',').next().unwrap();
        let told = admin.json(&["why", "order", order]).await;
        assert_told(
            &told,
            &[
                "state | unpaid; it can be paid until 2030-01-31",
                "attempt 1 | 2030-01-01 00:00, 3.59 € with 5001 (paypal alice@example.com): declined (soft)",
                "why so | the prepaid account was empty; it is the default method",
                "attempt 2 | 2030-01-01 00:00, 3.59 € with 5002 (creditCard XXXX 1881): declined (soft)",
                "why so | the prepaid account was empty; it is the next one after those that were declined",
                "next | the calendar looks at it on 2030-01-02: `why 71` tells what for",
            ],
        );
        admin.json(&["clock", "advance", "P4D"]).await;
        let told = admin.json(&["why", "order", order]).await;
        assert_told(
            &told,
            &[
                "attempt 3 | 2030-01-02 00:00, 3.59 € with 5001",
                "why so | the prepaid account was empty; it is tried again after it was declined 1 time",
                "attempt 4 | 2030-01-02 00:00, 3.59 € with 5002 (creditCard XXXX 1881): captured",
            ],
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_tells_where_its_expiry_comes_from_and_what_comes_next() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.import(BOB).await;
        let domain = admin.json(&["why", "example.ovh"]).await;
        assert_told(
            &domain,
            &[
                "expires | 2030-03-15: the first day that is not served. The anchor day is 15 =",
                "at first | 2030-03-15, as it came: imported 2030-01-01 00:00 by operator (query id EU.perennial.",
                "settings | automaticV2012, 1 year: the calendar renews it",
                "since | nobody has changed them; imported",
                "held | 1 × Domain .ovh (plan domain-ovh), since 2026-03-15",
                "so far | nothing",
                "rules | those of the product line domain",
                "renew day | 1, that of the calendar",
                "2030-02-03 | letter: it will be renewed; 40 days before its expiry (noticesAutomatic = 40, 15)",
                "2030-02-28 | letter: it will be renewed; 15 days before its expiry",
                "2030-03-01 | debit with 5001 (paypal alice@example.com): Domain .ovh, renewal for 1 year, 1.99 € net \
                 in an order of 5.98 € in all (renewDay = 1: ",
                "2030-03-02 | tried again, if it is not paid (retries = 1, 3, 5)",
                "2030-03-15 | suspended, if it is not paid by then (unpaidDays = 7 would be 2030-03-08",
                "2030-03-22 | in redemption: restoring it costs a fee (retentionDays = 7)",
                "2030-04-21 | deleted (redemptionDays = 30)",
                "looks next | 2030-02-03",
            ],
        );
        let manual = admin.json(&["why", "service", "73"]).await;
        assert_told(
            &manual,
            &[
                "settings | manual: only its holder renews it",
                "2030-03-16 | letter: it has to be renewed by hand; 30 days before its expiry (noticesManual = 30, 15, 7, 3, 1)",
                "2030-04-15 | suspended, unless it is renewed by hand before",
                "2030-04-20 | deleted (retentionDays = 5)",
            ],
        );
        let bob = admin.json(&["why", "71", "--account", "bob2-ovh"]).await;
        assert_told(
            &bob,
            &[
                "renew day | 20, the account has chosen it",
                "letters | none beforehand: a renewal for 1 month is too short for one (noticesAutomaticFromMonths = 2)",
                "2030-01-20 | debit from the prepaid account: VPS US, renewal for 1 month, $3.35 USD net",
            ],
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_that_was_not_paid_tells_how_it_was_lost() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.import(BOB).await;
        admin.json(&["fault", "ab1-ovh", "5001", "--expires", "2030-02-15"]).await;
        admin.json(&["fault", "ab1-ovh", "5002", "--expires", "2030-02-15"]).await;
        admin.json(&["clock", "set", "2030-04-01"]).await;
        let lost = admin.json(&["why", "72"]).await;
        assert_told(
            &lost,
            &[
                "state | out of service since 2030-03-15, kept for its holder until 2030-04-21",
                "2030-03-15 | suspended, to be deleted on 2030-04-21",
                "2030-03-06 | order ",
                "2030-03-01 | to renew for P1Y until 2031-03-15, 1.99 € net; not renewed because there is nothing",
                "2030-02-28 | noticed 15 days before its expiry",
                "2030-03-22 | in redemption since then: restoring it costs 30.00 € net",
                "2030-04-21 | deleted, unless it is renewed before; the date was fixed when it was suspended",
            ],
        );
        // From the second month on the prepaid account does not suffice, and there is nothing else.
        admin.json(&["clock", "set", "2030-07-01"]).await;
        let bob = admin.json(&["why", "71", "--account", "bob2-ovh"]).await;
        assert_told(
            &bob,
            &[
                "2030-02-25 | order ",
                "State | state | it was deleted",
                "2030-03-04 | deleted, not renewed in time",
                "2030-02-27 | suspended, to be deleted on 2030-03-04",
                "2030-02-20 | to renew for P1M until 2030-03-25, $3.35 USD net; not renewed because there is nothing",
                "steps | the calendar does nothing about it any more",
            ],
        );
        let alice = admin.json(&["why", "73", "--account", "ab1-ovh"]).await;
        assert_told(&alice, &["2030-04-20 | deleted, not renewed in time", "2030-04-15 | suspended"]);
    })
    .await;
}

#[tokio::test]
async fn what_may_be_several_things_is_asked_back() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.import(BOB).await;
        for text in ["71", "vps71.example.net", "vps/vps71.example.net"] {
            let told = admin.refused(&["why", text], 3).await;
            assert!(told.starts_with(&format!("error: {text} may be any of these:\n")), "{told}");
            for candidate in ["ab1-ovh", "bob2-ovh"] {
                let line = format!("\n  service 71: vps vps71.example.net of {candidate}\n");
                assert!(told.contains(&line), "{told}");
            }
            assert!(told.ends_with("`why order ID`, and whose with --account\n"), "{told}");
            let one = admin.json(&["why", text, "--account", "bob2-ovh"]).await;
            assert_eq!(one["title"], "Service 71: vps vps71.example.net of bob2-ovh");
        }
        for (arguments, code, text) in [
            (&["99"][..], 3, "there is no service, order or bill 99\n"),
            (&["order", "71"], 3, "there is no order 71\n"),
            (&["bill", "FR00000099"], 3, "there is no bill FR00000099\n"),
            (
                &["72", "--account", "bob2-ovh"],
                3,
                "there is no service, order or bill 72 of bob2-ovh\n",
            ),
            (&["71", "--account", "nobody"], 3, "there is no account nobody\n"),
            (&["invoice", "71"], 2, "`invoice` is none of service, order and bill\n"),
        ] {
            let told = admin.refused(&[&["why"], arguments].concat(), code).await;
            assert!(told.contains(text), "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_does_not_come_of_it_is_said() {
    each_database(async |database| {
        let admin = Admin::of(database);
        begin(&admin, INVENTORY).await;
        admin.json(&["clock", "advance", "PT1H"]).await;
        database.alter("UPDATE order_line SET unit_price = 300000000").await;
        database.alter("UPDATE service SET expires_on = '2030-03-31' WHERE service_id = 71").await;
        let told = admin.json(&["why", "FR00000001"]).await;
        assert_eq!(told["differs"], true);
        assert_told(&told, &["amount | 3.00 € × 1 = 2.99 € ≠", "net | 2.99 € = 2.99 € ="]);
        let text = admin.text(&["why", "71"]).await;
        assert!(text.contains("recomputed: 2030-02-28, which differs\n"), "{text}");
        assert!(
            text.contains(
                "Something is not what comes of it: perennial audit looks at everything\n"
            ),
            "{text}"
        );
    })
    .await;
}
