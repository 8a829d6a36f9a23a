//! Listing and pricing a million sets.

use std::hint::black_box;
use std::time::Instant;

use jiff::civil::date;
use perennial_core::link::{Link, LinkKind};
use perennial_core::service::{Agenda, ServiceState};
use perennial_core::strategy::{Customer, Group, Options, Space};
use perennial_core::{Currency, Period, ServiceId};
use perennial_testkit::{Holding, account, plans};

use crate::table::{Row, Table, median};

/// Twenty services that are linked with the one asked for make 2²⁰ sets.
const LINKED: i64 = 20;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let (group, prices) = group()?;
    let customer = Customer { currency: Currency::Eur, today: date(2026, 11, 23) };
    let path = ServiceId::try_new(1)?;
    let period = Period::parse("P1Y")?;
    let space = Space::new(&group, path, period, customer, &prices, Options::Included)?;
    let count = space.count();
    let times = (0..7).map(|_| {
        let start = Instant::now();
        let sum = space.strategies().fold(0_i64, |sum, s| sum.wrapping_add(s.price.ucents()));
        black_box(sum);
        start.elapsed().as_secs_f64()
    });
    let seconds = median(times.collect());
    let listed = space.strategies().count() as u64;
    anyhow::ensure!(listed == count, "{listed} sets were listed, there are {count}");
    table.add(Row {
        what: format!("strategies: {count} sets of {LINKED} linked services, listed and priced"),
        measured: format!("{:.0} ms", seconds * 1e3),
        reference: format!("{} bytes of state", size_of_val(&space.strategies())),
        ratio: format!("{:.0} ns a set", seconds * 1e9 / count as f64),
        target: "< 100 ms, constant memory".to_owned(),
    });
    Ok(())
}

fn group() -> anyhow::Result<(Group, perennial_core::PriceList)> {
    let holding = Holding {
        services: (1..=LINKED + 1)
            .map(|id| (id, "domain", format!("domain-{id}.ovh"), "domain-ovh", date(2027, 1, 15)))
            .collect(),
        ..Holding::default()
    };
    let services = account("bench", &holding).services.into_iter();
    let services = services.map(|service| {
        let id = service.id.ok_or_else(|| anyhow::anyhow!("an id"))?;
        Ok(perennial_core::Service {
            id,
            group: id,
            product: service.product,
            name: service.name.clone(),
            display_name: None,
            plan: service.plan,
            quantity: service.quantity,
            created_on: service.created_on,
            expiry: service.expiry,
            state: ServiceState::Active,
            agenda: Agenda::default(),
            renew: service.renew,
            engaged_until: None,
            terms: None,
            request: None,
            contacts: perennial_core::service::Contacts {
                admin: service.name.clone(),
                billing: service.name.clone(),
                tech: service.name,
            },
            held_by: None,
            closure: None,
        })
    });
    let services = services.collect::<anyhow::Result<Vec<_>>>()?;
    let one = ServiceId::try_new(1)?;
    let links = services.iter().skip(1);
    let links =
        links.map(|s| Link { from: s.id, to: one, kind: LinkKind::HostingOfDomain }).collect();
    let group = Group::try_new(services, links).ok_or_else(|| anyhow::anyhow!("a group"))?;
    Ok((group, plans().into_iter().collect()))
}
