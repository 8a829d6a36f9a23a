//! A payment provider with books of its own, which answers as it is told.
//!
//! It keeps the two promises that the engine relies on: a charge is made once under one key, and one that it has not seen
//! can be made impossible. Everything else may go wrong: the answer is late, the request is lost, a thing is said twice, or
//! the opposite is said afterwards. What really happened stands in its record and never changes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use perennial_core::payment::{Decline, Outcome};
use perennial_engine::gateway::{Charge, Notice, PaymentGateway};
use tokio::sync::watch;

use crate::auditor::{ChargeRecord, Truth};

/// How the next charge of a method is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The money is there.
    Yes,
    /// Refused, for now.
    NoForNow,
    /// Refused for good.
    Never,
    /// The money is there, and nobody is told until the gateway was asked some times.
    LateYes,
    /// The same, refused.
    LateNo,
    /// The request never arrives.
    Lost,
    /// The money is there, and that is told again twice.
    YesTwice,
    /// The money is there; later the opposite is said, which is wrong.
    YesThenNo,
    /// Refused; later the opposite is said, which is wrong.
    NoThenYes,
}

impl Answer {
    /// All answers, in the order of the words of a step.
    pub const ALL: [Self; 9] = [
        Self::Yes,
        Self::NoForNow,
        Self::Never,
        Self::LateYes,
        Self::LateNo,
        Self::Lost,
        Self::YesTwice,
        Self::YesThenNo,
        Self::NoThenYes,
    ];

    const fn truth(self) -> Truth {
        match self {
            Self::NoForNow | Self::LateNo | Self::NoThenYes => Truth::Declined { hard: false },
            Self::Never => Truth::Declined { hard: true },
            _ => Truth::Captured,
        }
    }
}

/// The provider.
#[derive(Debug)]
pub struct Provider {
    books: Mutex<Books>,
    hold: watch::Sender<Hold>,
}

/// Whose answer is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Nobody's.
    Nobody,
    /// That of the next charge; those after it, which others ask for meanwhile, are answered at once.
    Next,
    /// A charge was recorded, and waits for its answer.
    Held,
}

#[derive(Debug, Default)]
struct Books {
    records: Vec<ChargeRecord>,
    /// How often a charge is still asked about in vain, by payment.
    silent: BTreeMap<i64, i64>,
    orders: BTreeMap<(i64, i64), VecDeque<(Answer, i64)>>,
    notices: Vec<Notice>,
    /// What will be said although it is not so.
    lies: Vec<Notice>,
    pass: u64,
    is_open: bool,
    /// How many charges were asked for.
    asked: u64,
    /// Charges that were answered in another way than at once and for good.
    faults: u64,
}

fn outcome(truth: Truth) -> Outcome {
    match truth {
        Truth::Captured => Outcome::Captured { reference: None },
        Truth::Declined { hard: false } => Outcome::Declined(Decline::Soft),
        Truth::Declined { hard: true } => Outcome::Declined(Decline::Hard),
        Truth::Voided => Outcome::Voided,
    }
}

impl Provider {
    /// A provider that says yes to everything.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::new(Self { books: Mutex::default(), hold: watch::Sender::new(Hold::Nobody) })
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how the next charge of a method is answered that has no answer yet; a late answer comes after it was asked for
    /// some times.
    pub fn answer(&self, account: i64, method: i64, answer: Answer, asks: i64) {
        self.books().orders.entry((account, method)).or_default().push_back((answer, asks));
    }

    /// A pass of the background work begins. `known` are the payments whose outcome is known: what contradicts it is said
    /// only then, since nobody could tell a lie that comes before the truth.
    pub fn begin_pass(&self, number: u64, known: &BTreeSet<i64>) {
        let mut books = self.books();
        books.pass = number;
        let is_known = |notice: &Notice| known.contains(&notice.payment.get());
        let (ripe, rest) = std::mem::take(&mut books.lies).into_iter().partition(is_known);
        books.lies = rest;
        let mut ripe: Vec<Notice> = ripe;
        books.notices.append(&mut ripe);
    }

    /// From now on everything is answered at once.
    pub fn speak_up(&self) {
        let mut books = self.books();
        books.is_open = true;
        books.orders.clear();
    }

    /// Everything that it knows, in the order in which it came.
    #[must_use]
    pub fn records(&self) -> Vec<ChargeRecord> {
        self.books().records.clone()
    }

    /// How many charges have no outcome that was told.
    #[must_use]
    pub fn untold(&self) -> usize {
        let books = self.books();
        books.records.iter().filter(|record| !record.answered && record.told.is_none()).count()
    }

    /// Records the next charge, and answers it when it is let go.
    pub fn hold_next(&self) {
        self.hold.send_replace(Hold::Next);
    }

    /// Answers.
    pub fn release(&self) {
        self.hold.send_replace(Hold::Nobody);
    }

    /// How many charges were asked for.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.books().asked
    }

    /// Charges that were answered late, not at all, twice, or in two ways.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.books().faults
    }

    /// Waits until a charge is held.
    pub async fn holds(&self) {
        // The sender lives as long as this call.
        let _ = self.hold.subscribe().wait_for(|hold| *hold == Hold::Held).await;
    }
}

impl Books {
    fn record(&mut self, payment: i64) -> Option<&mut ChargeRecord> {
        self.records.iter_mut().find(|record| record.payment == payment)
    }

    fn enter(&mut self, charge: &Charge, reached: bool, truth: Truth, answered: bool) {
        self.records.push(ChargeRecord {
            account: charge.account.get(),
            method: charge.method.get(),
            payment: charge.payment.get(),
            amount: charge.amount.ucents(),
            currency: charge.amount.currency().code().to_owned(),
            reached,
            truth,
            answered,
            told: None,
        });
    }

