//! For every operation that changes something: a state that forbids it, or the word that there is none; and two at once.
//!
//! An operation that is not known here fails the test until somebody says which state forbids it.

use perennial_api::catalogue::{Method, Operation};
use perennial_core::DebtId;
use perennial_core::text::Name;
use perennial_engine::{Actor, Context};
use perennial_testkit::{TestApp, User, each_app};
use serde_json::{Value, json};

use super::bodies::{bank_account, registration};
use super::{ITEMS, LINES, OWED, World, all, answered, body, filled, gone, order, take_back};

/// What a state does to an operation.
enum Case {
    /// It was done already: the second time is refused with this status.
    Done(u16),
    /// This object is in a state that forbids it: what stands for the first variable, and the status.
    Of(String, u16),
    /// This object, or the account, is in a state that forbids what this body asks for.
    Asking(Option<String>, Value, u16),
    /// Nothing forbids it.
    Free,
}

use Case::{Asking, Done, Free, Of};

/// A service that is suspended, one whose holder is bound, and one that is deleted.
const SUSPENDED: &str = "300004";
const BOUND: &str = "300006";
const DELETED: &str = "500001";

/// Things that are over.
struct Ended {
    /// A payment method that was given up, and an older means.
    method: String,
    mean: String,
    /// A change of contacts that was refused, and the token it was refused with.
    task: String,
    token: Value,
    /// An order whose debt was given up, its bill, and that debt.
    debt: [String; 3],
}

impl Ended {
    async fn new(app: &TestApp, world: &World) -> Self {
        let alice = &world.alice;
        let method = alice.post("/me/payment/method", registration()).await.ok();
        let method = method["paymentMethodId"].to_string();
        let mean = alice.post("/me/paymentMean/bankAccount", bank_account()).await.ok();
        let mean = mean["id"].to_string();
        let given_up =
            [format!("/me/payment/method/{method}"), format!("/me/paymentMean/bankAccount/{mean}")];
        for path in given_up {
            assert_eq!(alice.call("DELETE", &path, None).await.status, 200);
        }
        let refuse = "/me/task/contactChange/{id}/refuse";
        let (task, token) = (world.tasks[refuse].clone(), json!({"token": world.tokens[refuse]}));
        let path = format!("/me/task/contactChange/{task}/refuse");
        assert_eq!(alice.post(&path, token.clone()).await.ok(), json!(null));
        let debt = owed_no_more(app, alice).await;
        Self { method, mean, task, token, debt }
    }

    /// What forbids an operation that is about no product.
    fn case(&self, operation: &Operation) -> Case {
        let of = |object: &str, status| Of(object.to_owned(), status);
        match (operation.method, operation.path) {
            (_, path) if path.starts_with("/auth/") => Free,
            // Who may call is changed and ended in every state.
            (_, path) if path.starts_with("/me/api/") => Free,
            (Method::Put, "/me") => Free,
            (Method::Post, "/me/autorenew") => Done(409),
            (Method::Put, "/me/autorenew") => Free,
            // A name can be given to what is there no more.
            (Method::Put, "/service/{serviceId}") => Free,
            (Method::Post, "/service/{serviceId}/renew") => of(DELETED, 460),
            (Method::Post, "/service/{serviceId}/suspend") => Done(409),
            (Method::Post, "/service/{serviceId}/reopen") => of("12345", 409),
            (Method::Post, "/service/{serviceId}/terminate") => of("12345", 409),
            (Method::Put, "/services/{serviceId}") => of(SUSPENDED, 460),
            (Method::Delete, "/services/{serviceId}") => of(BOUND, 409),
            (Method::Post, "/services/{serviceId}/terminate") => of(SUSPENDED, 460),
            (Method::Post, "/services/{serviceId}/terminate/confirm") => Done(409),
            (Method::Put, "/services/{serviceId}/billing/engagement/endRule") => of("12345", 409),
            (Method::Post, "/services/{serviceId}/billing/engagement/request") => of(BOUND, 409),
            (Method::Delete, "/services/{serviceId}/billing/engagement/request") => {
                of("12345", 404)
            }
            (Method::Post, "/services/{serviceId}/billing/engagement/flush") => of("12345", 409),
            (Method::Post, "/services/{serviceId}/form/{formName}/answer") => of("12345", 404),
            (Method::Post, "/me/order/{orderId}/payWithRegisteredPaymentMean") => Done(409),
            (Method::Post, "/me/order/{orderId}/pay") => Done(409),
            // Nothing was issued then.
            (Method::Post, "/me/bill/export" | "/me/refund/export") => {
                let then = json!({"archiveType": "zip", "endDate": "2020-01-01T00:00:00+01:00"});
                Asking(None, then, 409)
            }
            // No state allows it.
            (Method::Post, "/me/order/{orderId}/retraction") => of(&self.debt[0], 409),
            (Method::Post, "/me/order/{orderId}/waiveRetraction") => of(&self.debt[0], 409),
            // There is something to pay, as long as it is not paid.
            (Method::Post, "/me/debtAccount/pay") => Free,
            (Method::Post, "/me/order/{orderId}/debt/pay") => of(&self.debt[0], 409),
            (Method::Post, "/me/bill/{billId}/debt/pay") => of(&self.debt[1], 409),
            (Method::Post, "/me/debtAccount/debt/{debtId}/pay") => of(&self.debt[2], 409),
            (Method::Post, path) if path.ends_with("/creditOrder") => Free,
            (Method::Post, "/me/ovhAccount/{ovhAccountId}/retrieveMoney") => {
                Asking(None, json!({"amount": 90_000, "bankAccountId": 3333}), 409)
            }
            (Method::Put, "/me/ovhAccount/{ovhAccountId}" | "/me/fidelityAccount") => Free,
            (Method::Post, "/me/payment/method") => Free,
            // The default, beside others.
            (Method::Delete, "/me/payment/method/{paymentMethodId}") => of("5001", 409),
            (_, path) if path.starts_with("/me/payment/method/") => of(&self.method, 409),
            // What was given up is gone from the older routes.
            (_, path) if path.starts_with("/me/paymentMean/") && path.contains("{id}") => {
                of(&self.mean, 404)
            }
            (Method::Post, path) if path.starts_with("/me/paymentMean/") => Free,
            (Method::Post, "/me/task/contactChange/{id}/resendEmail") => of(&self.task, 409),
            (Method::Post, path) if path.starts_with("/me/task/contactChange/") => {
                Asking(Some(self.task.clone()), self.token.clone(), 409)
            }
            (method, path) => panic!("say here which state forbids {method} {path}"),
        }
    }
}

