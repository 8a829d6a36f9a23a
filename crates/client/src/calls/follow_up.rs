//! What becomes of an order step by step, and what its lines do.

use perennial_api::model::{FollowUp, OrderItem};

use crate::{Call, Client, Error};

impl Client {
    /// An order, step by step.
    pub async fn order_follow_up(&self, order_id: i64) -> Result<Vec<FollowUp>, Error> {
        self.send(&Call::get("/me/order/{orderId}/followUp").segment(order_id)).await
    }

    /// What a line of an order does.
    pub async fn order_item(&self, order_id: i64, detail_id: i64) -> Result<OrderItem, Error> {
        let call = Call::get("/me/order/{orderId}/details/{orderDetailId}/extension");
        self.send(&call.segment(order_id).segment(detail_id)).await
    }
}
