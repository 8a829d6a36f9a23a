//! Making the lines of an order.

use crate::engagement::{Clause, Offer};
use crate::expiry::Expiry;
use crate::money::Money;
use crate::period::Period;
use crate::plan::{LinePrice, Plan};
use crate::service::{Quantity, Service};
use crate::tax::Tax;
use crate::text::Name;

use super::{Line, Term};

/// A service that is to be renewed, with what that costs and comes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renewal<'a> {
    pub(crate) service: &'a Service,
    pub(crate) plan: &'a Plan,
    pub(crate) price: LinePrice,
    pub(crate) period: Period,
    pub(crate) renewed: Expiry,
    /// The engagement that begins with it.
    pub(crate) begins: Option<&'a Offer>,
}

impl Renewal<'_> {
    /// The line that sells it.
    pub(crate) fn line(&self, tax: Tax) -> Line {
        let Self { service, plan, price, period, renewed, begins } = self;
        let (starts_on, ends_on) = (service.expiry.on(), renewed.on());
        let bound = begins.map(|offer| format!(" and engagement for {}", offer.length.in_words()));
        let what = format!("renewal for {}{}", period.in_words(), bound.unwrap_or_default());
        Line {
            service: Some(service.id),
            debt: None,
            name: service.name.clone(),
            description: describe(&plan.name, &what),
            quantity: service.quantity,
            unit_price: price.unit,
            amount: price.amount,
            tax,
            term: Some(Term { period: *period, starts_on, ends_on }),
            clause: begins.map(|offer| Clause::Begins(offer.clone())),
        }
    }
}

impl Line {
    /// The name of the plan, without what of it is sold.
    #[must_use]
    pub fn plan_name(&self) -> &str {
        let description = self.description.as_str();
        description.rsplit_once(SEPARATOR).map_or(description, |(plan, _)| plan)
    }
}

/// The line of the fee for restoring a service.
pub(super) fn restoration_line(service: &Service, plan: &Plan, fee: Money, tax: Tax) -> Line {
    Line {
        service: Some(service.id),
        debt: None,
        name: service.name.clone(),
        description: describe(&plan.name, "restoration"),
        quantity: Quantity::ONE,
        unit_price: fee,
        amount: fee,
        tax,
        term: None,
        clause: None,
    }
}

/// What stands between a plan and what of it is sold.
const SEPARATOR: &str = ", ";

/// What is sold, in words: `Domain .ovh, renewal for 1 year`. A plan's name is bounded, so this is as well,
/// except for names near the bound: those stand alone.
fn describe(plan: &Name, what: &str) -> Name {
    Name::parse(&format!("{plan}{SEPARATOR}{what}")).unwrap_or_else(|_| plan.clone())
}
