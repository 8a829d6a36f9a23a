//! What is read across accounts: the lists of administrators, and the queries of the audit.

use perennial_core::account::Subsidiary;
use perennial_core::bill::{Bill, BillNumber, Register};
use perennial_core::credential::{Application, ApplicationStatus};
use perennial_core::means::Balances;
use perennial_core::order::{Category, OrderState};
use perennial_core::{ApplicationId, Buyer, CredentialId};
use perennial_store::testing::{TestDatabase, each_database};
use perennial_store::{Done, ListedAccount, StoredApplication, WriteSet, catalogue};

use crate::samples::*;

#[tokio::test]
async fn accounts_are_listed_page_by_page() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let zoe = account(account_id(9), "zz9-ovh");
        add_account(&store, zoe.clone()).await;
        let balances = Balances { prepaid: eur("12.50"), ..Balances::empty(zoe.currency) };
        let mut set = WriteSet::of_account(&next(head));
        set.insert_service(ALICE, &service(1));
        set.insert_service(ALICE, &service(2));
        set.set_balances(ALICE, &balances);
        store.commit(set).await.unwrap();

        let alice = ListedAccount { account: account(ALICE, "ab1-ovh"), balances, services: 2 };
        let empty = Balances::empty(zoe.currency);
        let zoe = ListedAccount { account: zoe, balances: empty, services: 0 };
        let all = store.listed_accounts_after(None, 10).await.unwrap();
        assert_eq!(all, [alice.clone(), zoe.clone()]);
        assert_eq!(store.listed_accounts_after(None, 1).await.unwrap(), [alice]);
        assert_eq!(store.listed_accounts_after(Some(ALICE), 1).await.unwrap(), [zoe]);
    })
    .await;
}

#[tokio::test]
async fn the_last_settlement_of_a_category_is_found() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let settled = |id: i64, category, second: i64| {
            let mut order = order(id, &[1]);
            order.terms.category = category;
            order.state = OrderState::Settled { payment: payment_id(id), at: at(second) };
            order
        };
        let last = async |category| store.last_settled(ALICE, category).await.unwrap();
        assert_eq!(last(Category::AutoRenew).await, None);
        let mut set = WriteSet::of_account(&next(head));
        set.insert_order(ALICE, &settled(5, Category::AutoRenew, 60));
        set.insert_order(ALICE, &settled(6, Category::AutoRenew, 50));
        set.insert_order(ALICE, &settled(7, Category::EarlyRenewal, 70));
        set.insert_order(ALICE, &order(8, &[1]));
        store.commit(set).await.unwrap();
        assert_eq!(last(Category::AutoRenew).await, Some(at(60)));
        assert_eq!(last(Category::EarlyRenewal).await, Some(at(70)));
        assert_eq!(store.last_settled(account_id(9), Category::AutoRenew).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn services_and_orders_are_found_without_knowing_whose() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let zoe = account_id(9);
        add_account(&store, account(zoe, "zz9-ovh")).await;
        let (one, two) = (service(1), service(2));
        let mut set = WriteSet::of_account(&next(head));
        set.insert_service(ALICE, &one);
        set.insert_service(ALICE, &two);
        set.insert_service(zoe, &one);
        set.insert_order(ALICE, &order(5, &[1]));
        store.commit(set).await.unwrap();

        let both = [(ALICE, one.id), (zoe, one.id)];
        assert_eq!(store.services_with_id(one.id, 9).await.unwrap(), both);
        assert_eq!(store.services_with_id(one.id, 1).await.unwrap(), both[..1]);
        assert_eq!(store.services_with_name(&one.name, 9).await.unwrap(), both);
        assert_eq!(store.services_with_name(&two.name, 9).await.unwrap(), [(ALICE, two.id)]);
        assert_eq!(store.services_with_name(&name("nothing"), 9).await.unwrap(), []);
        assert_eq!(store.accounts_with_order(order_id(5), 9).await.unwrap(), [ALICE]);
        assert_eq!(store.accounts_with_order(order_id(6), 9).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn applications_and_credentials_are_listed_page_by_page() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let mut set = WriteSet::without_account();
        let application = |id: i64| Application {
            id: ApplicationId::try_new(id).unwrap(),
            account: account_id(id),
            key: format!("AK{id}"),
            name: name("script"),
            description: None,
            status: ApplicationStatus::Active,
            created_at: at(1),
        };
        for id in [7, 8, 9] {
            let sealed_secret = vec![0, 255];
            set.insert_application(&StoredApplication {
                application: application(id),
                sealed_secret,
            });
        }
        let all = [1, 2, 3].map(credential);
        for (stored, hashes) in &all {
            set.insert_credential(stored, hashes);
        }
        store.commit(set).await.unwrap();

        let page = store.applications_after(None, 2).await.unwrap();
        assert_eq!(page, [application(7), application(8)]);
        let page = store.applications_after(Some(application(8).id), 2).await.unwrap();
        assert_eq!(page, [application(9)]);

        let credential = |index: usize| all[index].0.credential.clone();
        let page = store.credentials_after(None, 2).await.unwrap();
        assert_eq!(page, [credential(0), credential(1)], "also those that are nobody's yet");
        let after = CredentialId::try_new(2).unwrap();
        assert_eq!(store.credentials_after(Some(after), 2).await.unwrap(), [credential(2)]);
    })
    .await;
}

