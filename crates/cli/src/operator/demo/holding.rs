//! What the account of the demo holds: what the customer of OVHcloud's guide holds, and some things of other product
//! lines.
//!
//! Expiries are counted from the day on which the account is loaded, so that something is always due soon.

use jiff::Span;
use jiff::civil::Date;
use perennial_core::account::{CountryCode, Profile, Subsidiary};
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
use perennial_engine::import::{
    Inventory, InventoryAccount, InventoryLink, InventoryMethod, InventoryService, ServiceName,
};

/// The name of the account.
pub(super) const NICHANDLE: &str = "demo-ovh";
/// The domain that is renewed, and the hosting plan that is renewed with it.
pub(super) const DOMAIN: i64 = 12345;
/// See [`DOMAIN`].
pub(super) const HOSTING: i64 = 67890;
/// The PayPal agreement, in the older numbering.
pub(super) const PAYPAL: i64 = 1234;

const AUTOMATIC: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

/// A plan: code, product line, name, net price per period.
type Sold = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const PLANS: &[Sold] = &[
    ("domain-ovh", "domain", "Domain .ovh", &[("P1Y", "1.99"), ("P2Y", "3.98"), ("P3Y", "5.97")]),
    ("dns-zone", "domain/zone", "DNS zone", &[("P1Y", "0")]),
    ("perso2014", "hosting/web", "Hosting Perso 2014", &[("P1Y", "35.88"), ("P2Y", "71.76")]),
    (
        "privatesql-512",
        "hosting/privateDatabase",
        "Private SQL 512 MB",
        &[("P1M", "3.59"), ("P1Y", "43.08")],
    ),
    (
        "vps-ssd-1",
        "vps",
        "VPS SSD 1",
        &[("P1M", "2.99"), ("P3M", "8.97"), ("P6M", "17.94"), ("P1Y", "35.88")],
    ),
    (
        "vps-snapshot",
        "vps/option",
        "VPS snapshot",
        &[("P1M", "1.50"), ("P3M", "4.50"), ("P6M", "9.00")],
    ),
    (
        "rise-1",
        "dedicated/server",
        "Dedicated server RISE-1",
        &[("P1M", "59.99"), ("P3M", "179.97"), ("P1Y", "683.89")],
    ),
];

