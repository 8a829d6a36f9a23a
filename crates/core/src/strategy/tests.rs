//! Strategies against a brute force, the figures of the guide, and refusals that help.

use jiff::civil::{Date, date};
use proptest::prelude::{
    ProptestConfig, any, prop, prop_assert, prop_assert_eq, prop_assume, proptest,
};

use super::*;
use crate::link::{Link, LinkKind};
use crate::period::Period;
use crate::plan::PriceList;
use crate::samples::{TODAY, guide, id, plan, service};
use crate::service::{Obstacle, Quantity, Service, ServiceState};
use crate::{Currency, ServiceId};

fn space<'a>(
    group: &'a Group,
    path: i64,
    period: &str,
    prices: &'a PriceList,
) -> Result<Space<'a>, NoStrategy> {
    let customer = Customer { currency: Currency::Eur, today: TODAY };
    Space::new(group, id(path), Period::parse(period).unwrap(), customer, prices, Options::Included)
}

fn listed(space: &Space<'_>) -> Vec<(Vec<i64>, String)> {
    space
        .strategies()
        .map(|s| (space.services(s).map(|s| s.id.get()).collect(), s.price.to_decimal()))
        .collect()
}

#[test]
fn the_guide_s_domain_renews_alone_or_with_its_hosting() {
    let (group, prices) = guide();
    let domain = space(&group, 12345, "P1Y", &prices).unwrap();
    assert_eq!(
        listed(&domain),
        [(vec![12345], "1.99".to_owned()), (vec![67890, 12345], "37.87".to_owned())]
    );
    let hosting = space(&group, 67890, "P1Y", &prices).unwrap();
    assert_eq!(
        listed(&hosting),
        [(vec![67890], "35.88".to_owned()), (vec![12345, 67890], "37.87".to_owned())]
    );
}

#[test]
fn a_period_without_a_price_has_no_strategy() {
    let (group, prices) = guide();
    let period = Period::parse("P1M").unwrap();
    let blocked =
        NoStrategy::Blocked { service: id(12345), period, obstacle: Obstacle::NoPrice { period } };
    assert_eq!(space(&group, 12345, "P1M", &prices).unwrap_err(), blocked);
    assert_eq!(
        space(&group, 1, "P1Y", &prices).unwrap_err(),
        NoStrategy::Unknown { service: id(1) }
    );
}

/// A server (1) with an option (2) of its own, which has an option (3).
fn chain(expiries: [Date; 3]) -> (Group, PriceList) {
    let services = (1..=3).zip(expiries).map(|(n, on)| service(n, "unit", on)).collect();
    let option = |from, to| Link { from: id(from), to: id(to), kind: LinkKind::OptionOf };
    let group = Group::try_new(services, vec![option(2, 1), option(3, 2)]).unwrap();
    (group, [plan("unit", &[("P1M", "1")])].into_iter().collect())
}

#[test]
fn an_option_comes_with_its_parents() {
    let (group, prices) = chain([date(2026, 12, 1); 3]);
    let sets = |path| {
        let space = space(&group, path, "P1M", &prices).unwrap();
        assert_eq!(space.count(), listed(&space).len() as u64);
        listed(&space).into_iter().map(|(set, _)| set).collect::<Vec<_>>()
    };
    assert_eq!(sets(1), [vec![1], vec![2, 1], vec![2, 3, 1]]);
    assert_eq!(sets(2), [vec![1, 2], vec![1, 3, 2]]);
    assert_eq!(sets(3), [vec![1, 2, 3]]);
}

#[test]
fn an_option_needs_no_parent_that_already_runs_as_long() {
    let (group, prices) = chain([date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 1)]);
    let option = space(&group, 2, "P1M", &prices).unwrap();
    let sets: Vec<_> = listed(&option).into_iter().map(|(set, _)| set).collect();
    assert_eq!(sets, [vec![2], vec![1, 2], vec![3, 2], vec![1, 3, 2]]);
}

#[test]
fn an_option_whose_parent_cannot_follow_is_left_out() {
    let (mut group, prices) = chain([date(2026, 12, 1); 3]);
    let mut services = group.services().to_vec();
    services[0].state = ServiceState::Deleted;
    group =
        Group::try_new(services, vec![Link { from: id(2), to: id(1), kind: LinkKind::OptionOf }])
            .unwrap();
    let period = Period::parse("P1M").unwrap();
    let obstacle = Obstacle::ParentEndsEarlier { parent: id(1) };
    assert_eq!(
        space(&group, 2, "P1M", &prices).unwrap_err(),
        NoStrategy::Blocked { service: id(2), period, obstacle }
    );
}

