//! The words of a command, taken one after the other, each as what it is to be.
//!
//! A word that is missing, or is not what it should be, is an error that says what is allowed.

use anyhow::{Context as _, anyhow, bail};
use jiff::civil::{Date, Time};
use perennial_core::money::Currency;
use perennial_core::text::Name;
use perennial_core::{Money, Period};

/// The words that are left of a command.
#[derive(Debug)]
pub(super) struct Words<'a> {
    rest: std::iter::Peekable<std::str::SplitWhitespace<'a>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(command: &'a str) -> Self {
        Self { rest: command.split_whitespace().peekable() }
    }

    /// The next word. `what` says what it is to be.
    pub(super) fn next(&mut self, what: &str) -> anyhow::Result<&'a str> {
        self.rest.next().ok_or_else(|| anyhow!("{what} is missing at the end"))
    }

    /// The next word, if there is one.
    pub(super) fn next_any(&mut self) -> Option<&'a str> {
        self.rest.next()
    }

    /// The next word, without taking it.
    pub(super) fn peek(&mut self) -> Option<&'a str> {
        self.rest.peek().copied()
    }

    /// Takes the next word if it is the given one.
    pub(super) fn take(&mut self, word: &str) -> bool {
        self.rest.next_if_eq(&word).is_some()
    }

    /// Takes a word that must be there.
    pub(super) fn require(&mut self, word: &str) -> anyhow::Result<()> {
        match self.rest.next() {
            Some(found) if found == word => Ok(()),
            Some(found) => bail!("`{word}` is to stand where `{found}` does"),
            None => bail!("`{word}` is missing at the end"),
        }
    }

    /// No word may be left.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        match self.rest.next() {
            Some(found) => bail!("`{found}` is not expected here"),
            None => Ok(()),
        }
    }

    pub(super) fn date(&mut self) -> anyhow::Result<Date> {
        let word = self.next("a date")?;
        word.parse().with_context(|| format!("`{word}` is not a date, such as 2026-01-31"))
    }

    /// A time of day, if the next word is one.
    pub(super) fn time(&mut self) -> Option<Time> {
        let time = self.peek().filter(|word| word.contains(':'))?.parse().ok()?;
        self.next_any();
        Some(time)
    }

    pub(super) fn period(&mut self) -> anyhow::Result<Period> {
        Ok(Period::parse(self.next("a period")?)?)
    }

    /// A period, if the next word is one.
    pub(super) fn period_if_any(&mut self) -> anyhow::Result<Option<Period>> {
        let is_period = self.peek().is_some_and(|word| word.starts_with('P'));
        if is_period { self.period().map(Some) } else { Ok(None) }
    }

    pub(super) fn number(&mut self) -> anyhow::Result<i64> {
        let word = self.next("a number")?;
        word.parse().with_context(|| format!("`{word}` is not a number"))
    }

    pub(super) fn money(&mut self, currency: Currency) -> anyhow::Result<Money> {
        let word = self.next("an amount")?;
        Money::parse(word, currency).with_context(|| format!("`{word}` is not an amount"))
    }

    pub(super) fn name(&mut self, what: &str) -> anyhow::Result<Name> {
        Ok(Name::parse(self.next(what)?)?)
    }
}

/// The error for a word that is none of those that are known.
pub(super) fn unknown(found: &str, allowed: &[&str]) -> anyhow::Error {
    anyhow!("`{found}` is not known here; known are {}", allowed.join(", "))
}
