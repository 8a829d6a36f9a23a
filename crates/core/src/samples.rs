//! Values for the tests of this crate: the guide's customer and services.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use crate::account::{Account, CountryCode, Profile, Subsidiary};
use crate::calendar::Calendar;
use crate::engagement::{EndRule, Kind, Offer};
use crate::link::{Link, LinkKind};
use crate::means::{Balances, MethodKind, MethodStatus, PaymentMethod};
use crate::order::{Category, Order, OrderState, PlaceRequest, draft};
use crate::plan::{Plan, PriceList};
use crate::renew::{RenewMode, RenewSettings};
use crate::service::{Agenda, Contacts, ProductLine, Quantity, Service, ServiceState};
use crate::strategy::Group;
use crate::tax::AccountTax;
use crate::text::Name;
use crate::{
    AccountId, Currency, Expiry, Money, Now, OrderId, PaymentId, PaymentMeanId, PaymentMethodId,
    Period, ServiceId, Tax, TaxRate,
};

pub(crate) const TODAY: Date = date(2026, 11, 23);

pub(crate) fn now() -> Now {
    Now { at: "2026-11-23T12:00:00Z".parse().unwrap(), today: TODAY }
}

pub(crate) fn later(hours: i64) -> Now {
    let at = now().at + SignedDuration::from_hours(hours);
    Now { at, today: at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date() }
}

pub(crate) fn id(value: i64) -> ServiceId {
    ServiceId::try_new(value).unwrap()
}

pub(crate) fn order_id(value: i64) -> OrderId {
    OrderId::try_new(value).unwrap()
}

pub(crate) fn payment_id(value: i64) -> PaymentId {
    PaymentId::try_new(value).unwrap()
}

pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(crate) fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

pub(crate) fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

pub(crate) fn service(value: i64, plan: &str, expires_on: Date) -> Service {
    Service {
        id: id(value),
        group: id(value),
        product: ProductLine::parse("vps").unwrap(),
        name: name(&format!("service-{value}")),
        display_name: None,
        plan: name(plan),
        quantity: Quantity::ONE,
        created_on: date(2020, 1, 1),
        expiry: Expiry::anchored_on(expires_on),
        state: ServiceState::Active,
        renew: RenewSettings::try_new(RenewMode::Manual, None, None).unwrap(),
        engaged_until: None,
        terms: None,
        request: None,
        contacts: Contacts { admin: name("aa1"), billing: name("aa1"), tech: name("aa1") },
        held_by: None,
        closure: None,
        agenda: Agenda::default(),
    }
}

/// What a VPS that expired some time ago is in.
pub(crate) fn suspended(since: Date) -> ServiceState {
    let calendar = Calendar::default();
    ServiceState::Suspended(calendar.rules(&ProductLine::parse("vps").unwrap()).suspension(since))
}

pub(crate) fn plan(code: &str, prices: &[(&str, &str)]) -> Plan {
    let mut plan = Plan::new(name(code), ProductLine::parse("vps").unwrap(), name(code));
    for (length, amount) in prices {
        plan.set_price(period(length), eur(amount)).unwrap();
    }
    plan
}

/// An engagement of a year, paid by the month.
pub(crate) fn offer() -> Offer {
    Offer {
        mode: name("degressive12"),
        kind: Kind::Periodic,
        length: period("P1Y"),
        period: period("P1M"),
        price: eur("0.80"),
        end_rule: EndRule::GoOn,
    }
}

/// The tax of the account.
pub(crate) fn tax() -> Tax {
    Tax::agreed(TaxRate::parse("20").unwrap())
}

pub(crate) fn account() -> Account {
    Account {
        id: AccountId::try_new(7).unwrap(),
        nichandle: name("ab12345-ovh"),
        currency: Currency::Eur,
        tax: AccountTax::Agreed(tax().rate),
        subsidiary: Subsidiary::parse("FR").unwrap(),
        created_at: Timestamp::UNIX_EPOCH,
        autorenew: None,
        alerts: crate::account::Alerts::default(),
        profile: Profile {
            email: name("alice@example.com"),
            country: CountryCode::parse("FR").unwrap(),
            language: name("fr_FR"),
            legal_form: name("individual"),
            first_name: None,
            last_name: None,
            organisation: None,
            address: None,
            zip: None,
            city: None,
            phone: None,
            vat: None,
        },
    }
}

/// The guide's domain (12345) and hosting (67890), linked.
pub(crate) fn guide() -> (Group, PriceList) {
    let services = vec![
        service(12345, "Domain .ovh", date(2027, 1, 15)),
        service(67890, "Hosting Perso 2014", date(2027, 1, 15)),
    ];
    let links = vec![Link { from: id(67890), to: id(12345), kind: LinkKind::HostingOfDomain }];
    let prices =
        [plan("Domain .ovh", &[("P1Y", "1.99")]), plan("Hosting Perso 2014", &[("P1Y", "35.88")])];
    (Group::try_new(services, links).unwrap(), prices.into_iter().collect())
}

/// The guide's order: domain and hosting for a year.
pub(crate) fn guide_order(number: i64) -> Order {
    let (group, prices) = guide();
    let services = [id(67890), id(12345)];
    let request = PlaceRequest {
        service: id(12345),
        period: period("P1Y"),
        services: &services,
        category: Category::EarlyRenewal,
    };
    let terms = draft(&request, &group, &account(), &prices, tax(), now()).unwrap();
    Order { id: order_id(number), terms, state: OrderState::Unpaid }
}

pub(crate) fn method(number: i64, mean: i64, kind: MethodKind) -> PaymentMethod {
    PaymentMethod {
        id: PaymentMethodId::try_new(number).unwrap(),
        mean_id: PaymentMeanId::try_new(mean).unwrap(),
        kind,
        status: MethodStatus::Valid,
        is_default: false,
        label: None,
        description: None,
        created_at: Timestamp::UNIX_EPOCH,
        expires_on: None,
        refused_at: None,
        brand: None,
        bank: None,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

pub(crate) fn balances(prepaid: &str, points: &str) -> Balances {
    Balances { prepaid: eur(prepaid), fidelity: Money::parse(points, Currency::Points).unwrap() }
}
