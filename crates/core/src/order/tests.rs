//! Placing orders, their totals, and every state against every transition.

use jiff::civil::date;
use proptest::prelude::{prop, prop_assert_eq, proptest};

use super::*;
use crate::money::Currency;
use crate::samples::*;
use crate::service::{Obstacle, ServiceChange, ServiceState};
use crate::step::Step;
use crate::strategy::NoStrategy;
use crate::tax::Tax;

fn ask<'a>(length: &str, services: &'a [crate::ServiceId]) -> PlaceRequest<'a> {
    PlaceRequest {
        service: id(12345),
        period: period(length),
        services,
        category: Category::EarlyRenewal,
    }
}

#[test]
fn the_guide_s_order_has_the_guide_s_figures() {
    let terms = guide_order(1).terms;
    assert_eq!(
        (terms.totals.net, terms.totals.tax, terms.totals.gross),
        (eur("37.87"), eur("7.57"), eur("45.44"))
    );
    assert_eq!(terms.valid_until - terms.placed_at, jiff::SignedDuration::from_hours(24));
    let lines: Vec<(i64, &str, &str)> = terms
        .lines
        .iter()
        .map(|line| (line.service.unwrap().get(), line.description.as_str(), line.name.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (67890, "Hosting Perso 2014, renewal for 1 year", "service-67890"),
            (12345, "Domain .ovh, renewal for 1 year", "service-12345"),
        ]
    );
    let dates: Vec<_> = terms
        .lines
        .iter()
        .map(|line| line.term.map(|t| (t.starts_on, t.ends_on)).unwrap())
        .collect();
    assert_eq!(dates, [(date(2027, 1, 15), date(2028, 1, 15)); 2]);
}

#[test]
fn no_services_means_the_service_of_the_path() {
    let (group, prices) = guide();
    let terms = draft(&ask("P1Y", &[]), &group, &account(), &prices, tax(), now()).unwrap();
    assert_eq!(terms.totals.gross, eur("2.39"));
    assert!(terms.renews(id(12345)) && !terms.renews(id(67890)));
}

#[test]
fn a_period_without_price_is_refused_with_those_that_have_one() {
    let (group, prices) = guide();
    let month = period("P1M");
    let refusal = draft(&ask("P1M", &[]), &group, &account(), &prices, tax(), now()).unwrap_err();
    let obstacle = Obstacle::NoPrice { period: month };
    let cause = NoStrategy::Blocked { service: id(12345), period: month, obstacle };
    assert_eq!(refusal, PlaceRefusal::NoStrategy { cause, periods: vec![period("P1Y")] });
    assert_eq!(
        refusal.to_string(),
        "service 12345 cannot be renewed for P1M: its plan has no price for P1M; it can be renewed for P1Y"
    );
}

#[test]
fn a_set_that_is_no_strategy_is_refused() {
    let (group, prices) = guide();
    let refusal =
        draft(&ask("P1Y", &[id(67890)]), &group, &account(), &prices, tax(), now()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "these services are not a strategy: 12345 missing from the set; \
         nearest strategies: [67890, 12345]"
    );
}

#[test]
fn a_repeat_finds_the_order_that_stands() {
    let standing = guide_order(1);
    let open = [standing.clone()];
    let again = |terms| place(terms, &guide().0, &open, order_id(2)).unwrap();
    assert_eq!(again(guide_order(9).terms), Placement::Standing(standing.clone()));

    let mut turned = guide_order(9).terms;
    turned.lines.reverse();
    assert_eq!(
        again(turned),
        Placement::Standing(standing.clone()),
        "the order of lines is no matter"
    );

    let mut dearer = guide_order(9).terms;
    dearer.totals.gross = eur("45.45");
    assert!(matches!(again(dearer), Placement::New(order) if order.id == order_id(2)));

    let mut late = guide_order(9).terms;
    late.placed_at = standing.terms.valid_until;
    assert!(matches!(again(late), Placement::New(_)), "an order whose time is over does not stand");
}

#[test]
fn services_that_are_being_paid_are_not_ordered_again() {
    let hold = ServiceChange::Hold { service: id(67890), order: order_id(1) };
    let group = guide().0.changed(&[hold]);
    let refusal = place(guide_order(2).terms, &group, &[], order_id(2)).unwrap_err();
    assert_eq!(refusal, PlaceRefusal::BeingPaid { service: id(67890), order: order_id(1) });
    let released = group.changed(&[ServiceChange::Release {
        service: id(67890),
        order: order_id(1),
        state: ServiceState::Active,
    }]);
    assert!(place(guide_order(2).terms, &released, &[], order_id(2)).is_ok());
}

fn in_every_state() -> [Order; 4] {
    let unpaid = guide_order(1);
    let paying = unpaid.clone().paying(payment_id(5), now().at).unwrap();
    let settled = paying.clone().settled(payment_id(5), later(1).at).unwrap();
    let cancelled = unpaid.clone().expired(later(24).at).changed().unwrap();
    [unpaid, paying, settled, cancelled]
}

