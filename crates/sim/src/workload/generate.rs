//! The steps that a seed makes: customers come and bring something, and then time passes and everything happens.
//!
//! The maker remembers what it has given to whom, so that most requests make sense; some do not, on purpose.

use super::random::Random;
use super::step::{Kind, Step};
use crate::auditor::rules::{OPTIONS_FROM, plans};

/// How much is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Customers.
    pub accounts: i64,
    /// Years.
    pub years: i64,
}

/// Makes the steps of a seed.
#[must_use]
pub fn generate(seed: u64, sizes: Sizes) -> Vec<Step> {
    let months = plans().iter().map(|plan| plan.months("EUR").collect()).collect();
    let random = Random::new(seed);
    let mut maker = Maker { random, steps: Vec::new(), people: Vec::new(), months };
    // A calm world shows what goes on for years, a busy one what comes together.
    let busy = maker.random.one_of(&[1, 2, 2, 4]);
    let first = sizes.accounts.min(1 + sizes.accounts / 2);
    for _ in 0..first {
        maker.customer();
    }
    let (mut later, mut days) = (sizes.accounts - first, 0);
    while days < sizes.years * 365 {
        if later > 0 && maker.random.chance(10) {
            later -= 1;
            maker.customer();
        }
        for _ in 0..maker.random.between(0, busy) {
            maker.something();
        }
        days += maker.time();
    }
    maker.steps
}

/// What the maker knows of a customer.
#[derive(Debug, Clone)]
struct Person {
    /// The plan of each service.
    plans: Vec<usize>,
    methods: i64,
}

struct Maker {
    random: Random,
    steps: Vec<Step>,
    people: Vec<Person>,
    /// The months that each plan has a price for.
    months: Vec<Vec<i64>>,
}

impl Maker {
    fn add(&mut self, kind: Kind, args: &[i64]) {
        self.steps.push(Step::new(kind, args));
    }

    fn someone(&mut self) -> i64 {
        let last = i64::try_from(self.people.len()).unwrap_or(1) - 1;
        self.random.between(0, last.max(0))
    }

    fn known(&self, person: i64) -> Option<&Person> {
        self.people.get(usize::try_from(person).ok()?)
    }

    /// A service of a customer, and months that its plan has most of the time.
    fn service(&mut self, person: i64) -> (i64, i64) {
        let plans = self.known(person).map(|known| known.plans.clone()).unwrap_or_default();
        let last = i64::try_from(plans.len()).unwrap_or(1) - 1;
        let service = self.random.between(0, last.max(0));
        let plan = usize::try_from(service).ok().and_then(|service| plans.get(service));
        let months = plan.and_then(|plan| self.months.get(*plan)).cloned().unwrap_or_default();
        let is_odd = self.random.chance(8) || months.is_empty();
        let months = if is_odd { vec![1, 2, 3, 24, 120] } else { months };
        (service, self.random.one_of(&months))
    }

    fn method(&mut self, person: i64) -> i64 {
        let last = self.known(person).map_or(0, |known| known.methods - 1);
        self.random.between(0, last.max(0))
    }

    /// A customer with what they hold.
    fn customer(&mut self) {
        let person = i64::try_from(self.people.len()).unwrap_or(0);
        self.people.push(Person { plans: Vec::new(), methods: 0 });
        let country = self.random.between(0, 7);
        self.add(Kind::Join, &[country]);
        for _ in 0..self.random.one_of(&[0, 1, 1, 1, 2, 2, 3]) {
            self.register(person);
        }
        if self.random.chance(50) {
            let units = self.random.one_of(&[1, 500, 2000, 20_000, 200_000]);
            self.add(Kind::Credit, &[person, units]);
        }
        if self.random.chance(30) {
            let points = self.random.one_of(&[10, 1000, 50_000]);
            self.add(Kind::Reward, &[person, points]);
        }
        for _ in 0..self.random.between(1, 4) {
            self.give(person);
        }
        for _ in 0..self.random.one_of(&[0, 0, 1, 1, 2]) {
            self.add_option(person);
        }
        if self.random.chance(30) {
            self.add_site(person);
        }
        if self.random.chance(50) {
            self.renew_day(person);
        }
    }

