//! Two processes on one database: each sees at once what the other has done, whatever it has in memory.

use jiff::{SignedDuration, Timestamp};
use perennial_core::order::PlaceRefusal;
use perennial_core::payment::Choice;
use perennial_core::profile::ProfileField;
use perennial_core::text::Name;
use perennial_engine::gateway::sandbox::Order::*;
use perennial_engine::ids::Ids;
use perennial_engine::{Class, EngineError, ServiceUpdate};
use perennial_store::Database;
use perennial_testkit::{
    Customer, Holding, TestApp, each_app, each_app_and_gateway, each_database, money, paypal,
    service_id,
};

use crate::keys::{Keys, request, said};
use crate::support::told;

/// What a customer would be sold: the first day, the last day and the price.
async fn offer(customer: &Customer, service: i64, period: &str) -> String {
    match customer.dry_run(service, period, &[]).await {
        Ok(terms) => {
            let (line, term) = (&terms.lines[0], terms.lines[0].term.unwrap());
            format!("{}/{} {}", term.starts_on, term.ends_on, line.amount)
        }
        error => told(&error),
    }
}

#[tokio::test]
async fn a_renewal_is_seen_by_the_other() {
    each_app(async |app| {
        let other = app.restarted().await;
        let here = app.customer("alice", &Holding::guide()).await;
        let there = here.at(&other);
        for year in 2027..2031 {
            // Both have it in memory, and each renews in its turn.
            let expected = format!("{year}-01-15/{}-01-15 1.99 €", year + 1);
            assert_eq!(offer(&here, 12345, "P1Y").await, expected);
            assert_eq!(offer(&there, 12345, "P1Y").await, expected);
            let customer = if year % 2 == 0 { &here } else { &there };
            customer.renew(12345, "P1Y").await;
        }
        assert_eq!(offer(&here, 12345, "P1Y").await, "2031-01-15/2032-01-15 1.99 €");
    })
    .await;
}

