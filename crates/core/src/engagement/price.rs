//! What a period of a service costs, decided here and nowhere else, by the first day of the period.
//!
//! Never by today: a period that is paid late costs what it would have cost in time (invariant I10).
//!
//! ```text
//! first day                                         costs
//! within the engagement                             what was agreed, for the agreed period only
//! the expiry, and an engagement was asked for       what that engagement costs; it begins with this period
//! after the engagement, by its end rule             the list, or the agreed price, or an engagement of the
//!                                                   same terms, which begins with this period
//! no engagement                                     the list
//! ```

use jiff::civil::Date;

use super::{EndRule, Kind, Offer};
use crate::money::Currency;
use crate::period::Period;
use crate::plan::{LinePrice, Plan};
use crate::service::{Obstacle, Service};

/// What a period costs, and what begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote<'a> {
    /// What it costs.
    pub price: LinePrice,
    /// The engagement that begins with it.
    pub begins: Option<&'a Offer>,
}

/// Where the price of a period comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis<'a> {
    /// The price list.
    List,
    /// An engagement.
    Bound(&'a Offer),
    /// An engagement that begins with the period.
    Begins(&'a Offer),
    /// An engagement that is over, whose price is kept for its period. Others are those of the list.
    Kept(&'a Offer),
}

impl<'a> Basis<'a> {
    /// Where the price of a period of a service comes from.
    #[must_use]
    pub fn of(service: &'a Service, first_day: Date) -> Self {
        let terms = service.terms.as_ref().map(|terms| &terms.offer);
        let is_within = service.engaged_until.is_some_and(|last| first_day <= last);
        let awaited =
            service.request.as_ref().filter(|request| request.offer.kind == Kind::Periodic);
        match (terms, awaited) {
            (Some(offer), _) if is_within => Self::Bound(offer),
            // What was not agreed here has no price of its own.
            (None, _) if is_within => Self::List,
            (_, Some(request)) if first_day == service.expiry.on() => Self::Begins(&request.offer),
            (Some(offer), _) => match service.end_rule() {
                EndRule::Cancel | EndRule::GoOn => Self::List,
                EndRule::KeepPrice => Self::Kept(offer),
                EndRule::Reactivate => Self::Begins(offer),
            },
            (None, _) => Self::List,
        }
    }

    /// The only period that can be sold, if there is only one.
    const fn only(self) -> Option<Period> {
        match self {
            Self::Bound(offer) | Self::Begins(offer) => Some(offer.period),
            Self::List | Self::Kept(_) => None,
        }
    }
}

impl<'a> Quote<'a> {
    /// What a period of a service costs that begins on a day.
    ///
    /// # Errors
    ///
    /// [`Obstacle::Engaged`] where the service is engaged for another period, [`Obstacle::NoPrice`] where there is no price.
    pub fn of(
        plan: &Plan,
        service: &'a Service,
        currency: Currency,
        period: Period,
        first_day: Date,
    ) -> Result<Self, Obstacle> {
        let basis = Basis::of(service, first_day);
        let agreed = |offer: &Offer| {
            let is_its = offer.period == period && offer.price.currency() == currency;
            is_its.then(|| LinePrice::of(offer.price, service.quantity)).flatten()
        };
        let list = || plan.line_price(currency, period, service.quantity);
        let (price, begins) = match basis {
            Basis::List => (list(), None),
            Basis::Bound(offer) => (agreed(offer), None),
            Basis::Begins(offer) => (agreed(offer), Some(offer)),
            Basis::Kept(offer) => (agreed(offer).or_else(list), None),
        };
        let price = price.ok_or_else(|| match basis.only().filter(|only| *only != period) {
            Some(only) => Obstacle::Engaged { period, only },
            None => Obstacle::NoPrice { period },
        })?;
        Ok(Self { price, begins })
    }
}

/// The periods that a service can be sold for from a day on, the shortest first.
#[must_use]
pub fn periods(plan: &Plan, service: &Service, currency: Currency, first_day: Date) -> Vec<Period> {
    let basis = Basis::of(service, first_day);
    if let Some(only) = basis.only() {
        return vec![only];
    }
    let kept = match basis {
        Basis::Kept(offer) if offer.price.currency() == currency => Some(offer.period),
        _ => None,
    };
    let mut all: Vec<Period> = plan.periods(currency).chain(kept).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The period that the calendar renews a service for from a day on: the only one that there is, or the one that was
/// chosen, or the shortest.
#[must_use]
pub fn chosen_period(
    plan: &Plan,
    service: &Service,
    currency: Currency,
    first_day: Date,
) -> Option<Period> {
    let only = Basis::of(service, first_day).only();
    let chosen = only.or_else(|| service.renew.period());
    chosen.or_else(|| periods(plan, service, currency, first_day).first().copied())
}
