//! Whatever is stored is read back as it was, on every database.

use std::time::Duration;

use perennial_core::bill::{Bill, Register};
use perennial_core::journal::Head;
use perennial_core::ledger::{Entry, LedgerAccount, Transaction};
use perennial_core::link::{Link, LinkKind};
use perennial_core::means::{Balances, Means, MethodKind};
use perennial_core::order::{CancelReason, OrderState};
use perennial_core::payment::{Decline, PaymentState};
use perennial_core::renew::Stop;
use perennial_core::service::{Agenda, ServiceChange, ServiceState};
use perennial_core::settlement::Extension;
use perennial_core::*;
use perennial_store::testing::each_database;
use perennial_store::*;

use crate::samples::*;

#[tokio::test]
async fn accounts_and_their_journals() {
    each_database(async |database| {
        let (store, head) = store_with_alice(database).await;
        let alice = account(ALICE, "ab1-ovh");
        let balances = Balances::empty(alice.currency);
        let stored = StoredAccount { account: alice, head, balances };
        assert_eq!(store.account(ALICE).await.unwrap(), Some(stored));
        assert_eq!(store.account_by_nichandle(&name("ab1-ovh")).await.unwrap(), Some(ALICE));
        assert_eq!(store.account_by_nichandle(&name("AB1-OVH")).await.unwrap(), None);

        let taken = account(account_id(8), "ab1-ovh");
        let set = WriteSet::new_account(&taken, &balances, &next(Head::empty(taken.id)));
        let error = store.commit(set).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Duplicate { table } if table == "nichandle"),
            "{error}"
        );

        add_account(&store, account(account_id(9), "zz9-ovh")).await;
        assert_eq!(store.accounts_after(None, 10).await.unwrap(), [ALICE, account_id(9)]);
        assert_eq!(store.accounts_after(Some(ALICE), 10).await.unwrap(), [account_id(9)]);

        let second = next(head);
        store.commit(WriteSet::of_account(&second)).await.unwrap();
        let journal = store.journal_after(ALICE, 0, 10).await.unwrap();
        assert_eq!(journal, [next(Head::empty(ALICE)), second.clone()]);
        assert_eq!(store.journal_after(ALICE, 1, 10).await.unwrap(), [second]);
    })
    .await;
}

#[tokio::test]
async fn plans_are_replaced_with_all_their_prices() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let put = async |plan: &Plan| {
            let mut set = WriteSet::without_account();
            set.put_plan(plan);
            store.commit(set).await.unwrap();
        };
        put(&plan("vps-1")).await;
        put(&plan("vps-2")).await;
        assert_eq!(
            store.price_list().await.unwrap(),
            [plan("vps-1"), plan("vps-2")].into_iter().collect()
        );
        let bare = Plan::new(name("vps-1"), plan("vps-1").product, name("renamed"));
        put(&bare).await;
        assert_eq!(store.price_list().await.unwrap().get(&name("vps-1")), Some(&bare));
    })
    .await;
}

#[tokio::test]
async fn services_links_and_groups() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let option = Link { from: service_id(2), to: service_id(1), kind: LinkKind::OptionOf };
        let mut linked = service(2);
        linked.group = service_id(1);
        linked.display_name = None;
        linked.renew = renew::RenewSettings::try_new(
            renew::RenewMode::OneShot,
            None,
            Some(Stop::AtExpiration),
        )
        .unwrap();
        let mut set = set_after(&mut head);
        for service in [service(1), linked.clone(), service(3)] {
            set.insert_service(ALICE, &service);
        }
        set.insert_link(ALICE, &option, service_id(1));
        store.commit(set).await.unwrap();

        assert_eq!(store.service(ALICE, service_id(2)).await.unwrap(), Some(linked.clone()));
        assert_eq!(
            store.service(account_id(8), service_id(2)).await.unwrap(),
            None,
            "another account's"
        );
        let found = store.service_id(ALICE, "dedicated/server", "ns3.example.net").await.unwrap();
        assert_eq!(found, Some(service_id(3)));
        assert_eq!(store.service_id(ALICE, "vps", "ns3.example.net").await.unwrap(), None);
        assert_eq!(store.service_ids(ALICE).await.unwrap(), [1, 2, 3].map(service_id));
        let names = store.service_names(ALICE, "dedicated/server").await.unwrap();
        assert_eq!(names, ["ns1.example.net", "ns2.example.net", "ns3.example.net"]);

        let load = store.group(ALICE, service_id(2)).await.unwrap().unwrap();
        let group = strategy::Group::try_new(vec![service(1), linked], vec![option]).unwrap();
        assert_eq!((load.group, load.account.id, load.head), (group, ALICE, head));
        assert_eq!(store.group(ALICE, service_id(4)).await.unwrap(), None);

        let mut set = set_after(&mut head);
        set.regroup_service(ALICE, service_id(3), service_id(1));
        set.rename_service(ALICE, service_id(3), &None);
        store.commit(set).await.unwrap();
        let three = store.service(ALICE, service_id(3)).await.unwrap().unwrap();
        assert_eq!((three.group, three.display_name), (service_id(1), None));

        let mut again = set_after(&mut head);
        again.insert_service(ALICE, &Service { id: service_id(4), ..service(3) });
        assert!(store.commit(again).await.is_err(), "the same name twice in one product line");
    })
    .await;
}

