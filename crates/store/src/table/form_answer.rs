//! `form_answer`: what customers have answered to the questions about their services.

use jiff::Timestamp;
use perennial_core::form::{Answer, Form};
use perennial_core::{AccountId, ServiceId};

use crate::codec::{self, Reader, all};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static LIST: Sql = Sql::new(
    "SELECT question, answer FROM form_answer WHERE account_id = $1 AND service_id = $2 AND form = $3 \
     ORDER BY question",
);
static INSERT: Sql = Sql::new(
    "INSERT INTO form_answer (account_id, service_id, form, question, answer, answered_at) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);
static FORGET: Sql =
    Sql::new("DELETE FROM form_answer WHERE account_id = $1 AND service_id = $2 AND form = $3");

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &INSERT, &FORGET];

impl Store {
    /// What was answered to a form about a service: questions and answers, by question.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn form_answers(
        &self,
        account: AccountId,
        service: ServiceId,
        form: &Form,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let args = [account.get().into(), service.get().into(), form.name.into()];
        all(self.db.scan(Query::new(&LIST, args)).await?, |row| {
            let mut row = Reader::new("form_answer", row);
            Ok((row.text("question")?, row.text("answer")?))
        })
    }
}

impl WriteSet {
    /// Keeps the answers to a form about a service, in the place of those that were given before.
    pub fn answer_form(
        &mut self,
        account: AccountId,
        service: ServiceId,
        form: &Form,
        answers: &[Answer],
        at: Timestamp,
    ) {
        self.any(&FORGET, [account.get().into(), service.get().into(), form.name.into()]);
        let row = |answer: &Answer| {
            vec![
                account.get().into(),
                service.get().into(),
                form.name.into(),
                answer.question.into(),
                answer.value.as_str().into(),
                codec::instant(at),
            ]
        };
        self.insert_rows(&INSERT, answers.iter().map(row).collect());
    }
}
