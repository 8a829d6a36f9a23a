//! What was done with a form, as the page after it says.

/// What was done with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Approved,
    Cancelled,
    Unparked,
    Asked,
    Ordered,
    Advanced,
}

impl Done {
    pub(super) const ALL: [Self; 6] = [
        Self::Approved,
        Self::Cancelled,
        Self::Unparked,
        Self::Asked,
        Self::Ordered,
        Self::Advanced,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Cancelled => "cancelled",
            Self::Unparked => "unparked",
            Self::Asked => "asked",
            Self::Ordered => "ordered",
            Self::Advanced => "advanced",
        }
    }

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Approved => "operator-done-approved",
            Self::Cancelled => "operator-done-cancelled",
            Self::Unparked => "operator-done-unparked",
            Self::Asked => "operator-done-asked",
            Self::Ordered => "operator-done-ordered",
            Self::Advanced => "operator-done-advanced",
        }
    }
}
