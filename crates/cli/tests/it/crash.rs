//! `kill -9` in the middle of a thousand renewals and payments, several times: nothing is lost, nothing is done twice.
//!
//! Each customer's program does what a careful one does: every call has an idempotency key, and a call that was not
//! answered is made again with the same key. The server is killed after so many answers, wherever it is then.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use perennial_api::model::{
    OrderStatus, PayWithRegisteredPaymentMean, RenewRequest, ReusablePaymentMean,
};
use perennial_client::{Client, DateRange, Error, IdempotencyKey};
use perennial_core::link::LinkKind;
use perennial_core::means::MethodKind;
use perennial_core::order::OrderState;
use perennial_core::{Expiry, OrderId, Period};
use perennial_engine::clock::Clock;
use perennial_engine::gateway::sandbox::Order;
use perennial_store::testing::TestDatabase;
use perennial_testkit::{Holding, TestApp, User};
use serde_json::json;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::process::{Program, argument, client};

const ACCOUNTS: usize = 40;
/// Renewals of each account.
const RENEWALS: usize = 25;
/// After how many answers the server is killed. An order and a payment are 2000 answers.
const KILLS: [usize; 3] = [250, 900, 1600];
/// Calls at once.
const CALLS: usize = 256;
/// How long the whole of it may take.
const PATIENCE: Duration = Duration::from_secs(180);
/// Between two looks at something that the server does by itself.
const LOOK: Duration = Duration::from_millis(200);

/// What is renewed: a group of services of an account, for a period.
#[derive(Debug, Clone)]
struct Renewal {
    account: usize,
    number: usize,
    services: Vec<i64>,
    period: &'static str,
}

/// An answer that a customer has: the order, and whether it is paid.
type Acknowledged = (usize, i64, bool);

/// What all programs share.
struct World {
    /// A client for each account, at the server that runs now.
    clients: watch::Receiver<Vec<Client>>,
    answers: watch::Sender<usize>,
    acknowledged: Mutex<Vec<Acknowledged>>,
    places: Semaphore,
}

impl World {
    /// Makes a call until it is answered.
    async fn insist<T>(
        &self,
        account: usize,
        call: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut clients = self.clients.clone();
        loop {
            let client = clients.borrow_and_update()[account].clone();
            let place = self.places.acquire().await.unwrap();
            let result = call(&client).await;
            drop(place);
            let error = match result {
                Ok(answer) => {
                    self.answers.send_modify(|answers| *answers += 1);
                    return Ok(answer);
                }
                Err(error) => error,
            };
            match error.refusal() {
                // The server is gone.
                None => clients.changed().await.unwrap(),
                // It is being settled with the payment provider.
                Some(refusal) if refusal.body.message.contains("is not known yet") => {
                    tokio::time::sleep(LOOK).await;
                }
                Some(_) => return Err(error),
            }
        }
    }

    fn acknowledge(&self, renewal: &Renewal, order: i64, paid: bool) {
        self.acknowledged.lock().unwrap().push((renewal.account, order, paid));
    }

    /// Kills the server after so many answers, and starts it again when the data have been looked at.
    async fn kill_again_and_again(
        &self,
        database: &TestDatabase,
        users: &[User],
        mut server: Program,
        publish: &watch::Sender<Vec<Client>>,
    ) -> Program {
        let mut answers = self.answers.subscribe();
        for kill in KILLS {
            answers.wait_for(|answers| *answers >= kill).await.unwrap();
            server.kill().await;
            let acknowledged = self.acknowledged.lock().unwrap().clone();
            assert_whole(database, users, &acknowledged).await;
            let clients;
            (server, clients) = start(database, users).await;
            publish.send_replace(clients);
        }
        assert!(*answers.borrow() < 2 * ACCOUNTS * RENEWALS, "it was killed in the middle");
        server
    }

