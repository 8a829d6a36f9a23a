//! What is sold, at what price, and when what happens: as numbers that the world and the auditor both start from.
//!
//! The world makes the engine's price list and calendar from them; the auditor calculates with them.

use std::collections::BTreeMap;

/// A currency: its code, and the micro-cents of its smallest unit that can be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    /// The code.
    pub code: &'static str,
    /// Micro-cents of the smallest unit.
    pub unit: i64,
}

/// Micro-cents of a whole unit.
pub const WHOLE: i64 = 100_000_000;

const fn currency(code: &'static str, decimals: u32) -> Currency {
    Currency { code, unit: WHOLE / 10_i64.pow(decimals) }
}

/// Fidelity points.
pub const POINTS: Currency = currency("points", 0);

/// A country: the subsidiary that bills its customers, the currency, and the tax in hundredths of a percent.
#[derive(Debug, Clone, Copy)]
pub struct Country {
    /// The series of bills.
    pub series: &'static str,
    /// The currency.
    pub currency: Currency,
    /// The tax.
    pub tax: i64,
}

/// Where customers come from.
pub const COUNTRIES: [Country; 8] = [
    Country { series: "FR", currency: currency("EUR", 2), tax: 2000 },
    Country { series: "FI", currency: currency("EUR", 2), tax: 2550 },
    Country { series: "PL", currency: currency("PLN", 2), tax: 2300 },
    Country { series: "GB", currency: currency("GBP", 2), tax: 2000 },
    Country { series: "SN", currency: currency("XOF", 0), tax: 1800 },
    Country { series: "TN", currency: currency("TND", 3), tax: 1900 },
    Country { series: "US", currency: currency("USD", 2), tax: 0 },
    Country { series: "FR", currency: currency("EUR", 2), tax: 550 },
];

/// The days of a product line. See `docs/calendar.md`.
#[derive(Debug, Clone)]
pub struct Days {
    /// Before the expiry, when a renewal is announced.
    pub ahead_automatic: Vec<i64>,
    /// Renewals for fewer months are not.
    pub ahead_from_months: i64,
    /// Before the expiry, when its holder is reminded to renew by hand.
    pub ahead_manual: Vec<i64>,
    /// After the first debit, when it is tried again.
    pub retries: Vec<i64>,
    /// After the first debit, to pay.
    pub unpaid: i64,
    /// Suspended, at the usual price.
    pub retention: i64,
    /// Suspended, with a fee.
    pub redemption: i64,
}

impl Days {
    fn kept(retention: i64, redemption: i64) -> Self {
        Self {
            ahead_automatic: vec![40, 15],
            ahead_from_months: 2,
            ahead_manual: vec![30, 15, 7, 3, 1],
            retries: vec![1, 3, 5],
            unpaid: 7,
            retention,
            redemption,
        }
    }
}

/// The calendar.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The renew day of who has chosen none.
    pub renew_day: i64,
    /// The days of product lines without any of their own.
    pub days: Days,
    /// Those of the others.
    pub products: BTreeMap<&'static str, Days>,
}

impl Calendar {
    /// One of the calendars that are tried: the usual one, and others with other days everywhere.
    #[must_use]
    pub fn variant(number: u64) -> Self {
        let mut calendar = Self {
            renew_day: 1,
            days: Days::kept(30, 0),
            products: [
                ("vps", Days::kept(5, 0)),
                ("dedicated/server", Days::kept(5, 0)),
                ("domain", Days::kept(7, 30)),
            ]
            .into(),
        };
        match number % 4 {
            1 => {
                calendar.renew_day = 15;
                let vps = Days { retries: vec![2, 4, 6, 9], unpaid: 14, ..Days::kept(3, 4) };
                calendar.products.insert("vps", Days { ahead_manual: vec![10, 2], ..vps });
            }
            2 => {
                calendar.renew_day = 31;
                calendar.days = Days { retries: vec![], unpaid: 1, ..Days::kept(0, 10) };
                let vps =
                    Days { ahead_from_months: 1, ahead_automatic: vec![20, 3], ..Days::kept(0, 0) };
                calendar.products.insert("vps", vps);
            }
            _ => {}
        }
        calendar
    }

