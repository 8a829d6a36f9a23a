//! Lines of plain text: of 76 columns at most, as mail programs show them. Words that are longer stay whole, since they
//! are addresses and names.

/// The most columns of a line.
pub(super) const COLUMNS: usize = 76;

/// Breaks lines at spaces. What follows a break is indented as the line was.
pub(super) fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let words = line.trim_start_matches(' ');
        let indent = line.chars().take_while(|c| *c == ' ').count();
        let mut column = 0_usize;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let width = word.chars().count();
            if column > 0 && column.saturating_add(width) >= COLUMNS {
                wrapped.push('\n');
                column = 0;
            }
            if column == 0 {
                wrapped.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            } else {
                wrapped.push(' ');
                column = column.saturating_add(1);
            }
            wrapped.push_str(word);
            column = column.saturating_add(width);
        }
        wrapped.push('\n');
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_nowhere_else() {
        let text = format!(
            "{} 15\u{a0}January\n\n  {} b\n{}",
            "a".repeat(66),
            "c".repeat(74),
            "d".repeat(90)
        );
        let expected = format!(
            "{}\n15\u{a0}January\n\n  {}\n  b\n{}\n",
            "a".repeat(66),
            "c".repeat(74),
            "d".repeat(90)
        );
        assert_eq!(wrap(&text), expected);
        assert_eq!(wrap(&"x ".repeat(38)).trim_end().chars().count(), 75);
    }
}