/// One line for each state; what comes of each transition before and after the order's time.
#[test]
fn every_state_takes_or_refuses_every_transition() {
    let shown = |result: Result<Order, StateRefusal>| match result {
        Ok(order) => format!("{:?}", order.state).split([' ', '{']).next().unwrap().to_owned(),
        Err(refusal) => {
            let text = format!("{refusal:?}");
            format!("!{}", text.split([' ', '{']).next().unwrap())
        }
    };
    let expired = |order: Order, hours| match order.expired(later(hours).at) {
        Step::Changed(order) => shown(Ok(order)),
        Step::Unchanged => "=".to_owned(),
    };
    let table: Vec<String> = in_every_state()
        .into_iter()
        .map(|order| {
            let cells = [
                shown(order.clone().paying(payment_id(6), later(2).at)),
                shown(order.clone().paying(payment_id(6), later(24).at)),
                shown(order.clone().payment_failed(payment_id(5), later(2).at)),
                shown(order.clone().payment_failed(payment_id(5), later(24).at)),
                shown(order.clone().payment_failed(payment_id(6), later(2).at)),
                shown(order.clone().settled(payment_id(5), later(2).at)),
                shown(order.clone().settled(payment_id(5), later(24).at)),
                shown(order.clone().settled(payment_id(6), later(2).at)),
                expired(order.clone(), 2),
                expired(order.clone(), 24),
            ];
            format!("{} | {}", shown(Ok(order)), cells.join(" "))
        })
        .collect();
    assert_eq!(
        table,
        [
            "Unpaid | Paying !Expired !OtherPayment !OtherPayment !OtherPayment Settled !Expired Settled = Cancelled",
            "Paying | !PaymentInProgress !PaymentInProgress Unpaid Cancelled !OtherPayment Settled Settled !OtherPayment = =",
            "Settled | !AlreadyPaid !AlreadyPaid !OtherPayment !OtherPayment !OtherPayment !AlreadyPaid !AlreadyPaid !AlreadyPaid = =",
            "Cancelled | !Cancelled !Cancelled !OtherPayment !OtherPayment !OtherPayment !Cancelled !Cancelled !Cancelled = =",
        ]
    );
}

fn line(amount_cents: i64, rate_points: u32) -> Line {
    let mut line = guide_order(1).terms.lines.remove(0);
    line.amount = Money::from_ucents(amount_cents * 1_000_000, Currency::Eur);
    line.tax = Tax::agreed(crate::TaxRate::from_basis_points(rate_points).unwrap());
    line
}

#[test]
fn tax_is_rounded_once_for_each_rate_and_not_for_each_line() {
    let tenths = vec![line(10, 550); 3];
    let totals = Totals::of(&tenths, Currency::Eur).unwrap();
    assert_eq!(
        totals.tax,
        eur("0.02"),
        "5.5 % of 0.30 is 0.0165, of 0.10 three times would be 0.03"
    );
    let two_rates = [line(10, 550), line(10, 2000), line(20, 550)];
    let parts: Vec<_> = Totals::of(&two_rates, Currency::Eur).unwrap().parts;
    let shown: Vec<_> = parts.iter().map(|p| (p.of.rate.basis_points(), p.base, p.tax)).collect();
    assert_eq!(shown, [(550, eur("0.30"), eur("0.02")), (2000, eur("0.10"), eur("0.02"))]);
}

proptest! {
    #[test]
    fn totals_are_exact(lines in prop::collection::vec((0i64..1_000_000, 0u32..=10_000), 0..20)) {
        let lines: Vec<Line> = lines.into_iter().map(|(cents, rate)| line(cents, rate)).collect();
        let totals = Totals::of(&lines, Currency::Eur).unwrap();
        let net: i64 = lines.iter().map(|line| line.amount.ucents()).sum();
        prop_assert_eq!(totals.net.ucents(), net);
        prop_assert_eq!(totals.net.ucents() + totals.tax.ucents(), totals.gross.ucents());
        prop_assert_eq!(totals.parts.iter().map(|p| p.base.ucents()).sum::<i64>(), net);
        prop_assert_eq!(totals.parts.iter().map(|p| p.tax.ucents()).sum::<i64>(), totals.tax.ucents());
        for part in &totals.parts {
            // A cent is 1,000,000 micro-cents; the tax is within half a cent of the exact one.
            let exact = i128::from(part.base.ucents()) * i128::from(part.of.rate.basis_points());
            let off = (i128::from(part.tax.ucents()) * 10_000 - exact).abs();
            proptest::prop_assert!(off * 2 <= 1_000_000 * 10_000);
            proptest::prop_assert!(part.tax.is_whole_minor_units());
        }
    }
}

#[test]
fn no_order_is_withdrawn_from_and_each_says_why() {
    let (at, payment) = (now().at, payment_id(5));
    let states = [
        OrderState::Unpaid,
        OrderState::Paying { payment },
        OrderState::Cancelled { at, reason: CancelReason::NotPaidInTime },
    ];
    let settled = Category::ALL.map(|category| (OrderState::Settled { payment, at }, category));
    let unsettled = states.map(|state| (state, Category::EarlyRenewal));
    let said = unsettled.into_iter().chain(settled).map(|(state, category)| {
        let mut order = guide_order(1);
        (order.state, order.terms.category) = (state, category);
        order.retract()
    });
    let (order, valid_until) = (order_id(1), guide_order(1).terms.valid_until);
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            RetractRefusal::Unpaid { order, valid_until },
            RetractRefusal::BeingPaid { order },
            RetractRefusal::Cancelled { order, at },
            RetractRefusal::Renewal { order },
            RetractRefusal::Renewal { order },
            RetractRefusal::PrepaidCredit { order },
            RetractRefusal::PointsCredit { order },
            RetractRefusal::Withdrawal { order },
            RetractRefusal::Debt { order },
        ]
    );
    assert_eq!(guide_order(1).waive_retraction(), WaiveRefusal::NoRight { order });
}
