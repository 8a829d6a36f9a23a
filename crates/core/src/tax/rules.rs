//! Which tax an account is billed with, on a day.
//!
//! The service is one that is supplied electronically (Directive 2006/112/EC, Article 58): at home, and to consumers
//! elsewhere in the European Union, the standard rate of the customer's country applies; a business elsewhere in the Union
//! owes the tax itself; outside the Union there is none. Reduced rates and regions with rates of their own are left to
//! what is agreed with an account. Where the money is declared is not known here.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::vat_number::is_vat_number;
use super::{TaxGround, TaxRate};
use crate::account::{Account, CountryCode, Subsidiary};

/// What tax an account is billed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountTax {
    /// A rate that was agreed, whatever the rules say.
    Agreed(TaxRate),
    /// What the rules say on the day of an order.
    ByRules,
}

/// A rate, and why it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tax {
    /// Why.
    pub ground: TaxGround,
    /// The rate.
    pub rate: TaxRate,
}

impl Tax {
    /// A rate that was agreed.
    #[must_use]
    pub const fn agreed(rate: TaxRate) -> Self {
        Self { ground: TaxGround::Agreed, rate }
    }
}

/// Why the rules do not say what tax an account is billed with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxUndecided {
    /// Nobody said where the subsidiary is.
    #[error(
        "the tax rules do not say in which country the subsidiary {subsidiary} is: say it under [tax.subsidiaries] \
         of the configuration, or agree a tax rate with the account"
    )]
    Subsidiary {
        /// The subsidiary.
        subsidiary: Subsidiary,
    },
    /// Nobody said what the rate of the country is.
    #[error(
        "the tax rules have no rate of {country} for {on}: say it under [tax.rates] of the configuration, or agree a \
         tax rate with the account"
    )]
    Rate {
        /// The country.
        country: CountryCode,
        /// The day.
        on: Date,
    },
}

/// Where subsidiaries are, and what the rates of countries are since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRules {
    subsidiaries: BTreeMap<Subsidiary, CountryCode>,
    rates: BTreeMap<CountryCode, Rates>,
}

/// The standard rates of a country, by the day since which each applies.
pub type Rates = BTreeMap<Date, TaxRate>;

impl TaxRules {
    /// Rules with these subsidiaries and rates beside those that are built in, which they replace country by country.
    #[must_use]
    pub fn with(
        mut self,
        subsidiaries: impl IntoIterator<Item = (Subsidiary, CountryCode)>,
        rates: impl IntoIterator<Item = (CountryCode, Rates)>,
    ) -> Self {
        self.subsidiaries.extend(subsidiaries);
        self.rates.extend(rates);
        self
    }

    /// What tax an account is billed with on a day.
    ///
    /// # Errors
    ///
    /// [`TaxUndecided`] when the rules lack the subsidiary's country or the rate of one.
    pub fn decide(&self, account: &Account, on: Date) -> Result<Tax, TaxUndecided> {
        match account.tax {
            AccountTax::Agreed(rate) => Ok(Tax::agreed(rate)),
            AccountTax::ByRules => self.by_rules(account, on),
        }
    }

    fn by_rules(&self, account: &Account, on: Date) -> Result<Tax, TaxUndecided> {
        let seller = self.country_of(&account.subsidiary)?;
        let customer = account.profile.country;
        let standard = |country| {
            let rate = self.rate(country, on)?;
            Ok(Tax { ground: TaxGround::Country(country), rate })
        };
        if same_territory(seller, customer) {
            return standard(seller);
        }
        if !is_member_state(customer) {
            return Ok(Tax { ground: TaxGround::Outside(customer), rate: TaxRate::ZERO });
        }
        let is_business = account
            .profile
            .vat
            .as_ref()
            .is_some_and(|number| is_vat_number(customer, number.as_str()));
        if is_business {
            return Ok(Tax { ground: TaxGround::ReverseCharge(customer), rate: TaxRate::ZERO });
        }
        standard(customer)
    }

