//! What commands do to services, one variant for each kind of change.

use jiff::civil::Date;

use crate::engagement::Binding;
use crate::id::{OrderId, ServiceId};
use crate::renew::RenewSettings;
use crate::settlement::Extension;

use super::{Agenda, Closure, Service, ServiceState};

/// What a command does to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceChange {
    /// A payment of an order was started.
    Hold {
        /// The service.
        service: ServiceId,
        /// The order.
        order: OrderId,
    },
    /// The payment came to nothing. The calendar looks at the service again on the day of its last look.
    Release {
        /// The service.
        service: ServiceId,
        /// The order.
        order: OrderId,
        /// The state after it.
        state: ServiceState,
    },
    /// The payment was captured.
    Extend(Extension),
    /// Its holder changed how it is to be renewed.
    Arrange {
        /// The service.
        service: ServiceId,
        /// The settings.
        renew: RenewSettings,
        /// When the calendar looks at it.
        due_on: Option<Date>,
    },
    /// The calendar has looked at it.
    Look {
        /// The service.
        service: ServiceId,
        /// The state after it.
        state: ServiceState,
        /// The agenda after it.
        agenda: Agenda,
    },
    /// An engagement began, was asked for, was withdrawn, or is to end otherwise.
    Bind {
        /// The service.
        service: ServiceId,
        /// How it is bound after it.
        binding: Box<Binding>,
    },
    /// Its holder closed it.
    Close {
        /// The service.
        service: ServiceId,
        /// Since when, and with what.
        closure: Closure,
    },
    /// Its holder opened it again.
    Reopen {
        /// The service.
        service: ServiceId,
    },
}

impl ServiceChange {
    /// The service that is changed.
    #[must_use]
    pub const fn service(&self) -> ServiceId {
        match self {
            Self::Hold { service, .. }
            | Self::Release { service, .. }
            | Self::Arrange { service, .. }
            | Self::Look { service, .. }
            | Self::Bind { service, .. }
            | Self::Close { service, .. }
            | Self::Reopen { service } => *service,
            Self::Extend(extension) => extension.service,
        }
    }
}

impl Service {
    /// Does to the service what a command has done to it in the database.
    pub fn apply(&mut self, change: &ServiceChange) {
        if change.service() != self.id {
            return;
        }
        match change {
            ServiceChange::Hold { order, .. } => self.held_by = Some(*order),
            ServiceChange::Release { state, .. } => {
                self.held_by = None;
                self.state = *state;
                self.agenda.due_on = self.agenda.looked_on.or(self.agenda.due_on);
            }
            ServiceChange::Extend(extension) => {
                self.held_by = None;
                self.expiry = extension.to;
                self.state = extension.state;
                self.agenda = extension.agenda;
            }
            ServiceChange::Arrange { renew, due_on, .. } => {
                self.renew = *renew;
                self.agenda.due_on = *due_on;
            }
            ServiceChange::Look { state, agenda, .. } => {
                self.state = *state;
                self.agenda = *agenda;
            }
            ServiceChange::Bind { binding, .. } => {
                let Binding { engaged_until, terms, request, renew } = binding.as_ref().clone();
                self.engaged_until = engaged_until;
                self.terms = terms;
                self.request = request;
                self.renew = renew;
            }
            ServiceChange::Close { closure, .. } => self.closure = Some(*closure),
            ServiceChange::Reopen { .. } => self.closure = None,
        }
    }
}
