//! Many papers as one file, for whoever has the address that a letter brought.
//!
//! The file is made while it is fetched, paper by paper: of it no more is in memory than a paper and what waits to be sent.
//! Who fetches slowly is waited for, but not for ever.

mod pieces;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use perennial_core::AccountId;
use perennial_core::paper_export::{Archive, PaperExport, PaperKind};
use perennial_documents::archive::PaperFile;
use perennial_documents::paper::Closed;
use perennial_engine::EngineError;
use tokio::sync::mpsc;

use self::pieces::{Piece, Pieces, Unread, send};
use super::{Ask, Key};
use crate::App;
use crate::error::ClosedPaper;

/// How many files are made at once.
pub(crate) const AT_ONCE: usize = 2;
/// How long a file may take.
const FILE_WITHIN: Duration = Duration::from_mins(30);

/// Where files of a kind of paper are fetched.
pub(crate) const fn export_path(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Bill => "/bill/export",
        PaperKind::CreditNote => "/refund/export",
    }
}

/// `GET /bill/export`, `GET /refund/export`.
pub(super) async fn fetch(
    State(app): State<Arc<App>>,
    uri: Uri,
    ask: Ask,
) -> Result<Response, ClosedPaper> {
    let (account, export) = open(&app, &ask, uri.path()).await?;
    let Ok(place) = Arc::clone(&app.exports).try_acquire_owned() else {
        return Err(ask.closed(Closed::Trouble));
    };
    let (pieces, body) = Pieces::new();
    let headers = headers(&export);
    tokio::spawn(async move {
        let made = tokio::time::timeout(FILE_WITHIN, make(&app, account, &export, &pieces)).await;
        match made {
            Ok(Err(Unmade::Fault(text))) => tracing::error!(export = export.id.get(), "{text}"),
            Ok(Err(Unmade::Unread)) | Err(_) => {
                tracing::info!(export = export.id.get(), "a file was not read to its end");
            }
            Ok(Ok(())) => {}
        }
        drop(place);
    });
    Ok((headers, Body::new(body)).into_response())
}

/// The export that is asked for, if its token is right and was not guessed at, and its papers are of the kind of the path.
async fn open(app: &App, ask: &Ask, path: &str) -> Result<(AccountId, PaperExport), ClosedPaper> {
    let Some(Key::Export(id)) = ask.key else { return Err(ask.closed(Closed::Unknown)) };
    if app.attempts.are_too_many(&ask.attempt()) {
        return Err(ask.closed(Closed::Throttled));
    }
    let opened = app.engine.open_export(id, &ask.password).await;
    let opened = opened.map_err(|error| ask.trouble(&error))?;
    let of_path = opened.filter(|(_, export)| export_path(export.papers.kind()) == path);
    of_path.ok_or_else(|| {
        app.attempts.failed(ask.attempt());
        ask.closed(Closed::Unknown)
    })
}

fn headers(export: &PaperExport) -> [(hyper::header::HeaderName, String); 4] {
    let kind = match export.papers.kind() {
        PaperKind::Bill => "bills",
        PaperKind::CreditNote => "credit-notes",
    };
    let content = match export.archive {
        Archive::Csv => "text/csv; charset=utf-8; header=present",
        Archive::Zip => "application/zip",
    };
    let name = format!("{kind}-{}.{}", export.id, export.archive.code());
    [
        (CONTENT_TYPE, content.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (REFERRER_POLICY, "no-referrer".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ]
}

/// Why a file is not made to its end.
enum Unmade {
    /// Nobody reads it any more, or too slowly.
    Unread,
    /// Something is wrong here.
    Fault(String),
}

impl Unmade {
    fn fault(error: impl std::fmt::Display) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<Unread> for Unmade {
    fn from(_: Unread) -> Self {
        Self::Unread
    }
}

impl From<EngineError> for Unmade {
    fn from(error: EngineError) -> Self {
        Self::fault(error)
    }
}

/// Makes a file, piece by piece.
async fn make(
    app: &App,
    account: AccountId,
    export: &PaperExport,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), Unmade> {
    let mut file = PaperFile::new(export.archive);
    for place in 0.. {
        let paper = app.engine.exported_paper(account, &export.papers, place).await?;
        let Some(paper) = paper else { break };
        // Between two papers whoever wants a single one has its turn.
        let turn = app.papers.acquire().await.map_err(Unmade::fault)?;
        let written = tokio::task::spawn_blocking(move || {
            let bytes = file.add(&paper);
            (file, bytes)
        });
        let (rest, bytes) = written.await.map_err(Unmade::fault)?;
        drop(turn);
        file = rest;
        send(pieces, Piece::Bytes(bytes.map_err(Unmade::fault)?.into())).await?;
    }
    send(pieces, Piece::Bytes(file.finish().map_err(Unmade::fault)?.into())).await?;
    Ok(send(pieces, Piece::End).await?)
}
