//! What the day of an account is decided by.

use crate::account::Account;
use crate::calendar::{Calendar, RenewDay};
use crate::id::OrderId;
use crate::means::{Balances, PaymentMethod};
use crate::order::Order;
use crate::payment::Payment;
use crate::plan::PriceList;
use crate::strategy::Group;
use crate::tax::Tax;

/// An account with those of its services that the calendar looks at, and what they can be paid with.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// The account.
    pub account: &'a Account,
    /// The groups of all services that are due, complete.
    pub groups: &'a [Group],
    /// The registered payment methods.
    pub methods: &'a [PaymentMethod],
    /// What the account holds with us.
    pub balances: Balances,
    /// The orders that unpaid services of the groups wait for.
    pub standing: &'a [Standing],
    /// What everything costs.
    pub prices: &'a PriceList,
    /// The tax of its orders.
    pub tax: Tax,
    /// When what happens.
    pub calendar: &'a Calendar,
}

/// An order of the calendar, with the payments that were tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The order.
    pub order: Order,
    /// Its payments, the first one first.
    pub payments: Vec<Payment>,
}

impl Holder<'_> {
    /// The day of the month on which the account is debited.
    pub(super) fn renew_day(&self) -> RenewDay {
        self.account.renew_day(self.calendar)
    }

    pub(super) fn standing(&self, order: OrderId) -> Option<&Standing> {
        self.standing.iter().find(|standing| standing.order.id == order)
    }
}
