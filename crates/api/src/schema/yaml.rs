//! JSON values as YAML: the block style that people read, with every text quoted as JSON quotes it.
//!
//! A quoted text is never taken for a number, a date or `no`, so nothing has to be known about the many things that an
//! unquoted one can mean.

use std::fmt::Write;

use serde_json::Value;

/// Writes a value as a YAML document.
///
/// ```
/// use perennial_api::schema::yaml;
/// use serde_json::json;
///
/// let text = yaml(&json!({"apis": [{"path": "/me", "format": []}], "no": null}));
/// assert_eq!(text, "apis:\n  - format: []\n    path: \"/me\"\n\"no\": null\n");
/// ```
pub fn yaml(value: &Value) -> String {
    let mut text = String::new();
    block(&mut text, value, 0, true);
    text
}

/// Writes a value from where we stand: at the start of a line with `indent` made, or after a key and its colon.
fn block(out: &mut String, value: &Value, indent: usize, at_start: bool) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (n, (key, value)) in map.iter().enumerate() {
                line_start(out, indent, n == 0, at_start);
                out.push_str(&self::key(key));
                out.push(':');
                // A list in a mapping is indented once more, a mapping too.
                block(out, value, indent + 1, false);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (n, item) in items.iter().enumerate() {
                line_start(out, indent, n == 0, at_start);
                out.push_str("- ");
                block(out, item, indent + 1, true);
            }
        }
        scalar => {
            // Writing to a text never fails.
            let _ = writeln!(out, "{}{scalar}", if at_start { "" } else { " " });
        }
    }
}

/// Begins an entry. The first one stands on the line that is begun already, unless a key does.
fn line_start(out: &mut String, indent: usize, first: bool, at_start: bool) {
    if first && at_start {
        return;
    }
    if first {
        out.push('\n');
    }
    out.extend(std::iter::repeat_n("  ", indent));
}

/// A key, quoted unless it is one plain word that no reader takes for anything else.
fn key(key: &str) -> String {
    const MEANINGS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_word = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if is_word && !MEANINGS.contains(&key.to_ascii_lowercase().as_str()) {
        key.to_owned()
    } else {
        Value::from(key).to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_and_mappings_nest_in_each_other() {
        let value = json!({
            "a": {"b": [[1, -2.5], [], {}, {"c": true, "d": [{"e": null}]}]},
            "/me": "a \"text\"\nof two lines: #1",
            "NO": "no",
        });
        let expected = r##""/me": "a \"text\"\nof two lines: #1"
"NO": "no"
a:
  b:
    - - 1
      - -2.5
    - []
    - {}
    - c: true
      d:
        - e: null
"##;
        assert_eq!(yaml(&value), expected);
    }

    #[test]
    fn what_is_no_collection_is_one_line() {
        assert_eq!(yaml(&json!("text")), "\"text\"\n");
        assert_eq!(yaml(&json!([])), "[]\n");
        assert_eq!(yaml(&json!(null)), "null\n");
    }
}
