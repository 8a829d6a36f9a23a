//! Payment methods as they are registered: every step comes back as it was stored.

use perennial_core::means::registration::{Registration, Returns, Wanted};
use perennial_core::means::{BankDetails, CardBrand, MethodKind, MethodStatus};
use perennial_core::web::WebAddress;
use perennial_core::{PaymentMethod, PaymentMethodId};
use perennial_store::StoreError;
use perennial_store::testing::each_database;

use crate::samples::*;

fn registration(id: i64) -> Registration {
    let address = |text| WebAddress::parse(text).unwrap();
    Registration {
        method: PaymentMethodId::try_new(id).unwrap(),
        wants: Wanted::Details,
        makes_default: true,
        wrong_codes: 0,
        expires_at: at(100 + id),
        returns: Returns {
            success: Some(address("https://shop.example/success")),
            pending: Some(address("https://shop.example/pending")),
            failure: Some(address("https://shop.example/failure")),
            error: None,
            cancel: Some(address("https://shop.example/cancel")),
        },
    }
}

#[tokio::test]
async fn a_registration_is_kept_while_it_is_under_way() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut set = set_after(&mut head);
        for id in [80, 81] {
            set.insert_payment_method(ALICE, &method(id));
            set.insert_registration(ALICE, &registration(id));
        }
        store.commit(set).await.unwrap();
        let one = registration(80);
        assert_eq!(store.registration(ALICE, one.method).await.unwrap(), Some(one.clone()));
        assert_eq!(store.registration(account_id(8), one.method).await.unwrap(), None);
        let lapsed = async |until| store.lapsed_registrations(at(until), 10).await.unwrap();
        assert_eq!(lapsed(179).await, []);
        assert_eq!(lapsed(180).await, [(ALICE, one.method)], "its time is over when it is reached");
        assert_eq!(lapsed(181).await.len(), 2);

        let mut set = set_after(&mut head);
        set.insert_registration(ALICE, &one);
        let twice = store.commit(set).await.unwrap_err();
        assert!(
            matches!(&twice, StoreError::Duplicate { table } if table == "payment_registration")
        );
        let (_, mut head) = (twice, store.account(ALICE).await.unwrap().unwrap().head);
        let further = Registration { wants: Wanted::Code, wrong_codes: 2, ..one.clone() };
        let mut set = set_after(&mut head);
        set.set_registration(ALICE, &further);
        store.commit(set).await.unwrap();
        assert_eq!(store.registration(ALICE, one.method).await.unwrap(), Some(further));
        let mut set = set_after(&mut head);
        set.end_registration(ALICE, one.method);
        set.end_registration(ALICE, PaymentMethodId::try_new(99).unwrap());
        store.commit(set).await.unwrap();
        assert_eq!(store.registration(ALICE, one.method).await.unwrap(), None);
        let books = store.books(ALICE).await.unwrap().unwrap();
        assert_eq!(books.registrations, [registration(81)]);
    })
    .await;
}

#[tokio::test]
async fn what_is_known_of_a_method_comes_back() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let bank = BankDetails {
            bic: Some(name("PSSTFRPP")),
            owner_name: name("Alice Martin"),
            owner_address: Some(name("1 rue des Lilas")),
        };
        let no_more = BankDetails { bic: None, owner_address: None, ..bank.clone() };
        let mut methods: Vec<PaymentMethod> = MethodStatus::ALL
            .into_iter()
            .zip(80..)
            .map(|(status, id)| PaymentMethod { status, ..method(id) })
            .collect();
        methods[0].bank = Some(bank.clone());
        methods[1].bank = Some(no_more);
        for (method, brand) in methods.iter_mut().zip(CardBrand::ALL) {
            method.brand = Some(brand);
        }
        let mut set = set_after(&mut head);
        methods.iter().for_each(|one| set.insert_payment_method(ALICE, one));
        store.commit(set).await.unwrap();
        assert_eq!(store.payment_methods(ALICE).await.unwrap(), methods);

        let changed = &mut methods[2];
        *changed = PaymentMethod {
            kind: MethodKind::CreditCard,
            label: Some(name("**** **** **** 4242")),
            brand: None,
            bank: Some(bank),
            updated_at: at(50),
            ..changed.clone()
        };
        let mut set = set_after(&mut head);
        set.set_payment_method(ALICE, changed);
        store.commit(set).await.unwrap();
        assert_eq!(store.payment_methods(ALICE).await.unwrap(), methods);
    })
    .await;
}
