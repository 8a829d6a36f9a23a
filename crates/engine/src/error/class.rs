//! Of which class a refusal of the domain is.

use perennial_core::closure::CloseRefusal;
use perennial_core::contact::ContactRefusal;
use perennial_core::debt::DebtRefusal;
use perennial_core::means::MethodRefusal;
use perennial_core::order::{PlaceRefusal, WithdrawRefusal};
use perennial_core::paper_export::ExportRefusal;
use perennial_core::payment::PayRefusal;
use perennial_core::refund::RefundRefusal;
use perennial_core::renew::ArrangeRefusal;
use perennial_core::service::Obstacle;
use perennial_core::strategy::NoStrategy;
use perennial_core::termination::TerminateRefusal;

/// What an error means to whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The request is wrong.
    Invalid,
    /// What it is about is not there.
    NotFound,
    /// It is not allowed.
    Forbidden,
    /// The payment was refused.
    PaymentRequired,
    /// The service is expired: out of service until it is renewed, or gone for good.
    Expired,
    /// The state of things does not allow it now.
    Conflict,
    /// The engine cannot do it now; another try may succeed.
    Unavailable,
    /// The engine or its data are wrong.
    Bug,
}

pub(super) const fn debt_class(refusal: &DebtRefusal) -> Class {
    match refusal {
        DebtRefusal::Amount(_) | DebtRefusal::Text(_) => Class::Invalid,
        DebtRefusal::NothingToPay
        | DebtRefusal::Paid { .. }
        | DebtRefusal::WrittenOff { .. }
        | DebtRefusal::BeingPaid { .. }
        | DebtRefusal::OtherOrder { .. } => Class::Conflict,
    }
}

pub(super) const fn export_class(refusal: &ExportRefusal) -> Class {
    match refusal {
        ExportRefusal::Unknown { .. } => Class::NotFound,
        ExportRefusal::BothWays
        | ExportRefusal::NoNumbers
        | ExportRefusal::Turned { .. }
        | ExportRefusal::TooMany { .. } => Class::Invalid,
        ExportRefusal::Nothing { .. } | ExportRefusal::TooManyOpen { .. } => Class::Conflict,
    }
}

pub(super) const fn method_class(refusal: &MethodRefusal) -> Class {
    match refusal {
        MethodRefusal::NotRegistrable { .. }
        | MethodRefusal::Card(_)
        | MethodRefusal::Bank(_)
        | MethodRefusal::NoEmail { .. }
        | MethodRefusal::OtherKind { .. }
        | MethodRefusal::WrongCode { .. }
        | MethodRefusal::OtherExpiry { .. }
        | MethodRefusal::OtherSession { .. } => Class::Invalid,
        MethodRefusal::TooMany { .. }
        | MethodRefusal::DetailsGiven { .. }
        | MethodRefusal::DetailsWanted { .. }
        | MethodRefusal::NotUnderWay { .. }
        | MethodRefusal::Lapsed { .. }
        | MethodRefusal::Rejected { .. }
        | MethodRefusal::NotConfirmed { .. }
        | MethodRefusal::InDoubt { .. }
        | MethodRefusal::IsDefault { .. }
        | MethodRefusal::LastMethod { .. } => Class::Conflict,
    }
}

pub(super) const fn arrange_class(refusal: &ArrangeRefusal) -> Class {
    match refusal {
        ArrangeRefusal::Deleted | ArrangeRefusal::Suspended { .. } => Class::Expired,
        ArrangeRefusal::InDebt { .. }
        | ArrangeRefusal::InCreation
        | ArrangeRefusal::Engaged { .. } => Class::Conflict,
        ArrangeRefusal::BothModes
        | ArrangeRefusal::NeitherMode
        | ArrangeRefusal::AutomaticAndStop
        | ArrangeRefusal::Forced { .. }
        | ArrangeRefusal::ModeFixed { .. }
        | ArrangeRefusal::NotSwitchable { .. }
        | ArrangeRefusal::NotEngaged
        | ArrangeRefusal::NoPrice { .. }
        | ArrangeRefusal::NothingToDebit => Class::Invalid,
    }
}

