//! Terminations, answers to forms and changes of contacts come back as they went in. Of the terminations of a service one
//! waits at most.

use jiff::Timestamp;
use jiff::civil::date;
use perennial_core::contact::{ContactChange, ContactChangeState, ContactKind, Party};
use perennial_core::form::TERMINATION;
use perennial_core::service::Contacts;
use perennial_core::termination::{
    Commentary, FutureUse, Reason, Survey, Termination, TerminationState,
};
use perennial_core::{ContactChangeId, ServiceId, TerminationId};
use perennial_store::testing::each_database;
use perennial_store::{StoreError, StoredContactChange, StoredTermination, WriteSet};

use crate::samples::{
    ALICE, account_id, at, name, service, service_id, set_after, store_with_alice,
};

fn id(value: i64) -> TerminationId {
    TerminationId::try_new(value).unwrap()
}

fn termination(value: i64, service: ServiceId, state: TerminationState) -> StoredTermination {
    let termination = Termination {
        id: id(value),
        service,
        asked_at: at(value),
        valid_until: at(value + 100),
        state,
    };
    StoredTermination { termination, token_hash: [u8::try_from(value).unwrap(); 32] }
}

fn confirmed(survey: Survey) -> TerminationState {
    TerminationState::Confirmed { at: at(50), ends_on: Some(date(2027, 2, 28)), survey }
}

fn everything() -> Survey {
    Survey {
        reason: Some(Reason::NotNeeded),
        future_use: Some(FutureUse::OtherKindElsewhere),
        commentary: Commentary::parse("Merci\n— à bientôt").unwrap(),
    }
}

#[tokio::test]
async fn each_state_comes_back_as_it_went_in() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let states = [
            TerminationState::Waiting,
            TerminationState::Replaced,
            confirmed(Survey::default()),
            confirmed(everything()),
            TerminationState::Confirmed { at: at(50), ends_on: None, survey: Survey::default() },
        ];
        let all: Vec<StoredTermination> = (1..)
            .zip(states)
            .map(|(value, state)| termination(value, service_id(value), state))
            .collect();
        let mut set = WriteSet::without_account();
        all.iter().for_each(|one| set.insert_termination(ALICE, one));
        store.commit(set).await.unwrap();
        assert_eq!(store.terminations(ALICE).await.unwrap(), all);
        assert_eq!(store.terminations(account_id(8)).await.unwrap(), []);
        for one in &all {
            let found = store.termination(ALICE, one.termination.id).await.unwrap();
            assert_eq!(found.as_ref(), Some(one));
            let waiting = store.waiting_termination(ALICE, one.termination.service).await.unwrap();
            let waits = one.termination.state == TerminationState::Waiting;
            assert_eq!(waiting.as_ref(), Some(one).filter(|_| waits));
        }
        assert_eq!(store.termination(ALICE, id(99)).await.unwrap(), None);
        assert_eq!(store.termination(account_id(8), id(1)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_last_of_a_service_waits_and_is_confirmed_once() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let service = service_id(1);
        for value in 1..=3 {
            let mut set = WriteSet::without_account();
            let waiting = termination(value, service, TerminationState::Waiting);
            set.insert_termination(ALICE, &waiting);
            store.commit(set).await.unwrap();
            let found = store.waiting_termination(ALICE, service).await.unwrap();
            assert_eq!(found, Some(waiting));
        }
        let states = |all: Vec<StoredTermination>| {
            all.into_iter().map(|one| one.termination.state).collect::<Vec<_>>()
        };
        let (replaced, waiting) = (TerminationState::Replaced, TerminationState::Waiting);
        assert_eq!(
            states(store.terminations(ALICE).await.unwrap()),
            [replaced.clone(), replaced.clone(), waiting]
        );
        let confirm = async |value, state| {
            let mut set = WriteSet::without_account();
            set.confirm_termination(ALICE, id(value), &state);
            store.commit(set).await
        };
        for value in [1, 2, 99] {
            let refused = confirm(value, confirmed(everything())).await;
            assert!(matches!(refused, Err(StoreError::RowCount { .. })), "{refused:?}");
        }
        confirm(3, confirmed(everything())).await.unwrap();
        assert!(confirm(3, confirmed(Survey::default())).await.is_err(), "once");
        assert_eq!(
            states(store.terminations(ALICE).await.unwrap()),
            [replaced.clone(), replaced, confirmed(everything())]
        );
        assert_eq!(store.waiting_termination(ALICE, service).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_last_answers_of_a_form_are_kept() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let service = service_id(1);
        let answer = async |given: &[(&str, &str)]| {
            let given: Vec<(String, String)> =
                given.iter().map(|(q, value)| ((*q).to_owned(), (*value).to_owned())).collect();
            let answers = TERMINATION.check(&given).unwrap();
            let mut set = WriteSet::without_account();
            set.answer_form(ALICE, service, &TERMINATION, &answers, at(1));
            store.commit(set).await.unwrap();
            store.form_answers(ALICE, service, &TERMINATION).await.unwrap()
        };
        let pair = |question: &str, value: &str| (question.to_owned(), value.to_owned());
        let first = answer(&[("reason", "OTHER"), ("commentary", "Adieu —")]).await;
        assert_eq!(first, [pair("commentary", "Adieu —"), pair("reason", "OTHER")]);
        assert_eq!(answer(&[("reason", "NO_ANSWER")]).await, [pair("reason", "NO_ANSWER")]);
        let others = store.form_answers(ALICE, service_id(2), &TERMINATION).await.unwrap();
        assert_eq!(others, []);
    })
    .await;
}

