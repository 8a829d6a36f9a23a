//! Worlds of customers, drawn from a seed: what they hold, pay with and have chosen.
//!
//! The same seed is the same world. What becomes of it is not known here.

use jiff::Span;
use jiff::civil::{Date, date};
use perennial_core::engagement::{EndRule, Kind, Offer};
use perennial_core::link::LinkKind;
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::plan::Plan;
use perennial_core::renew::{AutomaticKind, RenewMode, RenewSettings, Stop};
use perennial_core::service::{ProductLine, Quantity, StateKind};
use perennial_core::text::Name;
use perennial_core::{Currency, Expiry, Money, PaymentMeanId, PaymentMethodId, Period, ServiceId};
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_engine::import::{
    InventoryAccount, InventoryLink, InventoryMethod, InventoryService, ServiceName,
};
use perennial_testkit::{Holding, account};

/// The day on which worlds begin.
pub(crate) const START: Date = date(2026, 11, 20);

/// What gateways and balances do to renewals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    /// Whatever is debited is paid, from a payment method.
    Good,
    /// Some debits are declined, and some balances cover them.
    Mixed,
    /// Some debits are approved only when the gateway is asked. Nothing is an option, because an option that is looked at
    /// before its parent is paid has another parent.
    Silent,
}

/// A world.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) plans: Vec<Plan>,
    pub(crate) people: Vec<Person>,
}

/// A customer.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) account: InventoryAccount,
    pub(crate) renew_day: Option<i64>,
}

/// Numbers from a seed (SplitMix64).
#[derive(Debug)]
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap() % limit
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Any order of things.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

impl World {
    pub(crate) fn drawn(seed: u64, luck: Luck) -> Self {
        let mut draw = Draw(seed);
        let people = 3 + draw.below(3);
        let people = (0..people).map(|number| Person::drawn(&mut draw, number, luck)).collect();
        Self { plans: plans(1), people }
    }

    /// The same world with everything so many times as dear.
    pub(crate) fn dearer(self, times: i64) -> Self {
        Self { plans: plans(times), ..self }
    }

    /// The same world some years later.
    pub(crate) fn later(mut self, years: i16) -> Self {
        let span = Span::new().years(years);
        for service in self.people.iter_mut().flat_map(|person| &mut person.account.services) {
            let expiry = service.expiry;
            let on = expiry.on().checked_add(span).unwrap();
            service.expiry = Expiry::try_new(on, expiry.anchor_day().into()).unwrap();
            let engaged = &mut service.engaged_until;
            *engaged = engaged.map(|until| until.checked_add(span).unwrap());
        }
        self
    }
}

fn text(text: &str) -> Name {
    Name::parse(text).unwrap()
}

const PRODUCTS: [&str; 3] = ["vps", "hosting/web", "domain"];
const PERIODS: [(&str, i64); 3] = [("P1M", 333), ("P3M", 999), ("P1Y", 3599)];

/// Engagements by the month: mode, length, cents, and what comes after.
const ENGAGEMENTS: [(&str, &str, i64, EndRule); 4] = [
    ("listed", "P3M", 299, EndRule::GoOn),
    ("kept", "P3M", 288, EndRule::KeepPrice),
    ("again", "P6M", 277, EndRule::Reactivate),
    ("ended", "P6M", 266, EndRule::Cancel),
];

/// The engagement that the holder of a service asks for at the beginning of the world, if it can be had.
pub(crate) fn wanted(service: ServiceId) -> Option<&'static str> {
    let place = usize::try_from(service.get()).unwrap() % (2 * ENGAGEMENTS.len());
    ENGAGEMENTS.get(place).map(|(mode, ..)| *mode)
}

fn plans(times: i64) -> Vec<Plan> {
    let plan = |(number, product): (i64, &&str)| {
        let product = ProductLine::parse(product).unwrap();
        let mut plan = Plan::new(text(product.as_str()), product, text("A plan"));
        for (period, cents) in PERIODS {
            let price = Money::from_ucents(cents * number * times * 1_000_000, Currency::Eur);
            plan.set_price(Period::parse(period).unwrap(), price).unwrap();
        }
        for (mode, length, cents, end_rule) in ENGAGEMENTS {
            let price = Money::from_ucents(cents * number * times * 1_000_000, Currency::Eur);
            let months = |text| Period::parse(text).unwrap();
            let (mode, length, period) = (text(mode), months(length), months("P1M"));
            let offer = Offer { mode, kind: Kind::Periodic, length, period, price, end_rule };
            plan.set_engagement(offer).unwrap();
        }
        plan
    };
    (1..).zip(&PRODUCTS).map(plan).collect()
}

