//! What customers, the calendar and people at the seller do.

mod calendar;
mod engagement;

use anyhow::bail;
use perennial_core::account::AutoRenew;
use perennial_core::calendar::RenewDay;
use perennial_core::payment::Choice;
use perennial_core::renew::{WantedMode, WantedStop, Wish};
use perennial_core::{OrderId, ServiceId};
use perennial_engine::{EngineError, PlaceOrder, Placed, Renewal, ServiceUpdate, Verdict};

use super::happen::{look, news};
use super::setup::{end_rule, outcomes, stop};
use super::stage::Stage;
use super::words::{Words, unknown};
use super::{present, records};

/// Does a command of somebody; nothing if it is none.
pub(super) async fn perform(
    stage: &mut Stage,
    verb: &str,
    words: &mut Words<'_>,
) -> anyhow::Result<Option<Vec<String>>> {
    let answers = match verb {
        "run" => calendar::run(stage, words).await?,
        "later" => calendar::later(stage, words)?,
        "order" => order(stage, words).await?,
        "pay" => pay(stage, words).await?,
        "renew" => renew(stage, words).await?,
        "settings" => settings(stage, words).await?,
        "engage" => engagement::engage(stage, words).await?,
        "withdraw" => engagement::withdraw(stage, words).await?,
        "end-rule" => engagement::choose(stage, words).await?,
        "flush" => engagement::flush(stage, words).await?,
        "renew-day" => renew_day(stage, words).await?,
        "default" | "charges" | "ends" => change_method(stage, verb, words).await?,
        "approve" => calendar::decide(stage, Verdict::Approve).await?,
        "cancel" => calendar::decide(stage, Verdict::Cancel).await?,
        "unpark" => {
            let owner = stage.person_index(words.next("a customer")?)?;
            let unparked = stage.engine()?.unpark(&stage.context(owner)?).await;
            told(stage, owner, unparked).await?
        }
        _ => return Ok(None),
    };
    Ok(Some(answers))
}

/// Nothing for what was done, and a refusal for what was not.
async fn told<T>(
    stage: &Stage,
    owner: usize,
    result: Result<T, EngineError>,
) -> anyhow::Result<Vec<String>> {
    match result {
        Ok(_) => Ok(Vec::new()),
        Err(error) => Ok(vec![present::refusal(stage, owner, error).await?]),
    }
}

/// What a command orders: a service, a period, and services to be renewed together with it.
struct Wanted {
    owner: usize,
    name: String,
    order: PlaceOrder,
}

