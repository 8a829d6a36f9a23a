//! Every operation of the catalogue, tried the same way: it is there under both versions, answers what its schema says,
//! asks for a signature, does not show one account what another has, and takes no harm from garbage.
//!
//! Nothing here names an operation that needs no special care, so a new one is covered as soon as it stands in the
//! catalogue. One with a variable or a body that is not known here fails the test until somebody says what to put there.

mod bodies;
mod requests;
mod states;

use std::collections::BTreeMap;

use perennial_api::catalogue::{
    ITEMS, LINES, Location, Method, Operation, ProductLine, operations,
};
use perennial_core::renew::RenewMode;
use perennial_core::service::StateKind;
use perennial_core::{OrderId, PaymentMethodId};
use perennial_testkit::{Call, Holding, Reply, TestApp, User, each_app};
use serde_json::{Value, json};

pub(crate) use self::bodies::{bank_account, registration};
use self::bodies::{body, registrations};

const VERSIONS: [&str; 2] = ["/1.0", "/v1"];

/// An account that has something for every operation.
struct World {
    alice: User,
    /// An order that is paid, and its bill.
    paid: String,
    bill: String,
    /// What of it was given back.
    refund: String,
    /// Orders that can be paid, one for each way to do it.
    unpaid: [String; 2],
    /// What she was told.
    email: String,
    /// Tokens that confirm the end of services, by the paths where that is done.
    tokens: BTreeMap<String, String>,
    /// Changes of contacts, by the paths where something is done about them.
    tasks: BTreeMap<String, String>,
    /// A charge to her PayPal agreement.
    charge: String,
    /// Methods that are registered: one whose details are wanted, one to be given up, and three older means to be.
    registered: [String; 5],
    /// The codes of her methods: 5001 to 5003.
    codes: [String; 3],
    /// Orders that put money on the prepaid account and took some from it.
    deposit: String,
    withdrawal: String,
    /// Another program of hers, and an OAuth2 client.
    other: User,
    client: String,
    /// An order whose payment was taken back, its bill, the debt, and the order that is to pay it.
    owed: [String; 4],
    /// A movement of each balance.
    movement: String,
    points_movement: String,
    /// A call about one of her services.
    log: String,
}

