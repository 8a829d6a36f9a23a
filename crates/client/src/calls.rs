//! A method of the client for every operation of the catalogue, one file per family of paths.
//!
//! Each says its path, fills it, and names the type of the answer; what an operation means is in the catalogue. A test
//! holds these calls against it.

mod access;
mod account;
mod auth;
mod autorenew;
mod bill;
mod contact;
mod credit;
mod debt;
mod engagement;
mod fidelity;
mod follow_up;
mod item;
mod log;
mod notification;
mod oauth2;
mod order;
mod ovh_account;
mod payment;
mod payment_mean;
mod product;
mod refund;
mod service;
mod services;

use perennial_api::model::DateTime;

pub use self::access::CredentialFilter;
pub use self::bill::BillFilter;
pub use self::contact::ContactChangeFilter;
pub use self::ovh_account::PaperFilter;
pub use self::payment::PaymentMethodFilter;
pub use self::services::ServiceFilter;
use crate::call::Call;

/// A stretch of time, open where there is no bound. The default is all time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateRange {
    /// Not older than this.
    pub from: Option<DateTime>,
    /// Not newer than this.
    pub to: Option<DateTime>,
}

impl DateRange {
    /// Adds the range to the query of a call.
    fn narrow(self, call: Call) -> Call {
        call.optional_query("date.from", self.from).optional_query("date.to", self.to)
    }
}