/// A service: id, product line, name, plan, days until expiry, age in years, renewal.
type Held = (i64, &'static str, &'static str, &'static str, i64, i64, RenewMode);

const SERVICES: &[Held] = &[
    (DOMAIN, "domain", "mypersonaldomain.ovh", "domain-ovh", 23, 6, RenewMode::Manual),
    (12346, "domain/zone", "mypersonaldomain.ovh", "dns-zone", 23, 6, RenewMode::OneShot),
    (HOSTING, "hosting/web", "mypersonaldomain.ovh", "perso2014", 23, 6, RenewMode::Manual),
    (
        67891,
        "hosting/privateDatabase",
        "my-personal-db",
        "privatesql-512",
        54,
        2,
        RenewMode::Manual,
    ),
    (112_233, "vps", "vps112233.ovh.net", "vps-ssd-1", 9, 3, RenewMode::Manual),
    (112_234, "vps/option", "vps112233-snapshot", "vps-snapshot", 9, 1, RenewMode::Option),
    (778_899, "dedicated/server", "ns778899.ip-198-51-100.eu", "rise-1", 17, 1, AUTOMATIC),
];

/// A link: product lines and names of both ends.
type Linked = ((&'static str, &'static str), (&'static str, &'static str), LinkKind);

const LINKS: &[Linked] = &[
    (
        ("hosting/web", "mypersonaldomain.ovh"),
        ("domain", "mypersonaldomain.ovh"),
        LinkKind::HostingOfDomain,
    ),
    (
        ("hosting/privateDatabase", "my-personal-db"),
        ("hosting/web", "mypersonaldomain.ovh"),
        LinkKind::OptionOf,
    ),
    (("vps/option", "vps112233-snapshot"), ("vps", "vps112233.ovh.net"), LinkKind::OptionOf),
];

/// Payment methods: id, id in the older numbering, kind, what it is recognised by.
const METHODS: &[(i64, i64, MethodKind, &str)] = &[
    (5001, PAYPAL, MethodKind::Paypal, "alice@example.com"),
    (5002, 4321, MethodKind::CreditCard, "XXXX XXXX XXXX 1881"),
    (5003, 2468, MethodKind::BankAccount, "FR76XXXXXXXXXXXXXXXXXXXX189"),
];

/// All of it, as of a day.
pub(super) fn inventory(today: Date) -> anyhow::Result<Inventory> {
    let nichandle = Name::parse(NICHANDLE)?;
    let services: Result<_, _> = SERVICES.iter().map(|held| service(held, today)).collect();
    let links: Result<_, _> = LINKS.iter().map(link).collect();
    let methods: Result<_, _> = METHODS.iter().map(|method| self::method(method, today)).collect();
    let account = InventoryAccount {
        nichandle: nichandle.clone(),
        new: Some(NewAccount {
            nichandle,
            currency: Currency::Eur,
            tax: AccountTax::Agreed(TaxRate::parse("20")?),
            subsidiary: Subsidiary::parse("FR")?,
            profile: profile()?,
            autorenew: None,
        }),
        services: services?,
        links: links?,
        methods: methods?,
        prepaid: Some(Money::parse("100", Currency::Eur)?),
        fidelity: Some(Money::parse("1000", Currency::Points)?),
    };
    let plans: Result<_, _> = PLANS.iter().map(plan).collect();
    Ok(Inventory { plans: plans?, accounts: vec![account] })
}

fn profile() -> anyhow::Result<Profile> {
    Ok(Profile {
        email: Name::parse("alice@example.com")?,
        country: CountryCode::parse("FR")?,
        language: Name::parse("fr_FR")?,
        legal_form: Name::parse("individual")?,
        first_name: Some(Name::parse("Alice")?),
        last_name: Some(Name::parse("Martin")?),
        organisation: None,
        address: Some(Name::parse("2 rue Kellermann")?),
        zip: Some(Name::parse("59100")?),
        city: Some(Name::parse("Roubaix")?),
        phone: None,
        vat: None,
    })
}

fn plan((code, product, name, prices): &Sold) -> anyhow::Result<Plan> {
    let mut plan = Plan::new(Name::parse(code)?, ProductLine::parse(product)?, Name::parse(name)?);
    for (period, amount) in *prices {
        plan.set_price(Period::parse(period)?, Money::parse(amount, Currency::Eur)?)?;
    }
    Ok(plan)
}

fn service(
    (id, product, name, plan, due_in_days, age_in_years, mode): &Held,
    today: Date,
) -> anyhow::Result<InventoryService> {
    let expires_on = today.checked_add(Span::new().days(*due_in_days))?;
    let yearly = matches!(*product, "domain" | "hosting/web" | "hosting/privateDatabase");
    let period = Period::parse(if yearly { "P1Y" } else { "P1M" })?;
    let period = (*mode != RenewMode::OneShot).then_some(period);
    Ok(InventoryService {
        id: Some(ServiceId::try_new(*id)?),
        product: ProductLine::parse(product)?,
        name: Name::parse(name)?,
        display_name: None,
        plan: Name::parse(plan)?,
        quantity: Quantity::ONE,
        created_on: expires_on.checked_sub(Span::new().years(*age_in_years))?,
        expiry: Expiry::anchored_on(expires_on),
        state: StateKind::Active,
        renew: RenewSettings::try_new(*mode, period, None)?,
        engaged_until: None,
        contacts: None,
        about: perennial_core::detail::About::default(),
    })
}

fn link((from, to, kind): &Linked) -> anyhow::Result<InventoryLink> {
    let end = |(product, name): &(&str, &str)| -> anyhow::Result<ServiceName> {
        Ok(ServiceName { product: ProductLine::parse(product)?, name: Name::parse(name)? })
    };
    Ok(InventoryLink { from: end(from)?, to: end(to)?, kind: *kind })
}

fn method(
    (id, mean_id, kind, label): &(i64, i64, MethodKind, &str),
    today: Date,
) -> anyhow::Result<InventoryMethod> {
    let in_two_years = today.checked_add(Span::new().years(2))?.last_of_month();
    Ok(InventoryMethod {
        id: Some(PaymentMethodId::try_new(*id)?),
        mean_id: Some(PaymentMeanId::try_new(*mean_id)?),
        kind: *kind,
        status: MethodStatus::Valid,
        is_default: *kind == MethodKind::Paypal,
        label: Some(Name::parse(label)?),
        expires_on: (*kind == MethodKind::CreditCard).then_some(in_two_years),
        outcomes: Vec::new(),
    })
}
