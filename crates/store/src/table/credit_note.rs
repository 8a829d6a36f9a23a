//! `credit_note`, `credit_note_line` and `credit_note_tax`: what was given back of bills, and what became of the money.
//!
//! An account has few of them, so they are read together. Their numbers have a file of their own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use perennial_core::account::Subsidiary;
use perennial_core::bill::BillNumber;
use perennial_core::means::Means;
use perennial_core::order::{TaxPart, Totals};
use perennial_core::payment::Payment;
use perennial_core::refund::{CreditNote, CreditNoteNumber, NoteIssue, NoteLine};
use perennial_core::tax::TaxGround;
use perennial_core::{AccountId, OrderId, PaymentId, Tax, TaxRate};

use super::{bill, payment};
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::load::Answers;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "refund_id, order_id, series, bill_number, currency, net, tax, gross, reason, written_at, means, \
         payment_method_id, state, state_at, reference, decline, number, issued_at, buyer_nichandle, \
         buyer_language, buyer_organisation, buyer_first_name, buyer_last_name, buyer_address, buyer_zip, buyer_city, \
         buyer_country, buyer_vat, seal, seller_hash"
    };
}

static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM credit_note WHERE account_id = $1 ORDER BY written_at, refund_id"
));
static LINES: Sql = Sql::new(
    "SELECT refund_id, line_no, currency, amount FROM credit_note_line WHERE account_id = $1 \
     ORDER BY refund_id, line_no",
);
static TAXES: Sql = Sql::new(
    "SELECT refund_id, tax_ground, tax_basis_points, currency, base, tax FROM credit_note_tax \
     WHERE account_id = $1 ORDER BY refund_id, tax_ground, tax_basis_points",
);
static OPEN: Sql = Sql::new(
    "SELECT account_id, refund_id FROM credit_note WHERE state IN ('pending', 'unknown') AND written_at <= $1 \
     ORDER BY written_at, account_id, refund_id LIMIT $2",
);
static FIRST_OPEN: Sql = Sql::new(
    "SELECT written_at FROM credit_note WHERE state IN ('pending', 'unknown') ORDER BY written_at LIMIT 1",
);
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO credit_note (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
     $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)"
));
static INSERT_LINE: Sql = Sql::new(
    "INSERT INTO credit_note_line (account_id, refund_id, line_no, currency, amount) VALUES ($1, $2, $3, $4, $5)",
);
static INSERT_TAX: Sql = Sql::new(
    "INSERT INTO credit_note_tax (account_id, refund_id, tax_ground, tax_basis_points, currency, base, tax) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
static SET_STATE: Sql = Sql::new(
    "UPDATE credit_note SET state = $3, state_at = $4, reference = $5, decline = $6 \
     WHERE account_id = $1 AND refund_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] =
    &[&LIST, &LINES, &TAXES, &OPEN, &FIRST_OPEN, &INSERT, &INSERT_LINE, &INSERT_TAX, &SET_STATE];

/// All credit notes of an account: three queries, whose answers [`join`] takes.
pub(crate) fn of_account(account: AccountId) -> [Query; 3] {
    [&LIST, &LINES, &TAXES].map(|sql| Query::new(sql, [account.get().into()]))
}

/// The credit notes of an account, the oldest first.
pub(crate) fn join(answers: &mut Answers) -> Result<Vec<CreditNote>, StoreError> {
    let (notes, lines, taxes) = (answers.next(), answers.next(), answers.next());
    let mut lines_of = BTreeMap::<PaymentId, Vec<NoteLine>>::new();
    for (id, line) in all(lines, read_line)? {
        lines_of.entry(id).or_default().push(line);
    }
    let mut taxes_of = BTreeMap::<PaymentId, Vec<TaxPart>>::new();
    for (id, part) in all(taxes, read_part)? {
        taxes_of.entry(id).or_default().push(part);
    }
    // As totals have them: codes are not sorted as grounds are.
    taxes_of.values_mut().for_each(|parts| parts.sort_by_key(|part| part.of));
    all(notes, |row| read(row, &mut lines_of, &mut taxes_of))
}

fn read_line(row: Row) -> Result<(PaymentId, NoteLine), StoreError> {
    let mut row = Reader::new("credit_note_line", row);
    let (id, number) = (row.id("refund_id")?, row.int("line_no")?);
    let number = row.valid("line_no", usize::try_from(number))?;
    let currency = row.currency("currency")?;
    Ok((id, NoteLine { number, amount: row.money("amount", currency)? }))
}

fn read_part(row: Row) -> Result<(PaymentId, TaxPart), StoreError> {
    let mut row = Reader::new("credit_note_tax", row);
    let id = row.id("refund_id")?;
    let ground = row.code("tax_ground", TaxGround::from_code)?;
    let rate = u32::try_from(row.int("tax_basis_points")?).unwrap_or(u32::MAX);
    let rate = row.valid("tax_basis_points", TaxRate::from_basis_points(rate))?;
    let currency = row.currency("currency")?;
    let (base, tax) = (row.money("base", currency)?, row.money("tax", currency)?);
    Ok((id, TaxPart { of: Tax { ground, rate }, base, tax }))
}

fn read(
    row: Row,
    lines: &mut BTreeMap<PaymentId, Vec<NoteLine>>,
    parts: &mut BTreeMap<PaymentId, Vec<TaxPart>>,
) -> Result<CreditNote, StoreError> {
    let mut row = Reader::new("credit_note", row);
    let (id, order): (PaymentId, OrderId) = (row.id("refund_id")?, row.id("order_id")?);
    let series = row.parsed("series", Subsidiary::parse)?;
    let bill = row.int("bill_number")?;
    let bill = BillNumber::new(series.clone(), row.valid("bill_number", u64::try_from(bill))?);
    let currency = row.currency("currency")?;
    let net = row.money("net", currency)?;
    let tax = row.money("tax", currency)?;
    let gross = row.money("gross", currency)?;
    let amount = row.valid("gross", gross.checked_neg())?;
    let reason = row.name("reason")?;
    let created_at = row.instant("written_at")?;
    let means = payment::read_means(&mut row)?;
    let state = payment::read_state(&mut row)?;
    let issue = read_issue(&mut row, series)?;
    let buyer = bill::read_buyer(&mut row)?;
    let seal = Some(row.hash("seal")?);
    let seller = row.opt_hash("seller_hash")?;
    let payment = Payment { id, order, means, amount, created_at, state };
    let parts = parts.remove(&id).unwrap_or_default();
    let totals = Totals { net, tax, gross, parts };
    let lines = lines.remove(&id).unwrap_or_default();
    Ok(CreditNote { bill, buyer, seller, reason, lines, totals, payment, seal, issue })
}

fn read_issue(row: &mut Reader, series: Subsidiary) -> Result<Option<NoteIssue>, StoreError> {
    let (number, at) = (row.opt_int("number")?, row.opt_instant("issued_at")?);
    let Some(number) = number else { return Ok(None) };
    let number = row.valid("number", u64::try_from(number))?;
    let at = row.present("issued_at", at)?;
    Ok(Some(NoteIssue { number: CreditNoteNumber::new(series, number), at }))
}

impl Store {
    /// All credit notes of an account, issued or not, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn credit_notes(&self, account: AccountId) -> Result<Vec<CreditNote>, StoreError> {
        let queries = of_account(account).into();
        join(&mut Answers::new(self.db.scan_all(queries).await?))
    }

    /// A credit note of an account.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_notes`].
    pub async fn credit_note(
        &self,
        account: AccountId,
        id: PaymentId,
    ) -> Result<Option<CreditNote>, StoreError> {
        let notes = self.credit_notes(account).await?;
        Ok(notes.into_iter().find(|note| note.id() == id))
    }

    /// Refunds of any account, started up to an instant, of which the gateway has not said what became of them; the oldest
    /// first.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_notes`].
    pub async fn open_refunds(
        &self,
        started_until: Timestamp,
        count: i64,
    ) -> Result<Vec<(AccountId, PaymentId)>, StoreError> {
        let args = [codec::instant(started_until), count.into()];
        all(self.db.scan(Query::new(&OPEN, args)).await?, |row| {
            let mut row = Reader::new("credit_note", row);
            Ok((row.id("account_id")?, row.id("refund_id")?))
        })
    }

    /// When the oldest refund was started of which the gateway has not said what became of it.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_notes`].
    pub async fn first_open_refund(&self) -> Result<Option<Timestamp>, StoreError> {
        let rows = self.read_one(Query::new(&FIRST_OPEN, [])).await?;
        first(rows, |row| Reader::new("credit_note", row).instant("written_at"))
    }
}

impl WriteSet {
    /// Adds a credit note that has no number yet.
    pub fn insert_credit_note(&mut self, account: AccountId, note: &CreditNote) {
        let (payment, totals, buyer) = (&note.payment, &note.totals, &note.buyer);
        let currency = codec::currency(totals.gross.currency());
        let method = match payment.means {
            Means::Method(method, _) => Some(method.get()),
            Means::Prepaid | Means::Fidelity => None,
        };
        let [state, at, reference, decline] = payment::write_state(&payment.state);
        self.insert(
            &INSERT,
            [
                account.get().into(),
                payment.id.get().into(),
                payment.order.get().into(),
                note.series().as_str().into(),
                bill::place(note.bill.number()).into(),
                currency.clone(),
                codec::money(totals.net),
                codec::money(totals.tax),
                codec::money(totals.gross),
                (&note.reason).into(),
                codec::instant(payment.created_at),
                payment.means.name().into(),
                method.into(),
                state,
                at,
                reference,
                decline,
                Value::Int(None),
                codec::opt_instant(None),
                (&buyer.nichandle).into(),
                (&buyer.language).into(),
                (&buyer.organisation).into(),
                (&buyer.first_name).into(),
                (&buyer.last_name).into(),
                (&buyer.address).into(),
                (&buyer.zip).into(),
                (&buyer.city).into(),
                buyer.country.to_string().into(),
                (&buyer.vat).into(),
                Value::Bytes(note.seal.map(|seal| seal.to_vec())),
                Value::Bytes(note.seller.map(|seller| seller.to_vec())),
            ],
        );
        let key = || [account.get().into(), payment.id.get().into()].into_iter();
        let line = |line: &NoteLine| {
            let number = i64::try_from(line.number).unwrap_or(i64::MAX);
            key().chain([number.into(), currency.clone(), codec::money(line.amount)]).collect()
        };
        self.insert_rows(&INSERT_LINE, note.lines.iter().map(line).collect());
        let part = |TaxPart { of, base, tax }: &TaxPart| {
            let ground: [Value; 2] =
                [of.ground.code().into(), i64::from(of.rate.basis_points()).into()];
            let amounts = [currency.clone(), codec::money(*base), codec::money(*tax)];
            key().chain(ground).chain(amounts).collect()
        };
        self.insert_rows(&INSERT_TAX, totals.parts.iter().map(part).collect());
    }

    /// Stores what became of the money of a credit note.
    pub fn set_refund_state(&mut self, account: AccountId, note: &CreditNote) {
        let [state, at, reference, decline] = payment::write_state(&note.payment.state);
        let args = [account.get().into(), note.id().get().into(), state, at, reference, decline];
        self.update(&SET_STATE, args);
    }
}
