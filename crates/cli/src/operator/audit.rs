//! `perennial audit`: every invariant, checked over the whole database.

use std::collections::BTreeMap;

use perennial_core::AccountId;
use perennial_engine::audit::{CHECKS, Report};
use serde_json::{Value, json};

use super::find;
use super::setup::{DatabaseArgs, block_on};
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{Align, GREEN, Output};

/// What `audit` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It may run beside a server. Ends with exit code 6 when something is violated."
)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Audits.
pub(super) fn run(args: &AuditArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let engine = args.database.open_existing().await?;
        let report = engine.audit().await.map_err(Failure::failed)?;
        let accounts = report.violations.iter().filter_map(|violation| violation.account);
        let names = find::names(&engine, accounts).await?;
        print(output, 0, &report);
        violations(output, &report, &names);
        output.json(&to_json(&report, &names));
        match report.violations.len() {
            0 => Ok(()),
            1 => Err(violated("1 violation was found")),
            count => Err(violated(&format!("{count} violations were found"))),
        }
    })
}

fn violated(text: &str) -> Failure {
    Failure::new(Exit::Violations, text)
        .with_hint("the database was changed by something else than this program, or the program is wrong: keep a copy")
}

/// What was examined, and which rules hold.
pub(super) fn print(output: &Output, indent: usize, report: &Report) {
    let columns = [("", Align::Left), ("rule", Align::Left), ("", Align::Left)];
    let rows = CHECKS.iter().map(|(name, rule)| {
        let broken = report.violations.iter().filter(|found| found.invariant == *name).count();
        let outcome = match broken {
            0 => "holds".to_owned(),
            1 => "1 violation".to_owned(),
            count => format!("{count} violations"),
        };
        [(*name).to_owned(), (*rule).to_owned(), outcome]
    });
    output.table(indent, columns, rows);
    let line = |text: &str| output.text(format!("{:indent$}{text}", ""));
    line(&seen(report));
    if report.violations.is_empty() {
        line(&format!("{GREEN}Every invariant holds.{GREEN:#}"));
    }
}

fn seen(report: &Report) -> String {
    let count = |number: u64, one: &str| {
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {one}{plural}")
    };
    let waiting = |number: u64, what: &str| match number {
        0 => String::new(),
        number => format!(" ({number} {what})"),
    };
    let notes = (report.credit_notes > 0).then(|| {
        count(report.credit_notes, "credit note")
            + &waiting(report.credit_notes_unnumbered, "without a number")
            + &waiting(report.refunds_in_doubt, "on the way")
    });
    let before = [
        count(report.accounts, "account"),
        count(report.services, "service"),
        count(report.orders, "order"),
        count(report.payments, "payment")
            + &waiting(report.payments_in_doubt, "without an outcome"),
        count(report.bills, "bill") + &waiting(report.bills_unnumbered, "without a number"),
    ];
    let entries = [
        format!("{} of the ledger", entries(report.ledger_entries)),
        format!("{} of the journal", entries(report.journal_entries)),
    ];
    before.into_iter().chain(notes).chain(entries).collect::<Vec<_>>().join(", ")
}

fn entries(number: u64) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

fn violations(output: &Output, report: &Report, names: &BTreeMap<AccountId, String>) {
    if report.violations.is_empty() {
        return;
    }
    output.text("");
    let columns = [("", Align::Left), ("account", Align::Left), ("violation", Align::Left)];
    let rows = report.violations.iter().map(|violation| {
        let account = violation.account;
        let account = account.map_or_else(|| "-".to_owned(), |id| find::name_of(names, id));
        [violation.invariant.to_owned(), account, violation.text.clone()]
    });
    output.table(0, columns, rows);
}

fn to_json(report: &Report, names: &BTreeMap<AccountId, String>) -> Value {
    let violations = report.violations.iter().map(|violation| {
        json!({
            "invariant": violation.invariant,
            "accountId": violation.account.map(AccountId::get),
            "nichandle": violation.account.and_then(|id| names.get(&id)),
            "text": violation.text,
        })
    });
    json!({
        "accounts": report.accounts,
        "services": report.services,
        "orders": report.orders,
        "payments": report.payments,
        "paymentsInDoubt": report.payments_in_doubt,
        "bills": report.bills,
        "billsUnnumbered": report.bills_unnumbered,
        "creditNotes": report.credit_notes,
        "creditNotesUnnumbered": report.credit_notes_unnumbered,
        "refundsInDoubt": report.refunds_in_doubt,
        "ledgerEntries": report.ledger_entries,
        "journalEntries": report.journal_entries,
        "violations": violations.collect::<Vec<_>>(),
    })
}