    /// Renews and pays, once. Answers the order.
    async fn renew(&self, renewal: &Renewal) -> i64 {
        let Renewal { account, number, services, period } = renewal;
        let key: IdempotencyKey = format!("renew-{number}").parse().unwrap();
        let duration = period.parse().unwrap();
        let request = RenewRequest { dry_run: None, duration, services: services.clone() };
        let path = *services.last().unwrap();
        let place = async |client: &Client| client.renew_with_key(path, &request, &key).await;
        let order = self.insist(*account, place).await.unwrap().order_id;
        self.acknowledge(renewal, order, false);
        for attempt in 0..20 {
            let key: IdempotencyKey = format!("pay-{number}-{attempt}").parse().unwrap();
            let pay = async |client: &Client| pay(client, order, *number, &key).await;
            match self.insist(*account, pay).await {
                Ok(()) => {
                    self.acknowledge(renewal, order, true);
                    return order;
                }
                // Declined, or never seen by the payment provider: this payment is over, another one may be tried.
                Err(error) if error.status() == Some(402) => {}
                Err(error) => panic!("order {order} is not paid: {error}"),
            }
        }
        panic!("order {order} is declined over and over");
    }
}

/// Pays in one of the ways that there are.
async fn pay(
    client: &Client,
    order: i64,
    number: usize,
    key: &IdempotencyKey,
) -> Result<(), Error> {
    let mean = |payment_mean, payment_mean_id| PayWithRegisteredPaymentMean {
        payment_mean,
        payment_mean_id,
    };
    match number % 3 {
        0 => {
            let prepaid = mean(ReusablePaymentMean::OvhAccount, None);
            client.pay_with_registered_mean_with_key(order, &prepaid, key).await
        }
        1 => {
            let paypal = mean(ReusablePaymentMean::OldPaypal, Some(1234));
            client.pay_with_registered_mean_with_key(order, &paypal, key).await
        }
        _ => client.pay_with_key(order, 5002, key).await,
    }
}

/// What an account holds: servers, and a domain with its hosting. With some, the payment provider is difficult.
fn holding(account: usize, expiry: Date) -> Holding {
    let mut services = vec![
        (1, "domain", "example.ovh".to_owned(), "domain-ovh", expiry),
        (2, "hosting/web", "example.ovh".to_owned(), "perso2014", expiry),
    ];
    for id in 3..=RENEWALS as i64 + 1 {
        services.push((id, "vps", format!("vps{id}.ovh.net"), "vps-ssd-1", expiry));
    }
    let outcomes = match account % 4 {
        0 => vec![Order::NoAnswerThenApprove, Order::DeclineSoft, Order::ApproveTwice],
        1 => vec![Order::Approve, Order::NoAnswerThenDecline],
        _ => vec![],
    };
    Holding {
        services,
        links: vec![(1, 0, LinkKind::HostingOfDomain)],
        methods: vec![
            (5001, 1234, MethodKind::Paypal, outcomes),
            (5002, 4321, MethodKind::CreditCard, vec![]),
        ],
        prepaid: "1000",
        fidelity: "",
        ..Holding::default()
    }
}

fn renewals() -> Vec<Renewal> {
    let of_account = |account: usize| {
        (0..RENEWALS).map(move |number| match number {
            0 => Renewal { account, number, services: vec![2, 1], period: "P1Y" },
            _ => Renewal { account, number, services: vec![number as i64 + 2], period: "P1M" },
        })
    };
    (0..ACCOUNTS).flat_map(of_account).collect()
}

/// The database, with nothing but an engine on it.
async fn look_into(database: &TestDatabase) -> TestApp {
    TestApp::with(database.database(), |settings| {
        let clock = Clock::real(TimeZone::get("Europe/Paris").unwrap());
        settings.wall = clock.clone();
        settings.clock = clock;
    })
    .await
}

