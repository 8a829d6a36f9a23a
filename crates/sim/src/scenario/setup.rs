//! Setting the scene: time zone, budget, what day it is, plans, customers, what they hold and pay with.

mod service;

pub(super) use self::service::stop;

use anyhow::bail;
use perennial_core::account::{CountryCode, Subsidiary};
use perennial_core::calendar::RenewDay;
use perennial_core::engagement::{EndRule, Kind, Offer};
use perennial_core::means::{MethodKind, MethodStatus};
use perennial_core::service::ProductLine;
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{Calendar, Currency, PaymentMeanId, PaymentMethodId, Plan, TaxRate};
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_engine::import::{InventoryAccount, InventoryMethod};
use perennial_testkit::{Holding, account};

use super::stage::{Person, Registered, Stage};
use super::words::{Words, unknown};

/// Does a command that sets the scene; nothing if it is none.
pub(super) async fn perform(
    stage: &mut Stage,
    verb: &str,
    words: &mut Words<'_>,
) -> anyhow::Result<Option<Vec<String>>> {
    match verb {
        "zone" => stage.set_zone(words.next("a time zone")?).await?,
        "budget" | "renew-day-of-calendar" if stage.is_open() => {
            bail!("`{verb}` stands before the first day is set");
        }
        "budget" => budget(stage, words)?,
        "renew-day-of-calendar" => {
            let (day, known) = (RenewDay::try_new(words.number()?)?, &stage.calendar);
            let (rules, products) = (known.default_rules().clone(), known.products().clone());
            stage.calendar = Calendar::new(day, rules, products);
        }
        "today" => {
            let (day, time) = (words.date()?, words.time());
            stage.go_to(day, time).await?;
        }
        "plan" => plan(stage, words).await?,
        "customer" => customer(stage, words).await?,
        "card" => method(stage, MethodKind::CreditCard, words).await?,
        "paypal" => method(stage, MethodKind::Paypal, words).await?,
        "bank" => method(stage, MethodKind::BankAccount, words).await?,
        "credit" => credit(stage, words).await?,
        "service" => service::service(stage, words).await?,
        _ => return Ok(None),
    }
    Ok(Some(Vec::new()))
}