    fn charge(&mut self, charge: &Charge) -> Outcome {
        self.asked += 1;
        if let Some(known) = self.record(charge.payment.get()) {
            let is_told = known.answered || known.told.is_some();
            return if is_told { outcome(known.truth) } else { Outcome::NoAnswer };
        }
        let key = (charge.account.get(), charge.method.get());
        let ordered = self.orders.get_mut(&key).and_then(VecDeque::pop_front);
        let (answer, asks) = ordered.unwrap_or((Answer::Yes, 0));
        let is_plain = matches!(answer, Answer::Yes | Answer::NoForNow | Answer::Never);
        self.faults += u64::from(!is_plain);
        if answer == Answer::Lost {
            self.enter(charge, false, Truth::Voided, false);
            return Outcome::NoAnswer;
        }
        let is_late = matches!(answer, Answer::LateYes | Answer::LateNo);
        self.enter(charge, true, answer.truth(), !is_late);
        let Charge { account, payment, .. } = *charge;
        let told = |truth| Notice { account, payment, outcome: outcome(truth) };
        match answer {
            Answer::YesTwice => {
                self.notices.extend([told(Truth::Captured), told(Truth::Captured)]);
            }
            Answer::YesThenNo => self.lies.push(told(Truth::Declined { hard: false })),
            Answer::NoThenYes => self.lies.push(told(Truth::Captured)),
            _ => {}
        }
        if is_late {
            self.silent.insert(payment.get(), asks.max(1));
            return Outcome::NoAnswer;
        }
        outcome(answer.truth())
    }

    fn settle(&mut self, charge: &Charge) -> Outcome {
        let (payment, pass, is_open) = (charge.payment.get(), self.pass, self.is_open);
        if self.record(payment).is_none() {
            self.enter(charge, false, Truth::Voided, false);
        }
        if let Some(asks) = self.silent.get_mut(&payment).filter(|_| !is_open) {
            *asks -= 1;
            if *asks > 0 {
                return Outcome::NoAnswer;
            }
        }
        self.silent.remove(&payment);
        let Some(known) = self.record(payment) else { return Outcome::NoAnswer };
        known.told.get_or_insert(pass);
        outcome(known.truth)
    }

    /// What is told without being asked: also, to whom asks seldom, what became of every second late charge.
    fn notices(&mut self) -> Vec<Notice> {
        let pass = self.pass;
        let silent = &mut self.silent;
        let mut notices = self.notices.clone();
        for notice in &notices {
            let of_notice = |record: &&mut ChargeRecord| record.payment == notice.payment.get();
            let record = self.records.iter_mut().find(of_notice);
            for record in
                record.into_iter().filter(|record| outcome(record.truth) == notice.outcome)
            {
                record.told.get_or_insert(pass);
            }
        }
        for record in &mut self.records {
            let is_told = record.answered || record.told.is_some();
            if is_told || !record.reached || record.payment % 2 == 0 {
                continue;
            }
            let asks = silent.get_mut(&record.payment);
            if asks.is_some_and(|asks| *asks <= 1) {
                record.told = Some(pass);
                let notice = read(record);
                self.notices.extend(notice.clone());
                notices.extend(notice);
            }
        }
        notices
    }
}

fn read(record: &ChargeRecord) -> Option<Notice> {
    Some(Notice {
        account: perennial_core::AccountId::try_new(record.account).ok()?,
        payment: perennial_core::PaymentId::try_new(record.payment).ok()?,
        outcome: outcome(record.truth),
    })
}

impl PaymentGateway for Provider {
    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move {
            let answer = self.books().charge(charge);
            let mut hold = self.hold.subscribe();
            let is_held = self.hold.send_if_modified(|hold| {
                let is_next = *hold == Hold::Next;
                if is_next {
                    *hold = Hold::Held;
                }
                is_next
            });
            if is_held {
                // The sender lives as long as this call.
                let _ = hold.wait_for(|hold| *hold != Hold::Held).await;
            }
            answer
        }
        .boxed()
    }

    fn settle<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move { self.books().settle(charge) }.boxed()
    }

    fn notices(&self) -> BoxFuture<'_, Vec<Notice>> {
        async { self.books().notices() }.boxed()
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
}

#[cfg(test)]
mod tests {
    use perennial_core::means::MethodKind;
    use perennial_core::{AccountId, Currency, Money, PaymentId, PaymentMethodId};

    use super::*;

    fn charge(payment: i64) -> Charge {
        Charge {
            account: AccountId::try_new(1).unwrap(),
            payment: PaymentId::try_new(payment).unwrap(),
            method: PaymentMethodId::try_new(1).unwrap(),
            kind: MethodKind::Paypal,
            amount: Money::parse("1.99", Currency::Eur).unwrap(),
        }
    }

    /// Background work that charges others while a payment is held must not wait for the end of it.
    #[test]
    fn only_the_next_charge_is_held() {
        let provider = Provider::new();
        provider.hold_next();
        let (first, second) = (charge(1), charge(2));
        let mut held = provider.charge(&first);
        assert_eq!((&mut held).now_or_never(), None);
        let done = Some(Outcome::Captured { reference: None });
        assert_eq!(provider.charge(&second).now_or_never(), done);
        assert_eq!((&mut held).now_or_never(), None);
        provider.release();
        assert_eq!(held.now_or_never(), done);
        assert_eq!(provider.count(), 2);
    }
}
