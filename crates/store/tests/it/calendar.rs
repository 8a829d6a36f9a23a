//! What the calendar keeps: states of services with their dates, what is due, runs, notices, parked accounts.

use jiff::civil::date;
use perennial_core::automatic::NoticeKind;
use perennial_core::budget::Tally;
use perennial_core::renew::{AutomaticKind, RenewMode, RenewSettings, Stop};
use perennial_core::run::{Run, RunState};
use perennial_core::service::{Agenda, ServiceChange, ServiceState, Suspension, Unpaid};
use perennial_core::*;
use perennial_store::testing::each_database;
use perennial_store::*;

use crate::samples::*;

#[tokio::test]
async fn every_state_and_setting_comes_back_as_it_was_written() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        store.commit(set).await.unwrap();
        let unpaid = Unpaid {
            since: date(2027, 2, 1),
            attempts: 3,
            order: Some(order_id(5)),
            attempts_before: 1,
        };
        let states = [
            ServiceState::Active,
            ServiceState::Unpaid(unpaid),
            ServiceState::Unpaid(Unpaid { order: None, ..unpaid }),
            ServiceState::Suspended(Suspension {
                since: date(2027, 2, 28),
                redemption_from: None,
                delete_on: date(2027, 3, 5),
            }),
            ServiceState::Deleted,
            ServiceState::InCreation,
        ];
        for state in states {
            let agenda = Agenda { looked_on: Some(date(2027, 3, 1)), ..Agenda::default() };
            let look = ServiceChange::Look { service: service_id(1), state, agenda };
            let mut set = set_after(&mut head);
            set.change_service(ALICE, &look);
            store.commit(set).await.unwrap();
            let found = store.service(ALICE, service_id(1)).await.unwrap().unwrap();
            assert_eq!((found.state, found.agenda), (state, agenda));
        }
        let mode = RenewMode::Automatic(AutomaticKind::V2014);
        let renew = RenewSettings::try_new(mode, None, Some(Stop::AtEngagementEnd)).unwrap();
        let due_on = Some(date(2027, 4, 1));
        let mut set = set_after(&mut head);
        let arrange = ServiceChange::Arrange { service: service_id(1), renew, due_on };
        set.change_service(ALICE, &arrange);
        store.commit(set).await.unwrap();
        let found = store.service(ALICE, service_id(1)).await.unwrap().unwrap();
        assert_eq!((found.renew, found.agenda.due_on), (renew, due_on));

        let chosen = account::AutoRenew {
            active: false,
            renew_day: calendar::RenewDay::try_new(7).unwrap(),
        };
        let mut set = set_after(&mut head);
        set.set_autorenew(ALICE, chosen);
        let alerts = account::Alerts { prepaid: None, points: account::Threshold::try_new(0).ok() };
        set.set_alerts(ALICE, alerts);
        let mut changed = method(80);
        set.insert_payment_method(ALICE, &changed);
        (changed.is_default, changed.refused_at) = (false, None);
        set.set_payment_method(ALICE, &changed);
        store.commit(set).await.unwrap();
        let stored = store.account(ALICE).await.unwrap().unwrap();
        assert_eq!(stored.account.autorenew, Some(chosen));
        assert_eq!(stored.account.alerts, alerts);
        assert_eq!(store.payment_methods(ALICE).await.unwrap(), [changed]);
    })
    .await;
}

/// A service that is due on a day.
fn due(id: i64, on: Option<jiff::civil::Date>) -> Service {
    let mut service = service(id);
    service.agenda.due_on = on;
    service
}

