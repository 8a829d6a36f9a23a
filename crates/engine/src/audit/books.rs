//! Everything that the database holds of one account, and whether its secrets open.

use perennial_core::bill::Bill;
use perennial_core::credential::Application;
use perennial_core::journal::{Head, Sealed};
use perennial_core::link::Link;
use perennial_core::means::Balances;
use perennial_core::payment::Payment;
use perennial_core::service::Service;
use perennial_core::{Account, AccountId, Order};
use perennial_store::{Posted, SandboxCharge, SoldPeriod, Store, StoreError, StoredAccount};

use super::Found;
use crate::engine::Engine;
use crate::vault::Purpose;

/// Journal entries read at once.
const BATCH: i64 = 1000;

/// The rows of one account.
#[derive(Debug)]
pub(super) struct Books {
    pub(super) account: Account,
    pub(super) head: Head,
    pub(super) journal: Vec<Sealed>,
    pub(super) services: Vec<Service>,
    pub(super) links: Vec<Link>,
    pub(super) sold: Vec<SoldPeriod>,
    pub(super) orders: Vec<Order>,
    pub(super) payments: Vec<Payment>,
    pub(super) bills: Vec<Bill>,
    pub(super) ledger: Vec<Posted>,
    pub(super) balances: Balances,
    pub(super) charges: Vec<SandboxCharge>,
    pub(super) applications: Vec<Application>,
    pub(super) key_subjects: Vec<i64>,
}

impl Books {
    pub(super) async fn read(store: &Store, id: AccountId) -> Result<Option<Self>, StoreError> {
        let Some(found) = store.account(id).await? else { return Ok(None) };
        let StoredAccount { account, head, balances } = found;
        let mut journal: Vec<Sealed> = Vec::new();
        loop {
            let read = journal.last().map_or(0, |sealed| sealed.entry.version);
            let more = store.journal_after(id, read, BATCH).await?;
            if more.is_empty() {
                break;
            }
            journal.extend(more);
        }
        Ok(Some(Self {
            account,
            head,
            journal,
            services: store.services(id).await?,
            links: store.links(id).await?,
            sold: store.sold_periods(id).await?,
            orders: store.orders(id).await?,
            payments: store.payments(id).await?,
            bills: store.bills(id).await?,
            ledger: store.ledger(id).await?,
            balances,
            charges: store.sandbox_charges(id).await?,
            applications: store.applications(id).await?,
            key_subjects: store.key_subjects(id).await?,
        }))
    }
}

impl Engine {
    pub(super) async fn secret_violations(&self, books: &Books) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        for application in &books.applications {
            let stored = self.store.application(application.id).await?;
            let opens = stored.is_some_and(|stored| {
                self.vault.open(Purpose::ApplicationSecret, &stored.sealed_secret).is_ok()
            });
            if !opens {
                found.push((
                    "I11",
                    format!("the secret of application {} does not open", application.id),
                ));
            }
        }
        for credential in self.store.credentials(books.account.id).await? {
            let id = credential.id;
            let stored = self.store.credential(id).await?;
            let key = stored.and_then(|stored| {
                self.vault.open(Purpose::ConsumerKey, &stored.sealed_consumer_key).ok()
            });
            let Some(key) = key else {
                found.push(("I11", format!("the key of credential {id} does not open")));
                continue;
            };
            let hash = self.vault.find(Purpose::ConsumerKey, &key);
            let leads_to = self.store.credential_by_consumer_key(&hash).await?;
            if leads_to.map(|stored| stored.credential.id) != Some(id) {
                found.push(("I11", format!("the key of credential {id} does not lead to it")));
            }
        }
        Ok(found)
    }
}