    /// In which country a subsidiary is; one that is called like a member state is there, unless something else is said.
    ///
    /// # Errors
    ///
    /// [`TaxUndecided::Subsidiary`].
    pub fn country_of(&self, subsidiary: &Subsidiary) -> Result<CountryCode, TaxUndecided> {
        let called = CountryCode::parse(subsidiary.as_str()).ok();
        let known = self.subsidiaries.get(subsidiary).copied();
        known
            .or(called.filter(|country| is_member_state(*country)))
            .ok_or_else(|| TaxUndecided::Subsidiary { subsidiary: subsidiary.clone() })
    }

    fn rate(&self, country: CountryCode, on: Date) -> Result<TaxRate, TaxUndecided> {
        let rates = self.rates.get(&country).or_else(|| self.rates.get(&territory(country)));
        let rate = rates.and_then(|rates| rates.range(..=on).next_back());
        rate.map(|(_, rate)| *rate).ok_or(TaxUndecided::Rate { country, on })
    }

    /// The rates, by country.
    #[must_use]
    pub const fn rates(&self) -> &BTreeMap<CountryCode, Rates> {
        &self.rates
    }

    /// The subsidiaries whose country was said.
    #[must_use]
    pub const fn subsidiaries(&self) -> &BTreeMap<Subsidiary, CountryCode> {
        &self.subsidiaries
    }
}

/// The standard rates of the member states: country, hundredths of a percent, first day. Those of before 2024 are left out
/// ("Taxes in Europe" database of the European Commission).
const MEMBER_STATES: &[(&str, &[(&str, u32)])] = &[
    ("AT", &[("2024-01-01", 2000)]),
    ("BE", &[("2024-01-01", 2100)]),
    ("BG", &[("2024-01-01", 2000)]),
    ("CY", &[("2024-01-01", 1900)]),
    ("CZ", &[("2024-01-01", 2100)]),
    ("DE", &[("2024-01-01", 1900)]),
    ("DK", &[("2024-01-01", 2500)]),
    ("EE", &[("2024-01-01", 2200), ("2025-07-01", 2400)]),
    ("ES", &[("2024-01-01", 2100)]),
    ("FI", &[("2024-01-01", 2400), ("2024-09-01", 2550)]),
    ("FR", &[("2024-01-01", 2000)]),
    ("GR", &[("2024-01-01", 2400)]),
    ("HR", &[("2024-01-01", 2500)]),
    ("HU", &[("2024-01-01", 2700)]),
    ("IE", &[("2024-01-01", 2300)]),
    ("IT", &[("2024-01-01", 2200)]),
    ("LT", &[("2024-01-01", 2100)]),
    ("LU", &[("2024-01-01", 1700)]),
    ("LV", &[("2024-01-01", 2100)]),
    ("MT", &[("2024-01-01", 1800)]),
    ("NL", &[("2024-01-01", 2100)]),
    ("PL", &[("2024-01-01", 2300)]),
    ("PT", &[("2024-01-01", 2300)]),
    ("RO", &[("2024-01-01", 1900), ("2025-08-01", 2100)]),
    ("SE", &[("2024-01-01", 2500)]),
    ("SI", &[("2024-01-01", 2200)]),
    ("SK", &[("2024-01-01", 2000), ("2025-01-01", 2300)]),
];

impl Default for TaxRules {
    /// The standard rates of the member states of the European Union.
    fn default() -> Self {
        let rates = MEMBER_STATES.iter().filter_map(|(country, rates)| {
            let rates = rates.iter().filter_map(|(since, points)| {
                Some((since.parse().ok()?, TaxRate::from_basis_points(*points).ok()?))
            });
            Some((CountryCode::parse(country).ok()?, rates.collect()))
        });
        Self { subsidiaries: BTreeMap::new(), rates: rates.collect() }
    }
}

/// Whether a country belongs to the territory of a member state (Directive 2006/112/EC, Articles 5 and 7).
#[must_use]
pub fn is_member_state(country: CountryCode) -> bool {
    let code = territory(country).to_string();
    MEMBER_STATES.iter().any(|(member, _)| *member == code)
}

