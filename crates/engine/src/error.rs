//! What can go wrong with a command, and of which class it is.
//!
//! Refusals of the domain keep their own types and texts. What goes wrong inside is told to the log in full and
//! to callers not at all.

mod engagement;

mod class;

pub use self::class::Class;
use self::class::{
    arrange_class, close_class, contact_class, debt_class, export_class, method_class, pay_class,
    place_class, refund_class, terminate_class, withdraw_class,
};

use jiff::Timestamp;
use perennial_core::closure::CloseRefusal;
use perennial_core::contact::ContactRefusal;
use perennial_core::credential::{NotPending, RequestRefusal};
use perennial_core::debt::{DebtRefusal, ReversalRefusal, WriteOffError};
use perennial_core::detail::DetailError;
use perennial_core::engagement::{EndRuleRefusal, EngageRefusal, FlushRefusal};
use perennial_core::form::FormRefusal;
use perennial_core::means::{MethodRefusal, MethodStatus};
use perennial_core::oauth2::ClientRefusal;
use perennial_core::order::{
    CreditRefusal, PlaceRefusal, RetractRefusal, WaiveRefusal, WithdrawRefusal,
};
use perennial_core::paper_export::ExportRefusal;
use perennial_core::payment::{Contradiction, Decline, PayRefusal};
use perennial_core::profile::ProfileRefusal;
use perennial_core::refund::RefundRefusal;
use perennial_core::renew::ArrangeRefusal;
use perennial_core::run::RunState;

use perennial_core::settlement::SettlementError;

use perennial_core::tax::TaxUndecided;
use perennial_core::termination::TerminateRefusal;
use perennial_core::web::WebAddressError;
use perennial_core::{OrderId, PaymentId, PaymentMethodId, RunId, ServiceId};
use perennial_store::StoreError;

