//! `perennial fault`: what the sandbox gateway does with the next charges of a payment method, which of them it takes
//! back, and when a method ends.

use jiff::civil::Date;
use perennial_core::means::MethodKind;
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, PaymentMethod};
use perennial_engine::Engine;
use perennial_engine::gateway::sandbox::Order;
use serde_json::json;

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::customer::Mean;
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{GREEN, Output, plain};

const EXAMPLE: &str = "\
Examples:
  The next charge is declined, and those after it are approved:
    perennial fault ab12345-ovh paypal:1234 --outcomes declineSoft
  The third one is declined: say what becomes of each up to it:
    perennial fault ab12345-ovh paypal:1234 --outcomes approve,approve,declineSoft
  It is never to work again by itself:
    perennial fault ab12345-ovh 5001 --outcomes declineHard
  Everything that was ordered is taken back:
    perennial fault ab12345-ovh 5001 --outcomes approve
  What it paid for an order is taken back, as by a SEPA return or a chargeback:
    perennial fault ab12345-ovh paypal:1234 --takes-back 7091314438
  In a sandbox: the card ends on a day, or it does not end:
    perennial fault ab12345-ovh 5002 --expires 2027-05-31
    perennial fault ab12345-ovh 5002 --expires never

Outcomes:
  approve               it is paid
  declineSoft           it is declined, and a later try may succeed
  declineHard           it is declined, and not debited by itself again before it changes
  noAnswerThenApprove   the gateway says nothing; asked later, it was paid
  noAnswerThenDecline   the gateway says nothing; asked later, it was declined
  approveTwice          it is paid, and told twice

Only the sandbox gateway takes orders: a real one decides by itself.";

/// What `fault` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
#[group(id = "fault", required = true, multiple = true, args = ["outcomes", "expires", "takes_back"])]
pub(crate) struct FaultArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    /// The payment method: its id (5001), a kind with its id in the older numbering (paypal:1234), a kind alone if
    /// there is only one of it, or `default`
    #[arg(value_name = "METHOD")]
    method: Mean,
    /// What becomes of its next charges, one word for each with commas between them; later ones are approved
    #[arg(long, value_name = "WORDS", value_parser = outcomes)]
    outcomes: Option<Outcomes>,
    /// The last day it can be used, or `never`; in a sandbox only
    #[arg(long, value_name = "DAY", value_parser = end)]
    expires: Option<End>,
    /// An order that was paid with it: the payer's bank takes the money back, and the customer owes it
    #[arg(long, value_name = "ORDER", value_parser = order)]
    takes_back: Option<OrderId>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// A list of outcomes.
#[derive(Debug, Clone)]
struct Outcomes(Vec<Order>);

/// When a method ends.
#[derive(Debug, Clone, Copy)]
struct End(Option<Date>);

fn outcomes(text: &str) -> Result<Outcomes, String> {
    match Order::parse_list(text) {
        Ok(outcomes) if outcomes.is_empty() => Err("write an outcome, such as approve".to_owned()),
        Ok(outcomes) => Ok(Outcomes(outcomes)),
        Err(error) => Err(error.to_string()),
    }
}

fn order(text: &str) -> Result<OrderId, String> {
    let number = text.parse().map_err(|_| "write the id of an order, a whole number".to_owned())?;
    OrderId::try_new(number).map_err(|error| error.to_string())
}

fn end(text: &str) -> Result<End, String> {
    if text == "never" {
        return Ok(End(None));
    }
    let day = text.parse().map(Some).map(End);
    day.map_err(|_| "write a day such as 2027-05-31, or `never`".to_owned())
}

/// Orders what is to happen.
pub(super) fn run(args: &FaultArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let engine = args.database.open_existing().await?;
        let account = find::account(&engine, &args.nichandle).await?;
        if args.expires.is_some() && !engine.is_sandbox() {
            let text = "time is real on this database, and when a payment method ends is its provider's to say";
            return Err(Failure::new(Exit::Refused, text).with_hint(
                "--expires is for a sandbox; --outcomes declineHard is as if it had ended",
            ));
        }
        let method = method(&engine, account, args).await?;
        let name = named(&method);
        if let Some(Outcomes(outcomes)) = &args.outcomes {
            let ordered = engine.order_sandbox_outcomes(account, method.id, outcomes).await;
            ordered.map_err(|error| find::failure(&error))?;
            let charges = match outcomes.len() {
                1 => "the next charge".to_owned(),
                count => format!("the next {count} charges"),
            };
            let words = Order::list(outcomes).replace(',', ", ");
            output.text(format!(
                "{GREEN}ordered:{GREEN:#} {charges} of {name}: {words}; later ones are approved"
            ));
        }
        if let Some(End(expires_on)) = args.expires {
            let context = find::context(&engine, account);
            let changed = engine.set_method_expiry(&context, method.id, expires_on).await;
            changed.map_err(|error| find::failure(&error))?;
            let end = expires_on.map_or_else(
                || "does not end".to_owned(),
                |day| format!("can be used until {day}"),
            );
            output.text(format!("{GREEN}changed:{GREEN:#} {name} {end}"));
        }
        if let Some(order) = args.takes_back {
            let taken = engine.order_sandbox_reversal(account, method.id, order).await;
            let payment = taken.map_err(|error| find::failure(&error))?;
            output.text(format!(
                "{GREEN}taken back:{GREEN:#} {} of order {order} by {name}; the server enters the debt",
                payment.amount
            ));
        }
        let expires = args.expires.map_or(method.expires_on, |End(day)| day);
        output.json(&json!({
            "nichandle": args.nichandle.as_str(),
            "paymentMethodId": method.id.get(),
            "outcomes": args.outcomes.as_ref().map(|Outcomes(all)| all.iter().map(|one| one.word()).collect::<Vec<_>>()),
            "takesBack": args.takes_back.map(OrderId::get),
            "expiresOn": expires.map(|day| day.to_string()),
        }));
        Ok(())
    })
}

/// The method that is meant.
async fn method(
    engine: &Engine,
    account: AccountId,
    args: &FaultArgs,
) -> Result<PaymentMethod, Failure> {
    let all = engine.payment_methods(account).await.map_err(|error| find::failure(&error))?;
    let meant: Vec<&PaymentMethod> = match &args.method {
        Mean::Default => all.iter().filter(|one| one.is_default).collect(),
        Mean::Method(id) => all.iter().filter(|one| one.id.get() == *id).collect(),
        Mean::Kind(kind, id) => {
            let kind = MethodKind::from_name(kind.as_str()).ok_or_else(|| {
                let text = "a balance is charged by no gateway; name a payment method";
                Failure::new(Exit::Refused, text)
            })?;
            let is_meant = |one: &&PaymentMethod| {
                one.kind == kind && id.is_none_or(|id| one.mean_id.get() == id)
            };
            all.iter().filter(is_meant).collect()
        }
    };
    let text = match meant[..] {
        [one] => return Ok(one.clone()),
        [] => format!("account {} has no such payment method", args.nichandle),
        _ => format!("account {} has several of that kind; name one by its id", args.nichandle),
    };
    let known: Vec<String> = all.iter().map(named).collect();
    let hint = if known.is_empty() {
        "no payment method is registered".to_owned()
    } else {
        format!("registered are {}", known.join(", "))
    };
    Err(Failure::new(Exit::Refused, text).with_hint(hint))
}

/// A method by its id, and what people recognise it by.
pub(super) fn named(method: &PaymentMethod) -> String {
    let label = method.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
    plain(&format!("{} ({}{label})", method.id, method.kind.mean()))
}