#[tokio::test]
async fn what_is_due_is_found_by_partition_and_account() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let (first, second) = (Some(date(2027, 4, 1)), Some(date(2027, 4, 2)));
        // All in one partition, and one elsewhere.
        for (number, services) in [
            (16, vec![due(1, first), due(2, second), due(3, None)]),
            (32, vec![due(1, second)]),
            (48, vec![due(1, first)]),
            (1_600_000_000, vec![due(1, second)]),
        ] {
            let id = account_id(number);
            let mut head = add_account(&store, account(id, &format!("ab{number}-ovh"))).await;
            let mut set = set_after(&mut head);
            for service in &services {
                set.insert_service(id, service);
            }
            set.insert_payment_method(id, &method(80));
            store.commit(set).await.unwrap();
        }
        let mut expected = vec![None; 16];
        (expected[0], expected[1]) = (first, second);
        assert_eq!(store.first_due().await.unwrap(), expected);

        let day = date(2027, 4, 1);
        let chunk = store.next_due_chunk(0, day, None, 1).await.unwrap().unwrap();
        assert_eq!(chunk.last, account_id(16));
        let accounts = async |chunk: &DueChunk, day| {
            let due = store.due_accounts(chunk, day).await.unwrap();
            let services = |due: &DueAccount| due.services.iter().map(|s| s.id.get()).collect();
            due.iter()
                .map(|due| (due.stored.account.id.get(), services(due)))
                .collect::<Vec<(i64, Vec<i64>)>>()
        };
        assert_eq!(accounts(&chunk, day).await, [(16, vec![1])]);
        assert_eq!(accounts(&chunk, date(2027, 4, 2)).await, [(16, vec![1, 2])], "all of it");
        let chunk = store.next_due_chunk(0, day, Some(chunk.last), 10).await.unwrap().unwrap();
        let loaded = store.due_accounts(&chunk, day).await.unwrap();
        assert_eq!(loaded.len(), 1);
        assert_eq!(loaded[0].stored, store.account(account_id(48)).await.unwrap().unwrap());
        assert_eq!((&loaded[0].methods[..], loaded[0].is_linked), (&[method(80)][..], false));
        assert_eq!(store.next_due_chunk(0, day, Some(chunk.last), 10).await.unwrap(), None);

        let mut set = WriteSet::without_account();
        set.wake(account_id(16), date(2027, 3, 30));
        set.park(&Parked { account: account_id(48), at: at(9), reason: "odd".to_owned() });
        store.commit(set).await.unwrap();
        let day = date(2027, 3, 30);
        let chunk = store.next_due_chunk(0, day, None, 10).await.unwrap().unwrap();
        assert_eq!(accounts(&chunk, day).await, [(16, vec![1, 2, 3])]);
        let parked = store.parked().await.unwrap();
        assert_eq!((parked.len(), parked[0].account), (1, account_id(48)));
        assert_eq!(store.next_due_chunk(0, date(2027, 4, 1), None, 9).await.unwrap(), None);

        let mut set = WriteSet::without_account();
        set.unpark(account_id(48));
        set.wake_all(date(2027, 3, 29));
        store.commit(set).await.unwrap();
        assert_eq!(store.first_due().await.unwrap()[0], Some(date(2027, 3, 29)));
        assert_eq!(store.parked().await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_account_is_held_with_the_orders_that_its_unpaid_services_wait_for() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut unpaid = service(1);
        unpaid.state = ServiceState::Unpaid(Unpaid {
            since: date(2027, 2, 1),
            attempts: 1,
            order: Some(order_id(5)),
            attempts_before: 0,
        });
        let mut declined = payment(3, 5);
        declined.state =
            payment::PaymentState::Declined { at: at(4), decline: payment::Decline::Soft };
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &unpaid);
        set.insert_service(ALICE, &service(2));
        set.insert_order(ALICE, &order(5, &[1]));
        set.insert_payment(ALICE, &declined);
        store.commit(set).await.unwrap();
        let load = store.holding(ALICE).await.unwrap().unwrap();
        assert_eq!(load.stored.head, head);
        assert_eq!(load.services, [unpaid, service(2)]);
        assert_eq!(load.standing.len(), 1);
        assert_eq!(load.standing[0].order, order(5, &[1]));
        assert_eq!(load.standing[0].payments, [declined]);
        assert!(store.holding(account_id(8)).await.unwrap().is_none());
    })
    .await;
}

