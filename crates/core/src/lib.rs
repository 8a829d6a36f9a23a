//! The pure domain of Perennial: what a service is, how it may be renewed, what that costs, and what follows
//! from a payment.
//!
//! Everything here is a value or a function of values. A decision takes what was loaded, the request and the
//! present moment ([`Now`]), and answers with a change or with a refusal that has a name; it never carries the
//! change out.
//!
//! The nouns, in the order in which a renewal meets them: [`Service`] and its [`Link`]s, [`PriceList`],
//! [`strategy`], [`Order`], [`Payment`], [`settlement`], [`Bill`], [`ledger`], [`journal`].
//!
//! What is absent, on purpose: input and output, async, serialisation, clocks, randomness, databases. Ids and
//! instants arrive as parameters, so the same input gives the same answer on every machine and on every day.

#![deny(
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
// Tests compute their expectations with plain operators.
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod account;
pub mod alert;
pub mod api_call;
pub mod automatic;
pub mod bill;
pub mod budget;
pub mod buyer;
pub mod calendar;
pub mod closure;
pub mod contact;
pub mod credential;
pub mod debt;
pub mod detail;
pub mod email;
pub mod engagement;
pub mod expiry;
pub mod form;
pub mod id;
pub mod journal;
pub mod ledger;
pub mod limits;
pub mod link;
pub mod means;
pub mod money;
pub mod movement;
pub mod oauth2;
pub mod operator;
pub mod order;
pub mod paper_export;
pub mod payment;
pub mod period;
pub mod plan;
pub mod profile;
pub mod refund;
pub mod renew;
pub mod run;
#[cfg(test)]
mod samples;
pub mod seller;
pub mod service;
pub mod settlement;
pub mod step;
pub mod strategy;
pub mod tax;
pub mod termination;
pub mod text;
pub mod time;
pub mod web;

pub use account::Account;
pub use bill::Bill;
pub use buyer::Buyer;
pub use calendar::Calendar;
pub use debt::Debt;
pub use expiry::Expiry;
pub use id::{
    AccountId, ApiCallId, ApplicationId, ClientId, ContactChangeId, CredentialId, DebtId,
    LedgerTransactionId, NoticeId, OperatorId, OrderId, PaperExportId, PaymentId, PaymentMeanId,
    PaymentMethodId, RunId, ServiceId, TerminationId,
};
pub use link::Link;
pub use means::{Means, PaymentMethod};
pub use money::{Currency, Money};
pub use order::Order;
pub use payment::Payment;
pub use period::Period;
pub use plan::{Plan, PlanCode, PriceList};
pub use refund::CreditNote;
pub use service::Service;
pub use tax::{Tax, TaxRate, TaxRules};
pub use time::Now;
