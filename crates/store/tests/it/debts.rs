//! Debts come back as they went in, each reversal once; and the sandbox gateway remembers what it has told.

use jiff::civil::date;
use perennial_core::debt::{Debt, DebtState};
use perennial_core::order::{Category, OrderTerms};
use perennial_core::{DebtId, Order};
use perennial_store::testing::each_database;
use perennial_store::{SandboxReversal, StoreError, WriteSet};

use crate::samples::{
    ALICE, account_id, at, eur, name, order, order_id, payment_id, set_after, store_with_alice,
};

fn debt_id(value: i64) -> DebtId {
    DebtId::try_new(value).unwrap()
}

fn debt(value: i64, state: DebtState) -> Debt {
    Debt {
        id: debt_id(value),
        order: order_id(value + 10),
        payment: payment_id(value + 20),
        reversal: name(&format!("R-{value}")),
        amount: eur("12.55"),
        at: at(value),
        due_on: date(2027, 2, 28),
        state,
    }
}

#[tokio::test]
async fn debts_in_every_state() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let debts = [
            debt(1, DebtState::Open),
            debt(2, DebtState::BeingPaid { order: order_id(7) }),
            debt(3, DebtState::Paid { order: order_id(8), at: at(30) }),
            debt(4, DebtState::WrittenOff { at: at(40), reason: name("bankrupt") }),
        ];
        let mut set = set_after(&mut head);
        debts.iter().rev().for_each(|debt| set.insert_debt(ALICE, debt));
        store.commit(set).await.unwrap();
        assert_eq!(store.debts(ALICE).await.unwrap(), debts, "the oldest first");
        assert_eq!(store.books(ALICE).await.unwrap().unwrap().debts, debts);
        assert_eq!(store.debts(account_id(8)).await.unwrap(), []);

        // What is owed changes; what is not stays.
        for (debt, changes) in debts.iter().zip([true, true, false, false]) {
            let state = DebtState::Paid { order: order_id(9), at: at(50) };
            let mut set = set_after(&mut head.clone());
            set.set_debt_state(ALICE, debt.id, &state);
            let done = store.commit(set).await;
            assert_eq!(done.is_ok(), changes, "{done:?}");
            if changes {
                set_after(&mut head);
            }
        }
        let states: Vec<_> =
            store.debts(ALICE).await.unwrap().into_iter().map(|d| d.state).collect();
        let paid = DebtState::Paid { order: order_id(9), at: at(50) };
        assert_eq!(states[..2], [paid.clone(), paid]);
        assert_eq!(states[2..], [debts[2].state.clone(), debts[3].state.clone()]);
    })
    .await;
}

#[tokio::test]
async fn a_reversal_and_a_payment_are_one_debt() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let first = debt(1, DebtState::Open);
        let mut set = set_after(&mut head);
        set.insert_debt(ALICE, &first);
        store.commit(set).await.unwrap();
        let other = debt(2, DebtState::Open);
        for again in [
            Debt { reversal: first.reversal.clone(), ..other.clone() },
            Debt { payment: first.payment, ..other },
        ] {
            let mut set = set_after(&mut head.clone());
            set.insert_debt(ALICE, &again);
            let error = store.commit(set).await.unwrap_err();
            assert!(
                matches!(&error, StoreError::Duplicate { table } if table == "debt"),
                "{error}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_order_knows_the_debts_that_it_pays() {
    each_database(async |database| {
        let (store, mut head) = store_with_alice(database).await;
        let Order { id, terms, state } = order(1, &[1, 2]);
        let mut lines = terms.lines;
        for (line, debt) in lines.iter_mut().zip([5, 6]) {
            (line.service, line.term, line.debt) = (None, None, Some(debt_id(debt)));
        }
        let order =
            Order { id, terms: OrderTerms { category: Category::Debt, lines, ..terms }, state };
        let mut set = set_after(&mut head);
        set.insert_order(ALICE, &order);
        store.commit(set).await.unwrap();
        assert_eq!(store.order(ALICE, id).await.unwrap().as_ref(), Some(&order));
        let standing = store.load_placement(ALICE, &order.terms, None).await.unwrap().standing;
        assert_eq!(standing, [order]);
    })
    .await;
}

#[tokio::test]
async fn what_was_acknowledged_is_not_told_again() {
    each_database(async |database| {
        let (store, _) = store_with_alice(database).await;
        let reversal = |value: i64| SandboxReversal {
            account: ALICE,
            payment: payment_id(value),
            reversal: name(&format!("R-{value}")),
            amount: eur("12.55"),
            is_acknowledged: false,
        };
        let mut set = WriteSet::without_account();
        (1..=3).for_each(|value| set.insert_sandbox_reversal(&reversal(value)));
        store.commit(set).await.unwrap();
        let untold =
            async |after: &str, count| store.untold_sandbox_reversals(after, count).await.unwrap();
        assert_eq!(untold("", 2).await, [reversal(1), reversal(2)]);
        assert_eq!(untold("R-2", 2).await, [reversal(3)]);
        // Twice does no harm.
        for _ in 0..2 {
            let mut set = WriteSet::without_account();
            set.acknowledge_sandbox_reversal(ALICE, payment_id(2));
            store.commit(set).await.unwrap();
        }
        assert_eq!(untold("", 9).await, [reversal(1), reversal(3)]);
        let all = store.sandbox_reversals(ALICE).await.unwrap();
        let told: Vec<bool> = all.iter().map(|one| one.is_acknowledged).collect();
        assert_eq!(told, [false, true, false]);
        let mut again = WriteSet::without_account();
        again.insert_sandbox_reversal(&SandboxReversal { reversal: name("R-9"), ..reversal(1) });
        assert!(store.commit(again).await.is_err(), "a charge is taken back once");
    })
    .await;
}
