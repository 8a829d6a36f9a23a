//! What is to become of a service at its expiry, by its settings and those of its parents.

use crate::renew::{RenewMode, Stop};
use crate::service::Service;
use crate::strategy::Group;

/// What is to become of a service at its expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// The calendar renews it.
    Renew,
    /// Nobody but its holder renews it: it lapses.
    Lapse,
    /// It ends: it is deleted at its expiry.
    End,
}

impl Intent {
    /// All intents.
    pub const ALL: [Self; 3] = [Self::Renew, Self::Lapse, Self::End];

    /// What is to become of a service of a group. An option follows its parent; an engagement is kept to its end.
    #[must_use]
    pub fn of(service: &Service, group: &Group) -> Self {
        if let Some(own) = Self::of_alone(service) {
            return own;
        }
        // Parents do not go in circles: `link::groups` sees to that.
        group.parent_of(service.id).map_or(Self::Lapse, |parent| Self::of(parent, group))
    }

    /// The same, as far as it can be told without the group: nothing for an option that has no end of its own.
    #[must_use]
    pub fn of_alone(service: &Service) -> Option<Self> {
        let stops = match service.renew.stop() {
            Some(Stop::AtExpiration) => true,
            Some(Stop::AtEngagementEnd) => !service.is_engaged_beyond_expiry(),
            None => false,
        };
        match service.renew.mode() {
            _ if stops => Some(Self::End),
            RenewMode::Automatic(_) => Some(Self::Renew),
            RenewMode::Manual | RenewMode::OneShot => Some(Self::Lapse),
            RenewMode::Option => None,
        }
    }
}
