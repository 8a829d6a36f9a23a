//! Engagements that were changed behind the program's back.

use expect_test::expect;
use perennial_testkit::{Holding, TestApp, each_database, paypal, service_id};

use crate::support::without_ids;

/// A VPS that is engaged, its second month paid, and one that waits for an order.
async fn with_engagements(app: &TestApp) {
    let alice = app.customer("alice", &Holding::many_vps(2)).await;
    let ask = async |service, mode| {
        let asked =
            app.engine.request_engagement(&alice.context(), service_id(service), mode, None).await;
        asked.unwrap()
    };
    ask(1, "degressive12").await;
    for _ in 0..2 {
        let order = alice.order(1, "P1M", &[]).await.unwrap().id;
        alice.pay(order, paypal()).await.unwrap();
    }
    ask(2, "upfront12").await;
}

#[tokio::test]
async fn the_audit_finds_engagements_that_cannot_be() {
    let changes = [
        "UPDATE service SET engaged_until = '2028-07-30' WHERE service_id = 1",
        "UPDATE service SET engaged_price = 100000000 WHERE service_id = 1",
        "UPDATE service SET engaged_rule = 'keepPrice' WHERE service_id = 1",
        "UPDATE order_line SET clause = NULL, clause_mode = NULL WHERE clause = 'periodic'",
        "UPDATE order_line SET clause_months = 6 WHERE clause = 'periodic'",
        "UPDATE order_line SET unit_price = 249100000 WHERE service_id = 1 AND clause IS NULL",
        "UPDATE service SET request_order_id = 1 WHERE service_id = 2",
        "UPDATE service SET request_kind = 'weekly' WHERE service_id = 2",
    ];
    let mut shown = std::sync::Mutex::new(Vec::<String>::new());
    for change in changes {
        each_database(async |database| {
            let app = TestApp::on(database.database()).await;
            with_engagements(&app).await;
            app.audit().await;
            database.alter(change).await;
            let report = app.engine.audit().await.unwrap();
            let found: Vec<String> = report
                .violations
                .iter()
                .map(|one| format!("  {} {}\n", one.invariant, without_ids(&one.text)))
                .collect();
            let text = format!("{change}\n{}", found.concat());
            let mut shown = shown.lock().unwrap();
            if shown.last() != Some(&text) {
                shown.push(text);
            }
        })
        .await;
    }
    expect![[r#"
        UPDATE service SET engaged_until = '2028-07-30' WHERE service_id = 1
          engagements the engagement of service 1 from 2027-01-31 is not as long as was agreed
        UPDATE service SET engaged_price = 100000000 WHERE service_id = 1
          engagements service 1 is engaged from 2027-01-31, and no settled order began that
        UPDATE service SET engaged_rule = 'keepPrice' WHERE service_id = 1
        UPDATE order_line SET clause = NULL, clause_mode = NULL WHERE clause = 'periodic'
          engagements service 1 is engaged from 2027-01-31, and no settled order began that
        UPDATE order_line SET clause_months = 6 WHERE clause = 'periodic'
          engagements service 1 is engaged from 2027-01-31, and no settled order began that
        UPDATE order_line SET unit_price = 249100000 WHERE service_id = 1 AND clause IS NULL
          I6 the bill of order … was altered after it was written
          engagements service 1 was renewed from 2027-02-28 otherwise than its engagement says
        UPDATE service SET request_order_id = 1 WHERE service_id = 2
          engagements service 2 waits for an engagement by order 1, which is over
        UPDATE service SET request_kind = 'weekly' WHERE service_id = 2
          rows the stored value of service.request_kind is not valid: `weekly` is not known
    "#]]
    .assert_eq(&shown.get_mut().unwrap().concat());
}
