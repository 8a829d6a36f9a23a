//! `perennial refund`: a bill, or a part of it, is given back.

use perennial_core::bill::BillNumber;
use perennial_core::order::Totals;
use perennial_core::refund::{CreditNote, Destination, LineRequest, RefundRequest};
use perennial_core::text::Name;
use perennial_core::{AccountId, Currency, Money, Order};
use perennial_engine::{Engine, EngineError, Idempotency};
use serde_json::{Value, json};

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::confirm::YesArgs;
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{Align, GREEN, Output};

const EXAMPLE: &str = "\
Examples:
  perennial refund ab12345-ovh FR00000042 --dry-run --reason \"Not as promised\"
  perennial refund ab12345-ovh FR00000042 --reason \"Not as promised\"
  perennial refund ab12345-ovh FR00000042 --line 1 --line 2=4.50 --to prepaid --reason \"Two days without service\"

Without --line all that is left of the bill goes back; --line gives back a line of it, or so much of its net amount.
The money goes back to where it came from: to the payment method, the prepaid account, or as fidelity points. If the
payment method is gone or refuses, it goes to the prepaid account. The services stay as they are: what was renewed is
not undone. The reason stands on the credit note and in the letter to the customer.";

/// What `refund` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct RefundArgs {
    /// The account
    #[arg(value_parser = profile::name)]
    nichandle: Name,
    /// The number of the bill, such as FR00000042
    #[arg(value_parser = bill_number)]
    bill: BillNumber,
    /// A line of the bill, counted from 1, and how much of its net amount if not all that is left; may be given again
    #[arg(long = "line", value_name = "N[=AMOUNT]", value_parser = line)]
    lines: Vec<Line>,
    /// Where the money goes, if not to where it came from
    #[arg(long, value_enum)]
    to: Option<To>,
    /// Why, for the customer to read
    #[arg(long, value_parser = profile::name)]
    reason: Name,
    /// A key under which it is done once, however often it is asked for
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
    /// Only show what would be given back
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    yes: YesArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Where money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum To {
    /// The payment method that paid
    Method,
    /// The prepaid account
    Prepaid,
}

/// A line as it is written: the amount has no currency yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: usize,
    amount: Option<String>,
}

/// Gives back.
pub(super) fn run(args: &RefundArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    if !args.dry_run {
        args.yes.check(output)?;
    }
    block_on(async {
        let engine = args.database.open_existing().await?;
        let account = find::account(&engine, &args.nichandle).await?;
        let fresh =
            engine.freshness(account).await.map_err(|error| failure(args, &error.into()))?;
        let found = engine.bill_with_order(&fresh, &args.bill.to_string()).await;
        let (_, order) = found.map_err(|error| failure(args, &error))?;
        let request = args.request(order.terms.totals.gross.currency())?;
        if args.dry_run || !args.yes.yes {
            // What was done under the key before is answered again, whatever is left now.
            let preview = engine.preview_refund(account, &args.bill, &request).await;
            let preview = preview.map_err(|error| failure(args, &error))?;
            show(output, &preview, &order);
            if args.dry_run {
                output.text("Nothing was given back.");
                output.json(&to_json(&preview, &order));
                return Ok(());
            }
        }
        let question = format!("Give this back to {}?", args.nichandle);
        args.yes.ask(question).await?;
        let note = give_back(&engine, account, args, &request).await?;
        if args.yes.yes {
            show(output, &note, &order);
        }
        output.text(format!("{GREEN}{}{GREEN:#} {}", told(&note), number(&note)));
        output.json(&to_json(&note, &order));
        Ok(())
    })
}

async fn give_back(
    engine: &std::sync::Arc<Engine>,
    account: AccountId,
    args: &RefundArgs,
    request: &RefundRequest,
) -> Result<CreditNote, Failure> {
    let content = format!("refund {} {request:?}", args.bill);
    let key = args.idempotency_key.as_ref().map(|key| Idempotency::new(key, content.as_bytes()));
    let context = find::context(engine, account);
    let given = engine.refund_bill(&context, &args.bill, request, key.as_ref()).await;
    given.map_err(|error| failure(args, &error))
}

