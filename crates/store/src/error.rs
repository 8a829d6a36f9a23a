//! What can go wrong with storage.
//!
//! Absence is not an error: reads answer `None`.

/// Why a read or a write did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another command on the account was faster. Nothing was written; load, decide and try again.
    #[error("another command on the account was faster")]
    Conflict,
    /// A row with the same key exists. Nothing was written.
    #[error("a row with the same key exists in {table}")]
    Duplicate {
        /// The table.
        table: String,
    },
    /// A statement changed another number of rows than it must. Nothing was written.
    #[error("a statement changed {changed} rows instead of {expected}: {statement}")]
    RowCount {
        /// The statement.
        statement: String,
        /// How many rows it must change.
        expected: u64,
        /// How many it changed.
        changed: u64,
    },
    /// A stored value is not one that this program writes.
    #[error("the stored value of {table}.{column} is not valid: {reason}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The database did not do its work: it is not there, is full, or broke off. Whether a write that was under
    /// way has been applied is not known.
    #[error("the database is not available: {reason}")]
    Unavailable {
        /// What the database said.
        reason: String,
    },
}

impl StoreError {
    pub(crate) fn unavailable(reason: impl std::fmt::Display) -> Self {
        Self::Unavailable { reason: reason.to_string() }
    }

    /// A violated key: of a journal it means that another command was faster.
    pub(crate) fn duplicate(table: &str) -> Self {
        match table {
            "journal" | "operator_journal" => Self::Conflict,
            table => Self::Duplicate { table: table.to_owned() },
        }
    }
}