fn same_territory(one: CountryCode, other: CountryCode) -> bool {
    territory(one) == territory(other)
}

/// Monaco is treated as France (Article 7).
fn territory(country: CountryCode) -> CountryCode {
    if country.to_string() == "MC" { CountryCode::parse("FR").unwrap_or(country) } else { country }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::account;
    use crate::text::Name;

    fn decide(
        subsidiary: &str,
        country: &str,
        vat: Option<&str>,
        on: &str,
    ) -> Result<String, String> {
        let mut account = account();
        account.tax = AccountTax::ByRules;
        account.subsidiary = Subsidiary::parse(subsidiary).unwrap();
        account.profile.country = CountryCode::parse(country).unwrap();
        account.profile.vat = vat.map(|vat| Name::parse(vat).unwrap());
        let rules = TaxRules::default().with(
            [(Subsidiary::parse("WE").unwrap(), CountryCode::parse("IE").unwrap())],
            [(
                CountryCode::parse("CH").unwrap(),
                Rates::from([("2024-01-01".parse().unwrap(), TaxRate::parse("8.1").unwrap())]),
            )],
        );
        let tax = rules.decide(&account, on.parse().unwrap());
        tax.map(|tax| format!("{} {}", tax.ground.code(), tax.rate))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_customers_country_decides() {
        for (subsidiary, country, vat, expected) in [
            ("FR", "FR", None, "country:FR 20 %"),
            ("FR", "FR", Some("FR83404833048"), "country:FR 20 %"),
            ("FR", "MC", None, "country:FR 20 %"),
            ("FR", "FI", None, "country:FI 25.5 %"),
            ("FR", "FI", Some("FI12345678"), "reverseCharge:FI 0 %"),
            ("FR", "FI", Some("DE123456789"), "country:FI 25.5 %"),
            ("FR", "GR", Some("EL123456789"), "reverseCharge:GR 0 %"),
            ("FR", "US", None, "outside:US 0 %"),
            ("FR", "CH", Some("CHE123456789"), "outside:CH 0 %"),
            ("WE", "IE", None, "country:IE 23 %"),
            ("WE", "FR", None, "country:FR 20 %"),
            ("DE", "MC", Some("FR12345678901"), "reverseCharge:MC 0 %"),
        ] {
            assert_eq!(decide(subsidiary, country, vat, "2026-11-01").as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_rate_counts_from_its_first_day() {
        for (on, expected) in [
            ("2024-08-31", "country:FI 24 %"),
            ("2024-09-01", "country:FI 25.5 %"),
            ("2030-01-01", "country:FI 25.5 %"),
        ] {
            assert_eq!(decide("FI", "FI", None, on).as_deref(), Ok(expected));
        }
        let error = decide("FI", "FI", None, "2023-12-31").unwrap_err();
        assert_eq!(
            error,
            "the tax rules have no rate of FI for 2023-12-31: say it under [tax.rates] of the configuration, or \
             agree a tax rate with the account"
        );
    }

    #[test]
    fn a_subsidiary_without_a_country_decides_nothing() {
        let error = decide("ASIA", "FR", None, "2026-11-01").unwrap_err();
        assert_eq!(
            error,
            "the tax rules do not say in which country the subsidiary ASIA is: say it under [tax.subsidiaries] of \
             the configuration, or agree a tax rate with the account"
        );
    }

    #[test]
    fn what_is_agreed_comes_first() {
        let rules = TaxRules::default();
        let tax = rules.decide(&account(), "1999-01-01".parse().unwrap()).unwrap();
        assert_eq!((tax.ground, tax.rate), (TaxGround::Agreed, TaxRate::parse("20").unwrap()));
    }

    #[test]
    fn every_member_state_has_a_rate() {
        let rules = TaxRules::default();
        assert_eq!(rules.rates().len(), 27);
        assert!(rules.rates().values().all(|rates| !rates.is_empty()));
    }
}
