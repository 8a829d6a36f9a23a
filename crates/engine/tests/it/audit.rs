//! The audit finds what was done to a database behind the program's back.
//!
//! Each change is made to a database of its own in which everything has happened once: orders that are settled, unpaid and
//! being paid, bills in one series, keys, credentials. What the audit finds then stands beside the change.

mod contacts;
mod debts;
mod ends;
mod engagements;
mod operators;
mod refunds;

use std::sync::Mutex;

use expect_test::{Expect, expect};
use perennial_core::payment::Choice;
use perennial_core::{AccountId, OrderId};
use perennial_engine::EngineError;
use perennial_engine::audit::{CHECKS, Violation};
use perennial_engine::gateway::sandbox::Order;
use perennial_store::testing::each_database;
use perennial_testkit::{Holding, TestApp, User, card, paypal, service_id};

use crate::support::without_ids;
use crate::termination::{ask, confirm};

/// What there is, by the names that changes use.
struct World {
    app: TestApp,
    alice: AccountId,
    bob: AccountId,
    /// Alice's domain and hosting, settled; bill FR1.
    both: OrderId,
    /// Alice's VPS, settled from the prepaid account; bill FR2.
    vps: OrderId,
    /// Alice's VPS again, unpaid, ordered under a key.
    unpaid: OrderId,
    /// An option of the VPS, whose payment is in doubt.
    paying: OrderId,
}

impl World {
    async fn on(database: &perennial_store::Database) -> Self {
        let app = TestApp::on(database).await;
        let holding = Holding::guide_with_outcomes(&[Order::NoAnswerThenApprove]);
        let alice = app.customer("alice", &holding).await;
        let both = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
        alice.pay(both, card()).await.unwrap();
        let vps = alice.order(112_233, "P1M", &[]).await.unwrap().id;
        alice.pay(vps, Choice::Prepaid).await.unwrap();
        let unpaid = alice.with_key("key").order(112_233, "P3M", &[]).await.unwrap().id;
        let paying = alice.order(112_234, "P1M", &[]).await.unwrap().id;
        let paid = alice.pay(paying, paypal()).await;
        assert!(matches!(paid, Err(EngineError::InDoubt { .. })), "{paid:?}");
        // Two ends that were asked for one after the other, and one that was confirmed.
        ask(&app, &alice, 112_233).await.unwrap();
        ask(&app, &alice, 112_233).await.unwrap();
        let token = ask(&app, &alice, 67890).await.unwrap();
        confirm(&alice, 67890, &token).await.unwrap();
        // Somebody else in the same series of bills, and with keys of his own.
        let bob = app.customer("bob", &Holding::guide()).await;
        let order = bob.order(112_233, "P1M", &[]).await.unwrap().id;
        bob.pay(order, Choice::Fidelity).await.unwrap();
        // His VPS is closed, with its option.
        app.engine.close_service(&bob.context(), service_id(112_233), None).await.unwrap();
        User::with_rules(&app, bob.account, &[("GET", "/*")]).await;
        app.audit().await;
        Self { app, alice: alice.account, bob: bob.account, both, vps, unpaid, paying }
    }

    /// What the audit finds, a line for each violation.
    async fn audit(&self) -> String {
        let report = self.app.engine.audit().await.unwrap();
        let line = |violation: &Violation| {
            let known = CHECKS.iter().any(|(name, _)| *name == violation.invariant);
            assert!(known, "{} is no check that is listed", violation.invariant);
            let whose = match violation.account {
                Some(account) if account == self.alice => "alice",
                Some(account) if account == self.bob => "bob",
                Some(_) => "somebody",
                None => "-",
            };
            format!("  {} {whose}: {}\n", violation.invariant, without_ids(&violation.text))
        };
        report.violations.iter().map(line).collect()
    }

    /// A change, with the names in it filled in.
    fn change(&self, sql: &str) -> String {
        [
            ("{alice}", self.alice.get()),
            ("{bob}", self.bob.get()),
            ("{both}", self.both.get()),
            ("{vps}", self.vps.get()),
            ("{unpaid}", self.unpaid.get()),
            ("{paying}", self.paying.get()),
        ]
        .iter()
        .fold(sql.to_owned(), |sql, (name, id)| sql.replace(name, &id.to_string()))
    }
}

