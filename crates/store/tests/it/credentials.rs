//! Applications and their credentials.

use perennial_core::ApplicationId;
use perennial_core::credential::*;
use perennial_store::testing::each_database;
use perennial_store::*;

use crate::samples::*;

#[tokio::test]
async fn applications_and_credentials() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let application = Application {
            id: ApplicationId::try_new(5).unwrap(),
            account: ALICE,
            key: "AK".to_owned(),
            name: name("script"),
            description: None,
            status: ApplicationStatus::Active,
            created_at: at(1),
        };
        let stored =
            StoredApplication { application: application.clone(), sealed_secret: vec![0, 255] };
        let (pending, hashes) = credential(1);
        let (other, other_hashes) = credential(2);
        let mut set = WriteSet::without_account();
        set.insert_application(&stored);
        set.insert_credential(&pending, &hashes);
        set.insert_credential(&other, &other_hashes);
        store.commit(set).await.unwrap();
        assert_eq!(store.application_by_key("AK").await.unwrap(), Some(stored.clone()));
        assert_eq!(store.application_by_key("ak").await.unwrap(), None);
        assert_eq!(store.application(application.id).await.unwrap(), Some(stored));
        let found = store.credential_by_consumer_key(&hashes.consumer_key).await.unwrap();
        assert_eq!(found, Some(pending.clone()));
        assert_eq!(store.credential_by_consumer_key(&hashes.validation_token).await.unwrap(), None);
        let found = store.credential_by_token(&hashes.validation_token).await.unwrap();
        assert_eq!(found, Some(pending.clone()));

        let validated = pending.credential.clone().validated(ALICE, None, at(2)).unwrap();
        let validate = || {
            let mut set = WriteSet::without_account();
            set.set_credential_state(CredentialState::Pending, &validated);
            set
        };
        store.commit(validate()).await.unwrap();
        assert!(store.commit(validate()).await.is_err(), "it is not pending any more");
        let mut set = WriteSet::without_account();
        set.set_last_used(validated.id, at(77));
        set.set_last_used(validated.id, at(70)); // what another process has noted
        set.set_application_status(&Application {
            status: ApplicationStatus::Inactive,
            ..application.clone()
        });
        store.commit(set).await.unwrap();
        let used = Credential { last_used_at: Some(at(77)), ..validated };
        assert_eq!(store.credential(used.id).await.unwrap().unwrap().credential, used);
        assert_eq!(store.credentials(ALICE).await.unwrap(), std::slice::from_ref(&used));
        let all = store.credentials_of_application(application.id).await.unwrap();
        assert_eq!(all, [used.clone(), other.credential.clone()]);

        let allowed_ips = vec![IpBlock::parse("192.0.2.0/24").unwrap()];
        let mut restricted = Credential { allowed_ips, ..used };
        let mut set = WriteSet::without_account();
        set.set_allowed_ips(&restricted);
        set.end_credentials_of(ApplicationId::try_new(6).unwrap());
        store.commit(set).await.unwrap();
        assert_eq!(store.credentials(ALICE).await.unwrap(), std::slice::from_ref(&restricted));
        let mut set = WriteSet::without_account();
        set.end_credentials_of(application.id);
        store.commit(set).await.unwrap();
        restricted.state = CredentialState::Expired;
        let other = Credential { state: CredentialState::Expired, ..other.credential };
        let all = store.credentials_of_application(application.id).await.unwrap();
        assert_eq!(all, [restricted, other]);
        let status = store.applications(ALICE).await.unwrap()[0].status;
        assert_eq!(status, ApplicationStatus::Inactive);
    })
    .await;
}
