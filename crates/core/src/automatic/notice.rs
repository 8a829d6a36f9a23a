//! Notices: what a customer is told of, one for each kind and day, however many services it is about.
//!
//! What a notice says in words, and in which language, is not here.

use jiff::civil::Date;

use crate::bill::BillNumber;
use crate::contact::ContactKind;
use crate::id::{OrderId, PaymentId, PaymentMethodId, ServiceId};
use crate::means::{Means, MethodKind};
use crate::money::Money;
use crate::paper_export::{Archive, PaperKind};
use crate::text::Name;
use crate::web::WebAddress;

/// Something to tell the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The day whose doing it is.
    pub day: Date,
    /// The order it is about, if there is one.
    pub order: Option<OrderId>,
    /// The gross amount it is about, if there is one.
    pub amount: Option<Money>,
    /// What that was paid with.
    pub means: Option<Means>,
    /// What its reader is asked to confirm, if that is what it is about.
    pub request: Option<NoticeRequest>,
    /// Who is to look after the services instead of whom, if that is what it is about.
    pub parties: Option<NoticeParties>,
    /// What it is about that is no service, if there is something.
    pub subject: Option<NoticeSubject>,
    /// What is given back, if that is what it is about.
    pub refund: Option<NoticeRefund>,
    /// The services it is about.
    pub items: Vec<NoticeItem>,
}

/// What a notice is about that is no service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeSubject {
    /// A payment method that ends.
    Method {
        /// Its id.
        id: PaymentMethodId,
        /// What it is.
        kind: MethodKind,
        /// What people recognise it by.
        label: Option<Name>,
        /// The last day it can be used.
        ends_on: Date,
    },
    /// A balance that fell below what its owner wants to be told of.
    Balance {
        /// The prepaid account, or fidelity points.
        of: Means,
        /// What is left.
        amount: Money,
        /// Below what it fell.
        threshold: Money,
    },
    /// Papers that can be fetched as a file.
    Papers {
        /// What kind they are of.
        kind: PaperKind,
        /// How many there are.
        count: usize,
        /// The form of the file.
        archive: Archive,
        /// Where it is, up to the token that opens it.
        link: WebAddress,
    },
    /// The password of the account.
    Password {
        /// Where it can be set, up to the token that allows it.
        link: WebAddress,
    },
}

/// Something that is confirmed, or opened, with the token that goes with its notice. The token itself is not here: it is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeRequest {
    /// The id of what is confirmed.
    pub id: i64,
    /// For how many hours it can be.
    pub hours: u16,
}

/// Who is to look after a service instead of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeParties {
    /// The account that does.
    pub from: Name,
    /// The account that is to.
    pub to: Name,
    /// What for.
    pub kinds: Vec<ContactKind>,
}

/// Money of a bill that is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRefund {
    /// The id of the refund.
    pub id: PaymentId,
    /// The bill.
    pub bill: BillNumber,
    /// Why.
    pub reason: Name,
    /// Whether the payment method refused it, so that it went to the prepaid account.
    pub was_refused: bool,
}

/// A service of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeItem {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: Name,
    /// The name its holder gave it.
    pub display_name: Option<Name>,
    /// The name of its plan, which tells a domain from the hosting of the same name.
    pub plan_name: Option<Name>,
    /// Its expiry, or the one it has now.
    pub expires_on: Date,
    /// The day on which something is to happen: it is debited, suspended, deleted.
    pub on: Option<Date>,
    /// The net amount of its renewal.
    pub amount: Option<Money>,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// Services will be renewed automatically.
    RenewalAhead,
    /// Services expire unless they are renewed by hand.
    ExpiryAhead,
    /// Services were renewed automatically, and paid.
    Renewed,
    /// An automatic renewal was not paid.
    PaymentFailed,
    /// Services cannot be renewed automatically.
    NotRenewable,
    /// Services were suspended.
    Suspended,
    /// Services were deleted.
    Deleted,
    /// What automatic renewals are debited from ends soon.
    MethodEnds,
    /// A balance fell below what its owner wants to be told of.
    BalanceLow,
    /// The end of a service is to be confirmed.
    TerminationAsked,
    /// A change of contacts is to be accepted.
    ContactChangeAsked,
    /// Money of a bill was given back.
    Refunded,
    /// A payment was taken back, and is owed.
    PaymentReversed,
    /// Papers can be fetched.
    PapersExported,
    /// A password can be set.
    PasswordForgotten,
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 15] = [
        Self::RenewalAhead,
        Self::ExpiryAhead,
        Self::Renewed,
        Self::PaymentFailed,
        Self::NotRenewable,
        Self::Suspended,
        Self::Deleted,
        Self::MethodEnds,
        Self::BalanceLow,
        Self::TerminationAsked,
        Self::ContactChangeAsked,
        Self::Refunded,
        Self::PaymentReversed,
        Self::PapersExported,
        Self::PasswordForgotten,
    ];

    /// The code under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RenewalAhead => "renewalAhead",
            Self::ExpiryAhead => "expiryAhead",
            Self::Renewed => "renewed",
            Self::PaymentFailed => "paymentFailed",
            Self::NotRenewable => "notRenewable",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
            Self::MethodEnds => "methodEnds",
            Self::BalanceLow => "balanceLow",
            Self::TerminationAsked => "terminationAsked",
            Self::ContactChangeAsked => "contactChangeAsked",
            Self::Refunded => "refunded",
            Self::PaymentReversed => "paymentReversed",
            Self::PapersExported => "papersExported",
            Self::PasswordForgotten => "passwordForgotten",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