#[tokio::test]
async fn a_price_is_seen_by_the_other() {
    each_app(async |app| {
        let other = app.restarted().await;
        let here = app.customer("alice", &Holding::guide()).await;
        let there = here.at(&other);
        for (process, amount) in [(app, "2.49"), (&other, "2.99"), (app, "1.99")] {
            process.set_price("domain-ovh", "P1Y", amount).await;
            let expected = format!("2027-01-15/2028-01-15 {}", money(amount));
            assert_eq!(offer(&here, 12345, "P1Y").await, expected);
            assert_eq!(offer(&there, 12345, "P1Y").await, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_payment_under_way_is_seen_by_the_other() {
    each_app_and_gateway(async |app, gateway| {
        let other = app.restarted().await;
        let here = app.customer("alice", &Holding::guide()).await;
        let there = here.at(&other);
        let order = here.order(12345, "P1Y", &[]).await.unwrap().id;
        assert_eq!(there.order(12345, "P1Y", &[]).await.unwrap().id, order);
        gateway.hold_charges();
        let paying = tokio::spawn({
            let here = here.clone();
            async move { here.pay(order, paypal()).await }
        });
        gateway.asked(1).await;
        for customer in [&here, &there] {
            let refused = customer.order(12345, "P2Y", &[]).await.unwrap_err();
            assert!(
                matches!(refused, EngineError::Place(PlaceRefusal::BeingPaid { .. })),
                "{refused}"
            );
            let refused = customer.pay(order, Choice::Prepaid).await.unwrap_err();
            assert_eq!(refused.class(), Class::Conflict);
        }
        gateway.release();
        paying.await.unwrap().unwrap();
        assert!(there.order(12345, "P1Y", &[]).await.is_ok_and(|new| new.id != order));
    })
    .await;
}

#[tokio::test]
async fn services_that_are_added_are_seen_by_the_other() {
    each_app(async |app| {
        let other = app.restarted().await;
        let here = app.customer("alice", &Holding::guide()).await;
        let there = here.at(&other);
        assert!(here.dry_run(112_233, "P1M", &[112_233, 112_234]).await.is_ok());
        assert!(there.dry_run(112_233, "P1M", &[112_233, 112_234]).await.is_ok());
        let date = here.expiry(112_233).await;
        let more = (8, "vps", "vps112233-more".to_owned(), "vps-option", date);
        let more = Holding { services: vec![more], ..Holding::default() };
        other.add_holding("alice", &more, &[("vps112233-more", "vps112233.ovh.net")]).await;
        for customer in [&here, &there] {
            let terms = customer.dry_run(112_233, "P1M", &[112_233, 8]).await.unwrap();
            assert_eq!(terms.totals.net, money("4.49"));
        }
    })
    .await;
}

#[tokio::test]
async fn an_ended_credential_is_refused_by_the_other() {
    each_app(async |app| {
        let other = app.restarted().await;
        let alice = app.customer("alice", &Holding::default()).await;
        let asked = request(&["GET /me"], &[]);
        let keys = Keys::good(app, &alice, &asked, None).await;
        let programs = Keys::good(&other, &alice, &asked, None).await;
        for keys in [&keys, &programs] {
            assert!(keys.call(app).await.is_ok());
            assert!(keys.call(&other).await.is_ok());
        }
        app.engine.revoke_credential(&alice.context(), keys.credential.id).await.unwrap();
        assert_eq!(said(&keys.call(&other).await), "the credential is expired");
        assert!(programs.call(&other).await.is_ok(), "that one is another");
        other.engine.revoke_application(&alice.context(), programs.application.id).await.unwrap();
        assert_eq!(said(&programs.call(app).await), "no active application has this key");
    })
    .await;
}

#[tokio::test]
async fn a_validation_is_seen_by_the_other() {
    each_app(async |app| {
        let other = app.restarted().await;
        let alice = app.customer("alice", &Holding::default()).await;
        let keys = Keys::pending(app, &alice, &request(&["GET /me"], &[])).await;
        assert_eq!(said(&keys.call(&other).await), "the credential is pendingValidation");
        let good = perennial_engine::access::Decision::Validate { expires_at: None };
        app.engine.decide_credential(&alice.context(), keys.credential.id, good).await.unwrap();
        assert!(keys.call(&other).await.is_ok());
    })
    .await;
}

/// Numbers that look random and are always the same (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Two processes that keep services in memory, and one that reads everything every time.
struct World {
    caching: [TestApp; 2],
    reading: TestApp,
    customer: Customer,
    dice: Dice,
}

impl World {
    async fn new(database: &Database, seed: u64) -> Self {
        let app = TestApp::on(database).await;
        let other = app.restarted().await;
        let reading = TestApp::with(database, |settings| {
            settings.snapshot_services = 0;
            settings.ids = Ids::from_seed(&[99; 32]);
        });
        let outcomes =
            [Approve, NoAnswerThenApprove, DeclineSoft, Approve, NoAnswerThenDecline].repeat(20);
        let customer = app.customer("alice", &Holding::guide_with_outcomes(&outcomes)).await;
        Self { reading: reading.await, caching: [app, other], customer, dice: Dice(seed) }
    }

    async fn step(&mut self) -> String {
        let actor = self.dice.roll(2);
        let app = &self.caching[actor];
        let customer = self.customer.at(app);
        let (service, period) =
            [(12345, "P1Y"), (67890, "P1Y"), (112_233, "P1M")][self.dice.roll(3)];
        match self.dice.roll(9) {
            8 => {
                let done = match self.dice.roll(3) {
                    0 => told(&customer.engage(112_233, "degressive12").await),
                    1 => told(&customer.engage(112_233, "upfront12").await),
                    _ => {
                        let (context, service) = (customer.context(), service_id(112_233));
                        told(&app.engine.withdraw_engagement(&context, service).await)
                    }
                };
                format!("{actor} engages, or takes that back: {done}")
            }
            0 => {
                let name = Name::parse(&format!("name {}", self.dice.roll(100))).unwrap();
                let (context, service) = (customer.context(), service_id(service));
                let display_name = Some(Some(name));
                let update = ServiceUpdate { display_name, renewal: None };
                app.engine.update_service(&context, service, &update).await.unwrap();
                format!("{actor} renames {service}")
            }
            1 if self.dice.roll(2) == 0 => {
                let fax = Name::parse(&format!("+33.{}", self.dice.roll(100))).unwrap();
                let update = [(ProfileField::Fax, Some(fax))].into();
                app.engine.update_account(&customer.context(), &update).await.unwrap();
                format!("{actor} changes the account")
            }
            1 => {
                let amount = format!("{}.99", self.dice.roll(9));
                app.set_price("domain-ovh", "P1Y", &amount).await;
                format!("{actor} sets a price of {amount}")
            }
            2 | 3 => {
                for app in self.caching.iter().chain([&self.reading]) {
                    app.advance(SignedDuration::from_hours(20));
                }
                let pass = self.caching[actor].engine.reconcile().await;
                format!("{actor} reconciles: {pass:?}")
            }
            4 => {
                let with =
                    if service == 112_233 { vec![112_233, 112_234] } else { vec![67890, 12345] };
                let paid = self.renew(&customer, service, period, &with).await;
                format!("{actor} renews {with:?}: {paid}")
            }
            _ => {
                let paid = self.renew(&customer, service, period, &[]).await;
                format!("{actor} renews {service}: {paid}")
            }
        }
    }

    async fn renew(
        &self,
        customer: &Customer,
        service: i64,
        period: &str,
        services: &[i64],
    ) -> String {
        let at_reading = customer.at(&self.reading);
        let path = [service];
        let mut held = false;
        for service in if services.is_empty() { &path } else { services } {
            held |= at_reading.service(*service).await.held_by.is_some();
        }
        let order = match customer.order(service, period, services).await {
            Ok(order) => order,
            Err(error) => {
                let being_paid =
                    matches!(error, EngineError::Place(PlaceRefusal::BeingPaid { .. }));
                assert_eq!(being_paid, held, "{error}");
                return error.to_string();
            }
        };
        assert!(!held, "an order of a service that is being paid");
        told(&customer.pay(order.id, paypal()).await)
    }

    /// What else is read again and again: the account, its orders, its bills and its forecast.
    async fn papers(&self, app: &TestApp) -> Vec<String> {
        let (engine, account) = (&app.engine, self.customer.account);
        let fresh = engine.freshness(account).await.unwrap();
        let mut papers = vec![format!("{:?}", engine.customer(&fresh).await.unwrap())];
        let (first, last) = (Timestamp::MIN, Timestamp::MAX);
        for order in engine.order_ids(account, first, last).await.unwrap() {
            papers.push(format!("{:?}", engine.order(&fresh, order).await.unwrap()));
            papers.push(format!("{:?}", engine.order_bill(&fresh, order).await.unwrap()));
        }
        for bill in engine.issued_bills(account, first, last).await.unwrap() {
            let number = bill.issue.unwrap().number.to_string();
            papers.push(format!("{:?}", engine.bill(&fresh, &number).await.unwrap()));
        }
        for charge in engine.charges(account).await.unwrap() {
            papers.push(format!("{:?}", engine.charge_of(&fresh, charge.id).await.unwrap()));
        }
        let until = jiff::civil::date(2028, 1, 1);
        papers.push(format!("{:?}", engine.forecast_in_brief(&fresh, until).await.unwrap()));
        papers
    }

    async fn assert_same_papers(&self, history: &[String]) {
        let expected = self.papers(&self.reading).await;
        for (number, app) in self.caching.iter().enumerate() {
            assert_eq!(self.papers(app).await, expected, "at {number} after {history:#?}");
        }
    }

    async fn assert_same_offers(&self, history: &[String]) {
        for (service, period) in
            [(12345, "P1Y"), (67890, "P1Y"), (112_233, "P1M"), (112_234, "P1M")]
        {
            let expected = offer(&self.customer.at(&self.reading), service, period).await;
            for (number, app) in self.caching.iter().enumerate() {
                let offered = offer(&self.customer.at(app), service, period).await;
                assert_eq!(offered, expected, "{service} at {number} after {history:#?}");
            }
        }
    }
}

/// Whatever happens in whatever order, memory answers what the database would.
#[tokio::test]
async fn memory_never_differs_from_the_database() {
    each_database(async |database| {
        let mut world = World::new(database.database(), 7).await;
        let mut history = Vec::new();
        for _ in 0..150 {
            history.push(world.step().await);
            world.assert_same_offers(&history).await;
            world.assert_same_papers(&history).await;
        }
        let report = world.caching[0].audit().await;
        assert!(report.bills > 20 && report.payments > 30, "{report:?}");
    })
    .await;
}
