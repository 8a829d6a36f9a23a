//! `perennial renew`: shows what a renewal costs, orders it once, and pays for it if asked to.
//!
//! At a terminal the order is tried first, shown, and confirmed. Where nobody is asked it is placed at once: an order
//! costs nothing until it is paid, and a repeat with the same key must not depend on what a trial would say today.

use perennial_api::model::{IsoDuration, OrderStatus, RenewOrder, RenewRequest};
use perennial_client::{Client, Error, IdempotencyKey};
use serde::Serialize;

use super::confirm::{ConfirmArgs, payment_key, when_in_doubt};
use super::connect::{ConnectArgs, KEYS, Server};
use super::failures::in_full;
use super::find::{self, Found};
use super::means::{self, Chosen, MEANS, Mean};
use super::pay::{After, settle};
use super::words;
use crate::failure::{Exit, Failure};
use crate::output::{Align, BOLD, DIM, GREEN, Output};

/// What `renew` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct RenewArgs {
    /// The services, by id, by name, or by product line and name: first the one whose strategy it is, then the others
    /// of the set
    #[arg(required = true, value_name = "SERVICE")]
    services: Vec<String>,
    /// For how long, such as P1M, P3M or P1Y
    #[arg(long, value_name = "PERIOD")]
    period: IsoDuration,
    /// Only show what would be ordered
    #[arg(long, conflicts_with_all = ["yes", "idempotency_key", "pay"])]
    dry_run: bool,
    /// Pay at once with this; without it the order waits to be paid
    #[arg(long, value_name = "MEAN")]
    pay: Option<Mean>,
    #[command(flatten)]
    confirm: ConfirmArgs,
    #[command(flatten)]
    connect: ConnectArgs,
}

fn help() -> String {
    format!(
        "\
Examples:
  perennial renew vps112233.ovh.net --period P3M --dry-run
  perennial renew domain/example.com hosting/web/example.com --period P1Y --pay paypal:1234
  perennial renew 112233 --period P3M --pay default --yes --idempotency-key 2026-11/112233

{MEANS}

An order costs nothing until it is paid: one whose payment is refused waits to be paid otherwise,
and lapses if it is not. The exit code is then that of the payment.

With --output json: dryRun, order as POST /service/{{serviceId}}/renew answers it, and unless it is
a dry run idempotencyKey, status, billId (null until there is one).

{KEYS}"
    )
}

/// Orders a renewal.
pub(super) async fn run(args: &RenewArgs, output: &Output) -> Result<(), Failure> {
    if !args.dry_run {
        args.confirm.yes.check(output)?;
    }
    let server = args.connect.connect()?;
    let renewal = Renewal::new(&server.client, args, output).await?;
    if args.dry_run {
        let order = renewal.try_out(&server.client, output).await?;
        output.text(format!("{DIM}Dry run: nothing was ordered.{DIM:#}"));
        output.json(&Renewed { dry_run: true, order: &order, done: None });
        return Ok(());
    }
    let chosen = match &args.pay {
        Some(mean) => Some(means::choose(&server.client, mean).await?),
        None => None,
    };
    let shown = if args.confirm.yes.yes {
        None
    } else {
        let order = renewal.try_out(&server.client, output).await?;
        args.confirm.yes.ask(question(&order, chosen.as_ref())).await?;
        Some(order)
    };
    let key = args.confirm.key()?;
    let order = renewal.place(&server, &key).await?;
    let paid = match &chosen {
        Some(chosen) => pay(&server, &order, shown.as_ref(), chosen, &key, output).await,
        None => Ok(()),
    };
    let after = match &paid {
        // It was looked at already, in vain.
        Err(failure) if failure.exit == Exit::InDoubt => After::default(),
        _ => After::of(&server.client, order.order_id).await,
    };
    renewal
        .tell(&server.client, &order, chosen.as_ref().filter(|_| paid.is_ok()), &after, output)
        .await;
    let done = Some(Done { idempotency_key: key.as_str(), after: &after });
    output.json(&Renewed { dry_run: false, order: &order, done });
    paid
}

/// The answer for programs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Renewed<'a> {
    dry_run: bool,
    order: &'a RenewOrder,
    #[serde(flatten)]
    done: Option<Done<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Done<'a> {
    idempotency_key: &'a str,
    #[serde(flatten)]
    after: &'a After,
}

/// What is asked for.
#[derive(Debug)]
struct Renewal {
    /// The service of the path.
    service: i64,
    period: IsoDuration,
    services: Vec<i64>,
}

impl Renewal {
    async fn new(client: &Client, args: &RenewArgs, output: &Output) -> Result<Self, Failure> {
        let services = find::ids(client, output, &args.services).await?;
        let service = services.first().copied();
        let service = service.ok_or_else(|| Failure::new(Exit::Usage, "no service is named"))?;
        Ok(Self { service, period: args.period.clone(), services })
    }

    fn request(&self, dry_run: bool) -> RenewRequest {
        RenewRequest {
            dry_run: Some(dry_run),
            duration: self.period.clone(),
            services: self.services.clone(),
        }
    }

