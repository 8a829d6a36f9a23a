//! What customers change: how services are renewed, when they are debited, and with what. Nothing is ordered here.

use jiff::civil::Date;
use perennial_core::account::AutoRenew;
use perennial_core::calendar::RenewDay;
use perennial_core::renew::{Stop as EngineStop, WantedMode, WantedStop, Wish as EngineWish};
use perennial_core::{PaymentMethodId, Period, ServiceId};
use perennial_engine::{EngineError, Idempotency, Renewal, ServiceUpdate};

use super::customer::TIMES;
use super::{Heard, World, nth};
use crate::auditor::date;
use crate::auditor::model::{Stop, Wish, WishMode};
use crate::workload::Step;

impl World {
    pub(super) async fn arrange(&mut self, person: usize, step: &Step) {
        let [_, service, mode, months, stop] = step.args();
        let Some(service) = nth(&self.person_at(person).services, service) else { return };
        let months = (months > 0).then_some(months.min(120));
        let mode = nth(&[None, Some(WishMode::Automatic), Some(WishMode::Manual)], mode).flatten();
        let stops =
            [None, Some(None), Some(Some(Stop::AtExpiry)), Some(Some(Stop::AtEngagementEnd))];
        let wish = Wish { mode, months, stop: nth(&stops, stop).flatten() };
        self.wish(person, service, wish).await;
    }

    pub(super) async fn wish(&mut self, person: usize, service: i64, wish: Wish) {
        let id = ServiceId::try_new(service).expect("an id of a service");
        let renewal = Some(Renewal::Wish(engine_wish(wish)));
        let update = ServiceUpdate { display_name: None, renewal };
        self.command(
            person,
            async |world, context| {
                let engine = world.process().engine.clone();
                engine.update_service(&context, id, &update).await
            },
            |account, moment| account.arrange(service, wish, moment),
        )
        .await;
    }

    pub(super) async fn choose_renew_day(&mut self, person: usize, step: &Step) {
        let [_, day, active] = step.args();
        let (day, active) = (day.rem_euclid(31) + 1, active > 0);
        let renew_day = RenewDay::try_new(day).expect("a day of the month");
        let account = self.auditor.account(self.person_at(person).account.get());
        let is_first = account.renew_day.is_none();
        let active = active || is_first;
        // Whoever gets no answer asks again under the same key: the first choice is refused a second time otherwise.
        let key = Idempotency::new(format!("renew day of {person}"), format!("{day}").as_bytes());
        self.command(
            person,
            async |world, context| {
                let engine = world.process().engine.clone();
                if is_first {
                    return engine.start_autorenew(&context, renew_day, Some(&key)).await;
                }
                engine.change_autorenew(&context, AutoRenew { active, renew_day }).await
            },
            |account, moment| {
                account.choose_renew_day(day, active, moment);
                true
            },
        )
        .await;
    }

    pub(super) async fn prefer(&mut self, person: usize, step: &Step) {
        let [_, method] = step.args();
        let Some(method) = nth(&self.person_at(person).methods, method) else { return };
        let id = PaymentMethodId::try_new(method).expect("an id of a method");
        self.command(
            person,
            async |world, context| {
                let engine = world.process().engine.clone();
                engine.choose_default_method(&context, id, None).await
            },
            |account, moment| {
                account.prefer(method, moment);
                true
            },
        )
        .await;
    }

    pub(super) async fn end_method(&mut self, person: usize, step: &Step) {
        let [_, method, days] = step.args();
        let Some(method) = nth(&self.person_at(person).methods, method) else { return };
        let id = PaymentMethodId::try_new(method).expect("an id of a method");
        let ends = (days != 0).then(|| date::in_paris(self.at()) + days.clamp(-30, 2000));
        let on: Option<Date> = ends.map(|day| date::print(day).parse().expect("a date"));
        self.command(
            person,
            async |world, context| {
                let engine = world.process().engine.clone();
                engine.set_method_expiry(&context, id, on).await
            },
            |account, moment| {
                account.end_method(method, ends, moment);
                true
            },
        )
        .await;
    }

    /// A command that is done or not, and may be asked for again when nobody answers.
    async fn command(
        &mut self,
        person: usize,
        send: impl AsyncFn(&Self, perennial_engine::Context) -> Result<(), EngineError>,
        expect: impl Fn(&mut crate::auditor::model::Account, &crate::auditor::model::Moment<'_>) -> bool,
    ) {
        for _ in 0..TIMES {
            let (at, id) = (self.at(), self.person_at(person).account.get());
            let before = self.auditor.account(id).clone();
            let is_granted = self.auditor.act(id, at, &expect);
            let context = self.context(self.person_at(person));
            let answer = send(self, context).await;
            match self.heard(answer).await {
                Heard::Died => self.is_unsure(id, vec![before]),
                Heard::Done(()) if is_granted => return,
                Heard::Refused(_) if !is_granted => return self.tally.refused += 1,
                Heard::Done(()) => return self.wrong("settings", "this must be refused"),
                Heard::Refused(error) => {
                    return self.wrong("settings", format!("this must be granted: {error}"));
                }
            }
        }
    }
}

fn engine_wish(wish: Wish) -> EngineWish {
    let mode = wish.mode.map(|mode| match mode {
        WishMode::Automatic => WantedMode::Automatic,
        WishMode::Manual => WantedMode::Manual,
    });
    let stop = wish.stop.map(|stop| match stop {
        None => WantedStop::Never,
        Some(Stop::AtExpiry) => WantedStop::At(EngineStop::AtExpiration),
        Some(Stop::AtEngagementEnd) => WantedStop::At(EngineStop::AtEngagementEnd),
    });
    let period = wish.months.map(|months| Period::from_months(months).expect("a period"));
    EngineWish { mode, period, stop }
}
