//! Values to store.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use perennial_core::account::{
    Account, Alerts, AutoRenew, CountryCode, Profile, Subsidiary, Threshold,
};
use perennial_core::calendar::RenewDay;
use perennial_core::credential::{AccessRule, Credential, IpBlock};
use perennial_core::journal::{Action, Entry, Head, Sealed};
use perennial_core::means::{Balances, CardBrand, Means, MethodKind, MethodStatus, PaymentMethod};
use perennial_core::order::{Category, Line, Order, OrderState, OrderTerms, Term, Totals};
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::plan::Plan;
use perennial_core::renew::{RenewMode, RenewSettings};
use perennial_core::service::{
    Agenda, Contacts, ProductLine, Quantity, Service, ServiceState, Suspension,
};
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::*;
use perennial_store::testing::TestDatabase;
use perennial_store::{CredentialHashes, Store, StoredCredential, WriteSet};

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_secs(second)
}

pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(crate) fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

pub(crate) fn service_id(value: i64) -> ServiceId {
    ServiceId::try_new(value).unwrap()
}

pub(crate) fn order_id(value: i64) -> OrderId {
    OrderId::try_new(value).unwrap()
}

pub(crate) fn payment_id(value: i64) -> PaymentId {
    PaymentId::try_new(value).unwrap()
}

pub(crate) const fn account_id(value: i64) -> AccountId {
    match AccountId::try_new(value) {
        Ok(id) => id,
        Err(_) => panic!("not an id"),
    }
}

pub(crate) const ALICE: AccountId = account_id(7);

pub(crate) fn account(id: AccountId, nichandle: &str) -> Account {
    Account {
        id,
        nichandle: name(nichandle),
        currency: Currency::Eur,
        tax: AccountTax::Agreed(TaxRate::parse("25.5").unwrap()),
        subsidiary: Subsidiary::parse("FI").unwrap(),
        created_at: at(0),
        autorenew: Some(AutoRenew { active: true, renew_day: RenewDay::try_new(31).unwrap() }),
        alerts: Alerts { prepaid: Threshold::try_new(10).ok(), points: None },
        profile: Profile {
            email: name("alice@example.com"),
            country: CountryCode::parse("FI").unwrap(),
            language: name("fi_FI"),
            legal_form: name("individual"),
            first_name: Some(name("Alice")),
            last_name: Some(name("Öhman")),
            organisation: None,
            address: Some(name("Mannerheimintie 1")),
            zip: Some(name("00100")),
            city: Some(name("Helsinki")),
            phone: None,
            vat: Some(name("FI12345678")),
        },
    }
}

/// The next entry of a journal. The hash is only as good as a test needs.
pub(crate) fn next(head: Head) -> Sealed {
    let version = head.version + 1;
    let entry = Entry {
        account: head.account,
        version,
        at: at(version),
        actor: "test".to_owned(),
        query_id: format!("q{version}"),
        action: Action::Import,
        subject: "order 1".to_owned(),
        detail: "because — of é".to_owned(),
        previous: head.hash,
    };
    Sealed { entry, hash: [u8::try_from(version).unwrap(); 32] }
}

/// A store with an account that has one journal entry.
pub(crate) async fn store_with_alice(database: &TestDatabase) -> (Store, Head) {
    let (store, _) = Store::open(database.database(), at(0)).await.unwrap();
    let mut set = WriteSet::without_account();
    set.start_epochs(10);
    store.commit(set).await.unwrap();
    let head = add_account(&store, account(ALICE, "ab1-ovh")).await;
    (store, head)
}

pub(crate) async fn add_account(store: &Store, account: Account) -> Head {
    let entry = next(Head::empty(account.id));
    let set = WriteSet::new_account(&account, &Balances::empty(account.currency), &entry);
    store.commit(set).await.unwrap();
    entry.head()
}

pub(crate) fn service(id: i64) -> Service {
    Service {
        id: service_id(id),
        group: service_id(id),
        product: ProductLine::parse("dedicated/server").unwrap(),
        name: name(&format!("ns{id}.example.net")),
        display_name: Some(name("big one")),
        plan: name("server-1"),
        quantity: Quantity::try_new(3).unwrap(),
        created_on: date(2024, 2, 29),
        expiry: Expiry::try_new(date(2027, 2, 28), 31).unwrap(),
        state: ServiceState::Suspended(Suspension {
            since: date(2027, 2, 28),
            redemption_from: Some(date(2027, 3, 7)),
            delete_on: date(2027, 4, 6),
        }),
        renew: RenewSettings::try_new(RenewMode::Manual, Period::parse("P3M").ok(), None).unwrap(),
        engaged_until: Some(date(2027, 6, 30)),
        terms: None,
        request: None,
        contacts: Contacts {
            admin: name("ab1-ovh"),
            billing: name("bc2-ovh"),
            tech: name("cd3-ovh"),
        },
        held_by: None,
        closure: None,
        agenda: Agenda {
            due_on: Some(date(2027, 4, 6)),
            looked_on: Some(date(2027, 2, 28)),
            renewed_on: Some(date(2026, 11, 1)),
        },
    }
}

