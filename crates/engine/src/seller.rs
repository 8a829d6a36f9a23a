//! Who sells: each seller there ever was is kept under the hash of what it is made of, and bills name theirs by it.

use perennial_core::journal::Hash;
use perennial_core::seller::Seller;
use perennial_store::{MigrationError, Store, StoreError, WriteSet};
use sha2::{Digest, Sha256};

/// The key of a seller.
#[must_use]
pub fn key(seller: &Seller) -> Hash {
    Sha256::digest(seller.hashed_bytes()).into()
}

/// Keeps a seller, if it is not kept yet; answers its key. Of two processes that start with a new one, one is first.
pub(crate) async fn keep(store: &Store, seller: &Seller) -> Result<Hash, MigrationError> {
    let key = key(seller);
    if store.seller(&key).await?.is_some() {
        return Ok(key);
    }
    let mut set = WriteSet::without_account();
    set.insert_seller(&key, seller);
    match store.commit(set).await {
        Ok(()) | Err(StoreError::Duplicate { .. }) => Ok(key),
        Err(error) => Err(error.into()),
    }
}
