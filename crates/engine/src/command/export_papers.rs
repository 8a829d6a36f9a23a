//! Exporting papers: which ones is decided and written down, and a letter brings the link that opens the file.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeKind, NoticeRequest, NoticeSubject};
use perennial_core::journal::Action;
use perennial_core::limits::EXPORT_VALIDITY;
use perennial_core::paper_export::{self, Archive, PaperExport, PaperKind, Papers, Selection};
use perennial_core::web::WebAddress;
use perennial_core::{AccountId, Bill, CreditNote};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

/// Which papers are exported, and how.
#[derive(Debug, Clone)]
pub struct ExportPapers {
    /// What kind of papers.
    pub kind: PaperKind,
    /// The form of the file.
    pub archive: Archive,
    /// Which of them.
    pub selection: Selection,
    /// The address where files are fetched, without a query.
    pub page: String,
}

impl Engine {
    /// Exports papers of an account: a letter brings the link under which they can be fetched for some days.
    ///
    /// # Errors
    ///
    /// [`EngineError::Export`] with the reason why nothing is exported.
    pub async fn export_papers(
        self: &Arc<Self>,
        context: &Context,
        asked: &ExportPapers,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let attempt = || self.export_papers_once(context, asked, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn export_papers_once(
        &self,
        context: &Context,
        asked: &ExportPapers,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        // load
        let head = self.require_head(context.account).await?;
        if self.was_done(context.account, idempotency).await? {
            return Ok(());
        }
        let account = self.require_account(context.account).await?;
        let ends = self.store.paper_export_ends(account.id).await?;
        // decide
        let papers = self.chosen(account.id, asked).await?;
        let now = self.clock.now();
        let export =
            paper_export::ask(self.ids.paper_export(), papers, asked.archive, &ends, now.at)?;
        let notice = notice(&export, asked, now.today)?;
        // commit
        let (id, count, form) = (export.id, export.papers.count(), asked.archive.code());
        let (kind, subject) = (export.papers.kind().code(), format!("export {id}"));
        let detail = format!("{count} of kind {kind} as {form}, until {}", export.valid_until);
        let entry = journal::next(&head, context, now.at, Action::ExportPapers, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.insert_paper_export(account.id, &export);
        let token = self.vault.export_token(account.id, id);
        self.write_notice_with(&mut set, &account, &notice, Some(&token));
        // The export is forgotten long before its key is: so the key remembers the account.
        idempotency::remember(&mut set, account.id, idempotency, account.id.get(), now.at);
        self.store.commit(set).await?;
        Ok(())
    }

    /// The papers that are wanted, of those that are issued.
    async fn chosen(
        &self,
        account: AccountId,
        asked: &ExportPapers,
    ) -> Result<Papers, EngineError> {
        let (from, to) = (Timestamp::MIN, Timestamp::MAX);
        let ExportPapers { kind, selection, .. } = asked;
        Ok(match kind {
            PaperKind::Bill => {
                let bills = self.issued_bills(account, from, to).await?;
                let issue = |bill: Bill| bill.issue.map(|issue| (issue.number, issue.at));
                let issued: Vec<_> = bills.into_iter().filter_map(issue).collect();
                Papers::Bills(paper_export::choose(*kind, &issued, selection)?)
            }
            PaperKind::CreditNote => {
                let notes = self.issued_credit_notes(account, from, to).await?;
                let issue = |note: CreditNote| note.issue.map(|issue| (issue.number, issue.at));
                let issued: Vec<_> = notes.into_iter().filter_map(issue).collect();
                Papers::CreditNotes(paper_export::choose(*kind, &issued, selection)?)
            }
        })
    }
}

/// The letter with the link, which ends where its token begins.
fn notice(export: &PaperExport, asked: &ExportPapers, day: Date) -> Result<Notice, EngineError> {
    let id = export.id;
    let link = WebAddress::parse(&format!("{}?reference={id}&passwd=", asked.page))?;
    let hours = u16::try_from(EXPORT_VALIDITY.as_hours()).unwrap_or(u16::MAX);
    Ok(Notice {
        kind: NoticeKind::PapersExported,
        day,
        order: None,
        amount: None,
        means: None,
        request: Some(NoticeRequest { id: id.get(), hours }),
        parties: None,
        subject: Some(NoticeSubject::Papers {
            kind: export.papers.kind(),
            count: export.papers.count(),
            archive: export.archive,
            link,
        }),
        refund: None,
        items: Vec::new(),
    })
}