fn party(nichandle: &str, account: Option<i64>, accepted_at: Option<Timestamp>) -> Party {
    Party { nichandle: name(nichandle), account: account.map(account_id), accepted_at }
}

#[tokio::test]
async fn changes_of_contacts_are_found_by_everybody_they_are_about() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let change = ContactChange {
            id: ContactChangeId::try_new(5).unwrap(),
            service: service_id(1),
            service_name: name("ns1.example.net"),
            kinds: vec![ContactKind::Admin, ContactKind::Tech],
            asked_by: name("ab1-ovh"),
            from: party("old-ovh", None, None),
            to: party("bob-ovh", Some(8), None),
            asked_at: at(1),
            valid_until: at(100),
            state: ContactChangeState::Asked,
        };
        let stored = StoredContactChange {
            account: ALICE,
            change: change.clone(),
            from_token_hash: None,
            to_token_hash: Some([7; 32]),
        };
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        set.insert_contact_change(&stored);
        store.commit(set).await.unwrap();
        for involved in [ALICE, account_id(8)] {
            let all = store.contact_changes(involved).await.unwrap();
            assert_eq!(all, std::slice::from_ref(&stored));
            let one = store.contact_change(involved, change.id).await.unwrap();
            assert_eq!(one.as_ref(), Some(&stored));
        }
        assert_eq!(store.contact_changes(account_id(9)).await.unwrap(), []);
        assert_eq!(store.contact_change(account_id(9), change.id).await.unwrap(), None);

        let renewed = StoredContactChange { to_token_hash: Some([8; 32]), ..stored };
        let done = ContactChange {
            to: party("bob-ovh", Some(8), Some(at(2))),
            state: ContactChangeState::Done { at: at(2) },
            ..change
        };
        let contacts = Contacts { admin: name("a"), billing: name("b"), tech: name("c") };
        let mut set = set_after(&mut head);
        set.renew_contact_tokens(&renewed);
        set.answer_contact_change(ALICE, &done);
        set.set_contacts(ALICE, service_id(1), &contacts);
        store.commit(set).await.unwrap();
        let found = store.contact_change(ALICE, done.id).await.unwrap().unwrap();
        assert_eq!(found, StoredContactChange { change: done.clone(), ..renewed });
        let held = store.service(ALICE, service_id(1)).await.unwrap().unwrap();
        assert_eq!(held.contacts, contacts);
        let mut again = set_after(&mut head);
        again.answer_contact_change(ALICE, &done);
        assert!(store.commit(again).await.is_err(), "it is answered once");
    })
    .await;
}
