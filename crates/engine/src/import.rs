//! Importing an inventory: plans, accounts, services, links, payment methods and balances, all or nothing.
//!
//! An inventory is imported once: the same content again changes nothing. Accounts that are there already get
//! what is new in it; plans are replaced by the ones in it. Whatever is wrong is found before anything is written,
//! and all of it is told at once, each with its place. Reading files is not done here.

mod check;
mod write;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::detail::About;
use perennial_core::link::LinkKind;
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::plan::Plan;
use perennial_core::renew::RenewSettings;
use perennial_core::service::{Contacts, ProductLine, Quantity, StateKind};
use perennial_core::text::Name;
use perennial_core::{Expiry, Money, PaymentMeanId, PaymentMethodId, PlanCode, ServiceId};

use crate::command::NewAccount;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::sandbox::Order;

/// What is to be imported.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// Plans with their prices.
    pub plans: Vec<Plan>,
    /// Accounts with what they hold.
    pub accounts: Vec<InventoryAccount>,
}

/// An account of an inventory.
#[derive(Debug, Clone)]
pub struct InventoryAccount {
    /// The name of the account.
    pub nichandle: Name,
    /// What the account is made of; none for an account that is there already.
    pub new: Option<NewAccount>,
    /// What it holds.
    pub services: Vec<InventoryService>,
    /// What belongs to what.
    pub links: Vec<InventoryLink>,
    /// What it can pay with.
    pub methods: Vec<InventoryMethod>,
    /// What is put on its prepaid account.
    pub prepaid: Option<Money>,
    /// What is put on its fidelity account, in points.
    pub fidelity: Option<Money>,
}

/// A service of an inventory.
#[derive(Debug, Clone)]
pub struct InventoryService {
    /// Its id; one is drawn when none is given.
    pub id: Option<ServiceId>,
    /// What kind of thing it is.
    pub product: ProductLine,
    /// Its name.
    pub name: Name,
    /// The name its holder gave it.
    pub display_name: Option<Name>,
    /// The plan it is sold under.
    pub plan: PlanCode,
    /// How many units.
    pub quantity: Quantity,
    /// The day it began.
    pub created_on: Date,
    /// The first day it is not served.
    pub expiry: Expiry,
    /// Its state.
    pub state: StateKind,
    /// How it is to be renewed.
    pub renew: RenewSettings,
    /// The last day of the engagement.
    pub engaged_until: Option<Date>,
    /// Who looks after it; the account itself when nobody is named.
    pub contacts: Option<Contacts>,
    /// What it is, and tags to find it by.
    pub about: About,
}

/// A link of an inventory, between services by their names.
#[derive(Debug, Clone)]
pub struct InventoryLink {
    /// The option, or the hosting plan.
    pub from: ServiceName,
    /// The parent, or the domain.
    pub to: ServiceName,
    /// What the link means.
    pub kind: LinkKind,
}

/// A service by its product line and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceName {
    /// The product line.
    pub product: ProductLine,
    /// The name.
    pub name: Name,
}

/// A payment method of an inventory.
#[derive(Debug, Clone)]
pub struct InventoryMethod {
    /// Its id; one is drawn when none is given.
    pub id: Option<PaymentMethodId>,
    /// Its id in the older numbering; one is drawn when none is given.
    pub mean_id: Option<PaymentMeanId>,
    /// What it is.
    pub kind: MethodKind,
    /// Whether it can be used.
    pub status: MethodStatus,
    /// Whether automatic renewal charges it.
    pub is_default: bool,
    /// What people recognise it by.
    pub label: Option<Name>,
    /// The last day it can be used.
    pub expires_on: Option<Date>,
    /// What the sandbox gateway does with its charges.
    pub outcomes: Vec<Order>,
}

/// A place in an inventory, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A plan.
    Plan(usize),
    /// An account.
    Account(usize),
    /// A service of an account.
    Service(usize, usize),
    /// A link of an account.
    Link(usize, usize),
    /// A payment method of an account.
    Method(usize, usize),
}

