//! The steps that a seed makes: customers come and bring something, and then time passes and everything happens.

use super::random::Random;
use super::step::{Kind, Step};

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
    let mut maker = Maker { random: Random::new(seed), steps: Vec::new(), sizes };
    let now = sizes.accounts.min(2 + sizes.accounts / 2);
    for _ in 0..now {
        maker.customer();
    }
    let mut later = sizes.accounts - now;
    let mut days = 0;
    while days < sizes.years * 365 {
        if later > 0 && maker.random.chance(10) {
            later -= 1;
            maker.customer();
        }
        for _ in 0..maker.random.between(0, 3) {
            maker.something();
        }
        days += maker.time();
    }
    for _ in 0..later {
        maker.customer();
    }
    maker.steps
}

struct Maker {
    random: Random,
    steps: Vec<Step>,
    sizes: Sizes,
}

impl Maker {
    fn add(&mut self, kind: Kind, args: &[i64]) {
        self.steps.push(Step::new(kind, args));
    }

    fn someone(&mut self) -> i64 {
        self.random.between(0, self.sizes.accounts - 1)
    }

    /// A customer with what they hold. The number of the customer is not known here, so everything is for the last one.
    fn customer(&mut self) {
        let number = self.steps.iter().filter(|step| step.kind == Kind::Join).count();
        let person = i64::try_from(number).unwrap_or(0);
        let country = self.random.between(0, 7);
        self.add(Kind::Join, &[country]);
        for _ in 0..self.random.between(0, 2) {
            let (kind, days) = (self.random.between(0, 3), self.random.one_of(&[0, 0, 0, 90, 400, 900]));
            let is_default = i64::from(self.random.chance(70));
            self.add(Kind::Register, &[person, kind, is_default, days]);
        }
        if self.random.chance(40) {
            let units = self.random.one_of(&[1, 500, 2000, 20_000, 200_000]);
            self.add(Kind::Credit, &[person, units]);
        }
        if self.random.chance(20) {
            let points = self.random.one_of(&[10, 1000, 50_000]);
            self.add(Kind::Reward, &[person, points]);
        }
        for _ in 0..self.random.between(1, 4) {
            self.give(person);
        }
        if self.random.chance(50) {
            self.add_option(person);
        }
        if self.random.chance(30) {
            let (days, mode) = (self.random.between(0, 400), self.mode());
            self.add(Kind::GiveSite, &[person, days, mode]);
        }
        if self.random.chance(50) {
            self.renew_day(person);
        }
    }

    fn mode(&mut self) -> i64 {
        self.random.one_of(&[0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5])
    }

    fn give(&mut self, person: i64) {
        let quantity = self.random.one_of(&[1, 1, 1, 1, 3, 7]);
        let plan = self.random.between(0, 5);
        let days = self.random.one_of(&[0, 1, 5, 20, 40, 60, 100, 200, 380]);
        let days = days + self.random.between(0, 20);
        let anchor = self.random.one_of(&[0, 0, 0, 29, 30, 31, 31]);
        let mode = self.mode();
        let months = self.random.one_of(&[0, 1, 1, 1, 3, 6, 12, 12, 24]);
        self.add(Kind::Give, &[person, quantity, plan, days, anchor, mode, months]);
    }

    fn add_option(&mut self, person: i64) {
        let (plan, parent) = (self.random.between(0, 2), self.random.between(0, 7));
        let (days, months) = (self.random.between(0, 100), self.random.one_of(&[0, 1, 1, 3, 6, 12]));
        self.add(Kind::GiveOption, &[person, plan, parent, days, months]);
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
            11..=25 => {
                let days = self.random.one_of(&[1, 2, 5, 9, 20, 45, 100]);
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
            1..=14 => {
                self.order(person);
                if self.random.chance(70) {
                    self.pay(person, 0);
                }
            }
            15..=22 => {
                let order = self.random.one_of(&[0, 0, 0, 1, 2, 5]);
                self.pay(person, order);
            }
            23..=26 => self.add(Kind::Again, &[person]),
            27 => self.add(Kind::Reuse, &[person]),
            28..=31 => {
                let (service, months) = (self.random.between(0, 7), self.months());
                let linked = self.random.between(0, 3);
                self.add(Kind::DryRun, &[person, service, months, linked]);
            }
            32..=45 => self.arrange(person),
            46..=48 => self.renew_day(person),
            49..=51 => {
                let method = self.random.between(0, 2);
                self.add(Kind::Prefer, &[person, method]);
            }
            52..=55 => {
                let days = self.random.one_of(&[0, 0, -5, 3, 30, 400]);
                let method = self.random.between(0, 2);
                self.add(Kind::MethodEnds, &[person, method, days]);
            }
            56..=58 => {
                let (plan, per_mille) = (self.random.between(0, 8), self.random.between(700, 1500));
                self.add(Kind::Price, &[plan, per_mille]);
            }
            59..=72 => self.answers(person),
            73..=74 => {
                let letters = self.random.between(1, 5);
                self.add(Kind::MailDown, &[letters]);
            }
            75..=82 => {
                let (point, write) = (self.random.between(0, 1), self.random.one_of(&[1, 1, 2, 2, 3, 4, 5, 7, 11, 20]));
                self.add(Kind::Crash, &[point, write]);
            }
            83..=86 => {
                let process = self.random.between(0, 1);
                self.add(Kind::Switch, &[process]);
            }
            87..=89 => {
                let deed = self.random.between(0, 4);
                self.add(Kind::Meanwhile, &[deed]);
            }
            90 => self.add(Kind::Doubt, &[]),
            91 => {
                let days = self.random.between(0, 400);
                self.add(Kind::Forecast, &[person, days]);
            }
            92 => self.add(Kind::Pass, &[]),
            93 => self.give(person),
            94 => self.add_option(person),
            95..=96 => {
                let units = self.random.one_of(&[1, 300, 900, 5000, 30_000]);
                self.add(Kind::Credit, &[person, units]);
            }
            97 => self.add(Kind::Reward, &[person, 2000]),
            _ => {
                let (kind, days) = (self.random.between(0, 3), self.random.one_of(&[0, 0, 60, 500]));
                self.add(Kind::Register, &[person, kind, 1, days]);
            }
        }
    }

    fn months(&mut self) -> i64 {
        self.random.one_of(&[1, 1, 1, 3, 6, 12, 12, 24, 2])
    }

    fn order(&mut self, person: i64) {
        let (service, months) = (self.random.between(0, 7), self.months());
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
        let service = self.random.between(0, 7);
        let mode = self.random.one_of(&[0, 0, 1, 1, 2]);
        let months = self.random.one_of(&[0, 0, 0, 1, 3, 12, 2]);
        let stop = self.random.one_of(&[0, 0, 0, 1, 1, 2, 3]);
        self.add(Kind::Arrange, &[person, service, mode, months, stop]);
    }

    /// The gateway is moody about the next charges of a method.
    fn answers(&mut self, person: i64) {
        let method = self.random.between(0, 2);
        for _ in 0..self.random.one_of(&[1, 1, 1, 2, 3, 5]) {
            let answer = self.random.one_of(&[1, 1, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7, 8]);
            let asks = self.random.one_of(&[1, 1, 2, 3, 5, 9]);
            self.add(Kind::Gateway, &[person, method, answer, asks]);
        }
    }
}