fn wanted(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Wanted> {
    let name = words.next("a service")?.to_owned();
    let (owner, service) = stage.service_key(&name)?;
    let period = words.period()?;
    let mut services = Vec::<ServiceId>::new();
    if words.take("with") {
        services.push(service);
        while let Some(other) = words.peek().filter(|word| *word != "by" && *word != "dry") {
            services.push(stage.service_key(other)?.1);
            words.next_any();
        }
    }
    let dry_run = words.take("dry");
    Ok(Wanted { owner, name, order: PlaceOrder { service, period, services, dry_run } })
}

async fn order(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let Wanted { owner, order, .. } = wanted(stage, words)?;
    let (engine, context) = (stage.engine()?, stage.context(owner)?);
    let (head, terms) = match engine.place_renewal_order(&context, &order, None).await {
        Err(error) => return told::<()>(stage, owner, Err(error)).await,
        Ok(Placed::DryRun(terms)) => ("nothing stored".to_owned(), terms),
        Ok(Placed::Order(order)) => {
            let orders = records::orders(engine, context.account).await?;
            (format!("order {}", records::number_of(&orders, order.id)), order.terms)
        }
    };
    let total = format!("{head}: {}", present::totals(&terms.totals));
    let lines = terms.lines.iter().map(|line| present::line(stage, owner, line));
    Ok(std::iter::once(total).chain(lines).collect())
}

/// What is paid with: a method by its name, or a balance.
fn choice(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Choice> {
    words.require("by")?;
    Ok(match words.next("what to pay with")? {
        "prepaid" => Choice::Prepaid,
        "points" => Choice::Fidelity,
        method => Choice::Method(stage.method(method)?.id),
    })
}

async fn pay(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    words.require("order")?;
    let number = words.number()?;
    words.require("of")?;
    let owner = stage.person_index(words.next("a customer")?)?;
    let choice = choice(stage, words)?;
    let orders = records::orders(stage.engine()?, stage.person(owner)?.account).await?;
    let place = usize::try_from(number).unwrap_or(0).checked_sub(1);
    let Some(order) = place.and_then(|place| orders.get(place)) else {
        bail!("there is no order {number}; there are {}", orders.len());
    };
    pay_order(stage, owner, order.id, choice).await
}

/// Pays, and tells what came of it.
async fn pay_order(
    stage: &Stage,
    owner: usize,
    order: OrderId,
    choice: Choice,
) -> anyhow::Result<Vec<String>> {
    let before = look(stage, None).await?;
    let paid = stage.engine()?.pay_order(&stage.context(owner)?, order, choice, None).await;
    let after = look(stage, Some(&before)).await?;
    let mut answers = match paid {
        Ok(()) | Err(EngineError::Declined { .. } | EngineError::InDoubt { .. }) => Vec::new(),
        Err(error) => vec![present::refusal(stage, owner, error).await?],
    };
    answers.extend(news(stage, &before, &after).await?);
    Ok(answers)
}

/// Orders and pays at once. Answers until when the service runs.
async fn renew(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let Wanted { owner, name, order } = wanted(stage, words)?;
    let choice = choice(stage, words)?;
    let placed = stage.engine()?.place_renewal_order(&stage.context(owner)?, &order, None).await;
    match placed {
        Err(error) => told::<()>(stage, owner, Err(error)).await,
        Ok(Placed::DryRun(_)) => bail!("`dry` is a word of `order`: {name} is to be renewed here"),
        Ok(Placed::Order(order)) => pay_order(stage, owner, order.id, choice).await,
    }
}

/// Changes the renew settings of a service, if anything is to change. Answers what they are.
async fn settings(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let name = words.next("a service")?;
    let (owner, service) = stage.service_key(name)?;
    let mut wish = Wish::default();
    while let Some(what) = words.next_any() {
        match what {
            "automatic" => wish.mode = Some(WantedMode::Automatic),
            "manual" => wish.mode = Some(WantedMode::Manual),
            "period" => wish.period = Some(words.period()?),
            "stop" if words.take("never") => wish.stop = Some(WantedStop::Never),
            "stop" => wish.stop = Some(WantedStop::At(stop(words.next("an end")?)?)),
            _ => return Err(unknown(what, &["automatic", "manual", "period", "stop"])),
        }
    }
    if wish != Wish::default() {
        let update = ServiceUpdate { renewal: Some(Renewal::Wish(wish)), ..Default::default() };
        let context = stage.context(owner)?;
        let updated = stage.engine()?.update_service(&context, service, &update).await;
        if updated.is_err() {
            return told(stage, owner, updated).await;
        }
    }
    Ok(vec![present::settings(stage.service(name).await?.renew)])
}

async fn renew_day(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let owner = stage.person_index(words.next("a customer")?)?;
    let renew_day = RenewDay::try_new(words.number()?)?;
    let (engine, context) = (stage.engine()?, stage.context(owner)?);
    let chosen = match engine.start_autorenew(&context, renew_day, None).await {
        Err(EngineError::AutoRenewChosen) => {
            engine.change_autorenew(&context, AutoRenew { active: true, renew_day }).await
        }
        chosen => chosen,
    };
    told(stage, owner, chosen).await
}

async fn change_method(
    stage: &Stage,
    verb: &str,
    words: &mut Words<'_>,
) -> anyhow::Result<Vec<String>> {
    let method = stage.method(words.next("a payment method")?)?;
    let (engine, context) = (stage.engine()?, stage.context(method.owner)?);
    let changed = match verb {
        "default" => engine.choose_default_method(&context, method.id, None).await,
        "charges" => {
            let outcomes = outcomes(words)?;
            engine.set_sandbox_outcomes(context.account, method.id, &outcomes).await
        }
        _ => {
            words.require("on")?;
            engine.set_method_expiry(&context, method.id, Some(words.date()?)).await
        }
    };
    told(stage, method.owner, changed).await
}