pub(crate) fn plan(code: &str) -> Plan {
    let mut plan = Plan::new(name(code), ProductLine::parse("vps").unwrap(), name("VPS 1"));
    for (period, amount, currency) in
        [("P1M", "5.99", Currency::Eur), ("P1Y", "0.00001", Currency::Usd)]
    {
        let amount = Money::parse(amount, currency).unwrap();
        plan.set_price(Period::parse(period).unwrap(), amount).unwrap();
    }
    plan.set_restoration(eur("30")).unwrap();
    plan
}

pub(crate) fn order(id: i64, services: &[i64]) -> Order {
    let line = |service: &i64| Line {
        service: Some(service_id(*service)),
        debt: None,
        name: name(&format!("ns{service}.example.net")),
        description: name("Server, renewal for 3 months"),
        quantity: Quantity::try_new(3).unwrap(),
        unit_price: eur("3.3333"),
        amount: eur("10"),
        tax: Tax {
            ground: perennial_core::tax::TaxGround::Country(CountryCode::parse("FI").unwrap()),
            rate: TaxRate::parse("25.5").unwrap(),
        },
        term: Some(Term {
            period: Period::parse("P3M").unwrap(),
            starts_on: date(2027, 2, 28),
            ends_on: date(2027, 5, 31),
        }),
        clause: None,
    };
    let mut lines: Vec<Line> = services.iter().map(line).collect();
    let fee = lines.first().map(|line| Line { term: None, ..line.clone() });
    lines.extend(fee);
    let totals = Totals::of(&lines, Currency::Eur).unwrap();
    let terms = OrderTerms {
        category: Category::AutoRenew,
        run_on: Some(date(2027, 2, 1)),
        lines,
        totals,
        placed_at: at(id),
        valid_until: at(id + 86_400),
    };
    Order { id: order_id(id), terms, state: OrderState::Unpaid }
}

pub(crate) fn payment(id: i64, order: i64) -> Payment {
    let method = PaymentMethodId::try_new(80).unwrap();
    Payment {
        id: payment_id(id),
        order: order_id(order),
        means: Means::Method(method, MethodKind::Paypal),
        amount: eur("12.55"),
        created_at: at(id),
        state: PaymentState::Pending,
    }
}

pub(crate) fn method(id: i64) -> PaymentMethod {
    PaymentMethod {
        id: PaymentMethodId::try_new(id).unwrap(),
        mean_id: PaymentMeanId::try_new(id + 1000).unwrap(),
        kind: MethodKind::CreditCard,
        status: MethodStatus::Valid,
        is_default: true,
        label: Some(name("•••• 4242")),
        description: None,
        created_at: at(1),
        expires_on: Some(date(2027, 5, 31)),
        refused_at: Some(at(2)),
        brand: Some(CardBrand::Visa),
        bank: None,
        updated_at: at(3),
    }
}

pub(crate) fn credential(id: i64) -> (StoredCredential, CredentialHashes) {
    let rules = ["/me*", "/vps/*/serviceInfos"].map(|path| AccessRule::parse("GET", path).unwrap());
    let blocks = ["192.0.2.0/24", "2001:db8::/32"].map(|block| IpBlock::parse(block).unwrap());
    let id = CredentialId::try_new(id).unwrap();
    let application = ApplicationId::try_new(5).unwrap();
    let redirection = Some(name("https://example.com/?a=b"));
    let credential =
        Credential::requested(id, application, rules.into(), blocks.into(), redirection, at(1))
            .unwrap();
    let byte = u8::try_from(id.get()).unwrap();
    let hashes = CredentialHashes { consumer_key: [byte; 32], validation_token: [byte + 100; 32] };
    (StoredCredential { credential, sealed_consumer_key: vec![1, 2, 3] }, hashes)
}

pub(crate) fn set_after(head: &mut Head) -> WriteSet {
    let entry = next(*head);
    *head = entry.head();
    WriteSet::of_account(&entry)
}
