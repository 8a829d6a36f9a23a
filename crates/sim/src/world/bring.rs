//! Who comes, and what they bring: imports, which are repeated until they are done.

use jiff::civil::Date;
use perennial_core::account::{CountryCode, Profile, Subsidiary};
use perennial_core::link::LinkKind;
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::plan::Plan;
use perennial_core::renew::{RenewMode, RenewSettings};
use perennial_core::service::{ProductLine, Quantity, StateKind};
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{
    AccountId, Expiry, PaymentMeanId, PaymentMethodId, Period, ServiceId, TaxRate,
};
use perennial_engine::NewAccount;
use perennial_engine::import::{
    Inventory, InventoryAccount, InventoryLink, InventoryMethod, InventoryService, ServiceName,
};

use super::process::money;
use super::{Heard, Person, World, nth};
use crate::auditor::date::{self, Day};
use crate::auditor::model::{Account, Method, Mode, Service, State};
use crate::auditor::rules::{self, COUNTRIES, OPTIONS_FROM, POINTS};
use crate::workload::{Kind, Step};

/// Modes in the order of the words of a step.
const MODES: [Mode; 6] = [
    Mode::Automatic,
    Mode::Manual,
    Mode::Forced,
    Mode::OneShot,
    Mode::Automatic2014,
    Mode::Automatic2016,
];
/// Kinds of methods in the order of the words of a step.
const KINDS: [MethodKind; 4] = [
    MethodKind::BankAccount,
    MethodKind::CreditCard,
    MethodKind::DeferredPaymentAccount,
    MethodKind::Paypal,
];

/// A service that somebody gets.
struct Gift<'a> {
    plan: &'a rules::Plan,
    quantity: i64,
    days: i64,
    anchor: i64,
    mode: Mode,
    months: Option<i64>,
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn line(product: &str) -> ProductLine {
    ProductLine::parse(product).expect("a product line")
}

fn civil(day: Day) -> Date {
    date::print(day).parse().expect("a date")
}

fn service_name(product: &str, id: i64) -> ServiceName {
    ServiceName { product: line(product), name: name(&format!("s{id}.example")) }
}

impl World {
    pub(super) async fn bring(&mut self, step: &Step) {
        if step.kind == Kind::Join {
            return self.join(step).await;
        }
        let [person, ..] = step.args::<7>();
        let Some(person) = self.person(person) else { return };
        match step.kind {
            Kind::Give => self.give(person, step).await,
            Kind::GiveOption => self.give_option(person, step).await,
            Kind::GiveSite => self.give_site(person, step).await,
            Kind::Register => self.register(person, step).await,
            Kind::Credit => {
                let [_, units] = step.args();
                let unit = self.person_at(person).country.currency.unit;
                self.credit(person, units.clamp(0, 1_000_000) * unit, 0).await;
            }
            _ => {
                let [_, points] = step.args();
                self.credit(person, 0, points.clamp(0, 1_000_000) * POINTS.unit).await;
            }
        }
    }

    /// Imports something, however often the process dies of it.
    async fn import(&mut self, inventory: &Inventory) {
        self.imports += 1;
        let mut hash = [0; 32];
        let number = self.imports.to_be_bytes();
        hash.iter_mut().zip(number).for_each(|(to, from)| *to = from);
        for _ in 0..4 {
            let engine = self.process().engine.clone();
            let imported = engine.import("sim", &hash, inventory).await;
            drop(engine);
            match self.heard(imported).await {
                Heard::Done(_) => return,
                Heard::Refused(error) => return self.wrong("import", format!("{error:?}")),
                Heard::Died => {}
            }
        }
        self.wrong("import", "it is never done");
    }

    async fn import_account(&mut self, account: InventoryAccount) {
        let inventory = Inventory { plans: Vec::new(), accounts: vec![account] };
        self.import(&inventory).await;
    }

    pub(super) async fn import_plan(&mut self, plan: &rules::Plan) {
        let inventory = Inventory { plans: vec![engine_plan(plan)], accounts: Vec::new() };
        self.import(&inventory).await;
    }

    async fn join(&mut self, step: &Step) {
        let [country] = step.args();
        let Some(country) = nth(&COUNTRIES, country) else { return };
        let number = self.people.len() + 1;
        let person = format!("c{number}");
        let new = NewAccount {
            nichandle: name(&format!("{person}-ovh")),
            currency: perennial_core::Currency::parse(country.currency.code).expect("a currency"),
            tax: AccountTax::Agreed(
                TaxRate::from_basis_points(u32::try_from(country.tax).unwrap_or(0))
                    .expect("a rate"),
            ),
            subsidiary: Subsidiary::parse(country.series).expect("a subsidiary"),
            profile: profile(&person),
            autorenew: None,
        };
        let plans = match self.people.is_empty() {
            true => self.auditor.plans.iter().map(engine_plan).collect(),
            false => Vec::new(),
        };
        let account = InventoryAccount {
            nichandle: new.nichandle.clone(),
            new: Some(new.clone()),
            services: Vec::new(),
            links: Vec::new(),
            methods: Vec::new(),
            prepaid: None,
            fidelity: None,
        };
        self.import(&Inventory { plans, accounts: vec![account] }).await;
        let found = self.process().engine.store().account_by_nichandle(&new.nichandle).await;
        let Ok(Some(account)) = found else {
            return self.wrong("import", format!("{person} is not there: {found:?}"));
        };
        let known = Account::new(country.currency, country.tax, country.series);
        self.auditor.join(account.get(), &person, known);
        self.people.push(Person::new(person, account, country));
    }