#[test]
fn options_can_be_left_out_but_not_the_service_asked_for() {
    let (group, prices) = chain([date(2026, 12, 1); 3]);
    let customer = Customer { currency: Currency::Eur, today: TODAY };
    let sets = |path| {
        let period = Period::parse("P1M").unwrap();
        let space = Space::new(&group, id(path), period, customer, &prices, Options::LeftOut);
        space.map(|s| listed(&s).into_iter().map(|(set, _)| set).collect::<Vec<_>>())
    };
    assert_eq!(sets(1), Ok(vec![vec![1]]));
    assert_eq!(sets(2), Ok(vec![vec![1, 2]]));
    // Its parent is an option too, and so is not there to be renewed with it.
    assert!(sets(3).is_err());
}

#[test]
fn quantities_multiply_and_lines_are_rounded_before_they_are_added() {
    let mut held = service(1, "fine", date(2026, 12, 1));
    held.quantity = Quantity::try_new(3).unwrap();
    let group = Group::try_new(vec![held], vec![]).unwrap();
    let prices: PriceList = [plan("fine", &[("P1M", "0.0415")])].into_iter().collect();
    let space = space(&group, 1, "P1M", &prices).unwrap();
    assert_eq!(listed(&space), [(vec![1], "0.12".to_owned())], "0.1245 is rounded");
}

#[test]
fn a_set_that_is_no_strategy_is_told_what_is_wrong_and_what_is_near() {
    let (group, prices) = chain([date(2026, 12, 1); 3]);
    let server = space(&group, 1, "P1M", &prices).unwrap();
    assert_eq!(server.choose(&[]).map(|s| s.price.to_decimal()), Ok("1.00".to_owned()));
    assert_eq!(server.choose(&[id(3), id(1), id(2)]).map(Strategy::size), Ok(3));

    let wrong = server.choose(&[id(1), id(3)]).unwrap_err();
    assert_eq!(
        (wrong.missing.clone(), wrong.nearest.clone()),
        (vec![id(2)], vec![vec![id(2), id(3), id(1)], vec![id(1)]],)
    );
    assert_eq!(
        wrong.to_string(),
        "these services are not a strategy: 2 missing from the set; nearest strategies: [2, 3, 1] and [1]"
    );
    let wrong = server.choose(&[id(2), id(2), id(99)]).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "these services are not a strategy: 2 given twice; 99 not linked with the service; \
         1 missing from the set; nearest strategies: [2, 1]"
    );
}

#[test]
fn a_blocked_member_is_named_with_its_obstacle() {
    let (group, prices) = guide();
    let mut services = group.services().to_vec();
    services[1].state = ServiceState::Deleted;
    let links = vec![Link { from: id(67890), to: id(12345), kind: LinkKind::HostingOfDomain }];
    let group = Group::try_new(services, links).unwrap();
    let domain = space(&group, 12345, "P1Y", &prices).unwrap();
    assert_eq!(
        domain.choose(&[id(67890), id(12345)]).unwrap_err().to_string(),
        "these services are not a strategy: 67890 cannot be renewed: it was deleted; \
         nearest strategies: [12345]"
    );
}

/// For each service: what it hangs on, whether as an option, whether it has a price, and how long it runs.
type Forest = (Vec<(prop::sample::Index, bool, u8, i8)>, prop::sample::Index);

/// Random forests of up to eleven services, some without a price, some with parents that run long enough.
fn forests() -> impl proptest::strategy::Strategy<Value = Forest> {
    let node = (any::<prop::sample::Index>(), any::<bool>(), 0u8..10, 0i8..3);
    (prop::collection::vec(node, 1..=11), any::<prop::sample::Index>())
}

