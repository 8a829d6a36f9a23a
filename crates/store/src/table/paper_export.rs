//! `paper_export`: papers that can be fetched as a file, until their time is over.

use jiff::Timestamp;
use perennial_core::paper_export::{Archive, PaperExport, PaperKind, Papers};
use perennial_core::{AccountId, PaperExportId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "export_id, kind, archive, numbers, asked_at, valid_until"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM paper_export WHERE account_id = $1 AND export_id = $2"
));
static ENDS: Sql = Sql::new(
    "SELECT valid_until FROM paper_export WHERE account_id = $1 ORDER BY valid_until, export_id",
);
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO paper_export (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7)"
));
static FORGET: Sql = Sql::new("DELETE FROM paper_export WHERE valid_until <= $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &ENDS, &INSERT, &FORGET];

fn read(row: Row) -> Result<PaperExport, StoreError> {
    let mut row = Reader::new("paper_export", row);
    let id = row.id("export_id")?;
    let kind = row.code("kind", PaperKind::from_code)?;
    let archive = row.code("archive", Archive::from_code)?;
    let papers = row.code("numbers", |text| Papers::parse(kind, text.split('\n')))?;
    let (asked_at, valid_until) = (row.instant("asked_at")?, row.instant("valid_until")?);
    Ok(PaperExport { id, papers, archive, asked_at, valid_until })
}

impl Store {
    /// An export of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn paper_export(
        &self,
        account: AccountId,
        id: PaperExportId,
    ) -> Result<Option<PaperExport>, StoreError> {
        let args = [account.get().into(), id.get().into()];
        first(self.read_one(Query::new(&GET, args)).await?, read)
    }

    /// When the exports of an account are over, those that are kept.
    ///
    /// # Errors
    ///
    /// As [`Store::paper_export`].
    pub async fn paper_export_ends(
        &self,
        account: AccountId,
    ) -> Result<Vec<Timestamp>, StoreError> {
        let rows = self.db.scan(Query::new(&ENDS, [account.get().into()])).await?;
        all(rows, |row| Reader::new("paper_export", row).instant("valid_until"))
    }
}

impl WriteSet {
    /// Adds an export.
    pub fn insert_paper_export(&mut self, account: AccountId, export: &PaperExport) {
        self.insert(
            &INSERT,
            [
                account.get().into(),
                export.id.get().into(),
                export.papers.kind().code().into(),
                export.archive.code().into(),
                export.papers.numbers().join("\n").into(),
                codec::instant(export.asked_at),
                codec::instant(export.valid_until),
            ],
        );
    }

    /// Forgets the exports of all accounts that are over.
    pub fn forget_paper_exports(&mut self, now: Timestamp) {
        self.any(&FORGET, [codec::instant(now)]);
    }
}
