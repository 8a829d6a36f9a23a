//! Operators, their sessions and their journal; and accounts by the beginning of what they are called.

use jiff::Timestamp;
use perennial_core::OperatorId;
use perennial_core::operator::{
    Operator, OperatorAction, OperatorEntry, OperatorHead, OperatorState, Role, SealedOperatorEntry,
};
use perennial_store::testing::each_database;
use perennial_store::*;

use crate::samples::*;

fn anna() -> StoredOperator {
    let operator = Operator {
        id: OperatorId::try_new(7).unwrap(),
        name: name("anna"),
        role: Role::Operator,
        state: OperatorState::Active,
        created_at: at(1),
        signed_in_at: None,
    };
    StoredOperator { operator, password_hash: "hash".to_owned(), changed_at: at(2), factor: None }
}

fn entry(number: i64, previous: [u8; 32]) -> SealedOperatorEntry {
    let entry = OperatorEntry {
        number,
        at: at(number),
        actor: "operator anna".to_owned(),
        query_id: "query".to_owned(),
        action: OperatorAction::Add,
        subject: "operator otto".to_owned(),
        detail: String::new(),
        previous,
    };
    SealedOperatorEntry { entry, hash: [u8::try_from(number).unwrap(); 32] }
}

async fn store(database: &testing::TestDatabase) -> Store {
    Store::open(database.database(), Timestamp::UNIX_EPOCH).await.unwrap().0
}

#[tokio::test]
async fn operators_and_their_sessions() {
    each_database(async |database| {
        let (store, mut anna) = (store(database).await, anna());
        let mut set = WriteSet::without_account();
        set.insert_operator(&anna);
        store.commit(set).await.unwrap();
        let found = store.operator_by_name(&name("anna")).await.unwrap();
        assert_eq!(found, Some(anna.clone()));
        let mut again = WriteSet::without_account();
        let other = Operator { id: OperatorId::try_new(8).unwrap(), ..anna.operator.clone() };
        again.insert_operator(&StoredOperator { operator: other, ..anna.clone() });
        assert!(matches!(store.commit(again).await, Err(StoreError::Duplicate { .. })));

        anna.factor = Some(Factor { sealed_secret: vec![1, 2], step: 5 });
        anna.operator.role = Role::ReadOnly;
        let id = anna.operator.id;
        let mut set = WriteSet::without_account();
        set.set_operator(&anna);
        set.note_operator_signed_in(id, at(9));
        set.use_operator_code(id, 6);
        store.commit(set).await.unwrap();
        anna.operator.signed_in_at = Some(at(9));
        anna.factor = Some(Factor { sealed_secret: vec![1, 2], step: 6 });
        assert_eq!(store.operators().await.unwrap(), [anna.clone()]);
        let mut set = WriteSet::without_account();
        set.use_operator_code(id, 6);
        assert!(matches!(store.commit(set).await, Err(StoreError::RowCount { .. })), "used");

        let session = |hash: u8, ends: i64| OperatorSession {
            hash: [hash; 32],
            operator: id,
            stage: Stage::SignedIn,
            created_at: at(1),
            ends_at: at(ends),
        };
        let mut set = WriteSet::without_account();
        for one in [session(1, 50), session(2, 60), session(3, 70)] {
            set.insert_operator_session(&one);
        }
        set.delete_operator_session(&[3; 32]);
        set.forget_operator_sessions(at(50));
        store.commit(set).await.unwrap();
        assert_eq!(store.operator_session(&[1; 32]).await.unwrap(), None, "it is over");
        assert_eq!(store.operator_session(&[2; 32]).await.unwrap(), Some(session(2, 60)));
        assert_eq!(store.operator_session(&[3; 32]).await.unwrap(), None);
        assert_eq!(store.stray_operator_sessions(9).await.unwrap(), []);
        anna.operator.state = OperatorState::Removed;
        let mut set = WriteSet::without_account();
        set.set_operator(&anna);
        store.commit(set).await.unwrap();
        assert_eq!(store.stray_operator_sessions(9).await.unwrap(), [id]);
        let mut set = WriteSet::without_account();
        set.delete_operator_sessions(id);
        store.commit(set).await.unwrap();
        assert_eq!(store.operator_session(&[2; 32]).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn of_two_entries_with_one_number_one_is_stored() {
    each_database(async |database| {
        let store = store(database).await;
        assert_eq!(store.operator_head().await.unwrap(), OperatorHead::EMPTY);
        let (first, second) = (entry(1, [0; 32]), entry(2, [1; 32]));
        for one in [&first, &second] {
            store.commit(WriteSet::of_operators(one)).await.unwrap();
        }
        let late = store.commit(WriteSet::of_operators(&entry(2, [9; 32]))).await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        let head = OperatorHead { number: 2, hash: [2; 32] };
        assert_eq!(store.operator_head().await.unwrap(), head);
        let after = store.operator_journal_after(0, 9).await.unwrap();
        assert_eq!(after, [first.clone(), second.clone()]);
        let before = store.operator_journal_before(i64::MAX, 9).await.unwrap();
        assert_eq!(before, [second, first.clone()]);
        assert_eq!(store.operator_journal_before(2, 9).await.unwrap(), [first]);
    })
    .await;
}

#[tokio::test]
async fn accounts_by_the_beginning_of_what_they_are_called() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        store.commit(set).await.unwrap();
        add_account(&store, account(account_id(9), "zz9-ovh")).await;
        let found = async |text: &str| {
            let found = store.accounts_beginning_with(text, 10).await.unwrap();
            found.into_iter().map(perennial_core::AccountId::get).collect::<Vec<_>>()
        };
        let alice = ALICE.get();
        assert_eq!(found("ab1").await, [alice]);
        assert_eq!(found("AB1-OVH").await, [alice]);
        assert_eq!(found("ns1.").await, [alice]);
        assert_eq!(found("NS1.EX").await, [alice]);
        assert_eq!(found("b1").await, []);
        assert_eq!(found("zz").await, [9]);
        assert_eq!(store.accounts_after_name("", 9).await.unwrap(), [ALICE, account_id(9)]);
        assert_eq!(store.accounts_after_name("ab1-ovh", 9).await.unwrap(), [account_id(9)]);
        let both = store.accounts_of(&[account_id(9), account_id(77), ALICE]).await.unwrap();
        assert_eq!(
            both.iter().map(|one| one.account.id).collect::<Vec<_>>(),
            [account_id(9), ALICE]
        );
        assert_eq!(store.queues().await.unwrap(), Queues::default());
        let journal = store.journal_before(ALICE, i64::MAX, 1).await.unwrap();
        assert_eq!(journal[0].entry.version, head.version);
    })
    .await;
}
