//! `perennial clock` and `perennial fault`: time that is played.

use std::process::Stdio;

use expect_test::expect;
use perennial_core::order::OrderState;
use perennial_store::testing::{TestDatabase, each_database};
use perennial_store::{Database, Store};
use serde_json::{Value, json};

use crate::admin::Admin;
use crate::play::{INVENTORY, each_sandbox};
use crate::process::{Program, program};
use crate::terminal::shown_on_stderr;

pub(crate) async fn store(database: &Database) -> Store {
    Store::open(database, "2030-01-01T00:00:00Z".parse().unwrap()).await.unwrap().0
}

#[tokio::test]
async fn a_sandbox_is_a_new_database_and_its_clock_stands_still() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let told = admin.text(&["clock", "start", "2030-01-01"]).await;
        let first = "Sandbox: Tuesday, 2030-01-01 00:00 (Europe/Paris); it stands still until it is moved\n";
        assert!(told.starts_with(first), "{told}");
        assert!(told.contains("\n  next  nothing is due\n  real  2"), "{told}");
        let shown = admin.json(&["clock"]).await;
        let expected = json!({
            "sandbox": true, "at": "2029-12-31T23:00:00Z", "timeZone": "Europe/Paris", "today": "2030-01-01",
            "next": null, "runWaiting": null,
        });
        assert_eq!(shown, expected);
        let again = admin.refused(&["clock", "start"], 3).await;
        assert!(again.contains("it is a sandbox already\n  perennial clock shows its time"), "{again}");
        // Whoever serves it by mistake as a real one does not get far.
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        assert!(admin.refused(&serve, 1).await.contains("time is played in this database"));
    })
    .await;
}

#[tokio::test]
async fn where_time_is_real_it_is_shown_and_not_moved() {
    each_database(async |database| {
        let admin = Admin::of(database);
        crate::admin::create(&admin, "ab1-ovh").await;
        let told = admin.text(&["clock"]).await;
        assert!(told.starts_with("Time is real here: ") && told.contains("(Europe/Paris)"), "{told}");
        assert_eq!(admin.json(&["clock"]).await["sandbox"], false);
        let text = "error: time is real on this database: only a sandbox has a clock that can be moved\n  \
                    perennial clock start makes a sandbox of a new database\n";
        assert_eq!(admin.refused(&["clock", "advance", "P1D"], 3).await, text);
        assert_eq!(admin.refused(&["clock", "set", "2035-01-01"], 3).await, text);
        let real = admin.refused(&["clock", "start"], 1).await;
        assert!(real.contains("a sandbox needs a database of its own"), "{real}");
    })
    .await;
}