async fn start(database: &TestDatabase, users: &[User]) -> (Program, Vec<Client>) {
    let (name, key) = (argument(database.database()), "07".repeat(32));
    let (server, line) = Program::serving(&[
        "serve",
        "--database",
        &name,
        "--key",
        &key,
        "--listen",
        "127.0.0.1:0",
        "--settle-after",
        "3",
    ])
    .await;
    let client = |user: &User| {
        let keys = &user.credentials;
        let line = json!({
            "endpoint": line["endpoint"],
            "applicationKey": keys.application_key,
            "applicationSecret": keys.application_secret,
            "consumerKey": keys.consumer_key,
        });
        client(&line, None)
    };
    (server, users.iter().map(client).collect())
}

/// Nothing is wrong with the data, and every answer that was given is in them.
async fn assert_whole(database: &TestDatabase, users: &[User], acknowledged: &[Acknowledged]) {
    let app = look_into(database).await;
    app.audit().await;
    for (account, order, paid) in acknowledged {
        let id = OrderId::try_new(*order).unwrap();
        let stored = app.engine.require_order(users[*account].account, id).await.unwrap();
        let settled = matches!(stored.state, OrderState::Settled { .. });
        assert!(settled || !paid, "order {order} was paid, and is {:?}", stored.state);
    }
}

/// Every renewal is done, and done once.
async fn assert_renewed(clients: &[Client], renewals: &[Renewal], orders: &[i64], expiry: Date) {
    for (account, client) in clients.iter().enumerate() {
        let ours = renewals.iter().zip(orders).filter(|(renewal, _)| renewal.account == account);
        let ours: BTreeSet<i64> = ours.map(|(_, order)| *order).collect();
        let listed = client.orders(DateRange::default()).await.unwrap();
        assert_eq!(BTreeSet::from_iter(listed.iter().copied()), ours, "account {account}");
        assert_eq!(listed.len(), RENEWALS);
    }
    for (renewal, order) in renewals.iter().zip(orders) {
        let client = &clients[renewal.account];
        assert_eq!(client.order_status(*order).await.unwrap(), OrderStatus::Delivered);
        let period = Period::parse(renewal.period).unwrap();
        let renewed = Expiry::anchored_on(expiry).extended(period).unwrap().on();
        for service in &renewal.services {
            let service = client.service(*service).await.unwrap();
            assert_eq!(service.expiration_date, Some(renewed), "{renewal:?}");
        }
    }
}

async fn crash_and_recover(database: &TestDatabase) {
    let app = look_into(database).await;
    let today = app.engine.clock().now().today;
    let expiry = today.checked_add(jiff::Span::new().days(20)).unwrap();
    let mut users = Vec::new();
    for account in 0..ACCOUNTS {
        users.push(app.add_user(&format!("user{account}"), &holding(account, expiry)).await);
    }
    drop(app);

    let (server, clients) = start(database, &users).await;
    let (publish, clients) = watch::channel(clients);
    let world = World {
        clients,
        answers: watch::channel(0).0,
        acknowledged: Mutex::default(),
        places: Semaphore::new(CALLS),
    };
    let renewals = renewals();
    let programs = join_all(renewals.iter().map(|renewal| world.renew(renewal)));
    let killer = world.kill_again_and_again(database, &users, server, &publish);
    let (orders, server) = tokio::join!(programs, killer);

    let clients = publish.borrow().clone();
    assert_renewed(&clients, &renewals, &orders, expiry).await;
    let app = look_into(database).await;
    let report = loop {
        let report = app.audit().await;
        if report.bills_unnumbered == 0 {
            break report;
        }
        tokio::time::sleep(LOOK).await;
    };
    let all = renewals.len() as u64;
    assert_eq!((report.orders, report.bills, report.payments_in_doubt), (all, all, 0));
    server.signal().await;
    assert_eq!(server.end().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_is_whole_after_every_crash() {
    let database = TestDatabase::sqlite();
    timeout(PATIENCE, crash_and_recover(&database)).await.expect("it recovers in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_is_whole_after_every_crash() {
    let Some(database) = TestDatabase::postgres().await else { return };
    timeout(PATIENCE, crash_and_recover(&database)).await.expect("it recovers in time");
    database.remove().await;
}