/// Makes each change to a new database, and compares what the audit finds: the same on every engine there is.
async fn found(changes: &[&str], expected: Expect) {
    let mut all = String::new();
    for change in changes {
        let told = Mutex::new(Vec::new());
        each_database(async |database| {
            let world = World::on(database.database()).await;
            database.alter(&world.change(change)).await;
            let found = world.audit().await;
            told.lock().unwrap().push(found);
        })
        .await;
        let mut told = told.into_inner().unwrap();
        told.dedup();
        assert_eq!(told.len(), 1, "the databases do not agree on {change}: {told:?}");
        let change = change.split_whitespace().collect::<Vec<_>>().join(" ");
        all.push_str(&format!("{change}\n{}", told[0]));
    }
    expected.assert_eq(&all);
}

#[tokio::test]
async fn periods_that_were_not_sold_once() {
    let changes = [
        // A year more in the middle of the one that was sold.
        "INSERT INTO service_period (account_id, service_id, starts_on, ends_on, order_id) \
         VALUES ({alice}, 12345, '2027-07-15', '2028-07-15', {both})",
        "UPDATE service_period SET service_id = 999 WHERE account_id = {alice} AND service_id = 12345",
    ];
    found(&changes, expect![[r#"
        INSERT INTO service_period (account_id, service_id, starts_on, ends_on, order_id) VALUES ({alice}, 12345, '2027-07-15', '2028-07-15', {both})
          I1 alice: service 12345: a period ends on 2028-01-15, the next starts on 2027-07-15
          I2 alice: service 12345 runs until 2028-01-15, but was sold until 2028-07-15
          I2 alice: service 12345 was extended by order …, which is not settled for it
        UPDATE service_period SET service_id = 999 WHERE account_id = {alice} AND service_id = 12345
          I2 alice: service 999 was sold and is not there
          I2 alice: order … is settled, service 12345 was not extended
          I2 alice: service 999 was extended by order …, which is not settled for it
    "#]]).await;
}

#[tokio::test]
async fn extensions_without_a_settled_order_and_the_other_way_round() {
    let changes = [
        "DELETE FROM service_period WHERE account_id = {alice} AND service_id = 67890",
        "UPDATE service SET expires_on = '2029-01-15' WHERE account_id = {alice} AND service_id = 12345",
        "INSERT INTO service_period (account_id, service_id, starts_on, ends_on, order_id) \
         VALUES ({alice}, 112234, '2027-01-31', '2027-02-28', {paying}); \
         UPDATE service SET expires_on = '2027-02-28' WHERE account_id = {alice} AND service_id = 112234",
        "UPDATE sales_order SET state = 'unpaid', payment_id = NULL, settled_at = NULL \
         WHERE account_id = {alice} AND order_id = {both}",
        "UPDATE service SET group_id = service_id WHERE account_id = {alice}",
        "DELETE FROM service_link WHERE account_id = {alice}",
        "INSERT INTO service_detail (account_id, service_id, field, value) VALUES ({alice}, 999, 'zone', '1')",
        "INSERT INTO service_tag (account_id, service_id, tag, value) VALUES ({bob}, 998, 'env', 'prod')",
        "INSERT INTO service_link (account_id, from_service_id, to_service_id, kind, group_id) \
         VALUES ({alice}, 12345, 12345, 'optionOf', 12345)",
    ];
    found(&changes, expect![[r#"
        DELETE FROM service_period WHERE account_id = {alice} AND service_id = 67890
          I2 alice: order … is settled, service 67890 was not extended
        UPDATE service SET expires_on = '2029-01-15' WHERE account_id = {alice} AND service_id = 12345
          I2 alice: service 12345 runs until 2029-01-15, but was sold until 2028-01-15
        INSERT INTO service_period (account_id, service_id, starts_on, ends_on, order_id) VALUES ({alice}, 112234, '2027-01-31', '2027-02-28', {paying}); UPDATE service SET expires_on = '2027-02-28' WHERE account_id = {alice} AND service_id = 112234
          I2 alice: service 112234 was extended by order …, which is not settled for it
        UPDATE sales_order SET state = 'unpaid', payment_id = NULL, settled_at = NULL WHERE account_id = {alice} AND order_id = {both}
          journal alice: the entry order.settle is for order …, which is not so
          I2 alice: service 12345 was extended by order …, which is not settled for it
          I2 alice: service 67890 was extended by order …, which is not settled for it
          I3 alice: order … and its payments do not agree
          I6 alice: order … is not a settled sale and has a bill
        UPDATE service SET group_id = service_id WHERE account_id = {alice}
          I2 alice: service 67890 is not in the group of its links
          I2 alice: service 112234 is not in the group of its links
        DELETE FROM service_link WHERE account_id = {alice}
          I2 alice: service 67890 is not in the group of its links
          I2 alice: service 112234 is not in the group of its links
        INSERT INTO service_detail (account_id, service_id, field, value) VALUES ({alice}, 999, 'zone', '1')
          I2 alice: details or tags of service 999, which is not there
        INSERT INTO service_tag (account_id, service_id, tag, value) VALUES ({bob}, 998, 'env', 'prod')
          I2 bob: details or tags of service 998, which is not there
        INSERT INTO service_link (account_id, from_service_id, to_service_id, kind, group_id) VALUES ({alice}, 12345, 12345, 'optionOf', 12345)
          I2 alice: the links are not sound: service 12345 is linked with itself
    "#]]).await;
}

#[tokio::test]
async fn payments_that_do_not_fit() {
    let changes = [
        // Declined here, taken there.
        "UPDATE payment SET state = 'declined', decline = 'soft' WHERE account_id = {alice} AND order_id = {both}",
        "UPDATE payment SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {both}",
        "UPDATE payment SET order_id = {unpaid} WHERE account_id = {alice} AND order_id = {paying}",
        // A second capture, which only a database without its index takes.
        "DROP INDEX payment_live; \
         INSERT INTO payment (account_id, payment_id, order_id, means, payment_method_id, currency, amount, \
         created_at, state, state_at, reference, decline) \
         SELECT account_id, 77, order_id, means, payment_method_id, currency, amount, created_at, state, state_at, \
         reference, decline FROM payment WHERE account_id = {alice} AND order_id = {vps}",
        "UPDATE service SET held_by_order_id = NULL WHERE account_id = {alice}",
        "UPDATE service SET held_by_order_id = {unpaid} WHERE account_id = {alice} AND service_id = 112233",
        "DELETE FROM sandbox_charge WHERE account_id = {alice} AND payment_id = \
         (SELECT payment_id FROM payment WHERE account_id = {alice} AND order_id = {both})",
        "UPDATE sandbox_charge SET payment_id = 77 WHERE account_id = {alice} AND outcome = 'captured' AND \
         payment_id = (SELECT payment_id FROM payment WHERE account_id = {alice} AND order_id = {paying})",
    ];
    found(&changes, expect![[r#"
        UPDATE payment SET state = 'declined', decline = 'soft' WHERE account_id = {alice} AND order_id = {both}
          I3 alice: order … and its payments do not agree
          I3 alice: order … needs a payment that is captured; payment … of 45.44 € is declined
          I3 alice: the gateway has taken 45.44 € for payment …, which is declined
          I5 alice: clearing:creditCard is 45.44 in the ledger, 0.00 by payments and balances
        UPDATE payment SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {both}
          I3 alice: order … needs a payment that is captured; payment … of 45.45 € is captured
          I3 alice: payment … is captured, the gateway has not taken 45.45 €
          I5 alice: clearing:creditCard is 45.44 in the ledger, 45.45 by payments and balances
        UPDATE payment SET order_id = {unpaid} WHERE account_id = {alice} AND order_id = {paying}
          I3 alice: order … and its payments do not agree
          I3 alice: order … and its payments do not agree
          I3 alice: order … needs a payment that is open; payment … of 1.80 € is unknown
        DROP INDEX payment_live; INSERT INTO payment (account_id, payment_id, order_id, means, payment_method_id, currency, amount, created_at, state, state_at, reference, decline) SELECT account_id, 77, order_id, means, payment_method_id, currency, amount, created_at, state, state_at, reference, decline FROM payment WHERE account_id = {alice} AND order_id = {vps}
          I3 alice: order … has 2 payments that are captured or open
          I3 alice: order … and its payments do not agree
        UPDATE service SET held_by_order_id = NULL WHERE account_id = {alice}
          I3 alice: service 112234 and order … do not agree on who is being paid
        UPDATE service SET held_by_order_id = {unpaid} WHERE account_id = {alice} AND service_id = 112233
          I3 alice: service 112233 and order … do not agree on who is being paid
        DELETE FROM sandbox_charge WHERE account_id = {alice} AND payment_id = (SELECT payment_id FROM payment WHERE account_id = {alice} AND order_id = {both})
          I3 alice: payment … is captured, the gateway has not taken 45.44 €
        UPDATE sandbox_charge SET payment_id = 77 WHERE account_id = {alice} AND outcome = 'captured' AND payment_id = (SELECT payment_id FROM payment WHERE account_id = {alice} AND order_id = {paying})
          I3 alice: the gateway has taken money for payment 77, which is not known
    "#]]).await;
}

#[tokio::test]
async fn amounts_that_do_not_add_up() {
    let changes = [
        "UPDATE order_line SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {unpaid}",
        "UPDATE order_line SET quantity = 2 WHERE account_id = {alice} AND order_id = {unpaid}",
        "UPDATE order_line SET tax_basis_points = 1000 WHERE account_id = {alice} AND order_id = {unpaid}",
        "UPDATE sales_order SET tax = tax + 1000000, gross = gross + 1000000 \
         WHERE account_id = {alice} AND order_id = {unpaid}",
        "DELETE FROM order_line WHERE account_id = {alice} AND order_id = {both} AND line_no = 1",
    ];
    found(&changes, expect![[r#"
        UPDATE order_line SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {unpaid}
          I4 alice: the totals of an order are wrong: the lines add up to 8.98 €
        UPDATE order_line SET quantity = 2 WHERE account_id = {alice} AND order_id = {unpaid}
          I4 alice: order …: a line of 8.97 € is not quantity times price
        UPDATE order_line SET tax_basis_points = 1000 WHERE account_id = {alice} AND order_id = {unpaid}
          I4 alice: the totals of an order are wrong: the lines add up to 0.90 €
        UPDATE sales_order SET tax = tax + 1000000, gross = gross + 1000000 WHERE account_id = {alice} AND order_id = {unpaid}
          I4 alice: the totals of an order are wrong: the lines add up to 1.79 €
        DELETE FROM order_line WHERE account_id = {alice} AND order_id = {both} AND line_no = 1
          I4 alice: the totals of an order are wrong: the lines add up to 1.99 €
    "#]]).await;
}

#[tokio::test]
async fn books_that_do_not_balance() {
    let changes = [
        "UPDATE ledger_entry SET amount = amount + 1 WHERE account_id = {alice} AND ledger_account = 'revenue' \
         AND order_id = {both}",
        // In balance, and about another amount than the bill.
        "UPDATE ledger_entry SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {both} \
         AND ledger_account = 'revenue'; \
         UPDATE ledger_entry SET amount = amount - 1000000 WHERE account_id = {alice} AND order_id = {both} \
         AND ledger_account = 'tax:2000'",
        "DELETE FROM ledger_entry WHERE account_id = {alice} AND order_id = {vps}",
        // The same sums, and of another order.
        "UPDATE ledger_entry SET order_id = {both} WHERE account_id = {alice} AND order_id = {vps}",
        "UPDATE ledger_entry SET amount = 2 * amount WHERE account_id = {alice} AND order_id IS NULL \
         AND currency = 'points'",
        "UPDATE account SET prepaid = prepaid + 100000000 WHERE account_id = {alice}",
        "UPDATE account SET fidelity = fidelity + 100000000 WHERE account_id = {bob}",
    ];
    found(&changes, expect![[r#"
        UPDATE ledger_entry SET amount = amount + 1 WHERE account_id = {alice} AND ledger_account = 'revenue' AND order_id = {both}
          I5 alice: ledger transaction … does not balance
          I5 alice: order …: revenue is -37.86999999 in the ledger, -37.87 by the bill
        UPDATE ledger_entry SET amount = amount + 1000000 WHERE account_id = {alice} AND order_id = {both} AND ledger_account = 'revenue'; UPDATE ledger_entry SET amount = amount - 1000000 WHERE account_id = {alice} AND order_id = {both} AND ledger_account = 'tax:2000'
          I5 alice: order …: revenue is -37.86 in the ledger, -37.87 by the bill
          I5 alice: order …: tax is -7.58 in the ledger, -7.57 by the bill
        DELETE FROM ledger_entry WHERE account_id = {alice} AND order_id = {vps}
          I5 alice: order …: revenue is 0.00 in the ledger, -2.99 by the bill
          I5 alice: order …: tax is 0.00 in the ledger, -0.60 by the bill
          I5 alice: prepaid is -50.00 in the ledger, -46.41 by payments and balances
        UPDATE ledger_entry SET order_id = {both} WHERE account_id = {alice} AND order_id = {vps}
          I5 alice: order …: revenue is -40.86 in the ledger, -37.87 by the bill
          I5 alice: order …: tax is -8.17 in the ledger, -7.57 by the bill
          I5 alice: order …: revenue is 0.00 in the ledger, -2.99 by the bill
          I5 alice: order …: tax is 0.00 in the ledger, -0.60 by the bill
        UPDATE ledger_entry SET amount = 2 * amount WHERE account_id = {alice} AND order_id IS NULL AND currency = 'points'
          I5 alice: points is -20000.00 in the ledger, -10000.00 by payments and balances
          I5 alice: pointsIssued is 20000.00 in the ledger, 10000.00 by payments and balances
        UPDATE account SET prepaid = prepaid + 100000000 WHERE account_id = {alice}
          I5 alice: prepaid is -46.41 in the ledger, -47.41 by payments and balances
        UPDATE account SET fidelity = fidelity + 100000000 WHERE account_id = {bob}
          I5 bob: points is -9641.00 in the ledger, -9642.00 by payments and balances
          I5 bob: pointsIssued is 9641.00 in the ledger, 9642.00 by payments and balances
    "#]]).await;
}

#[tokio::test]
async fn bills_without_their_number_and_numbers_without_their_bill() {
    let changes = [
        "DELETE FROM bill_number WHERE number = 2",
        "DELETE FROM bill_number WHERE number = 3",
        "UPDATE bill SET number = NULL, issued_at = NULL WHERE number = 2",
        "UPDATE bill SET number = 9 WHERE number = 2",
        "UPDATE bill_number SET number = 9 WHERE number = 2",
        "UPDATE bill_number SET series = 'FI' WHERE number = 2",
        "UPDATE bill_number SET order_id = {both} WHERE number = 2",
        "UPDATE bill_number SET account_id = {bob} WHERE number = 2",
        "UPDATE bill_series SET last_number = 2",
        "UPDATE bill_series SET last_number = 4",
        "DELETE FROM bill_series",
    ];
    found(
        &changes,
        expect![[r#"
        DELETE FROM bill_number WHERE number = 2
          I6 alice: FR00000002 is on the bill of order …, and not in the register
          I6 -: FR: number 1 is followed by 3
        DELETE FROM bill_number WHERE number = 3
          I6 bob: FR00000003 is on the bill of order …, and not in the register
          I6 -: FR: the register ends at 2, the series at 3
        UPDATE bill SET number = NULL, issued_at = NULL WHERE number = 2
          I6 alice: FR: number 2 is not on its bill
        UPDATE bill SET number = 9 WHERE number = 2
          I6 alice: FR00000009 is on the bill of order …, and not in the register
          I6 alice: FR: number 2 is not on its bill
        UPDATE bill_number SET number = 9 WHERE number = 2
          I6 alice: FR00000002 is on the bill of order …, and not in the register
          I6 -: FR: number 1 is followed by 3
          I6 -: FR: number 3 is followed by 9
          I6 alice: FR: number 9 is not on its bill
          I6 -: FR: the register ends at 9, the series at 3
        UPDATE bill_number SET series = 'FI' WHERE number = 2
          I6 alice: FR00000002 is on the bill of order …, and not in the register
          I6 -: FI: number 0 is followed by 2
          I6 alice: FI: number 2 is not on its bill
          I6 -: FR: number 1 is followed by 3
          I6 -: FI: the register ends at 2, the series at 0
        UPDATE bill_number SET order_id = {both} WHERE number = 2
          I6 alice: FR00000002 is on the bill of order …, and in the register for order …
          I6 alice: FR: number 2 is not on its bill
        UPDATE bill_number SET account_id = {bob} WHERE number = 2
          I6 alice: FR00000002 is on the bill of order …, and in the register for order …
          I6 bob: FR: number 2 is not on its bill
        UPDATE bill_series SET last_number = 2
          I6 -: FR: the register ends at 3, the series at 2
        UPDATE bill_series SET last_number = 4
          I6 -: FR: the register ends at 3, the series at 4
        DELETE FROM bill_series
          I6 -: FR: the register ends at 3, the series at 0
    "#]],
    )
    .await;
}

#[tokio::test]
async fn bills_that_were_changed() {
    let changes = [
        "DELETE FROM bill WHERE number = 2",
        "UPDATE bill SET net = net - 1000000, tax = tax + 1000000 WHERE number = 1",
        "UPDATE bill SET issued_at = issued_at - 1 WHERE number = 3",
        "UPDATE bill SET settled_at = settled_at - 1 WHERE number = 1",
        "UPDATE bill SET category = 'autorenew' WHERE number = 1",
        "UPDATE bill SET order_id = {unpaid} WHERE number = 1",
        "UPDATE bill SET buyer_vat = 'FR40303265045' WHERE number = 1",
        "UPDATE bill SET buyer_organisation = 'Somebody else' WHERE number = 2",
        "UPDATE order_line SET description = 'Something else' \
         WHERE account_id = {alice} AND order_id = {both} AND line_no = 1",
        "UPDATE bill SET seller_hash = NULL WHERE number = 1",
        "UPDATE seller SET name = 'Somebody else'",
        "DELETE FROM seller",
    ];
    found(
        &changes,
        expect![[r#"
            DELETE FROM bill WHERE number = 2
              I5 alice: order …: revenue is -2.99 in the ledger, 0.00 by the bill
              I5 alice: order …: tax is -0.60 in the ledger, 0.00 by the bill
              I6 alice: order … is settled and has no bill
              I6 alice: FR: number 2 is not on its bill
            UPDATE bill SET net = net - 1000000, tax = tax + 1000000 WHERE number = 1
              I5 alice: order …: revenue is -37.87 in the ledger, -37.86 by the bill
              I5 alice: order …: tax is -7.57 in the ledger, -7.58 by the bill
              I6 alice: the bill of order … is not what the order is
            UPDATE bill SET issued_at = issued_at - 1 WHERE number = 3
              I6 bob: FR: number 3 has an earlier date than the number before
            UPDATE bill SET settled_at = settled_at - 1 WHERE number = 1
              I6 alice: the bill of order … is not what the order is
            UPDATE bill SET category = 'autorenew' WHERE number = 1
              I6 alice: the bill of order … is not what the order is
            UPDATE bill SET order_id = {unpaid} WHERE number = 1
              I5 alice: order …: revenue is 0.00 in the ledger, -37.87 by the bill
              I5 alice: order …: tax is 0.00 in the ledger, -7.57 by the bill
              I5 alice: order …: revenue is -37.87 in the ledger, 0.00 by the bill
              I5 alice: order …: tax is -7.57 in the ledger, 0.00 by the bill
              I6 alice: order … is not a settled sale and has a bill
              I6 alice: order … is settled and has no bill
              I6 alice: FR00000001 is on the bill of order …, and in the register for order …
              I6 alice: FR: number 1 is not on its bill
            UPDATE bill SET buyer_vat = 'FR40303265045' WHERE number = 1
              I6 alice: the bill of order … was altered after it was written
            UPDATE bill SET buyer_organisation = 'Somebody else' WHERE number = 2
              I6 alice: the bill of order … was altered after it was written
            UPDATE order_line SET description = 'Something else' WHERE account_id = {alice} AND order_id = {both} AND line_no = 1
              I6 alice: the bill of order … was altered after it was written
            UPDATE bill SET seller_hash = NULL WHERE number = 1
              I6 alice: the bill of order … was altered after it was written
            UPDATE seller SET name = 'Somebody else'
              I6 -: the seller Somebody else was altered after bills named it
            DELETE FROM seller
              I6 bob: a paper of order … names a seller that is not there
              I6 alice: a paper of order … names a seller that is not there
              I6 alice: a paper of order … names a seller that is not there
        "#]],
    )
    .await;
}

#[tokio::test]
async fn periods_off_their_anchor_day() {
    let changes = [
        // A day less for everybody who is asked, except for the calendar.
        "UPDATE service_period SET ends_on = '2028-01-14' WHERE account_id = {alice} AND service_id = 12345; \
         UPDATE order_line SET ends_on = '2028-01-14' WHERE account_id = {alice} AND order_id = {both} \
         AND service_id = 12345; \
         UPDATE service SET expires_on = '2028-01-14', anchor_day = 14 \
         WHERE account_id = {alice} AND service_id = 12345",
        // From the end of January to the 28th of March: the anchor was lost in February.
        "UPDATE service_period SET ends_on = '2027-03-28' WHERE account_id = {alice} AND service_id = 112233; \
         UPDATE order_line SET ends_on = '2027-03-28' WHERE account_id = {alice} AND order_id = {vps}; \
         UPDATE service SET expires_on = '2027-03-28', anchor_day = 28 \
         WHERE account_id = {alice} AND service_id = 112233",
    ];
    found(&changes, expect![[r#"
        UPDATE service_period SET ends_on = '2028-01-14' WHERE account_id = {alice} AND service_id = 12345; UPDATE order_line SET ends_on = '2028-01-14' WHERE account_id = {alice} AND order_id = {both} AND service_id = 12345; UPDATE service SET expires_on = '2028-01-14', anchor_day = 14 WHERE account_id = {alice} AND service_id = 12345
          I7 alice: service 12345: 2027-01-15 to 2028-01-14 is not the period of its order
          I6 alice: the bill of order … was altered after it was written
          calendar alice: service 12345 must be looked at by 2027-12-05, but is on 2027-12-06
        UPDATE service_period SET ends_on = '2027-03-28' WHERE account_id = {alice} AND service_id = 112233; UPDATE order_line SET ends_on = '2027-03-28' WHERE account_id = {alice} AND order_id = {vps}; UPDATE service SET expires_on = '2027-03-28', anchor_day = 28 WHERE account_id = {alice} AND service_id = 112233
          I7 alice: service 112233: 2027-01-31 to 2027-03-28 is not the period of its order
          I6 alice: the bill of order … was altered after it was written
    "#]]).await;
}

#[tokio::test]
async fn what_was_asked_for_twice_and_is_there_twice() {
    let changes = [
        "INSERT INTO sales_order (account_id, order_id, category, run_on, currency, net, tax, gross, placed_at, \
         valid_until, selection, state, payment_id, settled_at, cancelled_at, cancel_reason) \
         SELECT account_id, 77, category, run_on, currency, net, tax, gross, placed_at + 5, valid_until + 5, \
         selection, state, payment_id, settled_at, cancelled_at, cancel_reason FROM sales_order \
         WHERE account_id = {alice} AND order_id = {unpaid}; \
         INSERT INTO order_line (account_id, order_id, line_no, service_id, name, description, quantity, currency, \
         unit_price, amount, tax_basis_points, period_months, starts_on, ends_on) \
         SELECT account_id, 77, line_no, service_id, name, description, quantity, currency, unit_price, amount, \
         tax_basis_points, period_months, starts_on, ends_on FROM order_line WHERE account_id = {alice} AND order_id = {unpaid}",
        "UPDATE idempotency SET subject_id = 77",
    ];
    found(&changes, expect![[r#"
        INSERT INTO sales_order (account_id, order_id, category, run_on, currency, net, tax, gross, placed_at, valid_until, selection, state, payment_id, settled_at, cancelled_at, cancel_reason) SELECT account_id, 77, category, run_on, currency, net, tax, gross, placed_at + 5, valid_until + 5, selection, state, payment_id, settled_at, cancelled_at, cancel_reason FROM sales_order WHERE account_id = {alice} AND order_id = {unpaid}; INSERT INTO order_line (account_id, order_id, line_no, service_id, name, description, quantity, currency, unit_price, amount, tax_basis_points, period_months, starts_on, ends_on) SELECT account_id, 77, line_no, service_id, name, description, quantity, currency, unit_price, amount, tax_basis_points, period_months, starts_on, ends_on FROM order_line WHERE account_id = {alice} AND order_id = {unpaid}
          journal alice: order 77 is there, an entry order.place for it is not
          I9 alice: orders … and 77 are for the same
        UPDATE idempotency SET subject_id = 77
          I9 alice: a key remembers 77, which the account does not have
    "#]]).await;
}

#[tokio::test]
async fn secrets_that_are_not_those_that_were_sealed() {
    let changes = [
        "UPDATE application SET sealed_secret = (SELECT sealed_consumer_key FROM credential)",
        "UPDATE credential SET sealed_consumer_key = (SELECT sealed_secret FROM application)",
        "UPDATE credential SET consumer_key_hash = validation_token_hash",
    ];
    found(
        &changes,
        expect![[r#"
        UPDATE application SET sealed_secret = (SELECT sealed_consumer_key FROM credential)
          I11 bob: the secret of application … does not open
        UPDATE credential SET sealed_consumer_key = (SELECT sealed_secret FROM application)
          I11 bob: the key of credential … does not open
        UPDATE credential SET consumer_key_hash = validation_token_hash
          I11 bob: the key of credential … does not lead to it
    "#]],
    )
    .await;
}

#[tokio::test]
async fn journals_that_were_written_anew() {
    let changes = [
        "UPDATE journal SET detail = 'a gift' WHERE account_id = {alice} AND version = 2",
        "DELETE FROM journal WHERE account_id = {alice} AND version = 2",
        // The end of it, which no hash misses.
        "DELETE FROM journal WHERE account_id = {bob} AND version > 2",
        "DELETE FROM sales_order WHERE account_id = {alice} AND order_id = {unpaid}; \
         DELETE FROM order_line WHERE account_id = {alice} AND order_id = {unpaid}",
        "UPDATE application SET account_id = {alice}",
    ];
    found(&changes, expect![[r#"
        UPDATE journal SET detail = 'a gift' WHERE account_id = {alice} AND version = 2
          journal alice: entry 2 was altered, or one before it
        DELETE FROM journal WHERE account_id = {alice} AND version = 2
          journal alice: entry 3 follows entry 1
          journal alice: entry 3 was altered, or one before it
          journal alice: order … is there, an entry order.place for it is not
        DELETE FROM journal WHERE account_id = {bob} AND version > 2
          journal bob: order … is there, an entry order.settle for it is not
          journal bob: application … is there, an entry application.create for it is not
          closures bob: service 112233 is closed, and the journal does not say so
        DELETE FROM sales_order WHERE account_id = {alice} AND order_id = {unpaid}; DELETE FROM order_line WHERE account_id = {alice} AND order_id = {unpaid}
          journal alice: the entry order.place is for order …, which is not so
          I9 alice: a key remembers …, which the account does not have
        UPDATE application SET account_id = {alice}
          journal bob: the entry application.create is for application …, which is not so
          journal alice: application … is there, an entry application.create for it is not
    "#]]).await;
}

#[tokio::test]
async fn rows_that_nobody_can_read_or_that_are_nobody_s() {
    let changes = [
        "UPDATE service SET state = 'gone' WHERE account_id = {alice} AND service_id = 12345",
        "UPDATE bill SET currency = 'XXX' WHERE number = 2",
        "DELETE FROM nichandle WHERE account_id = {bob}",
        "UPDATE nichandle SET account_id = {alice} WHERE account_id = {bob}",
        "DELETE FROM account WHERE account_id = {bob}",
    ];
    found(&changes, expect![[r#"
        UPDATE service SET state = 'gone' WHERE account_id = {alice} AND service_id = 12345
          rows alice: the stored value of service.state is not valid: `gone` is not known
        UPDATE bill SET currency = 'XXX' WHERE number = 2
          rows alice: the stored value of bill.currency is not valid: `XXX` is not a known currency; known are AUD, CAD, CZK, EUR, GBP, INR, LTL, MAD, PLN, SGD, TND, USD, XOF, points
          I6 alice: FR: number 2 is not on its bill
        DELETE FROM nichandle WHERE account_id = {bob}
          rows bob: the name bob-ovh does not lead to the account
        UPDATE nichandle SET account_id = {alice} WHERE account_id = {bob}
          rows bob: the name bob-ovh does not lead to the account
        DELETE FROM account WHERE account_id = {bob}
          rows bob: nichandle has rows of an account that is not there
          rows bob: journal has rows of an account that is not there
          rows bob: service has rows of an account that is not there
          rows bob: service_link has rows of an account that is not there
          rows bob: service_period has rows of an account that is not there
          rows bob: sales_order has rows of an account that is not there
          rows bob: order_line has rows of an account that is not there
          rows bob: payment has rows of an account that is not there
          rows bob: bill has rows of an account that is not there
          rows bob: bill_number has rows of an account that is not there
          rows bob: ledger_entry has rows of an account that is not there
          rows bob: payment_method has rows of an account that is not there
          rows bob: application has rows of an account that is not there
          rows bob: credential has rows of an account that is not there
    "#]]).await;
}

#[tokio::test]
async fn services_that_the_calendar_would_miss() {
    let changes = [
        "UPDATE service SET due_on = '2029-01-01' WHERE account_id = {alice} AND service_id = 12345",
        "UPDATE service SET due_on = NULL WHERE account_id = {alice} AND service_id = 12345",
        "UPDATE service SET state = 'deleted', due_on = '2027-01-01' WHERE account_id = {alice} AND service_id = 12345",
        "UPDATE sales_order SET category = 'autorenew' WHERE account_id = {alice} AND order_id = {both}",
    ];
    found(&changes, expect![[r#"
        UPDATE service SET due_on = '2029-01-01' WHERE account_id = {alice} AND service_id = 12345
          calendar alice: service 12345 must be looked at by 2027-12-06, but is on 2029-01-01
        UPDATE service SET due_on = NULL WHERE account_id = {alice} AND service_id = 12345
          calendar alice: service 12345 must be looked at by 2027-12-06, but is never
        UPDATE service SET state = 'deleted', due_on = '2027-01-01' WHERE account_id = {alice} AND service_id = 12345
          calendar alice: service 12345 is gone, and is still to be looked at
        UPDATE sales_order SET category = 'autorenew' WHERE account_id = {alice} AND order_id = {both}
          I6 alice: the bill of order … is not what the order is
          calendar alice: order … was told of 0 times
    "#]]).await;
}
