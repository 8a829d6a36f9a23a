//! What the script of the console says: messages of the page's language, as JSON.
//!
//! What the script knows later stands in them by its name, in braces.

use serde_json::{Map, Value};

use super::super::page::Page;
use super::super::trouble::Trouble;

/// The keys of the messages, with the facts of each.
const ALL: [(&str, &[&str]); 55] = [
    ("console-copied", &[]),
    ("console-not-copied", &[]),
    ("console-required", &[]),
    ("console-nullable", &[]),
    ("console-read-only", &[]),
    ("console-body", &[]),
    ("console-deprecated", &["on", "until"]),
    ("console-deprecated-mark", &[]),
    ("console-beta", &[]),
    ("console-answers", &[]),
    ("console-iam", &[]),
    ("console-errors", &[]),
    ("console-access", &[]),
    ("console-open", &[]),
    ("console-copy-link", &[]),
    ("console-keys", &[]),
    ("console-schema", &[]),
    ("console-choose", &[]),
    ("console-left-out", &[]),
    ("console-example", &[]),
    ("console-example-of", &["name"]),
    ("console-list", &[]),
    ("console-list-of", &["path"]),
    ("console-listed", &["count"]),
    ("console-key-hint", &[]),
    ("console-batch-hint", &[]),
    ("console-page-hint", &[]),
    ("console-in-path", &[]),
    ("console-in-query", &[]),
    ("console-in-body", &[]),
    ("console-in-headers", &[]),
    ("console-as-json", &[]),
    ("console-not-json", &["problem"]),
    ("console-no-dots", &[]),
    ("console-signed-out", &[]),
    ("console-sign-in", &[]),
    ("console-no-answer", &["problem"]),
    ("console-more", &["count"]),
    ("console-answered", &["status", "milliseconds", "bytes"]),
    ("console-copy-answer", &[]),
    ("console-cut", &["bytes"]),
    ("console-headers", &[]),
    ("console-found", &["count"]),
    ("console-found-none", &[]),
    ("console-answer", &[]),
    ("console-execute", &[]),
    ("console-under-way", &[]),
    ("console-parameters", &[]),
    ("console-in-sandbox", &[]),
    ("console-for-real", &[]),
    ("console-code", &[]),
    ("console-code-hint", &[]),
    ("console-copy-code", &[]),
    ("console-unknown", &["text"]),
    ("console-nearest", &[]),
];

/// All of them, by their keys without what comes before the first hyphen.
pub(super) fn all(page: &Page<'_>) -> Result<String, Trouble> {
    let mut words = Map::new();
    for (key, names) in ALL {
        let facts: Vec<_> =
            names.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        let text = page.me.words.say(key, &facts)?;
        words.insert(key.replacen("console-", "", 1), Value::String(text));
    }
    Ok(Value::Object(words).to_string())
}