impl RefundArgs {
    fn request(&self, currency: Currency) -> Result<RefundRequest, Failure> {
        let line = |Line { number, amount }: &Line| {
            let amount = amount.as_ref().map(|amount| Money::parse(amount, currency)).transpose();
            let amount = amount
                .map_err(|error| Failure::new(Exit::Usage, format!("--line {number}: {error}")))?;
            Ok(LineRequest { number: *number, amount })
        };
        let lines = self.lines.iter().map(line).collect::<Result<_, Failure>>()?;
        let to = self.to.map(|to| match to {
            To::Method => Destination::Method,
            To::Prepaid => Destination::Prepaid,
        });
        Ok(RefundRequest { lines, to, reason: self.reason.clone() })
    }
}

fn bill_number(text: &str) -> Result<BillNumber, String> {
    BillNumber::parse(text)
        .ok_or_else(|| "write the number of a bill, such as FR00000042".to_owned())
}

fn line(text: &str) -> Result<Line, String> {
    let (number, amount) = match text.split_once('=') {
        Some((number, amount)) => (number, Some(amount.to_owned())),
        None => (text, None),
    };
    let number = number.parse().map_err(|_| {
        "write the number of a line, such as 1, or with a net amount, such as 1=4.50".to_owned()
    })?;
    Ok(Line { number, amount })
}

fn failure(args: &RefundArgs, error: &EngineError) -> Failure {
    match error {
        EngineError::NotFound { what: "billId", .. } => {
            let (bill, name) = (&args.bill, &args.nichandle);
            Failure::new(Exit::Refused, format!("account {name} has no bill {bill}"))
                .with_hint(format!("perennial why bill {bill} tells whose it is"))
        }
        error => find::failure(error),
    }
}

/// How far the money has come.
fn told(note: &CreditNote) -> &'static str {
    match (note.payment.state.is_open(), note.was_refused()) {
        (true, _) => "on its way; the payment method is asked again until it answers:",
        (false, true) => "refused by the payment method, and put on the prepaid account:",
        (false, false) => "given back:",
    }
}

fn number(note: &CreditNote) -> String {
    match &note.issue {
        Some(issue) => format!("credit note {}", issue.number),
        None => "the credit note gets its number at the next pass of a server".to_owned(),
    }
}

fn show(output: &Output, note: &CreditNote, order: &Order) {
    let columns = [
        ("line", Align::Right),
        ("service", Align::Left),
        ("", Align::Left),
        ("net", Align::Right),
    ];
    let rows = note.lines_of(&order.terms.lines).map(|(taken, line)| {
        let (name, what) = (line.name.to_string(), line.description.to_string());
        [taken.number.to_string(), name, what, taken.amount.to_string()]
    });
    output.table(0, columns, rows);
    let Totals { net, tax, gross, .. } = &note.totals;
    output.text(format!(
        "Bill {}: {net} and {tax} tax, {gross} to {}",
        note.bill,
        note.destination().name()
    ));
    output.text(format!("Reason: {}", note.reason));
}

fn to_json(note: &CreditNote, order: &Order) -> Value {
    let line =
        |(taken, line): (&perennial_core::refund::NoteLine, &perennial_core::order::Line)| {
            json!({
                "line": taken.number,
                "name": line.name.as_str(),
                "net": taken.amount.to_decimal(),
            })
        };
    let state = match note.payment.state.is_open() {
        _ if note.seal.is_none() => "dryRun",
        true => "onItsWay",
        false if note.was_refused() => "refused",
        false => "givenBack",
    };
    json!({
        "creditNote": note.issue.as_ref().map(|issue| issue.number.to_string()),
        "bill": note.bill.to_string(),
        "orderId": note.order().get(),
        "reason": note.reason.as_str(),
        "lines": note.lines_of(&order.terms.lines).map(line).collect::<Vec<_>>(),
        "currency": note.totals.gross.currency().code(),
        "net": note.totals.net.to_decimal(),
        "tax": note.totals.tax.to_decimal(),
        "gross": note.totals.gross.to_decimal(),
        "to": note.destination().name(),
        "state": state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_an_amount_or_none() {
        let read =
            |number, amount: Option<&str>| Ok(Line { number, amount: amount.map(str::to_owned) });
        assert_eq!(line("1"), read(1, None));
        assert_eq!(line("12=4.50"), read(12, Some("4.50")));
        assert!(["", "x", "1.5", "=3", "-1"].into_iter().all(|text| line(text).is_err()));
    }
}
