//! The commands: one use case each, all of the same shape.
//!
//! ```text
//! load     what the command needs, the account's version first
//! decide   a pure function of perennial-core: a change, or a refusal
//! commit   one write set; if another command on the account was faster, from the start
//! ```

mod answer_form;
mod change_contacts;
mod choose_autorenew;
mod close_service;
mod create_account;
mod credit_balance;
mod debt;
mod delete_service;
mod describe_service;
mod export_papers;
mod flush_engagement;
mod order_debt;
mod pay_order;
mod place_renewal_order;
mod quote_strategies;
mod refund_bill;
mod register_method;
mod remove_method;
mod request_engagement;
mod resolve_payment;
mod resolve_refund;
mod retract_order;
mod reverse_payment;
mod set_alert;
mod set_sandbox_outcomes;
mod settle_order;
mod terminate_service;
mod update_account;
mod update_method;
mod update_service;
mod withdraw;
mod withdraw_engagement;
mod write_off_debt;

pub use answer_form::require_form;
pub use change_contacts::ContactAnswer;
pub use create_account::NewAccount;
pub use delete_service::Deletion;
pub use describe_service::Description;
pub use export_papers::ExportPapers;
pub use flush_engagement::FlushEngagement;
pub use order_debt::DebtsOf;
pub(crate) use pay_order::after_payment;
pub use place_renewal_order::{PlaceOrder, Placed};
pub use quote_strategies::Quote;
pub use register_method::Reply;
pub use request_engagement::RequestedEngagement;
pub use set_alert::AlertOf;
pub(crate) use settle_order::describe;
pub use terminate_service::{Confirmation, TokenSent};
pub use update_method::MethodUpdate;
pub use update_service::{Renewal, ServiceUpdate};

use perennial_core::AccountId;
use perennial_core::journal::Head;

use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// Where the journal of an account stands.
    pub(crate) async fn require_head(&self, account: AccountId) -> Result<Head, EngineError> {
        let found = self.store.account(account).await?;
        found.map(|found| found.head).ok_or_else(|| EngineError::not_found("account", account))
    }
}
