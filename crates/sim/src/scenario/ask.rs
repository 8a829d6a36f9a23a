//! Questions about how things stand. Asking changes nothing.

use anyhow::bail;
use perennial_core::automatic::{Found, Notice, NoticeSubject, Unusable};
use perennial_core::engagement;
use perennial_core::means::Means;
use perennial_core::strategy::Options;
use perennial_documents::mail;

use super::stage::Stage;
use super::words::Words;
use super::{present, records};

/// Answers a question; nothing if it is none.
pub(super) async fn perform(
    stage: &mut Stage,
    verb: &str,
    words: &mut Words<'_>,
) -> anyhow::Result<Option<Vec<String>>> {
    let answers = match verb {
        "now" => vec![stage.shown(stage.engine()?.clock().at())],
        "expiry" => vec![stage.service(words.next("a service")?).await?.expiry.on().to_string()],
        "state" => vec![present::state(stage.service(words.next("a service")?).await?.state)],
        "due" => {
            let due_on = stage.service(words.next("a service")?).await?.agenda.due_on;
            vec![due_on.map_or_else(|| "never".to_owned(), |due_on| due_on.to_string())]
        }
        "engagement" => vec![engagement(stage, words).await?],
        "sold" => sold(stage, words).await?,
        "strategies" => strategies(stage, words).await?,
        "balance" => balance(stage, words).await?,
        "orders" => orders(stage, words).await?,
        "payments" => payments(stage, words).await?,
        "bills" => bills(stage, words).await?,
        "bill" => last_bill(stage, words).await?,
        "notices" => notices(stage, words).await?,
        "forecast" => forecast(stage, words).await?,
        "runs" => runs(stage).await?,
        _ => return Ok(None),
    };
    Ok(Some(answers))
}

