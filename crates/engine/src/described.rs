//! What is told of a service beyond what it is sold as, and by which id access policies know it.

use std::collections::BTreeMap;
use std::sync::Arc;

use perennial_core::detail::{About, Details};
use perennial_core::text::Name;
use perennial_core::{AccountId, Service, ServiceId};
use perennial_store::Freshness;
use sha2::{Digest, Sha256};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::view::ServiceView;

/// What is told of a service.
#[derive(Debug, Clone)]
pub struct Described {
    /// What is told of all services of its plan.
    pub of_plan: Details,
    /// What is told of itself, and its tags.
    pub about: Arc<About>,
    /// A unique id, always the same.
    pub id: String,
}

impl Described {
    /// What is told, the general before the particular.
    #[must_use]
    pub fn told(&self) -> [&Details; 2] {
        [&self.of_plan, &self.about.details]
    }
}

impl Engine {
    /// What is told of a service of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn described(
        &self,
        fresh: &Freshness,
        view: &ServiceView,
    ) -> Result<Described, EngineError> {
        let service = view.service().id;
        let about = self.about(fresh, service).await?;
        let of_plan = view.plan().map(|plan| plan.details.clone()).unwrap_or_default();
        Ok(Described { of_plan, about, id: unique_id(fresh.head.account, service) })
    }

    /// The names of an account's services in a product line whose tags are wanted, in order.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn tagged_names(
        &self,
        account: AccountId,
        product: &str,
        is_wanted: impl Fn(&BTreeMap<Name, Name>) -> bool,
    ) -> Result<Vec<String>, EngineError> {
        let tags = self.store.tags(account).await?;
        let none = BTreeMap::new();
        let mut services = self.store.services(account).await?;
        services.retain(|service| service.product.as_str() == product);
        services.retain(|service| is_wanted(tags.get(&service.id).unwrap_or(&none)));
        let name = |service: Service| service.name.to_string();
        let mut names: Vec<String> = services.into_iter().map(name).collect();
        names.sort_unstable();
        Ok(names)
    }
}

/// A UUID of the free form (RFC 9562, version 8), made of the ids: it tells nothing of them.
fn unique_id(account: AccountId, service: ServiceId) -> String {
    let hash = Sha256::new()
        .chain_update(b"perennial service")
        .chain_update(account.get().to_be_bytes())
        .chain_update(service.get().to_be_bytes())
        .finalize();
    let mut bytes = [0u8; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, of_hash)| *byte = of_hash);
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf << 76) | (8 << 76);
    let number = number & !(0b11 << 62) | (0b10 << 62);
    let hex = format!("{number:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or(""));
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unique_ids_are_of_version_8_and_differ() {
        let id = |account, service| {
            unique_id(AccountId::try_new(account).unwrap(), ServiceId::try_new(service).unwrap())
        };
        let one = id(1, 2);
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert_eq!(one.as_bytes()[14], b'8');
        assert!(matches!(one.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{one}");
        assert_eq!(one, id(1, 2));
        assert_ne!(one, id(2, 1));
    }
}
