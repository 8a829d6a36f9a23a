//! Everything that the database holds of one account, from one state of the database.
//!
//! The audit compares the tables of an account with each other, also while a server writes them. Commands do not need
//! this: they read the version of the account first, and are refused when it is not the last one any more.

use perennial_core::bill::Bill;
use perennial_core::credential::Application;
use perennial_core::debt::Debt;
use perennial_core::journal::{Head, Sealed};
use perennial_core::link::Link;
use perennial_core::means::registration::Registration;
use perennial_core::means::{Balances, PaymentMethod};
use perennial_core::payment::Payment;
use perennial_core::refund::CreditNote;
use perennial_core::service::Service;
use perennial_core::{Account, AccountId, Order, ServiceId};

use crate::audit;
use crate::codec::{all, first};
use crate::error::StoreError;
use crate::load::Answers;
use crate::store::Store;
use crate::table::account::StoredAccount;
use crate::table::contact_change::StoredContactChange;
use crate::table::ledger::Posted;
use crate::table::notice::StoredNotice;
use crate::table::sandbox::SandboxCharge;
use crate::table::sandbox_reversal::SandboxReversal;
use crate::table::service_period::SoldPeriod;
use crate::table::termination::StoredTermination;
use crate::table::{
    account, application, bill, contact_change, credit_note, debt, journal, ledger, notice, order,
    order_line, parked, payment, payment_method, payment_registration, sandbox, sandbox_reversal,
    service, service_detail, service_link, service_period, termination,
};

/// The rows of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// The account.
    pub account: Account,
    /// Where its journal stands.
    pub head: Head,
    /// What it holds with us.
    pub balances: Balances,
    /// Its journal, from the first entry.
    pub journal: Vec<Sealed>,
    /// Its services.
    pub services: Vec<Service>,
    /// What belongs to what.
    pub links: Vec<Link>,
    /// The services that something is told of, or that have tags.
    pub described: Vec<ServiceId>,
    /// Its payment methods.
    pub methods: Vec<PaymentMethod>,
    /// Those of them whose registration is under way.
    pub registrations: Vec<Registration>,
    /// The periods that were sold.
    pub sold: Vec<SoldPeriod>,
    /// Its orders.
    pub orders: Vec<Order>,
    /// Its payments.
    pub payments: Vec<Payment>,
    /// Its bills, issued or not.
    pub bills: Vec<Bill>,
    /// Its credit notes, issued or not, the oldest first.
    pub credit_notes: Vec<CreditNote>,
    /// Its entries of the ledger, by transaction.
    pub ledger: Vec<Posted>,
    /// What was taken back of its payments.
    pub debts: Vec<Debt>,
    /// What the sandbox gateway has charged it.
    pub charges: Vec<SandboxCharge>,
    /// What the sandbox gateway has taken back of that.
    pub reversals: Vec<SandboxReversal>,
    /// What it was told.
    pub notices: Vec<StoredNotice>,
    /// The changes of contacts of its services that were asked for.
    pub contact_changes: Vec<StoredContactChange>,
    /// The ends of services that were asked for.
    pub terminations: Vec<StoredTermination>,
    /// Whether the calendar leaves it alone.
    pub is_parked: bool,
    /// The applications that it made.
    pub applications: Vec<Application>,
    /// The ids that are remembered under its idempotency keys: of orders, payments, credentials, payment methods, and
    /// its own.
    pub key_subjects: Vec<i64>,
}

impl Store {
    /// The books of an account; `None` when there is no such account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn books(&self, id: AccountId) -> Result<Option<Books>, StoreError> {
        let [notes, note_lines, note_taxes] = credit_note::of_account(id);
        let queries = vec![
            account::get(id),
            journal::after(id, 0, i64::MAX),
            service::of_account(id),
            service_link::of_account(id),
            service_detail::details_of_account(id),
            service_detail::tags_of_account(id),
            payment_method::list(id),
            payment_registration::of_account(id),
            service_period::of_account(id),
            order::of_account(id),
            order_line::of_account(id),
            payment::of_account(id),
            bill::of_account(id),
            notes,
            note_lines,
            note_taxes,
            ledger::of_account(id),
            debt::of_account(id),
            sandbox::of_account(id),
            sandbox_reversal::of_account(id),
            notice::of_account(id),
            termination::of_account(id),
            contact_change::of_account(id),
            parked::of_account(id),
            application::of_account(id),
            audit::key_subjects(id),
        ];
        let mut answers = Answers::new(self.db.snapshot(queries).await?);
        let Some(found) = first(answers.next(), account::read)? else { return Ok(None) };
        let StoredAccount { account, head, balances } = found;
        Ok(Some(Books {
            account,
            head,
            balances,
            journal: all(answers.next(), journal::read)?,
            services: all(answers.next(), service::read)?,
            links: all(answers.next(), service_link::read)?,
            described: service_detail::described(answers.next(), answers.next())?,
            methods: all(answers.next(), payment_method::read)?,
            registrations: all(answers.next(), payment_registration::read)?,
            sold: all(answers.next(), service_period::read)?,
            orders: order_line::join(answers.next(), answers.next())?,
            payments: all(answers.next(), payment::read)?,
            bills: all(answers.next(), bill::read)?,
            credit_notes: credit_note::join(&mut answers)?,
            ledger: all(answers.next(), ledger::read)?,
            debts: all(answers.next(), debt::read)?,
            charges: all(answers.next(), sandbox::read)?,
            reversals: all(answers.next(), sandbox_reversal::read)?,
            notices: all(answers.next(), notice::read)?,
            terminations: all(answers.next(), termination::read)?,
            contact_changes: all(answers.next(), contact_change::read)?,
            is_parked: !answers.next().is_empty(),
            applications: all(answers.next(), |row| Ok(application::read(row)?.application))?,
            key_subjects: all(answers.next(), audit::read_key_subject)?,
        }))
    }
}
