//! A process: an engine that can die, and another one in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use perennial_core::calendar::{RenewDay, Rules};
use perennial_core::service::ProductLine;
use perennial_core::{Calendar, Currency, Money};
use perennial_engine::clock::Clock;
use perennial_engine::ids::Ids;
use perennial_engine::vault::MasterKey;
use perennial_engine::{Engine, Settings};
use perennial_store::Faults;
use perennial_store::testing::TestDatabase;

use crate::auditor::rules;
use crate::fault::{PostOffice, Provider};

/// The key that secrets are sealed with: 64 digits.
pub const MASTER_KEY: &str = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2";

/// A process.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) engine: Arc<Engine>,
    pub(super) faults: Faults,
    /// Whether it is to die.
    pub(super) is_armed: bool,
    number: u64,
}

impl Process {
    pub(super) async fn new(
        number: u64,
        seed: u64,
        database: &TestDatabase,
        clock: &Clock,
        calendar: &rules::Calendar,
        provider: &Arc<Provider>,
        post: &Arc<PostOffice>,
    ) -> Self {
        let mut bytes = [0; 32];
        let words = seed.to_be_bytes().into_iter().chain(number.to_be_bytes());
        bytes.iter_mut().zip(words).for_each(|(byte, word)| *byte = word);
        let key = MasterKey::parse(MASTER_KEY).expect("a key");
        let ids = Ids::from_seed(&bytes);
        let mut settings = Settings::new(database.database().clone(), key, clock.clone(), ids);
        settings.gateway = Some(Arc::clone(provider) as _);
        settings.mailer = Some(Arc::clone(post) as _);
        settings.calendar = engine_calendar(calendar);
        // Small, so that there is more than one batch now and then.
        settings.batch = if seed.is_multiple_of(3) { 2 } else { 1000 };
        let faults = settings.faults.clone();
        let engine = Engine::open(settings).await.expect("the database opens");
        Self { engine, faults, is_armed: false, number }
    }

    /// The number of the process that comes after it: no two have the same ids.
    pub(super) const fn next_number(&self) -> u64 {
        self.number + 1000
    }
}

/// The calendar as the engine has it.
fn engine_calendar(calendar: &rules::Calendar) -> Calendar {
    let days = |days: &[i64]| days.iter().map(|day| small(*day)).collect();
    let rules = |from: &rules::Days| Rules {
        notices_automatic: days(&from.ahead_automatic),
        notices_automatic_from_months: small(from.ahead_from_months),
        notices_manual: days(&from.ahead_manual),
        retries: days(&from.retries),
        unpaid_days: small(from.unpaid),
        retention_days: small(from.retention),
        redemption_days: small(from.redemption),
    };
    let products: BTreeMap<ProductLine, Rules> = calendar
        .products
        .iter()
        .map(|(product, days)| (ProductLine::parse(product).expect("a product line"), rules(days)))
        .collect();
    let renew_day = RenewDay::try_new(calendar.renew_day).expect("a day of the month");
    let default = rules(&calendar.days);
    for checked in products.values().chain([&default]) {
        checked.check().expect("rules that hang together");
    }
    Calendar::new(renew_day, default, products)
}

fn small(days: i64) -> u16 {
    u16::try_from(days).expect("a number of days")
}

/// An amount as the engine has it.
pub(super) fn money(ucents: i64, currency: &str) -> Money {
    Money::from_ucents(ucents, Currency::parse(currency).expect("a currency"))
}