#[tokio::test]
async fn settled_orders_of_a_category_are_listed_by_settlement() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let credit = |id: i64, settled: i64| {
            let mut credit = order(id, &[1]);
            credit.terms.category = Category::PrepaidCredit;
            credit.terms.lines.iter_mut().for_each(|line| (line.service, line.term) = (None, None));
            credit.state = OrderState::Settled { payment: payment_id(id), at: at(settled) };
            credit
        };
        let (first, second) = (credit(6, 50), credit(5, 60));
        let mut set = WriteSet::of_account(&next(head));
        for order in [&second, &first, &order(7, &[2])] {
            set.insert_order(ALICE, order);
        }
        store.commit(set).await.unwrap();
        let listed = async |category| store.settled_orders(ALICE, category).await.unwrap();
        assert_eq!(listed(Category::PrepaidCredit).await, [first, second]);
        assert_eq!(listed(Category::Withdrawal).await, []);
        assert_eq!(listed(Category::AutoRenew).await, [], "it is not settled");
    })
    .await;
}

#[tokio::test]
async fn the_register_says_whose_a_number_is() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let [fi, fr] = ["FI", "FR"].map(|code| Subsidiary::parse(code).unwrap());
        let mut set = WriteSet::of_account(&next(head));
        let mut issued = Vec::new();
        for (id, series) in [(1, &fi), (2, &fr)] {
            let order = order(id, &[1]);
            let buyer = Buyer::of(&account(ALICE, "x"));
            let bill = Bill::written(&order, series.clone(), buyer, at(10));
            set.insert_bill(ALICE, &bill);
            let mut register =
                Register { series: series.clone(), last_number: 0, last_issued_at: at(0) };
            issued.push((ALICE, order.id, register.issue(at(30)).unwrap()));
            set.advance_register(None, &register);
        }
        set.issue_bills(&issued);
        store.commit(set).await.unwrap();

        let missing = BillNumber::new(fi.clone(), 2);
        let numbers = [&issued[1].2.number, &missing, &issued[0].2.number];
        let found = store.registered(&numbers).await.unwrap();
        assert_eq!(found, [Some((ALICE, order_id(2))), None, Some((ALICE, order_id(1)))]);
        assert_eq!(store.registered(&[]).await.unwrap(), []);

        assert_eq!(store.registered_series_after(None).await.unwrap(), Some(fi.clone()));
        assert_eq!(store.registered_series_after(Some(&fi)).await.unwrap(), Some(fr.clone()));
        assert_eq!(store.registered_series_after(Some(&fr)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn keys_tell_what_came_of_them() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let mut set = WriteSet::without_account();
        for (key, subject) in [([1; 32], 5), ([2; 32], 4), ([3; 32], 5)] {
            let done = Done { content_hash: [0; 32], subject };
            set.remember_key(ALICE, &key, &done, at(1));
        }
        store.commit(set).await.unwrap();
        let books = store.books(ALICE).await.unwrap().unwrap();
        assert_eq!(books.key_subjects, [4, 5]);
        assert_eq!(store.books(account_id(8)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn no_table_of_accounts_is_left_out_when_rows_of_nobody_are_looked_for() {
    let database = TestDatabase::sqlite();
    let (store, _) = store_with_alice(&database).await;
    let schema = store.describe_schema().await.unwrap();
    let tables = schema.iter().filter_map(|line| line.split_once(".account_id: "));
    let tables: Vec<&str> =
        tables.map(|(table, _)| table).filter(|name| *name != "account").collect();
    assert!(tables.len() > 15, "{tables:?}");
    for table in tables {
        let start = format!("SELECT DISTINCT account_id FROM {table} WHERE");
        assert!(catalogue().any(|sql| sql.text().starts_with(&start)), "{table}");
    }
}

#[tokio::test]
async fn rows_of_nobody_are_found() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let mut set = WriteSet::of_account(&next(head));
        set.insert_service(ALICE, &service(1));
        let (pending, hashes) = credential(1);
        set.insert_credential(&pending, &hashes);
        store.commit(set).await.unwrap();
        assert_eq!(store.strays(10).await.unwrap(), [], "a pending credential is nobody's yet");

        let mut set = WriteSet::without_account();
        for id in [1, 2] {
            set.insert_service(account_id(40), &service(id));
            set.insert_payment(account_id(40 + id), &payment(id, id));
        }
        store.commit(set).await.unwrap();
        let stray = |table, id| (table, account_id(id));
        let expected = [stray("service", 40), stray("payment", 41), stray("payment", 42)];
        assert_eq!(store.strays(10).await.unwrap(), expected);
        assert_eq!(store.strays(1).await.unwrap(), expected[..2]);
    })
    .await;
}
