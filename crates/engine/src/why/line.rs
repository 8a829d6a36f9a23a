//! Lines and totals: what they are made of.

use perennial_core::engagement::Clause;
use perennial_core::order::{Line, Order, Totals};
use perennial_core::{Money, Plan, Service, Tax, TaxRate};

use super::{Evidence, Fact, Section, words};

/// The most lines whose sum is written out.
const SUMMANDS: usize = 6;
/// Hundredths of a percent in 100 %.
const WHOLE: i128 = 10_000;

/// A line of an order.
pub(super) fn section(evidence: &Evidence, number: usize, line: &Line) -> Section {
    let service = line.service.and_then(|service| evidence.service(service));
    let plan = service.and_then(|service| evidence.prices.get(&service.plan));
    let product = service.map(|service| format!("{} ", service.product)).unwrap_or_default();
    let what = match line.service {
        Some(service) => Fact::new("service", format!("{service}: {product}{}", line.name)),
        None => Fact::new("balance", line.name.to_string()),
    };
    let mut facts = vec![what];
    if line.service.is_some() {
        facts.push(unit_price(evidence, line, service, plan));
    }
    facts.extend(line.clause.as_ref().map(clause));
    facts.push(amount(line));
    match line.term {
        None if line.service.is_none() => {}
        None => facts.push(Fact::new(
            "why",
            "the service was in redemption: restoring it costs the fee of its plan, once",
        )),
        Some(term) => {
            let period = term.period;
            let from = "its expiry before: late or early, a renewal counts from there";
            facts.push(Fact::new("period", format!("{period}: {}", period.in_words())));
            facts.push(Fact::new("from", format!("{}, {from}", term.starts_on)));
            let anchor = service.map(|service| service.expiry.anchor_day());
            let computed =
                anchor.and_then(|anchor| words::extended(term.starts_on, anchor, period));
            let sum = anchor.map_or_else(
                || "the service is not there any more".to_owned(),
                |anchor| words::extension(term.starts_on, anchor, period, term.ends_on),
            );
            let until = format!("{}, the first day not served. {sum}", term.ends_on);
            facts.push(Fact::checked("until", until, &term.ends_on, computed));
        }
    }
    Section::new(format!("Line {number}: {}", line.description), facts)
}

/// What the line says about an engagement.
fn clause(clause: &Clause) -> Fact {
    let text = match clause {
        Clause::Begins(offer) => format!("it begins with this period: {offer}"),
        Clause::Flushes { ends: true } => {
            "this is all that remains of it, and the service ends with it".to_owned()
        }
        Clause::Flushes { ends: false } => "this is all that remains of it".to_owned(),
    };
    Fact::new("engagement", text)
}

/// The price of a unit, beside the one of today: an order keeps its own.
fn unit_price(
    evidence: &Evidence,
    line: &Line,
    service: Option<&Service>,
    plan: Option<&Plan>,
) -> Fact {
    let currency = evidence.books.account.currency;
    let today = plan.and_then(|plan| match line.term {
        Some(term) => plan.price(currency, term.period),
        None => plan.restoration(currency),
    });
    let (unit, code) = (line.unit_price, plan.map(|plan| plan.code.to_string()));
    let code = code.map(|code| format!(", plan {code}")).unwrap_or_default();
    let agreed = service.filter(|_| line.clause.is_none()).and_then(|service| {
        let terms = service.terms.as_ref()?;
        let term = line.term.filter(|term| term.period == terms.offer.period)?;
        (term.starts_on >= terms.starts_on && unit == terms.offer.price).then_some(terms)
    });
    let beside = match today {
        _ if agreed.is_some() => "as was agreed for the engagement".to_owned(),
        _ if line.clause.is_some() => "the price of the engagement, not of the list".to_owned(),
        Some(today) if today == unit => "the price list says the same today".to_owned(),
        Some(today) => {
            format!("the price list says {today} today; an order keeps the price it was placed at")
        }
        None => "the price list has no such price any more".to_owned(),
    };
    Fact::new("unit price", format!("{unit} net{code}; {beside}"))
}

fn amount(line: &Line) -> Fact {
    let exact = line.unit_price.checked_mul(line.quantity.get()).ok();
    let computed = exact.and_then(|exact| exact.round_half_up().ok());
    let (unit, quantity) = (line.unit_price, line.quantity.get());
    let mut text = format!("{unit} × {quantity} = ");
    match exact {
        Some(exact) if !exact.is_whole_minor_units() => {
            let rounded = format!("{exact}, rounded half up to the minor unit: {}", line.amount);
            text.push_str(&rounded);
        }
        _ => text.push_str(&line.amount.to_string()),
    }
    Fact::checked("amount", text, &line.amount, computed)
}

/// What the lines add up to.
pub(super) fn totals(order: &Order) -> Section {
    let Totals { net, tax, gross, parts } = &order.terms.totals;
    let lines = &order.terms.lines;
    let computed = Totals::of(lines, net.currency()).ok();
    let summands = if lines.len() > SUMMANDS {
        format!("the sum of {} lines", lines.len())
    } else {
        lines.iter().map(|line| line.amount.to_string()).collect::<Vec<_>>().join(" + ")
    };
    let net_computed = computed.as_ref().map(|totals| totals.net);
    let mut facts = vec![Fact::checked("net", format!("{summands} = {net}"), net, net_computed)];
    for part in parts {
        let exact = exact_tax(part.base, part.of.rate);
        let rounding = match exact {
            Some(exact) if exact != part.tax => {
                format!("{exact}, rounded once, half up: {}", part.tax)
            }
            _ => part.tax.to_string(),
        };
        let Tax { ground, rate } = part.of;
        let text = format!("{rate} of {} = {rounding} (EN 16931, BR-CO-17); {ground}", part.base);
        let again = part.of.rate.tax_of(part.base).ok();
        facts.push(Fact::checked("tax", text, &part.tax, again));
    }
    let gross_computed = computed.map(|totals| totals.gross);
    facts.push(Fact::checked("to pay", format!("{net} + {tax} = {gross}"), gross, gross_computed));
    Section::new("Totals", facts)
}

/// The tax before it is rounded, if it is finer than a minor unit at all.
fn exact_tax(base: Money, rate: TaxRate) -> Option<Money> {
    let product = i128::from(base.ucents()).checked_mul(rate.basis_points().into())?;
    let ucents = i64::try_from(product.checked_div(WHOLE)?).ok()?;
    Some(Money::from_ucents(ucents, base.currency()))
}
