//! The audit: every invariant, checked over the whole database from the rows alone.
//!
//! It trusts no total and no state, but computes again what each must be and compares. It changes nothing and
//! can run beside a server, because all rows of an account are read from one state of the database. Invariants that are about
//! behaviour and not about data (a dry run writes nothing, a late run does the same) are shown by tests.

mod bills;
mod calendar;
mod closures;
mod contacts;
mod credit_notes;
mod debts;
mod engagements;
mod journal;
mod ledger;
mod methods;
mod operators;
mod payments;
mod repeats;
mod secrets;
mod services;
mod terminations;

use std::sync::Arc;

use perennial_core::{Account, AccountId, Calendar};
use perennial_store::{Books, StoreError};

use crate::engine::Engine;

/// Accounts read at once.
const BATCH: i64 = 500;
/// Accounts that are not there, named for each table at most.
const STRAYS: i64 = 100;

/// An invariant, and how it is violated.
type Found = (&'static str, String);

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The invariant, such as `I1`.
    pub invariant: &'static str,
    /// The account, if it is about one.
    pub account: Option<AccountId>,
    /// What is wrong.
    pub text: String,
}

/// What an audit has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Accounts.
    pub accounts: u64,
    /// Services.
    pub services: u64,
    /// Orders.
    pub orders: u64,
    /// Payments.
    pub payments: u64,
    /// Payments without an outcome: not wrong, but to be settled.
    pub payments_in_doubt: u64,
    /// Bills, issued or not.
    pub bills: u64,
    /// Bills without a number: not wrong, but to be issued.
    pub bills_unnumbered: u64,
    /// Credit notes, issued or not.
    pub credit_notes: u64,
    /// Credit notes without a number: not wrong, but to be issued.
    pub credit_notes_unnumbered: u64,
    /// Refunds without an outcome: not wrong, but to be settled.
    pub refunds_in_doubt: u64,
    /// Entries of the ledger.
    pub ledger_entries: u64,
    /// Entries of the journals.
    pub journal_entries: u64,
    /// Everything that must not be.
    pub violations: Vec<Violation>,
}

/// What the audit checks, for people.
pub const CHECKS: [(&str, &str); 19] = [
    ("I1", "a period of a service is sold once, and each follows the one before"),
    ("I2", "every settled order extended all its services, and nothing else did"),
    ("I3", "an order has one payment at most that is captured or open; the gateway's books agree"),
    ("I4", "amounts add up, tax is rounded once per rate, no more is given back than was billed"),
    ("I5", "the ledger balances, and agrees with bills, credit notes, payments and balances"),
    ("I6", "numbers have no gaps, each is on its bill or credit note, and no paper was altered"),
    ("I7", "each period begins and ends on the anchor day of its service"),
    ("I9", "no two orders for the same stand side by side, and what a key remembers is there"),
    ("I11", "every stored secret is sealed, opens with the key, and is found by its hash"),
    (
        "calendar",
        "every service is looked at in time, and every automatic renewal was told of once",
    ),
    (
        "methods",
        "one payment method at most is the default, and what is registered waits for its holder",
    ),
    ("debts", "each came of a payment that was taken back, and those that are paid were paid once"),
    ("journal", "entries are consecutive and unaltered, and tell of what the tables hold"),
    ("ends", "ends are of services that are there, and were confirmed in time"),
    ("closures", "what its holder suspended is suspended with its options, as the journal tells"),
    ("engagements", "what services are bound by was ordered, and what was sold within it fits"),
    ("contacts", "contacts were changed when both sides had accepted in time"),
    ("operators", "their journal is unbroken and unaltered, and nobody is signed in who is none"),
    ("rows", "every row can be read, and its account is there"),
];