/// A part of something in an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it, or none in particular.
    Whole,
    /// The code of a plan, or the name of an account or a service.
    Name,
    /// The product line of a plan.
    Product,
    /// The plan of a service.
    Plan,
    /// An id.
    Id,
    /// The id of a payment method in the older numbering.
    MeanId,
    /// Whether a payment method is the one that automatic renewal charges.
    Default,
    /// Where a link begins.
    From,
    /// Where a link leads.
    To,
    /// What is put on the prepaid account.
    Prepaid,
    /// What is put on the fidelity account.
    Fidelity,
}

/// Something wrong with an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What of it.
    pub part: Part,
    /// What is wrong, and what to do.
    pub text: String,
}

/// Why an inventory or an account is refused. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// The inventory has problems.
    #[error("the inventory has {} problems, the first: {}", problems.len(), problems.first().map_or("", |p| &p.text))]
    Problems {
        /// All of them, in the order of the inventory.
        problems: Vec<Problem>,
    },
    /// An account with this name exists.
    #[error("there is an account {nichandle} already; choose another name")]
    NichandleTaken {
        /// The name.
        nichandle: Name,
    },
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It was imported now.
    Now {
        /// What was in it.
        summary: String,
    },
    /// The same content was imported before.
    Before {
        /// When.
        at: Timestamp,
        /// What was in it.
        summary: String,
    },
}

impl Engine {
    /// Imports an inventory whose content has a hash.
    ///
    /// # Errors
    ///
    /// [`EngineError::Import`] with everything that is wrong with it.
    pub async fn import(
        self: &Arc<Self>,
        query_id: &str,
        content_hash: &[u8; 32],
        inventory: &Inventory,
    ) -> Result<Imported, EngineError> {
        // Nobody else's account is in question: any id takes the turn.
        self.retry(self.ids.account(), || self.import_once(query_id, content_hash, inventory)).await
    }

    /// What an import would come to. Nothing is written.
    ///
    /// # Errors
    ///
    /// As [`Engine::import`].
    pub async fn check_import(
        &self,
        content_hash: &[u8; 32],
        inventory: &Inventory,
    ) -> Result<Imported, EngineError> {
        if let Some((at, summary)) = self.store.imported(content_hash).await? {
            return Ok(Imported::Before { at, summary });
        }
        let checked = self.check_inventory(inventory).await?;
        self.write_inventory("", inventory, &checked)?;
        Ok(Imported::Now { summary: inventory.summary() })
    }

    async fn import_once(
        &self,
        query_id: &str,
        content_hash: &[u8; 32],
        inventory: &Inventory,
    ) -> Result<Imported, EngineError> {
        if let Some((at, summary)) = self.store.imported(content_hash).await? {
            return Ok(Imported::Before { at, summary });
        }
        let checked = self.check_inventory(inventory).await?;
        let summary = inventory.summary();
        let mut set = self.write_inventory(query_id, inventory, &checked)?;
        set.record_import(content_hash, self.clock.at(), &summary);
        self.store.commit(set).await?;
        Ok(Imported::Now { summary })
    }
}

impl Inventory {
    /// What is in it, in words: `1 plan, 2 accounts, …`.
    fn summary(&self) -> String {
        let sum =
            |count: fn(&InventoryAccount) -> usize| self.accounts.iter().map(count).sum::<usize>();
        let parts = [
            (self.plans.len(), "plan"),
            (self.accounts.len(), "account"),
            (sum(|account| account.services.len()), "service"),
            (sum(|account| account.links.len()), "link"),
            (sum(|account| account.methods.len()), "payment method"),
        ];
        parts.map(|(count, one)| counted(count, one)).join(", ")
    }
}

/// A number of things in words: `1 plan`, `2 plans`.
fn counted(count: usize, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {one}{plural}")
}
