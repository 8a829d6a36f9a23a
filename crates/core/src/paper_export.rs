//! Exporting papers: bills or credit notes of an account in one file, which a link in a letter opens for some days.
//!
//! Which papers are in it is decided when it is asked for. The file is not made here, and nothing of it is kept: papers never
//! change once they are issued.

use std::fmt::Display;

use jiff::Timestamp;

use crate::bill::BillNumber;
use crate::id::PaperExportId;
use crate::limits::{EXPORT_PAPERS_MAX, EXPORT_VALIDITY, EXPORTS_MAX};
use crate::refund::CreditNoteNumber;

/// An export that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperExport {
    /// Its id.
    pub id: PaperExportId,
    /// What is in it.
    pub papers: Papers,
    /// The form of the file.
    pub archive: Archive,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The instant from which its link opens nothing.
    pub valid_until: Timestamp,
}

/// Issued papers of one kind, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Papers {
    /// Bills.
    Bills(Vec<BillNumber>),
    /// Credit notes.
    CreditNotes(Vec<CreditNoteNumber>),
}

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// Bills.
    Bill,
    /// Credit notes.
    CreditNote,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Archive {
    /// A table of the papers.
    Csv,
    /// The papers themselves, with the table.
    Zip,
}

/// Which papers are wanted: those that are named, or those of a time, which is open where there is no bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Their numbers.
    pub numbers: Option<Vec<String>>,
    /// Not issued before.
    pub from: Option<Timestamp>,
    /// Not issued after.
    pub to: Option<Timestamp>,
}

/// Why nothing is exported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportRefusal {
    /// Papers are named and times given.
    #[error("name papers (ids) or a time (startDate, endDate), and not both")]
    BothWays,
    /// An empty list of papers.
    #[error("ids is empty: name at least one, or leave it out for all")]
    NoNumbers,
    /// The time ends before it begins.
    #[error("startDate ({from}) is after endDate ({to})")]
    Turned {
        /// Its beginning.
        from: Timestamp,
        /// Its end.
        to: Timestamp,
    },
    /// There is no such paper.
    #[error("ids: the account has no {} {number}", kind.name())]
    Unknown {
        /// What kind of paper was asked for.
        kind: PaperKind,
        /// The first number that is none.
        number: String,
    },
    /// More than one file has.
    #[error(
        "{count} papers are too many for one file, {EXPORT_PAPERS_MAX} are not; narrow it with startDate and endDate, or with ids"
    )]
    TooMany {
        /// How many.
        count: usize,
    },
    /// None was issued.
    #[error("no {} was issued in that time: there is nothing to export", kind.name())]
    Nothing {
        /// What kind of paper was asked for.
        kind: PaperKind,
    },
    /// Too many links are open.
    #[error(
        "{EXPORTS_MAX} exports can be fetched already, and no more at a time; use their letters, or ask again after {until}"
    )]
    TooManyOpen {
        /// When the oldest of them is over.
        until: Timestamp,
    },
}

impl PaperKind {
    /// The code under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bill => "bill",
            Self::CreditNote => "creditNote",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Bill, Self::CreditNote].into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called in messages.
    const fn name(self) -> &'static str {
        match self {
            Self::Bill => "bill",
            Self::CreditNote => "refund",
        }
    }
}

impl Archive {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Zip];

    /// The code under which the form is stored: its spelling in the API, and the ending of the file's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Zip => "zip",
        }
    }

    /// The form with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|archive| archive.code() == code)
    }
}

