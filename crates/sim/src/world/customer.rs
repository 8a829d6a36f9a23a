//! What customers do: they order, pay, ask and repeat themselves. What they change is in `settings`.
//!
//! Every request is told to the auditor first, who says what must come of it; then the engine is asked. If the process dies
//! of it, the customer does not know what was done, and asks again under the same key.

use jiff::civil::Date;
use perennial_core::payment::Choice as EngineChoice;
use perennial_core::{OrderId, PaymentMethodId, Period, ServiceId};
use perennial_engine::{EngineError, Idempotency, PlaceOrder, Placed};

use super::{Heard, Person, Request, World, nth};
use crate::auditor::date;
use crate::auditor::model::{Asked, Choice, Paid, Placed as Expected, Started};
use crate::workload::{Kind, Step};

/// How long keys are kept at least, in microseconds: 400 days.
const KEPT: i64 = 400 * 86_400_000_000;
/// Times that a customer asks for the same thing when nobody answers.
pub(super) const TIMES: usize = 3;

impl World {
    /// The place of a customer, by a number that may be too large.
    pub(super) fn person(&self, number: i64) -> Option<usize> {
        let count = i64::try_from(self.people.len()).ok().filter(|count| *count > 0)?;
        usize::try_from(number.rem_euclid(count)).ok()
    }

    pub(super) fn person_at(&self, place: usize) -> &Person {
        self.people.get(place).expect("a customer who is there")
    }

    pub(super) async fn ask(&mut self, step: &Step) {
        let [number, ..] = step.args::<7>();
        let Some(person) = self.person(number) else { return };
        match step.kind {
            Kind::Order | Kind::DryRun => {
                let [_, service, months, linked, key] = step.args();
                let Some(asked) = self.asked(person, service, months, linked) else { return };
                if step.kind == Kind::DryRun {
                    return self.dry_run(person, &asked).await;
                }
                let key = (key > 0).then(|| self.new_key(person));
                self.order(person, &asked, key).await;
            }
            Kind::Pay => {
                let [_, order, means, key] = step.args();
                let Some((place, id)) = self.order_of(person, order) else { return };
                let Some(choice) = self.choice(person, means) else { return };
                let key = (key > 0).then(|| self.new_key(person));
                self.pay(person, place, id, choice, key).await;
            }
            Kind::Again => self.again(person).await,
            Kind::Reuse => self.reuse(person).await,
            Kind::Arrange => self.arrange(person, step).await,
            Kind::RenewDay => self.choose_renew_day(person, step).await,
            Kind::Prefer => self.prefer(person, step).await,
            Kind::MethodEnds => self.end_method(person, step).await,
            _ => {
                let [_, days] = step.args();
                self.forecast(person, days.clamp(0, 800)).await;
            }
        }
    }

    fn asked(&self, person: usize, service: i64, months: i64, linked: i64) -> Option<Asked> {
        let person = self.person_at(person);
        let service = nth(&person.services, service)?;
        let group = self.auditor.account(person.account.get()).group_of(service);
        let others = group.into_iter().filter(|id| *id != service).enumerate();
        let is_chosen = |at: usize| at < 16 && linked & (1 << at) != 0;
        let chosen = others.filter(|(at, _)| is_chosen(*at)).map(|(_, id)| id);
        let mut services: Vec<i64> = chosen.collect();
        if !services.is_empty() {
            services.push(service);
        }
        Some(Asked { service, months: months.clamp(1, 120), services })
    }

    fn new_key(&mut self, person: usize) -> String {
        let Some(person) = self.people.get_mut(person) else { return String::new() };
        person.keys += 1;
        format!("key {} of {}", person.keys, person.name)
    }

    /// An order that the customer has heard of, the latest first.
    fn order_of(&self, person: usize, number: i64) -> Option<(usize, OrderId)> {
        let account = self.auditor.account(self.person_at(person).account.get());
        let known = account.orders.iter().enumerate().rev();
        let known: Vec<(usize, i64)> =
            known.filter_map(|(at, order)| Some((at, order.id?))).collect();
        let (place, id) = nth(&known, number)?;
        Some((place, OrderId::try_new(id).ok()?))
    }

    fn choice(&self, person: usize, means: i64) -> Option<Choice> {
        let methods = &self.person_at(person).methods;
        Some(match means.rem_euclid(6) {
            0 => Choice::Prepaid,
            1 => Choice::Points,
            5 => {
                let account = self.auditor.account(self.person_at(person).account.get());
                let default = account.methods.iter().find(|method| method.is_default);
                Choice::Method(default.or(account.methods.first())?.id)
            }
            number => Choice::Method(nth(methods, number - 2)?),
        })
    }