#[tokio::test]
async fn time_moves_on_by_the_calendar_and_never_back() {
    each_sandbox(INVENTORY, async |admin| {
        let at = |told: Value| told["at"].as_str().unwrap().to_owned();
        admin.json(&["clock", "set", "2030-01-31T08:00:00Z"]).await;
        let month = at(admin.json(&["clock", "advance", "P1M"]).await);
        assert_eq!(month, "2030-02-28T08:00:00Z", "a month after 31 January");
        // On 31 March the clocks are put on: the hour of the day stays.
        let april = at(admin.json(&["clock", "advance", "P1M4D"]).await);
        assert_eq!(april, "2030-04-01T07:00:00Z");
        assert_eq!(at(admin.json(&["clock", "advance", "PT6H"]).await), "2030-04-01T13:00:00Z");
        assert_eq!(at(admin.json(&["clock", "advance", "P1W"]).await), "2030-04-08T13:00:00Z");

        let back = admin.refused(&["clock", "set", "2030-01-01"], 3).await;
        expect![[r#"
            error: the clock shows 2030-04-08T13:00:00Z; it can be moved on, and not back to 2029-12-31T23:00:00Z
        "#]]
        .assert_eq(&back);
        for (arguments, text) in [
            (["advance", "-P1D"], "unexpected argument '-P'"),
            (["advance", "1 month"], "write a time such as P1M, P1W, P1D, P1Y or PT6H"),
            (["set", "tomorrow"], "write an instant such as 2027-01-31T08:00:00Z, or a day"),
        ] {
            let told = admin.refused(&[&["clock"], &arguments[..]].concat(), 2).await;
            assert!(told.contains(text), "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_year_passes_as_it_was_forecast() {
    each_sandbox(INVENTORY, async |admin| {
        let forecast = admin.json(&["forecast", "ab1-ovh", "--months", "12"]).await;
        let told = admin.text(&["clock", "advance", "P1Y"]).await;
        assert_eq!(
            told,
            "it is Wednesday, 2031-01-01 00:00 (Europe/Paris)\n  21 moments on the way: 14 renewals, 22 letters\n"
        );

        let store = store(admin.database.database()).await;
        let name = perennial_core::text::Name::parse("ab1-ovh").unwrap();
        let alice = store.account_by_nichandle(&name).await.unwrap().unwrap();
        let mut orders = store.orders(alice).await.unwrap();
        orders.sort_by_key(|order| order.terms.run_on);
        let charged: Vec<(String, String)> = orders
            .iter()
            .map(|order| {
                assert!(matches!(order.state, OrderState::Settled { .. }), "{order:?}");
                let day = order.terms.run_on.unwrap();
                (day.to_string(), order.terms.totals.gross.to_decimal())
            })
            .collect();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let debits = forecast["debits"].as_array().unwrap().iter();
        let debits: Vec<_> = debits.map(|one| (text(&one["on"]), text(&one["amount"]))).collect();
        assert_eq!(charged, debits);
        assert_eq!(charged.len(), 13);
        let services = store.services(alice).await.unwrap();
        let expiries: Vec<String> =
            services.iter().map(|one| format!("{} {}", one.expiry.on(), one.state.kind().code())).collect();
        assert_eq!(expiries, ["2031-02-28 active", "2031-03-15 active", "2030-04-15 deleted"]);
    })
    .await;
}

#[tokio::test]
async fn a_charge_is_declined_when_it_was_ordered_to_be() {
    each_sandbox(INVENTORY, async |admin| {
        // Charges that were made before do not count.
        admin.json(&["clock", "advance", "P1D"]).await;
        let told = admin
            .text(&["fault", "ab1-ovh", "paypal:1234", "--outcomes", "approve,declineHard"])
            .await;
        assert_eq!(
            told,
            "ordered: the next 2 charges of 5001 (paypal alice@example.com): approve, declineHard; later ones are \
             approved\n"
        );
        let card = admin.json(&["fault", "ab1-ovh", "creditCard", "--expires", "2030-02-15"]).await;
        let expected = json!({
            "nichandle": "ab1-ovh", "paymentMethodId": 5002, "outcomes": null, "takesBack": null, "expiresOn": "2030-02-15",
        });
        assert_eq!(card, expected);
        admin.json(&["clock", "set", "2030-02-28"]).await;
        let states = async || {
            let store = store(admin.database.database()).await;
            let all = store.accounts_after(None, 9).await.unwrap();
            let services = store.services(all[0]).await.unwrap();
            services.iter().map(|one| one.state.kind().code()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(states().await, "active active active");
        admin.json(&["clock", "set", "2030-03-01"]).await;
        assert_eq!(states().await, "unpaid unpaid active", "declined, and no other method is left");
        // A card that does not end is a method that was not tried.
        admin.json(&["fault", "ab1-ovh", "5002", "--expires", "never"]).await;
        admin.json(&["clock", "advance", "P1D"]).await;
        assert_eq!(states().await, "active active active");
    })
    .await;
}

#[tokio::test]
async fn faults_that_cannot_be() {
    each_database(async |database| {
        let admin = Admin::of(database);
        admin.import(INVENTORY).await;
        // The gateway is the sandbox one on every database; time is not.
        admin.json(&["fault", "ab1-ovh", "default", "--outcomes", "declineSoft"]).await;
        let registered =
            "registered are 5001 (paypal alice@example.com), 5002 (creditCard XXXX 1881)";
        let cases: [(&[&str], i32, &str); 10] = [
            (
                &["5001", "--expires", "2030-01-01"],
                3,
                "time is real on this database, and when a payment method ends",
            ),
            (&["99", "--outcomes", "approve"], 3, registered),
            (&["paypal:9", "--outcomes", "approve"], 3, registered),
            (&["prepaid", "--outcomes", "approve"], 3, "a balance is charged by no gateway"),
            (&["5001"], 2, "<--outcomes <WORDS>|--expires <DAY>|--takes-back <ORDER>>"),
            (
                &["5001", "--outcomes", "third"],
                2,
                "`third` is not an outcome of the sandbox gateway; outcomes are approve",
            ),
            (&["5001", "--outcomes", ""], 2, "write an outcome, such as approve"),
            (&["5001", "--takes-back", "9"], 3, "(orderId = 9) does not exist"),
            (&["5001", "--takes-back", "all"], 2, "write the id of an order, a whole number"),
            (&["5001", "--expires", "soon"], 2, "write a day such as 2027-05-31, or `never`"),
        ];
        for (arguments, code, text) in cases {
            let told = admin.refused(&[&["fault", "ab1-ovh"], arguments].concat(), code).await;
            assert!(told.contains(text), "{arguments:?}: {told}");
        }
        let nobody = ["fault", "nobody", "5001", "--outcomes", "approve"];
        assert!(admin.refused(&nobody, 3).await.contains("there is no account nobody\n"));
    })
    .await;
}

#[tokio::test]
async fn a_server_has_the_time_that_is_played() {
    each_sandbox(INVENTORY, async |admin| {
        let serve =
            [&["serve", "--sandbox", "--listen", "127.0.0.1:0"], &admin.place()[..]].concat();
        let (server, _) = Program::serving(&serve).await;
        let advanced = admin.json(&["clock", "advance", "P2M"]).await;
        assert_eq!(advanced["at"], "2030-02-28T23:00:00Z");
        assert_eq!(advanced["runWaiting"], Value::Null);
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
        let shown = admin.json(&["account", "show", "ab1-ovh"]).await;
        assert_eq!((&shown["nextExpiry"], &shown["renewDay"]), (&json!("2030-04-15"), &json!(1)));
    })
    .await;
}

#[tokio::test]
async fn on_a_terminal_it_shows_how_far_it_is() {
    let database = TestDatabase::sqlite();
    let admin = Admin::of(&database);
    crate::play::begin(&admin, INVENTORY).await;
    let command = |by: &'static str| {
        let mut command = program(&[&["clock", "advance", by][..], &admin.place()].concat());
        command.env("TERM", "xterm-256color").stdout(Stdio::null());
        command
    };
    let shown = shown_on_stderr(command("P2M")).await;
    assert!(shown.contains("\r\u{1b}[2K2030-02-01 of 2030-03-01"), "{shown:?}");
    assert!(shown.ends_with("\r\u{1b}[2K"), "and takes it away at the end: {shown:?}");
    let mut dumb = command("P1M");
    dumb.env("TERM", "dumb");
    assert_eq!(shown_on_stderr(dumb).await, "");
}
