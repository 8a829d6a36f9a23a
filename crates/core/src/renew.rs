//! How a service is to be renewed: one record behind the three vocabularies of the API.
//!
//! The API shows these settings as booleans (`serviceInfos`), as a mode (`/service`) and as a mode with a
//! termination policy (`/services`). They are stored once, here, and each view is computed at the edge.

mod arrange;

pub(crate) use arrange::check_state;
pub use arrange::{ArrangeRefusal, Flags, WantedMode, WantedStop, Wish};

use crate::period::Period;

/// Who starts the renewals of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RenewMode {
    /// The engine, on the calendar.
    Automatic(AutomaticKind),
    /// The customer, each time.
    Manual,
    /// Nobody: the service was sold once and is not renewed.
    OneShot,
    /// The service is an option and follows its parent.
    Option,
}

/// The generation of automatic renewal that a product was sold with. They differ in how it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AutomaticKind {
    /// May be switched to manual and back, and stopped at expiry.
    V2012,
    /// Stopped only by termination.
    V2014,
    /// Stopped only by termination.
    V2016,
    /// Part of the product: the mode cannot be changed.
    ForcedProduct,
}

/// When a service is to end instead of being renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// At its expiry.
    AtExpiration,
    /// When the engagement is over.
    AtEngagementEnd,
}

/// Two settings that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a service cannot both renew automatically and end at expiry: choose manual renewal with the end, or no end"
)]
pub struct StopContradictsMode;

/// The renew settings of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenewSettings {
    mode: RenewMode,
    period: Option<Period>,
    stop: Option<Stop>,
}

impl RenewSettings {
    /// Settings, checked against each other. `period` is what automatic renewal renews for.
    ///
    /// # Errors
    ///
    /// [`StopContradictsMode`] for a service that renews automatically (in the kind that can be switched off)
    /// and is to end at expiry.
    pub fn try_new(
        mode: RenewMode,
        period: Option<Period>,
        stop: Option<Stop>,
    ) -> Result<Self, StopContradictsMode> {
        let switchable = mode == RenewMode::Automatic(AutomaticKind::V2012);
        if switchable && stop == Some(Stop::AtExpiration) {
            return Err(StopContradictsMode);
        }
        Ok(Self { mode, period, stop })
    }

    /// Who starts the renewals.
    #[must_use]
    pub const fn mode(self) -> RenewMode {
        self.mode
    }

    /// The period that automatic renewal renews for.
    #[must_use]
    pub const fn period(self) -> Option<Period> {
        self.period
    }

    /// When the service is to end, if it is.
    #[must_use]
    pub const fn stop(self) -> Option<Stop> {
        self.stop
    }
}

impl RenewMode {
    /// Whether nothing about the renewal is the holder's to change: it is part of the product, or there is none.
    #[must_use]
    pub const fn is_forced(self) -> bool {
        matches!(self, Self::OneShot | Self::Automatic(AutomaticKind::ForcedProduct))
    }

    /// The code under which the mode is known: the API's `renewalType`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Automatic(AutomaticKind::V2012) => "automaticV2012",
            Self::Automatic(AutomaticKind::V2014) => "automaticV2014",
            Self::Automatic(AutomaticKind::V2016) => "automaticV2016",
            Self::Automatic(AutomaticKind::ForcedProduct) => "automaticForcedProduct",
            Self::Manual => "manual",
            Self::OneShot => "oneShot",
            Self::Option => "option",
        }
    }

    /// All modes.
    pub const ALL: [Self; 7] = [
        Self::Automatic(AutomaticKind::V2012),
        Self::Automatic(AutomaticKind::V2014),
        Self::Automatic(AutomaticKind::V2016),
        Self::Automatic(AutomaticKind::ForcedProduct),
        Self::Manual,
        Self::OneShot,
        Self::Option,
    ];

    /// The mode with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

impl Stop {
    /// The code under which the end is known: a mode of `/service`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtExpiration => "deleteAtExpiration",
            Self::AtEngagementEnd => "deleteAtEndEngagement",
        }
    }

    /// The end with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::AtExpiration, Self::AtEngagementEnd].into_iter().find(|stop| stop.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_inverse_of_modes() {
        for mode in RenewMode::ALL {
            assert_eq!(RenewMode::from_code(mode.code()), Some(mode));
        }
        for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
            assert_eq!(Stop::from_code(stop.code()), Some(stop));
        }
        assert_eq!(RenewMode::from_code("automatic"), None);
    }

    #[test]
    fn only_the_switchable_kind_contradicts_an_end_at_expiry() {
        for mode in RenewMode::ALL {
            let settings = RenewSettings::try_new(mode, None, Some(Stop::AtExpiration));
            assert_eq!(settings.is_err(), mode.code() == "automaticV2012", "{mode:?}");
            assert!(RenewSettings::try_new(mode, None, Some(Stop::AtEngagementEnd)).is_ok());
        }
    }
}