    /// The days of a product line.
    #[must_use]
    pub fn of(&self, product: &str) -> &Days {
        self.products.get(product).unwrap_or(&self.days)
    }
}

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its code.
    pub code: &'static str,
    /// Its product line.
    pub product: &'static str,
    /// Net micro-cents of one unit, by currency and months.
    pub prices: BTreeMap<(&'static str, i64), i64>,
    /// Net micro-cents for restoring, by currency.
    pub restoration: BTreeMap<&'static str, i64>,
}

impl Plan {
    fn new(
        code: &'static str,
        product: &'static str,
        prices: &[(i64, i64)],
        restoration: i64,
    ) -> Self {
        // As many francs as euros would be too cheap to be interesting, so each currency has a factor.
        let factors = [("EUR", 1), ("PLN", 4), ("GBP", 1), ("XOF", 600), ("TND", 3), ("USD", 1)];
        let priced = |(currency, factor): (&'static str, i64)| {
            let price = move |(months, price): &(i64, i64)| ((currency, *months), price * factor);
            prices.iter().map(price).collect::<Vec<_>>()
        };
        let fee = |(currency, factor): (&'static str, i64)| (currency, restoration * factor);
        let fees = factors.into_iter().filter(|_| restoration > 0);
        Self {
            code,
            product,
            prices: factors.into_iter().flat_map(priced).collect(),
            restoration: fees.map(fee).collect(),
        }
    }

    /// The months that have a price in a currency, the fewest first.
    pub fn months(&self, currency: &str) -> impl Iterator<Item = i64> {
        let of = move |key: &&(&str, i64)| key.0 == currency;
        self.prices.keys().filter(of).map(|(_, months)| *months).collect::<Vec<_>>().into_iter()
    }
}

/// The plans that are sold, with prices in micro-cents: some finer than a cent.
#[must_use]
pub fn plans() -> Vec<Plan> {
    let vps = [(1, 299_000_000), (3, 897_000_000), (6, 1_794_000_000), (12, 3_588_000_000)];
    let mut plans = vec![
        Plan::new("vps-1", "vps", &vps, 0),
        Plan::new("vps-fine", "vps", &[(1, 12_500_001), (12, 112_499_999)], 0),
        Plan::new("vps-free", "vps", &[(1, 0), (12, 0)], 0),
        Plan::new("dedicated", "dedicated/server", &[(1, 6_499_000_000), (12, 71_489_000_000)], 0),
        Plan::new("domain", "domain", &[(12, 199_000_000), (24, 398_000_000)], 4_000_000_000),
        Plan::new("hosting", "hosting/web", &[(12, 3_588_000_000)], 0),
        Plan::new("vps-backup", "vps", &[(1, 150_000_000), (3, 450_000_000)], 0),
        Plan::new("vps-disk", "vps", &[(1, 33_333_333), (6, 199_999_999), (12, 300_000_000)], 0),
        Plan::new("licence", "license/plesk", &[(1, 1_000_000_000)], 500_000_000),
    ];
    // Not everything is sold everywhere.
    for plan in &mut plans {
        if plan.code == "vps-fine" {
            plan.prices.retain(|(currency, months), _| *currency != "GBP" || *months == 1);
        }
    }
    plans
}

/// The first plans are for services of their own, those from here on for options.
pub const OPTIONS_FROM: usize = 6;

/// An amount in whole units of what can be charged, half a unit counting as one. No amount here is negative.
#[must_use]
pub fn rounded(ucents: i128, unit: i64) -> i64 {
    let unit = i128::from(unit);
    let units = (2 * ucents + unit).div_euclid(2 * unit);
    i64::try_from(units * unit).unwrap_or(i64::MAX)
}

/// The tax on a net amount.
#[must_use]
pub fn tax(net: i64, hundredths_of_percent: i64, unit: i64) -> i64 {
    let scaled = i128::from(net) * i128::from(hundredths_of_percent);
    // Rounded once: what is over a ten-thousandth of a unit counts.
    let unit = i128::from(unit) * 10_000;
    let units = (2 * scaled + unit).div_euclid(2 * unit);
    i64::try_from(units * unit / 10_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_is_a_cent() {
        assert_eq!(rounded(12_500_000, 1_000_000), 13_000_000);
        assert_eq!(rounded(12_499_999, 1_000_000), 12_000_000);
        assert_eq!(tax(3_787_000_000, 2000, 1_000_000), 757_000_000);
        assert_eq!(tax(50_000_000, 550, WHOLE), 0);
        assert_eq!(tax(1_000_000_000, 550, WHOLE), WHOLE);
    }
}