use self::engagement::{end_rule_class, engage_class, flush_class};
use crate::gateway::NotTakenBack;
use crate::import::ImportRefusal;
use crate::vault::BrokenSeal;

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no such thing in this account. It may be in another one, which makes no difference.
    #[error("the requested object ({what} = {id}) does not exist")]
    NotFound {
        /// What kind of id it is, in the API's words: `orderId`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// An order is not placed.
    #[error(transparent)]
    Place(#[from] PlaceRefusal),
    /// A balance is not credited.
    #[error(transparent)]
    Credit(#[from] CreditRefusal),
    /// Money is not paid out.
    #[error(transparent)]
    Withdraw(#[from] WithdrawRefusal),
    /// An order is not withdrawn from.
    #[error(transparent)]
    Retract(#[from] RetractRefusal),
    /// The right to withdraw from an order is not waived.
    #[error(transparent)]
    Waive(#[from] WaiveRefusal),
    /// No papers are exported.
    #[error(transparent)]
    Export(#[from] ExportRefusal),
    /// The address of a page cannot be told.
    #[error(transparent)]
    Address(#[from] WebAddressError),
    /// Nothing is given back of a bill.
    #[error(transparent)]
    Refund(#[from] RefundRefusal),
    /// A debt is not paid or written off.
    #[error(transparent)]
    Debt(#[from] DebtRefusal),
    /// A payment is said to have been taken back, which cannot be. Nothing was changed.
    #[error(transparent)]
    Reversal(#[from] ReversalRefusal),
    /// The sandbox gateway takes nothing back.
    #[error(transparent)]
    NotTakenBack(#[from] NotTakenBack),
    /// A payment is not started.
    #[error(transparent)]
    Pay(#[from] PayRefusal),
    /// The payment was refused by the gateway. Nothing was charged.
    #[error("the payment of order {order} was declined ({}); {}", decline.code(), advice(*decline))]
    Declined {
        /// The order, which can be paid in another way.
        order: OrderId,
        /// Whether another try makes sense.
        decline: Decline,
    },
    /// The gateway did not say what became of the payment.
    #[error(
        "the outcome of payment {payment} of order {order} is not known yet; it is being settled with the payment provider, nothing more is charged meanwhile: ask for the order's status"
    )]
    InDoubt {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// More strategies than one answer lists.
    #[error(
        "service {service} has {count} strategies, an answer lists at most {most}; leave the options out (includeOptions=false), or order the set you want: it need not be listed first"
    )]
    TooManyStrategies {
        /// The service.
        service: ServiceId,
        /// How many.
        count: u64,
        /// How many are listed.
        most: u64,
    },
    /// An idempotency key was used for something else.
    #[error(
        "this Idempotency-Key was used for a request with another content; use a new key for a new request"
    )]
    KeyReused,
    /// A credential cannot be asked for.
    #[error(transparent)]
    CredentialRequest(#[from] RequestRefusal),
    /// An OAuth2 client is not made or changed.
    #[error(transparent)]
    Client(#[from] ClientRefusal),
    /// A credential cannot be validated or refused.
    #[error(transparent)]
    NotPending(#[from] NotPending),
    /// An inventory cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportRefusal),
    /// Nobody knows what tax the account is billed with.
    #[error(transparent)]
    Tax(#[from] TaxUndecided),
    /// Who the customer is stays as it is.
    #[error(transparent)]
    Profile(#[from] ProfileRefusal),
    /// The settings of a service stay as they are.
    #[error(transparent)]
    Arrange(#[from] ArrangeRefusal),
    /// What comes after an engagement stays as it is.
    #[error(transparent)]
    EndRule(#[from] EndRuleRefusal),
    /// An engagement is not asked for, or the request is not withdrawn.
    #[error(transparent)]
    Engage(#[from] EngageRefusal),
    /// The rest of an engagement is not ordered.
    #[error(transparent)]
    Flush(#[from] FlushRefusal),
    /// Nothing can be debited without being asked.
    #[error(
        "autoPayWithPreferredPaymentMethod: the account has no payment method that is the default and can be used; choose one, or \
         pay the order yourself"
    )]
    NoPreferredMethod,
    /// The contacts of a service stay as they are.
    #[error(transparent)]
    Contact(#[from] ContactRefusal),
    /// The answers to a form are not taken.
    #[error(transparent)]
    Form(#[from] FormRefusal),
    /// A service is not ended.
    #[error(transparent)]
    Terminate(#[from] TerminateRefusal),
    /// A service is not closed, or not opened again.
    #[error(transparent)]
    Close(#[from] CloseRefusal),
    /// A detail cannot be kept.
    #[error(transparent)]
    Detail(#[from] DetailError),
    /// A run that is to be decided about does not wait for that.
    #[error("run {run} is {}; only a run that is waiting can be approved or cancelled", state.code())]
    RunDoesNotWait {
        /// The run.
        run: RunId,
        /// Its state.
        state: RunState,
    },
    /// A renew day was chosen before.
    #[error("a renew day was chosen before: change it with PUT")]
    AutoRenewChosen,
    /// No renew day was chosen yet.
    #[error("no renew day was chosen yet: choose one with POST")]
    AutoRenewNotChosen,
    /// The default can only become another one.
    #[error(
        "payment method {method} is the default, and one has to be: make another one the default instead"
    )]
    DefaultNeeded {
        /// The method.
        method: PaymentMethodId,
    },
    /// A payment method cannot be used.
    #[error("payment method {method} is {}; only one that is VALID can be the default", status.code())]
    MethodNotValid {
        /// The method.
        method: PaymentMethodId,
        /// Its status.
        status: MethodStatus,
    },
    /// A payment method is not registered, confirmed or removed.
    #[error(transparent)]
    Method(#[from] MethodRefusal),
    /// Time is real here.
    #[error("time is real on this database: only a sandbox has a clock that can be moved")]
    NoSandbox,
    /// Time does not go back.
    #[error("the clock shows {now}; it can be moved on, and not back to {asked}")]
    TimeGoesBack {
        /// What it shows.
        now: Timestamp,
        /// What was asked for.
        asked: Timestamp,
    },
    /// A notice cannot be read.
    #[error(transparent)]
    Notice(#[from] perennial_documents::mail::Unreadable),
    /// A notice cannot be put into words.
    #[error(transparent)]
    Words(#[from] perennial_documents::mail::ComposeError),
    /// Too many commands on the account at once.
    #[error("the account is busy; nothing was done, try again")]
    Busy,
    /// The gateway contradicts itself.
    #[error(transparent)]
    Contradiction(#[from] Contradiction),
    /// The settlement of a captured payment does not fit. Nothing was changed.
    #[error(transparent)]
    Settlement(#[from] SettlementError),
    /// The account has no password yet.
    #[error("the account has no password: set one first")]
    NoPassword,
    /// A password cannot be hashed: there is too little memory.
    #[error("a password could not be hashed")]
    NotHashed,
    /// A secret does not open.
    #[error(transparent)]
    Seal(#[from] BrokenSeal),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A task of ours was broken off.
    #[error("a task was broken off: {0}")]
    Task(#[from] tokio::task::JoinError),
}

fn advice(decline: Decline) -> &'static str {
    match decline {
        Decline::Soft => "try again later or pay with another means",
        Decline::Hard => "pay with another means",
    }
}

impl EngineError {
    /// The class of the error.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            Self::NotFound { .. } | Self::AutoRenewNotChosen => Class::NotFound,
            Self::Place(refusal) => place_class(refusal),
            Self::Pay(refusal) => pay_class(refusal),
            Self::Withdraw(refusal) => withdraw_class(refusal),
            Self::Refund(refusal) => refund_class(refusal),
            Self::Debt(refusal) => debt_class(refusal),
            Self::Export(refusal) => export_class(refusal),
            Self::Declined { .. } => Class::PaymentRequired,
            Self::InDoubt { .. }
            | Self::KeyReused
            | Self::NotPending(_)
            | Self::RunDoesNotWait { .. }
            | Self::AutoRenewChosen
            | Self::MethodNotValid { .. }
            | Self::NoPreferredMethod
            | Self::Profile(ProfileRefusal::Untaxed(_))
            | Self::Client(ClientRefusal::TooMany | ClientRefusal::Gone)
            | Self::NotTakenBack(_)
            | Self::Retract(_)
            | Self::Waive(_)
            | Self::NoPassword
            | Self::NoSandbox => Class::Conflict,
            Self::Arrange(refusal) => arrange_class(refusal),
            Self::EndRule(refusal) => end_rule_class(refusal),
            Self::Engage(refusal) => engage_class(refusal),
            Self::Flush(refusal) => flush_class(refusal),
            Self::Terminate(refusal) => terminate_class(refusal),
            Self::Close(refusal) => close_class(refusal),
            Self::Contact(refusal) => contact_class(refusal),
            Self::Method(refusal) => method_class(refusal),
            Self::TooManyStrategies { .. }
            | Self::Credit(_)
            | Self::CredentialRequest(_)
            | Self::Client(_)
            | Self::Form(_)
            | Self::Profile(_)
            | Self::Import(_)
            | Self::DefaultNeeded { .. }
            | Self::Detail(_)
            | Self::TimeGoesBack { .. } => Class::Invalid,
            Self::Busy | Self::Store(StoreError::Unavailable { .. } | StoreError::Conflict) => {
                Class::Unavailable
            }
            Self::Contradiction(_)
            | Self::Reversal(_)
            | Self::Tax(_)
            | Self::Settlement(_)
            | Self::NotHashed
            | Self::Seal(_)
            | Self::Notice(_)
            | Self::Address(_)
            | Self::Words(_)
            | Self::Store(_)
            | Self::Task(_) => Class::Bug,
        }
    }

    /// Nothing of the kind in this account.
    pub(crate) fn not_found(what: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }
}

impl From<WriteOffError> for EngineError {
    fn from(error: WriteOffError) -> Self {
        match error {
            WriteOffError::Debt(refusal) => refusal.into(),
            WriteOffError::Unbalanced(error) => SettlementError::from(error).into(),
        }
    }
}
