//! Automatic renewal, day by day: what is ordered, charged, told, and what becomes of services that are not paid.

use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::PaymentMethodId;
use perennial_core::means::MethodKind;
use perennial_core::order::Category;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_core::run::RunState;
use perennial_core::service::StateKind;
use perennial_engine::gateway::sandbox::Order as Ordered;
use perennial_testkit::{Customer, Holding, TestApp, each_app, each_app_with, each_database};

use crate::support::told;

/// One VPS that renews itself each month, on the 31st, and PayPal with ordered outcomes.
fn vps(outcomes: &[Ordered]) -> Holding {
    Holding {
        services: vec![(1, "vps", "vps-1".to_owned(), "vps-ssd-1", date(2027, 1, 31))],
        methods: vec![(5001, 1234, MethodKind::Paypal, outcomes.to_vec())],
        prepaid: "0",
        ..Holding::default()
    }
}

/// Goes to the morning of a day and does what is due.
async fn on(app: &TestApp, day: &str) {
    app.clock.set(format!("{day}T08:00:00Z").parse().unwrap());
    app.engine.reconcile().await;
}

/// The same for each day up to one, with the first one after today.
async fn daily(app: &TestApp, count: i64) {
    for _ in 0..count {
        app.advance(SignedDuration::from_hours(24));
        app.engine.reconcile().await;
    }
}

async fn kind(customer: &Customer, service: i64) -> StateKind {
    customer.service(service).await.state.kind()
}

async fn notices(app: &TestApp, customer: &Customer) -> Vec<String> {
    let notices = app.engine.store().notices(customer.account).await.unwrap();
    notices.iter().map(|notice| notice.topic.clone()).collect()
}

#[tokio::test]
async fn a_service_renews_itself_on_the_first_of_the_month() {
    each_app(async |app| {
        let alice = app.customer("alice", &vps(&[])).await;
        on(app, "2026-12-31").await;
        assert_eq!(alice.orders().await.len(), 0);
        on(app, "2027-01-01").await;
        let orders = alice.orders().await;
        assert_eq!(orders.len(), 1);
        assert_eq!(orders[0].terms.category, Category::AutoRenew);
        assert_eq!(orders[0].terms.run_on, Some(date(2027, 1, 1)));
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28), "the anchor is the 31st");
        assert_eq!(alice.charges().await.len(), 1);
        on(app, "2027-02-01").await;
        on(app, "2027-03-01").await;
        assert_eq!(alice.expiry(1).await, date(2027, 4, 30));
        assert_eq!(alice.orders().await.len(), 3);
        let bills = app.engine.store().bills(alice.account).await.unwrap();
        assert!(bills.iter().all(|b| b.category == Category::AutoRenew && b.issue.is_some()));
        let journal = app.journal(alice.account).await;
        assert_eq!(
            journal[1],
            format!(
                "order.place order {}: day 2027-01-01: 1: to renew for P1M until 2027-02-28, 2.99 € net",
                orders[0].id
            )
        );
        assert_eq!(notices(app, &alice).await[0], format!("renewed 2027-01-01 1 {}", orders[0].id));
    })
    .await;
}

#[tokio::test]
async fn what_is_due_together_is_one_order_whatever_it_is_linked_with() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        on(app, "2027-01-01").await;
        let orders = alice.orders().await;
        assert_eq!(orders.len(), 1, "domain, hosting, VPS and its option");
        assert_eq!(orders[0].terms.lines.len(), 4);
        assert_eq!(alice.expiry(12345).await, date(2028, 1, 15));
        assert_eq!(alice.expiry(112_234).await, date(2027, 2, 28));
        // 50 € on the prepaid account do not cover it.
        assert_eq!(alice.charges().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_prepaid_account_pays_first() {
    each_app(async |app| {
        let rich = Holding { prepaid: "7.50", ..vps(&[]) };
        let alice = app.customer("alice", &rich).await;
        for day in ["2027-01-01", "2027-02-01", "2027-03-01"] {
            on(app, day).await;
        }
        assert_eq!(alice.charges().await.len(), 1, "3.59 € twice, and then PayPal");
        let account = app.engine.store().account(alice.account).await.unwrap().unwrap();
        assert_eq!(account.balances.prepaid.to_string(), "0.32 €");
    })
    .await;
}

#[tokio::test]
async fn a_soft_decline_is_tried_again_and_the_holder_hears_of_it_once() {
    each_app(async |app| {
        let declines = [Ordered::DeclineSoft, Ordered::DeclineSoft];
        let alice = app.customer("alice", &vps(&declines)).await;
        on(app, "2027-01-01").await;
        assert_eq!(kind(&alice, 1).await, StateKind::Unpaid);
        daily(app, 1).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Unpaid);
        daily(app, 2).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Active);
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28), "from the old expiry");
        let orders = alice.orders().await;
        assert_eq!((orders.len(), alice.charges().await.len()), (1, 3));
        let told = notices(app, &alice).await;
        assert_eq!(told.iter().filter(|t| t.starts_with("paymentFailed")).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_never_pays_is_suspended_at_the_expiry_and_deleted_later() {
    each_app(async |app| {
        let alice = app.customer("alice", &vps(&[Ordered::DeclineHard])).await;
        on(app, "2027-01-01").await;
        daily(app, 29).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Unpaid, "30 January");
        assert_eq!(alice.charges().await.len(), 1, "it was refused for good: no retry");
        daily(app, 1).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Suspended);
        daily(app, 4).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Suspended);
        daily(app, 1).await;
        assert_eq!(kind(&alice, 1).await, StateKind::Deleted, "5 days later");
        daily(app, 60).await;
        assert_eq!(alice.charges().await.len(), 1);
        assert!(alice.orders().await.iter().all(|order| order.terms.lines.len() == 1));
    })
    .await;
}