    fn register(&mut self, person: i64) {
        let (kind, days) = (self.random.between(0, 3), self.random.one_of(&[0, 0, 0, 0, 90, 500]));
        let is_default = i64::from(self.random.chance(70));
        self.add(Kind::Register, &[person, kind, is_default, days]);
        let known = usize::try_from(person).ok().and_then(|person| self.people.get_mut(person));
        known.into_iter().for_each(|known| known.methods += 1);
    }

    fn holds(&mut self, person: i64, plan: usize) {
        let known = usize::try_from(person).ok().and_then(|person| self.people.get_mut(person));
        known.into_iter().for_each(|known| known.plans.push(plan));
    }

    fn mode(&mut self) -> i64 {
        self.random.one_of(&[0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5])
    }

    fn give(&mut self, person: i64) {
        let quantity = self.random.one_of(&[1, 1, 1, 1, 3, 7]);
        let plan = self.random.one_of(&[0, 0, 0, 1, 1, 2, 3, 4, 4, 5]);
        let days = self.random.one_of(&[0, 0, 1, 5, 20, 40, 60, 100, 200, 380]);
        let days = days + self.random.between(0, 20);
        let anchor = self.random.one_of(&[0, 0, 0, 29, 30, 31, 31]);
        let mode = self.mode();
        let place = usize::try_from(plan).unwrap_or(0);
        let mut months = self.months.get(place).cloned().unwrap_or_default();
        months.extend([0, 0, 2]);
        let months = self.random.one_of(&months);
        self.add(Kind::Give, &[person, quantity, plan, days, anchor, mode, months]);
        self.holds(person, place);
    }

    fn add_option(&mut self, person: i64) {
        let (plan, (parent, _)) = (self.random.between(0, 2), self.service(person));
        let (days, months) =
            (self.random.between(0, 100), self.random.one_of(&[0, 1, 1, 3, 6, 12]));
        self.add(Kind::GiveOption, &[person, plan, parent, days, months]);
        self.holds(person, OPTIONS_FROM + usize::try_from(plan).unwrap_or(0));
    }

    fn add_site(&mut self, person: i64) {
        let (days, mode) = (self.random.between(0, 300), self.mode());
        self.add(Kind::GiveSite, &[person, days, mode]);
        self.holds(person, 4);
        self.holds(person, 5);
    }

    fn renew_day(&mut self, person: i64) {
        let day = self.random.one_of(&[0, 4, 14, 27, 28, 29, 30]);
        let active = i64::from(self.random.chance(80));
        self.add(Kind::RenewDay, &[person, day, active]);
    }

    /// Time passes. Answers how many days.
    fn time(&mut self) -> i64 {
        match self.random.between(1, 100) {
            1..=10 => {
                let hours = self.random.between(1, 30);
                self.add(Kind::Hours, &[hours]);
                hours / 24
            }
            11..=22 => {
                let days = self.random.one_of(&[1, 2, 2, 3, 5, 9, 20, 45]);
                self.add(Kind::Outage, &[days]);
                days
            }
            _ => {
                let days = self.random.one_of(&[1, 1, 2, 3, 5, 8, 13, 21, 31]);
                self.add(Kind::Days, &[days]);
                days
            }
        }
    }

