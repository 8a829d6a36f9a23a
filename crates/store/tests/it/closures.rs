//! Services that their holders close and open again.

use jiff::civil::date;
use perennial_core::Service;
use perennial_core::service::{Closure, ServiceChange};
use perennial_store::testing::each_database;
use perennial_store::{StoreError, WriteSet};

use crate::samples::*;

#[tokio::test]
async fn a_service_is_closed_once_and_opened_once() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let closure = Closure { on: date(2026, 12, 1), with: service_id(9) };
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        set.insert_service(ALICE, &Service { closure: Some(closure), ..service(2) });
        store.commit(set).await.unwrap();
        let closed =
            async |id| store.service(ALICE, service_id(id)).await.unwrap().unwrap().closure;
        assert_eq!((closed(1).await, closed(2).await), (None, Some(closure)));
        let mut change = async |change: ServiceChange| {
            let mut set = WriteSet::of_account(&next(head));
            set.change_service(ALICE, &change);
            let done = store.commit(set).await;
            if done.is_ok() {
                head = next(head).head();
            }
            done
        };
        let close = ServiceChange::Close { service: service_id(1), closure };
        let reopen = ServiceChange::Reopen { service: service_id(1) };
        assert!(matches!(change(reopen.clone()).await, Err(StoreError::RowCount { .. })));
        change(close.clone()).await.unwrap();
        assert_eq!(closed(1).await, Some(closure));
        assert!(matches!(change(close).await, Err(StoreError::RowCount { .. })));
        change(reopen).await.unwrap();
        assert_eq!(closed(1).await, None);
    })
    .await;
}