impl Person {
    /// Gives the customer another name.
    pub(crate) fn rename(&mut self, suffix: &str) {
        let name = text(&format!("{}-{suffix}", self.account.nichandle));
        self.account.nichandle = name.clone();
        if let Some(new) = &mut self.account.new {
            new.nichandle = name;
        }
    }

    fn drawn(draw: &mut Draw, number: usize, luck: Luck) -> Self {
        let mut own = account(&format!("person{number}"), &Holding::default());
        let count = 1 + draw.below(5);
        for place in 0..count {
            own.services.push(service(draw, number, place));
        }
        for option in 1..count {
            if luck != Luck::Silent && draw.one_in(4) {
                make_option(&mut own, option, draw.below(option));
            }
        }
        let methods = 1 + draw.below(2);
        own.methods = (0..methods).map(|place| method(draw, number, place, luck)).collect();
        if luck == Luck::Mixed && draw.one_in(2) {
            let cents = i64::try_from(draw.below(10_000)).unwrap();
            own.prepaid = Some(Money::from_ucents(cents * 1_000_000, Currency::Eur));
        }
        let renew_day = draw.one_in(2).then(|| 1 + i64::try_from(draw.below(31)).unwrap());
        Self { account: own, renew_day }
    }
}

fn service(draw: &mut Draw, owner: usize, place: usize) -> InventoryService {
    // After the first debits, so that none is missed before the world begins.
    let days = i64::try_from(35 + draw.below(330)).unwrap();
    let on = START.checked_add(Span::new().days(days)).unwrap();
    let expiry = if draw.one_in(3) {
        Expiry::try_new(on.last_of_month(), 31).unwrap()
    } else {
        Expiry::anchored_on(on)
    };
    let period = Period::parse(draw.of(&PERIODS).0).unwrap();
    let automatic = RenewMode::Automatic(AutomaticKind::V2012);
    let (mode, stop) = match draw.below(8) {
        0..=4 => (automatic, None),
        5 => (RenewMode::Manual, None),
        6 => (RenewMode::Manual, Some(Stop::AtExpiration)),
        _ => (automatic, Some(Stop::AtEngagementEnd)),
    };
    let until = on.checked_add(Span::new().months(5)).unwrap();
    let id = i64::try_from(owner * 100 + place + 1).unwrap();
    let product = draw.of(&PRODUCTS);
    InventoryService {
        id: Some(ServiceId::try_new(id).unwrap()),
        product: ProductLine::parse(product).unwrap(),
        name: text(&format!("service-{id}")),
        display_name: None,
        plan: text(product),
        quantity: Quantity::try_new(1 + i64::try_from(draw.below(3)).unwrap()).unwrap(),
        created_on: date(2020, 1, 1),
        expiry,
        state: StateKind::Active,
        renew: RenewSettings::try_new(mode, Some(period), stop).unwrap(),
        engaged_until: stop.filter(|stop| *stop == Stop::AtEngagementEnd).map(|_| until),
        contacts: None,
        about: perennial_core::detail::About::default(),
    }
}

fn make_option(own: &mut InventoryAccount, option: usize, parent: usize) {
    let name = |place: usize| {
        let service: &InventoryService = &own.services[place];
        ServiceName { product: service.product.clone(), name: service.name.clone() }
    };
    let (from, to) = (name(option), name(parent));
    own.links.push(InventoryLink { from, to, kind: LinkKind::OptionOf });
    let service = &mut own.services[option];
    let period = service.renew.period();
    service.renew = RenewSettings::try_new(RenewMode::Option, period, None).unwrap();
    service.engaged_until = None;
}

fn method(draw: &mut Draw, owner: usize, place: usize, luck: Luck) -> InventoryMethod {
    let id = i64::try_from(owner * 10 + place + 1).unwrap();
    let mut outcomes = Vec::new();
    let all: &[Outcome] = match luck {
        Luck::Good => &[],
        Luck::Mixed => &[Outcome::Approve, Outcome::DeclineSoft, Outcome::DeclineHard],
        Luck::Silent => &[Outcome::Approve, Outcome::NoAnswerThenApprove],
    };
    if !all.is_empty() {
        outcomes = (0..draw.below(8)).map(|_| *draw.of(all)).collect();
    }
    InventoryMethod {
        id: Some(PaymentMethodId::try_new(id).unwrap()),
        mean_id: Some(PaymentMeanId::try_new(id).unwrap()),
        kind: *draw.of(&MethodKind::ALL),
        status: MethodStatus::Valid,
        is_default: place == 0,
        label: None,
        expires_on: None,
        outcomes,
    }
}
