//! What the people in tests hold: the guide's services, prices and payment methods.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use perennial_api::catalogue::{self, LINES};
use perennial_core::account::{CountryCode, Profile, Subsidiary};
use perennial_core::detail::About;
use perennial_core::engagement::{EndRule, Kind, Offer};
use perennial_core::link::LinkKind;
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::plan::Plan;
use perennial_core::renew::{AutomaticKind, RenewMode, RenewSettings};
use perennial_core::service::{ProductLine, Quantity, StateKind};
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{
    Currency, Expiry, Money, PaymentMeanId, PaymentMethodId, Period, ServiceId, TaxRate,
};
use perennial_engine::NewAccount;
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::import::{
    InventoryAccount, InventoryLink, InventoryMethod, InventoryService, ServiceName,
};

/// What an account holds.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    /// Services: id, product line, name, plan, expiry.
    pub services: Vec<(i64, &'static str, String, &'static str, Date)>,
    /// States of services that are not in service.
    pub states: Vec<(i64, StateKind)>,
    /// Modes of services that do not renew themselves, or not in the usual way.
    pub modes: Vec<(i64, RenewMode)>,
    /// Services that their holder is bound to, with the last day of that.
    pub engaged: Vec<(i64, Date)>,
    /// Links between services by their places in the list: from, to, kind.
    pub links: Vec<(usize, usize, LinkKind)>,
    /// Payment methods: id, id in the older numbering, kind, what the sandbox gateway does with them.
    pub methods: Vec<(i64, i64, MethodKind, Vec<Order>)>,
    /// What services are, and their tags.
    pub about: Vec<(i64, About)>,
    /// Money on the prepaid account.
    pub prepaid: &'static str,
    /// Fidelity points.
    pub fidelity: &'static str,
}

impl Holding {
    /// The same, but nothing renews itself.
    #[must_use]
    pub fn by_hand(mut self) -> Self {
        let ids = self.services.iter().map(|(id, ..)| *id);
        self.modes.extend(ids.map(|id| (id, RenewMode::Manual)));
        self
    }

    /// The guide's customer: a domain and its hosting, which expire on 15 January, a VPS that expires on 31
    /// January, a PayPal agreement and a card.
    #[must_use]
    pub fn guide() -> Self {
        let expiry = date(2027, 1, 15);
        Self {
            services: vec![
                (12345, "domain", "mypersonaldomain.ovh".to_owned(), "domain-ovh", expiry),
                (67890, "hosting/web", "mypersonaldomain.ovh".to_owned(), "perso2014", expiry),
                (112_233, "vps", "vps112233.ovh.net".to_owned(), "vps-ssd-1", date(2027, 1, 31)),
                (112_234, "vps", "vps112233-backup".to_owned(), "vps-option", date(2027, 1, 31)),
            ],
            links: vec![(1, 0, LinkKind::HostingOfDomain), (3, 2, LinkKind::OptionOf)],
            methods: vec![
                (5001, 1234, MethodKind::Paypal, vec![]),
                (5002, 4321, MethodKind::CreditCard, vec![]),
            ],
            prepaid: "50",
            fidelity: "10000",
            ..Self::default()
        }
    }

    /// The guide's customer, who holds one service of each other product line too, and can pay in every way.
    #[must_use]
    pub fn everything() -> Self {
        let mut holding = Self::guide();
        let held: Vec<&str> = holding.services.iter().map(|(_, product, ..)| *product).collect();
        let others = LINES.iter().filter(|line| !held.contains(&line.path));
        let service = |(id, line): (i64, &'static catalogue::ProductLine)| {
            let name = format!("{}-1.example", line.path.replace('/', "-").to_lowercase());
            (id, line.path, name, line.path, date(2027, 3, 1))
        };
        let services: Vec<_> = (200_001..).zip(others).map(service).collect();
        holding.services.extend(services);
        holding.methods.extend([
            (5003, 3333, MethodKind::BankAccount, vec![]),
            (5004, 4444, MethodKind::DeferredPaymentAccount, vec![]),
        ]);
        holding
    }

    /// Many VPS that nothing is linked with, with ids from 1, and a PayPal agreement.
    #[must_use]
    pub fn many_vps(count: i64) -> Self {
        let vps = |id| (id, "vps", format!("vps{id}.ovh.net"), "vps-ssd-1", date(2027, 1, 31));
        let methods = vec![(5001, 1234, MethodKind::Paypal, vec![])];
        let services = (1..=count).map(vps).collect();
        Self { services, methods, prepaid: "1000000", fidelity: "100000000", ..Self::default() }
    }

