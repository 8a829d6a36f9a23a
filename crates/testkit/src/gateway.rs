//! A payment gateway that does what a test says: answers anything, waits until it is let go, tells things twice,
//! changes its mind.
//!
//! The sandbox gateway keeps the promises of a serious payment provider. This one keeps only those that a test
//! wants kept.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use perennial_core::payment::Outcome;
use perennial_core::text::Name;
use perennial_core::{Money, PaymentId};
use perennial_engine::gateway::{Charge, Notice, PaymentGateway, Payout, Refund, Reversal};
use tokio::sync::watch;

/// The gateway. Charges are approved unless something else is said.
#[derive(Debug)]
pub struct TestGateway {
    books: Mutex<Books>,
    /// Who has to wait.
    held: watch::Sender<Held>,
    /// How many have asked anything.
    asked: watch::Sender<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Nobody,
    Charges,
    Everybody,
}

#[derive(Debug, Default)]
struct Books {
    next: VecDeque<Outcome>,
    known: HashMap<PaymentId, Outcome>,
    charged: Vec<Charge>,
    notices: Vec<Notice>,
    reversals: Vec<Reversal>,
}

impl TestGateway {
    /// A gateway that has seen nothing.
    #[must_use]
    pub fn new() -> Arc<Self> {
        let (held, asked) = (watch::Sender::new(Held::Nobody), watch::Sender::new(0));
        Arc::new(Self { books: Mutex::default(), held, asked })
    }

    /// Says what the next charge comes to; the one after it, when it is said twice.
    pub fn answer_next(&self, outcome: Outcome) {
        self.books().next.push_back(outcome);
    }

    /// Says what became of a charge, for whoever asks from now on.
    pub fn decide(&self, payment: PaymentId, outcome: Outcome) {
        self.books().known.insert(payment, outcome);
    }

    /// Tells something without being asked.
    pub fn tell(&self, notice: Notice) {
        self.books().notices.push(notice);
    }

    /// Notices that nobody has acknowledged.
    #[must_use]
    pub fn waiting_notices(&self) -> usize {
        self.books().notices.len()
    }

    /// Says that something was taken back, until that is acknowledged.
    pub fn take_back(&self, reversal: Reversal) {
        self.books().reversals.push(reversal);
    }

    /// Reversals that nobody has acknowledged.
    #[must_use]
    pub fn waiting_reversals(&self) -> usize {
        self.books().reversals.len()
    }

    /// All charges that were asked for, in their order.
    #[must_use]
    pub fn charges(&self) -> Vec<Charge> {
        self.books().charged.clone()
    }

    /// Lets charges wait; what became of one is answered.
    pub fn hold_charges(&self) {
        self.held.send_replace(Held::Charges);
    }

    /// Lets whoever asks anything wait.
    pub fn hold_everybody(&self) {
        self.held.send_replace(Held::Everybody);
    }

    /// Lets everybody go on.
    pub fn release(&self) {
        self.held.send_replace(Held::Nobody);
    }

    /// Waits until so many have asked, since the beginning.
    ///
    /// # Panics
    ///
    /// Never: the gateway lives as long as this call.
    pub async fn asked(&self, times: usize) {
        let mut asked = self.asked.subscribe();
        asked.wait_for(|count| *count >= times).await.expect("the gateway lives");
    }

    /// Waits while those from `from` on are held.
    async fn wait(&self, from: Held) {
        self.asked.send_modify(|count| *count += 1);
        let mut held = self.held.subscribe();
        held.wait_for(|held| *held < from).await.expect("the gateway lives");
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A payout as it stands among the charges: one of less than nothing.
fn as_charge(payout: &Payout) -> Charge {
    let Payout { account, payment, method, kind, amount } = *payout;
    let amount = Money::from_ucents(-amount.ucents(), amount.currency());
    Charge { account, payment, method, kind, amount }
}

impl PaymentGateway for TestGateway {
    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move {
            self.books().charged.push(*charge);
            self.wait(Held::Charges).await;
            let mut books = self.books();
            let outcome = books.next.pop_front().unwrap_or(Outcome::Captured { reference: None });
            match books.known.get(&charge.payment) {
                Some(known) => known.clone(),
                None if outcome == Outcome::NoAnswer => outcome,
                None => books.known.entry(charge.payment).or_insert(outcome).clone(),
            }
        }
        .boxed()
    }

    fn settle<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move {
            self.wait(Held::Everybody).await;
            let mut books = self.books();
            books.known.entry(charge.payment).or_insert(Outcome::Voided).clone()
        }
        .boxed()
    }

    fn pay_out<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        async { self.charge(&as_charge(payout)).await }.boxed()
    }

    fn settle_payout<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        async { self.settle(&as_charge(payout)).await }.boxed()
    }

    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Outcome> {
        let Refund { account, payment, method, kind, amount, .. } = *refund;
        async move {
            let payout = Payout { account, payment, method, kind, amount };
            self.charge(&as_charge(&payout)).await
        }
        .boxed()
    }

    fn notices(&self) -> BoxFuture<'_, Vec<Notice>> {
        async {
            self.wait(Held::Everybody).await;
            self.books().notices.clone()
        }
        .boxed()
    }

    fn acknowledge<'a>(&'a self, notice: &'a Notice) -> BoxFuture<'a, ()> {
        async move {
            let mut books = self.books();
            if let Some(told) = books.notices.iter().position(|waiting| waiting == notice) {
                books.notices.remove(told);
            }
        }
        .boxed()
    }

    /// One at a time, so that whoever listens has to ask again.
    fn reversals<'a>(&'a self, after: Option<&'a Name>) -> BoxFuture<'a, Vec<Reversal>> {
        async move {
            self.wait(Held::Everybody).await;
            let books = self.books();
            let later = books.reversals.iter().filter(|one| Some(&one.id) > after);
            later.min_by_key(|one| one.id.clone()).cloned().into_iter().collect()
        }
        .boxed()
    }

    fn acknowledge_reversal<'a>(&'a self, reversal: &'a Reversal) -> BoxFuture<'a, ()> {
        async move { self.books().reversals.retain(|waiting| waiting != reversal) }.boxed()
    }
}
