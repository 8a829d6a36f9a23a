//! The journal of an account: who did what, when and why; only ever added to, each entry sealed to the one
//! before by a hash.
//!
//! An entry has the account's next version as its number. Two commands that started from the same version
//! would write the same number, so only one of them can be stored; that, and nothing else, makes commands on
//! one account serial. The hash function is not here: this module says which bytes are hashed.

use jiff::Timestamp;

use crate::id::AccountId;

/// A hash of an entry: 256 bits.
pub type Hash = [u8; 32];

/// Where the journal of an account stands: the number and the hash of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The account.
    pub account: AccountId,
    /// The number of the last entry, 0 before the first.
    pub version: i64,
    /// The hash of the last entry, zeros before the first.
    pub hash: Hash,
}

impl Head {
    /// An account without entries.
    #[must_use]
    pub const fn empty(account: AccountId) -> Self {
        Self { account, version: 0, hash: [0; 32] }
    }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The account was made.
    CreateAccount,
    /// Services, links, payment methods or balances were added from an inventory.
    Import,
    /// A renewal order was placed.
    PlaceOrder,
    /// An order was cancelled because it was not paid in time.
    ExpireOrder,
    /// A payment was started.
    StartPayment,
    /// A payment was captured, and with it services extended and a bill written.
    SettleOrder,
    /// A payment was declined.
    DeclinePayment,
    /// The gateway did not say what became of a payment.
    DoubtPayment,
    /// A payment turned out never to have happened.
    VoidPayment,
    /// The gateway contradicted itself; nothing was changed.
    ContradictPayment,
    /// Money of a bill was given back, or is on its way, and a credit note written.
    StartRefund,
    /// The gateway has paid a refund.
    SettleRefund,
    /// The payment method refused a refund, which went to the prepaid account.
    RefuseRefund,
    /// The gateway did not say what became of a refund.
    DoubtRefund,
    /// A payment was taken back by the payer's bank: the customer owes it.
    ReversePayment,
    /// A debt was given up.
    WriteOffDebt,
    /// The calendar has looked at services, and nothing was ordered.
    LookAtDay,
    /// How a service is to be renewed was changed.
    ArrangeService,
    /// What the account has chosen about automatic renewal was changed.
    ChooseAutoRenew,
    /// A payment method was made the one that is debited first.
    ChooseMethod,
    /// A payment method was changed.
    ChangeMethod,
    /// The registration of a payment method was begun.
    RegisterMethod,
    /// Its holder confirmed it: it can be charged.
    ConfirmMethod,
    /// It was given up, or its registration came to nothing.
    EndMethod,
    /// Its holder was told that it ends.
    TellOfMethodEnd,
    /// Below which balance the customer wants to be told was changed.
    SetAlert,
    /// The account was taken out of automatic renewal, because something about it cannot be.
    Park,
    /// It was put back.
    Unpark,
    /// The display name of a service was changed.
    RenameService,
    /// The end of a service was asked for, and is to be confirmed.
    AskTermination,
    /// It was confirmed.
    ConfirmTermination,
    /// A service was deleted at once, as its holder wished.
    DeleteService,
    /// A service was closed by its holder.
    CloseService,
    /// It was opened again.
    ReopenService,
    /// An engagement of a service was asked for.
    RequestEngagement,
    /// That was taken back.
    WithdrawEngagement,
    /// Questions about a service were answered.
    AnswerForm,
    /// Other contacts of a service were asked for, or the letters about that once more.
    AskContacts,
    /// One side has accepted that.
    AcceptContacts,
    /// One side has refused it.
    RefuseContacts,
    /// Both have accepted, and the contacts were changed.
    ChangeContacts,
    /// What a service technically is was changed.
    DescribeService,
    /// Who the customer is was changed.
    ChangeAccount,
    /// Papers were exported.
    ExportPapers,
    /// An application was made.
    CreateApplication,
    /// An application was taken away, and its credentials with it.
    RevokeApplication,
    /// A credential was validated for the account.
    ValidateCredential,
    /// A credential was ended.
    RevokeCredential,
    /// From where a credential may be used was changed.
    RestrictCredential,
    /// An OAuth2 client was made.
    CreateClient,
    /// What is said of an OAuth2 client was changed.
    DescribeClient,
    /// An OAuth2 client was taken away, and its access tokens with it.
    DeleteClient,
    /// The password of an account was set.
    SetPassword,
    /// A letter was asked for that lets its reader set a password.
    AskPassword,
    /// A second factor was set up.
    SetFactor,
    /// The second factor was taken away.
    RemoveFactor,
    /// Everybody who was signed in was signed out.
    EndSessions,
    /// An operator has the gateway asked what became of a payment.
    AskPayment,
    /// An operator has opened the customer's own pages, to read them.
    OpenPages,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 59] = [
        Self::CreateAccount,
        Self::Import,
        Self::PlaceOrder,
        Self::ExpireOrder,
        Self::StartPayment,
        Self::SettleOrder,
        Self::DeclinePayment,
        Self::DoubtPayment,
        Self::VoidPayment,
        Self::ContradictPayment,
        Self::StartRefund,
        Self::SettleRefund,
        Self::RefuseRefund,
        Self::DoubtRefund,
        Self::ReversePayment,
        Self::WriteOffDebt,
        Self::LookAtDay,
        Self::ArrangeService,
        Self::ChooseAutoRenew,
        Self::ChooseMethod,
        Self::ChangeMethod,
        Self::RegisterMethod,
        Self::ConfirmMethod,
        Self::EndMethod,
        Self::TellOfMethodEnd,
        Self::SetAlert,
        Self::Park,
        Self::Unpark,
        Self::RenameService,
        Self::AskTermination,
        Self::ConfirmTermination,
        Self::DeleteService,
        Self::CloseService,
        Self::ReopenService,
        Self::RequestEngagement,
        Self::WithdrawEngagement,
        Self::AnswerForm,
        Self::AskContacts,
        Self::AcceptContacts,
        Self::RefuseContacts,
        Self::ChangeContacts,
        Self::DescribeService,
        Self::ChangeAccount,
        Self::ExportPapers,
        Self::CreateApplication,
        Self::RevokeApplication,
        Self::ValidateCredential,
        Self::RevokeCredential,
        Self::RestrictCredential,
        Self::CreateClient,
        Self::DescribeClient,
        Self::DeleteClient,
        Self::SetPassword,
        Self::AskPassword,
        Self::SetFactor,
        Self::RemoveFactor,
        Self::EndSessions,
        Self::AskPayment,
        Self::OpenPages,
    ];

    /// The code under which the action is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CreateAccount => "account.create",
            Self::Import => "account.import",
            Self::PlaceOrder => "order.place",
            Self::ExpireOrder => "order.expire",
            Self::StartPayment => "payment.start",
            Self::SettleOrder => "order.settle",
            Self::DeclinePayment => "payment.decline",
            Self::DoubtPayment => "payment.doubt",
            Self::VoidPayment => "payment.void",
            Self::ContradictPayment => "payment.contradict",
            Self::StartRefund => "refund.start",
            Self::SettleRefund => "refund.settle",
            Self::RefuseRefund => "refund.refuse",
            Self::DoubtRefund => "refund.doubt",
            Self::ReversePayment => "payment.reverse",
            Self::WriteOffDebt => "debt.writeOff",
            Self::LookAtDay => "calendar.look",
            Self::ArrangeService => "service.arrange",
            Self::ChooseAutoRenew => "autorenew.choose",
            Self::ChooseMethod => "method.choose",
            Self::ChangeMethod => "method.change",
            Self::RegisterMethod => "method.register",
            Self::ConfirmMethod => "method.confirm",
            Self::EndMethod => "method.end",
            Self::TellOfMethodEnd => "method.tellOfEnd",
            Self::SetAlert => "balance.alert",
            Self::Park => "account.park",
            Self::Unpark => "account.unpark",
            Self::RenameService => "service.rename",
            Self::AskTermination => "termination.ask",
            Self::ConfirmTermination => "termination.confirm",
            Self::DeleteService => "service.delete",
            Self::CloseService => "service.close",
            Self::ReopenService => "service.reopen",
            Self::RequestEngagement => "engagement.request",
            Self::WithdrawEngagement => "engagement.withdraw",
            Self::AnswerForm => "form.answer",
            Self::AskContacts => "contacts.ask",
            Self::AcceptContacts => "contacts.accept",
            Self::RefuseContacts => "contacts.refuse",
            Self::ChangeContacts => "contacts.change",
            Self::DescribeService => "service.describe",
            Self::ChangeAccount => "account.change",
            Self::ExportPapers => "papers.export",
            Self::CreateApplication => "application.create",
            Self::RevokeApplication => "application.revoke",
            Self::ValidateCredential => "credential.validate",
            Self::RevokeCredential => "credential.revoke",
            Self::RestrictCredential => "credential.restrict",
            Self::CreateClient => "oauth2.create",
            Self::DescribeClient => "oauth2.change",
            Self::DeleteClient => "oauth2.delete",
            Self::SetPassword => "password.set",
            Self::AskPassword => "password.ask",
            Self::SetFactor => "factor.set",
            Self::RemoveFactor => "factor.remove",
            Self::EndSessions => "sessions.end",
            Self::AskPayment => "payment.ask",
            Self::OpenPages => "pages.open",
        }
    }

    /// The action with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}

