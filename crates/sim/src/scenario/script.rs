//! The text of a scenario: its commands, the answers that are expected, and the same text with other answers.
//!
//! What the commands mean is not known here.

/// A scenario that was played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// Where the answers were not those that were expected.
    pub mismatches: Vec<Mismatch>,
    /// The scenario with the answers that were given.
    pub text: String,
}

/// A command that was answered otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The number of its line, from 1.
    pub line: usize,
    /// The command.
    pub command: String,
    /// What was expected.
    pub expected: Vec<String>,
    /// What was answered.
    pub got: Vec<String>,
}

/// A command with the answers that are expected of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) command: String,
    expected: Vec<String>,
    /// The lines of the text that it takes, from the first one on.
    taken: usize,
}

/// A scenario, read.
#[derive(Debug)]
pub(super) struct Script<'a> {
    text: &'a str,
    lines: Vec<Line>,
}

/// What stands between a command and its answers.
const ARROW: &str = "->";
/// Where the arrow stands when there is room.
const COLUMN: usize = 56;
/// How long a line may be.
const WIDTH: usize = 118;

impl<'a> Script<'a> {
    pub(super) fn parse(text: &'a str) -> anyhow::Result<Self> {
        let mut lines = Vec::<Line>::new();
        for (number, line) in (1..).zip(text.lines()) {
            let (command, answers) = match line.split_once(ARROW) {
                Some((command, answers)) => (command.trim(), split(answers)),
                None => (line.trim(), Vec::new()),
            };
            if line.trim_start().starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if !command.is_empty() {
                let command = command.to_owned();
                lines.push(Line { number, command, expected: answers, taken: 1 });
                continue;
            }
            match lines.last_mut() {
                Some(last) if last.number.saturating_add(last.taken) == number => {
                    last.expected.extend(answers);
                    last.taken = last.taken.saturating_add(1);
                }
                _ => anyhow::bail!("line {number}: an answer without a command above it"),
            }
        }
        Ok(Self { text, lines })
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Holds the answers, one list for each line, against those that are expected.
    pub(super) fn compare(&self, answers: Vec<Vec<String>>) -> Played {
        let mut mismatches = Vec::new();
        let mut text = String::new();
        let mut source = (1_usize..).zip(self.text.lines()).peekable();
        for (line, got) in self.lines.iter().zip(answers) {
            while let Some((_, kept)) = source.next_if(|(number, _)| *number < line.number) {
                text.push_str(kept);
                text.push('\n');
            }
            let end = line.number.saturating_add(line.taken);
            let own = std::iter::from_fn(|| source.next_if(|(number, _)| *number < end));
            let own: Vec<&str> = own.map(|(_, own)| own).collect();
            if line.expected == got {
                own.iter().for_each(|own| text.extend([own, "\n"]));
            } else {
                text.push_str(&written(&line.command, &got));
                let (line, command) = (line.number, line.command.clone());
                let expected = self.expected_at(line);
                mismatches.push(Mismatch { line, command, expected, got });
            }
        }
        source.for_each(|(_, kept)| text.extend([kept, "\n"]));
        Played { mismatches, text }
    }

    fn expected_at(&self, number: usize) -> Vec<String> {
        let found = self.lines.iter().find(|line| line.number == number);
        found.map(|line| line.expected.clone()).unwrap_or_default()
    }
}

fn split(answers: &str) -> Vec<String> {
    let answers = answers.split(';').map(str::trim).filter(|answer| !answer.is_empty());
    answers.map(str::to_owned).collect()
}

/// A command and its answers: on one line if they fit.
fn written(command: &str, answers: &[String]) -> String {
    if answers.is_empty() {
        return format!("{command}\n");
    }
    let joined = answers.join("; ");
    let one_line = format!("{command:<COLUMN$} {ARROW} {joined}\n");
    if answers.len() <= 2 && one_line.chars().count() <= WIDTH {
        return one_line;
    }
    let below = answers.iter().map(|answer| format!("    {ARROW} {answer}\n"));
    format!("{command}\n{}", below.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A story.\n\ntoday 1 -> a; b\n  run\n  -> c\n  -> d\n# The end.\n";

    fn answers(lists: &[&[&str]]) -> Vec<Vec<String>> {
        lists.iter().map(|list| list.iter().map(|&one| one.to_owned()).collect()).collect()
    }

    #[test]
    fn a_text_whose_answers_are_right_stays_as_it_is() {
        let script = Script::parse(TEXT).unwrap();
        let played = script.compare(answers(&[&["a", "b"], &["c", "d"]]));
        assert_eq!((played.text.as_str(), played.mismatches.len()), (TEXT, 0));
    }

    #[test]
    fn other_answers_take_the_place_of_those_that_are_wrong() {
        let script = Script::parse(TEXT).unwrap();
        let played = script.compare(answers(&[&["a", "b"], &["x"]]));
        let run = format!("{:<56} -> x\n", "run");
        assert_eq!(played.text, format!("# A story.\n\ntoday 1 -> a; b\n{run}# The end.\n"));
        let mismatch = &played.mismatches[0];
        assert_eq!((mismatch.line, mismatch.command.as_str()), (4, "run"));
        assert_eq!(mismatch.expected, ["c", "d"]);
        assert_eq!(mismatch.got, ["x"]);
        // The text that comes of it is read as it was meant.
        let again = Script::parse(&played.text).unwrap();
        assert!(again.compare(answers(&[&["a", "b"], &["x"]])).mismatches.is_empty());
    }

    #[test]
    fn an_answer_belongs_to_a_command() {
        let error = Script::parse("# A story.\n-> a\n").unwrap_err().to_string();
        assert_eq!(error, "line 2: an answer without a command above it");
    }
}
