//! The states of an order and the transitions between them.

use jiff::Timestamp;

use crate::id::{OrderId, PaymentId};
use crate::step::Step;

use super::Order;

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// It can be paid.
    Unpaid,
    /// A payment was started and has no outcome yet.
    Paying {
        /// The payment.
        payment: PaymentId,
    },
    /// It is paid and done: its services are extended and its bill is written.
    Settled {
        /// The payment that was captured.
        payment: PaymentId,
        /// When it was.
        at: Timestamp,
    },
    /// It will never be paid.
    Cancelled {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: CancelReason,
    },
}

/// Why an order was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CancelReason {
    /// It was not paid in time.
    NotPaidInTime,
    /// Something of it was renewed otherwise, so it was replaced by another order.
    Superseded,
    /// Money was to be paid out, and could not be.
    NotPaidOut,
    /// The customer took back what it was for.
    Withdrawn,
}

impl CancelReason {
    /// The code under which the reason is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPaidInTime => "notPaidInTime",
            Self::Superseded => "superseded",
            Self::NotPaidOut => "notPaidOut",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The reason with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::NotPaidInTime, Self::Superseded, Self::NotPaidOut, Self::Withdrawn]
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

/// Why an order cannot take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StateRefusal {
    /// It was paid before.
    #[error("order {order} is paid already; nothing is charged again")]
    AlreadyPaid {
        /// The order.
        order: OrderId,
    },
    /// It was cancelled.
    #[error("order {order} was cancelled at {at}; place a new one")]
    Cancelled {
        /// The order.
        order: OrderId,
        /// When it was cancelled.
        at: Timestamp,
    },
    /// Its time is over.
    #[error("order {order} could be paid until {valid_until}; place a new one")]
    Expired {
        /// The order.
        order: OrderId,
        /// When its time was over.
        valid_until: Timestamp,
    },
    /// A payment has been started and its outcome is not known.
    #[error(
        "order {order} has a payment whose outcome is not known yet; it is settled by asking the payment provider, and nothing is charged meanwhile"
    )]
    PaymentInProgress {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// The payment is not the one the order waits for.
    #[error("order {order} does not wait for payment {payment}")]
    OtherPayment {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
}

impl Order {
    /// When it was settled, if it is.
    #[must_use]
    pub const fn settled_at(&self) -> Option<Timestamp> {
        match self.state {
            OrderState::Settled { at, .. } => Some(at),
            _ => None,
        }
    }

    /// Whether a payment can be started.
    ///
    /// # Errors
    ///
    /// The [`StateRefusal`] that says why not.
    pub fn check_payable(&self, at: Timestamp) -> Result<(), StateRefusal> {
        let order = self.id;
        match self.state {
            OrderState::Settled { .. } => Err(StateRefusal::AlreadyPaid { order }),
            OrderState::Cancelled { at, .. } => Err(StateRefusal::Cancelled { order, at }),
            OrderState::Paying { payment } => {
                Err(StateRefusal::PaymentInProgress { order, payment })
            }
            OrderState::Unpaid if at >= self.terms.valid_until => {
                Err(StateRefusal::Expired { order, valid_until: self.terms.valid_until })
            }
            OrderState::Unpaid => Ok(()),
        }
    }

    /// The order while a payment is under way.
    ///
    /// # Errors
    ///
    /// [`StateRefusal`] when no payment can be started.
    pub fn paying(mut self, payment: PaymentId, at: Timestamp) -> Result<Self, StateRefusal> {
        self.check_payable(at)?;
        self.state = OrderState::Paying { payment };
        Ok(self)
    }

    /// The order after the payment it waits for has failed: it can be paid again while its time lasts, and is
    /// cancelled when that was over meanwhile, or when it was to pay money out.
    ///
    /// # Errors
    ///
    /// [`StateRefusal::OtherPayment`] when it waits for no payment or for another one.
    pub fn payment_failed(
        mut self,
        payment: PaymentId,
        at: Timestamp,
    ) -> Result<Self, StateRefusal> {
        if self.state != (OrderState::Paying { payment }) {
            return Err(StateRefusal::OtherPayment { order: self.id, payment });
        }
        if self.terms.category.pays_out() {
            self.state = OrderState::Cancelled { at, reason: CancelReason::NotPaidOut };
            return Ok(self);
        }
        self.state = OrderState::Unpaid;
        Ok(match self.clone().expired(at) {
            Step::Changed(cancelled) => cancelled,
            Step::Unchanged => self,
        })
    }

    /// The order after its payment was captured. A payment that was under way may be captured after the
    /// order's time is over: the money is there, so the order is done.
    ///
    /// # Errors
    ///
    /// [`StateRefusal`] when it waits for another payment, or for none and cannot be paid.
    pub fn settled(mut self, payment: PaymentId, at: Timestamp) -> Result<Self, StateRefusal> {
        match self.state {
            OrderState::Paying { payment: awaited } if awaited == payment => {}
            OrderState::Paying { .. } => {
                return Err(StateRefusal::OtherPayment { order: self.id, payment });
            }
            _ => self.check_payable(at)?,
        }
        self.state = OrderState::Settled { payment, at };
        Ok(self)
    }

    /// Cancels the order if it is unpaid, because another one takes its place.
    #[must_use]
    pub fn superseded(self, at: Timestamp) -> Step<Self> {
        self.cancelled(at, CancelReason::Superseded)
    }

    /// Cancels the order if it is unpaid, because the customer took back what it was for.
    #[must_use]
    pub fn withdrawn(self, at: Timestamp) -> Step<Self> {
        self.cancelled(at, CancelReason::Withdrawn)
    }

    fn cancelled(mut self, at: Timestamp, reason: CancelReason) -> Step<Self> {
        if self.state != OrderState::Unpaid {
            return Step::Unchanged;
        }
        self.state = OrderState::Cancelled { at, reason };
        Step::Changed(self)
    }

    /// Cancels the order if it is unpaid and its time is over.
    #[must_use]
    pub fn expired(mut self, at: Timestamp) -> Step<Self> {
        if self.state != OrderState::Unpaid || at < self.terms.valid_until {
            return Step::Unchanged;
        }
        self.state = OrderState::Cancelled { at, reason: CancelReason::NotPaidInTime };
        Step::Changed(self)
    }
}