/// An order whose payment was taken back and given up, its bill, and the debt.
async fn owed_no_more(app: &TestApp, alice: &User) -> [String; 3] {
    let order = order(alice, OWED, "P1Y").await;
    let pay = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.ok(), json!(null));
    take_back(app, alice, order.parse().unwrap()).await;
    let bill = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
    let debt = alice.get(&format!("/me/order/{order}/debt")).await.ok()["debtId"].clone();
    let query_id = app.engine.ids().query();
    let context = Context { account: alice.account, actor: Actor::Operator, query_id };
    let id = DebtId::try_new(debt.as_i64().unwrap()).unwrap();
    let reason = Name::parse("insolvent").unwrap();
    app.engine.write_off_debt(&context, id, &reason).await.unwrap();
    [order, bill["id"].as_str().unwrap().to_owned(), debt.to_string()]
}

/// The product line that an operation is about.
fn line_of(operation: &Operation) -> Option<&'static str> {
    let line = LINES.iter().find(|line| line.all_operations().any(|one| one == operation));
    let item = ITEMS.iter().find(|item| item.operations().any(|one| one == operation));
    line.map(|line| line.path).or(item.map(|item| item.line))
}

async fn send(alice: &User, operation: &Operation, path: &str, body: Option<Value>) -> u16 {
    alice.call(operation.method.as_str(), path, body).await.status
}

#[tokio::test]
async fn each_operation_is_refused_in_a_state_that_forbids_it() {
    each_app(async |app| {
        let world = World::new(app).await;
        let ended = Ended::new(app, &world).await;
        for operation in all().into_iter().filter(|one| one.method != Method::Get) {
            let of = |first: &str| {
                let mut first = Some(first.to_owned());
                let rest = |name: &str| world.value_for(operation, name);
                filled(operation, |name| first.take().unwrap_or_else(|| rest(name)))
            };
            let (own, path) = (body(&world, operation), world.path(operation));
            // Nothing can be done to a service of any line that is deleted.
            let case = line_of(operation)
                .map_or_else(|| ended.case(operation), |line| Of(gone(line), 460));
            let (path, body, status) = match case {
                Done(status) => {
                    let first = send(&world.alice, operation, &path, own.clone()).await;
                    assert_eq!(first, 200, "{operation:?}");
                    (path, own, status)
                }
                Of(object, status) => (of(&object), own, status),
                Asking(object, body, status) => {
                    (object.map_or(path, |object| of(&object)), Some(body), status)
                }
                Free => continue,
            };
            let refused =
                app.unchanged(async || send(&world.alice, operation, &path, body).await).await;
            assert_eq!(refused, status, "{} {path}", operation.method);
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_wins_and_the_other_is_answered_alike_or_refused() {
    each_app(async |app| {
        let world = World::new(app).await;
        for operation in all().into_iter().filter(|one| one.method != Method::Get) {
            let path = world.path(operation);
            let one = || send(&world.alice, operation, &path, body(&world, operation));
            let (first, second) = tokio::join!(one(), one());
            let expected = [200, 403, 404, 409, 460];
            for status in [first, second] {
                assert!(expected.contains(&status), "{} {path}: {status}", operation.method);
            }
            let wins = [first, second].contains(&answered(operation));
            assert!(wins, "{} {path}: {first}", operation.method);
        }
    })
    .await;
}