/// An entry before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub account: AccountId,
    /// Its number: the account's version after it.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who: a credential, an administrator, the engine.
    pub actor: String,
    /// The request it belongs to, as in the answer's `X-Ovh-Queryid`.
    pub query_id: String,
    /// What.
    pub action: Action,
    /// To what, such as `order 123`.
    pub subject: String,
    /// How and why, for people.
    pub detail: String,
    /// The hash of the entry before.
    pub previous: Hash,
}

impl Entry {
    /// The bytes whose hash seals the entry: every field, each text with its length before it, so that no two
    /// different entries have the same bytes.
    #[must_use]
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(b"perennial journal 1");
        bytes.extend_from_slice(&self.previous);
        for number in [self.account.get(), self.version, self.at.as_microsecond()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        for text in [&self.actor, &self.query_id, self.action.code(), &self.subject, &self.detail] {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }
}

/// An entry with the hash that seals it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub entry: Entry,
    /// The hash of its [`Entry::sealed_bytes`].
    pub hash: Hash,
}

impl Sealed {
    /// Where the journal stands after this entry.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { account: self.entry.account, version: self.entry.version, hash: self.hash }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_entries_have_different_bytes() {
        let entry = |actor: &str, query_id: &str| Entry {
            account: AccountId::try_new(1).unwrap(),
            version: 1,
            at: Timestamp::UNIX_EPOCH,
            actor: actor.to_owned(),
            query_id: query_id.to_owned(),
            action: Action::PlaceOrder,
            subject: String::new(),
            detail: String::new(),
            previous: [0; 32],
        };
        assert_ne!(entry("ab", "c").sealed_bytes(), entry("a", "bc").sealed_bytes());
        assert_eq!(entry("ab", "c").sealed_bytes(), entry("ab", "c").sealed_bytes());
    }

    #[test]
    fn codes_are_inverse_of_actions() {
        for action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(action));
        }
    }
}
