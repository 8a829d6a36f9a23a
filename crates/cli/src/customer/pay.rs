//! `perennial pay`: pays an order once, or tells what it can be paid with.

use perennial_api::model::{AssociatedObject, Order, OrderStatus};
use perennial_client::{Client, Error, IdempotencyKey};
use serde::Serialize;

use super::confirm::{ConfirmArgs, when_in_doubt};
use super::connect::{ConnectArgs, KEYS, Server};
use super::failures::{in_full, is_about_keys, words as server_words};
use super::means::{self, Accepted, COLUMNS, Chosen, MEANS, Mean};
use super::words;
use crate::failure::{Exit, Failure};
use crate::output::{BOLD, GREEN, Output};

/// What `pay` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct PayArgs {
    /// The id of the order
    #[arg(value_name = "ORDER")]
    order: i64,
    /// What to pay with; without it, what the order accepts is listed, and nothing is paid
    #[arg(long, value_name = "MEAN")]
    with: Option<Mean>,
    #[command(flatten)]
    confirm: ConfirmArgs,
    #[command(flatten)]
    connect: ConnectArgs,
}

fn help() -> String {
    format!(
        "\
Examples:
  perennial pay 7091314438                       # what it can be paid with
  perennial pay 7091314438 --with paypal:1234

{MEANS}

With --output json and --with: orderId, status, billId (null until there is one), idempotencyKey.
Without --with: order and status, paymentMethods and paymentMeans as the API answers them.

{KEYS}"
    )
}

/// Pays an order, or lists what it accepts.
pub(super) async fn run(args: &PayArgs, output: &Output) -> Result<(), Failure> {
    let Some(mean) = &args.with else {
        return show(&args.connect.connect()?.client, args.order, output).await;
    };
    args.confirm.yes.check(output)?;
    let server = args.connect.connect()?;
    let chosen = means::choose(&server.client, mean).await?;
    if !args.confirm.yes.yes {
        let order = server.client.order(args.order).await?;
        let amount = &order.price_with_tax.text;
        args.confirm
            .yes
            .ask(format!("Pay {amount} for order {} with {chosen}?", args.order))
            .await?;
    }
    let key = args.confirm.key()?;
    settle(&server, args.order, &chosen, &key, &key, output).await?;
    let after = After::of(&server.client, args.order).await;
    after.tell(args.order, &chosen, output);
    output.json(&Paid { order_id: args.order, idempotency_key: key.as_str(), after: &after });
    Ok(())
}

/// What was paid, for programs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Paid<'a> {
    order_id: i64,
    idempotency_key: &'a str,
    #[serde(flatten)]
    after: &'a After,
}

/// What an order accepts, for programs.
#[derive(Debug, Serialize)]
struct Payable<'a> {
    order: &'a Order,
    status: &'a OrderStatus,
    #[serde(flatten)]
    accepted: &'a Accepted,
}

async fn show(client: &Client, id: i64, output: &Output) -> Result<(), Failure> {
    let order = client.order(id).await?;
    let status = client.order_status(id).await?;
    let accepted = Accepted::of(client, id).await?;
    output.json(&Payable { order: &order, status: &status, accepted: &accepted });
    let amount = &order.price_with_tax.text;
    output.text(format!("{BOLD}Order {id}: {amount}, {}{BOLD:#}", words::status(&status)));
    if status == OrderStatus::NotPaid {
        tell_accepted(id, &accepted, output);
    }
    Ok(())
}

/// Tells what an unpaid order accepts.
pub(super) fn tell_accepted(order: i64, accepted: &Accepted, output: &Output) {
    if accepted.is_empty() {
        output.text(
            "It accepts nothing that is registered: register a payment method at the seller.",
        );
        return;
    }
    output.text(format!("It accepts (perennial pay {order} --with …):"));
    output.table(2, COLUMNS, accepted.rows());
}

/// Pays, once for `key`; `given` is the one that the customer gives to repeat the command. When this succeeds the server
/// has the money, or will have it; what came of the order is another question.
pub(super) async fn settle(
    server: &Server,
    order: i64,
    chosen: &Chosen,
    key: &IdempotencyKey,
    given: &IdempotencyKey,
    output: &Output,
) -> Result<(), Failure> {
    let client = &server.client;
    let Err(error) = chosen.pay(client, order, key).await else { return Ok(()) };
    let is_conflict = error.is_conflict();
    let status = if error.is_doubtful() || is_conflict {
        client.order_status(order).await.ok()
    } else {
        None
    };
    let is_in_doubt = match status {
        Some(OrderStatus::Delivered | OrderStatus::Delivering) if error.is_doubtful() => {
            output.note(format!("the payment was not answered, but order {order} is paid"));
            return Ok(());
        }
        Some(OrderStatus::Checking) if is_conflict => true,
        _ => error.is_doubtful(),
    };
    if is_in_doubt {
        let problem = match error.refusal() {
            Some(refusal) if is_conflict => server_words(refusal),
            _ => in_full(&error),
        };
        let look = format!("`perennial orders {order}` shows what became of it");
        let hint = when_in_doubt(&look, server.may_heed_keys, given);
        return Err(Failure::new(Exit::InDoubt, problem).with_hint(hint));
    }
    Err(refused(client, order, error).await)
}

/// A payment that was not made, with what would be accepted instead.
async fn refused(client: &Client, order: i64, error: Error) -> Failure {
    let refusal = error.refusal().filter(|refusal| match refusal.status {
        // The API says 403 to a mean that the order does not accept, too.
        400 | 402..=407 | 409 | 410 => !is_about_keys(&error),
        _ => false,
    });
    let Some(refusal) = refusal else { return error.into() };
    let failure = Failure::new(Exit::Refused, server_words(refusal));
    let is_said = refusal.body.details.contains_key("accepted")
        || refusal.body.message.contains("accepted here");
    if is_said {
        return failure;
    }
    match Accepted::of(client, order).await {
        Ok(accepted) if !accepted.is_empty() => {
            failure.with_hint(format!("it can be paid with {}", accepted.names()))
        }
        _ => failure,
    }
}

/// What became of an order, as far as the server tells.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct After {
    /// How far it is.
    pub(super) status: Option<OrderStatus>,
    bill_id: Option<String>,
}

impl After {
    /// Asks. What was done stays done when nobody answers this, so that is no failure.
    pub(super) async fn of(client: &Client, order: i64) -> Self {
        let status = client.order_status(order).await.ok();
        let bill_id = match &status {
            Some(OrderStatus::NotPaid) | None => None,
            Some(_) => client.order_associated_object(order).await.ok().and_then(bill),
        };
        Self { status, bill_id }
    }

    /// Tells a person that an order was paid.
    pub(super) fn tell(&self, order: i64, chosen: &Chosen, output: &Output) {
        output.text(format!("{GREEN}Order {order} is paid with {chosen}.{GREEN:#}"));
        match (&self.bill_id, &self.status) {
            (Some(bill), _) => output.text(format!("Bill {bill}.")),
            (None, Some(status)) => {
                let status = words::status(status);
                output.text(format!("It is {status}; see `perennial orders {order}`."));
            }
            (None, None) => output.text(format!("See `perennial orders {order}`.")),
        }
    }
}

/// The id of the bill, or of whatever else came of an order.
pub(super) fn bill(object: AssociatedObject) -> Option<String> {
    object.id.filter(|id| !id.is_empty())
}
