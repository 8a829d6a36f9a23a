//! `notice`: what customers are told, once for each topic.
//!
//! A notice is written with what brings it about. Its words are made when it goes out, and kept from then on.

use jiff::Timestamp;
use perennial_core::automatic::NoticeKind;
use perennial_core::text::Name;
use perennial_core::{AccountId, NoticeId};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "account_id, notice_id, topic, kind, recipient, language, data, created_at, subject, body, state, attempts, \
         next_at, sent_at, sealed_token"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM notice WHERE account_id = $1 AND notice_id = $2"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM notice WHERE account_id = $1 ORDER BY created_at, notice_id"
));
static IDS: Sql =
    Sql::new("SELECT notice_id FROM notice WHERE account_id = $1 ORDER BY created_at, notice_id");
static WAITING: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM notice WHERE next_at <= $1 ORDER BY next_at LIMIT $2"
));
static NEXT: Sql =
    Sql::new("SELECT next_at FROM notice WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1");
// A day may be done again for an account that was woken after it: what was told then is not told once more.
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO notice (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
     ON CONFLICT (account_id, topic) DO NOTHING"
));
static SET: Sql = Sql::new(
    "UPDATE notice SET subject = $4, body = $5, state = $6, attempts = $7, next_at = $8, sent_at = $9 \
     WHERE account_id = $1 AND notice_id = $2 AND attempts = $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &LIST, &IDS, &WAITING, &NEXT, &INSERT, &SET];

/// A notice, on its way or there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// Whom it is for.
    pub account: AccountId,
    /// Its id.
    pub id: NoticeId,
    /// What it is about, in a form that an account has once.
    pub topic: String,
    /// Its kind.
    pub kind: NoticeKind,
    /// The address it goes to.
    pub recipient: Name,
    /// The language it is written in.
    pub language: Name,
    /// What its words are made of.
    pub data: String,
    /// When it was brought about.
    pub created_at: Timestamp,
    /// Its words, once they are made: subject and text.
    pub words: Option<(String, String)>,
    /// Where it is.
    pub state: NoticeState,
    /// How many times it was tried to send it.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// The token that it brings, under seal, if it asks for a confirmation. Its words have a mark in its place.
    pub sealed_token: Option<Vec<u8>>,
}

/// Where a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// It is to be sent.
    Waiting,
    /// It is being sent. If this lasts, nobody knows whether it was.
    Sending,
    /// It was sent.
    Sent,
    /// It is here to be read, and was not to be sent.
    Kept,
    /// It could not be sent.
    Failed,
}

impl NoticeState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Sending, Self::Sent, Self::Kept, Self::Failed];

    /// The code under which the state is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Kept => "kept",
            Self::Failed => "failed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// All notices to an account, the oldest first.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<StoredNotice, StoreError> {
    let mut row = Reader::new("notice", row);
    Ok(StoredNotice {
        account: row.id("account_id")?,
        id: row.id("notice_id")?,
        topic: row.text("topic")?,
        kind: row.code("kind", NoticeKind::from_code)?,
        recipient: row.name("recipient")?,
        language: row.name("language")?,
        data: row.text("data")?,
        created_at: row.instant("created_at")?,
        words: row.opt_text("subject")?.zip(row.opt_text("body")?),
        state: row.code("state", NoticeState::from_code)?,
        attempts: row.int("attempts")?,
        next_at: row.opt_instant("next_at")?,
        sent_at: row.opt_instant("sent_at")?,
        sealed_token: row.opt_bytes("sealed_token")?,
    })
}

impl Store {
    /// A notice to an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn notice(
        &self,
        account: AccountId,
        notice: NoticeId,
    ) -> Result<Option<StoredNotice>, StoreError> {
        let args = [account.get().into(), notice.get().into()];
        first(self.read_one(Query::new(&GET, args)).await?, read)
    }

    /// All notices to an account, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::notice`].
    pub async fn notices(&self, account: AccountId) -> Result<Vec<StoredNotice>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }

    /// The ids of all notices to an account, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::notice`].
    pub async fn notice_ids(&self, account: AccountId) -> Result<Vec<NoticeId>, StoreError> {
        let rows = self.db.scan(Query::new(&IDS, [account.get().into()])).await?;
        all(rows, |row| Reader::new("notice", row).id("notice_id"))
    }

    /// Notices to anybody whose time has come.
    ///
    /// # Errors
    ///
    /// As [`Store::notice`].
    pub async fn waiting_notices(
        &self,
        now: Timestamp,
        count: i64,
    ) -> Result<Vec<StoredNotice>, StoreError> {
        all(self.db.scan(Query::new(&WAITING, [codec::instant(now), count.into()])).await?, read)
    }
}

impl Store {
    /// When the next notice is to go out.
    ///
    /// # Errors
    ///
    /// As [`Store::notice`].
    pub async fn next_notice(&self) -> Result<Option<Timestamp>, StoreError> {
        let rows = self.read_one(Query::new(&NEXT, [])).await?;
        first(rows, |row| Reader::new("notice", row).instant("next_at"))
    }
}

impl WriteSet {
    /// Adds a notice, unless the account was told of its topic before.
    pub fn insert_notice(&mut self, notice: &StoredNotice) {
        let (subject, body) = notice.words.clone().unzip();
        self.insert(
            &INSERT,
            [
                notice.account.get().into(),
                notice.id.get().into(),
                notice.topic.as_str().into(),
                notice.kind.code().into(),
                (&notice.recipient).into(),
                (&notice.language).into(),
                notice.data.as_str().into(),
                codec::instant(notice.created_at),
                subject.into(),
                body.into(),
                notice.state.code().into(),
                notice.attempts.into(),
                codec::opt_instant(notice.next_at),
                codec::opt_instant(notice.sent_at),
                notice.sealed_token.clone().into(),
            ],
        );
    }

    /// Moves a notice on from where it was found: after so many attempts.
    pub fn set_notice(&mut self, attempts_before: i64, notice: &StoredNotice) {
        let (subject, body) = notice.words.clone().unzip();
        self.update(
            &SET,
            [
                notice.account.get().into(),
                notice.id.get().into(),
                attempts_before.into(),
                subject.into(),
                body.into(),
                notice.state.code().into(),
                notice.attempts.into(),
                codec::opt_instant(notice.next_at),
                codec::opt_instant(notice.sent_at),
            ],
        );
    }
}
