//! What the calendar will do about a service, when, and by which rule.

use jiff::civil::Date;
use perennial_core::automatic::{Debit, Intent, forecast, notice_days, retry_on};
use perennial_core::calendar::{Rule, Rules, days_after, days_before};
use perennial_core::means::Means;
use perennial_core::money::MoneyError;
use perennial_core::service::{ServiceState, Suspension, Unpaid};
use perennial_core::strategy::Group;
use perennial_core::{Period, Service};

use super::order::debit_rule;
use super::words::{self, rule};
use super::{Evidence, Fact, Section};

/// A day, and what happens on it.
type Step = (Date, String);

pub(super) fn section(
    evidence: &Evidence,
    service: &Service,
    group: &Group,
) -> Result<Section, MoneyError> {
    let rules = evidence.calendar.rules(&service.product);
    let mut facts = vec![Fact::new("rules", whose_rules(evidence, service))];
    if let Some(parked) = &evidence.parked {
        let since = evidence.minute(parked.at);
        let text = format!(
            "since {since}: {}. Nothing of what follows happens before it is released",
            parked.reason
        );
        facts.push(Fact::new("parked", text));
    }
    let mut steps = match service.state {
        ServiceState::InCreation | ServiceState::Deleted => Vec::new(),
        ServiceState::Suspended(suspension) => suspended(evidence, service, suspension),
        ServiceState::Unpaid(unpaid) => {
            let mut steps = unpaid_steps(service, group, &unpaid, rules);
            steps.extend(lost_from(service, unpaid.since, rules, "not paid by then"));
            steps
        }
        ServiceState::Active => active(evidence, service, group, rules, &mut facts)?,
    };
    steps.sort_by_key(|(on, _)| *on);
    let is_empty = steps.is_empty();
    facts.extend(steps.into_iter().map(|(on, what)| Fact::new(on.to_string(), what)));
    if is_empty {
        facts.push(Fact::new("steps", "the calendar does nothing about it any more"));
    }
    let looks = match service.agenda.due_on {
        Some(day) => format!("{day}: never later than something is to be done, perhaps earlier"),
        None if service.held_by.is_some() => "when the outcome of the payment is known".to_owned(),
        None => "not again".to_owned(),
    };
    facts.push(Fact::new("looks next", looks));
    Ok(Section::new("What the calendar does next", facts))
}

fn whose_rules(evidence: &Evidence, service: &Service) -> String {
    if evidence.calendar.products().contains_key(&service.product) {
        format!("those of the product line {}", service.product)
    } else {
        "those of all product lines that have none of their own".to_owned()
    }
}

fn active(
    evidence: &Evidence,
    service: &Service,
    group: &Group,
    rules: &Rules,
    facts: &mut Vec<Fact>,
) -> Result<Vec<Step>, MoneyError> {
    let intent = Intent::of(service, group);
    let expires_on = service.expiry.on();
    let renew_day = evidence.books.account.renew_day(&evidence.calendar);
    let own = evidence.books.account.autorenew.is_some_and(|chosen| chosen.active);
    Ok(match intent {
        Intent::End => vec![(expires_on, "deleted at its expiry, as its settings say".to_owned())],
        Intent::Lapse => {
            let mut steps = letters(evidence, service, intent, rules, expires_on);
            steps.extend(lost(expires_on, rules, "unless it is renewed by hand before"));
            steps
        }
        Intent::Renew => {
            let whose = if own { "the account has chosen it" } else { "that of the calendar" };
            facts.push(Fact::new("renew day", format!("{}, {whose}", renew_day.get())));
            let debit_on = renew_day.debit_on(expires_on);
            let was_tried = service.agenda.looked_on.is_some_and(|looked| looked >= debit_on);
            let on = if was_tried { expires_on } else { debit_on.max(evidence.now.today) };
            let mut steps = letters(evidence, service, intent, rules, on);
            if let Some(why) = no_letters(service, rules) {
                facts.push(Fact::new("letters", why));
            }
            let by = if was_tried {
                "it could not be renewed on its day, and is tried a last time at its expiry"
                    .to_owned()
            } else {
                debit_rule(renew_day)
            };
            steps.push((on, format!("{} ({by})", debit(evidence, service, on)?)));
            let unpaid = Unpaid { since: on, attempts: 1, order: None, attempts_before: 0 };
            steps.extend(unpaid_steps(service, group, &unpaid, rules));
            steps.extend(lost_from(service, on, rules, "if it is not paid by then"));
            steps
        }
    })
}

/// Letters beforehand whose day is not over.
fn letters(
    evidence: &Evidence,
    service: &Service,
    intent: Intent,
    rules: &Rules,
    milestone: Date,
) -> Vec<Step> {
    let (which, what) = match intent {
        Intent::Renew => (Rule::NoticesAutomatic, "it will be renewed"),
        Intent::Lapse | Intent::End => (Rule::NoticesManual, "it has to be renewed by hand"),
    };
    let expires_on = service.expiry.on();
    let days = notice_days(service, intent, rules).iter();
    let dates = days.map(|days| (days_before(expires_on, *days), *days));
    let is_ahead = |on: Date| {
        on >= evidence.now.today
            && on < milestone
            && service.agenda.looked_on.is_none_or(|looked| on > looked)
    };
    let step = |(on, days): (Date, u16)| {
        let before = words::counted(days, "day");
        (on, format!("letter: {what}; {before} before its expiry ({})", rule(which, rules)))
    };
    dates.filter(|(on, _)| is_ahead(*on)).map(step).collect()
}

