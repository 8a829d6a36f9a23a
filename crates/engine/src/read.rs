//! Reading what an account has. Whatever is not this account's does not exist.

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::bill::{Bill, BillNumber};
use perennial_core::means::MethodKind;
use perennial_core::order::{Category, OrderState};
use perennial_core::payment::{
    Accepted, Payer, Payment, acceptable_kinds, accepted_means, check_startable,
};
use perennial_core::text::Name;
use perennial_core::{
    Account, AccountId, Means, Order, OrderId, PaymentMethod, Service, ServiceId,
};
use perennial_store::{BriefService, Freshness, PaymentLoad, StoreError};

use crate::engine::Engine;
use crate::error::EngineError;

/// What an order can be paid with now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeansForOrder {
    /// The means that are there.
    pub accepted: Vec<Accepted>,
    /// The kinds of payment method that it could be paid with if another one were registered.
    pub kinds: Vec<MethodKind>,
    /// All registered payment methods.
    pub methods: Vec<PaymentMethod>,
}

impl Engine {
    /// The account itself.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is none, which no caller can bring about.
    pub async fn require_account(&self, account: AccountId) -> Result<Account, EngineError> {
        let found = self.store.account(account).await?;
        found.map(|found| found.account).ok_or_else(|| EngineError::not_found("account", account))
    }

    /// A service by its id.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service.
    pub async fn require_service(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<Service, EngineError> {
        let found = self.store.service(account, service).await?;
        found.ok_or_else(|| EngineError::not_found("serviceId", service))
    }

    /// The id of a service by its name in a product line.
    pub(crate) async fn find_by_name(
        &self,
        account: AccountId,
        product: &str,
        name: &str,
    ) -> Result<Option<ServiceId>, StoreError> {
        // Nothing has a name that is none, and not every database can be asked for every text.
        if Name::parse(name).is_err() {
            return Ok(None);
        }
        self.store.service_id(account, product, name).await
    }

    /// An order.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn require_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Order, EngineError> {
        let found = self.store.order(account, order).await?;
        found.ok_or_else(|| EngineError::not_found("orderId", order))
    }

    /// The payment that settled an order; `None` while there is none.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn payment_of_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Payment>, EngineError> {
        let order = self.require_order(account, order).await?;
        match order.state {
            OrderState::Settled { payment, .. } => Ok(self.store.payment(account, payment).await?),
            _ => Ok(None),
        }
    }

    /// Every payment of an order, whatever became of it, the oldest first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn payments_of_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Vec<Payment>, EngineError> {
        let mut payments = self.store.payments(account).await?;
        payments.retain(|payment| payment.order == order);
        payments.sort_by_key(|payment| (payment.created_at, payment.id));
        Ok(payments)
    }

    /// The issued bill of an order; `None` while there is none.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn bill_of_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Bill>, EngineError> {
        self.require_order(account, order).await?;
        let bill = self.store.bill_of_order(account, order).await?;
        Ok(bill.filter(|bill| bill.issue.is_some()))
    }

    /// An issued bill.
    pub(crate) async fn find_bill(
        &self,
        account: AccountId,
        number: &str,
    ) -> Result<Option<Bill>, StoreError> {
        let Some(parsed) = BillNumber::parse(number) else { return Ok(None) };
        match self.store.bill_key(&parsed).await? {
            Some((owner, order)) if owner == account => {
                self.store.bill_of_order(account, order).await
            }
            _ => Ok(None),
        }
    }

    /// An issued bill with the order it bills.
    ///
    /// # Errors
    ///
    /// As [`Engine::bill`].
    pub async fn bill_with_order(
        &self,
        fresh: &Freshness,
        number: &str,
    ) -> Result<(Arc<Bill>, Arc<Order>), EngineError> {
        let bill = self.bill(fresh, number).await?;
        let order = self.order(fresh, bill.order).await?;
        Ok((bill, order))
    }

    /// What an order can be paid with now; nothing for an order that cannot be paid.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn means_for_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<MeansForOrder, EngineError> {
        let load = self.store.load_payment(account, order, None).await?;
        let load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
        let now = self.clock.now();
        let PaymentLoad { services, methods, balances, debts, .. } = &load;
        let payer = Payer { services, methods, balances: *balances, debts };
        let payable = check_startable(&load.order, &payer, now).is_ok();
        let accepted = if payable { accepted_means(&load.order, &payer, now) } else { Vec::new() };
        let kinds = acceptable_kinds(&load.order, &payer, now);
        Ok(MeansForOrder { accepted, kinds, methods: load.methods })
    }

    /// When a renewal was last paid automatically.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn last_autorenewal(
        &self,
        account: AccountId,
    ) -> Result<Option<Timestamp>, EngineError> {
        Ok(self.store.last_settled(account, Category::AutoRenew).await?)
    }

    /// A registered payment method.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no method for which `is_it` holds. `what` and `id` are
    /// what was asked for.
    pub async fn require_method(
        &self,
        account: AccountId,
        what: &'static str,
        id: i64,
        is_it: impl Fn(&PaymentMethod) -> bool,
    ) -> Result<PaymentMethod, EngineError> {
        let methods = self.store.payment_methods(account).await?;
        methods.into_iter().find(is_it).ok_or_else(|| EngineError::not_found(what, id))
    }
}

/// Lists.
impl Engine {
    /// The ids of an account's services, in order.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn service_ids(&self, account: AccountId) -> Result<Vec<ServiceId>, EngineError> {
        Ok(self.store.service_ids(account).await?)
    }

    /// An account's services, by id.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn services(&self, account: AccountId) -> Result<Vec<Service>, EngineError> {
        Ok(self.store.services(account).await?)
    }

    /// An account's services in brief, by id.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn services_in_brief(
        &self,
        account: AccountId,
    ) -> Result<Vec<BriefService>, EngineError> {
        Ok(self.store.services_in_brief(account).await?)
    }

    /// The names of an account's services in a product line, in order.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn service_names(
        &self,
        account: AccountId,
        product: &str,
    ) -> Result<Vec<String>, EngineError> {
        Ok(self.store.service_names(account, product).await?)
    }

    /// The ids of an account's orders placed between two instants, both included, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn order_ids(
        &self,
        account: AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<OrderId>, EngineError> {
        Ok(self.store.order_ids(account, from, to).await?)
    }

    /// The bills of an account issued between two instants, both included, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn issued_bills(
        &self,
        account: AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Bill>, EngineError> {
        Ok(self.store.issued_bills(account, from, to).await?)
    }

    /// The payments of an account that were charged, or are being charged, to a payment method, by id.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn charges(&self, account: AccountId) -> Result<Vec<Payment>, EngineError> {
        let mut payments = self.store.payments(account).await?;
        payments.retain(|payment| matches!(payment.means, Means::Method(..)));
        Ok(payments)
    }

    /// The registered payment methods of an account.
    ///
    /// # Errors
    ///
    /// As [`Engine::service_ids`].
    pub async fn payment_methods(
        &self,
        account: AccountId,
    ) -> Result<Vec<PaymentMethod>, EngineError> {
        Ok(self.store.payment_methods(account).await?)
    }
}
