//! Asking before something is done that is not undone: the yes of whoever sits at the terminal.

use std::io::{self, IsTerminal, Write};

use crate::failure::{Exit, Failure};
use crate::output::Output;

/// The argument of commands that ask.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct YesArgs {
    /// Do it without asking; needed where nobody can be asked
    #[arg(long, short)]
    pub(crate) yes: bool,
}

impl YesArgs {
    /// Refuses what could not be confirmed later, before anything is done.
    pub(crate) fn check(self, output: &Output) -> Result<(), Failure> {
        let problem = if self.yes {
            return Ok(());
        } else if !io::stdin().is_terminal() {
            "standard input is not a terminal, so there is nobody to ask"
        } else if output.is_json() {
            "whoever reads JSON cannot be asked"
        } else {
            return Ok(());
        };
        Err(Failure::new(Exit::Usage, problem).with_hint("give --yes to do it without asking"))
    }

    /// Asks, unless the answer was given. Refuses when it is no.
    pub(crate) async fn ask(self, question: String) -> Result<(), Failure> {
        if self.yes {
            return Ok(());
        }
        // Beside the calls: a connection that the server closes meanwhile must be noticed.
        let answer = tokio::task::spawn_blocking(move || read_answer(&question)).await;
        let answer = answer.map_err(Failure::failed)?.map_err(Failure::failed)?;
        if is_yes(&answer) {
            Ok(())
        } else {
            Err(Failure::new(Exit::Refused, "not confirmed; nothing was done"))
        }
    }
}

fn read_answer(question: &str) -> io::Result<String> {
    let mut stderr = anstream::stderr().lock();
    write!(stderr, "{question} [y/N] ")?;
    stderr.flush()?;
    drop(stderr);
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer)
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        assert!(["y\n", "Y\r\n", " yes ", "YES"].into_iter().all(is_yes));
        assert!(!["", "\n", "n", "no", "yess", "j", "y y"].into_iter().any(is_yes));
    }
}