fn run(id: i64, state: RunState) -> Run {
    let amounts = [eur("45.44"), Money::parse("1", Currency::Usd).unwrap()];
    Run {
        id: RunId::try_new(id).unwrap(),
        day: date(2027, 2, 1),
        planned_at: at(id),
        planned_on: date(2027, 2, 3),
        state,
        planned: Tally {
            accounts: 1,
            renewals: 2,
            repeats: 3,
            orders: 4,
            retries: 5,
            not_renewed: 6,
            notices: 7,
            suspensions: 8,
            deletions: 9,
            amounts: amounts.into_iter().map(|sum| (sum.currency(), sum)).collect(),
        },
        excesses: vec!["2 renewals, at most 1 allowed".to_owned(), "and more".to_owned()],
        decision: None,
        finished_at: None,
    }
}

#[tokio::test]
async fn a_run_waits_is_approved_shared_and_finished() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let (waiting, cancelled) = (run(1, RunState::Waiting), run(2, RunState::Waiting));
        let mut set = WriteSet::without_account();
        set.insert_run(&waiting, &[0, 3]);
        set.insert_run(&cancelled, &[0]);
        store.commit(set).await.unwrap();
        let id = waiting.id;
        assert_eq!(store.run(id).await.unwrap(), Some(waiting.clone()));
        assert_eq!(store.last_runs(1).await.unwrap(), std::slice::from_ref(&cancelled));
        let both = [waiting.clone(), cancelled.clone()];
        assert_eq!(store.runs_of_day(cancelled.day).await.unwrap(), both);
        assert_eq!(store.runs_of_day(cancelled.day.tomorrow().unwrap()).await.unwrap(), []);

        let decide = async |run, state| {
            let mut set = WriteSet::without_account();
            set.decide_run(run, state, "operator", at(50));
            store.commit(set).await
        };
        decide(cancelled.id, RunState::Cancelled).await.unwrap();
        decide(id, RunState::Running).await.unwrap();
        assert!(decide(id, RunState::Cancelled).await.is_err(), "it does not wait any more");

        let take = async |partitions: &[i64], holder, now, until| {
            let mut set = WriteSet::without_account();
            set.take_partitions(id, partitions, holder, at(now), at(until));
            store.commit(set).await
        };
        take(&[0, 3], 77, 60, 90).await.unwrap();
        assert!(take(&[3], 88, 61, 91).await.is_err(), "it is somebody else's");
        take(&[3], 88, 90, 120).await.unwrap();
        let progress = async |partition, holder, finished_at| {
            let done = Tally { renewals: 2, ..Tally::default() };
            let held_until = at(130);
            let part = RunPartition { partition, holder, held_until, done, finished_at };
            let mut set = WriteSet::without_account();
            set.record_progress(id, &part);
            store.commit(set).await
        };
        progress(0, 77, None).await.unwrap();
        assert!(progress(3, 77, Some(at(95))).await.is_err(), "it was taken over");
        progress(3, 88, Some(at(95))).await.unwrap();
        let parts = store.run_partitions(id).await.unwrap();
        let shown: Vec<_> = parts
            .iter()
            .map(|p| (p.partition, p.holder, p.held_until, p.done.renewals, p.finished_at))
            .collect();
        assert_eq!(shown, [(0, 77, at(130), 2, None), (3, 88, at(130), 2, Some(at(95)))]);
        assert!(take(&[3], 99, 200, 210).await.is_err(), "it is done");

        let mut set = WriteSet::without_account();
        set.finish_run(id, at(99));
        store.commit(set).await.unwrap();
        let done = store.runs_done_since(at(0)).await.unwrap();
        let decision = Some(("operator".to_owned(), at(50)));
        let finished_at = Some(at(99));
        assert_eq!(done, [Run { state: RunState::Done, decision, finished_at, ..waiting }]);
        assert_eq!(store.runs_done_since(at(2)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_there_once_and_moves_on() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let notice = |id: i64, topic: &str| StoredNotice {
            account: ALICE,
            id: NoticeId::try_new(id).unwrap(),
            topic: topic.to_owned(),
            kind: NoticeKind::PaymentFailed,
            recipient: name("alice@example.com"),
            language: name("fi_FI"),
            data: "{}".to_owned(),
            created_at: at(id),
            words: None,
            state: NoticeState::Waiting,
            attempts: 0,
            next_at: Some(at(id)),
            sent_at: None,
            sealed_token: Some(vec![0, 1, 255]).filter(|_| id == 1),
        };
        let first = notice(1, "paymentFailed 2027-02-01");
        let mut set = set_after(&mut head);
        set.insert_notice(&first);
        set.insert_notice(&notice(2, "paymentFailed 2027-02-05"));
        store.commit(set).await.unwrap();
        // What comes with it is done.
        let mut again = set_after(&mut head);
        again.insert_notice(&notice(3, "paymentFailed 2027-02-01"));
        store.commit(again).await.unwrap();
        assert_eq!(store.notices(ALICE).await.unwrap().len(), 2);

        assert_eq!(store.waiting_notices(at(1), 10).await.unwrap(), std::slice::from_ref(&first));
        let sent = StoredNotice {
            words: Some(("Subject".to_owned(), "Body".to_owned())),
            state: NoticeState::Sent,
            attempts: 1,
            next_at: None,
            sent_at: Some(at(5)),
            ..first
        };
        let send = async || {
            let mut set = WriteSet::without_account();
            set.set_notice(0, &sent);
            store.commit(set).await
        };
        send().await.unwrap();
        assert!(send().await.is_err(), "somebody else was faster");
        assert_eq!(store.notice(ALICE, sent.id).await.unwrap(), Some(sent.clone()));
        assert_eq!(store.notices(ALICE).await.unwrap().len(), 2);
        let ids: Vec<i64> =
            store.notice_ids(ALICE).await.unwrap().into_iter().map(NoticeId::get).collect();
        assert_eq!(ids, [1, 2], "the oldest first");
        assert_eq!(store.notice_ids(account_id(8)).await.unwrap(), []);
        assert_eq!(store.waiting_notices(at(9), 10).await.unwrap().len(), 1);
        assert_eq!(store.notice(account_id(8), sent.id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn many_write_sets_are_one() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let ids: Vec<AccountId> = (100..120).map(account_id).collect();
        let mut heads = Vec::new();
        for id in &ids {
            heads.push(add_account(&store, account(*id, &format!("ab{id}-ovh"))).await);
        }
        let make = |head: &journal::Head| {
            let mut set = WriteSet::of_account(&next(*head));
            set.insert_service(head.account, &service(1));
            set.insert_order(head.account, &order(5, &[1]));
            let hold = ServiceChange::Hold { service: service_id(1), order: order_id(5) };
            set.change_service(head.account, &hold);
            set
        };
        store.commit(WriteSet::together(heads.iter().map(make))).await.unwrap();
        for id in &ids {
            let held = store.service(*id, service_id(1)).await.unwrap().unwrap();
            assert_eq!(held, Service { held_by: Some(order_id(5)), ..service(1) });
            assert_eq!(store.order(*id, order_id(5)).await.unwrap(), Some(order(5, &[1])));
        }
        let again = store.commit(WriteSet::together(heads.iter().map(make))).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");

        // One of them was overtaken: none of it happens.
        let later: Vec<journal::Head> = heads.iter().map(|head| next(*head).head()).collect();
        let rename = |head: &journal::Head| {
            let mut set = WriteSet::of_account(&next(*head));
            set.rename_service(head.account, service_id(1), &None);
            set
        };
        let mut mixed = later.clone();
        mixed[7] = heads[7];
        let refused = store.commit(WriteSet::together(mixed.iter().map(rename))).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        let name = store.service(ids[0], service_id(1)).await.unwrap().unwrap().display_name;
        assert_eq!(name, service(1).display_name);
        store.commit(WriteSet::together(later.iter().map(rename))).await.unwrap();
    })
    .await;
}