    async fn give(&mut self, person: usize, step: &Step) {
        let [_, quantity, plan, days, anchor, mode, months] = step.args();
        let plans = self.auditor.plans.clone();
        let own = plans.get(..OPTIONS_FROM).unwrap_or(&plans);
        let Some(plan) = nth(own, plan) else { return };
        let mode = nth(&MODES, mode).unwrap_or(Mode::Manual);
        let months = (months > 0).then_some(months.min(24));
        let (quantity, days) = (quantity.clamp(1, 1000), days.clamp(0, 800));
        let gift = Gift { plan: &plan, quantity, days, anchor, mode, months };
        self.import_gifts(person, &[gift], None).await;
    }

    async fn give_option(&mut self, person: usize, step: &Step) {
        let [_, plan, parent, days, months] = step.args();
        let plans = self.auditor.plans.clone();
        let options = plans.get(OPTIONS_FROM..).unwrap_or(&plans);
        let Some(plan) = nth(options, plan) else { return };
        let Some(parent) = nth(&self.person_at(person).services, parent) else { return };
        let months = (months > 0).then_some(months.min(24));
        let (days, anchor, quantity) = (days.clamp(0, 800), 0, 1);
        let gift = Gift { plan: &plan, quantity, days, anchor, mode: Mode::Option, months };
        self.import_gifts(person, &[gift], Some(parent)).await;
    }

    async fn give_site(&mut self, person: usize, step: &Step) {
        let [_, days, mode] = step.args();
        let plans = self.auditor.plans.clone();
        let of = |code: &str| plans.iter().find(|plan| plan.code == code);
        let (Some(domain), Some(hosting)) = (of("domain"), of("hosting")) else { return };
        let mode = nth(&MODES, mode).unwrap_or(Mode::Manual);
        let gift = |plan| {
            let (quantity, days, anchor) = (1, days.clamp(0, 800), 0);
            Gift { plan, quantity, days, anchor, mode, months: Some(12) }
        };
        self.import_gifts(person, &[gift(domain), gift(hosting)], None).await;
    }

