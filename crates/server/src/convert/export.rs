//! Which papers are exported, and how.

use perennial_api::model::{DateTime, ExportRequest};
use perennial_core::paper_export::{Archive, PaperKind, Selection};
use perennial_engine::ExportPapers;

use super::Wire;
use crate::error::ApiError;
use crate::paper;

/// `POST /me/bill/export`, `POST /me/refund/export`.
pub(crate) fn export(
    wire: Wire<'_>,
    kind: PaperKind,
    request: &ExportRequest,
) -> Result<ExportPapers, ApiError> {
    let form = request.archive_type.as_str();
    let archive = Archive::from_code(form).ok_or_else(|| {
        let known = Archive::ALL.map(Archive::code).join(", ");
        ApiError::bad_parameter("archiveType", format!("`{form}` is unknown; it can be {known}"))
    })?;
    let selection = Selection {
        numbers: request.ids.clone(),
        from: request.start_date.map(DateTime::instant),
        to: request.end_date.map(DateTime::instant),
    };
    let page = format!("{}{}", wire.app.base_url(), paper::export_path(kind));
    Ok(ExportPapers { kind, archive, selection, page })
}