#[tokio::test]
async fn a_service_is_extended_from_the_expiry_it_has_and_a_period_is_sold_once() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        store.commit(set).await.unwrap();

        let from = service(1).expiry;
        let to = from.extended(Period::parse("P3M").unwrap()).unwrap();
        let state = ServiceState::Active;
        let agenda = Agenda { due_on: Some(to.on()), ..service(1).agenda };
        let extension = Extension { service: service_id(1), from, to, state, agenda };
        let mut set = set_after(&mut head);
        set.change_service(ALICE, &ServiceChange::Extend(extension));
        set.insert_sold_period(ALICE, &extension, order_id(5));
        store.commit(set).await.unwrap();
        let extended = store.service(ALICE, service_id(1)).await.unwrap().unwrap();
        assert_eq!((extended.expiry, extended.state, extended.agenda), (to, state, agenda));
        let sold = SoldPeriod { service: service_id(1), starts_on: from.on(), ends_on: to.on(), order: order_id(5) };
        assert_eq!(store.sold_periods(ALICE).await.unwrap(), [sold]);

        let mut moved = WriteSet::of_account(&next(head));
        moved.change_service(ALICE, &ServiceChange::Extend(extension));
        assert!(matches!(store.commit(moved).await, Err(StoreError::RowCount { .. })));
        let mut twice = WriteSet::of_account(&next(head));
        twice.insert_sold_period(ALICE, &extension, order_id(6));
        assert!(matches!(store.commit(twice).await, Err(StoreError::Duplicate { table }) if table == "service_period"));
    })
    .await;
}

#[tokio::test]
async fn a_service_is_held_by_one_order_at_a_time() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        store.commit(set).await.unwrap();
        let held = async || store.service(ALICE, service_id(1)).await.unwrap().unwrap().held_by;
        let change = async |head: Head, change: ServiceChange| {
            let mut set = WriteSet::of_account(&next(head));
            set.change_service(ALICE, &change);
            store.commit(set).await
        };
        let hold = |order| ServiceChange::Hold { service: service_id(1), order: order_id(order) };
        let release = |order| ServiceChange::Release {
            service: service_id(1),
            order: order_id(order),
            state: ServiceState::Active,
        };

        change(head, hold(5)).await.unwrap();
        head = next(head).head();
        assert_eq!(held().await, Some(order_id(5)));
        assert!(matches!(change(head, hold(6)).await, Err(StoreError::RowCount { .. })));
        assert!(matches!(change(head, release(6)).await, Err(StoreError::RowCount { .. })));
        change(head, release(5)).await.unwrap();
        assert_eq!(held().await, None);
        let service = store.service(ALICE, service_id(1)).await.unwrap().unwrap();
        assert_eq!(service.agenda.due_on, service.agenda.looked_on, "it is looked at again");
    })
    .await;
}