impl World {
    async fn new(app: &TestApp) -> Self {
        let alice = app.add_user("alice", &with_something_to_tell()).await;
        app.engine.reconcile().await;
        let email = alice.get("/me/notification/email/history").await.ok()[0].to_string();
        let paid = order(&alice, 12345, "P1Y").await;
        let body = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
        let pay = format!("/me/order/{paid}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
        let bill = alice.get(&format!("/me/order/{paid}/associatedObject")).await.ok();
        let bill = bill["id"].as_str().unwrap().to_owned();
        let refund = give_back(app, &alice, &paid).await;
        let deposit = deposit(&alice).await;
        let request = json!({"amount": 1, "bankAccountId": 3333});
        let withdrawal = alice.post("/me/ovhAccount/alice-ovh/retrieveMoney", request).await.ok();
        let withdrawal = withdrawal["orderId"].to_string();
        let movement = alice.get("/me/ovhAccount/alice-ovh/movements").await.ok()[0].to_string();
        let points_movement = alice.get("/me/fidelityAccount/movements").await.ok()[0].to_string();
        let unpaid = [order(&alice, 67890, "P1Y").await, order(&alice, 112_233, "P3M").await];
        let charge = alice.get("/me/payment/transaction").await.ok()[0].to_string();
        let registered = registrations(&alice).await;
        let owed = owed(app, &alice).await;
        let code = |id| PaymentMethodId::try_new(id).unwrap();
        let code = |id| app.engine.vault().method_code(alice.account, code(id));
        let codes = [code(5001), code(5002), code(5003)];
        let other = User::with_rules(app, alice.account, &[("GET", "/me")]).await;
        let request = json!({"name": "A", "description": "", "flow": "CLIENT_CREDENTIALS"});
        let client = alice.post("/me/api/oauth2/client", request).await.ok();
        let client = client["clientId"].as_str().unwrap().to_owned();
        let log = alice.get("/me/api/logs/services").await.ok()[0].to_string();
        let (tokens, tasks) = (BTreeMap::new(), BTreeMap::new());
        let mut world = Self {
            alice,
            paid,
            bill,
            refund,
            unpaid,
            email,
            tokens,
            tasks,
            charge,
            registered,
            codes,
            deposit,
            withdrawal,
            other,
            client,
            owed,
            movement,
            points_movement,
            log,
        };
        world.engage().await;
        world.ask_for_ends(app).await;
        world.ask_for_contacts(app).await;
        world
    }

    /// Asks for engagements; one of them begins.
    async fn engage(&self) {
        for service in [WAITING, ENGAGED] {
            let path = format!("/services/{service}/billing/engagement/request");
            let wanted = json!({"pricingMode": "engaged24"});
            assert_eq!(self.alice.post(&path, wanted).await.status, 200);
        }
        let order = order(&self.alice, ENGAGED, "P1Y").await;
        let pay = json!({"paymentMethod": {"id": 5001}});
        let path = format!("/me/order/{order}/pay");
        assert_eq!(self.alice.post(&path, pay).await.ok(), json!(null));
    }

    /// Asks for the ends that are confirmed, and sets a service to end about which questions can be answered.
    async fn ask_for_ends(&mut self, app: &TestApp) {
        let ends = json!({"terminationPolicy": "terminateAtExpirationDate"});
        assert_eq!(self.alice.put("/services/300005", ends).await.status, 200);
        for operation in operations() {
            let asks = [
                ("/confirmTermination", "/terminate"),
                ("/services/{serviceId}/terminate/confirm", "/services/300002/terminate"),
            ];
            let Some((ending, ask)) = asks.iter().find(|(end, _)| operation.path.ends_with(end))
            else {
                continue;
            };
            let path = self.path(operation);
            let ask =
                path.strip_suffix(ending).map_or((*ask).to_owned(), |path| format!("{path}{ask}"));
            assert_eq!(self.alice.request("POST", &format!("/1.0{ask}")).send().await.status, 200);
            let service = LINES.iter().find(|line| line.all_operations().any(|o| o == operation));
            let service = service.map_or(300_002, ending_id);
            let token = app.token_of(self.alice.account, service).await;
            self.tokens.insert(operation.path.to_owned(), token);
        }
    }

    /// What stands for a variable of a path: something that Alice has.
    fn value(&self, path: &str, name: &str) -> String {
        let of_line = LINES.iter().find(|line| line.all_operations().any(|o| o.path == path));
        let of_item = ITEMS.iter().find(|item| item.operations().any(|o| o.path == path));
        if let Some(line) = of_line.filter(|_| path.ends_with("/confirmTermination")) {
            return ending(line);
        }
        let line = of_line.map(|line| line.path).or(of_item.map(|item| item.line));
        if let Some(line) = line {
            let held = Holding::everything().services;
            let service = held.into_iter().find(|(_, product, ..)| *product == line);
            return service.map(|(_, _, name, ..)| name).unwrap();
        }
        match (path, name) {
            ("/services/{serviceId}/terminate/confirm", _) => "300002".to_owned(),
            ("/services/{serviceId}/terminate", _) => "300003".to_owned(),
            ("/service/{serviceId}/terminate", _) => "300004".to_owned(),
            ("/service/{serviceId}/suspend" | "/service/{serviceId}/reopen", _) => {
                "300007".to_owned()
            }
            (path, "serviceId") if path.ends_with("/engagement/request") => WAITING.to_string(),
            (path, "serviceId") if path.ends_with("/engagement/available") => {
                ENGAGEABLE.to_string()
            }
            (path, "serviceId") if path.ends_with("/engagement/flush") => ENGAGED.to_string(),
            (path, "serviceId") if path.contains("/engagement") => "300006".to_owned(),
            (path, "id") if path.starts_with("/me/task/contactChange/{id}") => {
                self.tasks.get(path).unwrap_or(&self.tasks["/me/task/contactChange/{id}"]).clone()
            }
            (_, "formName") => "termination".to_owned(),
            (path, "serviceId") if path.contains("/form") => "300005".to_owned(),
            (_, "serviceId") => "12345".to_owned(),
            ("/me/order/{orderId}/payWithRegisteredPaymentMean", _) => self.unpaid[0].clone(),
            ("/me/order/{orderId}/pay", _) => self.unpaid[1].clone(),
            (path, "orderId") if path.starts_with("/me/order/{orderId}/debt") => {
                self.owed[0].clone()
            }
            (path, "billId") if path.starts_with("/me/bill/{billId}/debt") => self.owed[1].clone(),
            (_, "debtId") => self.owed[2].clone(),
            (_, "operationId") => self.owed[3].clone(),
            (_, "orderId") => self.paid.clone(),
            (_, "orderDetailId" | "billDetailId" | "refundDetailId") => "1".to_owned(),
            (_, "billId") => self.bill.clone(),
            (_, "clientId") => self.client.clone(),
            (_, "applicationId") => self.other.application.to_string(),
            (_, "credentialId") => self.other.credential.to_string(),
            (_, "refundId") => self.refund.clone(),
            (_, "transactionId") => self.charge.clone(),
            ("/me/payment/method/{paymentMethodId}/details", _) => self.registered[0].clone(),
            (_, "balanceName") => "alice-ovh".to_owned(),
            (_, "ovhAccountId") => "alice-ovh".to_owned(),
            (_, "depositId") => format!("D{}", self.deposit),
            (_, "withdrawalId") => format!("W{}", self.withdrawal),
            (_, "depositDetailId" | "withdrawalDetailId") => "1".to_owned(),
            ("/me/fidelityAccount/movements/{movementId}", _) => self.points_movement.clone(),
            (_, "movementId") => self.movement.clone(),
            (_, "logId") => self.log.clone(),
            (_, "paymentMethodId") => "5001".to_owned(),
            ("/me/notification/email/history/{id}", _) => self.email.clone(),
            (path, "id") if path.starts_with("/me/paymentMean/bankAccount/") => "3333".to_owned(),
            (path, "id") if path.starts_with("/me/paymentMean/creditCard/") => "4321".to_owned(),
            (path, "id") if path.starts_with("/me/paymentMean/deferred") => "4444".to_owned(),
            (path, "id") if path.starts_with("/me/paymentMean/paypal/") => "1234".to_owned(),
            _ => panic!("say here what of Alice's stands for {{{name}}} in {path}"),
        }
    }

    /// Asks for other contacts: a change to read, and one for each answer.
    async fn ask_for_contacts(&mut self, app: &TestApp) {
        app.add_user("carol", &Holding::default()).await;
        let paths = ["", "/accept", "/refuse", "/resendEmail"];
        for (service, answer) in (300_002..).zip(paths) {
            let body = json!({"contactTech": "carol-ovh"});
            let path = format!("/sms/sms-{service}.example/changeContact");
            let task = self.alice.post(&path, body).await.ok()[0].clone();
            let token = app.contact_token(self.alice.account, task.as_i64().unwrap()).await;
            let path = format!("/me/task/contactChange/{{id}}{answer}");
            self.tokens.insert(path.clone(), token);
            self.tasks.insert(path, task.to_string());
        }
    }

    /// The path of an operation, about what Alice has.
    fn path(&self, operation: &Operation) -> String {
        filled(operation, |name| self.value_for(operation, name))
    }

    /// What stands for a variable: what is given up is not what is read.
    fn value_for(&self, operation: &Operation, name: &str) -> String {
        let given_up = match (operation.method, operation.path) {
            (Method::Delete, "/me/payment/method/{paymentMethodId}") => 1,
            (Method::Delete, "/me/paymentMean/bankAccount/{id}") => 2,
            (Method::Delete, "/me/paymentMean/creditCard/{id}") => 3,
            (Method::Delete, "/me/paymentMean/paypal/{id}") => 4,
            (Method::Post, "/services/{serviceId}/billing/engagement/request") => {
                return ENGAGEABLE.to_string();
            }
            (_, path) => return self.value(path, name),
        };
        self.registered[given_up].clone()
    }

    /// The code of the method that an operation confirms.
    fn code(&self, path: &str) -> &str {
        let place =
            if path.contains("creditCard") { 1 } else { 2 * usize::from(path.contains("bank")) };
        &self.codes[place]
    }

    /// Everything of Alice's that a stranger must not read.
    fn secrets(&self) -> Vec<String> {
        let names = Holding::everything().services.into_iter().map(|(_, _, name, ..)| name);
        let ids = [&self.paid, &self.bill, &self.unpaid[0], &self.unpaid[1]].map(Clone::clone);
        let moved = [&self.refund, &self.deposit, &self.withdrawal, &self.movement, &self.log];
        let moved = moved.map(Clone::clone);
        let keys = [self.alice.account.to_string(), self.alice.credentials.consumer_key.clone()];
        names
            .chain(ids)
            .chain(moved)
            .chain(self.owed.clone())
            .chain(keys)
            .chain(["alice".to_owned()])
            .collect()
    }
}

/// Everything, and one thing that is renewed by hand and expires so soon that its holder is told.
fn with_something_to_tell() -> Holding {
    let mut holding = Holding::everything();
    let soon = jiff::civil::date(2026, 12, 8);
    holding.services.push((300_001, "sms", "sms-2.example".to_owned(), "sms", soon));
    holding.modes.push((300_001, RenewMode::Manual));
    // Others are ended, one in each way.
    let far = jiff::civil::date(2027, 6, 1);
    for id in 300_002..=ENGAGED {
        holding.services.push((id, "sms", format!("sms-{id}.example"), "sms", far));
    }
    holding.states.push((300_004, StateKind::Suspended));
    holding.engaged.push((300_006, jiff::civil::date(2028, 3, 31)));
    for (id, line) in (500_001..).zip(LINES) {
        holding.services.push((id, line.path, gone(line.path), plan_of(line.path), far));
        holding.states.push((id, StateKind::Deleted));
    }
    for line in LINES.iter().filter(|line| line.termination.is_some()) {
        let service = (ending_id(line), line.path, ending(line), plan_of(line.path), far);
        holding.services.push(service);
    }
    holding
}

/// The name of a service of a line that is deleted.
fn gone(line: &str) -> String {
    format!("gone-{}.example", line.replace('/', "-").to_lowercase())
}

/// A service that is paid for, and whose payment is taken back.
const OWED: i64 = 300_008;

/// Services that can be engaged, that wait for an engagement, and that are engaged for another year.
const ENGAGEABLE: i64 = 300_009;
const WAITING: i64 = 300_010;
const ENGAGED: i64 = 300_011;

/// The id of the service of a line whose end is confirmed.
fn ending_id(line: &ProductLine) -> i64 {
    let place = LINES.iter().position(|one| one.path == line.path).unwrap();
    400_001 + i64::try_from(place).unwrap()
}

/// The name of a service of a line whose end is confirmed.
fn ending(line: &ProductLine) -> String {
    format!("ending-{}.example", line.path.replace('/', "-").to_lowercase())
}

fn plan_of(product: &'static str) -> &'static str {
    let held = Holding::everything().services;
    held.iter().find(|(_, line, ..)| *line == product).map(|(.., plan, _)| *plan).unwrap()
}

async fn order(alice: &User, service: i64, period: &str) -> String {
    let body = json!({"duration": period, "services": []});
    let order = alice.post(&format!("/service/{service}/renew"), body).await.ok();
    order["orderId"].to_string()
}

/// An order that has put money on the prepaid account.
/// Gives back a bit of a bill, and answers the number of the credit note.
async fn give_back(app: &TestApp, alice: &User, order: &str) -> String {
    let order = perennial_testkit::order_id(order.parse().unwrap());
    let note = app.customer_of(alice.account).refund(order, &[(1, Some("0.5"))], None).await;
    note.unwrap().issue.unwrap().number.to_string()
}

async fn deposit(alice: &User) -> String {
    let order =
        alice.post("/me/ovhAccount/alice-ovh/creditOrder", json!({"amount": 30})).await.ok();
    let order = order["orderId"].to_string();
    let body = json!({"paymentMean": "creditCard", "paymentMeanId": 4321});
    let pay = format!("/me/order/{order}/payWithRegisteredPaymentMean");
    assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
    order
}

/// What was paid for an order with the PayPal agreement is taken back.
pub(crate) async fn take_back(app: &TestApp, alice: &User, order: i64) {
    let (method, order) = (PaymentMethodId::try_new(5001), OrderId::try_new(order));
    let taken =
        app.engine.order_sandbox_reversal(alice.account, method.unwrap(), order.unwrap()).await;
    taken.unwrap();
    app.engine.reconcile().await;
}

/// An order whose payment was taken back, its bill, its debt, and the order that is to pay that.
async fn owed(app: &TestApp, alice: &User) -> [String; 4] {
    let order = order(alice, OWED, "P1Y").await;
    let pay = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.ok(), json!(null));
    take_back(app, alice, order.parse().unwrap()).await;
    let bill = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
    let bill = bill["id"].as_str().unwrap().to_owned();
    let debt = alice.get("/me/debtAccount/debt").await.ok()[0].to_string();
    let pays = alice.call("POST", "/me/debtAccount/pay", None).await.ok();
    [order, bill, debt, pays["orderId"].to_string()]
}

/// The path of an operation with its variables filled in.
fn filled(operation: &Operation, mut value: impl FnMut(&str) -> String) -> String {
    let segments = operation.path.split('/').map(|segment| {
        let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        name.map_or_else(|| segment.to_owned(), &mut value)
    });
    segments.collect::<Vec<_>>().join("/")
}

fn variables(operation: &Operation) -> Vec<&'static str> {
    let of_path = operation.parameters.iter().filter(|p| p.location == Location::Path);
    of_path.filter_map(|parameter| parameter.name).collect()
}