    /// The same, with a PayPal agreement that does what was ordered.
    #[must_use]
    pub fn guide_with_outcomes(outcomes: &[Order]) -> Self {
        let mut holding = Self::guide();
        if let Some((_, _, _, ordered)) = holding.methods.first_mut() {
            *ordered = outcomes.to_vec();
        }
        holding
    }
}

/// The plans that everybody's services are sold under.
///
/// # Panics
///
/// When a test has written nonsense.
#[must_use]
pub fn plans() -> Vec<Plan> {
    let engaged = [("degressive12", "P1Y", "P1M", "2.49"), ("upfront12", "P1Y", "P1Y", "26.90")];
    vec![
        plan("domain-ovh", "domain", "Domain .ovh", &[("P1Y", "1.99"), ("P2Y", "3.98")]),
        plan("perso2014", "hosting/web", "Hosting Perso 2014", &[("P1Y", "35.88")]),
        with_engagements(
            plan(
                "vps-ssd-1",
                "vps",
                "VPS SSD 1",
                &[("P1M", "2.99"), ("P3M", "8.97"), ("P6M", "17.94"), ("P1Y", "35.88")],
            ),
            &engaged,
        ),
        plan("vps-option", "vps", "Automated backup", &[("P1M", "1.50"), ("P3M", "4.50")]),
        plan("free", "vps", "Free VPS", &[("P1M", "0")]),
    ]
}

/// The plans, and one for each product line that somebody holds a service of and that has no other.
pub(crate) fn plans_for(holding: &Holding) -> Vec<Plan> {
    let mut plans = plans();
    let of_its_own = holding.services.iter().filter(|(_, product, _, code, _)| product == code);
    let products: BTreeSet<&str> = of_its_own.map(|(_, product, ..)| *product).collect();
    plans.extend(products.into_iter().map(|product| {
        let label = LINES.iter().find(|line| line.path == product).map_or(product, |l| l.label);
        let engaged = [("engaged24", "P2Y", "P1Y", "10"), ("upfront24", "P2Y", "P2Y", "18")];
        with_engagements(plan(product, product, label, &[("P1Y", "12")]), &engaged)
    }));
    plans
}

fn plan(code: &str, product: &str, name: &str, prices: &[(&str, &str)]) -> Plan {
    let mut plan = Plan::new(text(code), line(product), text(name));
    for (period, amount) in prices {
        let amount = Money::parse(amount, Currency::Eur).expect("an amount");
        let period = Period::parse(period).expect("a period");
        plan.set_price(period, amount).expect("a price");
    }
    plan
}

/// A plan that is sold with engagements as well: mode, length, period, price. What lasts as long as its period is paid at
/// once.
///
/// # Panics
///
/// When a test has written nonsense.
#[must_use]
pub(crate) fn with_engagements(mut plan: Plan, engagements: &[(&str, &str, &str, &str)]) -> Plan {
    for (mode, length, period, price) in engagements {
        let kind = if length == period { Kind::Upfront } else { Kind::Periodic };
        let months = |text| Period::parse(text).expect("a period");
        let offer = Offer {
            mode: text(mode),
            kind,
            length: months(length),
            period: months(period),
            price: Money::parse(price, Currency::Eur).expect("an amount"),
            end_rule: EndRule::GoOn,
        };
        plan.set_engagement(offer).expect("an engagement");
    }
    plan
}

/// An account of an inventory.
///
/// # Panics
///
/// When a test has written nonsense.
#[must_use]
pub fn account(name: &str, holding: &Holding) -> InventoryAccount {
    let nichandle = text(&format!("{name}-ovh"));
    let money = |amount: &str, currency| {
        (!amount.is_empty()).then(|| Money::parse(amount, currency).expect("an amount"))
    };
    InventoryAccount {
        nichandle: nichandle.clone(),
        new: Some(NewAccount {
            nichandle,
            currency: Currency::Eur,
            tax: AccountTax::Agreed(TaxRate::parse("20").expect("a rate")),
            subsidiary: Subsidiary::parse("FR").expect("a subsidiary"),
            profile: profile(name),
            autorenew: None,
        }),
        services: holding
            .services
            .iter()
            .map(|one| InventoryService {
                engaged_until: engaged_until(holding, one.0),
                about: about_of(holding, one.0),
                ..service(one, state_of(holding, one.0), mode_of(holding, one.0, one.3))
            })
            .collect(),
        links: holding
            .links
            .iter()
            .map(|(from, to, kind)| InventoryLink {
                from: service_name(holding, *from),
                to: service_name(holding, *to),
                kind: *kind,
            })
            .collect(),
        methods: holding.methods.iter().map(method).collect(),
        prepaid: money(holding.prepaid, Currency::Eur),
        fidelity: money(holding.fidelity, Currency::Points),
    }
}

