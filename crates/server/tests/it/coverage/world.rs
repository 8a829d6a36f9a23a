//! An account that has something for every operation.

use std::collections::BTreeMap;

use perennial_api::catalogue::{ITEMS, LINES, Method, Operation, ProductLine, operations};
use perennial_core::renew::RenewMode;
use perennial_core::service::StateKind;
use perennial_core::{OrderId, PaymentMethodId};
use perennial_testkit::{Holding, TestApp, User};
use serde_json::json;

use super::bodies::registrations;
use super::filled;

/// An account that has something for every operation.
pub(super) struct World {
    pub(super) alice: User,
    /// An order that is paid, and its bill.
    pub(super) paid: String,
    pub(super) bill: String,
    /// What of it was given back.
    pub(super) refund: String,
    /// Orders that can be paid, one for each way to do it.
    pub(super) unpaid: [String; 2],
    /// What she was told.
    pub(super) email: String,
    /// Tokens that confirm the end of services, by the paths where that is done.
    pub(super) tokens: BTreeMap<String, String>,
    /// Changes of contacts, by the paths where something is done about them.
    pub(super) tasks: BTreeMap<String, String>,
    /// A charge to her PayPal agreement.
    pub(super) charge: String,
    /// Methods that are registered: one whose details are wanted, one to be given up, and three older means to be.
    pub(super) registered: [String; 5],
    /// The codes of her methods: 5001 to 5003.
    pub(super) codes: [String; 3],
    /// Orders that put money on the prepaid account and took some from it.
    pub(super) deposit: String,
    pub(super) withdrawal: String,
    /// Another program of hers, and an OAuth2 client.
    pub(super) other: User,
    pub(super) client: String,
    /// An order whose payment was taken back, its bill, the debt, and the order that is to pay it.
    pub(super) owed: [String; 4],
    /// A movement of each balance.
    pub(super) movement: String,
    pub(super) points_movement: String,
    /// A call about one of her services.
    pub(super) log: String,
}

impl World {
    pub(super) async fn new(app: &TestApp) -> Self {
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
    pub(super) async fn engage(&self) {
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
    pub(super) async fn ask_for_ends(&mut self, app: &TestApp) {
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
    pub(super) fn value(&self, path: &str, name: &str) -> String {
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
    pub(super) async fn ask_for_contacts(&mut self, app: &TestApp) {
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
    pub(super) fn path(&self, operation: &Operation) -> String {
        filled(operation, |name| self.value_for(operation, name))
    }

    /// What stands for a variable: what is given up is not what is read.
    pub(super) fn value_for(&self, operation: &Operation, name: &str) -> String {
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
    pub(super) fn code(&self, path: &str) -> &str {
        let place =
            if path.contains("creditCard") { 1 } else { 2 * usize::from(path.contains("bank")) };
        &self.codes[place]
    }

    /// Everything of Alice's that a stranger must not read.
    pub(super) fn secrets(&self) -> Vec<String> {
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
pub(super) fn with_something_to_tell() -> Holding {
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
pub(super) fn gone(line: &str) -> String {
    format!("gone-{}.example", line.replace('/', "-").to_lowercase())
}

/// A service that is paid for, and whose payment is taken back.
pub(super) const OWED: i64 = 300_008;

/// Services that can be engaged, that wait for an engagement, and that are engaged for another year.
pub(super) const ENGAGEABLE: i64 = 300_009;
pub(super) const WAITING: i64 = 300_010;
pub(super) const ENGAGED: i64 = 300_011;

/// The id of the service of a line whose end is confirmed.
pub(super) fn ending_id(line: &ProductLine) -> i64 {
    let place = LINES.iter().position(|one| one.path == line.path).unwrap();
    400_001 + i64::try_from(place).unwrap()
}

/// The name of a service of a line whose end is confirmed.
pub(super) fn ending(line: &ProductLine) -> String {
    format!("ending-{}.example", line.path.replace('/', "-").to_lowercase())
}

pub(super) fn plan_of(product: &'static str) -> &'static str {
    let held = Holding::everything().services;
    held.iter().find(|(_, line, ..)| *line == product).map(|(.., plan, _)| *plan).unwrap()
}

pub(super) async fn order(alice: &User, service: i64, period: &str) -> String {
    let body = json!({"duration": period, "services": []});
    let order = alice.post(&format!("/service/{service}/renew"), body).await.ok();
    order["orderId"].to_string()
}

/// An order that has put money on the prepaid account.
/// Gives back a bit of a bill, and answers the number of the credit note.
pub(super) async fn give_back(app: &TestApp, alice: &User, order: &str) -> String {
    let order = perennial_testkit::order_id(order.parse().unwrap());
    let note = app.customer_of(alice.account).refund(order, &[(1, Some("0.5"))], None).await;
    note.unwrap().issue.unwrap().number.to_string()
}

pub(super) async fn deposit(alice: &User) -> String {
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
pub(super) async fn owed(app: &TestApp, alice: &User) -> [String; 4] {
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