    fn something(&mut self) {
        let person = self.someone();
        match self.random.between(1, 100) {
            1..=18 => {
                self.order(person);
                if self.random.chance(75) {
                    self.pay(person, 0);
                }
            }
            19..=26 => {
                let order = self.random.one_of(&[0, 0, 0, 1, 2, 5]);
                self.pay(person, order);
            }
            27..=30 => self.add(Kind::Again, &[person]),
            31 => self.add(Kind::Reuse, &[person]),
            32..=34 => {
                let ((service, months), linked) = (self.service(person), self.random.between(0, 3));
                self.add(Kind::DryRun, &[person, service, months, linked]);
            }
            35..=42 => self.arrange(person),
            43..=44 => self.renew_day(person),
            45..=57 => self.change_means(person),
            58..=70 => self.answers(person),
            71..=88 => self.disturb(),
            89 => {
                let days = self.random.between(0, 400);
                self.add(Kind::Forecast, &[person, days]);
            }
            90..=94 => self.give(person),
            95 => self.add_site(person),
            96..=98 => self.add_option(person),
            _ => {
                let (plan, per_mille) = (self.random.between(0, 8), self.random.between(700, 1500));
                self.add(Kind::Price, &[plan, per_mille]);
            }
        }
    }

    fn change_means(&mut self, person: i64) {
        match self.random.between(1, 12) {
            1..=2 => {
                let method = self.method(person);
                self.add(Kind::Prefer, &[person, method]);
            }
            3..=4 => {
                let (method, days) =
                    (self.method(person), self.random.one_of(&[0, 0, -5, 3, 30, 400]));
                self.add(Kind::MethodEnds, &[person, method, days]);
            }
            5..=8 => {
                let units = self.random.one_of(&[1, 300, 900, 5000, 30_000]);
                self.add(Kind::Credit, &[person, units]);
            }
            9 => self.add(Kind::Reward, &[person, 2000]),
            _ => self.register(person),
        }
    }

    /// Something goes wrong around everybody.
    fn disturb(&mut self) {
        match self.random.between(1, 18) {
            1..=9 => {
                let point = self.random.between(0, 1);
                let write = self.random.one_of(&[1, 1, 2, 2, 3, 4, 5, 6, 7, 9, 11, 15]);
                self.add(Kind::Crash, &[point, write]);
            }
            10..=12 => {
                let process = self.random.between(0, 1);
                self.add(Kind::Switch, &[process]);
            }
            13..=15 => {
                let deed = self.random.between(0, 4);
                self.add(Kind::Meanwhile, &[deed]);
            }
            16 => self.add(Kind::Doubt, &[]),
            17 => self.add(Kind::Pass, &[]),
            _ => {
                let letters = self.random.between(1, 5);
                self.add(Kind::MailDown, &[letters]);
            }
        }
    }

    fn order(&mut self, person: i64) {
        let (service, months) = self.service(person);
        let linked = self.random.one_of(&[0, 0, 0, 1, 2, 3, 7]);
        let key = i64::from(self.random.chance(50));
        self.add(Kind::Order, &[person, service, months, linked, key]);
    }

    fn pay(&mut self, person: i64, order: i64) {
        let means = self.random.one_of(&[0, 1, 2, 3, 5, 5, 5, 5]);
        let key = i64::from(self.random.chance(60));
        self.add(Kind::Pay, &[person, order, means, key]);
    }

    fn arrange(&mut self, person: i64) {
        let (service, months) = self.service(person);
        let mode = self.random.one_of(&[0, 0, 1, 1, 2]);
        let months = if self.random.chance(40) { months } else { 0 };
        let stop = self.random.one_of(&[0, 0, 0, 0, 1, 1, 2, 3]);
        self.add(Kind::Arrange, &[person, service, mode, months, stop]);
    }

    /// The gateway is moody about the next charges of a method.
    fn answers(&mut self, person: i64) {
        let method = self.method(person);
        for _ in 0..self.random.one_of(&[1, 1, 1, 2, 3, 5]) {
            let answer = self.random.one_of(&[1, 1, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7, 8]);
            let asks = self.random.one_of(&[1, 1, 2, 3, 5, 9]);
            self.add(Kind::Gateway, &[person, method, answer, asks]);
        }
    }
}
