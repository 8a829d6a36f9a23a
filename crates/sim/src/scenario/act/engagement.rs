//! What customers do about engagements: ask for one, take that back, say what comes after, pay off the rest.

use perennial_core::{Order, ServiceId};
use perennial_engine::{EngineError, FlushEngagement, Placed, Renewal, ServiceUpdate};

use super::{choice, end_rule, pay_order, present, told};
use crate::scenario::records;
use crate::scenario::stage::Stage;
use crate::scenario::words::Words;

/// The service after the verb, and who holds it.
fn service(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<(usize, ServiceId)> {
    stage.service_key(words.next("a service")?)
}

/// Asks for an engagement. Answers the order that it waits for, if it does.
pub(super) async fn engage(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = service(stage, words)?;
    let mode = words.next("a name of an engagement")?;
    let (engine, context) = (stage.engine()?, stage.context(owner)?);
    match engine.request_engagement(&context, service, mode, None).await {
        Ok(requested) => match &requested.order {
            Some(order) => ordered(stage, owner, order).await,
            None => Ok(Vec::new()),
        },
        Err(error) => told::<()>(stage, owner, Err(error)).await,
    }
}

pub(super) async fn withdraw(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = service(stage, words)?;
    let withdrawn = stage.engine()?.withdraw_engagement(&stage.context(owner)?, service).await;
    told(stage, owner, withdrawn).await
}

/// Says what comes after the engagement.
pub(super) async fn choose(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = service(stage, words)?;
    let renewal = Some(Renewal::EndRule(end_rule(words)?));
    let update = ServiceUpdate { renewal, ..Default::default() };
    let updated = stage.engine()?.update_service(&stage.context(owner)?, service, &update).await;
    told(stage, owner, updated).await
}

/// Orders all that remains of the engagement, and pays if it is said with what.
pub(super) async fn flush(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<Vec<String>> {
    let (owner, service) = service(stage, words)?;
    let (ends, dry_run) = (words.take("ending"), words.take("dry"));
    let choice = if words.peek() == Some("by") { Some(choice(stage, words)?) } else { None };
    let command = FlushEngagement { service, ends, pays: false, dry_run };
    let placed = stage.engine()?.flush_engagement(&stage.context(owner)?, &command, None).await;
    match (placed, choice) {
        (Err(error), _) => told::<()>(stage, owner, Err::<_, EngineError>(error)).await,
        (Ok(Placed::DryRun(terms)), _) => {
            Ok(vec![format!("nothing stored: {}", present::totals(&terms.totals))])
        }
        (Ok(Placed::Order(order)), Some(choice)) => pay_order(stage, owner, order.id, choice).await,
        (Ok(Placed::Order(order)), None) => ordered(stage, owner, &order).await,
    }
}

/// An order with its number and its total.
async fn ordered(stage: &Stage, owner: usize, order: &Order) -> anyhow::Result<Vec<String>> {
    let orders = records::orders(stage.engine()?, stage.person(owner)?.account).await?;
    let number = records::number_of(&orders, order.id);
    Ok(vec![format!("order {number}: {}", present::totals(&order.terms.totals))])
}
