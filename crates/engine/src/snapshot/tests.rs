//! Snapshots are taken along by commands and forgotten when somebody else was at work.

use jiff::civil::date;
use perennial_core::account::{CountryCode, Profile, Subsidiary};
use perennial_core::renew::{RenewMode, RenewSettings};
use perennial_core::service::{Agenda, Contacts, ProductLine, Quantity, Service, ServiceState};
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{Currency, Expiry, OrderId, TaxRate};

use super::*;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn alice() -> AccountId {
    AccountId::try_new(7).unwrap()
}

fn service_id(id: i64) -> ServiceId {
    ServiceId::try_new(id).unwrap()
}

fn service(id: i64) -> Service {
    Service {
        id: service_id(id),
        group: service_id(1),
        product: ProductLine::parse("vps").unwrap(),
        name: name(&format!("vps-{id}")),
        display_name: None,
        plan: name("vps"),
        quantity: Quantity::ONE,
        created_on: date(2020, 1, 1),
        expiry: Expiry::anchored_on(date(2027, 1, 1)),
        state: ServiceState::Active,
        renew: RenewSettings::try_new(RenewMode::Manual, None, None).unwrap(),
        engaged_until: None,
        terms: None,
        request: None,
        contacts: Contacts { admin: name("a"), billing: name("a"), tech: name("a") },
        held_by: None,
        closure: None,
        agenda: Agenda::default(),
    }
}

/// Services that belong together, as they were read at a version of the account.
fn read_at(version: i64, services: &[i64]) -> Arc<Snapshot> {
    let services = services.iter().map(|id| service(*id)).collect();
    let group = Arc::new(Group::try_new(services, vec![]).unwrap());
    let account = Account {
        id: alice(),
        nichandle: name("alice-ovh"),
        currency: Currency::Eur,
        tax: AccountTax::Agreed(TaxRate::parse("20").unwrap()),
        subsidiary: Subsidiary::parse("FR").unwrap(),
        created_at: jiff::Timestamp::UNIX_EPOCH,
        autorenew: None,
        alerts: perennial_core::account::Alerts::default(),
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
    };
    Arc::new(Snapshot { version, account, group })
}

fn hold(service: i64) -> ServiceChange {
    ServiceChange::Hold { service: service_id(service), order: OrderId::try_new(9).unwrap() }
}

fn groups() -> Groups {
    Snapshots::new(1000).groups.unwrap()
}

/// A command of this process from one version to the next.
fn step(groups: &Groups, version: i64, changes: &[ServiceChange]) {
    let from = Head { account: alice(), version, hash: [0; 32] };
    groups.advance(&Advance { from, changes });
}

/// Whether a service is known at a version, and whether it is held then.
fn held(groups: &Groups, service: i64, version: i64) -> Option<bool> {
    let known = groups.get(alice(), service_id(service), version)?;
    known.group.service(service_id(service)).map(|service| service.held_by.is_some())
}

#[test]
fn own_commands_take_along_what_they_change_and_what_they_do_not() {
    let groups = groups();
    groups.keep(alice(), service_id(1), &read_at(5, &[1]));
    groups.keep(alice(), service_id(2), &read_at(5, &[2]));
    step(&groups, 5, &[]);
    step(&groups, 6, &[hold(1)]);
    assert_eq!(held(&groups, 1, 7), Some(true));
    assert_eq!(held(&groups, 2, 7), Some(false));
    assert_eq!(held(&groups, 1, 6), None, "it is newer than that");
}

#[test]
fn a_step_of_somebody_else_ends_the_chain() {
    let groups = groups();
    groups.keep(alice(), service_id(1), &read_at(5, &[1]));
    assert_eq!(held(&groups, 1, 6), None, "somebody else made version 6");
    step(&groups, 6, &[]);
    assert_eq!(held(&groups, 1, 7), None, "and what it changed is not known");
    groups.keep(alice(), service_id(2), &read_at(7, &[2]));
    step(&groups, 7, &[]);
    assert_eq!((held(&groups, 1, 8), held(&groups, 2, 8)), (None, Some(false)));
}

#[test]
fn a_group_is_changed_under_every_name_it_is_kept_by() {
    let groups = groups();
    for key in [1, 2] {
        groups.keep(alice(), service_id(key), &read_at(5, &[1, 2, 3]));
    }
    step(&groups, 5, &[hold(1), hold(2)]);
    assert_eq!((held(&groups, 1, 6), held(&groups, 2, 6)), (Some(true), Some(true)));
    assert_eq!(held(&groups, 3, 6), None, "nobody asked for it");
}

#[test]
fn what_is_kept_under_another_name_only_is_not_used_after_the_change() {
    let groups = groups();
    groups.keep(alice(), service_id(2), &read_at(5, &[1, 2]));
    step(&groups, 5, &[hold(1)]);
    assert_eq!(held(&groups, 2, 6), None);
}

#[test]
fn a_change_that_is_heard_of_late_spoils_nothing() {
    let groups = groups();
    groups.keep(alice(), service_id(1), &read_at(5, &[1]));
    groups.keep(alice(), service_id(2), &read_at(5, &[2]));
    step(&groups, 6, &[hold(2)]);
    step(&groups, 5, &[hold(1)]);
    assert_eq!((held(&groups, 1, 7), held(&groups, 2, 7)), (None, None), "they are read again");
}

#[test]
fn what_was_read_before_a_change_is_not_kept_after_it() {
    let groups = groups();
    groups.keep(alice(), service_id(1), &read_at(5, &[1]));
    let slow = read_at(5, &[1]);
    step(&groups, 5, &[hold(1)]);
    groups.keep(alice(), service_id(1), &slow);
    assert_eq!(held(&groups, 1, 6), Some(true));
}
