//! Columns about engagements: offers of plans, what services are bound by, and what lines of orders say.
//!
//! They have no table of their own. Whoever reads a service knows how it is bound, because its price depends on it.

use perennial_core::Period;
use perennial_core::engagement::{Clause, EndRule, Kind, Offer, Request, Terms};
use perennial_core::order::Term;
use perennial_core::text::Name;
use perennial_core::{Money, OrderId};

use crate::codec::{self, Reader};
use crate::db::Value;
use crate::error::StoreError;

/// What the columns of an offer are called, after the one of its mode.
pub(crate) struct OfferNames {
    pub(crate) kind: &'static str,
    pub(crate) length: &'static str,
    pub(crate) period: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) price: &'static str,
    pub(crate) end_rule: &'static str,
}

static TERMS: OfferNames = OfferNames {
    kind: "engaged_kind",
    length: "engaged_months",
    period: "engaged_period",
    currency: "engaged_currency",
    price: "engaged_price",
    end_rule: "engaged_rule",
};
static REQUEST: OfferNames = OfferNames {
    kind: "request_kind",
    length: "request_months",
    period: "request_period",
    currency: "request_currency",
    price: "request_price",
    end_rule: "request_rule",
};

/// Reads the columns of an offer behind its mode; nothing where it has no mode.
pub(crate) fn read_offer(
    row: &mut Reader,
    names: &OfferNames,
    mode: Option<Name>,
) -> Result<Option<Offer>, StoreError> {
    let kind = row.opt_code(names.kind, Kind::from_code)?;
    let (length, period) = (row.opt_int(names.length)?, row.opt_int(names.period)?);
    let currency = row.opt_parsed(names.currency, perennial_core::Currency::parse)?;
    let price = row.opt_int(names.price)?;
    let end_rule = row.opt_code(names.end_rule, EndRule::from_code)?;
    let Some(mode) = mode else { return Ok(None) };
    let months = |name, months: Option<i64>| {
        let months = row.present(name, months)?;
        row.valid(name, Period::from_months(months))
    };
    let currency = row.present(names.currency, currency)?;
    let offer = Offer {
        mode,
        kind: row.present(names.kind, kind)?,
        length: months(names.length, length)?,
        period: months(names.period, period)?,
        price: Money::from_ucents(row.present(names.price, price)?, currency),
        end_rule: row.present(names.end_rule, end_rule)?,
    };
    row.valid(names.price, offer.checked()).map(Some)
}

/// The columns of an offer, its mode first.
pub(crate) fn offer(offer: Option<&Offer>) -> [Value; 7] {
    let months = |period: fn(&Offer) -> Period| offer.map(|one| i64::from(period(one).months()));
    [
        offer.map(|one| one.mode.to_string()).into(),
        offer.map(|one| one.kind.code().to_owned()).into(),
        months(|one| one.length).into(),
        months(|one| one.period).into(),
        offer.map(|one| one.price.currency().code().to_owned()).into(),
        offer.map(|one| one.price.ucents()).into(),
        offer.map(|one| one.end_rule.code().to_owned()).into(),
    ]
}

/// Reads what a service is bound by.
pub(crate) fn read_terms(row: &mut Reader) -> Result<Option<Terms>, StoreError> {
    let mode = row.opt_name("engaged_mode")?;
    let offer = read_offer(row, &TERMS, mode)?;
    let starts_on = row.opt_date("engaged_from")?;
    let terms = |offer| Ok(Terms { offer, starts_on: row.present("engaged_from", starts_on)? });
    offer.map(terms).transpose()
}

/// The columns of what a service is bound by.
pub(crate) fn terms(terms: Option<&Terms>) -> impl Iterator<Item = Value> {
    let starts_on = codec::opt_date(terms.map(|terms| terms.starts_on));
    offer(terms.map(|terms| &terms.offer)).into_iter().chain([starts_on])
}

/// Reads what a service waits for.
pub(crate) fn read_request(row: &mut Reader) -> Result<Option<Request>, StoreError> {
    let mode = row.opt_name("request_mode")?;
    let offer = read_offer(row, &REQUEST, mode)?;
    let requested_on = row.opt_date("requested_on")?;
    let order = row.opt_id("request_order_id")?;
    let request = |offer| {
        let requested_on = row.present("requested_on", requested_on)?;
        Ok(Request { offer, requested_on, order })
    };
    offer.map(request).transpose()
}

/// The columns of what a service waits for.
pub(crate) fn request(request: Option<&Request>) -> impl Iterator<Item = Value> {
    let requested_on = codec::opt_date(request.map(|request| request.requested_on));
    let order = request.and_then(|request| request.order).map(OrderId::get).into();
    offer(request.map(|request| &request.offer)).into_iter().chain([requested_on, order])
}

const FLUSHES: &str = "flush";

/// Reads what a line says: an engagement begins at its unit price, and is renewed for its period.
pub(crate) fn read_clause(
    row: &mut Reader,
    term: Option<Term>,
    unit_price: Money,
) -> Result<Option<Clause>, StoreError> {
    let clause = row.opt_text("clause")?;
    let mode = row.opt_name("clause_mode")?;
    let months = row.opt_int("clause_months")?;
    let rule = row.opt_code("clause_rule", EndRule::from_code)?;
    let Some(clause) = clause else { return Ok(None) };
    if clause == FLUSHES {
        return Ok(Some(Clause::Flushes { ends: rule == Some(EndRule::Cancel) }));
    }
    let kind = row.valid("clause", Kind::from_code(&clause).ok_or("it is not known"))?;
    let months = row.present("clause_months", months)?;
    let offer = Offer {
        mode: row.present("clause_mode", mode)?,
        kind,
        length: row.valid("clause_months", Period::from_months(months))?,
        period: row.present("period_months", term)?.period,
        price: unit_price,
        end_rule: row.present("clause_rule", rule)?,
    };
    Ok(Some(Clause::Begins(row.valid("clause", offer.checked())?)))
}

/// The columns of what a line says.
pub(crate) fn clause(clause: Option<&Clause>) -> [Value; 4] {
    let nothing = || None::<String>.into();
    match clause {
        None => [nothing(), nothing(), None::<i64>.into(), nothing()],
        Some(Clause::Flushes { ends }) => {
            let rule = ends.then(|| EndRule::Cancel.code().to_owned());
            [FLUSHES.into(), nothing(), None::<i64>.into(), rule.into()]
        }
        Some(Clause::Begins(offer)) => [
            offer.kind.code().into(),
            (&offer.mode).into(),
            i64::from(offer.length.months()).into(),
            offer.end_rule.code().into(),
        ],
    }
}
