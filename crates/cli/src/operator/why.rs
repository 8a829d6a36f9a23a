//! `perennial why`: how the dates and amounts of a service, an order or a bill came about, and what comes next.

use perennial_core::text::Name;
use perennial_engine::Engine;
use perennial_engine::why::{Fact, Recomputed, Section, Subject, SubjectKind, Why};
use serde_json::{Value, json};

use super::setup::{DatabaseArgs, block_on};
use super::{find, profile};
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::{BOLD, DIM, GREEN, Output, YELLOW, plain};

const EXAMPLE: &str = "\
Examples:
  perennial why 12345                          a service by its id: its expiry, its settings, what comes next
  perennial why vps112233.ovh.net              the same by its name
  perennial why hosting/web/example.org        by its path, where several services have the name
  perennial why order 2021267867               who ordered it, each amount and date, how it was paid
  perennial why FR00000042                     the order of a bill
  perennial why 12345 --account ab12345-ovh    where several accounts have one

What can be computed again is: `recomputed: equal` stands where the same comes of it.";

/// What `why` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct WhyArgs {
    /// A service by its id or name, an order by its id, a bill by its number; with the word service, order or bill
    /// before it where that is not clear
    #[arg(value_name = "WHAT", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// Whose it is [default: whoever has it]
    #[arg(long, value_name = "NICHANDLE", value_parser = profile::name)]
    account: Option<Name>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Explains.
pub(super) fn run(args: &WhyArgs, output: &Output) -> Result<(), Failure> {
    logs::start("warn");
    block_on(async {
        let engine = args.database.open_existing().await?;
        args.database.note_other_calendar(&engine, output).await?;
        let subject = subject(&engine, args).await?;
        let why = engine.why(&subject).await.map_err(|error| find::failure(&error))?;
        print(output, &why);
        output.json(&to_json(&subject, &why));
        Ok(())
    })
}

/// What is meant.
async fn subject(engine: &Engine, args: &WhyArgs) -> Result<Subject, Failure> {
    let (kind, text) = match &args.what[..] {
        [kind, text] => (Some(self::kind(kind)?), text),
        [text] => (None, text),
        _ => return Err(Failure::new(Exit::Usage, "name one thing")),
    };
    let account = match &args.account {
        Some(name) => Some(find::account(engine, name).await?),
        None => None,
    };
    let found =
        engine.subjects(text, kind, account).await.map_err(|error| find::failure(&error))?;
    if let [one] = &found[..] {
        return Ok(one.clone());
    }
    let what = kind.map_or("service, order or bill", SubjectKind::code);
    let whose = args.account.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
    let text = plain(text);
    if found.is_empty() {
        return Err(Failure::new(Exit::Refused, format!("there is no {what} {text}{whose}"))
            .with_hint("name a service by its id or name, an order by its id, a bill by its number (FR00000042)"));
    }
    let mut candidates = Vec::new();
    for subject in &found {
        let told = engine.subject_in_words(subject).await.map_err(|error| find::failure(&error))?;
        candidates.push(format!("\n  {}", plain(&told)));
    }
    let problem = format!("{text} may be any of these:{}", candidates.concat());
    Err(Failure::new(Exit::Refused, problem)
        .with_hint("say which one: `why service ID`, `why order ID`, and whose with --account"))
}

fn kind(text: &str) -> Result<SubjectKind, Failure> {
    SubjectKind::from_code(text).ok_or_else(|| {
        let text = plain(text);
        Failure::new(Exit::Usage, format!("`{text}` is none of service, order and bill"))
    })
}

/// Columns of a line, the indent included.
const COLUMNS: usize = 100;

fn print(output: &Output, why: &Why) {
    output.text(format!("{BOLD}{}{BOLD:#}", plain(&why.title)));
    for Section { title, facts } in &why.sections {
        output.text(format!("\n  {BOLD}{}{BOLD:#}", plain(title)));
        let width = facts.iter().map(|fact| fact.label.chars().count()).max().unwrap_or_default();
        let width = width.saturating_add(2);
        for Fact { label, value, recomputed } in facts {
            let columns = COLUMNS.saturating_sub(width.saturating_add(4));
            let mut lines = wrapped(&plain(value), columns);
            if let Some(recomputed) = recomputed {
                let (style, told) = match recomputed {
                    Recomputed::Equal => (GREEN, "recomputed: equal".to_owned()),
                    Recomputed::Differs(computed) => {
                        (YELLOW, format!("recomputed: {}, which differs", plain(computed)))
                    }
                };
                let last = lines.last().map(|line| line.chars().count()).unwrap_or_default();
                let fits = last.saturating_add(told.chars().count()) < columns.saturating_sub(1);
                let told = format!("{style}{told}{style:#}");
                match lines.last_mut().filter(|_| fits) {
                    Some(line) => line.push_str(&format!("  {told}")),
                    None => lines.push(told),
                }
            }
            for (index, line) in lines.iter().enumerate() {
                let label = if index == 0 { label.as_str() } else { "" };
                output.text(format!("    {DIM}{label:<width$}{DIM:#}{line}"));
            }
        }
    }
    if why.differs() {
        output.text(format!(
            "\n{YELLOW}Something is not what comes of it: perennial audit looks at everything{YELLOW:#}"
        ));
    }
}

/// A text in lines of so many columns, broken between words.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().map(|line| line.chars().count()).unwrap_or_default();
        let needed = line.saturating_add(1).saturating_add(word.chars().count());
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if needed <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn to_json(subject: &Subject, why: &Why) -> Value {
    let fact = |fact: &Fact| {
        let recomputed = fact.recomputed.as_ref().map(|recomputed| match recomputed {
            Recomputed::Equal => json!({ "equal": true }),
            Recomputed::Differs(computed) => json!({ "equal": false, "computed": computed }),
        });
        json!({ "label": fact.label, "value": fact.value, "recomputed": recomputed })
    };
    let section = |section: &Section| {
        let facts: Vec<Value> = section.facts.iter().map(fact).collect();
        json!({ "title": section.title, "facts": facts })
    };
    json!({
        "kind": subject.kind().code(),
        "title": why.title,
        "differs": why.differs(),
        "sections": why.sections.iter().map(section).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(
            wrapped("a-word-that-is-longer than that", 5),
            ["a-word-that-is-longer", "than", "that"]
        );
        assert_eq!(wrapped("", 5), [""]);
    }
}
