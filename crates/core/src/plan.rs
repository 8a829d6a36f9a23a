//! Plans and their prices: what one period of a service costs.
//!
//! A price is net (without tax), for one unit, and may be finer than a cent; it is rounded where it becomes an
//! order line. A plan that has no price for a period and currency cannot be renewed for it. Price changes over
//! time, promotions and tiers are not here. A plan may be sold with engagements as well: other prices, for who binds
//! themselves.

use std::collections::BTreeMap;

use crate::detail::Details;
use crate::engagement::{Offer, OfferError};
use crate::limits::AMOUNT_UCENTS_MAX;
use crate::money::{Currency, Money};
use crate::period::Period;
use crate::service::{ProductLine, Quantity};
use crate::text::Name;

/// The code of a plan, such as `vps-ssd-1`.
pub type PlanCode = Name;

/// Why an amount cannot be a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{amount} cannot be a price: prices are from 0 to {}", Money::from_ucents(AMOUNT_UCENTS_MAX, amount.currency()))]
pub struct PriceOutOfRange {
    /// The amount that was given.
    pub amount: Money,
}

/// What a service is sold under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The code by which services refer to it.
    pub code: PlanCode,
    /// The product line that its services belong to.
    pub product: ProductLine,
    /// The name on orders and bills, such as `Domain .ovh`.
    pub name: Name,
    /// What all services sold under it are.
    pub details: Details,
    prices: BTreeMap<(Currency, Period), Money>,
    restorations: BTreeMap<Currency, Money>,
    engagements: BTreeMap<(Currency, Name), Offer>,
}

/// What a line costs: the net price of a unit, which may be finer than a cent, and the amount, which is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePrice {
    /// For one unit.
    pub unit: Money,
    /// For all of them, in whole minor units.
    pub amount: Money,
}

impl LinePrice {
    /// What a number of units costs: rounded before it is added to anything (EN 16931, BR-CO-10).
    ///
    /// None where it is more than a line can be.
    #[must_use]
    pub fn of(unit: Money, quantity: Quantity) -> Option<Self> {
        let amount = unit.checked_mul(quantity.get()).ok()?.round_half_up().ok()?;
        (amount.ucents() <= AMOUNT_UCENTS_MAX).then_some(Self { unit, amount })
    }
}

impl Plan {
    /// A plan without prices.
    #[must_use]
    pub fn new(code: PlanCode, product: ProductLine, name: Name) -> Self {
        let details = Details::default();
        let (prices, restorations) = (BTreeMap::new(), BTreeMap::new());
        let engagements = BTreeMap::new();
        Self { code, product, name, details, prices, restorations, engagements }
    }

    /// Whether an amount can be a price.
    ///
    /// # Errors
    ///
    /// [`PriceOutOfRange`] for negative and for absurdly large amounts.
    pub fn check_price(amount: Money) -> Result<(), PriceOutOfRange> {
        let is_in_range = (0..=AMOUNT_UCENTS_MAX).contains(&amount.ucents());
        if is_in_range { Ok(()) } else { Err(PriceOutOfRange { amount }) }
    }

    /// Sets the net price of one unit for a period, in the currency of the amount.
    ///
    /// # Errors
    ///
    /// As [`Plan::check_price`].
    pub fn set_price(&mut self, period: Period, amount: Money) -> Result<(), PriceOutOfRange> {
        Self::check_price(amount)?;
        self.prices.insert((amount.currency(), period), amount);
        Ok(())
    }

    /// Sets the net fee for restoring a service that is in redemption, in the currency of the amount.
    ///
    /// # Errors
    ///
    /// As [`Plan::check_price`].
    pub fn set_restoration(&mut self, amount: Money) -> Result<(), PriceOutOfRange> {
        Self::check_price(amount)?;
        self.restorations.insert(amount.currency(), amount);
        Ok(())
    }

    /// The net fee for restoring a service that is in redemption; none where it costs nothing more.
    #[must_use]
    pub fn restoration(&self, currency: Currency) -> Option<Money> {
        self.restorations.get(&currency).copied()
    }

    /// The net fees for restoring, by currency.
    pub fn restorations(&self) -> impl Iterator<Item = Money> {
        self.restorations.values().copied()
    }

    /// Adds an engagement that the plan is sold with, or replaces the one of the same mode and currency.
    ///
    /// # Errors
    ///
    /// As [`Offer::checked`].
    pub fn set_engagement(&mut self, offer: Offer) -> Result<(), OfferError> {
        let offer = offer.checked()?;
        self.engagements.insert((offer.price.currency(), offer.mode.clone()), offer);
        Ok(())
    }

    /// The engagements that can be had in a currency, by mode.
    pub fn engagements_in(&self, currency: Currency) -> impl Iterator<Item = &Offer> {
        self.engagements().filter(move |offer| offer.price.currency() == currency)
    }

    /// All engagements that the plan is sold with, by currency and then by mode.
    pub fn engagements(&self) -> impl Iterator<Item = &Offer> {
        self.engagements.values()
    }

    /// What the list says a number of units costs for a period. What a service costs, which may be bound, is said by
    /// [`Quote`](crate::engagement::Quote).
    ///
    /// None where the plan has no price, or the amount is more than a line can be.
    #[must_use]
    pub fn line_price(
        &self,
        currency: Currency,
        period: Period,
        quantity: Quantity,
    ) -> Option<LinePrice> {
        LinePrice::of(self.price(currency, period)?, quantity)
    }

    /// The net price of one unit for a period.
    #[must_use]
    pub fn price(&self, currency: Currency, period: Period) -> Option<Money> {
        self.prices.get(&(currency, period)).copied()
    }

    /// The periods that have a price in a currency, shortest first.
    pub fn periods(&self, currency: Currency) -> impl Iterator<Item = Period> {
        self.prices.keys().filter(move |(priced_in, _)| *priced_in == currency).map(|(_, p)| *p)
    }

    /// All prices with their periods, by currency and then by period.
    pub fn prices(&self) -> impl Iterator<Item = (Period, Money)> {
        self.prices.iter().map(|((_, period), amount)| (*period, *amount))
    }
}

/// All plans of the seller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceList {
    plans: BTreeMap<PlanCode, Plan>,
}

impl PriceList {
    /// A plan by its code.
    #[must_use]
    pub fn get(&self, code: &PlanCode) -> Option<&Plan> {
        self.plans.get(code)
    }

    /// Adds a plan, or replaces the one with the same code.
    pub fn insert(&mut self, plan: Plan) {
        self.plans.insert(plan.code.clone(), plan);
    }

    /// All plans, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Plan> {
        self.plans.values()
    }
}

impl FromIterator<Plan> for PriceList {
    fn from_iter<I: IntoIterator<Item = Plan>>(plans: I) -> Self {
        Self { plans: plans.into_iter().map(|plan| (plan.code.clone(), plan)).collect() }
    }
}