pub(super) const fn contact_class(refusal: &ContactRefusal) -> Class {
    match refusal {
        ContactRefusal::Deleted => Class::Expired,
        ContactRefusal::WrongToken => Class::Forbidden,
        ContactRefusal::Nothing | ContactRefusal::Already | ContactRefusal::NoAccount { .. } => {
            Class::Invalid
        }
        ContactRefusal::Pending { .. }
        | ContactRefusal::Closed { .. }
        | ContactRefusal::OutOfTime { .. }
        | ContactRefusal::Changed { .. } => Class::Conflict,
    }
}

pub(super) const fn terminate_class(refusal: &TerminateRefusal) -> Class {
    match refusal {
        TerminateRefusal::Deleted | TerminateRefusal::Suspended { .. } => Class::Expired,
        TerminateRefusal::WrongToken => Class::Forbidden,
        TerminateRefusal::NotSuspended { .. }
        | TerminateRefusal::InCreation
        | TerminateRefusal::InDebt { .. }
        | TerminateRefusal::BeingPaid { .. }
        | TerminateRefusal::Forced { .. }
        | TerminateRefusal::EndsByItself { .. }
        | TerminateRefusal::EndsAlready { .. }
        | TerminateRefusal::Engaged { .. }
        | TerminateRefusal::NotAsked
        | TerminateRefusal::OutOfTime { .. } => Class::Conflict,
        TerminateRefusal::Arrange(refusal) => arrange_class(refusal),
    }
}

pub(super) const fn close_class(refusal: &CloseRefusal) -> Class {
    match refusal {
        CloseRefusal::Deleted | CloseRefusal::Expired { .. } => Class::Expired,
        CloseRefusal::InCreation
        | CloseRefusal::InDebt { .. }
        | CloseRefusal::Closed { .. }
        | CloseRefusal::Open
        | CloseRefusal::ClosedWithParent { .. } => Class::Conflict,
    }
}

pub(super) const fn place_class(refusal: &PlaceRefusal) -> Class {
    match refusal {
        PlaceRefusal::NoStrategy { cause: NoStrategy::Unknown { .. }, .. } => Class::NotFound,
        PlaceRefusal::NoStrategy {
            cause: NoStrategy::Blocked { obstacle: Obstacle::Deleted, .. },
            ..
        } => Class::Expired,
        PlaceRefusal::NoStrategy { .. }
        | PlaceRefusal::NotAStrategy(_)
        | PlaceRefusal::Amount(_) => Class::Invalid,
        PlaceRefusal::BeingPaid { .. } => Class::Conflict,
    }
}

pub(super) const fn withdraw_class(refusal: &WithdrawRefusal) -> Class {
    match refusal {
        WithdrawRefusal::Amount { .. } | WithdrawRefusal::Money(_) | WithdrawRefusal::Text(_) => {
            Class::Invalid
        }
        WithdrawRefusal::UnknownAccount { .. } => Class::NotFound,
        WithdrawRefusal::BalanceTooLow { .. } | WithdrawRefusal::NotUsable { .. } => {
            Class::Conflict
        }
    }
}

pub(super) const fn refund_class(refusal: &RefundRefusal) -> Class {
    match refusal {
        RefundRefusal::UnknownLine { .. } => Class::NotFound,
        RefundRefusal::LineTwice { .. }
        | RefundRefusal::NoAmount { .. }
        | RefundRefusal::Amount(_) => Class::Invalid,
        RefundRefusal::NothingLeft { .. }
        | RefundRefusal::LineGivenBack { .. }
        | RefundRefusal::MoreThanLeft { .. }
        | RefundRefusal::NotPaid { .. }
        | RefundRefusal::PaidAgain { .. }
        | RefundRefusal::NotByMethod { .. }
        | RefundRefusal::MethodTakesNothing { .. }
        | RefundRefusal::PaidWithPoints { .. } => Class::Conflict,
    }
}

pub(super) const fn pay_class(refusal: &PayRefusal) -> Class {
    match refusal {
        PayRefusal::State(_)
        | PayRefusal::PeriodTaken { .. }
        | PayRefusal::ServiceGone { .. }
        | PayRefusal::ServiceBeingPaid { .. } => Class::Conflict,
        PayRefusal::Debt(refusal) => debt_class(refusal),
        PayRefusal::NotAccepted { .. } => Class::Forbidden,
        PayRefusal::IdMissing { .. } => Class::Invalid,
        PayRefusal::UnknownMethod { .. } => Class::NotFound,
        PayRefusal::BalanceTooLow { .. } => Class::PaymentRequired,
    }
}
