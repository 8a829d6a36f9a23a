//! Scripts: which messages make up the mail of each kind of notice.
//!
//! The messages themselves, and what they say, are in `locales/`.

use perennial_core::automatic::NoticeKind;

const BLUE: &str = "#3b7dd8";
const GREEN: &str = "#2e9e5b";
const AMBER: &str = "#d98e04";
const RED: &str = "#d64545";

/// The messages of one kind of notice, by their keys.
#[derive(Debug)]
pub(in crate::mail) struct Script {
    pub(in crate::mail) subject: &'static str,
    pub(in crate::mail) opening: &'static str,
    /// What the reader can do, the best first.
    pub(in crate::mail) advice: &'static [&'static str],
    /// The label of the expiry.
    pub(in crate::mail) expiry: &'static str,
    /// The label of the day on which something is to happen.
    pub(in crate::mail) event: &'static str,
    /// The label of the net amount of a service.
    pub(in crate::mail) net: &'static str,
    /// The label of the gross amount.
    pub(in crate::mail) gross: &'static str,
    /// The label of the address where the reader can do something.
    pub(in crate::mail) place: &'static str,
    /// The page at that address where something is confirmed, with the number of the request and the token.
    pub(in crate::mail) page: Option<&'static str>,
    /// Which date the sentences are about.
    pub(in crate::mail) pivot: Pivot,
    pub(in crate::mail) colour: &'static str,
}

/// The date of a service that the sentences are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mail) enum Pivot {
    /// Its expiry.
    Expiry,
    /// The day on which something is to happen.
    Event,
    /// The day by which a debt is to be paid. It is that of the notice and not of a service: there may be none.
    Due,
}

impl Script {
    /// The messages of a kind of notice.
    pub(in crate::mail) const fn of(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::RenewalAhead => RENEWAL_AHEAD,
            NoticeKind::ExpiryAhead => EXPIRY_AHEAD,
            NoticeKind::Renewed => RENEWED,
            NoticeKind::PaymentFailed => PAYMENT_FAILED,
            NoticeKind::NotRenewable => NOT_RENEWABLE,
            NoticeKind::Suspended => SUSPENDED,
            NoticeKind::Deleted => DELETED,
            NoticeKind::MethodEnds => METHOD_ENDS,
            NoticeKind::BalanceLow => BALANCE_LOW,
            NoticeKind::TerminationAsked => TERMINATION_ASKED,
            NoticeKind::ContactChangeAsked => CONTACT_CHANGE_ASKED,
            NoticeKind::Refunded => REFUNDED,
            NoticeKind::PaymentReversed => PAYMENT_REVERSED,
            NoticeKind::PapersExported => PAPERS_EXPORTED,
            NoticeKind::PasswordForgotten => PASSWORD_FORGOTTEN,
        }
    }
}

const RENEWAL_AHEAD: Script = Script {
    subject: "renewal-ahead-subject",
    opening: "renewal-ahead-opening",
    advice: &["renewal-ahead-keep", "renewal-ahead-change"],
    expiry: "expiry-label",
    event: "debit-label",
    net: "net-label",
    gross: "due-label",
    place: "manage",
    page: None,
    pivot: Pivot::Event,
    colour: BLUE,
};

const EXPIRY_AHEAD: Script = Script {
    subject: "expiry-ahead-subject",
    opening: "expiry-ahead-opening",
    advice: &["expiry-ahead-renew", "expiry-ahead-automatic", "expiry-ahead-lapse"],
    event: "suspension-label",
    pivot: Pivot::Expiry,
    colour: AMBER,
    ..RENEWAL_AHEAD
};

const RENEWED: Script = Script {
    subject: "renewed-subject",
    opening: "renewed-opening",
    advice: &["renewed-bill", "renewed-change"],
    expiry: "new-expiry-label",
    gross: "paid-label",
    pivot: Pivot::Expiry,
    colour: GREEN,
    ..RENEWAL_AHEAD
};