#[tokio::test]
async fn orders_in_every_state() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let states = [
            OrderState::Unpaid,
            OrderState::Paying { payment: payment_id(5) },
            OrderState::Settled { payment: payment_id(5), at: at(50) },
            OrderState::Cancelled { at: at(60), reason: CancelReason::NotPaidInTime },
            OrderState::Cancelled { at: at(60), reason: CancelReason::Superseded },
            OrderState::Cancelled { at: at(60), reason: CancelReason::Withdrawn },
        ];
        let mut orders = Vec::new();
        for (id, state) in (1..).zip(states) {
            let unpaid = order(id, &[9, 4]);
            let mut set = set_after(&mut head);
            set.insert_order(ALICE, &unpaid);
            store.commit(set).await.unwrap();
            let order = Order { state, ..unpaid };
            let mut set = set_after(&mut head);
            set.set_order_state(ALICE, &order);
            store.commit(set).await.unwrap();
            assert_eq!(store.order(ALICE, order.id).await.unwrap().as_ref(), Some(&order));
            orders.push(order);
        }
        assert_eq!(store.orders(ALICE).await.unwrap(), orders);
        assert_eq!(
            store.order(account_id(8), order_id(1)).await.unwrap(),
            None,
            "another account's"
        );
        assert_eq!(store.order_ids(ALICE, at(2), at(3)).await.unwrap(), [order_id(2), order_id(3)]);
        let lapsed = async |after, until| {
            let orders = store.lapsed_orders(at(after), at(until), 10).await.unwrap();
            orders.iter().map(|order| (order.order.get(), order.unpaid)).collect::<Vec<_>>()
        };
        let day = 86_400;
        assert_eq!(lapsed(0, day).await, []);
        assert_eq!(lapsed(0, day + 1).await, [(1, true)]);
        assert_eq!(
            lapsed(day + 1, day + 3).await,
            [(2, false), (3, false)],
            "what was seen is behind"
        );

        let standing = async |account, services: &[i64]| {
            let terms = order(7, services).terms;
            store.load_placement(account, &terms, None).await.unwrap().standing
        };
        assert_eq!(standing(ALICE, &[4, 9]).await, [orders[0].clone()], "in any order");
        assert_eq!(standing(ALICE, &[4]).await, [], "of another selection");
        assert_eq!(standing(account_id(8), &[4, 9]).await, [], "of another account");
    })
    .await;
}

