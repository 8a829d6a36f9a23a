//! Runs under stress: the process dies at every write, several processes share a run, a year passes in various steps.

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::means::MethodKind;
use perennial_core::run::RunState;
use perennial_engine::gateway::sandbox::Order::{self, *};
use perennial_engine::sandbox::Sandbox;
use perennial_engine::{EngineError, Settings};
use perennial_store::CrashPoint;
use perennial_testkit::{Customer, Holding, TestApp, each_app, each_app_with, each_database};

use crate::support::told;

/// A customer of each kind: who pays by card, from the balance, not at all, and one with linked services.
fn customers() -> [(&'static str, Holding); 4] {
    let vps = |outcomes: &[Order], prepaid| Holding {
        services: vec![
            (1, "vps", "vps-1".to_owned(), "vps-ssd-1", date(2027, 1, 31)),
            (2, "vps", "vps-2".to_owned(), "vps-ssd-1", date(2027, 1, 3)),
        ],
        methods: vec![(5001, 1234, MethodKind::Paypal, outcomes.to_vec())],
        prepaid,
        ..Holding::default()
    };
    [
        ("card", vps(&[Approve, DeclineSoft], "0")),
        ("balance", vps(&[], "1000")),
        ("doubt", vps(&[NoAnswerThenApprove, NoAnswerThenDecline], "0")),
        ("linked", Holding::guide()),
    ]
}

async fn add_all(app: &TestApp) -> Vec<Customer> {
    let mut all = Vec::new();
    for (name, holding) in customers() {
        all.push(app.customer(name, &holding).await);
    }
    all
}

async fn pictures(customers: &[Customer]) -> Vec<String> {
    let mut pictures = Vec::new();
    for customer in customers {
        let mut picture = customer.picture().await;
        let notices = customer.engine().store().notices(customer.account).await.unwrap();
        let mut kinds: Vec<_> = notices.iter().map(|notice| notice.kind.code()).collect();
        kinds.sort_unstable();
        picture.push_str(&kinds.join(" "));
        pictures.push(picture);
    }
    pictures
}

fn at(day: &str) -> jiff::Timestamp {
    format!("{day}T08:00:00Z").parse().unwrap()
}

/// What is left over, until nothing is: also what a dead process has left its leases on.
async fn finish(app: &TestApp) {
    for _ in 0..4 {
        app.advance(SignedDuration::from_mins(2));
        app.engine.reconcile().await;
    }
}

#[tokio::test]
async fn a_run_survives_a_crash_at_every_write() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        let unharmed = add_all(&app).await;
        app.clock.set(at("2027-01-01"));
        let writes = app.writes_of(app.engine.reconcile()).await;
        assert!(writes >= 8, "{writes}");
        finish(&app).await;
        let expected = pictures(&unharmed).await;

        for number in 1..=writes {
            for point in [CrashPoint::BeforeWrite(number), CrashPoint::AfterWrite(number)] {
                let other = perennial_testkit::TestDatabase::sqlite();
                let app = TestApp::on(other.database()).await;
                let customers = add_all(&app).await;
                app.clock.set(at("2027-01-01"));
                app.faults.crash_at(point);
                app.engine.reconcile().await;
                assert!(app.faults.is_dead(), "{point:?} was not reached");
                let next = app.restarted().await;
                finish(&next).await;
                let survivors: Vec<Customer> = customers.iter().map(|c| c.at(&next)).collect();
                assert_eq!(pictures(&survivors).await, expected, "{point:?}");
                next.audit().await;
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_a_run_and_do_everything_once() {
    each_app(async |app| {
        let mut customers = Vec::new();
        for number in 0..60 {
            let prepaid = if number % 2 == 0 { "1000" } else { "0" };
            let holding = Holding {
                services: vec![(1, "vps", "vps-1".to_owned(), "vps-ssd-1", date(2027, 1, 31))],
                methods: vec![(5001, 1234, MethodKind::Paypal, vec![])],
                prepaid,
                ..Holding::default()
            };
            customers.push(app.customer(&format!("c{number}"), &holding).await);
        }
        let second = app.restarted().await;
        let third = second.restarted().await;
        for process in [app, &second, &third] {
            process.clock.set(at("2027-01-01"));
        }
        let work = |app: &TestApp| {
            let engine = std::sync::Arc::clone(&app.engine);
            tokio::spawn(async move { engine.reconcile().await })
        };
        let passes = [work(app), work(&second), work(&third)];
        for pass in passes {
            pass.await.unwrap();
        }
        app.engine.reconcile().await;
        let run = app.engine.last_runs(1).await.unwrap()[0].clone();
        assert_eq!(run.state, RunState::Done);
        let (_, parts) = app.engine.require_run(run.id).await.unwrap();
        let renewed: u64 = parts.iter().map(|part| part.done.renewals).sum();
        assert_eq!((run.id.get(), renewed), (1, 60));
        for customer in &customers {
            assert_eq!(customer.expiry(1).await, date(2027, 2, 28));
            assert_eq!(customer.orders().await.len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_command_that_is_faster_undoes_no_more_than_its_own_account() {
    each_app_with(
        |settings| settings.batch = 100,
        async |app| {
            let customers = add_all(app).await;
            app.clock.set(at("2027-01-01"));
            // Somebody renews by hand while the run has already loaded: the batch is refused and done one by one.
            let hand = customers[1].clone();
            let engine = std::sync::Arc::clone(&app.engine);
            let pass = tokio::spawn(async move { engine.reconcile().await });
            hand.renew(1, "P1M").await;
            pass.await.unwrap();
            finish(app).await;
            for customer in &customers[..2] {
                assert!(customer.expiry(1).await >= date(2027, 2, 28));
            }
        },
    )
    .await;
}

fn played(settings: &mut Settings) {
    settings.sandbox = Sandbox::Always;
}

/// What a year comes to, with time played in steps of so many days.
async fn year(days: i64) -> Vec<String> {
    let database = perennial_testkit::TestDatabase::sqlite();
    let app = TestApp::with(database.database(), played).await;
    let customers = add_all(&app).await;
    let until = at("2027-12-31");
    while app.engine.clock().at() < until {
        let next = app.engine.clock().at() + SignedDuration::from_hours(24 * days);
        let advanced = app.engine.advance_sandbox(next.min(until)).await.unwrap();
        assert_eq!(advanced.waiting, None);
    }
    app.audit().await;
    pictures(&customers).await
}

#[tokio::test]
async fn it_does_not_matter_in_which_steps_time_is_moved() {
    let at_once = year(400).await;
    assert_eq!(year(1).await, at_once);
    assert_eq!(year(31).await, at_once);
    assert!(at_once[0].contains("2028-01-31"), "{}", at_once[0]);
}

#[tokio::test]
async fn a_sandbox_keeps_its_time_in_the_database() {
    each_database(async |database| {
        let app = TestApp::with(database.database(), played).await;
        let alice = app.customer("alice", &customers()[1].1).await;
        let other = TestApp::with(database.database(), played).await;
        let until = at("2027-02-02");
        let advanced = app.engine.advance_sandbox(until).await.unwrap();
        assert_eq!((advanced.at, app.engine.clock().at()), (until, until));
        // The other process notices with its next request.
        alice.at(&other).dry_run(1, "P1M", &[]).await.unwrap();
        assert_eq!(other.engine.clock().at(), until);
        let back = app.engine.advance_sandbox(at("2027-02-01")).await;
        assert!(told(&back).starts_with("Invalid: the clock shows 2027-02-02"), "{}", told(&back));
        assert_eq!(alice.expiry(1).await, date(2027, 3, 31));

        let real = TestApp::try_with(database.database(), |_| {}).await;
        assert!(real.unwrap_err().to_string().contains("it is a sandbox"));
    })
    .await;
}

#[tokio::test]
async fn a_database_with_real_customers_never_becomes_a_sandbox() {
    each_database(async |database| {
        let app = TestApp::on(database.database()).await;
        app.customer("alice", &Holding::guide()).await;
        assert!(matches!(
            app.engine.advance_sandbox(at("2028-01-01")).await,
            Err(EngineError::NoSandbox)
        ));
        let played = TestApp::try_with(database.database(), played).await;
        assert!(played.unwrap_err().to_string().contains("needs a database of its own"));
    })
    .await;
}