/// Why an automatic renewal is not announced, if it is too short for that.
fn no_letters(service: &Service, rules: &Rules) -> Option<String> {
    let months = service.renew.period().map_or(1, Period::months);
    let from = rule(Rule::NoticesAutomaticFromMonths, rules);
    (months < rules.notices_automatic_from_months).then(|| {
        format!(
            "none beforehand: a renewal for {} is too short for one ({from})",
            words::counted(months, "month")
        )
    })
}

/// The debit to come, as the forecast has it.
fn debit(evidence: &Evidence, service: &Service, on: Date) -> Result<String, MoneyError> {
    let holding = evidence.holding();
    let holder = holding.holder(&evidence.prices, evidence.tax, &evidence.calendar);
    let forecast = forecast(&holder, evidence.now, on.max(service.expiry.on()))?;
    let is_of_it = |debit: &&Debit| debit.lines.iter().any(|line| line.service == Some(service.id));
    if let Some(found) = forecast.debits.iter().find(is_of_it) {
        let net = found.lines.iter().find(|line| line.service == Some(service.id));
        let net = net.map(|line| format!("{}, {} net", line.description, line.amount));
        let means = match found.means {
            Means::Method(id, _) => format!("with {}", evidence.method(id)),
            Means::Prepaid => "from the prepaid account".to_owned(),
            Means::Fidelity => "with nothing, since nothing is to be paid".to_owned(),
        };
        let order = format!("an order of {} in all", found.amount);
        return Ok(format!("debit {means}: {} in {order}", net.unwrap_or_default()));
    }
    let doom = forecast.dooms.iter().find(|doom| doom.service == service.id);
    let why = doom.map(|doom| {
        let reasons: Vec<String> = doom.reasons.iter().map(ToString::to_string).collect();
        let reasons =
            if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
        format!(", and as things are it fails: {}{reasons}", doom.found)
    });
    Ok(format!("debit{}", why.unwrap_or_default()))
}

/// The tries that are left of a renewal that was not paid.
fn unpaid_steps(service: &Service, group: &Group, unpaid: &Unpaid, rules: &Rules) -> Vec<Step> {
    if Intent::of(service, group) != Intent::Renew {
        return Vec::new();
    }
    let left = unpaid.attempts..=u16::try_from(rules.retries.len()).unwrap_or(u16::MAX);
    let retry = |attempts: u16| {
        let on = retry_on(&Unpaid { attempts, ..*unpaid }, rules)?;
        let text = format!("tried again, if it is not paid ({})", rule(Rule::Retries, rules));
        Some((on, text))
    };
    left.filter_map(retry).collect()
}

/// What becomes of a service whose renewal was first tried on a day, and not paid.
fn lost_from(service: &Service, since: Date, rules: &Rules, unless: &str) -> Vec<Step> {
    let expires_on = service.expiry.on();
    let on = rules.suspend_unpaid_on(since, expires_on);
    let by_days = days_after(since, rules.unpaid_days);
    let why = if on == by_days {
        rule(Rule::UnpaidDays, rules)
    } else {
        format!(
            "{} would be {by_days}, but never before the expiry that was paid for",
            rule(Rule::UnpaidDays, rules)
        )
    };
    let mut steps = lost(on, rules, unless);
    if let Some((_, text)) = steps.first_mut() {
        text.push_str(&format!(" ({why})"));
    }
    steps
}

/// Suspension, redemption and deletion of a service that is suspended on a day.
fn lost(on: Date, rules: &Rules, unless: &str) -> Vec<Step> {
    let suspension = rules.suspension(on);
    let mut steps = vec![(on, format!("suspended, {unless}"))];
    if let Some(from) = suspension.redemption_from {
        let text = format!(
            "in redemption: restoring it costs a fee ({})",
            rule(Rule::RetentionDays, rules)
        );
        steps.push((from, text));
    }
    let which = if rules.redemption_days > 0 { Rule::RedemptionDays } else { Rule::RetentionDays };
    steps.push((suspension.delete_on, format!("deleted ({})", rule(which, rules))));
    steps
}

/// What is left for a service that is out of service. The dates were fixed when it was suspended.
fn suspended(evidence: &Evidence, service: &Service, suspension: Suspension) -> Vec<Step> {
    let plan = evidence.prices.get(&service.plan);
    let fee = plan.and_then(|plan| plan.restoration(evidence.books.account.currency));
    let fee = fee
        .map_or_else(|| "no fee, since its plan has none".to_owned(), |fee| format!("{fee} net"));
    let mut steps = Vec::new();
    if let Some(from) = suspension.redemption_from {
        let is_over = suspension.is_in_redemption(evidence.now.today);
        let since = if is_over { "in redemption since then" } else { "in redemption from then on" };
        steps.push((from, format!("{since}: restoring it costs {fee}")));
    }
    let fixed =
        "the date was fixed when it was suspended, and a change of the calendar does not move it";
    steps.push((suspension.delete_on, format!("deleted, unless it is renewed before; {fixed}")));
    steps
}
