//! Calls come back as they went in, and go by age.

use perennial_core::ApiCallId;
use perennial_core::api_call::{ApiCall, CallPath, CallTarget};
use perennial_core::credential::Verb;
use perennial_store::WriteSet;
use perennial_store::testing::each_database;

use crate::samples::{ALICE, account, account_id, add_account, at, store_with_alice};

fn call_id(value: i64) -> ApiCallId {
    ApiCallId::try_new(value).unwrap()
}

fn call(id: i64, verb: Verb, address: Option<&str>) -> ApiCall {
    ApiCall {
        id: call_id(id),
        account: ALICE,
        at: at(id),
        target: CallTarget {
            verb,
            path: CallPath::cut("/vps/vps1.ovh.net/serviceInfos"),
            route: "/vps/{serviceName}/serviceInfos".to_owned(),
            about_services: id % 2 == 0,
        },
        address: address.map(|address| address.parse().unwrap()),
    }
}

#[tokio::test]
async fn calls_are_listed_read_and_forgotten() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let bob = account_id(8);
        add_account(&store, account(bob, "bb2-ovh")).await;
        let calls = [
            call(1, Verb::Post, None),
            call(2, Verb::Put, Some("192.0.2.1")),
            call(3, Verb::Delete, Some("2001:db8::1")),
            ApiCall { account: bob, ..call(4, Verb::Post, None) },
        ];
        // A batch whose outcome was not known is written again.
        for calls in [&calls[..2], &calls] {
            let mut set = WriteSet::without_account();
            set.insert_api_calls(calls);
            store.commit(set).await.unwrap();
        }
        for call in &calls {
            let found = store.api_call(call.account, call.id).await.unwrap();
            assert_eq!(found.as_ref(), Some(call));
        }
        assert_eq!(store.api_call(bob, call_id(1)).await.unwrap(), None);
        let ids = async |account, services, count| {
            let ids = store.api_call_ids(account, services, count).await.unwrap();
            ids.into_iter().map(ApiCallId::get).collect::<Vec<_>>()
        };
        assert_eq!(ids(ALICE, false, 9).await, [3, 2, 1], "the newest first");
        assert_eq!(ids(ALICE, false, 2).await, [3, 2]);
        assert_eq!(ids(ALICE, true, 9).await, [2]);
        assert_eq!(ids(bob, false, 9).await, [4]);
        let mut set = WriteSet::without_account();
        set.forget_api_calls_before(call_id(3));
        store.commit(set).await.unwrap();
        assert_eq!((ids(ALICE, false, 9).await, ids(bob, true, 9).await), (vec![3], vec![4]));
    })
    .await;
}