fn budget(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<()> {
    while let Some(what) = words.next_any() {
        let budget = &mut stage.budget;
        let count = match what {
            "renewals" => &mut budget.renewals_max,
            "repeats" => &mut budget.repeats_max,
            "suspensions" => &mut budget.suspensions_max,
            "deletions" => &mut budget.deletions_max,
            "amount" => {
                let amount = words.money(Currency::Eur)?;
                budget.amounts_max.insert(Currency::Eur, amount);
                continue;
            }
            _ => {
                let known = ["renewals", "repeats", "suspensions", "deletions", "amount"];
                return Err(unknown(what, &known));
            }
        };
        *count = u64::try_from(words.number()?)?;
    }
    Ok(())
}

/// A plan with its prices, or the same plan with other prices.
async fn plan(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<()> {
    let code = words.name("a plan")?;
    let product = if words.take("product") { words.next("a product line")? } else { code.as_str() };
    let product = ProductLine::parse(product)?;
    let currency = currency(words)?;
    let mut plan = Plan::new(code.clone(), product, code.clone());
    while words.peek().is_some() {
        if words.take("restoration") {
            plan.set_restoration(words.money(currency)?)?;
        } else if words.take("engaged") {
            plan.set_engagement(offer(words, currency)?)?;
        } else {
            let period = words.period()?;
            plan.set_price(period, words.money(currency)?)?;
        }
    }
    stage.plans.insert(code.as_str().to_owned(), plan.clone());
    stage.import(vec![plan], Vec::new()).await
}

/// An engagement that a plan is sold with. What lasts as long as its period is paid at once.
fn offer(words: &mut Words<'_>, currency: Currency) -> anyhow::Result<Offer> {
    let mode = words.name("a name of an engagement")?;
    let (length, period) = (words.period()?, words.period()?);
    let kind = if length == period { Kind::Upfront } else { Kind::Periodic };
    let price = words.money(currency)?;
    let then = words.take("then");
    let end_rule = if then { end_rule(words)? } else { EndRule::GoOn };
    Ok(Offer { mode, kind, length, period, price, end_rule })
}

/// What comes after an engagement.
pub(super) fn end_rule(words: &mut Words<'_>) -> anyhow::Result<EndRule> {
    let word = words.next("what comes after an engagement")?;
    EndRule::from_code(word).ok_or_else(|| unknown(word, &EndRule::ALL.map(EndRule::code)))
}

fn currency(words: &mut Words<'_>) -> anyhow::Result<Currency> {
    let is_given = words.take("currency");
    if is_given { Ok(Currency::parse(words.next("a currency")?)?) } else { Ok(Currency::Eur) }
}

/// A rate that is agreed, or what the rules say.
fn tax(word: &str) -> anyhow::Result<AccountTax> {
    if word == "rules" {
        Ok(AccountTax::ByRules)
    } else {
        Ok(AccountTax::Agreed(TaxRate::parse(word)?))
    }
}

async fn customer(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<()> {
    let name = words.next("a name")?.to_owned();
    let mut made = account(&name, &Holding::default());
    let Some(new) = made.new.as_mut() else { bail!("the account is not new") };
    while let Some(what) = words.next_any() {
        match what {
            "country" => {
                let country = words.next("a country")?;
                new.profile.country = CountryCode::parse(country)?;
                new.subsidiary = Subsidiary::parse(country)?;
            }
            "tax" => new.tax = tax(words.next("a tax rate, or `rules`")?)?,
            "by" => new.subsidiary = Subsidiary::parse(words.next("a subsidiary")?)?,
            "vat" => new.profile.vat = Some(Name::parse(words.next("a VAT number")?)?),
            "currency" => new.currency = Currency::parse(words.next("a currency")?)?,
            "prepaid" => made.prepaid = Some(words.money(new.currency)?),
            "points" => made.fidelity = Some(words.money(Currency::Points)?),
            _ => {
                return Err(unknown(
                    what,
                    &["country", "by", "tax", "vat", "currency", "prepaid", "points"],
                ));
            }
        }
    }
    let (nichandle, currency) = (made.nichandle.clone(), new.currency);
    stage.import(Vec::new(), vec![made]).await?;
    let id = stage.engine()?.store().account_by_nichandle(&nichandle).await?;
    let Some(account) = id else { bail!("the account of {name} is not there") };
    stage.people.push(Person { name, account, currency, notices_read: 0 });
    Ok(())
}

/// Something that is added to what a customer holds.
fn addition(stage: &Stage, owner: usize) -> anyhow::Result<InventoryAccount> {
    let mut added = account(&stage.person(owner)?.name, &Holding::default());
    added.new = None;
    Ok(added)
}

async fn credit(stage: &mut Stage, words: &mut Words<'_>) -> anyhow::Result<()> {
    let owner = stage.person_index(words.next("a customer")?)?;
    let mut added = addition(stage, owner)?;
    added.prepaid = Some(words.money(stage.person(owner)?.currency)?);
    stage.import(Vec::new(), vec![added]).await
}

/// A payment method. The first one of a customer is the one that is debited first.
async fn method(stage: &mut Stage, kind: MethodKind, words: &mut Words<'_>) -> anyhow::Result<()> {
    let label = words.name("a name")?;
    words.require("of")?;
    let owner = stage.person_index(words.next("a customer")?)?;
    let number = i64::try_from(stage.methods.len())?.saturating_add(1);
    let (id, mean_id) = (PaymentMethodId::try_new(number)?, PaymentMeanId::try_new(number)?);
    let is_default = !stage.methods.values().any(|method| method.owner == owner);
    let mut added = InventoryMethod {
        id: Some(id),
        mean_id: Some(mean_id),
        kind,
        status: MethodStatus::Valid,
        is_default,
        label: Some(label.clone()),
        expires_on: None,
        outcomes: Vec::new(),
    };
    while let Some(what) = words.next_any() {
        match what {
            "until" => added.expires_on = Some(words.date()?),
            "charges" => added.outcomes = outcomes(words)?,
            _ => return Err(unknown(what, &["until", "charges"])),
        }
    }
    let mut holder = addition(stage, owner)?;
    holder.methods.push(added);
    stage.import(Vec::new(), vec![holder]).await?;
    stage.methods.insert(label.as_str().to_owned(), Registered { owner, id });
    Ok(())
}

/// What the gateway is to answer, charge by charge.
pub(super) fn outcomes(words: &mut Words<'_>) -> anyhow::Result<Vec<Outcome>> {
    Ok(Outcome::parse_list(words.next("outcomes")?)?)
}