    /// Asks what the order would be, and shows it.
    async fn try_out(&self, client: &Client, output: &Output) -> Result<RenewOrder, Failure> {
        let order = client.renew(self.service, &self.request(true)).await?;
        let services = find::by_ids(client, &self.services).await?;
        output.text(format!("{BOLD}Renewal for {}{BOLD:#}", self.period));
        output.table(0, COLUMNS, services.iter().map(row));
        output.text(format!("{BOLD}{}{BOLD:#}", totals(&order)));
        Ok(order)
    }

    /// Places the order, once for this key.
    async fn place(&self, server: &Server, key: &IdempotencyKey) -> Result<RenewOrder, Failure> {
        let placed = server.client.renew_with_key(self.service, &self.request(false), key).await;
        placed.map_err(|error| not_placed(error, server.may_heed_keys, key))
    }

    /// Tells a person what was done.
    async fn tell(
        &self,
        client: &Client,
        order: &RenewOrder,
        paid_with: Option<&Chosen>,
        after: &After,
        output: &Output,
    ) {
        if output.is_json() {
            return;
        }
        let id = order.order_id;
        output.text(format!("{GREEN}Order {id} is placed.{GREEN:#} {}", totals(order)));
        if let Some(chosen) = paid_with {
            after.tell(id, chosen, output);
        }
        match &after.status {
            Some(OrderStatus::NotPaid) => {
                let until = order.expiration_date.map(words::moment);
                let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
                output.text(format!("It can be paid{until}: perennial pay {id}"));
            }
            Some(OrderStatus::Delivered) => {
                // What was done stays done when this is not answered.
                if let Ok(services) = find::by_ids(client, &self.services).await {
                    output.table(0, COLUMNS, services.iter().map(row));
                }
            }
            _ => {}
        }
    }
}

/// Pays what was ordered, unless it costs something else than what was confirmed.
async fn pay(
    server: &Server,
    order: &RenewOrder,
    shown: Option<&RenewOrder>,
    chosen: &Chosen,
    key: &IdempotencyKey,
    output: &Output,
) -> Result<(), Failure> {
    let id = order.order_id;
    if let Some(shown) = shown {
        check_price(order, shown)?;
    }
    let paid = settle(server, id, chosen, &payment_key(key)?, key, output).await;
    paid.map_err(|failure| match failure.exit {
        Exit::InDoubt => failure,
        _ => Failure {
            message: format!("order {id} is placed, and not paid: {}", failure.message),
            ..failure
        },
    })
}

/// Whether an order costs what was confirmed.
fn check_price(order: &RenewOrder, shown: &RenewOrder) -> Result<(), Failure> {
    if order.price_with_tax == shown.price_with_tax {
        return Ok(());
    }
    let (now, before) = (&order.price_with_tax.text, &shown.price_with_tax.text);
    let id = order.order_id;
    let problem = format!("order {id} costs {now}, and not {before} as shown; it is not paid");
    let hint = format!("if that is right: perennial pay {id}");
    Err(Failure::new(Exit::Refused, problem).with_hint(hint))
}

/// What to say when an order was not placed, or perhaps was.
fn not_placed(error: Error, may_heed_keys: bool, key: &IdempotencyKey) -> Failure {
    if !error.is_doubtful() {
        return error.into();
    }
    let look = "`perennial orders` shows whether there is an order";
    let hint = when_in_doubt(look, may_heed_keys, key);
    Failure::new(Exit::InDoubt, in_full(&error)).with_hint(hint)
}

fn question(order: &RenewOrder, chosen: Option<&Chosen>) -> String {
    match chosen {
        Some(chosen) => format!("Order this, and pay {} with {chosen}?", order.price_with_tax.text),
        None => "Order this?".to_owned(),
    }
}

fn totals(order: &RenewOrder) -> String {
    let (net, tax, gross) = (&order.price_without_tax, &order.tax, &order.price_with_tax);
    format!("Net {}, tax {}, total {}", net.text, tax.text, gross.text)
}

const COLUMNS: [(&str, Align); 4] = [
    ("id", Align::Right),
    ("service", Align::Left),
    ("product", Align::Left),
    ("expires", Align::Left),
];

fn row(found: &Found) -> [String; 4] {
    let Found { service_id, service } = found;
    [
        service_id.to_string(),
        words::name(service),
        words::plan(service).to_owned(),
        words::expiry(service),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_costs_something_else_than_confirmed_is_not_paid() {
        let order = |order_id, text: &str, value: f64| -> RenewOrder {
            let price = json!({"currencyCode": "EUR", "text": text, "value": value});
            let order = json!({
                "orderId": order_id, "password": "", "pdfUrl": "", "url": "",
                "priceWithTax": price, "priceWithoutTax": price, "tax": price,
            });
            serde_json::from_value(order).unwrap()
        };
        let shown = order(0, "45.44 €", 45.44);
        assert!(check_price(&order(7, "45.44 €", 45.44), &shown).is_ok());
        let failure = check_price(&order(7, "45.45 €", 45.45), &shown).unwrap_err();
        assert_eq!(
            failure.message,
            "order 7 costs 45.45 €, and not 45.44 € as shown; it is not paid"
        );
        assert_eq!(failure.exit, Exit::Refused);
    }
}