    /// The last request with a key that must still be known.
    fn last_request(&self, person: usize) -> Option<Request> {
        let (sent, request) = self.person_at(person).last.clone()?;
        (self.at() - sent < KEPT).then_some(request)
    }

    async fn again(&mut self, person: usize) {
        match self.last_request(person) {
            Some(Request::Order(asked, key)) => self.order(person, &asked, Some(key)).await,
            Some(Request::Pay(place, id, choice, key)) => {
                self.pay(person, place, id, choice, Some(key)).await;
            }
            None => {}
        }
    }

    /// Another request under the last key, which must not be done.
    async fn reuse(&mut self, person: usize) {
        match self.last_request(person) {
            Some(Request::Order(asked, key)) => {
                // Another period, within what a period can be.
                let months = if asked.months > 1 { asked.months - 1 } else { 2 };
                let other = Asked { months, ..asked };
                self.order(person, &other, Some(key)).await;
            }
            Some(Request::Pay(place, id, choice, key)) => {
                let other =
                    if choice == Choice::Prepaid { Choice::Points } else { Choice::Prepaid };
                self.pay(person, place, id, other, Some(key)).await;
            }
            None => {}
        }
    }

    pub(super) async fn order(&mut self, person: usize, asked: &Asked, key: Option<String>) {
        let at = self.at();
        if let (Some(key), Some(person)) = (&key, self.people.get_mut(person)) {
            let is_new =
                |(_, last): &(i64, Request)| !matches!(last, Request::Order(_, old) if old == key);
            if person.last.as_ref().is_none_or(is_new) {
                person.last = Some((at, Request::Order(asked.clone(), key.clone())));
            }
        }
        for _ in 0..TIMES {
            let (at, id) = (self.at(), self.person_at(person).account.get());
            let before = self.auditor.account(id).clone();
            let place = |account: &mut crate::auditor::model::Account,
                         moment: &crate::auditor::model::Moment<'_>| {
                account.place(asked, key.as_deref(), moment)
            };
            let expected = self.auditor.act(id, at, place);
            let answer = self.place(person, asked, false, key.as_deref()).await;
            match (self.heard(answer).await, expected) {
                (Heard::Died, _) => {
                    self.is_unsure(id, vec![before]);
                    if key.is_none() {
                        return;
                    }
                }
                (Heard::Done(Placed::Order(order)), Expected::Order(place)) => {
                    return self.hear_order(id, place, order.id.get());
                }
                (Heard::Refused(_), Expected::Refused) => return self.tally.refused += 1,
                (Heard::Done(done), _) => {
                    return self.wrong("order", format!("{asked:?} must be refused: {done:?}"));
                }
                (Heard::Refused(error), _) => {
                    return self.wrong("order", format!("{asked:?} must be possible: {error}"));
                }
            }
        }
    }

    async fn place(
        &self,
        person: usize,
        asked: &Asked,
        dry_run: bool,
        key: Option<&str>,
    ) -> Result<Placed, EngineError> {
        let id = |id: i64| ServiceId::try_new(id).expect("an id of a service");
        let command = PlaceOrder {
            service: id(asked.service),
            period: Period::from_months(asked.months).expect("a period"),
            services: asked.services.iter().copied().map(id).collect(),
            dry_run,
        };
        let key = key.map(|key| Idempotency::new(key, asked.content().as_bytes()));
        let context = self.context(self.person_at(person));
        let engine = self.process().engine.clone();
        engine.place_renewal_order(&context, &command, key.as_ref()).await
    }

    /// The customer hears of an order: it is the one that was expected, or a new one.
    fn hear_order(&mut self, account: i64, place: usize, id: i64) {
        let at = self.at();
        let known = self.auditor.act(account, at, |account, _| {
            let is_taken = account.orders.iter().any(|order| order.id == Some(id));
            match account.orders.get_mut(place) {
                Some(order) if order.id.is_none() && !is_taken => order.id = Some(id),
                _ => {}
            }
            account.orders.get(place).and_then(|order| order.id)
        });
        if known != Some(id) {
            self.wrong("I9", format!("the answer must be order {known:?}, not {id}"));
        }
    }

    async fn dry_run(&mut self, person: usize, asked: &Asked) {
        let before = self.dump();
        let answer = self.place(person, asked, true, None).await;
        if self.dump() != before {
            self.wrong("I8", format!("a dry run has written something: {asked:?}"));
        }
        let (at, id) = (self.at(), self.person_at(person).account.get());
        let expected = self.auditor.act(id, at, |account, moment| {
            let lines = account.lines_for(asked, moment)?;
            Some(lines.iter().map(|line| line.amount).sum::<i64>())
        });
        match (self.heard(answer).await, expected) {
            (Heard::Done(Placed::DryRun(terms)), Some(net)) if terms.totals.net.ucents() == net => {
            }
            (Heard::Refused(_), None) => self.tally.refused += 1,
            (Heard::Died, _) => {}
            (Heard::Done(terms), expected) => {
                self.wrong(
                    "order",
                    format!("a dry run of {asked:?} must cost {expected:?}: {terms:?}"),
                );
            }
            (Heard::Refused(error), Some(_)) => {
                self.wrong("order", format!("a dry run of {asked:?} must be possible: {error}"));
            }
        }
    }

    /// What a request came to is not known: the account stands at one of these moments, or where it is now.
    pub(super) fn is_unsure(
        &mut self,
        account: i64,
        mut moments: Vec<crate::auditor::model::Account>,
    ) {
        moments.push(self.auditor.account(account).clone());
        self.auditor.unsure(account, moments);
        let books = self.books();
        self.found.extend(self.auditor.compare(&books));
    }

    async fn forecast(&mut self, person: usize, days: i64) {
        let before = self.dump();
        let until: Date = date::print(date::in_paris(self.at()) + days).parse().expect("a date");
        let account = self.person_at(person).account;
        let engine = self.process().engine.clone();
        let forecast = engine.forecast(account, until).await;
        drop(engine);
        if self.dump() != before {
            self.wrong("I8", "a forecast has written something");
        }
        if let Heard::Refused(error) = self.heard(forecast).await {
            self.wrong("forecast", error.to_string());
        }
    }
}

