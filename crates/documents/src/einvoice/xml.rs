//! Writing XML: elements, attributes and text, escaped; nothing else is needed.
//!
//! Characters that XML cannot hold are replaced, so that what is written can always be read.

use std::fmt::Write;

/// A document that is being written.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document with its outermost element, whose attributes are given as they stand.
    pub(super) fn begin(name: &'static str, attributes: &[(&str, &str)]) -> Self {
        let mut xml = Self {
            text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            open: Vec::new(),
        };
        xml.tag(name, attributes);
        xml.text.push('\n');
        xml.open.push(name);
        xml
    }

    /// An element with others in it.
    pub(super) fn group(&mut self, name: &'static str, inner: impl FnOnce(&mut Self)) {
        self.indent();
        self.tag(name, &[]);
        self.text.push('\n');
        self.open.push(name);
        inner(self);
        self.end();
    }

    /// An element with a text.
    pub(super) fn put(&mut self, name: &'static str, text: impl AsRef<str>) {
        self.put_with(name, &[], text);
    }

    /// An element with a text, if there is one.
    pub(super) fn maybe(&mut self, name: &'static str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.put(name, text);
        }
    }

    /// An element with attributes and a text.
    pub(super) fn put_with(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: impl AsRef<str>,
    ) {
        self.indent();
        self.tag(name, attributes);
        escape(&mut self.text, text.as_ref());
        // Writing into a text cannot fail.
        let _ = writeln!(self.text, "</{name}>");
    }

    /// The whole, with everything closed that is open.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            escape(&mut self.text, value);
            self.text.push('"');
        }
        self.text.push('>');
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

fn escape(into: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' => into.push(c),
            '\u{fffe}' | '\u{ffff}' => into.push('\u{fffd}'),
            c if c.is_control() => into.push('\u{fffd}'),
            c => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_elements_are_closed() {
        let mut xml = Xml::begin("a", &[("b", "1 < \"2\" & 3")]);
        xml.group("c", |xml| {
            xml.put("d", "x & y <z> ]]> \"q\" 'r'");
            xml.maybe("e", None::<&str>);
            xml.put_with("f", &[("g", "é")], "日本\u{0}\u{1b}\u{ffff}\u{fffe}\u{85}\u{1f600}");
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1 &lt; &quot;2&quot; &amp; 3\">\n  <c>\n    <d>x &amp; y \
             &lt;z&gt; ]]&gt; &quot;q&quot; 'r'</d>\n    <f g=\"é\">日本\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{1f600}</f>\n  \
             </c>\n</a>\n"
        );
    }
}
