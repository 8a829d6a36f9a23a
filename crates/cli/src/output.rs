//! Answers on standard output and failures on standard error: for a person, or as JSON for a program.
//!
//! Colours appear on a terminal only, and never where `NO_COLOR` is set.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

use crate::failure::Failure;

/// How answers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Tables and sentences.
    #[default]
    Text,
    /// One line of JSON.
    Json,
}

/// Where a column's values stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Headings.
pub(crate) const BOLD: Style = Style::new().bold();
/// What matters less.
pub(crate) const DIM: Style = Style::new().dimmed();
/// What went well.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
/// What somebody has to look at.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const RED: Style = AnsiColor::Red.on_default().bold();

/// Where answers go.
#[derive(Debug)]
pub(crate) struct Output {
    format: Format,
}

impl Output {
    pub(crate) const fn new(format: Format) -> Self {
        Self { format }
    }

    /// Whether a program reads.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Writes text for a person; nothing for a program.
    pub(crate) fn text(&self, text: impl std::fmt::Display) {
        if !self.is_json() {
            write_line(&text.to_string());
        }
    }

    /// Writes a line of JSON for a program; nothing for a person.
    pub(crate) fn json(&self, value: &impl Serialize) {
        if self.is_json() {
            // Wire types and values made here have no keys that JSON cannot write.
            write_line(&serde_json::to_string(value).unwrap_or_default());
        }
    }

    /// Writes a table for a person; nothing for a program. Indented as much as asked for.
    pub(crate) fn table<const N: usize>(
        &self,
        indent: usize,
        columns: [(&str, Align); N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        let mut table = Table::new();
        table.load_preset(comfy_table::presets::NOTHING);
        table.set_header(columns.map(|(name, _)| name.to_uppercase()));
        table.add_rows(rows.into_iter().map(|row| row.map(|cell| plain(&cell))));
        for (column, (_, align)) in table.column_iter_mut().zip(columns) {
            column.set_padding((0, 2));
            column.set_cell_alignment(match align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
        for (index, line) in table.lines().enumerate() {
            let style = if index == 0 { DIM } else { Style::new() };
            self.text(format!("{:indent$}{style}{}{style:#}", "", line.trim_end()));
        }
    }

    /// Tells something beside the answer, on standard error.
    pub(crate) fn note(&self, note: impl std::fmt::Display) {
        let mut stderr = anstream::stderr().lock();
        // Where nobody listens, nobody needs it.
        let _ = if self.is_json() {
            writeln!(stderr, "{}", serde_json::json!({ "note": note.to_string() }))
        } else {
            writeln!(stderr, "{DIM}note:{DIM:#} {note}")
        };
    }

    /// Shows how far something is, on a terminal. Where nobody watches, it shows nothing.
    pub(crate) fn progress(&self) -> Progress {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let is_shown = !self.is_json() && !is_dumb && std::io::stderr().is_terminal();
        Progress { is_shown }
    }

    /// Writes completions for a shell.
    #[expect(clippy::unused_self, reason = "whatever is written goes through an output")]
    pub(crate) fn completions(&self, shell: clap_complete::Shell, command: &mut clap::Command) {
        clap_complete::generate(shell, command, "perennial", &mut std::io::stdout());
    }

    /// Tells a failure, and gives its exit code.
    pub(crate) fn failure(&self, failure: &Failure) -> ExitCode {
        let code = failure.exit as u8;
        let mut stderr = anstream::stderr().lock();
        // Where nobody listens, the exit code still tells.
        let _ = if self.is_json() {
            let Failure { message, hint, problems, .. } = failure;
            let mut told = serde_json::json!({ "error": message, "hint": hint, "exitCode": code });
            if let (Some(told), false) = (told.as_object_mut(), problems.is_empty()) {
                told.insert("problems".to_owned(), serde_json::json!(problems));
            }
            writeln!(stderr, "{told}")
        } else {
            let problems = failure.problems.iter().map(|problem| format!("\n  {problem}"));
            let hint = failure.hint.iter().map(|hint| format!("\n  {hint}"));
            let more: String = problems.chain(hint).collect();
            writeln!(stderr, "{RED}error:{RED:#} {}{more}", failure.message)
        };
        ExitCode::from(code)
    }
}

/// One line on standard error that is written over and over, and gone at the end.
#[derive(Debug)]
pub(crate) struct Progress {
    is_shown: bool,
}

/// Goes to the beginning of the line and empties it.
const REWIND: &str = "\r\u{1b}[2K";

impl Progress {
    /// Shows a text in place of the one before.
    pub(crate) fn show(&self, text: impl std::fmt::Display) {
        if self.is_shown {
            let mut stderr = std::io::stderr().lock();
            // Where nobody watches any more, nobody needs it.
            let _ = write!(stderr, "{REWIND}{text}").and_then(|()| stderr.flush());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.show("");
    }
}

/// A text from elsewhere without what would drive a terminal. Line breaks stay, for cells of several lines.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Writes a line to standard output. A reader that has gone is no failure of ours.
fn write_line(line: &str) {
    let mut stdout = anstream::stdout().lock();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}