impl Papers {
    /// Of which kind they are.
    #[must_use]
    pub const fn kind(&self) -> PaperKind {
        match self {
            Self::Bills(_) => PaperKind::Bill,
            Self::CreditNotes(_) => PaperKind::CreditNote,
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self {
            Self::Bills(numbers) => numbers.len(),
            Self::CreditNotes(numbers) => numbers.len(),
        }
    }

    /// Their numbers as text.
    pub fn numbers(&self) -> Vec<String> {
        match self {
            Self::Bills(numbers) => numbers.iter().map(ToString::to_string).collect(),
            Self::CreditNotes(numbers) => numbers.iter().map(ToString::to_string).collect(),
        }
    }

    /// Reads numbers of a kind; `None` if one of them is none.
    #[must_use]
    pub fn parse<'t>(kind: PaperKind, mut numbers: impl Iterator<Item = &'t str>) -> Option<Self> {
        match kind {
            PaperKind::Bill => numbers
                .try_fold(Vec::new(), |mut all, text| {
                    all.push(BillNumber::parse(text)?);
                    Some(all)
                })
                .map(Self::Bills),
            PaperKind::CreditNote => numbers
                .try_fold(Vec::new(), |mut all, text| {
                    all.push(CreditNoteNumber::parse(text)?);
                    Some(all)
                })
                .map(Self::CreditNotes),
        }
    }
}

/// The papers that are wanted, of those that were issued, in the order in which these stand.
///
/// # Errors
///
/// [`ExportRefusal`] for the first guard that does not hold.
pub fn choose<N: Clone + Display>(
    kind: PaperKind,
    issued: &[(N, Timestamp)],
    selection: &Selection,
) -> Result<Vec<N>, ExportRefusal> {
    let Selection { numbers, from, to } = selection;
    let chosen: Vec<N> = match (numbers, from, to) {
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) => return Err(ExportRefusal::BothWays),
        (Some(numbers), None, None) => named(kind, issued, numbers)?,
        (None, Some(from), Some(to)) if from > to => {
            return Err(ExportRefusal::Turned { from: *from, to: *to });
        }
        (None, from, to) => {
            let is_in = |at: &Timestamp| {
                from.is_none_or(|from| *at >= from) && to.is_none_or(|to| *at <= to)
            };
            let of_time = issued.iter().filter(|(_, at)| is_in(at));
            of_time.map(|(number, _)| number.clone()).collect()
        }
    };
    match chosen.len() {
        0 => Err(ExportRefusal::Nothing { kind }),
        count if count > EXPORT_PAPERS_MAX => Err(ExportRefusal::TooMany { count }),
        _ => Ok(chosen),
    }
}

/// Those that are named, each once.
fn named<N: Clone + Display>(
    kind: PaperKind,
    issued: &[(N, Timestamp)],
    numbers: &[String],
) -> Result<Vec<N>, ExportRefusal> {
    if numbers.is_empty() {
        return Err(ExportRefusal::NoNumbers);
    }
    if numbers.len() > EXPORT_PAPERS_MAX {
        return Err(ExportRefusal::TooMany { count: numbers.len() });
    }
    let printed: Vec<String> = issued.iter().map(|(number, _)| number.to_string()).collect();
    let known: std::collections::BTreeSet<&str> = printed.iter().map(String::as_str).collect();
    if let Some(unknown) = numbers.iter().find(|number| !known.contains(number.as_str())) {
        return Err(ExportRefusal::Unknown { kind, number: unknown.clone() });
    }
    let wanted: std::collections::BTreeSet<&str> = numbers.iter().map(String::as_str).collect();
    let chosen = issued.iter().zip(&printed).filter(|(_, text)| wanted.contains(text.as_str()));
    Ok(chosen.map(|((number, _), _)| number.clone()).collect())
}

/// An export of papers, asked for now beside those whose links are open.
///
/// # Errors
///
/// [`ExportRefusal::TooManyOpen`] when there are as many as there can be.
pub fn ask(
    id: PaperExportId,
    papers: Papers,
    archive: Archive,
    ends: &[Timestamp],
    now: Timestamp,
) -> Result<PaperExport, ExportRefusal> {
    let open: Vec<Timestamp> = ends.iter().copied().filter(|end| *end > now).collect();
    if let (true, Some(until)) = (open.len() >= EXPORTS_MAX, open.iter().min()) {
        return Err(ExportRefusal::TooManyOpen { until: *until });
    }
    let valid_until = now.checked_add(EXPORT_VALIDITY).unwrap_or(Timestamp::MAX);
    Ok(PaperExport { id, papers, archive, asked_at: now, valid_until })
}

#[cfg(test)]
mod tests;
