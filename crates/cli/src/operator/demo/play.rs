//! The play: what a customer's program does to renew a domain with its hosting, call by call.
//!
//! Ledger and audit are the operator's to see, so they alone are asked of the engine.

use std::sync::Arc;

use perennial_api::model::{
    OrderDetail, PayWithRegisteredPaymentMean, RenewDescription, RenewOrder, RenewRequest,
    ReusablePaymentMean, Service,
};
use perennial_client::{Client, DateRange, Error, IdempotencyKey};
use perennial_core::{AccountId, OrderId};
use perennial_engine::Engine;
use serde_json::json;

use super::holding::{DOMAIN, HOSTING, PAYPAL};
use super::print;
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// The period that is ordered.
const PERIOD: &str = "P1Y";

/// Who plays.
pub(super) struct Player<'a> {
    pub(super) client: Client,
    pub(super) engine: &'a Arc<Engine>,
    pub(super) account: AccountId,
    pub(super) output: &'a Output,
}

impl Player<'_> {
    /// Plays from the list of services to the audit.
    pub(super) async fn play(&self) -> Result<(), Failure> {
        self.list_services().await?;
        self.list_strategies().await?;
        self.try_order().await?;
        let order = self.place_order().await?;
        let before = self.renewed_services().await?;
        self.pay(order.order_id).await?;
        print::extended(self.output, &before, &self.renewed_services().await?);
        let bill = self.show_bill(order.order_id).await?;
        self.show_ledger(order.order_id).await?;
        self.audit().await?;
        self.output.json(&json!({
            "orderId": order.order_id,
            "priceWithTax": order.price_with_tax.text,
            "billId": bill,
            "violations": 0,
        }));
        Ok(())
    }

    async fn list_services(&self) -> Result<(), Failure> {
        let mut services = Vec::new();
        for id in self.client.services().await.map_err(failed)? {
            services.push((id, self.client.service(id).await.map_err(failed)?));
        }
        services.sort_by_key(|(id, service)| (service.expiration_date, *id));
        let today = self.engine.clock().now().today;
        print::services(self.output, today, &services);
        Ok(())
    }

    async fn list_strategies(&self) -> Result<(), Failure> {
        let descriptions = self.client.strategies(DOMAIN, true).await.map_err(failed)?;
        print::strategies(self.output, &descriptions);
        let is_ours = |description: &RenewDescription| {
            let mut sets = description.strategies.iter().map(|strategy| &strategy.services);
            description.renew_period.as_str() == PERIOD && sets.any(|set| *set == [HOSTING, DOMAIN])
        };
        if descriptions.iter().any(is_ours) {
            return Ok(());
        }
        // Somebody has renewed them as far as it goes.
        let text = format!("{DOMAIN} and {HOSTING} cannot be renewed for {PERIOD} any more");
        Err(Failure::new(Exit::Refused, text).with_hint("start the demo on a new database"))
    }

    async fn try_order(&self) -> Result<(), Failure> {
        let order = self.client.renew(DOMAIN, &request(true)?).await.map_err(failed)?;
        let orders = self.client.orders(DateRange::default()).await.map_err(failed)?;
        print::dry_run(self.output, &order, orders.len());
        Ok(())
    }

    async fn place_order(&self) -> Result<RenewOrder, Failure> {
        let order = self.client.renew(DOMAIN, &request(false)?).await.map_err(failed)?;
        let id = order.order_id;
        let mut details: Vec<OrderDetail> = Vec::new();
        for detail in self.client.order_details(id).await.map_err(failed)? {
            details.push(self.client.order_detail(id, detail).await.map_err(failed)?);
        }
        print::order(self.output, &order, &details);
        Ok(order)
    }

    async fn renewed_services(&self) -> Result<Vec<Service>, Failure> {
        let domain = self.client.service(DOMAIN).await.map_err(failed)?;
        let hosting = self.client.service(HOSTING).await.map_err(failed)?;
        Ok(vec![domain, hosting])
    }

    /// Pays, and then sends the same request once more, as a program does that lost the answer.
    async fn pay(&self, order: i64) -> Result<(), Failure> {
        let means = self.client.order_accepted_means(order).await.map_err(failed)?;
        let mean = PayWithRegisteredPaymentMean {
            payment_mean: ReusablePaymentMean::OldPaypal,
            payment_mean_id: Some(PAYPAL),
        };
        let key: IdempotencyKey = format!("demo-pay-{order}").parse().map_err(Failure::failed)?;
        for _ in 0..2 {
            let paid = self.client.pay_with_registered_mean_with_key(order, &mean, &key).await;
            paid.map_err(failed)?;
        }
        let status = self.client.order_status(order).await.map_err(failed)?;
        let payment = self.client.order_payment(order).await.map_err(failed)?;
        print::payment(self.output, order, &means, &payment, &status);
        Ok(())
    }

    async fn show_bill(&self, order: i64) -> Result<String, Failure> {
        let associated = self.client.order_associated_object(order).await.map_err(failed)?;
        let id = associated.id.ok_or_else(|| Failure::failed("the bill has no number yet"))?;
        let bill = self.client.bill(&id).await.map_err(failed)?;
        let mut details = Vec::new();
        for detail in self.client.bill_details(&id).await.map_err(failed)? {
            details.push(self.client.bill_detail(&id, &detail).await.map_err(failed)?);
        }
        print::bill(self.output, &bill, &details);
        Ok(id)
    }

    async fn show_ledger(&self, order: i64) -> Result<(), Failure> {
        let order = OrderId::try_new(order).map_err(Failure::failed)?;
        let mut posted = self.engine.store().ledger(self.account).await.map_err(Failure::failed)?;
        posted.retain(|one| one.order == Some(order));
        print::ledger(self.output, &posted);
        Ok(())
    }

    async fn audit(&self) -> Result<(), Failure> {
        let report = self.engine.audit().await.map_err(Failure::failed)?;
        print::audit(self.output, &report);
        match report.violations.first() {
            None => Ok(()),
            Some(first) => {
                let text = format!("{} is violated: {}", first.invariant, first.text);
                Err(Failure::new(Exit::Violations, text))
            }
        }
    }
}

fn request(dry_run: bool) -> Result<RenewRequest, Failure> {
    let duration = PERIOD.parse().map_err(Failure::failed)?;
    Ok(RenewRequest { dry_run: Some(dry_run), duration, services: vec![HOSTING, DOMAIN] })
}

/// An error of the client with its causes.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where a function of an error is wanted"
)]
fn failed(error: Error) -> Failure {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    Failure::failed(text)
}
