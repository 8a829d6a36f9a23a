//! What each call answers, once in full. That it has the published form is checked on every answer by the test kit.

mod account;
mod balance;
mod credit;
mod debt;
mod follow_up;
mod order;
mod order_means;
mod payment;
mod product;
mod refund;
mod service;

use perennial_testkit::User;
use serde_json::{Value, json};

/// Orders a renewal of one service and answers the order's id.
async fn order(user: &User, service: i64, period: &str) -> Value {
    let body = json!({"duration": period, "services": []});
    user.post(&format!("/service/{service}/renew"), body).await.ok()["orderId"].clone()
}

/// Pays an order with the payment method of the guide.
async fn pay(user: &User, order: &Value) {
    let body = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(user.post(&format!("/me/order/{order}/pay"), body).await.ok(), json!(null));
}