impl Engine {
    /// Audits the whole database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub async fn audit(self: &Arc<Self>) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let calendar = self.has_calendar_of_database().await?.then_some(&self.calendar);
        let mut after = None;
        loop {
            let accounts = self.store.accounts_after(after, BATCH).await?;
            let Some(last) = accounts.last().copied() else { break };
            for account in accounts {
                let audited = self.audit_account(account, calendar, &mut report).await;
                report.or_violation(Some(account), audited)?;
            }
            after = Some(last);
        }
        let audited = self.audit_registers(&mut report).await;
        report.or_violation(None, audited)?;
        let audited = self.audit_note_registers(&mut report).await;
        report.or_violation(None, audited)?;
        let audited = self.audit_operators(&mut report).await;
        report.or_violation(None, audited)?;
        let audited = self.audit_sellers(&mut report).await;
        report.or_violation(None, audited)?;
        for (table, account) in self.store.strays(STRAYS).await? {
            report.violate(
                "rows",
                Some(account),
                format!("{table} has rows of an account that is not there"),
            );
        }
        Ok(report)
    }

    async fn audit_account(
        &self,
        account: AccountId,
        calendar: Option<&Calendar>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        // An account that is not there any more is found among the strays.
        let Some(books) = self.store.books(account).await? else { return Ok(()) };
        report.count(&books);
        let mut found = Vec::new();
        found.extend(journal::violations(&books));
        found.extend(services::violations(&books));
        found.extend(payments::violations(&books));
        found.extend(ledger::violations(&books));
        found.extend(methods::violations(&books));
        found.extend(bills::violations(&books));
        found.extend(credit_notes::violations(&books));
        found.extend(repeats::violations(&books));
        found.extend(calendar::violations(&books, calendar));
        found.extend(contacts::violations(&books));
        found.extend(closures::violations(&books));
        found.extend(engagements::violations(&books));
        found.extend(debts::violations(&books));
        found.extend(self.termination_violations(&books));
        found.extend(self.unregistered(&books).await?);
        found.extend(self.unregistered_notes(&books).await?);
        found.extend(self.key_violations(&books).await?);
        found.extend(self.secret_violations(&books).await?);
        found.extend(self.name_violation(&books).await?);
        for (invariant, text) in found {
            report.violate(invariant, Some(account), text);
        }
        Ok(())
    }

    /// The account is found under its name.
    async fn name_violation(&self, books: &Books) -> Result<Option<Found>, StoreError> {
        let Account { id, nichandle, .. } = &books.account;
        let found = self.store.account_by_nichandle(nichandle).await?;
        let text = || format!("the name {nichandle} does not lead to the account");
        Ok((found != Some(*id)).then(|| ("rows", text())))
    }
}

impl Report {
    fn violate(
        &mut self,
        invariant: &'static str,
        account: Option<AccountId>,
        text: impl Into<String>,
    ) {
        self.violations.push(Violation { invariant, account, text: text.into() });
    }

    /// A row that cannot be read is something that must not be; what cannot be asked is an error. Whether the lines of an
    /// order add up to its totals is seen when it is read.
    fn or_violation(
        &mut self,
        account: Option<AccountId>,
        audited: Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match audited {
            Err(StoreError::Corrupt {
                table: "sales_order",
                column: "net" | "tax" | "gross",
                reason,
            }) => {
                self.violate("I4", account, format!("the totals of an order are wrong: {reason}"));
                Ok(())
            }
            Err(error @ StoreError::Corrupt { .. }) => {
                self.violate("rows", account, error.to_string());
                Ok(())
            }
            audited => audited,
        }
    }

    fn count(&mut self, books: &Books) {
        self.accounts += 1;
        self.services += books.services.len() as u64;
        self.orders += books.orders.len() as u64;
        self.payments += books.payments.len() as u64;
        let open = books.payments.iter().filter(|payment| payment.state.is_open()).count();
        self.payments_in_doubt += open as u64;
        self.bills += books.bills.len() as u64;
        self.bills_unnumbered +=
            books.bills.iter().filter(|bill| bill.issue.is_none()).count() as u64;
        let notes = &books.credit_notes;
        self.credit_notes += notes.len() as u64;
        self.credit_notes_unnumbered +=
            notes.iter().filter(|note| note.issue.is_none()).count() as u64;
        self.refunds_in_doubt +=
            notes.iter().filter(|note| note.payment.state.is_open()).count() as u64;
        self.ledger_entries += books.ledger.len() as u64;
        self.journal_entries += books.journal.len() as u64;
    }
}