const PAYMENT_FAILED: Script = Script {
    subject: "payment-failed-subject",
    opening: "payment-failed-opening",
    advice: &["payment-failed-pay", "payment-failed-means", "payment-failed-otherwise"],
    event: "suspension-label",
    colour: RED,
    ..RENEWAL_AHEAD
};

const NOT_RENEWABLE: Script = Script {
    subject: "not-renewable-subject",
    opening: "not-renewable-opening",
    advice: &["not-renewable-choose", "not-renewable-contact", "not-renewable-otherwise"],
    event: "suspension-label",
    colour: AMBER,
    ..RENEWAL_AHEAD
};

const SUSPENDED: Script = Script {
    subject: "suspended-subject",
    opening: "suspended-opening",
    advice: &["suspended-renew", "suspended-fee", "suspended-otherwise"],
    event: "deletion-label",
    colour: RED,
    ..RENEWAL_AHEAD
};

const DELETED: Script = Script {
    subject: "deleted-subject",
    opening: "deleted-opening",
    advice: &["deleted-replace", "deleted-contact"],
    event: "deletion-label",
    pivot: Pivot::Expiry,
    colour: RED,
    ..RENEWAL_AHEAD
};

const METHOD_ENDS: Script = Script {
    subject: "method-ends-subject",
    opening: "method-ends-opening",
    advice: &["method-ends-replace", "method-ends-prepaid", "method-ends-otherwise"],
    colour: AMBER,
    ..RENEWAL_AHEAD
};

const BALANCE_LOW: Script = Script {
    subject: "balance-low-subject",
    opening: "balance-low-opening",
    advice: &["balance-low-credit", "balance-low-renewals", "balance-low-threshold"],
    colour: AMBER,
    ..RENEWAL_AHEAD
};

/// The page is the one that OVHcloud's mails name: programs look for it to find the token.
const TERMINATION_ASKED: Script = Script {
    subject: "termination-asked-subject",
    opening: "termination-asked-opening",
    advice: &["termination-asked-confirm", "termination-asked-keep", "termination-asked-other"],
    event: "end-label",
    place: "termination-asked-place",
    page: Some("#/billing/confirmTerminate"),
    colour: AMBER,
    ..RENEWAL_AHEAD
};

const CONTACT_CHANGE_ASKED: Script = Script {
    subject: "contact-change-asked-subject",
    opening: "contact-change-asked-opening",
    advice: &[
        "contact-change-asked-accept",
        "contact-change-asked-refuse",
        "contact-change-asked-nothing",
    ],
    pivot: Pivot::Expiry,
    colour: AMBER,
    ..RENEWAL_AHEAD
};

const REFUNDED: Script = Script {
    subject: "refunded-subject",
    opening: "refunded-opening",
    advice: &["refunded-services", "refunded-paper"],
    net: "refunded-net-label",
    gross: "refunded-label",
    pivot: Pivot::Expiry,
    colour: GREEN,
    ..RENEWAL_AHEAD
};

const PAYMENT_REVERSED: Script = Script {
    subject: "payment-reversed-subject",
    opening: "payment-reversed-opening",
    advice: &["payment-reversed-pay", "payment-reversed-ask", "payment-reversed-otherwise"],
    pivot: Pivot::Due,
    colour: RED,
    ..RENEWAL_AHEAD
};

/// Its place is the address of the file itself.
const PAPERS_EXPORTED: Script = Script {
    subject: "papers-exported-subject",
    opening: "papers-exported-opening",
    advice: &["papers-exported-fetch", "papers-exported-secret", "papers-exported-again"],
    place: "papers-exported-place",
    colour: BLUE,
    ..RENEWAL_AHEAD
};

/// Its place is the address where a password is set.
const PASSWORD_FORGOTTEN: Script = Script {
    subject: "password-forgotten-subject",
    opening: "password-forgotten-opening",
    advice: &["password-forgotten-set", "password-forgotten-secret", "password-forgotten-ignore"],
    place: "password-forgotten-place",
    colour: BLUE,
    ..RENEWAL_AHEAD
};