#[tokio::test]
async fn who_pays_while_suspended_goes_on_from_the_old_expiry() {
    each_app(async |app| {
        let alice = app.customer("alice", &vps(&[Ordered::DeclineHard])).await;
        on(app, "2027-01-01").await;
        on(app, "2027-02-02").await;
        assert_eq!(kind(&alice, 1).await, StateKind::Suspended);
        alice.renew(1, "P1M").await;
        assert_eq!(kind(&alice, 1).await, StateKind::Active);
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28));
        // The method works again, so it is debited again.
        on(app, "2027-02-03").await;
        assert_eq!(alice.expiry(1).await, date(2027, 3, 31));
    })
    .await;
}

#[tokio::test]
async fn a_payment_in_doubt_blocks_and_is_never_made_twice() {
    each_app(async |app| {
        let outcomes = [Ordered::NoAnswerThenApprove, Ordered::NoAnswerThenDecline];
        let alice = app.customer("alice", &vps(&outcomes)).await;
        on(app, "2027-01-01").await;
        assert!(alice.service(1).await.held_by.is_some());
        assert_eq!(alice.expiry(1).await, date(2027, 1, 31));
        app.engine.reconcile().await;
        assert_eq!(alice.charges().await.len(), 1, "nothing more while it is in doubt");
        app.reconcile_later().await;
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28));

        on(app, "2027-02-01").await;
        app.reconcile_later().await;
        assert_eq!(alice.charges().await.len(), 2);
        assert_eq!(kind(&alice, 1).await, StateKind::Unpaid, "the gateway says it was declined");
        daily(app, 1).await;
        assert_eq!(alice.expiry(1).await, date(2027, 3, 31), "and the retry is approved");
        assert_eq!(alice.charges().await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_run_over_its_budget_waits_for_a_person() {
    let narrow = |settings: &mut perennial_engine::Settings| settings.budget.renewals_max = 1;
    each_app_with(narrow, async |app| {
        let alice = app.customer("alice", &vps(&[])).await;
        let bob = app.customer("bob", &vps(&[])).await;
        on(app, "2027-01-01").await;
        app.engine.reconcile().await;
        let runs = app.engine.last_runs(10).await.unwrap();
        assert_eq!(runs.len(), 1, "it is planned once");
        assert_eq!((runs[0].state, runs[0].planned.renewals), (RunState::Waiting, 2));
        assert_eq!(runs[0].excesses, ["2 renewals, at most 1 allowed"]);
        assert_eq!(alice.orders().await.len() + bob.orders().await.len(), 0);

        let cancel = perennial_engine::Verdict::Cancel;
        app.engine.decide_run(runs[0].id, cancel, "carol").await.unwrap();
        app.engine.reconcile().await;
        let planned_anew = app.engine.last_runs(1).await.unwrap()[0].clone();
        assert_eq!((planned_anew.id.get(), planned_anew.state), (2, RunState::Waiting));
        let approve = perennial_engine::Verdict::Approve;
        app.engine.decide_run(planned_anew.id, approve, "carol").await.unwrap();
        app.engine.reconcile().await;
        assert_eq!(alice.orders().await.len() + bob.orders().await.len(), 2);
        let (done, parts) = app.engine.require_run(planned_anew.id).await.unwrap();
        assert_eq!(done.state, RunState::Done);
        assert_eq!(done.decision.unwrap().0, "carol");
        let renewed: u64 = parts.iter().map(|part| part.done.renewals).sum();
        assert_eq!(renewed, 2);
        assert_eq!(
            told(&app.engine.decide_run(done.id, approve, "carol").await),
            "Conflict: run 2 is done; only a run that is waiting can be approved or cancelled"
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_service_twice_on_one_day_is_over_budget() {
    each_app(async |app| {
        let alice = app.customer("alice", &vps(&[])).await;
        on(app, "2027-03-05").await;
        let expiry = alice.expiry(1).await;
        assert_eq!(expiry, date(2027, 2, 28), "one period, and then a person is asked");
        let run = app.engine.last_runs(1).await.unwrap()[0].clone();
        assert_eq!(run.excesses, ["1 service renewed twice on one day, at most 0 allowed"]);
        for _ in 0..3 {
            let last = app.engine.last_runs(1).await.unwrap()[0].clone();
            if last.state == RunState::Waiting {
                let approve = perennial_engine::Verdict::Approve;
                app.engine.decide_run(last.id, approve, "carol").await.unwrap();
            }
            app.engine.reconcile().await;
        }
        assert_eq!(alice.expiry(1).await, date(2027, 4, 30));
        let orders = alice.orders().await;
        let days: Vec<_> = orders.iter().map(|order| order.terms.run_on.unwrap()).collect();
        let mut sorted = days.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]);
    })
    .await;
}

#[tokio::test]
async fn an_account_that_cannot_be_is_parked_and_the_run_goes_on() {
    each_database(async |database| {
        let app = &TestApp::on(database.database()).await;
        let alice = app.customer("alice", &vps(&[])).await;
        let bob = app.customer("bob", &vps(&[])).await;
        let damage = "UPDATE service SET anchor_day = 3 WHERE account_id = ";
        database.alter(&format!("{damage}{}", alice.account)).await;
        on(app, "2027-01-01").await;
        assert_eq!(bob.expiry(1).await, date(2027, 2, 28));
        let parked = app.engine.parked_accounts().await.unwrap();
        assert_eq!(parked.len(), 1);
        assert_eq!(parked[0].account, alice.account);
        assert!(parked[0].reason.contains("service.anchor_day"), "{}", parked[0].reason);
        daily(app, 2).await;
        assert_eq!(app.engine.parked_accounts().await.unwrap().len(), 1);

        database.alter("UPDATE service SET anchor_day = 31").await;
        let context = alice.context();
        app.engine.unpark(&context).await.unwrap();
        app.engine.reconcile().await;
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28));
        assert!(told(&app.engine.unpark(&context).await).contains("does not exist"));
        let journal = app.journal(alice.account).await;
        assert!(journal.iter().any(|line| line.starts_with("account.park account: ")));
    })
    .await;
}

#[tokio::test]
async fn what_is_renewed_by_hand_before_its_day_is_not_renewed_again() {
    each_app(async |app| {
        let alice = app.customer("alice", &vps(&[])).await;
        on(app, "2026-12-30").await;
        alice.renew(1, "P1M").await;
        on(app, "2027-01-01").await;
        assert_eq!(alice.orders().await.len(), 1);
        assert_eq!(alice.expiry(1).await, date(2027, 2, 28));
        on(app, "2027-02-01").await;
        assert_eq!(alice.expiry(1).await, date(2027, 3, 31));
    })
    .await;
}

#[tokio::test]
async fn what_was_told_is_not_told_again_when_the_day_is_done_once_more() {
    each_app(async |app| {
        // The option renews itself and would outlive its parent, which does not.
        let guide = Holding::guide();
        let automatic = RenewMode::Automatic(AutomaticKind::V2012);
        let modes = vec![(112_233, RenewMode::Manual), (112_234, automatic)];
        let alice = app.customer("alice", &Holding { modes, ..guide }).await;
        on(app, "2027-01-01").await;
        let told = notices(app, &alice).await;
        assert!(told.contains(&"notRenewable 2027-01-01 112234".to_owned()), "{told:?}");
        let card = PaymentMethodId::try_new(5002).unwrap();
        app.engine.choose_default_method(&alice.context(), card, None).await.unwrap();
        app.engine.reconcile().await;
        assert_eq!(notices(app, &alice).await, told);
        assert_eq!(app.engine.parked_accounts().await.unwrap().len(), 0);
    })
    .await;
}