/// What is added to an account that is there: services, and options of what it has.
pub(crate) fn addition(
    name: &str,
    holding: &Holding,
    options: &[(&str, &str)],
) -> InventoryAccount {
    let product = holding.services.first().map_or("vps", |(_, product, ..)| *product);
    let named = |name: &str| ServiceName { product: line(product), name: text(name) };
    let link = |(option, parent): &(&str, &str)| InventoryLink {
        from: named(option),
        to: named(parent),
        kind: LinkKind::OptionOf,
    };
    let mut added = account(name, holding);
    added.new = None;
    added.links.extend(options.iter().map(link));
    added
}

fn text(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn line(product: &str) -> ProductLine {
    ProductLine::parse(product).expect("a product line")
}

fn profile(name: &str) -> Profile {
    Profile {
        email: text(&format!("{name}@example.com")),
        country: CountryCode::parse("FR").expect("a country"),
        language: text("fr_FR"),
        legal_form: text("individual"),
        first_name: Some(text(name)),
        last_name: Some(text("Martin")),
        organisation: None,
        address: Some(text("2 rue Kellermann")),
        zip: Some(text("59100")),
        city: Some(text("Roubaix")),
        phone: None,
        vat: None,
    }
}

fn state_of(holding: &Holding, service: i64) -> StateKind {
    let state = holding.states.iter().find(|(id, _)| *id == service);
    state.map_or(StateKind::Active, |(_, state)| *state)
}

fn engaged_until(holding: &Holding, service: i64) -> Option<Date> {
    holding.engaged.iter().find(|(id, _)| *id == service).map(|(_, until)| *until)
}

fn about_of(holding: &Holding, service: i64) -> About {
    let about = holding.about.iter().find(|(id, _)| *id == service);
    about.map(|(_, about)| about.clone()).unwrap_or_default()
}

/// What is told of a service: details, each as JSON, and tags.
///
/// # Panics
///
/// When a test has written nonsense.
#[must_use]
pub fn about(details: &[(&str, &str)], tags: &[(&str, &str)]) -> About {
    let mut about = About::default();
    for (field, value) in details {
        about.details.set(text(field), (*value).to_owned()).expect("a detail");
    }
    about.tags = tags.iter().map(|(tag, value)| (text(tag), text(value))).collect();
    about
}

fn mode_of(holding: &Holding, service: i64, plan: &str) -> RenewMode {
    let usual = match plan {
        "vps-option" => RenewMode::Option,
        _ => RenewMode::Automatic(AutomaticKind::V2012),
    };
    let mode = holding.modes.iter().rfind(|(id, _)| *id == service);
    mode.map_or(usual, |(_, mode)| *mode)
}

fn service(
    (id, product, name, plan, expires_on): &(i64, &'static str, String, &'static str, Date),
    state: StateKind,
    mode: RenewMode,
) -> InventoryService {
    let period = if *product == "vps" { "P1M" } else { "P1Y" };
    let period = Period::parse(period).expect("a period");
    InventoryService {
        id: Some(ServiceId::try_new(*id).expect("an id")),
        product: line(product),
        name: text(name),
        display_name: None,
        plan: text(plan),
        quantity: Quantity::ONE,
        created_on: date(2020, 1, 15),
        expiry: Expiry::anchored_on(*expires_on),
        state,
        renew: RenewSettings::try_new(mode, Some(period), None).expect("settings"),
        engaged_until: None,
        contacts: None,
        about: About::default(),
    }
}

fn service_name(holding: &Holding, place: usize) -> ServiceName {
    let (_, product, name, ..) = holding.services.get(place).expect("a service");
    ServiceName { product: line(product), name: text(name) }
}

fn method((id, mean, kind, outcomes): &(i64, i64, MethodKind, Vec<Order>)) -> InventoryMethod {
    InventoryMethod {
        id: Some(PaymentMethodId::try_new(*id).expect("an id")),
        mean_id: Some(PaymentMeanId::try_new(*mean).expect("an id")),
        kind: *kind,
        status: MethodStatus::Valid,
        is_default: *kind == MethodKind::Paypal,
        label: Some(text("alice@example.com")),
        expires_on: (*kind == MethodKind::CreditCard).then(|| date(2028, 5, 31)),
        outcomes: outcomes.clone(),
    }
}
