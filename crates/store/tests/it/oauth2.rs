//! OAuth2 clients and their access tokens.

use std::slice::from_ref;

use jiff::Timestamp;
use perennial_core::ClientId;
use perennial_core::credential::{AccessRule, IpBlock};
use perennial_core::oauth2::{About, Client, Grant};
use perennial_core::web::WebAddress;
use perennial_store::testing::each_database;
use perennial_store::{StoreError, StoredClient, StoredToken, WriteSet};

use crate::samples::*;

fn client_id(id: i64) -> ClientId {
    ClientId::try_new(id).unwrap()
}

fn client(id: i64) -> StoredClient {
    let about = About {
        name: name("Billing"),
        description: (id == 1).then(|| name("pays")),
        callback_urls: vec![WebAddress::parse("https://shop.example/?a=1").unwrap(); 2],
    };
    let grant = Grant {
        rules: vec![
            AccessRule::parse("GET", "/me*").unwrap(),
            AccessRule::parse("PUT", "/*").unwrap(),
        ],
        allowed_ips: vec![IpBlock::parse("192.0.2.0/24").unwrap()],
        expires_at: (id == 1).then(|| at(99)),
    };
    let client = Client { id: client_id(id), account: ALICE, about, grant, created_at: at(1) };
    StoredClient { client, secret_hash: [u8::try_from(id).unwrap(); 32] }
}

fn token(hash: u8, client: i64, end: Timestamp) -> StoredToken {
    let client = client_id(client);
    StoredToken { hash: [hash; 32], client, account: ALICE, expires_at: end }
}

#[tokio::test]
async fn clients_and_tokens() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let commit = async |write: &dyn Fn(&mut WriteSet)| {
            let mut set = WriteSet::without_account();
            write(&mut set);
            store.commit(set).await
        };
        let (one, two) = (client(1), client(2));
        commit(&|set| [&one, &two].into_iter().for_each(|one| set.insert_oauth2_client(one)))
            .await
            .unwrap();
        assert!(matches!(
            commit(&|set| set.insert_oauth2_client(&one)).await,
            Err(StoreError::Duplicate { .. })
        ));
        assert_eq!(store.oauth2_client(client_id(1)).await.unwrap(), Some(one.clone()));
        assert_eq!(store.oauth2_client(client_id(3)).await.unwrap(), None);
        assert_eq!(store.oauth2_clients(ALICE).await.unwrap(), [one.clone(), two.clone()]);
        assert_eq!(store.oauth2_clients(account_id(9)).await.unwrap(), []);
        assert_eq!(store.oauth2_clients_after(None, 1).await.unwrap(), from_ref(&one));
        assert_eq!(
            store.oauth2_clients_after(Some(client_id(1)), 9).await.unwrap(),
            from_ref(&two)
        );

        let mut described = two.clone();
        described.client.about =
            About { name: name("Other"), description: Some(name("x")), callback_urls: vec![] };
        commit(&|set| set.describe_oauth2_client(&described.client)).await.unwrap();
        assert_eq!(store.oauth2_client(client_id(2)).await.unwrap(), Some(described));

        let tokens = [token(1, 1, at(10)), token(2, 1, at(20)), token(3, 2, at(20))];
        commit(&|set| tokens.iter().for_each(|token| set.insert_access_token(token)))
            .await
            .unwrap();
        assert_eq!(store.access_token(&[2; 32]).await.unwrap(), Some(tokens[1]));
        assert_eq!(store.access_token(&[9; 32]).await.unwrap(), None);
        let count = async |after| store.count_access_tokens(client_id(1), after).await.unwrap();
        assert_eq!((count(at(9)).await, count(at(10)).await, count(at(20)).await), (2, 1, 0));
        commit(&|set| set.forget_access_tokens(at(10))).await.unwrap();
        assert_eq!(count(at(0)).await, 1);
        commit(&|set| set.delete_access_token(&[2; 32])).await.unwrap();
        assert_eq!(count(at(0)).await, 0);
        commit(&|set| set.delete_oauth2_client(client_id(2))).await.unwrap();
        assert_eq!(store.access_token(&[3; 32]).await.unwrap(), None);
        assert!(commit(&|set| set.delete_oauth2_client(client_id(2))).await.is_err());
        assert_eq!(store.oauth2_clients(ALICE).await.unwrap(), from_ref(&one));
    })
    .await;
}