/// The call of an operation on a path.
fn call(
    world: &World,
    make: impl Fn(&str, &str) -> Call,
    version: &str,
    operation: &Operation,
    path: &str,
) -> Call {
    let call = make(operation.method.as_str(), &format!("{version}{path}"));
    body(world, operation).into_iter().fold(call, |call, body| call.json(&body))
}

/// Every operation. A renew day is chosen for the first time before it is asked for, a service is suspended before it is
/// reopened and deleted after all that is done to it, and the credential is ended last.
fn all() -> Vec<&'static Operation> {
    let mut all: Vec<_> = operations().collect();
    all.sort_by_key(|operation| match (operation.method, operation.path) {
        (Method::Post, "/me/autorenew") => 0,
        (Method::Post, "/service/{serviceId}/suspend") => 0,
        (Method::Delete, "/services/{serviceId}") => 2,
        (Method::Delete, path) if path.starts_with("/me/api/") => 2,
        (_, "/auth/logout") => 3,
        _ => 1,
    });
    assert!(all.len() > 100, "the catalogue is not empty");
    all
}

/// What an operation is answered that can be called: some are there to say why nothing comes of them.
pub(crate) fn answered(operation: &Operation) -> u16 {
    let is_refused = ["/me/order/{orderId}/retraction", "/me/order/{orderId}/waiveRetraction"];
    if is_refused.contains(&operation.path) { 409 } else { 200 }
}

