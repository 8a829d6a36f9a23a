//! I11: every secret is under seal, opens with the key, and is found by its hash; or there is a hash alone.

use perennial_core::AccountId;
use perennial_store::{Books, Factor, StoreError};

use super::Found;
use crate::access::password::is_hash;
use crate::engine::Engine;
use crate::vault::Purpose;

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
        for stored in self.store.oauth2_clients(books.account.id).await? {
            let secret = self.vault.client_secret(stored.client.id);
            if !self.vault.has_hash(Purpose::ClientSecret, &secret, &stored.secret_hash) {
                let id = stored.client.id.to_text();
                found.push((
                    "I11",
                    format!("the secret of OAuth2 client {id} is not the one that was given out"),
                ));
            }
        }
        found.extend(self.sign_in_violations(books.account.id).await?);
        Ok(found)
    }

    /// Of a password there is a hash alone, and a second factor opens.
    async fn sign_in_violations(&self, account: AccountId) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        let Some(stored) = self.store.sign_in(account).await? else { return Ok(found) };
        if !is_hash(&stored.password_hash) {
            found.push(("I11", "the password is not kept as a hash".to_owned()));
        }
        let opens =
            |factor: &Factor| self.vault.open(Purpose::Factor, &factor.sealed_secret).is_ok();
        if !stored.factor.iter().all(opens) {
            found.push(("I11", "the secret of the second factor does not open".to_owned()));
        }
        Ok(found)
    }
}
