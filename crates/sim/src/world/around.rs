//! What happens around customers: time, background work, deaths of processes, prices, the gateway's moods.

use jiff::SignedDuration;
use perennial_core::run::RunState;
use perennial_engine::Verdict;
use perennial_store::CrashPoint;

use super::World;
use super::process::Process;
use crate::auditor::{PassFacts, books};
use crate::fault::Answer;
use crate::workload::{Kind, Step};

/// Longer than any lease, and than a payment is left alone.
const A_WHILE: SignedDuration = SignedDuration::from_secs(61);
/// Passes in which everything must have come to rest that can.
const PATIENCE: u32 = 60;

impl World {
    pub(super) async fn act(&mut self, step: &Step) {
        match step.kind {
            Kind::Join
            | Kind::Give
            | Kind::GiveOption
            | Kind::GiveSite
            | Kind::Register
            | Kind::Credit
            | Kind::Reward => self.bring(step).await,
            Kind::Days => {
                let [days] = step.args();
                for _ in 0..days.clamp(0, 400) {
                    self.pass_time(24);
                    self.rest().await;
                }
            }
            Kind::Outage => {
                let [days] = step.args();
                self.pass_time(24 * days.clamp(0, 400));
                self.rest().await;
            }
            Kind::Hours => {
                let [hours] = step.args();
                self.pass_time(hours.clamp(0, 400));
                self.rest().await;
            }
            Kind::Pass => drop(self.pass().await),
            Kind::Price => self.change_price(step).await,
            Kind::Gateway => self.order_answer(step),
            Kind::MailDown => {
                let [letters] = step.args();
                self.post.close_for(letters.clamp(0, 5));
            }
            Kind::Crash => {
                let [point, write] = step.args();
                let write = u32::try_from(write.clamp(1, 1000)).unwrap_or(1);
                let points = [CrashPoint::BeforeWrite(write), CrashPoint::AfterWrite(write)];
                let at = points.get(usize::try_from(point).unwrap_or(0) % 2).copied();
                self.process().faults.crash_at(at.unwrap_or(CrashPoint::AfterWrite(write)));
                let turn = self.turn;
                self.processes
                    .get_mut(turn)
                    .into_iter()
                    .for_each(|process| process.is_armed = true);
            }
            Kind::Switch => {
                let [process] = step.args();
                self.turn = usize::try_from(process).unwrap_or(0) % self.processes.len();
            }
            Kind::Meanwhile => {
                let [deed] = step.args();
                self.meanwhile = Some(deed);
            }
            Kind::Doubt => self.cancel_next = true,
            _ => self.ask(step).await,
        }
    }

    fn pass_time(&mut self, hours: i64) {
        self.advance(SignedDuration::from_hours(hours));
        self.tally.account_hours += hours * i64::try_from(self.people.len()).unwrap_or(0);
    }

    /// The background work is done until there is nothing left to do now. What waits for a person is approved.
    pub(super) async fn rest(&mut self) {
        for _ in 0..PATIENCE {
            let has_died = self.pass().await;
            if has_died {
                continue;
            }
            if self.decide().await {
                continue;
            }
            let runs = books::unfinished_runs(&self.connection).unwrap_or(1);
            if runs == 0 {
                return;
            }
            self.advance(A_WHILE);
        }
        self.wrong("liveness", "the background work does not come to an end");
    }

    /// The background work is done once. Answers whether the process died of it.
    pub(super) async fn pass(&mut self) -> bool {
        self.tally.passes += 1;
        let number = self.tally.passes;
        let known = books::known_payments(&self.connection).unwrap_or_default();
        self.provider.begin_pass(number, &known);
        let at = self.at();
        let engine = self.process().engine.clone();
        engine.reconcile().await;
        drop(engine);
        let died = self.process().faults.is_dead();
        let extent = books::extent(&self.connection).unwrap_or_default();
        if died || extent != self.extent {
            self.extent = extent;
            let (books, gateway) = (self.books(), self.provider.records());
            let facts = PassFacts { number, at, died };
            self.found.extend(self.auditor.follow_pass(&books, &gateway, facts));
            self.found.extend(self.auditor.compare(&books));
        }
        if died {
            self.restart().await;
        } else {
            self.check_nothing_due(at);
        }
        died
    }

    /// Another process in the place of one that died. Time passes until nobody waits for the dead one.
    pub(super) async fn restart(&mut self) {
        self.tally.crashes += 1;
        let number = self.process().next_number();
        let calendar = &self.auditor.calendar;
        let made = Process::new(
            number,
            self.seed,
            &self.database,
            &self.clock,
            calendar,
            &self.provider,
            &self.post,
        );
        let made = made.await;
        if let Some(place) = self.processes.get_mut(self.turn) {
            *place = made;
        }
        self.advance(A_WHILE);
    }

    /// A person decides about a run that waits. Answers whether there was one.
    async fn decide(&mut self) -> bool {
        let engine = self.process().engine.clone();
        let last = engine.last_runs(1).await.ok().and_then(|mut runs| runs.pop());
        let Some(run) = last.filter(|run| run.state == RunState::Waiting) else { return false };
        self.tally.waited += 1;
        let cancel = std::mem::take(&mut self.cancel_next);
        let verdict = if cancel { Verdict::Cancel } else { Verdict::Approve };
        // If the process dies of it, the next round decides again.
        drop(engine.decide_run(run.id, verdict, "operator").await);
        if self.process().faults.is_dead() {
            self.restart().await;
        }
        true
    }