fn build((nodes, path): Forest) -> (Group, PriceList, i64) {
    let mut links = Vec::new();
    let mut services = Vec::new();
    for (n, (parent, is_option, luck, month)) in nodes.iter().enumerate() {
        let number = i64::try_from(n).unwrap() + 1;
        // Ids run against the order of parents half of the time, so that order is not assumed.
        let own = if path.index(2) == 0 { number } else { 100 - number };
        let expires_on = date(2026, 10 + month, 1);
        services.push(service(own, if *luck == 0 { "free-of-prices" } else { "unit" }, expires_on));
        if n > 0 {
            let to = services[parent.index(n)].id;
            let kind = if *is_option { LinkKind::OptionOf } else { LinkKind::HostingOfDomain };
            links.push(Link { from: id(own), to, kind });
        }
    }
    let path = services[path.index(services.len())].id.get();
    let prices = [plan("unit", &[("P1M", "1.10")]), plan("free-of-prices", &[])];
    (Group::try_new(services, links).unwrap(), prices.into_iter().collect(), path)
}

/// Every subset, checked against the definition word by word.
fn brute_force(group: &Group, path: i64) -> Vec<Vec<i64>> {
    let month = Period::parse("P1M").unwrap();
    let all = group.services();
    let mut sets = Vec::new();
    for mask in 0u32..1 << all.len() {
        let set: Vec<&Service> =
            all.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, s)| s).collect();
        let has = |wanted: ServiceId| set.iter().any(|s| s.id == wanted);
        let priced = set.iter().all(|s| s.plan.as_str() == "unit");
        let closed = set.iter().all(|s| {
            let renewed = s.expiry.extended(month).unwrap().on();
            group.parent_of(s.id).is_none_or(|p| has(p.id) || p.expiry.on() >= renewed)
        });
        if has(id(path)) && priced && closed {
            let mut ids: Vec<i64> = set.iter().map(|s| s.id.get()).filter(|i| *i != path).collect();
            ids.push(path);
            sets.push(ids);
        }
    }
    sets.sort_by(|a, b| (a.len(), &a[..a.len() - 1]).cmp(&(b.len(), &b[..b.len() - 1])));
    sets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_listing_is_the_definition(forest in forests()) {
        let (group, prices, path) = build(forest);
        let expected = brute_force(&group, path);
        let found = space(&group, path, "P1M", &prices).map(|s| (s.count(), listed(&s))).unwrap_or_default();
        let sets: Vec<Vec<i64>> = found.1.iter().map(|(set, _)| set.clone()).collect();
        prop_assert_eq!(&sets, &expected);
        prop_assert_eq!(found.0, expected.len() as u64);
        for (set, price) in found.1 {
            prop_assert_eq!(price, format!("{}.{:02}", set.len() * 110 / 100, set.len() * 110 % 100));
        }
    }

    #[test]
    fn what_somebody_wants_is_completed_to_a_strategy(forest in forests(), mask: u16) {
        let (group, prices, path) = build(forest);
        let Ok(space) = space(&group, path, "P1M", &prices) else { return Ok(()) };
        let members: Vec<ServiceId> = space.candidates().map(|one| one.service.id).collect();
        let wanted: Vec<ServiceId> = group.services().iter().enumerate()
            .filter(|(i, _)| mask >> i & 1 == 1).map(|(_, s)| s.id).collect();
        let set: Vec<ServiceId> = space.services(space.complete(&wanted)).map(|s| s.id).collect();
        prop_assert_eq!(space.choose(&set), Ok(space.complete(&wanted)));
        for id in wanted {
            prop_assert_eq!(set.contains(&id), members.contains(&id), "{} of {:?}", id, set);
        }
    }

    #[test]
    fn a_set_can_be_chosen_exactly_when_it_is_listed(forest in forests(), mask: u16) {
        let (group, prices, path) = build(forest);
        let Ok(space) = space(&group, path, "P1M", &prices) else { return Ok(()) };
        let set: Vec<ServiceId> = group.services().iter().enumerate()
            .filter(|(i, _)| mask >> i & 1 == 1).map(|(_, s)| s.id).collect();
        prop_assume!(!set.is_empty());
        let as_listed = |set: &[ServiceId]| {
            let mut ids: Vec<i64> = set.iter().map(|s| s.get()).collect();
            ids.sort_unstable();
            ids
        };
        let sets: Vec<Vec<i64>> = listed(&space).into_iter().map(|(mut set, _)| { set.sort_unstable(); set }).collect();
        match space.choose(&set) {
            Ok(_) => prop_assert!(sets.contains(&as_listed(&set))),
            Err(wrong) => {
                prop_assert!(!sets.contains(&as_listed(&set)));
                prop_assert!(!wrong.nearest.is_empty());
                for near in wrong.nearest {
                    prop_assert!(sets.contains(&as_listed(&near)));
                }
            }
        }
    }
}
