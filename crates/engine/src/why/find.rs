//! Finding what is asked about: by a number, a name, or the number of a bill or a credit note, of whatever
//! account.

use std::fmt;

use perennial_core::bill::BillNumber;
use perennial_core::refund::CreditNoteNumber;
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, ServiceId};

use crate::engine::Engine;
use crate::error::EngineError;

/// The most candidates of one kind. Whoever has more names the account.
const CANDIDATES: i64 = 20;

/// Something that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A service.
    Service {
        /// Whose.
        account: AccountId,
        /// Which.
        service: ServiceId,
    },
    /// An order.
    Order {
        /// Whose.
        account: AccountId,
        /// Which.
        order: OrderId,
    },
    /// A bill, and the order that it bills.
    Bill {
        /// Whose.
        account: AccountId,
        /// Which.
        order: OrderId,
        /// Its number.
        number: BillNumber,
    },
}

/// The kinds of things that can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// See [`Subject::Service`].
    Service,
    /// See [`Subject::Order`].
    Order,
    /// See [`Subject::Bill`].
    Bill,
}

impl SubjectKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Service, Self::Order, Self::Bill];

    /// The word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Order => "order",
            Self::Bill => "bill",
        }
    }

    /// The kind with a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Subject {
    /// Whose it is.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        match self {
            Self::Service { account, .. }
            | Self::Order { account, .. }
            | Self::Bill { account, .. } => *account,
        }
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> SubjectKind {
        match self {
            Self::Service { .. } => SubjectKind::Service,
            Self::Order { .. } => SubjectKind::Order,
            Self::Bill { .. } => SubjectKind::Bill,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service { service, .. } => write!(f, "service {service}"),
            Self::Order { order, .. } => write!(f, "order {order}"),
            Self::Bill { number, .. } => write!(f, "bill {number}"),
        }
    }
}

impl Engine {
    /// What may be meant by a text: the id or the name of a service, the id of an order, the number of a bill or of one of
    /// its credit notes.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn subjects(
        &self,
        text: &str,
        kind: Option<SubjectKind>,
        account: Option<AccountId>,
    ) -> Result<Vec<Subject>, EngineError> {
        let is_asked = |one| kind.is_none_or(|kind| kind == one);
        let mut found = Vec::new();
        if is_asked(SubjectKind::Bill) {
            found.extend(self.bill_named(text).await?);
        }
        if is_asked(SubjectKind::Order)
            && let Some(order) = text.parse().ok().and_then(|id| OrderId::try_new(id).ok())
        {
            let accounts = match account {
                Some(account) => {
                    let order = self.store.order(account, order).await?;
                    order.map(|_| account).into_iter().collect()
                }
                None => self.store.accounts_with_order(order, CANDIDATES).await?,
            };
            found.extend(accounts.into_iter().map(|account| Subject::Order { account, order }));
        }
        if is_asked(SubjectKind::Service) {
            found.extend(self.services_named(text, account).await?);
        }
        found.retain(|one| account.is_none_or(|account| one.account() == account));
        Ok(found)
    }

    /// The same in words: what it is, and whose.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it is not there.
    pub async fn subject_in_words(&self, subject: &Subject) -> Result<String, EngineError> {
        let account = subject.account();
        let owner = self.require_account(account).await?.nichandle;
        Ok(match subject {
            Subject::Service { service, .. } => {
                let service = self.require_service(account, *service).await?;
                format!("service {}: {} {} of {owner}", service.id, service.product, service.name)
            }
            Subject::Order { .. } | Subject::Bill { .. } => format!("{subject} of {owner}"),
        })
    }

    /// A bill by its number, or by that of a credit note of it.
    async fn bill_named(&self, text: &str) -> Result<Option<Subject>, EngineError> {
        if let Some(number) = CreditNoteNumber::parse(text) {
            let found = self.store.credit_note_key(&number).await?;
            let Some((account, refund)) = found else { return Ok(None) };
            let note = self.require_refund(account, refund).await?;
            return Ok(Some(Subject::Bill { account, order: note.order(), number: note.bill }));
        }
        let Some(number) = BillNumber::parse(text) else { return Ok(None) };
        let found = self.store.bill_key(&number).await?;
        Ok(found.map(|(account, order)| Subject::Bill { account, order, number }))
    }

    /// Services by id, or by name, or by product line and name as the API's paths have them.
    async fn services_named(
        &self,
        text: &str,
        account: Option<AccountId>,
    ) -> Result<Vec<Subject>, EngineError> {
        let subject = |(account, service)| Subject::Service { account, service };
        if let Some(id) = text.parse().ok().and_then(|id| ServiceId::try_new(id).ok()) {
            if let Some(account) = account {
                let service = self.store.service(account, id).await?;
                return Ok(service.map(|one| subject((account, one.id))).into_iter().collect());
            }
            let found = self.store.services_with_id(id, CANDIDATES).await?;
            return Ok(found.into_iter().map(subject).collect());
        }
        let Ok(name) = Name::parse(text) else { return Ok(Vec::new()) };
        if let Some(account) = account {
            let services = self.store.services(account).await?.into_iter();
            let is_named = |one: &perennial_core::Service| {
                one.name == name || format!("{}/{}", one.product, one.name) == text
            };
            return Ok(services.filter(is_named).map(|one| subject((account, one.id))).collect());
        }
        let found = self.store.services_with_name(&name, CANDIDATES).await?;
        if !found.is_empty() {
            return Ok(found.into_iter().map(subject).collect());
        }
        self.services_on_path(text).await
    }

    /// Services by a path such as `hosting/web/example.org`.
    async fn services_on_path(&self, text: &str) -> Result<Vec<Subject>, EngineError> {
        let mut subjects = Vec::new();
        let Some((product, name)) = text.rsplit_once('/') else { return Ok(subjects) };
        let Ok(name) = Name::parse(name) else { return Ok(subjects) };
        for (account, service) in self.store.services_with_name(&name, CANDIDATES).await? {
            let known = self.store.service(account, service).await?;
            if known.is_some_and(|known| known.product.as_str() == product) {
                subjects.push(Subject::Service { account, service });
            }
        }
        Ok(subjects)
    }
}