    /// Imports services: options of a parent, if there is one; two of them are a domain and its hosting.
    async fn import_gifts(&mut self, person: usize, gifts: &[Gift<'_>], parent: Option<i64>) {
        let at = self.at();
        let today = date::in_paris(at);
        let first = i64::try_from(self.person_at(person).services.len()).unwrap_or(0);
        // Ids that do not rise with time.
        let ids: Vec<i64> =
            (first..).take(gifts.len()).map(|n| 1 + (n * 37) % 101 + n / 101).collect();
        let mut account = self.addition(person);
        let mut begun = Vec::new();
        for (gift, id) in gifts.iter().zip(&ids) {
            let (expires, anchor) = expiry(today + gift.days, gift.anchor);
            account.services.push(stored(gift, *id, expires, anchor));
            begun.push((*id, begin(gift, expires, anchor, today)));
        }
        let product_of = |world: &Self, id: i64| {
            let account = world.person_at(person).account.get();
            world
                .auditor
                .account(account)
                .services
                .get(&id)
                .map_or("vps", |service| service.product)
        };
        let mut link =
            |from: ServiceName, to, kind| account.links.push(InventoryLink { from, to, kind });
        match (gifts, ids.as_slice(), parent) {
            ([option, ..], [id, ..], Some(parent)) => {
                let to = service_name(product_of(self, parent), parent);
                link(service_name(option.plan.product, *id), to, LinkKind::OptionOf);
            }
            ([domain, hosting], [domain_id, hosting_id], None) => {
                let to = service_name(domain.plan.product, *domain_id);
                let from = service_name(hosting.plan.product, *hosting_id);
                link(from, to, LinkKind::HostingOfDomain);
            }
            _ => {}
        }
        self.import_account(account).await;
        let id = self.person_at(person).account.get();
        for (service, known) in begun {
            self.auditor.begin(id, service, known.expires, known.anchor);
            self.auditor.act(id, at, |account, moment| {
                account.parents.extend(parent.map(|parent| (service, parent)));
                account.begin(service, known, moment);
            });
        }
        if let ([domain, hosting], None) = (ids.as_slice(), parent) {
            let (domain, hosting) = (*domain, *hosting);
            self.auditor.act(id, at, |account, _| account.sites.push((hosting, domain)));
        }
        if let Some(person) = self.people.get_mut(person) {
            person.services.extend(ids);
        }
    }

    async fn register(&mut self, person: usize, step: &Step) {
        let [_, kind, is_default, days] = step.args();
        let kind = nth(&KINDS, kind).unwrap_or(MethodKind::Paypal);
        let at = self.at();
        let today = date::in_paris(at);
        let id = self.person_at(person).account.get();
        let methods = &self.auditor.account(id).methods;
        let number = 500 + i64::try_from(methods.len()).unwrap_or(0) * 7 % 10;
        let is_default = is_default > 0 && !methods.iter().any(|method| method.is_default);
        let ends = (days > 0).then(|| today + days.min(2000));
        let mut account = self.addition(person);
        account.methods.push(InventoryMethod {
            id: PaymentMethodId::try_new(number).ok(),
            mean_id: PaymentMeanId::try_new(number + 1000).ok(),
            kind,
            status: MethodStatus::Valid,
            is_default,
            label: None,
            expires_on: ends.map(civil),
            outcomes: Vec::new(),
        });
        self.import_account(account).await;
        self.auditor.act(id, at, |account, moment| {
            let kind = kind.mean();
            account.methods.push(Method { id: number, kind, is_default, ends, refused: false });
            account.receive(moment);
        });
        if let Some(person) = self.people.get_mut(person) {
            person.methods.push(number);
        }
    }

    async fn credit(&mut self, person: usize, prepaid: i64, points: i64) {
        let at = self.at();
        let currency = self.person_at(person).country.currency.code;
        let mut account = self.addition(person);
        account.prepaid = (prepaid > 0).then(|| money(prepaid, currency));
        account.fidelity = (points > 0).then(|| money(points, POINTS.code));
        self.import_account(account).await;
        let id = self.person_at(person).account.get();
        self.auditor.act(id, at, |account, moment| {
            account.prepaid += prepaid;
            account.points += points;
            if prepaid > 0 {
                account.receive(moment);
            }
        });
    }

    /// Something for an account that is there.
    fn addition(&self, person: usize) -> InventoryAccount {
        InventoryAccount {
            nichandle: name(&format!("{}-ovh", self.person_at(person).name)),
            new: None,
            services: Vec::new(),
            links: Vec::new(),
            methods: Vec::new(),
            prepaid: None,
            fidelity: None,
        }
    }
}

impl Person {
    fn new(name: String, account: AccountId, country: rules::Country) -> Self {
        let services = Vec::new();
        Self { name, account, country, services, methods: Vec::new(), last: None, keys: 0 }
    }
}

/// An expiry about a day: on the day itself, or where an anchor puts it in that month.
fn expiry(about: Day, anchor: i64) -> (Day, i64) {
    let (year, month, day) = date::civil(about);
    if (1..=31).contains(&anchor) {
        (date::anchored(year, month, anchor), anchor)
    } else {
        (about, day)
    }
}

fn begin(gift: &Gift<'_>, expires: Day, anchor: i64, today: Day) -> Service {
    Service {
        plan: gift.plan.code,
        product: gift.plan.product,
        quantity: gift.quantity,
        expires,
        anchor,
        state: State::Active,
        mode: gift.mode,
        months: gift.months,
        stop: None,
        engaged_until: None,
        held: None,
        due: None,
        looked: Some(today - 1),
    }
}

fn stored(gift: &Gift<'_>, id: i64, expires: Day, anchor: i64) -> InventoryService {
    let ServiceName { product, name } = service_name(gift.plan.product, id);
    let months = gift.months.map(|months| u16::try_from(months).unwrap_or(1));
    let period = months.map(|months| Period::from_months(i64::from(months)).expect("a period"));
    let mode = RenewMode::from_code(gift.mode.code()).expect("a mode");
    InventoryService {
        id: ServiceId::try_new(id).ok(),
        product,
        name,
        display_name: None,
        plan: self::name(gift.plan.code),
        quantity: Quantity::try_new(gift.quantity).expect("a quantity"),
        created_on: civil(expires - 400),
        expiry: Expiry::try_new(civil(expires), anchor).expect("an expiry"),
        state: StateKind::Active,
        renew: RenewSettings::try_new(mode, period, None).expect("settings"),
        engaged_until: None,
        contacts: None,
        about: perennial_core::detail::About::default(),
    }
}

fn engine_plan(plan: &rules::Plan) -> Plan {
    let mut made = Plan::new(name(plan.code), line(plan.product), name(plan.code));
    for ((currency, months), price) in &plan.prices {
        let period = Period::from_months(*months).expect("a period");
        made.set_price(period, money(*price, currency)).expect("a price");
    }
    for (currency, fee) in &plan.restoration {
        made.set_restoration(money(*fee, currency)).expect("a fee");
    }
    made
}

fn profile(person: &str) -> Profile {
    Profile {
        email: name(&format!("{person}@example.com")),
        country: CountryCode::parse("FR").expect("a country"),
        language: name("fr_FR"),
        legal_form: name("individual"),
        first_name: Some(name(person)),
        last_name: None,
        organisation: None,
        address: None,
        zip: None,
        city: None,
        phone: None,
        vat: None,
    }
}
