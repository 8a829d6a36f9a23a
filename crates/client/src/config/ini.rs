//! The notation of `ovh.conf`: sections, `name = value`, comments.
//!
//! Written here because no small library keeps the numbers of lines, which an error must name. It reads what the
//! configuration readers of the official SDKs agree on: names in any case, `=` or `:`, comments after `;` or `#`, and
//! quotes around a value. Values over several lines are not read.

/// A value in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// The section, as it is written.
    pub(super) section: &'a str,
    /// The name, in lower case.
    pub(super) name: String,
    /// The value, without quotes.
    pub(super) value: &'a str,
    /// The line, the first being 1.
    pub(super) line: usize,
}

/// A line that cannot be read. What it says is not repeated: it may be a secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct IniError {
    pub(super) line: usize,
    pub(super) fault: &'static str,
}

/// Reads all entries, in order.
pub(super) fn parse(text: &str) -> Result<Vec<Entry<'_>>, IniError> {
    let text = text.trim_start_matches('\u{feff}'); // some editors on Windows begin a file with it
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut section = None;
    for (line, content) in (1..).zip(text.lines()) {
        let error = |fault| IniError { line, fault };
        let content = without_comment(content).trim();
        if content.is_empty() {
            continue;
        }
        if let Some(rest) = content.strip_prefix('[') {
            let name = rest.strip_suffix(']').ok_or(error("a section ends with ]"))?;
            section = Some(name.trim());
            continue;
        }
        let (name, value) = content
            .split_once(['=', ':'])
            .ok_or(error("expected [section], or a name and a value with = between them"))?;
        let section = section.ok_or(error("a section, such as [default], must come first"))?;
        let name = name.trim().to_ascii_lowercase();
        if entries.iter().any(|entry| entry.section == section && entry.name == name) {
            return Err(error("the section has a value of this name already: remove one of them"));
        }
        entries.push(Entry { section, name, value: unquoted(value.trim()), line });
    }
    Ok(entries)
}

/// The line up to a comment, which begins with the line or after a space.
fn without_comment(line: &str) -> &str {
    let mut before = ' ';
    let start = line.char_indices().find_map(|(at, c)| {
        let starts = matches!(c, ';' | '#') && before.is_whitespace();
        before = c;
        starts.then_some(at)
    });
    start.and_then(|at| line.get(..at)).unwrap_or(line)
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}
