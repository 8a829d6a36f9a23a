//! `credit_note_number` and `credit_note_series`: the register of the numbers of credit notes, as bills have one.

use jiff::Timestamp;
use perennial_core::account::Subsidiary;
use perennial_core::bill::Register;
use perennial_core::refund::{CreditNoteNumber, NoteIssue};
use perennial_core::{AccountId, PaymentId};

use super::bill::{place, read_register};
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static BY_NUMBER: Sql = Sql::new(
    "SELECT account_id, refund_id FROM credit_note_number WHERE series = $1 AND number = $2",
);
static UNNUMBERED: Sql = Sql::new(
    "SELECT account_id, refund_id FROM credit_note WHERE series = $1 AND number IS NULL \
     ORDER BY written_at, account_id, refund_id LIMIT $2",
);
static UNNUMBERED_SERIES: Sql =
    Sql::new("SELECT DISTINCT series FROM credit_note WHERE number IS NULL ORDER BY series");
static REGISTER: Sql = Sql::new(
    "SELECT series, last_number, last_issued_at FROM credit_note_series WHERE series = $1",
);
static NUMBER: Sql = Sql::new(
    "UPDATE credit_note SET number = $3, issued_at = $4 \
     WHERE account_id = $1 AND refund_id = $2 AND number IS NULL",
);
static INSERT_NUMBER: Sql = Sql::new(
    "INSERT INTO credit_note_number (series, number, account_id, refund_id) VALUES ($1, $2, $3, $4)",
);
static INSERT_SERIES: Sql = Sql::new(
    "INSERT INTO credit_note_series (series, last_number, last_issued_at) VALUES ($1, $2, $3)",
);
static ADVANCE_SERIES: Sql = Sql::new(
    "UPDATE credit_note_series SET last_number = $3, last_issued_at = $4 \
     WHERE series = $1 AND last_number = $2",
);
static SERIES: Sql = Sql::new("SELECT series, last_number FROM credit_note_series ORDER BY series");
static REGISTERED: Sql = Sql::new(
    "SELECT series, number, account_id, refund_id FROM credit_note_number \
     WHERE series > $1 OR (series = $1 AND number > $2) ORDER BY series, number LIMIT $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &BY_NUMBER,
    &UNNUMBERED,
    &UNNUMBERED_SERIES,
    &REGISTER,
    &NUMBER,
    &INSERT_NUMBER,
    &INSERT_SERIES,
    &ADVANCE_SERIES,
    &SERIES,
    &REGISTERED,
];

/// A number of the register of credit notes, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredNote {
    /// The series.
    pub series: Subsidiary,
    /// The place in the series.
    pub number: i64,
    /// The account.
    pub account: AccountId,
    /// The refund.
    pub refund: PaymentId,
}

fn key(row: Row) -> Result<(AccountId, PaymentId), StoreError> {
    let mut row = Reader::new("credit_note", row);
    Ok((row.id("account_id")?, row.id("refund_id")?))
}

impl Store {
    /// Whose credit note a number is.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn credit_note_key(
        &self,
        number: &CreditNoteNumber,
    ) -> Result<Option<(AccountId, PaymentId)>, StoreError> {
        let args = [number.series().as_str().into(), place(number.number()).into()];
        first(self.read_one(Query::new(&BY_NUMBER, args)).await?, key)
    }

    /// The series that have credit notes without a number.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_note_key`].
    pub async fn unnumbered_note_series(&self) -> Result<Vec<Subsidiary>, StoreError> {
        all(self.db.scan(Query::new(&UNNUMBERED_SERIES, [])).await?, |row| {
            Reader::new("credit_note", row).parsed("series", Subsidiary::parse)
        })
    }

    /// What a numbering pass needs: where a series stands (`None` before its first credit note), and its credit notes
    /// without a number, in the order in which they were written.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_note_key`].
    pub async fn load_note_numbering(
        &self,
        series: &Subsidiary,
        count: i64,
    ) -> Result<(Option<Register>, Vec<(AccountId, PaymentId)>), StoreError> {
        let series = series.as_str();
        let queries = vec![
            Query::new(&REGISTER, [series.into()]),
            Query::new(&UNNUMBERED, [series.into(), count.into()]),
        ];
        let mut answers = self.db.read(queries).await?.into_iter();
        let register = answers.next().unwrap_or_default();
        let register = first(register, |row| read_register("credit_note_series", row))?;
        Ok((register, all(answers.next().unwrap_or_default(), key)?))
    }

    /// All series of credit notes with the last number given in each.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_note_key`].
    pub async fn note_series(&self) -> Result<Vec<(Subsidiary, i64)>, StoreError> {
        all(self.db.scan(Query::new(&SERIES, [])).await?, |row| {
            let mut row = Reader::new("credit_note_series", row);
            Ok((row.parsed("series", Subsidiary::parse)?, row.int("last_number")?))
        })
    }

    /// The register of all series after a number of one, in order; from the beginning when none is given.
    ///
    /// # Errors
    ///
    /// As [`Store::credit_note_key`].
    pub async fn registered_notes_after(
        &self,
        after: Option<&RegisteredNote>,
        count: i64,
    ) -> Result<Vec<RegisteredNote>, StoreError> {
        let series = after.map_or("", |after| after.series.as_str());
        let number = after.map_or(0, |after| after.number);
        let args = [series.into(), number.into(), count.into()];
        all(self.db.scan(Query::new(&REGISTERED, args)).await?, |row| {
            let mut row = Reader::new("credit_note_number", row);
            Ok(RegisteredNote {
                series: row.parsed("series", Subsidiary::parse)?,
                number: row.int("number")?,
                account: row.id("account_id")?,
                refund: row.id("refund_id")?,
            })
        })
    }
}

impl WriteSet {
    /// Gives credit notes their numbers, and enters these in the register of their series.
    pub fn issue_credit_notes(&mut self, notes: &[(AccountId, PaymentId, NoteIssue)]) {
        let entry = |(account, refund, issue): &(AccountId, PaymentId, NoteIssue)| {
            let number = place(issue.number.number());
            let series = issue.number.series().as_str();
            vec![series.into(), number.into(), account.get().into(), refund.get().into()]
        };
        self.insert_rows(&INSERT_NUMBER, notes.iter().map(entry).collect());
        let number = |(account, refund, issue): &(AccountId, PaymentId, NoteIssue)| {
            let number = place(issue.number.number());
            let at: Timestamp = issue.at;
            vec![account.get().into(), refund.get().into(), number.into(), codec::instant(at)]
        };
        self.update_rows(&NUMBER, notes.iter().map(number).collect());
    }

    /// Moves a series of credit notes from where it was found to where it stands now. Of two that start from the same
    /// place, one is refused.
    pub fn advance_note_register(&mut self, before: Option<&Register>, after: &Register) {
        let series = after.series.as_str();
        let last = place(after.last_number);
        let at = codec::instant(after.last_issued_at);
        match before {
            None => self.insert(&INSERT_SERIES, [series.into(), last.into(), at]),
            Some(before) => {
                let was = place(before.last_number);
                self.update(&ADVANCE_SERIES, [series.into(), was.into(), last.into(), at]);
            }
        }
    }
}
