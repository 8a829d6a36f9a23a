//! The classes of refusals about engagements.

use perennial_core::engagement::{EndRuleRefusal, EngageRefusal, FlushRefusal};

use super::{Class, arrange_class};

pub(super) const fn end_rule_class(refusal: &EndRuleRefusal) -> Class {
    match refusal {
        EndRuleRefusal::NotEngaged | EndRuleRefusal::NoTerms => Class::Conflict,
        EndRuleRefusal::Arrange(refusal) => arrange_class(refusal),
    }
}

pub(super) const fn engage_class(refusal: &EngageRefusal) -> Class {
    match refusal {
        EngageRefusal::Deleted | EngageRefusal::Expired { .. } => Class::Expired,
        EngageRefusal::UnknownMode { .. }
        | EngageRefusal::Obstacle { .. }
        | EngageRefusal::Amount(_) => Class::Invalid,
        EngageRefusal::InCreation
        | EngageRefusal::InDebt { .. }
        | EngageRefusal::OneShot
        | EngageRefusal::OptionOf { .. }
        | EngageRefusal::Ending { .. }
        | EngageRefusal::Engaged { .. }
        | EngageRefusal::AlreadyRequested { .. }
        | EngageRefusal::BeingPaid { .. }
        | EngageRefusal::Ordered { .. } => Class::Conflict,
    }
}

pub(super) const fn flush_class(refusal: &FlushRefusal) -> Class {
    match refusal {
        FlushRefusal::Deleted | FlushRefusal::Suspended { .. } => Class::Expired,
        FlushRefusal::Obstacle(_) | FlushRefusal::Amount(_) => Class::Invalid,
        FlushRefusal::InCreation
        | FlushRefusal::InDebt { .. }
        | FlushRefusal::NotEngaged
        | FlushRefusal::NoTerms { .. }
        | FlushRefusal::NothingRemains { .. }
        | FlushRefusal::BeingPaid { .. }
        | FlushRefusal::Uneven { .. } => Class::Conflict,
    }
}