fn without(reply: &Reply, value: &str) -> String {
    format!("{} {:?}", reply.status, String::from_utf8_lossy(&reply.bytes).replace(value, "…"))
}

#[tokio::test]
async fn each_operation_answers_its_owner_under_both_versions() {
    for version in VERSIONS {
        each_app(async |app| {
            let world = World::new(app).await;
            for operation in all() {
                let make = |method: &str, target: &str| {
                    let call = world.alice.request(method, target);
                    // An application asks for a credential with its key alone, or with everything it has.
                    call.header("x-forwarded-for", "203.0.113.9")
                };
                let reply =
                    call(&world, make, version, operation, &world.path(operation)).send().await;
                // That the body is what the schema says was checked on its way.
                let expected = answered(operation);
                assert_eq!(reply.status, expected, "{version} {operation:?}: {}", reply.shown());
            }
            assert_eq!(app.request("GET", "/1.0/me").send().await.status, 401);
        })
        .await;
    }
}

#[tokio::test]
async fn each_operation_asks_for_a_signature_unless_it_is_open() {
    each_app(async |app| {
        let world = World::new(app).await;
        for operation in all() {
            for version in VERSIONS {
                let make = |method: &str, target: &str| app.request(method, target);
                let call = call(&world, make, version, operation, &world.path(operation));
                let reply = app.unchanged(async || call.send().await).await;
                let told = serde_json::from_slice::<Value>(&reply.bytes).unwrap();
                let login =
                    json!({"class": "Client::Unauthorized", "message": "You must login first"});
                match (operation.authentication, operation.path) {
                    // Open, but it has to be known which application asks.
                    (true, _) | (false, "/auth/credential") => {
                        assert_eq!((reply.status, told), (401, login), "{operation:?}");
                    }
                    (false, _) => assert_eq!(reply.status, 200, "{operation:?}"),
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_another_account_has_does_not_exist() {
    each_app(async |app| {
        let world = World::new(app).await;
        let journal = app.journal(world.alice.account).await;
        let mallory = app.add_user("mallory", &Holding::default()).await;
        let make = |method: &str, target: &str| mallory.request(method, target);
        for operation in all().into_iter().filter(|operation| operation.path != "/auth/logout") {
            let names = variables(operation);
            let path = world.path(operation);
            let foreign = call(&world, make, "/1.0", operation, &path);
            if names.is_empty() {
                let reply = foreign.send().await;
                let text = String::from_utf8_lossy(&reply.bytes).into_owned();
                let leaked = world.secrets().into_iter().find(|secret| text.contains(secret));
                assert_eq!(leaked, None, "{operation:?}");
                continue;
            }
            // The first variable says whose the object is.
            let (hers, nobodys) = (world.value_for(operation, names[0]), "987654321");
            let never =
                call(&world, make, "/1.0", operation, &filled(operation, |_| nobodys.to_owned()));
            let (foreign, never) =
                app.unchanged(async || (foreign.send().await, never.send().await)).await;
            assert_eq!(foreign.status, 404, "{operation:?}: {}", foreign.shown());
            assert_eq!(without(&foreign, &hers), without(&never, nobodys), "{operation:?}");
            let names = |reply: &Reply| {
                reply.headers.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
            };
            assert_eq!(names(&foreign), names(&never));
        }
        assert_eq!(app.journal(world.alice.account).await, journal);
    })
    .await;
}

/// Texts that are no id and no name of anything.
fn garbage() -> Vec<String> {
    let fixed = [
        "0",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "0x10",
        "9007199254740992",
        "9223372036854775808",
        "340282366920938463463374607431768211456",
        "abc",
        "null",
        "true",
        ".",
        "..",
        "*",
        "%00",
        "a%00b",
        "%0d%0aX-Injected:%201",
        "%FF",
        "%F0%9F%92%A9",
        "%2F",
        "..%2F..%2Fetc%2Fpasswd",
        "'%20OR%20''='",
        "%25",
        "1%20",
        "{serviceId}",
        "%E2%80%AE",
    ];
    fixed.iter().map(|&text| text.to_owned()).chain(["x".repeat(8000), "9".repeat(8000)]).collect()
}

#[tokio::test]
async fn garbage_in_a_path_is_refused_and_nothing_happens() {
    each_app(async |app| {
        let world = World::new(app).await;
        let make = |method: &str, target: &str| world.alice.request(method, target);
        for operation in all() {
            for name in variables(operation) {
                for garbage in garbage() {
                    let path = filled(operation, |variable| {
                        let value = world.value_for(operation, variable);
                        if variable == name { garbage.clone() } else { value }
                    });
                    // A brace may not stand in a request line: what a client forgot to fill in arrives encoded.
                    let path = path.replace('{', "%7B").replace('}', "%7D");
                    let call = call(&world, make, "/1.0", operation, &path);
                    let reply = app.unchanged(async || call.send().await).await;
                    let (status, message) = reply.error();
                    assert!(matches!(status, 400 | 404), "{} {path}: {status}", operation.method);
                    assert!(!message.chars().any(char::is_control), "{path}: {message:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_path_has_the_methods_of_the_catalogue_and_no_others() {
    each_app(async |app| {
        let world = World::new(app).await;
        let known = |method: &str, path: &str| {
            let method = if method == "HEAD" { "GET" } else { method };
            operations().any(|one| one.path == path && one.method.as_str() == method)
        };
        for operation in all() {
            let path = format!("/1.0{}", world.path(operation));
            let methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"];
            for method in methods.into_iter().filter(|method| !known(method, operation.path)) {
                let reply = world.alice.request(method, &path).send().await;
                let status = if method == "OPTIONS" { 200 } else { 405 };
                assert_eq!(reply.status, status, "{method} {path}: {}", reply.shown());
                let allowed = reply.header("allow").unwrap_or_else(|| panic!("{method} {path}"));
                assert!(allowed.split([',', ' ']).any(|one| one == operation.method.as_str()));
            }
        }
    })
    .await;
}
