//! Laws of money that other modules rely on.

use proptest::prelude::*;

use super::*;

fn eur(text: &str) -> Money {
    Money::parse(text, Currency::Eur).unwrap()
}

#[test]
fn texts_are_those_of_the_api() {
    let cases = [
        ("45.44", Currency::Eur, "45.44 €"),
        ("13.3", Currency::Usd, "$13.30 USD"),
        ("-0.5", Currency::Eur, "-0.50 €"),
        ("0.00125", Currency::Eur, "0.00125 €"),
        ("1200", Currency::Xof, "1200 XOF"),
        ("1.5", Currency::Tnd, "1.500 TND"),
        ("50", Currency::Points, "50 points"),
        ("9", Currency::Gbp, "9.00 £"),
    ];
    for (amount, currency, text) in cases {
        assert_eq!(Money::parse(amount, currency).unwrap().to_string(), text);
    }
}

#[test]
fn texts_that_are_not_amounts_are_refused() {
    let not_amounts = [
        "",
        "-",
        ".",
        "1.",
        ".5",
        "1,5",
        "1e3",
        " 1",
        "+1",
        "1.123456789",
        "--1",
        "€1",
        "92233720369",
    ];
    for text in not_amounts {
        assert!(Money::parse(text, Currency::Eur).is_err(), "{text:?} was taken for an amount");
    }
}

#[test]
fn a_tie_is_rounded_away_from_zero_to_the_minor_unit() {
    assert_eq!(eur("0.125").round_half_up(), Ok(eur("0.13")));
    assert_eq!(eur("-0.125").round_half_up(), Ok(eur("-0.13")));
    assert_eq!(eur("0.12499999").round_half_up(), Ok(eur("0.12")));
    assert_eq!(eur("7.574").round_half_up(), Ok(eur("7.57")));
    let francs = |text| Money::parse(text, Currency::Xof).unwrap();
    assert_eq!(francs("10.5").round_half_up(), Ok(francs("11")));
}

#[test]
fn currencies_do_not_mix() {
    let dollars = Money::zero(Currency::Usd);
    let mismatch = MoneyError::CurrencyMismatch { left: Currency::Eur, right: Currency::Usd };
    assert_eq!(eur("1").checked_add(dollars), Err(mismatch));
    assert_eq!(eur("1").checked_sub(dollars), Err(mismatch));
}

#[test]
fn nothing_overflows_silently() {
    let most = Money::from_ucents(i64::MAX, Currency::Eur);
    let least = Money::from_ucents(i64::MIN, Currency::Eur);
    assert_eq!(most.checked_add(Money::from_ucents(1, Currency::Eur)), Err(MoneyError::Overflow));
    assert_eq!(least.checked_sub(Money::from_ucents(1, Currency::Eur)), Err(MoneyError::Overflow));
    assert_eq!(least.checked_neg(), Err(MoneyError::Overflow));
    assert_eq!(most.checked_mul(2), Err(MoneyError::Overflow));
    assert_eq!(most.round_half_up(), Err(MoneyError::Overflow));
    assert_eq!(most.scaled_half_up(1, 0), Err(MoneyError::Overflow));
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(ucents: i64, index in 0usize..14) {
        prop_assume!(ucents != i64::MIN);
        let money = Money::from_ucents(ucents, Currency::ALL[index]);
        prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency()), Ok(money));
    }

    #[test]
    fn rounding_is_idempotent_and_moves_at_most_half_a_minor_unit(
        ucents in -i64::MAX / 4..i64::MAX / 4,
        index in 0usize..14,
    ) {
        let money = Money::from_ucents(ucents, Currency::ALL[index]);
        let rounded = money.round_half_up().unwrap();
        prop_assert!(rounded.is_whole_minor_units());
        prop_assert_eq!(rounded.round_half_up(), Ok(rounded));
        let moved = (rounded.ucents() - ucents).abs();
        prop_assert!(moved * 2 <= money.currency().minor_unit_ucents());
    }

    #[test]
    fn adding_and_subtracting_are_inverse(a in -i64::MAX / 2..i64::MAX / 2, b in -i64::MAX / 2..i64::MAX / 2) {
        let (a, b) = (Money::from_ucents(a, Currency::Eur), Money::from_ucents(b, Currency::Eur));
        prop_assert_eq!(a.checked_add(b).unwrap().checked_sub(b), Ok(a));
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
    }
}
