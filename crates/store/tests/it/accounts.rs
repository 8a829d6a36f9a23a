//! Who a customer is: a profile that changes, and what is kept beside it.

use perennial_core::account::{CountryCode, Profile};
use perennial_core::profile::{ProfileField, ProfileUpdate};
use perennial_store::WriteSet;
use perennial_store::testing::each_database;

use crate::samples::*;

#[tokio::test]
async fn profiles_and_details_change() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        assert_eq!(store.account_details(ALICE).await.unwrap(), [].into());
        let before = store.account(ALICE).await.unwrap().unwrap().account;
        let profile = Profile {
            email: name("bob@example.com"),
            country: CountryCode::parse("FI").unwrap(),
            language: name("fi_FI"),
            legal_form: name("corporation"),
            first_name: Some(name("Bob")),
            last_name: None,
            organisation: Some(name("Bob Oy")),
            address: Some(name("Kuja 1")),
            zip: Some(name("00100")),
            city: Some(name("Helsinki")),
            phone: Some(name("+358 9 123")),
            vat: Some(name("FI12345678")),
        };
        let (sex, fax) = (ProfileField::Sex, ProfileField::Fax);
        let put = async |details: &ProfileUpdate| {
            let mut set = WriteSet::without_account();
            set.set_profile(ALICE, &profile);
            set.set_account_details(ALICE, details);
            store.commit(set).await.unwrap();
        };
        put(&[(sex, Some(name("male"))), (fax, Some(name("123")))].into()).await;
        let after = store.account(ALICE).await.unwrap().unwrap().account;
        assert_eq!(after.profile, profile);
        assert_eq!(perennial_core::Account { profile: before.profile.clone(), ..after }, before);
        put(&[(sex, None), (fax, Some(name("456")))].into()).await;
        assert_eq!(store.account_details(ALICE).await.unwrap(), [(fax, name("456"))].into());
        assert_eq!(store.account_details(account_id(9)).await.unwrap(), [].into());
    })
    .await;
}
