//! `/me/order`: orders, what they contain, and paying for them.

use perennial_api::model::{
    AssociatedObject, Order, OrderDetail, OrderPaymentMeans, OrderStatus, PayRequest,
    PayWithRegisteredPaymentMean, Payment, PaymentMethodChoice, PaymentMethods,
    RegisteredPaymentMean, RetractionRequest,
};

use crate::{Call, Client, DateRange, Error, IdempotencyKey};

impl Client {
    /// The ids of the orders of a time.
    pub async fn orders(&self, range: DateRange) -> Result<Vec<i64>, Error> {
        self.send(&range.narrow(Call::get("/me/order"))).await
    }

    /// An order.
    pub async fn order(&self, id: i64) -> Result<Order, Error> {
        self.send(&Call::get("/me/order/{orderId}").segment(id)).await
    }

    /// How far an order is.
    pub async fn order_status(&self, id: i64) -> Result<OrderStatus, Error> {
        self.send(&Call::get("/me/order/{orderId}/status").segment(id)).await
    }

    /// The ids of the lines of an order.
    pub async fn order_details(&self, id: i64) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/order/{orderId}/details").segment(id)).await
    }

    /// A line of an order.
    pub async fn order_detail(&self, id: i64, detail_id: i64) -> Result<OrderDetail, Error> {
        let call = Call::get("/me/order/{orderId}/details/{orderDetailId}");
        self.send(&call.segment(id).segment(detail_id)).await
    }

    /// Which bill came of an order.
    pub async fn order_associated_object(&self, id: i64) -> Result<AssociatedObject, Error> {
        self.send(&Call::get("/me/order/{orderId}/associatedObject").segment(id)).await
    }

    /// How an order was paid.
    pub async fn order_payment(&self, id: i64) -> Result<Payment, Error> {
        self.send(&Call::get("/me/order/{orderId}/payment").segment(id)).await
    }

    /// The payment methods that an order accepts.
    pub async fn order_payment_methods(&self, id: i64) -> Result<PaymentMethods, Error> {
        self.send(&Call::get("/me/order/{orderId}/paymentMethods").segment(id)).await
    }

    /// The kinds of payment mean that an order accepts.
    pub async fn order_accepted_means(&self, id: i64) -> Result<Vec<RegisteredPaymentMean>, Error> {
        let call = Call::get("/me/order/{orderId}/availableRegisteredPaymentMean");
        self.send(&call.segment(id)).await
    }

    /// How an order is paid with each kind of payment mean.
    pub async fn order_payment_means(&self, id: i64) -> Result<OrderPaymentMeans, Error> {
        self.send(&Call::get("/me/order/{orderId}/paymentMeans").segment(id)).await
    }

    /// Withdraws from an order, if it can be withdrawn from: its `retractionDate` says until when.
    pub async fn retract_order(&self, id: i64, request: &RetractionRequest) -> Result<(), Error> {
        let call = Call::post("/me/order/{orderId}/retraction").segment(id);
        self.send_void(&call.json(request)).await
    }

    /// Waives the right to withdraw from an order.
    pub async fn waive_retraction(&self, id: i64) -> Result<(), Error> {
        self.send_void(&Call::post("/me/order/{orderId}/waiveRetraction").segment(id)).await
    }

    /// Pays an order with a registered payment mean.
    pub async fn pay_with_registered_mean(
        &self,
        id: i64,
        mean: &PayWithRegisteredPaymentMean,
    ) -> Result<(), Error> {
        self.send_void(&payment_with_mean(id, mean)).await
    }

    /// Pays an order with a registered payment mean once, however often it is called with this key. See [`Call::key`].
    pub async fn pay_with_registered_mean_with_key(
        &self,
        id: i64,
        mean: &PayWithRegisteredPaymentMean,
        key: &IdempotencyKey,
    ) -> Result<(), Error> {
        self.send_void(&payment_with_mean(id, mean).key(key)).await
    }

    /// Pays an order with a payment method.
    pub async fn pay(&self, id: i64, payment_method_id: i64) -> Result<(), Error> {
        self.send_void(&payment(id, payment_method_id)).await
    }

    /// Pays an order with a payment method once, however often it is called with this key. See [`Call::key`].
    pub async fn pay_with_key(
        &self,
        id: i64,
        payment_method_id: i64,
        key: &IdempotencyKey,
    ) -> Result<(), Error> {
        self.send_void(&payment(id, payment_method_id).key(key)).await
    }
}

fn payment_with_mean(id: i64, mean: &PayWithRegisteredPaymentMean) -> Call {
    Call::post("/me/order/{orderId}/payWithRegisteredPaymentMean").segment(id).json(mean)
}

fn payment(id: i64, payment_method_id: i64) -> Call {
    let request = PayRequest { payment_method: PaymentMethodChoice { id: payment_method_id } };
    Call::post("/me/order/{orderId}/pay").segment(id).json(&request)
}