#[tokio::test]
async fn payments_in_every_state() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let reference = Some(name("PAY-1"));
        let states = [
            (Means::Prepaid, PaymentState::Pending),
            (Means::Fidelity, PaymentState::Unknown { since: at(3) }),
            (payment(1, 1).means, PaymentState::Captured { at: at(4), reference }),
            (Means::Prepaid, PaymentState::Declined { at: at(5), decline: Decline::Hard }),
            (Means::Prepaid, PaymentState::Voided { at: at(6) }),
        ];
        let mut payments = Vec::new();
        for (id, (means, state)) in (1..).zip(states) {
            let pending = Payment { means, ..payment(id, id) };
            let mut set = set_after(&mut head);
            set.insert_payment(ALICE, &pending);
            store.commit(set).await.unwrap();
            let payment = Payment { state, ..pending };
            let mut set = set_after(&mut head);
            set.set_payment_state(ALICE, &payment);
            store.commit(set).await.unwrap();
            assert_eq!(store.payment(ALICE, payment.id).await.unwrap().as_ref(), Some(&payment));
            payments.push(payment);
        }
        assert_eq!(store.payments(ALICE).await.unwrap(), payments);
        let open = store.open_payments(at(10), 10).await.unwrap();
        assert_eq!(open, [1, 2].map(|n| (ALICE, order_id(n), payment_id(n))));
        assert_eq!(store.open_payments(at(1), 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_loaded_with_everything_it_needs() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let paying =
            Order { state: OrderState::Paying { payment: payment_id(3) }, ..order(2, &[1]) };
        let mut set = set_after(&mut head);
        set.insert_service(ALICE, &service(1));
        set.insert_service(ALICE, &service(2));
        set.insert_order(ALICE, &order(1, &[2, 1]));
        set.insert_order(ALICE, &paying);
        set.insert_payment(ALICE, &payment(3, 2));
        set.insert_payment_method(ALICE, &method(80));
        let balances =
            Balances { prepaid: eur("5"), fidelity: Money::parse("9", Currency::Points).unwrap() };
        set.set_balances(ALICE, &balances);
        let done = Done { content_hash: [4; 32], subject: 77 };
        set.remember_key(ALICE, &[3; 32], &done, at(9));
        store.commit(set).await.unwrap();

        let load = store.load_payment(ALICE, order_id(1), Some(&[3; 32])).await.unwrap().unwrap();
        assert_eq!((load.account, load.head), (account(ALICE, "ab1-ovh"), head));
        assert_eq!((load.order, load.services), (order(1, &[2, 1]), vec![service(1), service(2)]));
        assert_eq!((load.methods, load.balances), (vec![method(80)], balances));
        assert_eq!((load.payment, load.done), (None, Some(done)));

        let load = store.load_settlement(ALICE, order_id(2), payment_id(3)).await.unwrap().unwrap();
        assert_eq!((load.order, load.payment, load.done), (paying, Some(payment(3, 2)), None));
        assert!(store.load_payment(ALICE, order_id(9), None).await.unwrap().is_none());
        assert_eq!(store.done_under_key(account_id(8), &[3; 32]).await.unwrap(), None);

        let mut forget = WriteSet::without_account();
        forget.forget_keys_before(at(9));
        store.commit(forget).await.unwrap();
        assert_eq!(store.done_under_key(ALICE, &[3; 32]).await.unwrap(), Some(done), "not older");

        // Something else is done under the key now; whoever comes later finds it done.
        let again = Done { subject: done.subject + 1, ..done };
        for late in [false, true] {
            let mut replace = WriteSet::without_account();
            replace.replace_under_key(ALICE, &[3; 32], &done, &again, at(9));
            let replaced = store.commit(replace).await;
            assert_eq!(matches!(replaced, Err(StoreError::RowCount { .. })), late);
            assert_eq!(store.done_under_key(ALICE, &[3; 32]).await.unwrap(), Some(again));
        }
        let mut forget = WriteSet::without_account();
        forget.forget_keys_before(at(10));
        store.commit(forget).await.unwrap();
        assert_eq!(store.done_under_key(ALICE, &[3; 32]).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn bills_are_numbered_once_in_the_order_of_settlement() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let series = account(ALICE, "x").subsidiary;
        let bill = |id: i64, settled: i64| {
            let mut buyer = Buyer::of(&account(ALICE, "x"));
            buyer.vat = (id == 1).then(|| buyer.nichandle.clone());
            let written = Bill::written(&order(id, &[1]), series.clone(), buyer, at(settled));
            Bill { seal: (id == 2).then_some([7; 32]), ..written }
        };
        let mut set = set_after(&mut head);
        set.insert_bill(ALICE, &bill(1, 20));
        set.insert_bill(ALICE, &bill(2, 10));
        store.commit(set).await.unwrap();
        assert_eq!(store.unnumbered_series().await.unwrap(), std::slice::from_ref(&series));
        let (none, waiting) = store.load_numbering(&series, 10).await.unwrap();
        assert_eq!(waiting, [(ALICE, order_id(2)), (ALICE, order_id(1))]);
        assert_eq!(none, None);

        let mut register =
            Register { series: series.clone(), last_number: 0, last_issued_at: at(0) };
        let issue = register.issue(at(30)).unwrap();
        let number = |before: Option<&Register>, order: i64| {
            let mut set = WriteSet::without_account();
            set.issue_bills(&[(ALICE, order_id(order), issue.clone())]);
            set.advance_register(before, &register);
            set
        };
        store.commit(number(None, 2)).await.unwrap();
        let (stands, waiting) = store.load_numbering(&series, 10).await.unwrap();
        assert_eq!((stands.as_ref(), waiting), (Some(&register), vec![(ALICE, order_id(1))]));
        assert!(store.commit(number(None, 1)).await.is_err(), "the number is taken");
        assert!(store.commit(number(Some(&register), 2)).await.is_err(), "the bill has its number");
        let issued = Bill { issue: Some(issue.clone()), ..bill(2, 10) };
        assert_eq!(store.bill_of_order(ALICE, order_id(2)).await.unwrap().as_ref(), Some(&issued));
        assert_eq!(store.bill_key(&issue.number).await.unwrap(), Some((ALICE, order_id(2))));
        assert_eq!(
            store.issued_bills(ALICE, at(0), at(99)).await.unwrap(),
            std::slice::from_ref(&issued)
        );
        assert_eq!(store.issued_bills(ALICE, at(31), at(99)).await.unwrap(), []);
        assert_eq!(store.bills(ALICE).await.unwrap(), [bill(1, 20), issued]);
        assert_eq!(store.series().await.unwrap(), [(series.clone(), 1)]);
        let registered = store.register_after(&series, 0, 10).await.unwrap();
        assert_eq!(
            registered.iter().map(|r| (r.number, r.order)).collect::<Vec<_>>(),
            [(1, order_id(2))]
        );
    })
    .await;
}

#[tokio::test]
async fn the_ledger_keeps_every_entry() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let rate = TaxRate::parse("25.5").unwrap();
        let entries = [
            Entry { account: LedgerAccount::Clearing(MethodKind::Paypal), amount: eur("12.55") },
            Entry { account: LedgerAccount::Tax(Tax::agreed(rate)), amount: eur("-12.55") },
        ];
        let id = LedgerTransactionId::try_new(6).unwrap();
        let transaction = Transaction::try_new(id, entries).unwrap();
        let mut set = set_after(&mut head);
        set.post(ALICE, Some(order_id(1)), at(3), &[transaction]);
        store.commit(set).await.unwrap();
        let posted = entries.map(|entry| Posted {
            transaction: id,
            order: Some(order_id(1)),
            at: at(3),
            entry,
        });
        assert_eq!(store.ledger(ALICE).await.unwrap(), posted);
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_held_by_one_at_a_time() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let take = async |holder, now: i64| {
            store.take_lease("bills", holder, at(now), at(now + 10)).await.unwrap()
        };
        assert!(take(1, 0).await);
        assert!(!take(2, 5).await);
        assert!(take(1, 5).await, "its holder keeps it");
        assert!(!take(2, 14).await);
        assert!(take(2, 15).await, "it is over");
        assert!(!take(1, 16).await);
        store.release_lease("bills", 1, at(16)).await.unwrap();
        assert!(!take(1, 16).await, "only its holder can give it up");
        store.release_lease("bills", 2, at(16)).await.unwrap();
        assert!(take(1, 16).await);
    })
    .await;
}