/// Payments.
impl World {
    pub(super) async fn pay(
        &mut self,
        person: usize,
        place: usize,
        order: OrderId,
        choice: Choice,
        key: Option<String>,
    ) {
        let at = self.at();
        if let (Some(key), Some(person)) = (&key, self.people.get_mut(person)) {
            let is_new =
                |(_, last): &(i64, Request)| !matches!(last, Request::Pay(.., old) if old == key);
            if person.last.as_ref().is_none_or(is_new) {
                person.last = Some((at, Request::Pay(place, order, choice, key.clone())));
            }
        }
        for _ in 0..TIMES {
            let is_over = self.pay_once(person, place, order, choice, key.as_deref()).await;
            if is_over || key.is_none() {
                return;
            }
        }
    }

    /// Asks once. Answers whether there was an answer.
    async fn pay_once(
        &mut self,
        person: usize,
        place: usize,
        order: OrderId,
        choice: Choice,
        key: Option<&str>,
    ) -> bool {
        let (at, id) = (self.at(), self.person_at(person).account.get());
        let before = self.auditor.account(id).clone();
        let started =
            self.auditor.act(id, at, |account, moment| account.start(place, choice, key, moment));
        let intent = self.auditor.account(id).clone();
        let content = format!("pay {order} {choice:?}");
        let key = key.map(|key| Idempotency::new(key, content.as_bytes()));
        let charged = (started == Started::Charge).then_some((person, place));
        let answer = self.send_payment(person, order, engine_choice(choice), key, charged).await;
        let heard = self.heard(answer).await;
        let mut expected = match started {
            Started::Refused => None,
            Started::Settled => Some(Paid::Done),
            Started::Before(paid) => Some(paid),
            Started::Charge => Some(Paid::InDoubt),
        };
        if started == Started::Charge {
            match self.auditor.follow_charge(id, place, at, &self.provider.records()) {
                Ok(Some(state)) => expected = Some(Paid::of(state)),
                Ok(None) if matches!(heard, Heard::Died) => {}
                Ok(None) => {
                    self.wrong("I3", format!("the gateway was not asked about order {order}"));
                }
                Err(wrong) => self.found.push(wrong),
            }
        }
        let heard = match heard {
            Heard::Died => {
                self.is_unsure(id, vec![before, intent]);
                return false;
            }
            Heard::Done(()) => Some(Paid::Done),
            Heard::Refused(EngineError::Declined { .. }) => Some(Paid::Declined),
            Heard::Refused(EngineError::InDoubt { .. }) => Some(Paid::InDoubt),
            Heard::Refused(error) => {
                if expected.is_some() {
                    self.wrong("payment", format!("order {order} with {choice:?}: {error}"));
                }
                self.tally.refused += 1;
                return true;
            }
        };
        self.tally.in_doubt += u64::from(heard == Some(Paid::InDoubt));
        if heard != expected {
            let text =
                format!("order {order} with {choice:?} must be {expected:?}, and is {heard:?}");
            self.wrong("payment", text);
        }
        true
    }
}

fn engine_choice(choice: Choice) -> EngineChoice {
    match choice {
        Choice::Prepaid => EngineChoice::Prepaid,
        Choice::Points => EngineChoice::Fidelity,
        Choice::Method(id) => {
            EngineChoice::Method(PaymentMethodId::try_new(id).expect("an id of a method"))
        }
    }
}
