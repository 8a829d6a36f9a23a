//! Passwords of people, as commands set them: made here and shown once, or read from the standard input.

use std::io::{self, Read};

use perennial_engine::Engine;
use perennial_engine::access::password::{BYTES_MAX, Password};
use zeroize::Zeroizing;

use crate::failure::{Exit, Failure};
use crate::output::{BOLD, Output};

/// How long a password is that is made here: 119 bits.
const LENGTH: usize = 20;

/// A password that is about to be set.
pub(super) struct NewPassword {
    /// The password.
    pub(super) password: Password,
    /// The same to be shown, if it was made here.
    made: Option<Zeroizing<String>>,
}

impl NewPassword {
    /// One for somebody with a name.
    pub(super) fn read_or_make(engine: &Engine, name: &str, stdin: bool) -> Result<Self, Failure> {
        let made = if stdin { None } else { Some(engine.ids().secret(LENGTH)) };
        let text = match &made {
            Some(made) => made.clone(),
            None => given()?,
        };
        let password = Password::parse(&text, name);
        let password = password.map_err(|error| Failure::new(Exit::Usage, error.to_string()))?;
        Ok(Self { password, made })
    }

    /// The password to be shown, and what is left to be set.
    pub(super) fn split(self) -> (Password, Shown) {
        (self.password, Shown(self.made))
    }
}

/// A password that was made here, if it was.
pub(super) struct Shown(Option<Zeroizing<String>>);

impl Shown {
    /// Tells people.
    pub(super) fn tell(&self, output: &Output) {
        if let Some(made) = &self.0 {
            output.text(format!("  {BOLD}{}{BOLD:#}", made.as_str()));
            output.text("It is not shown again.");
        }
    }

    /// For programs.
    pub(super) fn text(&self) -> Option<&str> {
        self.0.as_ref().map(|made| made.as_str())
    }
}

/// The first line of the standard input.
fn given() -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    // A byte more than a password and its line break can have.
    let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX).saturating_add(3);
    let read = io::stdin().lock().take(most).read_to_string(&mut text);
    read.map_err(|error| Failure::failed(format!("the standard input cannot be read: {error}")))?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}