#[tokio::test]
async fn imports_and_facts_are_recorded_once() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let record = || {
            let mut set = WriteSet::without_account();
            set.record_import(&[7; 32], at(1), "2 accounts");
            set
        };
        assert_eq!(store.imported(&[7; 32]).await.unwrap(), None);
        store.commit(record()).await.unwrap();
        assert!(store.commit(record()).await.is_err());
        assert_eq!(store.imported(&[7; 32]).await.unwrap(), Some((at(1), "2 accounts".to_owned())));

        let mut set = WriteSet::without_account();
        set.set_meta("colour", b"red");
        set.set_meta("colour", b"");
        store.commit(set).await.unwrap();
        assert_eq!(store.meta("colour").await.unwrap(), Some(vec![]));
    })
    .await;
}

#[tokio::test]
async fn the_sandbox_gateway_has_its_own_books() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let method = PaymentMethodId::try_new(80).unwrap();
        assert_eq!(store.sandbox_outcomes(ALICE, method).await.unwrap(), None);
        assert_eq!(store.sandbox_charge_count(ALICE, method).await.unwrap(), 0);
        let charge = |payment: i64, charge_no: Option<i64>| SandboxCharge {
            account: ALICE,
            payment: payment_id(payment),
            method,
            charge_no,
            amount: eur("12.55"),
            outcome: "approved".to_owned(),
            notices: 1,
        };
        let mut set = WriteSet::without_account();
        set.set_sandbox_outcomes(ALICE, method, "declineSoft");
        set.set_sandbox_outcomes(ALICE, method, "approve");
        set.insert_sandbox_charge(&charge(1, Some(1)));
        set.insert_sandbox_charge(&charge(2, Some(2)));
        set.insert_sandbox_charge(&charge(3, None));
        set.insert_sandbox_charge(&charge(4, None));
        store.commit(set).await.unwrap();
        assert_eq!(
            store.sandbox_outcomes(ALICE, method).await.unwrap().as_deref(),
            Some("approve")
        );
        assert_eq!(store.sandbox_charge_count(ALICE, method).await.unwrap(), 2);
        assert_eq!(
            store.sandbox_charge(ALICE, payment_id(3)).await.unwrap(),
            Some(charge(3, None))
        );
        let mut again = WriteSet::without_account();
        again.insert_sandbox_charge(&charge(5, Some(2)));
        assert!(store.commit(again).await.is_err(), "two charges do not share a number");

        let mut told = charge(1, Some(1));
        told.notices = 0;
        let mut set = WriteSet::without_account();
        set.set_sandbox_outcome("approved", &told);
        store.commit(set).await.unwrap();
        let waiting: Vec<i64> =
            store.sandbox_notices(10).await.unwrap().iter().map(|c| c.payment.get()).collect();
        assert_eq!(waiting, [2, 3, 4]);
        assert_eq!(store.sandbox_charges(ALICE).await.unwrap().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_stored_value_that_cannot_be_is_named_and_goes_no_further() {
    let database = testing::TestDatabase::sqlite();
    let (store, mut head) = store_with_alice(&database).await;
    let mut set = set_after(&mut head);
    set.insert_service(ALICE, &service(1));
    set.insert_order(ALICE, &order(1, &[1]));
    store.commit(set).await.unwrap();
    let Database::Sqlite { path, .. } = database.database() else { panic!("SQLite") };
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.busy_timeout(Duration::from_secs(5)).unwrap();
    raw.execute_batch("UPDATE service SET quantity = 0; UPDATE sales_order SET tax = 1").unwrap();
    assert_eq!(
        store.service(ALICE, service_id(1)).await.unwrap_err().to_string(),
        "the stored value of service.quantity is not valid: \
         0 is not a quantity: quantities are whole numbers from 1 to 100000"
    );
    assert_eq!(
        store.order(ALICE, order_id(1)).await.unwrap_err().to_string(),
        "the stored value of sales_order.tax is not valid: the lines add up to 5.10 €"
    );
}