    /// After a pass nothing is left that was due, unless a run waits for somebody.
    fn check_nothing_due(&mut self, at: i64) {
        if books::unfinished_runs(&self.connection).unwrap_or(1) == 0 {
            self.found.extend(self.auditor.overdue(at));
        }
    }

    async fn change_price(&mut self, step: &Step) {
        let [plan, per_mille] = step.args();
        let count = i64::try_from(self.auditor.plans.len()).unwrap_or(1);
        let index = usize::try_from(plan.rem_euclid(count)).unwrap_or(0);
        let Some(mut changed) = self.auditor.plans.get(index).cloned() else { return };
        for price in changed.prices.values_mut() {
            *price = price.saturating_mul(per_mille.clamp(0, 5000)) / 1000;
        }
        self.import_plan(&changed).await;
        if let Some(plan) = self.auditor.plans.get_mut(index) {
            *plan = changed;
        }
    }

    fn order_answer(&mut self, step: &Step) {
        let [person, method, answer, asks] = step.args();
        let Some(person) = self.person(person) else { return };
        let Some(method) = super::nth(&self.person_at(person).methods, method) else { return };
        let index = usize::try_from(answer).unwrap_or(0) % Answer::ALL.len();
        let answer = Answer::ALL.get(index).copied().unwrap_or(Answer::Yes);
        let account = self.person_at(person).account.get();
        self.provider.answer(account, method, answer, asks.clamp(1, 20));
    }

    /// The gateway speaks up, letters are taken, and background work is done until nothing is open.
    pub(super) async fn come_to_an_end(&mut self) {
        self.provider.speak_up();
        self.post.close_for(0);
        for _ in 0..self.processes.len() {
            // Crashes that were ordered and have not come do not come any more.
            self.process().faults.crash_at(CrashPoint::BeforeWrite(u32::MAX));
            self.turn = (self.turn + 1) % self.processes.len();
        }
        for _ in 0..PATIENCE {
            self.rest().await;
            if books::unsettled(&self.connection).unwrap_or(1) == 0 {
                return;
            }
            self.advance(SignedDuration::from_mins(30));
        }
        self.wrong("liveness", "payments, bills or notices stay open though nothing is in the way");
    }

    /// What can only be told when everything has come to rest.
    pub(super) async fn audit_end(&mut self) {
        let (books, gateway) = (self.books(), self.provider.records());
        let taken = self.post.taken();
        let crashes = u32::try_from(self.tally.crashes).unwrap_or(u32::MAX);
        self.found.extend(self.auditor.audit_end(&books, &gateway, &taken, crashes));
        let engine = self.process().engine.clone();
        match engine.audit().await {
            Ok(report) => {
                for violation in report.violations {
                    self.wrong("perennial audit", format!("{violation:?}"));
                }
            }
            Err(error) => self.wrong("perennial audit", error.to_string()),
        }
        self.look_for_secrets(&engine);
    }

    /// No secret stands in the files of the database, nor in the log.
    fn look_for_secrets(&mut self, engine: &perennial_engine::Engine) {
        let mut secrets = vec![super::process::MASTER_KEY.to_owned()];
        for (account, rows) in &self.books().accounts {
            let Ok(account) = perennial_core::AccountId::try_new(*account) else { continue };
            let orders =
                rows.orders.keys().filter_map(|id| perennial_core::OrderId::try_new(*id).ok());
            secrets.extend(orders.map(|order| engine.vault().order_password(account, order)));
        }
        let secrets = Secrets::new(secrets);
        let folder = std::fs::read_dir(self.database.folder()).into_iter().flatten().flatten();
        let files = folder.filter_map(|file| std::fs::read(file.path()).ok());
        if files.chain([self.log.bytes()]).any(|bytes| secrets.are_in(&bytes)) {
            self.wrong("I11", "a secret stands in the database or in the log");
        }
    }
}

/// Texts that are looked for all at once, by what they begin with.
struct Secrets {
    /// Whether any begins with two bytes.
    beginnings: Vec<bool>,
    texts: Vec<String>,
}

impl Secrets {
    fn new(texts: Vec<String>) -> Self {
        let mut beginnings = vec![false; 1 << 16];
        for text in &texts {
            if let Some(place) =
                text.as_bytes().first_chunk().and_then(|two| at(&mut beginnings, *two))
            {
                *place = true;
            }
        }
        Self { beginnings, texts }
    }

    fn are_in(&self, bytes: &[u8]) -> bool {
        bytes.windows(2).enumerate().any(|(place, two)| {
            let may = two
                .first_chunk()
                .and_then(|two| self.beginnings.get(usize::from(u16::from_be_bytes(*two))));
            may.is_some_and(|may| *may) && {
                let rest = bytes.get(place..).unwrap_or_default();
                self.texts.iter().any(|text| rest.starts_with(text.as_bytes()))
            }
        })
    }
}

fn at(table: &mut [bool], two: [u8; 2]) -> Option<&mut bool> {
    table.get_mut(usize::from(u16::from_be_bytes(two)))
}
