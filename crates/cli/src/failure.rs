//! Why a command failed, and the exit code that says so to a script.

use std::fmt;

use serde::Serialize;

/// What the codes mean, for the help text.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed: the surroundings (database, network, file), or a fault of the program
  2  wrong arguments
  3  refused: it is understood, and was not done
  4  not allowed: the credential is missing, unknown, or may not do this
  5  in doubt: it may have been done; look before doing it again
  6  the audit found violations";

/// The kinds of failure. Each is an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The surroundings do not allow it.
    Failed = 1,
    /// The arguments go together badly; clap finds the other kinds of wrong arguments.
    Usage = 2,
    /// The request was refused.
    Refused = 3,
    /// The credential does not allow it.
    NotAllowed = 4,
    /// Nobody knows whether it was done.
    InDoubt = 5,
    /// The audit found violations.
    Violations = 6,
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What kind of failure it is.
    pub(crate) exit: Exit,
    /// What was wrong, for a person.
    pub(crate) message: String,
    /// What to do about it, if that is known.
    pub(crate) hint: Option<String>,
    /// What is wrong with a file, line by line.
    pub(crate) problems: Vec<Problem>,
}

/// Something wrong at a place of a file. Lines and columns are counted from 1.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
}

/// As compilers write it, so that editors find the place.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, text } = self;
        write!(f, "{file}:{line}:{column}: {text}")
    }
}

impl Failure {
    /// A failure of some kind.
    pub(crate) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: message.to_string(), hint: None, problems: Vec::new() }
    }

    /// The surroundings do not allow it.
    pub(crate) fn failed(message: impl fmt::Display) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The same, with what is wrong with a file.
    pub(crate) fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }

    /// The same, with what to do about it.
    pub(crate) fn with_hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}