/// The customer a question is about.
fn person(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<usize> {
    stage.person_index(words.next("a customer")?)
}

/// Until when a service is bound and what comes after, and what it waits for.
async fn engagement(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<String> {
    let service = stage.service(words.next("a service")?).await?;
    let today = stage.engine()?.clock().now().today;
    let engagement = engagement::of(&service, today);
    let bound = engagement.map_or_else(
        || "none".to_owned(),
        |one| format!("{} until {}, then {}", one.starts_on, one.ends_on, one.end_rule.code()),
    );
    let awaited = service.request.as_ref().map(|one| format!(", waits for {}", one.offer.mode));
    Ok(format!("{bound}{}", awaited.unwrap_or_default()))
}

/// The periods that were sold of a service, the first one first.
async fn sold(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = stage.service_key(words.next("a service")?)?;
    let sold = stage.engine()?.store().sold_periods(stage.person(owner)?.account).await?;
    let mut own: Vec<_> = sold.into_iter().filter(|sold| sold.service == service).collect();
    own.sort_by_key(|sold| sold.starts_on);
    Ok(own.iter().map(|sold| format!("{} until {}", sold.starts_on, sold.ends_on)).collect())
}

async fn strategies(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = stage.service_key(words.next("a service")?)?;
    let (engine, account) = (stage.engine()?, stage.person(owner)?.account);
    let fresh = engine.store().freshness(account).await?;
    let quote = engine.quote_strategies(account, &fresh, service, Options::Included).await?;
    let mut answers = Vec::new();
    for space in quote.spaces()? {
        for strategy in space.strategies() {
            let services = space.services(strategy);
            let names: Vec<String> =
                services.map(|service| stage.service_name(owner, service.id)).collect();
            answers.push(format!("{} {} {}", space.period(), names.join(" + "), strategy.price));
        }
    }
    Ok(answers)
}

async fn balance(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    let stored = stage.engine()?.store().account(stage.person(owner)?.account).await?;
    let Some(stored) = stored else { bail!("the account is not there") };
    let points = stored.balances.fidelity;
    let points = (!points.is_zero()).then(|| points.to_string());
    Ok(std::iter::once(stored.balances.prepaid.to_string()).chain(points).collect())
}

async fn orders(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    let orders = records::orders(stage.engine()?, stage.person(owner)?.account).await?;
    let told = orders.iter().map(|order| {
        let number = records::number_of(&orders, order.id);
        let day = order.terms.run_on;
        let day = day.map_or_else(String::new, |day| format!(" of the run of {day}"));
        let (state, gross) = (present::order_state(order), order.terms.totals.gross);
        let renewals = order.terms.renewals();
        let renewals: Vec<String> = renewals
            .map(|(id, term)| format!("{} {}", stage.service_name(owner, id), term.period))
            .collect();
        format!("{number}{day}, {gross}, {state}: {}", renewals.join(", "))
    });
    Ok(told.collect())
}

async fn payments(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    let payments = records::payments(stage.engine()?, stage.person(owner)?.account).await?;
    Ok(payments.iter().map(|payment| present::payment(stage, owner, payment)).collect())
}

async fn bills(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    let bills = stage.engine()?.store().bills(stage.person(owner)?.account).await?;
    let mut issued: Vec<_> =
        bills.iter().filter_map(|bill| Some((bill.issue.as_ref()?, bill))).collect();
    issued.sort_by_key(|(issue, _)| issue.number.clone());
    let told = issued.iter().map(|(issue, bill)| format!("{} {}", issue.number, bill.gross));
    Ok(told.collect())
}

/// The last bill, whole.
async fn last_bill(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    words.require("of")?;
    let owner = person(stage, words)?;
    let (engine, account) = (stage.engine()?, stage.person(owner)?.account);
    let bills = engine.store().bills(account).await?;
    let issued = bills.iter().filter_map(|bill| Some((bill.issue.as_ref()?, bill)));
    let Some((issue, bill)) = issued.max_by_key(|(issue, _)| issue.number.clone()) else {
        return Ok(vec!["none".to_owned()]);
    };
    let order = engine.require_order(account, bill.order).await?;
    let (number, on) = (&issue.number, stage.shown(issue.at));
    let head = format!("{number} of {on}: {}", present::totals(&order.terms.totals));
    let lines = order.terms.lines.iter().map(|line| present::line(stage, owner, line));
    Ok(std::iter::once(head).chain(lines).collect())
}

/// The notices since they were last asked for.
async fn notices(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    let account = stage.person(owner)?.account;
    let mut told = Vec::new();
    for stored in stage.engine()?.store().notices(account).await? {
        told.push((stored.created_at, mail::decode(stored.kind, &stored.data)?));
    }
    told.sort_by_key(|(at, notice)| (*at, notice.day, notice.kind));
    let read = stage.person(owner)?.notices_read;
    let lines = told.iter().skip(read).map(|(_, notice)| of_notice(stage, owner, notice)).collect();
    if let Some(person) = stage.people.get_mut(owner) {
        person.notices_read = told.len();
    }
    Ok(lines)
}

fn of_notice(stage: &Stage, owner: usize, notice: &Notice) -> String {
    let items: Vec<String> = notice
        .items
        .iter()
        .map(|item| {
            let on = item.on.map_or_else(String::new, |on| format!(" on {on}"));
            format!("{}{on}", stage.service_name(owner, item.service))
        })
        .collect();
    let about = match &notice.subject {
        Some(NoticeSubject::Method { id, kind, ends_on, .. }) => {
            let method = present::means(stage, owner, Means::Method(*id, *kind));
            format!(", {method} until {ends_on}")
        }
        Some(NoticeSubject::Balance { of, amount, threshold }) => {
            format!(", {} {amount} below {threshold}", present::means(stage, owner, *of))
        }
        Some(NoticeSubject::Papers { count, archive, .. }) => {
            format!(", {count} as {}", archive.code())
        }
        Some(NoticeSubject::Password { .. }) => ", the password".to_owned(),
        None => String::new(),
    };
    format!("{} {}{about}: {}", notice.day, notice.kind.code(), items.join(", "))
}

async fn forecast(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = person(stage, words)?;
    words.require("until")?;
    let until = words.date()?;
    let forecast = stage.engine()?.forecast(stage.person(owner)?.account, until).await?;
    let mut told = Vec::new();
    for debit in &forecast.debits {
        let means = present::means(stage, owner, debit.means);
        let services =
            debit.lines.iter().filter_map(|line| Some(stage.service_name(owner, line.service?)));
        let services: Vec<String> = services.collect();
        let text = format!("{} {} by {means}: {}", debit.on, debit.amount, services.join(", "));
        told.push((debit.on, text));
    }
    for doom in &forecast.dooms {
        let name = stage.service_name(owner, doom.service);
        let reasons = doom.reasons.iter().map(|reason| of_reason(stage, owner, *reason));
        let reasons: Vec<String> = reasons.collect();
        let reasons =
            if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        told.push((doom.on, format!("{} {name} {}{reasons}", doom.on, of_doom(&doom.found))));
    }
    told.sort_by_key(|(on, _)| *on);
    Ok(told.into_iter().map(|(_, text)| text).collect())
}

/// Why something cannot pay, with its name in the story.
fn of_reason(stage: &Stage, owner: usize, reason: Unusable) -> String {
    match reason {
        Unusable::Ends { method, expires_on } => {
            format!("{} ends on {expires_on}", stage.method_name(owner, method))
        }
        Unusable::Status { method, status } => {
            format!("{} is {}", stage.method_name(owner, method), status.code())
        }
        Unusable::Refused { method } => {
            format!("{} was refused for good", stage.method_name(owner, method))
        }
        other => other.to_string(),
    }
}

fn of_doom(found: &Found) -> String {
    match found {
        Found::NotRenewed(why) => format!("not renewed: {why}"),
        Found::Suspended { .. } => "suspended".to_owned(),
        Found::Deleted { .. } => "deleted".to_owned(),
        other => other.to_string(),
    }
}

/// The runs of the calendar, the first one first.
async fn runs(stage: &Stage) -> anyhow::Result<Vec<String>> {
    let mut runs = stage.engine()?.last_runs(1000).await?;
    runs.reverse();
    let told = runs.iter().map(|run| {
        let late = if run.planned_on == run.day {
            String::new()
        } else {
            format!(", made up for on {}", run.planned_on)
        };
        format!("{} {}{late}", run.day, run.state.code())
    });
    Ok(told.collect())
}
