//! Services of the scene: what they are sold under, when they expire, how they are renewed, what they belong to.

use anyhow::bail;
use jiff::civil::date;
use perennial_core::link::LinkKind;
use perennial_core::renew::{AutomaticKind, RenewMode, RenewSettings, Stop};
use perennial_core::service::{Quantity, StateKind};
use perennial_core::text::Name;
use perennial_core::{Expiry, ServiceId};
use perennial_engine::import::{InventoryLink, InventoryService, ServiceName};

use super::addition;
use crate::scenario::stage::Stage;
use crate::scenario::words::{Words, unknown};

/// A service, or as many as the numbers in a name such as `vps1..9` say.
pub(super) async fn service(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<()> {
    let names = names(words.next("a name")?)?;
    words.require("of")?;
    let owner = stage.person_index(words.next("a customer")?)?;
    words.require("plan")?;
    let code = words.next("a plan")?;
    let Some(plan) = stage.plans.get(code) else { bail!("there is no plan {code}") };
    let (plan, product) = (plan.code.clone(), plan.product.clone());
    words.require("expires")?;
    let expires_on = words.date()?;
    let mut one = InventoryService {
        id: None,
        product,
        name: plan.clone(),
        display_name: None,
        plan,
        quantity: Quantity::ONE,
        created_on: date(2000, 1, 1),
        expiry: Expiry::anchored_on(expires_on),
        state: StateKind::Active,
        renew: RenewSettings::try_new(RenewMode::Manual, None, None)?,
        engaged_until: None,
        contacts: None,
        about: perennial_core::detail::About::default(),
    };
    let links = details(stage, &mut one, words)?;
    let mut holder = addition(stage, owner)?;
    for name in names {
        let id = ServiceId::try_new(i64::try_from(stage.services.len())?.saturating_add(1))?;
        let text = Name::parse(&name)?;
        let own = ServiceName { product: one.product.clone(), name: text.clone() };
        let link = |(to, kind): &(ServiceName, LinkKind)| {
            let (from, to) = (own.clone(), to.clone());
            InventoryLink { from, to, kind: *kind }
        };
        holder.links.extend(links.iter().map(link));
        holder.services.push(InventoryService { id: Some(id), name: text, ..one.clone() });
        stage.products.insert(name.clone(), one.product.clone());
        stage.services.insert(name, (owner, id));
    }
    stage.import(Vec::new(), vec![holder]).await
}

fn names(word: &str) -> anyhow::Result<Vec<String>> {
    let Some((first, last)) = word.split_once("..") else { return Ok(vec![word.to_owned()]) };
    let stem = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let (first, last): (u32, u32) = (first.trim_start_matches(stem).parse()?, last.parse()?);
    Ok((first..=last).map(|number| format!("{stem}{number}")).collect())
}

/// The rest of what is said of a service. Answers what it is linked with.
fn details(
    stage: &Stage,
    one: &mut InventoryService,
    words: &mut Words<'_>,
) -> anyhow::Result<Vec<(ServiceName, LinkKind)>> {
    let mut links = Vec::new();
    while let Some(what) = words.next_any() {
        match what {
            "anchor" => one.expiry = Expiry::try_new(one.expiry.on(), words.number()?)?,
            "renew" => {
                let mode = mode(words.next("a mode")?)?;
                one.renew = RenewSettings::try_new(mode, words.period_if_any()?, None)?;
            }
            "stop" => {
                let stop = Some(stop(words.next("an end")?)?);
                one.renew = RenewSettings::try_new(one.renew.mode(), one.renew.period(), stop)?;
            }
            "engaged" => one.engaged_until = Some(words.date()?),
            "quantity" => one.quantity = Quantity::try_new(words.number()?)?,
            "state" => {
                let state = words.next("a state")?;
                let known = StateKind::ALL.map(StateKind::code);
                one.state = StateKind::from_code(state).ok_or_else(|| unknown(state, &known))?;
            }
            "option" => links.push((linked(stage, words)?, LinkKind::OptionOf)),
            "hosting" => links.push((linked(stage, words)?, LinkKind::HostingOfDomain)),
            _ => {
                let known = [
                    "anchor", "renew", "stop", "engaged", "quantity", "state", "option", "hosting",
                ];
                return Err(unknown(what, &known));
            }
        }
    }
    Ok(links)
}

/// The service after `of`. Product lines are those of the plans.
fn linked(stage: &Stage, words: &mut Words<'_>) -> anyhow::Result<ServiceName> {
    words.require("of")?;
    let name = words.next("a service")?;
    stage.service_key(name)?;
    let product = stage.products.get(name).cloned();
    let Some(product) = product else { bail!("there is no service {name}") };
    Ok(ServiceName { product, name: Name::parse(name)? })
}

fn mode(word: &str) -> anyhow::Result<RenewMode> {
    match word {
        "automatic" => Ok(RenewMode::Automatic(AutomaticKind::V2012)),
        "forced" => Ok(RenewMode::Automatic(AutomaticKind::ForcedProduct)),
        _ => {
            let mut known = vec!["automatic", "forced"];
            known.extend(RenewMode::ALL.map(RenewMode::code));
            RenewMode::from_code(word).ok_or_else(|| unknown(word, &known))
        }
    }
}

/// When a service is to end.
pub(in crate::scenario) fn stop(word: &str) -> anyhow::Result<Stop> {
    let known = [Stop::AtExpiration.code(), Stop::AtEngagementEnd.code()];
    Stop::from_code(word).ok_or_else(|| unknown(word, &known))
}
